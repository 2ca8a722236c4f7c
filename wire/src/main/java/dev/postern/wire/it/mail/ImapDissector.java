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

/**
 * IMAP over TCP. Answers are tied to commands by their tag. Of what a server sends without a tag only the greeting is told; literals pass
 * unread. Lines of at most {@link #LINE_BYTES_MAX} octets.
 */
public final class ImapDissector implements Dissector {
    static final int LINE_BYTES_MAX = 8192;
    static final int TEXT_MAX = 256;
    private static final int TAG_MAX = 16;
    private static final String COMMANDS =
            " CAPABILITY NOOP LOGOUT STARTTLS AUTHENTICATE LOGIN ENABLE SELECT EXAMINE CREATE DELETE RENAME SUBSCRIBE UNSUBSCRIBE LIST LSUB"
                    + " NAMESPACE STATUS APPEND IDLE CLOSE UNSELECT EXPUNGE SEARCH FETCH STORE COPY MOVE UID ID CHECK ";

    private static final class Side {
        private long literal;
        /** What follows a literal goes on with the line before it. */
        private boolean goesOn;
    }

    private static final class Session {
        private final Asked asked = new Asked();
        private final Side client = new Side();
        private final Side server = new Side();
        private Credentials login;
        private boolean banner;
    }

    @Override
    public String protocol() {
        return "imap";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port == 143;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        Lines line = new Lines(pending, 0, pending.length());
        if (!line.next() || !line.ended()) return Recognition.NOT;
        if (!fromClient) {
            boolean greets = pending.startsWith("* OK ", 0) || pending.startsWith("* PREAUTH ", 0);
            if (!greets) return pending.startsWith("* ", 0) ? Recognition.UNSURE : Recognition.NOT;
            boolean named = line.text(TEXT_MAX).toUpperCase(Locale.ROOT).contains("IMAP");
            return named ? Recognition.CERTAIN : Recognition.UNSURE;
        }
        String[] words = words(line);
        if (words == null) return Recognition.NOT;
        return words[1].equals("CAPABILITY") || words[1].equals("AUTHENTICATE")
                ? Recognition.CERTAIN
                : Recognition.UNSURE;
    }

    /** Tag, command in capitals, rest; null if it is none. */
    private static String[] words(Lines line) {
        String text = line.text(TEXT_MAX);
        int first = text.indexOf(' ');
        if (first < 1 || first > TAG_MAX) return null;
        for (int i = 0; i < first; i++)
            if (!Character.isLetterOrDigit(text.charAt(i)) && text.charAt(i) != '.') return null;
        int second = text.indexOf(' ', first + 1);
        String command =
                (second < 0 ? text.substring(first + 1) : text.substring(first + 1, second)).toUpperCase(Locale.ROOT);
        if (command.isEmpty() || !COMMANDS.contains(" " + command + " ")) return null;
        return new String[] {text.substring(0, first), command, second < 0 ? "" : text.substring(second + 1)};
    }

    @Override
    public Object newState() {
        return new Session();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Session session = turn.state();
        Side side = turn.fromClient() ? session.client : session.server;
        if (side.literal > 0) {
            int now = (int) Math.min(side.literal, pending.length());
            side.literal -= now;
            return now;
        }
        Lines line = new Lines(pending, 0, LINE_BYTES_MAX + 1);
        line.next();
        if (!line.ended()) return pending.length() > LINE_BYTES_MAX ? LOST : NEED_MORE;
        boolean first = !side.goesOn;
        side.literal = literal(pending, line);
        side.goesOn = side.literal > 0;
        if (first && turn.fromClient()) request(line, turn, session);
        else if (first) answer(line, turn, session);
        return line.after();
    }

    /** Octets of the literal that a line announces with {@code {n}} at its end, or 0. */
    private static long literal(Bytes pending, Lines line) {
        int at = line.start() + line.length() - 1;
        if (line.isEmpty() || pending.u8(at) != '}') return 0;
        at--;
        if (at > line.start() && pending.u8(at) == '+') at--;
        long value = 0;
        long place = 1;
        for (; at > line.start() && pending.u8(at) != '{'; at--) {
            int digit = pending.u8(at) - '0';
            if (digit < 0 || digit > 9 || place > 1_000_000_000L) return 0;
            value += digit * place;
            place *= 10;
        }
        return value;
    }

    private static void request(Lines line, Turn turn, Session session) {
        String[] words = words(line);
        if (words == null) {
            if (session.login != null) session.login.response(line.text(LINE_BYTES_MAX));
            return;
        }
        String name = words[1].toLowerCase(Locale.ROOT);
        if (name.equals("uid")) name = ("uid " + word(words[2]).toLowerCase(Locale.ROOT)).strip();
        boolean box = name.equals("select") || name.equals("examine") || name.equals("status") || name.equals("append");
        String target = box ? unquoted(words[2]) : "";
        session.asked.add(turn, words[0], name, target);
        Turn.Draft draft = turn.message(name, verb(name), Outcome.REQUEST).target(target);
        if (name.equals("login")) {
            session.login = new Credentials("login");
            session.login.user = words[2].startsWith("{") ? null : unquoted(words[2]);
            int last = words[2].lastIndexOf(' ');
            boolean readable = session.login.user != null && last > 0 && !words[2].endsWith("}");
            draft.field("user", session.login.user)
                    .field("credentials", true)
                    .field(
                            "guessable",
                            readable ? Guess.of(session.login.user, unquoted(words[2].substring(last + 1))) : null);
        } else if (name.equals("authenticate")) {
            session.login = new Credentials(word(words[2]));
            int blank = words[2].indexOf(' ');
            if (blank > 0) session.login.response(words[2].substring(blank + 1));
            draft.field("mechanism", session.login.mechanism).field("user", session.login.user);
            if (session.login.clear()) draft.field("credentials", true);
        } else if (name.equals("id")) {
            draft.field("client", words[2]);
            turn.identity(turn.source(), Attribute.SOFTWARE, words[2], 0.5);
        }
        draft.emit();
    }

    private static String word(String text) {
        int blank = text.indexOf(' ');
        return blank < 0 ? text : text.substring(0, blank);
    }

    private static String unquoted(String text) {
        if (!text.startsWith("\"")) return word(text);
        int end = text.indexOf('"', 1);
        return end < 0 ? text.substring(1) : text.substring(1, end);
    }

    private static Verb verb(String name) {
        return switch (name) {
            case "login", "authenticate" -> Verb.LOGIN;
            case "select", "examine", "list", "lsub", "status", "search", "uid search", "namespace" -> Verb.BROWSE;
            case "fetch", "uid fetch" -> Verb.FILE_READ;
            case "append" -> Verb.FILE_WRITE;
            case "store", "copy", "move", "expunge", "create", "delete", "rename" -> Verb.OTHER;
            default -> Verb.SESSION;
        };
    }

    private static void answer(Lines line, Turn turn, Session session) {
        String text = line.text(TEXT_MAX);
        int blank = text.indexOf(' ');
        if (blank < 1) return;
        String tag = text.substring(0, blank);
        String rest = text.substring(blank + 1);
        if (tag.equals("*")) {
            greeting(rest, turn, session);
            return;
        }
        session.banner = true;
        Asked.Command asked = session.asked.take(tag);
        if (asked == null) return;
        boolean good = rest.regionMatches(true, 0, "OK", 0, 2);
        Turn.Draft draft = turn.message(asked.name(), verb(asked.name()), good ? Outcome.SUCCESS : Outcome.REFUSED)
                .target(asked.target())
                .answers(asked.atNanos())
                .field("status", word(rest).toLowerCase(Locale.ROOT));
        if (!good) draft.field("text", rest);
        boolean login = verb(asked.name()) == Verb.LOGIN && session.login != null;
        if (login) draft.field("user", session.login.user);
        draft.emit();
        if (login && good) turn.identity(turn.destination(), Attribute.USER, session.login.user, 0.8);
        if (login) session.login = null;
        if (good && asked.name().equals("starttls")) turn.over();
    }

    private static void greeting(String rest, Turn turn, Session session) {
        boolean greets = rest.startsWith("OK ") || rest.startsWith("PREAUTH ");
        if (session.banner || !greets || session.asked.first() != null) return;
        session.banner = true;
        turn.message("banner", Verb.SESSION, Outcome.NOTICE).field("text", rest).emit();
        turn.identity(turn.source(), Attribute.SOFTWARE, rest.substring(rest.indexOf(' ') + 1), 0.6);
        turn.identity(turn.source(), Attribute.ROLE, "mail server", 0.7);
    }
}
