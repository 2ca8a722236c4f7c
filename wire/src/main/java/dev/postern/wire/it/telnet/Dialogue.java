package dev.postern.wire.it.telnet;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import java.util.Locale;

/**
 * The talk between a person and a shell: who logs in, that a password went over the wire (not which), whether it was right, and which lines are typed
 * afterwards. Prompts are guessed by their last word, so it may be wrong about exotic devices; keeps {@link #TAIL_MAX} characters of what
 * the server said and {@link #LINE_MAX} of the line being typed.
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

    /** What the server shows. */
    void shown(String text, Turn turn) {
        String all = tail + text;
        tail = all.length() > TAIL_MAX ? all.substring(all.length() - TAIL_MAX) : all;
        String lower = tail.toLowerCase(Locale.ROOT).stripTrailing();
        boolean asksUser = endsWith(lower, USER_PROMPTS);
        boolean asksPassword = endsWith(lower, PASSWORD_PROMPTS);
        if (step == Step.CHECKING) {
            boolean refused = asksUser || asksPassword || contains(lower, REFUSALS);
            boolean shell = !lower.isEmpty() && SHELL_ENDS.indexOf(lower.charAt(lower.length() - 1)) >= 0;
            if (refused || shell || lower.contains("last login") || lower.contains("welcome")) {
                turn.message("login", Verb.LOGIN, refused ? Outcome.REFUSED : Outcome.SUCCESS)
                        .target(user)
                        .answers(atNanos)
                        .emit();
                step = Step.OPEN;
                tail = asksUser || asksPassword ? tail : "";
            }
        }
        if (asksUser && !lower.contains("last login:")) step = Step.USER;
        else if (asksPassword) step = Step.PASSWORD;
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
                        .emit();
                atNanos = turn.atNanos();
                step = Step.CHECKING;
            }
            case OPEN, CHECKING -> command(text.strip(), turn);
        }
        // The answer is told by what comes from now on.
        tail = "";
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
