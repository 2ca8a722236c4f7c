package dev.postern.wire.it.ftp;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Guess;
import dev.postern.wire.it.tls.TlsStream;
import java.util.ArrayDeque;

/**
 * The control connection of FTP. Operation is the command, target its file, directory or user; replies are tied to commands in order, at most
 * {@link #WAITING_MAX} of which are remembered. After {@code AUTH TLS} the handshake of TLS is read. Data connections are flows of their own.
 */
public final class FtpDissector implements Dissector {
    static final int WAITING_MAX = 32;
    static final int LINE_BYTES_MAX = 4096;
    private static final int TEXT_MAX = 256;
    /** A reply of many lines is read up to here. */
    private static final int REPLY_BYTES_MAX = 64 * 1024;

    private record Asked(Command command, String target, long atNanos) {}

    private static final class Connection {
        private final ArrayDeque<Asked> waiting = new ArrayDeque<>();
        private String user = "";
        private TlsStream tls;
    }

    @Override
    public String protocol() {
        return "ftp";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && (port == 21 || port == 2121);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    /** A greeting that names FTP is certain; any other, and a first command, may be that of mail too. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int end = pending.indexOf('\n', 0);
        if (end < 0 || end > LINE_BYTES_MAX) return Recognition.NOT;
        if (fromClient) {
            Command command = Command.at(pending, end);
            return command != null && command.opens() ? Recognition.UNSURE : Recognition.NOT;
        }
        if (!pending.startsWith("220 ", 0) && !pending.startsWith("220-", 0)) return Recognition.NOT;
        for (int at = 4; at + 3 <= end; at++)
            if (pending.startsWith("FTP", at) || pending.startsWith("ftp", at)) return Recognition.CERTAIN;
        return Recognition.UNSURE;
    }

    @Override
    public Object newState() {
        return new Connection();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Connection connection = turn.state();
        if (connection.tls != null) return connection.tls.dissect(pending, turn);
        int end = pending.indexOf('\n', 0);
        if (end < 0 && pending.length() <= LINE_BYTES_MAX) return NEED_MORE;
        if (end < 0 || end > LINE_BYTES_MAX) return LOST;
        return turn.fromClient() ? command(pending, end, turn, connection) : reply(pending, end, turn, connection);
    }

    private static int command(Bytes pending, int end, Turn turn, Connection connection) {
        Command command = Command.at(pending, end);
        if (command == null) return unknown(pending, end, turn, connection);
        int from = Math.min(end, command.name().length() + 1);
        int stop = end > from && pending.u8(end - 1) == '\r' ? end - 1 : end;
        String argument = command == Command.PASS || command == Command.ACCT
                ? ""
                : pending.utf8(from, Math.min(stop - from, TEXT_MAX)).strip();
        if (command == Command.USER) connection.user = argument;
        String target = command == Command.PASS ? connection.user : command.hasTarget() ? argument : "";
        ask(turn, connection, new Asked(command, target, turn.atNanos()));
        Turn.Draft draft =
                turn.message(command.label(), command.verb(), Outcome.REQUEST).target(target);
        if (command == Command.PASS)
            draft.field("credentials", stop > from ? true : null)
                    .field("user", connection.user)
                    .field("guessable", Guess.of(connection.user, pending.utf8(from, Math.min(stop - from, TEXT_MAX))));
        else draft.field("argument", argument.isEmpty() ? null : argument);
        if (command == Command.PORT) address(draft, argument);
        draft.emit();
        if (command == Command.USER && !argument.equalsIgnoreCase("anonymous"))
            turn.identity(turn.source(), Attribute.USER, argument, 0.7);
        return end + 1;
    }

    /** A command nobody knows, by its first letters; anything else is not of this protocol. */
    private static int unknown(Bytes pending, int end, Turn turn, Connection connection) {
        int letters = 0;
        while (letters < end && letters < 5 && Character.isLetter(pending.u8(letters))) letters++;
        if (letters < 3 || letters == 5) return LOST;
        ask(turn, connection, new Asked(null, "", turn.atNanos()));
        turn.message("command", Verb.OTHER, Outcome.REQUEST)
                .field("argument", pending.ascii(0, letters))
                .emit();
        return end + 1;
    }

    private static void ask(Turn turn, Connection connection, Asked asked) {
        if (connection.waiting.size() == WAITING_MAX) {
            connection.waiting.removeFirst();
            turn.forgot();
        }
        connection.waiting.addLast(asked);
    }

    private static int reply(Bytes pending, int firstEnd, Turn turn, Connection connection) {
        int code = code(pending, 0);
        if (code < 0) return LOST;
        int end = firstEnd;
        if (pending.u8(3) == '-') {
            // Goes on until a line that begins with the same code and a blank.
            int line = firstEnd + 1;
            while (code(pending, line) != code || pending.u8(line + 3) != ' ') {
                int next = pending.indexOf('\n', line);
                if (next < 0) return pending.length() > REPLY_BYTES_MAX ? LOST : NEED_MORE;
                line = next + 1;
            }
            end = pending.indexOf('\n', line);
            if (end < 0) return NEED_MORE;
        }
        int stop = firstEnd > 0 && pending.u8(firstEnd - 1) == '\r' ? firstEnd - 1 : firstEnd;
        String text = stop > 4 ? pending.utf8(4, Math.min(stop - 4, TEXT_MAX)).strip() : "";
        answer(code, text, turn, connection);
        return end + 1;
    }

    private static int code(Bytes pending, int at) {
        int value = 0;
        for (int i = 0; i < 3; i++) {
            int digit = pending.has(at + i, 1) ? pending.u8(at + i) - '0' : -1;
            if (digit < 0 || digit > 9) return -1;
            value = 10 * value + digit;
        }
        return value >= 100 && value < 700 ? value : -1;
    }

    private static void answer(int code, String text, Turn turn, Connection connection) {
        boolean interim = code < 200;
        Asked asked = interim ? connection.waiting.peekFirst() : connection.waiting.pollFirst();
        Command command = asked == null ? null : asked.command();
        // Who gave a name is asked for the password; nobody is logged in by that.
        boolean halfway = code / 100 == 3 && command != null && command.verb() == Verb.LOGIN;
        Outcome outcome =
                interim || halfway || asked == null ? Outcome.NOTICE : code >= 400 ? Outcome.REFUSED : Outcome.SUCCESS;
        String operation =
                asked == null ? code == 220 ? "greeting" : "reply" : command == null ? "command" : command.label();
        Turn.Draft draft = turn.message(operation, command == null ? Verb.OTHER : command.verb(), outcome);
        if (asked != null) draft.target(asked.target()).answers(asked.atNanos());
        draft.field("code", (long) code).field("text", text);
        if (command == Command.PASV && code == 227) address(draft, text);
        draft.emit();
        if (asked == null && code == 220) turn.identity(turn.source(), Attribute.SOFTWARE, text, 0.6);
        if (command == Command.SYST && code == 215) turn.identity(turn.source(), Attribute.NOTE, text, 0.6);
        if (command == Command.AUTH && code == 234) connection.tls = new TlsStream();
    }

    /** Address and port of a data connection: six numbers with commas, somewhere in the text. */
    private static void address(Turn.Draft draft, String text) {
        long[] numbers = new long[6];
        int at = 0;
        while (at < text.length() && !(isDigit(text, at) && text.indexOf(',', at) > at)) at++;
        for (int i = 0; i < 6; i++) {
            int from = at;
            while (isDigit(text, at) && at - from < 3) numbers[i] = 10 * numbers[i] + text.charAt(at++) - '0';
            boolean parted = i == 5 || at < text.length() && text.charAt(at++) == ',';
            if (!parted || numbers[i] > 255) return;
        }
        draft.field("data_address", numbers[0] + "." + numbers[1] + "." + numbers[2] + "." + numbers[3]);
        draft.field("data_port", numbers[4] << 8 | numbers[5]);
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }
}
