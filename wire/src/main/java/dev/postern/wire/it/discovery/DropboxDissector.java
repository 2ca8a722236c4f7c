package dev.postern.wire.it.discovery;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.text.Once;
import java.util.ArrayList;
import java.util.List;

/**
 * The announcement with which copies of Dropbox find each other in a network: an object of JSON in a datagram. Who has a namespace in common shares a folder. Of one
 * level, which is all there is; at most {@link #NAMESPACES_MAX} namespaces, a text is cut to {@link #TEXT_MAX} octets.
 */
public final class DropboxDissector implements Dissector {
    static final int NAMESPACES_MAX = 64;
    static final int TEXT_MAX = 128;
    static final int BYTES_MAX = 8192;
    private static final int PORT = 17_500, MEMBERS_MAX = 32, DIGITS_MAX = 20;
    private static final String HOST = "\"host_int\"", NAMESPACES = "\"namespaces\"";
    private static final double CONFIDENCE = 0.7;

    @Override
    public String protocol() {
        return "dropbox";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.UDP && port == PORT;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (pending.u8(0) != '{') return Recognition.NOT;
        return holds(pending, HOST) && holds(pending, NAMESPACES) ? Recognition.CERTAIN : Recognition.NOT;
    }

    private static boolean holds(Bytes pending, String word) {
        for (int at = pending.indexOf('"', 0); at >= 0 && at < BYTES_MAX; at = pending.indexOf('"', at + 1))
            if (pending.startsWith(word, at)) return true;
        return false;
    }

    @Override
    public Object newState() {
        return new Once();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Members members = new Members(pending);
        boolean whole = members.read();
        Turn.Draft draft = turn.message("announce", Verb.IDENTIFY, Outcome.NOTICE)
                .target(members.name == null ? "" : members.name)
                .field("host", members.host)
                .field("version", members.version)
                .field("name", members.name)
                .field("port", members.port)
                .field("namespaces", members.namespaces);
        if (members.more) draft.field("more_namespaces", true);
        draft.emit();
        if (!whole) turn.malformed("no object of json", members.at);
        Once once = turn.state();
        // Without a name of its own a host is called by its number.
        if (members.name != null && !members.name.isEmpty() && !members.name.equals(members.host))
            once.identity(turn, Attribute.NAME, members.name, CONFIDENCE);
        if (members.host != null)
            once.identity(
                    turn,
                    Attribute.SOFTWARE,
                    members.version == null ? "Dropbox" : "Dropbox, discovery " + members.version,
                    CONFIDENCE);
        return Math.max(1, pending.length());
    }

    /** One walk over the object. */
    private static final class Members {
        private final Bytes bytes;
        private final int end;
        private int at;
        private String host;
        private String version;
        private String name;
        private Long port;
        private List<Object> namespaces;
        private boolean more;

        Members(Bytes bytes) {
            this.bytes = bytes;
            end = Math.min(bytes.length(), BYTES_MAX);
        }

        /** @return false if this is no whole object of members that are words, texts or lists of them */
        boolean read() {
            if (!take('{')) return false;
            if (take('}')) return true;
            for (int count = 0; count < MEMBERS_MAX; count++) {
                String member = text();
                if (member == null || !take(':') || !value(member)) return false;
                if (!take(',')) return take('}');
            }
            return false;
        }

        private boolean value(String member) {
            List<Object> several = null;
            String one = null;
            if (take('[')) {
                several = new ArrayList<>();
                if (!list(several, member)) return false;
            } else {
                one = scalar();
                if (one == null) return false;
            }
            switch (member) {
                case "host_int" -> host = one;
                case "displayname" -> name = one;
                case "port" -> port = number(one);
                case "version" -> version = several == null ? one : dotted(several);
                case "namespaces" -> namespaces = several;
                default -> {}
            }
            return true;
        }

        private boolean list(List<Object> several, String member) {
            if (take(']')) return true;
            do {
                String one = scalar();
                if (one == null) return false;
                if (several.size() < NAMESPACES_MAX) several.add(one);
                else more |= member.equals("namespaces");
            } while (take(','));
            return take(']');
        }

        private String scalar() {
            blanks();
            if (at < end && bytes.u8(at) == '"') return text();
            int from = at;
            while (at < end && word(bytes.u8(at))) at++;
            return at == from || at - from > 2 * DIGITS_MAX ? null : bytes.ascii(from, at - from);
        }

        private static boolean word(int octet) {
            return octet >= '0' && octet <= '9' || octet >= 'a' && octet <= 'z' || octet == '-' || octet == '.';
        }

        /** Up to the closing quote; an escape stands as it is written. */
        private String text() {
            if (!take('"')) return null;
            int from = at;
            while (at < end && bytes.u8(at) != '"') at += bytes.u8(at) == '\\' ? 2 : 1;
            if (at >= end) {
                at = end;
                return null;
            }
            return bytes.ascii(from, Math.min(at++ - from, TEXT_MAX));
        }

        private boolean take(int octet) {
            blanks();
            if (at >= end || bytes.u8(at) != octet) return false;
            at++;
            return true;
        }

        private void blanks() {
            while (at < end && (bytes.u8(at) == ' ' || bytes.u8(at) >= 9 && bytes.u8(at) <= 13)) at++;
        }

        private static Long number(String word) {
            if (word == null || word.isEmpty() || word.length() > 5) return null;
            long number = 0;
            for (int i = 0; i < word.length(); i++) {
                int digit = word.charAt(i) - '0';
                if (digit < 0 || digit > 9) return null;
                number = 10 * number + digit;
            }
            return number;
        }

        private static String dotted(List<Object> numbers) {
            StringBuilder text = new StringBuilder();
            for (Object number : numbers.subList(0, Math.min(4, numbers.size())))
                text.append(text.isEmpty() ? "" : ".").append(number);
            return text.toString();
        }
    }
}
