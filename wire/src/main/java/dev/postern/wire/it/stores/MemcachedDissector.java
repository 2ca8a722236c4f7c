package dev.postern.wire.it.stores;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Skip;
import dev.postern.wire.it.sql.Pending;
import dev.postern.wire.it.text.Lines;

/**
 * memcached: its text protocol over TCP, and over UDP behind eight octets (which made it an amplifier). Keys are targets, values pass
 * unread. Lines of at most {@link #LINE_BYTES_MAX} octets.
 */
public final class MemcachedDissector implements Dissector {
    static final int LINE_BYTES_MAX = 2048;
    private static final int UDP_HEADER = 8, TEXT_MAX = 256;
    private static final String[] STORES = {"set", "add", "replace", "append", "prepend", "cas"};
    private static final String[] OTHERS = {
        "get",
        "gets",
        "gat",
        "delete",
        "incr",
        "decr",
        "touch",
        "stats",
        "flush_all",
        "version",
        "verbosity",
        "quit",
        "mg",
        "ms",
        "md"
    };

    private static final class Connection {
        private final Pending pending = new Pending();
        private final Skip skip = new Skip();
    }

    @Override
    public String protocol() {
        return "memcached";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return (transport == Transport.TCP || transport == Transport.UDP) && port == 11_211;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP || transport == Transport.UDP;
    }

    /** Words that other protocols use, too: certain only of a store, whose line is all its own. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int from = 0;
        if (transport == Transport.UDP) {
            if (!pending.has(0, UDP_HEADER + 4) || pending.u16(6) != 0 || pending.u16(4) == 0) return Recognition.NOT;
            from = UDP_HEADER;
        }
        Lines line = new Lines(pending, from, pending.length());
        if (!line.next() || !line.ended()) return Recognition.NOT;
        if (!fromClient) return isAnswer(line) ? Recognition.UNSURE : Recognition.NOT;
        if (command(line) == null) return Recognition.NOT;
        boolean store = size(line) >= 0;
        return store ? Recognition.CERTAIN : Recognition.UNSURE;
    }

    private static boolean isAnswer(Lines line) {
        return line.begins("VALUE ")
                || line.begins("STAT ")
                || line.begins("STORED")
                || line.begins("END")
                || line.begins("NOT_FOUND")
                || line.begins("VERSION ")
                || line.begins("DELETED")
                || line.begins("NOT_STORED");
    }

    private static String command(Lines line) {
        String store = line.wordOf(STORES);
        return store != null ? store : line.wordOf(OTHERS);
    }

    /** Octets of the value that follows a store: the fifth word after key, flags and time; -1 if it is none. */
    private static long size(Lines line) {
        boolean store = false;
        for (String name : STORES) store |= line.begins(name + " ");
        if (!store) return -1;
        String[] words = line.text(TEXT_MAX).split(" ", 7);
        if (words.length < 5) return -1;
        long size = 0;
        for (int i = 2; i < 5; i++) {
            size = 0;
            if (words[i].isEmpty() || words[i].length() > 10) return -1;
            for (int c = 0; c < words[i].length(); c++) {
                int digit = words[i].charAt(c) - '0';
                if (digit < 0 || digit > 9) return -1;
                size = size * 10 + digit;
            }
        }
        return size;
    }

    @Override
    public Object newState() {
        return new Connection();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Connection connection = turn.state();
        if (turn.conversation().transport() == Transport.UDP) {
            Lines line = new Lines(pending, UDP_HEADER, pending.length());
            // Only the first datagram of an answer begins with a line.
            if (line.next() && line.ended() && pending.u16(2) == 0) line(line, turn, connection);
            return pending.length();
        }
        int passed = connection.skip.pass(pending, turn);
        if (passed > 0) return passed;
        Lines line = new Lines(pending, 0, LINE_BYTES_MAX + 1);
        line.next();
        if (!line.ended()) return pending.length() > LINE_BYTES_MAX ? LOST : NEED_MORE;
        line(line, turn, connection);
        return line.after();
    }

    private static void line(Lines line, Turn turn, Connection connection) {
        if (!turn.fromClient()) {
            answer(line, turn, connection);
            return;
        }
        String name = command(line);
        if (name == null) return;
        String rest = line.text(TEXT_MAX).substring(name.length()).strip();
        String target = rest.indexOf(' ') < 0 ? rest : rest.substring(0, rest.indexOf(' '));
        long size = size(line);
        connection
                .pending
                .ask(turn, name, verb(name, size >= 0), target)
                .field("bytes", size < 0 ? null : (Object) size)
                .emit();
        if (size >= 0) connection.skip.leave(true, size + 2);
    }

    private static Verb verb(String name, boolean store) {
        if (store) return Verb.WRITE;
        return switch (name) {
            case "get", "gets", "gat", "mg" -> Verb.READ;
            case "stats", "version" -> Verb.DIAGNOSE;
            case "quit", "verbosity" -> Verb.SESSION;
            default -> Verb.WRITE;
        };
    }

    private static void answer(Lines line, Turn turn, Connection connection) {
        String text = line.text(TEXT_MAX);
        if (text.startsWith("VALUE ")) {
            String[] words = text.split(" ", 5);
            long bytes = 0;
            String size = words.length > 3 ? words[3] : "";
            for (int i = 0; i < size.length() && i < 10; i++)
                bytes = bytes * 10 + Math.clamp(size.charAt(i) - '0', 0, 9);
            connection.skip.leave(false, bytes + 2);
        }
        boolean goesOn = text.startsWith("VALUE ") || text.startsWith("STAT ");
        if (goesOn || connection.pending.isEmpty()) return;
        boolean refused = text.contains("ERROR") || text.startsWith("NOT_");
        connection
                .pending
                .answer(turn, refused ? Outcome.REFUSED : Outcome.SUCCESS)
                .field("status", text.startsWith("VERSION") ? text : text.toLowerCase(java.util.Locale.ROOT))
                .emit();
    }
}
