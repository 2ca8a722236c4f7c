package dev.postern.wire.it.telnet;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Guess;
import java.util.Locale;

/**
 * The talk between a person and a shell: who logs in, that a password went over the wire (not which), whether it was right, and which lines are typed
 * afterwards. Prompts are guessed by their last word, so it may be wrong about exotic devices; keeps {@link #TAIL_MAX} characters of the
 * line that the server is at and {@link #LINE_MAX} of the line being typed.
 */
final class Dialogue {
    static final int TAIL_MAX = 128;
    static final int LINE_MAX = 128;
    private static final String[] USER_PROMPTS = {"login:", "username:", "user name:", "user:", "account:", "login as:"
    };
    private static final String[] PASSWORD_PROMPTS = {"password:", "passwd:", "passcode:", "passwort:", "password :"};
    private static final String[] REFUSALS = {"incorrect", "fail", "denied", "invalid", "bad password", "error"};
    private static final String SHELL_ENDS = "$#>%";
    private static final int BACKSPACE = 8, DELETE = 127;

    private enum Step {
        OPEN,
        USER,
        PASSWORD,
        CHECKING
    }

    private Step step = Step.OPEN;
    private String tail = "";
    private String line = "";
    private String user = "";
    private long atNanos = -1;
    private boolean afterReturn;

    /** A user that was named otherwise than by typing. */
    void user(String name) {
        user = name;
    }

    /** What the server shows, octet by octet, so that it does not matter how the stream was cut. */
    void shown(String text, Turn turn) {
        StringBuilder now = new StringBuilder(tail);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                if (step == Step.CHECKING) told(now.toString().toLowerCase(Locale.ROOT), turn);
                now.setLength(0);
                continue;
            }
            if (now.length() == TAIL_MAX) now.deleteCharAt(0);
            now.append(c);
            if (c == ':') prompt(now.toString().toLowerCase(Locale.ROOT), turn);
            else if (step == Step.CHECKING && isShell(now)) result(true, turn);
        }
        tail = now.toString();
    }

    /** A colon may end a prompt; a second one after a password says that it was wrong. */
    private void prompt(String line, Turn turn) {
        boolean user = endsWith(line, USER_PROMPTS) && !line.endsWith("last login:");
        boolean password = endsWith(line, PASSWORD_PROMPTS);
        if (!user && !password) return;
        if (step == Step.CHECKING) result(false, turn);
        step = user ? Step.USER : Step.PASSWORD;
    }

    /** A whole line after a password. */
    private void told(String line, Turn turn) {
        if (contains(line, REFUSALS)) result(false, turn);
        else if (line.contains("last login") || line.contains("welcome")) result(true, turn);
    }

    /** {@code name# }, {@code C:\>}, or a sign and a blank alone; not a sign at the start of a text, as in {@code % Login invalid}. */
    private static boolean isShell(StringBuilder line) {
        int last = line.length() - 1;
        boolean sign = SHELL_ENDS.indexOf(line.charAt(last)) >= 0;
        if (sign)
            return last > 0
                    && (Character.isLetterOrDigit(line.charAt(last - 1))
                            || "~])-\\".indexOf(line.charAt(last - 1)) >= 0);
        return last == 1 && line.charAt(1) == ' ' && SHELL_ENDS.indexOf(line.charAt(0)) >= 0 && line.charAt(0) != '%';
    }

    private void result(boolean good, Turn turn) {
        turn.message("login", Verb.LOGIN, good ? Outcome.SUCCESS : Outcome.REFUSED)
                .target(user)
                .answers(atNanos)
                .emit();
        step = Step.OPEN;
    }

    private static boolean endsWith(String text, String[] ends) {
        for (String end : ends) if (text.endsWith(end)) return true;
        return false;
    }

    private static boolean contains(String text, String[] parts) {
        for (String part : parts) if (text.contains(part)) return true;
        return false;
    }

    /** What the client types. */
    void typed(String text, Turn turn) {
        StringBuilder now = new StringBuilder(line);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean end = c == '\r' || c == '\n';
            if (end && !(c == '\n' && afterReturn)) {
                entered(now.toString(), turn);
                now.setLength(0);
            } else if ((c == BACKSPACE || c == DELETE) && !now.isEmpty()) {
                now.setLength(now.length() - 1);
            } else if (c >= ' ' && c < DELETE && now.length() < LINE_MAX) {
                now.append(c);
            }
            afterReturn = c == '\r' || c == 0 && afterReturn;
        }
        line = now.toString();
    }

    private void entered(String text, Turn turn) {
        switch (step) {
            case USER -> {
                user = text.strip();
                turn.message("login", Verb.LOGIN, Outcome.REQUEST)
                        .target(user)
                        .field("user", user)
                        .emit();
                turn.identity(turn.source(), Attribute.USER, user, 0.6);
                step = Step.OPEN;
            }
            case PASSWORD -> {
                turn.message("password", Verb.LOGIN, Outcome.REQUEST)
                        .target(user)
                        .field("credentials", true)
                        .field("guessable", Guess.of(user, text))
                        .emit();
                atNanos = turn.atNanos();
                step = Step.CHECKING;
            }
            case OPEN, CHECKING -> command(text.strip(), turn);
        }
    }

    private static void command(String text, Turn turn) {
        if (text.isEmpty()) return;
        int blank = text.indexOf(' ');
        turn.message("command", Verb.OTHER, Outcome.REQUEST)
                .target(blank < 0 ? text : text.substring(0, blank))
                .field("line", text)
                .emit();
    }
}
