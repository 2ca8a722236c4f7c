package dev.postern.wire.it.mail;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Guess;
import dev.postern.wire.it.text.Lines;
import java.util.Locale;

/** POP3 over TCP. Answers are tied to commands in order; letters and lists pass unread. Lines of at most {@link #LINE_BYTES_MAX} octets. */
public final class Pop3Dissector implements Dissector {
    static final int LINE_BYTES_MAX = 1024;
    static final int TEXT_MAX = 256;
    private static final String[] COMMANDS = {
        "USER", "PASS", "APOP", "AUTH", "CAPA", "STLS", "STAT", "LIST", "RETR", "DELE", "NOOP", "RSET", "QUIT", "TOP",
        "UIDL", "UTF8"
    };

    private static final class Session {
        private final Asked asked = new Asked();
        private final Letter letter = new Letter();
        private Credentials login;
        private boolean banner;
    }

    @Override
    public String protocol() {
        return "pop3";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port == 110;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        Lines line = new Lines(pending, 0, pending.length());
        if (!line.next() || !line.ended()) return Recognition.NOT;
        if (fromClient) return line.wordOf(COMMANDS) != null ? Recognition.UNSURE : Recognition.NOT;
        boolean good = pending.startsWith("+OK", 0) && (line.length() == 3 || pending.u8(3) == ' ');
        if (good && line.text(TEXT_MAX).toUpperCase(Locale.ROOT).contains("POP3")) return Recognition.CERTAIN;
        return good || pending.startsWith("-ERR ", 0) ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public Object newState() {
        return new Session();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Session session = turn.state();
        if (!turn.fromClient() && session.letter.isOpen()) return session.letter.pass(pending);
        Lines line = new Lines(pending, 0, LINE_BYTES_MAX + 1);
        line.next();
        if (!line.ended()) return pending.length() > LINE_BYTES_MAX ? LOST : NEED_MORE;
        if (turn.fromClient()) request(line, turn, session);
        else answer(pending, line, turn, session);
        return line.after();
    }

    private static void request(Lines line, Turn turn, Session session) {
        String command = line.wordOf(COMMANDS);
        if (command == null) {
            if (session.login != null) session.login.response(line.text(LINE_BYTES_MAX));
            return;
        }
        String name = command.toLowerCase(Locale.ROOT);
        String argument = line.text(TEXT_MAX).substring(command.length()).strip();
        // A command that lists without an argument answers one line with it.
        boolean whole = argument.isEmpty();
        session.asked.add(turn, whole ? "" : "one", name, "");
        Turn.Draft draft = turn.message(name, verb(name), Outcome.REQUEST);
        switch (name) {
            case "user" -> {
                session.login = new Credentials("user");
                session.login.user = argument;
                draft.field("user", argument);
            }
            case "pass" ->
                draft.field("credentials", true)
                        .field("user", user(session))
                        .field("guessable", Guess.of(user(session), argument));
            case "apop" -> {
                session.login = new Credentials("apop");
                session.login.user =
                        argument.indexOf(' ') < 0 ? argument : argument.substring(0, argument.indexOf(' '));
                draft.field("mechanism", "apop").field("user", session.login.user);
            }
            case "auth" -> {
                if (!whole) {
                    int blank = argument.indexOf(' ');
                    session.login = new Credentials(blank < 0 ? argument : argument.substring(0, blank));
                    if (blank > 0) session.login.response(argument.substring(blank + 1));
                    draft.field("mechanism", session.login.mechanism).field("user", session.login.user);
                    if (session.login.clear()) draft.field("credentials", true);
                }
            }
            default -> {}
        }
        draft.emit();
    }

    private static String user(Session session) {
        return session.login == null ? null : session.login.user;
    }

    private static Verb verb(String name) {
        return switch (name) {
            case "user", "pass", "apop", "auth" -> Verb.LOGIN;
            case "retr", "top" -> Verb.FILE_READ;
            case "list", "uidl", "stat" -> Verb.BROWSE;
            case "dele" -> Verb.OTHER;
            default -> Verb.SESSION;
        };
    }

    private static void answer(Bytes pending, Lines line, Turn turn, Session session) {
        boolean good = pending.startsWith("+OK", 0);
        // A single plus asks the client to go on.
        if (!good && !pending.startsWith("-ERR", 0)) return;
        String text = line.text(TEXT_MAX).substring(good ? 3 : 4).strip();
        Asked.Command asked = session.asked.take();
        if (asked == null && good && !session.banner) {
            session.banner = true;
            turn.message("banner", Verb.SESSION, Outcome.NOTICE)
                    .field("text", text)
                    .emit();
            turn.identity(turn.source(), Attribute.SOFTWARE, text, 0.6);
            turn.identity(turn.source(), Attribute.ROLE, "mail server", 0.7);
            return;
        }
        session.banner = true;
        String name = asked == null ? "answer" : asked.name();
        // A name alone opens nothing.
        Outcome outcome = !good ? Outcome.REFUSED : name.equals("user") ? Outcome.NOTICE : Outcome.SUCCESS;
        Turn.Draft draft = turn.message(name, asked == null ? Verb.OTHER : verb(name), outcome);
        if (asked != null) draft.answers(asked.atNanos());
        // Sizes and counts would make every text another one.
        if (verb(name) == Verb.LOGIN) draft.field("user", user(session));
        if (!good || verb(name) == Verb.LOGIN) draft.field("text", text);
        draft.emit();
        if (!good) return;
        if (name.equals("pass") || name.equals("apop") || name.equals("auth"))
            turn.identity(turn.destination(), Attribute.USER, user(session), 0.8);
        if (name.equals("stls")) turn.over();
        boolean list = name.equals("list") || name.equals("uidl") || name.equals("auth");
        if (name.equals("retr")
                || name.equals("top")
                || name.equals("capa")
                || list && asked.tag().isEmpty()) session.letter.begin();
    }
}
