package dev.postern.wire.it.sip;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.text.Lines;
import dev.postern.wire.it.text.Once;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * SIP over UDP and TCP. Target is who is called or registered. Answers are tied by call and sequence number, the last {@link #WAITING_MAX} of
 * which are remembered. Of a body only where media shall go is read.
 */
public final class SipDissector implements Dissector {
    static final int WAITING_MAX = 16;
    static final int HEAD_BYTES_MAX = 16 * 1024;
    private static final int MEDIA_MAX = 8;
    private static final int UNAUTHORIZED = 401, PROXY_AUTHENTICATION = 407;
    private static final String VERSION = "SIP/2.0";
    private static final String[] METHODS = {
        "INVITE",
        "ACK",
        "BYE",
        "CANCEL",
        "OPTIONS",
        "REGISTER",
        "SUBSCRIBE",
        "NOTIFY",
        "PUBLISH",
        "MESSAGE",
        "INFO",
        "PRACK",
        "REFER",
        "UPDATE"
    };

    private static final class Connection {
        private final Once once = new Once();
        /** Call and sequence number of the requests that wait for an answer, as a hash, and when they came. */
        private final int[] calls = new int[WAITING_MAX];

        private final long[] atNanos = new long[WAITING_MAX];
        /** A bit for each: the request proved who asks. */
        private int proved;

        private int next;

        private void ask(Turn turn, int call, boolean proves) {
            if (atNanos[next] != 0) turn.forgot();
            calls[next] = call;
            atNanos[next] = turn.atNanos();
            proved = proves ? proved | 1 << next : proved & ~(1 << next);
            next = (next + 1) % WAITING_MAX;
        }

        private long asked(int call) {
            int i = place(call);
            return i < 0 ? -1 : atNanos[i];
        }

        private boolean proves(int call) {
            int i = place(call);
            return i >= 0 && (proved >> i & 1) != 0;
        }

        private int place(int call) {
            for (int i = 0; i < WAITING_MAX; i++) if (calls[i] == call && atNanos[i] != 0) return i;
            return -1;
        }
    }

    @Override
    public String protocol() {
        return "sip";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return (transport == Transport.UDP || transport == Transport.TCP) && port == 5060;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP || transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (pending.startsWith(VERSION + " ", 0)) return Recognition.CERTAIN;
        if (method(pending) == null) return Recognition.NOT;
        Lines line = new Lines(pending, 0, pending.length());
        line.next();
        if (!line.ended()) return transport == Transport.TCP ? Recognition.UNSURE : Recognition.NOT;
        int version = line.start() + line.length() - VERSION.length();
        return pending.startsWith(VERSION, version) ? Recognition.CERTAIN : Recognition.NOT;
    }

    private static String method(Bytes pending) {
        for (String method : METHODS)
            if (pending.startsWith(method, 0) && pending.has(method.length(), 1) && pending.u8(method.length()) == ' ')
                return method;
        return null;
    }

    @Override
    public Object newState() {
        return new Connection();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        boolean stream = turn.conversation().transport() == Transport.TCP;
        int blank = 0;
        while (blank < pending.length()
                && (pending.u8(blank) == '\r' || pending.u8(blank) == '\n' || pending.u8(blank) == 0)) blank++;
        // Empty lines between messages keep the path through a firewall open.
        if (blank > 0) return stream ? blank : pending.length();
        if (!stream) {
            message(pending, new Head(pending), turn);
            return pending.length();
        }
        if (pending.startsWith(VERSION, 0) || method(pending) != null) return stream(pending, turn);
        return pending.length() < 12 ? NEED_MORE : LOST;
    }

    private static int stream(Bytes pending, Turn turn) {
        Lines lines = new Lines(pending, 0, HEAD_BYTES_MAX);
        while (lines.next() && !lines.isEmpty()) if (!lines.ended()) break;
        if (!lines.ended() || !lines.isEmpty()) {
            if (pending.length() < HEAD_BYTES_MAX) return NEED_MORE;
            turn.malformed("header too long", HEAD_BYTES_MAX);
            return LOST;
        }
        Head head = new Head(pending);
        int total = head.end + (int) Math.max(0, Math.min(head.contentLength, HEAD_BYTES_MAX));
        if (pending.length() < total) {
            turn.need(total);
            return NEED_MORE;
        }
        message(new Bytes().wrap(pending, 0, total), head, turn);
        return total;
    }

    private static void message(Bytes pending, Head head, Turn turn) {
        Connection connection = turn.state();
        boolean answer = pending.startsWith(VERSION, 0);
        String method = answer ? afterBlank(head.sequence) : method(pending);
        if (method == null || method.isEmpty()) {
            turn.malformed("neither request nor answer", 0);
            return;
        }
        int call = (head.callId == null ? 0 : head.callId.hashCode()) * 31
                + (head.sequence == null ? 0 : head.sequence.hashCode());
        int status = answer ? status(pending) : 0;
        boolean challenge = isChallenge(status, head, connection.proves(call));
        Outcome outcome = !answer ? Outcome.REQUEST : challenge ? Outcome.NOTICE : outcome(status);
        // Only the last word says whether a registration succeeded.
        Verb verb = outcome == Outcome.NOTICE && method.equals("REGISTER") ? Verb.SESSION : verb(method);
        Turn.Draft draft = turn.message(method.toLowerCase(Locale.ROOT), verb, outcome)
                .target(head.to == null ? "" : head.to)
                .field("from", head.from)
                .field("to", head.to)
                .field("contact", head.contact)
                .field("call_id", head.callId)
                .field("cseq", head.sequence)
                .field("user", head.user)
                .field("expires", head.expires)
                .field("user_agent", head.userAgent)
                .field("server", head.server);
        if (answer) draft.field("status", (long) status).answers(connection.asked(call));
        // ACK has no answer.
        else if (!method.equals("ACK")) connection.ask(turn, call, head.user != null);
        List<Object> media = media(pending, head.end);
        if (!media.isEmpty()) draft.field("media", media);
        draft.emit();
        connection.once.identity(turn, Attribute.SOFTWARE, head.userAgent != null ? head.userAgent : head.server, 0.7);
        if (method.equals("REGISTER") && !answer) connection.once.identity(turn, Attribute.USER, head.to, 0.6);
        if (head.sequence == null) turn.malformed("no sequence number", 0);
    }

    private static String afterBlank(String sequence) {
        return sequence == null ? null : sequence.substring(sequence.lastIndexOf(' ') + 1);
    }

    private static int status(Bytes pending) {
        int status = 0;
        for (int i = VERSION.length() + 1; i < VERSION.length() + 4; i++)
            status = status * 10 + Math.clamp(pending.u8(i) - '0', 0, 9);
        return status;
    }

    /** Who asks is to prove who he is, as everybody is asked at first, or anew for a challenge that is too old. */
    private static boolean isChallenge(int status, Head head, boolean proved) {
        return (status == UNAUTHORIZED || status == PROXY_AUTHENTICATION) && (!proved || head.stale);
    }

    private static Outcome outcome(int status) {
        return status < 200 ? Outcome.NOTICE : status < 300 ? Outcome.SUCCESS : Outcome.REFUSED;
    }

    private static Verb verb(String method) {
        return switch (method) {
            case "REGISTER" -> Verb.LOGIN;
            case "OPTIONS" -> Verb.DIAGNOSE;
            case "NOTIFY", "PUBLISH" -> Verb.REPORT;
            case "MESSAGE", "INFO" -> Verb.OTHER;
            default -> Verb.SESSION;
        };
    }

    /** {@code audio 10.0.0.1:4000} for each line {@code m=} of a session description. */
    private static List<Object> media(Bytes pending, int from) {
        List<Object> media = new ArrayList<>();
        String address = "";
        Lines lines = new Lines(pending, from, pending.length());
        for (int i = 0; i < Head.LINES_MAX && lines.next() && media.size() < MEDIA_MAX; i++) {
            if (lines.begins("c=IN IP")) address = afterBlank(lines.text(Head.VALUE_MAX));
            if (!lines.begins("m=")) continue;
            String[] words = lines.text(Head.VALUE_MAX).substring(2).split(" ", 3);
            if (words.length > 1) media.add(words[0] + " " + address + ":" + words[1]);
        }
        return media;
    }
}
