package dev.postern.wire.it.discovery;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.text.Lines;
import dev.postern.wire.it.text.Once;
import java.util.Locale;

/**
 * SSDP: the header lines of HTTP in a datagram. Target is what is sought or announced. At most {@link #LINES_MAX} lines are read, a value is
 * cut to {@link #VALUE_MAX} characters. Answers come from another address than the question went to, so they stand in a flow of their own.
 */
public final class SsdpDissector implements Dissector {
    static final int LINES_MAX = 64;
    static final int VALUE_MAX = 256;
    private static final String SEARCH = "M-SEARCH * HTTP/1.", NOTIFY = "NOTIFY * HTTP/1.", ANSWER = "HTTP/1.";
    private static final String DEVICE = ":device:";

    /** The header fields that matter. */
    private static final class Head {
        private String searched;
        private String notified;
        private String kind;
        private String usn;
        private String location;
        private String server;
        private String userAgent;
        private String maxWait;
        private String cache;

        private Head(Bytes pending) {
            Lines lines = new Lines(pending, 0, pending.length());
            lines.next();
            for (int i = 0; i < LINES_MAX && lines.next() && !lines.isEmpty(); i++) line(lines);
        }

        private void line(Lines line) {
            if (line.named("st")) searched = line.value(VALUE_MAX);
            else if (line.named("nt")) notified = line.value(VALUE_MAX);
            else if (line.named("nts")) kind = line.value(VALUE_MAX);
            else if (line.named("usn")) usn = line.value(VALUE_MAX);
            else if (line.named("location")) location = line.value(VALUE_MAX);
            else if (line.named("server")) server = line.value(VALUE_MAX);
            else if (line.named("user-agent")) userAgent = line.value(VALUE_MAX);
            else if (line.named("mx")) maxWait = line.value(VALUE_MAX);
            else if (line.named("cache-control")) cache = line.value(VALUE_MAX);
        }
    }

    @Override
    public String protocol() {
        return "ssdp";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.UDP && port == 1900;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (pending.startsWith(SEARCH, 0) || pending.startsWith(NOTIFY, 0)) return Recognition.CERTAIN;
        if (!pending.startsWith(ANSWER, 0)) return Recognition.NOT;
        Head head = new Head(pending);
        return head.searched != null && head.usn != null ? Recognition.CERTAIN : Recognition.UNSURE;
    }

    @Override
    public Object newState() {
        return new Once();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        boolean search = pending.startsWith(SEARCH, 0);
        boolean answer = pending.startsWith(ANSWER, 0);
        if (!search && !answer && !pending.startsWith(NOTIFY, 0)) {
            turn.malformed("neither search, answer nor notify", 0);
            return pending.length();
        }
        Head head = new Head(pending);
        String sought = head.searched != null ? head.searched : head.notified;
        Turn.Draft draft = turn.message(
                        search || answer ? "m-search" : "notify", Verb.IDENTIFY, outcome(search, answer))
                .target(sought == null ? "" : sought)
                .field("st", head.searched)
                .field("nt", head.notified)
                .field("nts", head.kind)
                .field("usn", head.usn)
                .field("location", head.location)
                .field("server", head.server)
                .field("user_agent", head.userAgent)
                .field("mx", head.maxWait)
                .field("cache_control", head.cache);
        if (answer) draft.field("status", status(pending));
        draft.emit();
        if (sought == null) turn.malformed("nothing sought or announced", 0);
        if (!search) tell(head, sought, turn);
        Once once = turn.state();
        once.identity(turn, Attribute.SOFTWARE, head.userAgent, 0.6);
        return pending.length();
    }

    private static Outcome outcome(boolean search, boolean answer) {
        return search ? Outcome.REQUEST : answer ? Outcome.SUCCESS : Outcome.NOTICE;
    }

    private static Object status(Bytes pending) {
        long status = 0;
        for (int i = 9; i < 12; i++) {
            int digit = pending.u8(i) - '0';
            if (digit < 0 || digit > 9) return null;
            status = status * 10 + digit;
        }
        return status;
    }

    private static void tell(Head head, String sought, Turn turn) {
        Once once = turn.state();
        once.identity(turn, Attribute.SOFTWARE, head.server, 0.7);
        once.identity(turn, Attribute.OPERATING_SYSTEM, operatingSystem(head.server), 0.5);
        int device = sought == null ? -1 : sought.indexOf(DEVICE);
        if (device >= 0) once.identity(turn, Attribute.TYPE, lastPart(sought.substring(device + DEVICE.length())), 0.7);
        if (head.location != null) once.identity(turn, Attribute.ROLE, "upnp device", 0.5);
    }

    /** The field is {@code OS/version UPnP/version product/version}. */
    private static String operatingSystem(String server) {
        if (server == null) return null;
        int upnp = server.toLowerCase(Locale.ROOT).indexOf("upnp/");
        if (upnp <= 0) return null;
        String system = server.substring(0, upnp).replace(',', ' ').strip();
        return system.isEmpty() ? null : system.replace('/', ' ');
    }

    private static String lastPart(String typeAndVersion) {
        int colon = typeAndVersion.indexOf(':');
        return colon < 0 ? typeAndVersion : typeAndVersion.substring(0, colon);
    }
}
