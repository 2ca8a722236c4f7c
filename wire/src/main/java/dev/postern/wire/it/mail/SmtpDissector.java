package dev.postern.wire.it.mail;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.text.Lines;
import dev.postern.wire.it.tls.TlsStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * SMTP over TCP. Answers are tied to commands in order. A letter is one message, {@code message}, with its size; what it says passes unread. With
 * STARTTLS the protocol ends. A line has at most {@link #LINE_BYTES_MAX} octets.
 */
public final class SmtpDissector implements Dissector {
    static final int LINE_BYTES_MAX = 4096;
    static final int TEXT_MAX = 256;
    static final int EXTENSIONS_MAX = 32;
    private static final int CODE_BYTES = 3;
    private static final int CONTINUE = 334, READY = 220;
    private static final String[] COMMANDS = {
        "EHLO",
        "HELO",
        "LHLO",
        "MAIL",
        "RCPT",
        "DATA",
        "BDAT",
        "RSET",
        "VRFY",
        "EXPN",
        "HELP",
        "NOOP",
        "QUIT",
        "AUTH",
        "STARTTLS",
        "TURN",
        "ETRN",
        "XCLIENT"
    };

    private static final class Session {
        private final Asked asked = new Asked();
        private final Letter letter = new Letter();
        private Credentials login;
        /** Octets of a chunk still to come. */
        private long chunk;

        private final List<Object> answerLines = new ArrayList<>();
        private boolean banner;
    }

    @Override
    public String protocol() {
        return "smtp";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && (port == 25 || port == 587 || port == 2525);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        Lines lines = new Lines(pending, 0, pending.length());
        if (!lines.next()) return Recognition.NOT;
        if (!fromClient) return probeAnswer(pending, lines);
        boolean own = lines.begins("EHLO ")
                || lines.begins("HELO ")
                || lines.begins("LHLO ")
                || lines.begins("MAIL FROM:")
                || lines.begins("RCPT TO:");
        if (own) return Recognition.CERTAIN;
        return lines.ended() && lines.wordOf(COMMANDS) != null ? Recognition.UNSURE : Recognition.NOT;
    }

    private static Recognition probeAnswer(Bytes pending, Lines line) {
        int code = code(pending);
        if (code < 211 || code > 559 || code % 100 >= 60) return Recognition.NOT;
        if (code != READY) return Recognition.UNSURE;
        return line.text(TEXT_MAX).toUpperCase(Locale.ROOT).contains("SMTP") ? Recognition.CERTAIN : Recognition.UNSURE;
    }

    /** Three digits before a blank, a hyphen or the end of the line; -1 if they are not there. */
    private static int code(Bytes pending) {
        int code = 0;
        for (int i = 0; i < CODE_BYTES; i++) {
            int digit = pending.u8(i) - '0';
            if (digit < 0 || digit > 9) return -1;
            code = code * 10 + digit;
        }
        int after = pending.u8(CODE_BYTES);
        return after == ' ' || after == '-' || after == '\r' || after == '\n' ? code : -1;
    }

    @Override
    public Object newState() {
        return new Session();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Session session = turn.state();
        if (turn.fromClient() && session.chunk > 0) return chunk(pending, session);
        if (turn.fromClient() && session.letter.isOpen()) return letter(pending, turn, session);
        if (asksTls(session)) {
            if (TlsStream.probe(pending) == Recognition.CERTAIN) return turn.handOver("tls");
            if (TlsStream.mayBegin(pending)) return NEED_MORE;
        }
        Lines line = new Lines(pending, 0, LINE_BYTES_MAX + 1);
        line.next();
        if (!line.ended()) return pending.length() > LINE_BYTES_MAX ? LOST : NEED_MORE;
        if (turn.fromClient()) command(line, turn, session);
        else answer(pending, line, turn, session);
        return line.after();
    }

    /** The go-ahead may not have been seen. */
    private static boolean asksTls(Session session) {
        Asked.Command waiting = session.asked.first();
        return waiting != null && waiting.name().equals("starttls");
    }

    private static int chunk(Bytes pending, Session session) {
        int now = (int) Math.min(session.chunk, pending.length());
        session.chunk -= now;
        return now;
    }

    private static int letter(Bytes pending, Turn turn, Session session) {
        int passed = session.letter.pass(pending);
        if (passed > 0 && !session.letter.isOpen()) sent(turn, session, session.letter.bytes);
        return passed;
    }

    private static void sent(Turn turn, Session session, long bytes) {
        session.asked.add(turn, "", "message", "");
        turn.message("message", Verb.OTHER, Outcome.REQUEST)
                .field("bytes", bytes)
                .emit();
    }

    private static void command(Lines line, Turn turn, Session session) {
        if (session.login != null) {
            session.login.response(line.text(LINE_BYTES_MAX));
            return;
        }
        String command = line.wordOf(COMMANDS);
        // The rest of a letter whose beginning was not seen looks like this.
        if (command == null) return;
        String name = command.toLowerCase(Locale.ROOT);
        String argument = line.text(TEXT_MAX).substring(command.length()).strip();
        String target = name.equals("rcpt") ? address(argument) : "";
        session.asked.add(turn, "", name, target);
        Turn.Draft draft = turn.message(name, verb(name), Outcome.REQUEST).target(target);
        switch (name) {
            case "ehlo", "helo", "lhlo" -> draft.field("domain", argument).emit();
            case "mail" -> draft.field("from", address(argument)).emit();
            case "auth" -> login(argument, draft, session);
            case "bdat" -> {
                session.chunk = number(argument);
                draft.field("bytes", session.chunk).emit();
            }
            case "vrfy", "expn" -> draft.target(argument).emit();
            default -> draft.emit();
        }
        if (name.equals("data")) session.letter.begin();
        if (name.equals("ehlo") || name.equals("helo"))
            turn.identity(turn.source(), Attribute.NAME, host(argument), 0.4);
    }

    private static void login(String argument, Turn.Draft draft, Session session) {
        int blank = argument.indexOf(' ');
        session.login = new Credentials(blank < 0 ? argument : argument.substring(0, blank));
        if (blank > 0) session.login.response(argument.substring(blank + 1));
        draft.field("mechanism", session.login.mechanism).field("user", session.login.user);
        if (session.login.clear()) draft.field("credentials", true);
        draft.emit();
    }

    /** A name, not an address in brackets. */
    private static String host(String argument) {
        return argument.startsWith("[") ? null : argument;
    }

    private static Verb verb(String name) {
        return switch (name) {
            case "auth" -> Verb.LOGIN;
            case "vrfy", "expn" -> Verb.BROWSE;
            case "mail", "rcpt", "data", "bdat", "message" -> Verb.OTHER;
            default -> Verb.SESSION;
        };
    }

    /** {@code a@b} of {@code FROM:<a@b> SIZE=7}. */
    private static String address(String argument) {
        int open = argument.indexOf('<');
        int close = argument.indexOf('>', open + 1);
        return open < 0 || close < 0 ? "" : argument.substring(open + 1, close);
    }

    private static long number(String argument) {
        long number = 0;
        for (int i = 0; i < argument.length() && i < 12; i++) {
            int digit = argument.charAt(i) - '0';
            if (digit < 0 || digit > 9) break;
            number = number * 10 + digit;
        }
        return number;
    }

    private static void answer(Bytes pending, Lines line, Turn turn, Session session) {
        int code = code(pending);
        if (code < 0) return;
        if (session.answerLines.size() < EXTENSIONS_MAX) {
            String text = line.text(TEXT_MAX);
            session.answerLines.add(
                    text.length() > CODE_BYTES ? text.substring(CODE_BYTES + 1).strip() : "");
        }
        if (pending.u8(CODE_BYTES) == '-') return;
        List<Object> lines = List.copyOf(session.answerLines);
        session.answerLines.clear();
        if (code != CONTINUE) finished(code, lines, turn, session);
    }

    private static void finished(int code, List<Object> lines, Turn turn, Session session) {
        String text = (String) lines.getFirst();
        boolean greets = session.asked.first() == null && !session.banner && code == READY;
        session.banner = true;
        if (greets) {
            turn.message("banner", Verb.SESSION, Outcome.NOTICE)
                    .field("code", (long) code)
                    .field("text", text)
                    .emit();
            tellServer(text, turn);
            return;
        }
        Asked.Command asked = session.asked.take();
        String name = asked == null ? "answer" : asked.name();
        boolean good = code < 400;
        Turn.Draft draft = turn.message(name, verb(name), good ? Outcome.SUCCESS : Outcome.REFUSED)
                .field("code", (long) code)
                .field("text", text);
        if (asked != null) draft.target(asked.target()).answers(asked.atNanos());
        if (name.equals("ehlo") && good && lines.size() > 1) draft.field("extensions", lines.subList(1, lines.size()));
        if (name.equals("auth") && session.login != null) {
            draft.field("mechanism", session.login.mechanism).field("user", session.login.user);
            if (session.login.clear()) draft.field("credentials", true);
            draft.emit();
            if (good) turn.identity(turn.destination(), Attribute.USER, session.login.user, 0.8);
            session.login = null;
            return;
        }
        draft.emit();
        if (name.equals("data") && !good) session.letter.end();
        if (name.equals("starttls") && good) turn.over();
    }

    private static void tellServer(String text, Turn turn) {
        int blank = text.indexOf(' ');
        turn.identity(turn.source(), Attribute.NAME, blank < 0 ? text : text.substring(0, blank), 0.6);
        if (blank > 0) turn.identity(turn.source(), Attribute.SOFTWARE, text.substring(blank + 1), 0.6);
        turn.identity(turn.source(), Attribute.ROLE, "mail server", 0.7);
    }
}
