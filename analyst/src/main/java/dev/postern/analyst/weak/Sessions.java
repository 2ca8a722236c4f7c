package dev.postern.analyst.weak;

import dev.postern.model.Address;
import dev.postern.model.Conversation;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.PlantProtocols;
import dev.postern.model.Verb;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How sessions begin: with a password that everybody can read or guess, or with none. A guess that is refused is the weakness of nobody, so what needs
 * an answer waits for it. Also engineering that was not preceded by a login of the same pair. Each table holds {@value #ENTRIES_MAX} entries; of a
 * full one the oldest leaves, and then at worst one session is not told.
 */
final class Sessions {
    static final int ENTRIES_MAX = 1024;
    private static final long LOGIN_HOLDS_NANOS = 24 * 3_600_000_000_000L;
    private static final long VNC_WITHOUT = 1;
    private static final long FTP_LOGGED_IN = 230;
    private static final Set<String> PASSWORDS = Set.of(
            "amqp", "ftp", "http", "imap", "ipmi", "ldap", "mqtt", "mysql", "opcua", "pgsql", "pop3", "pppoe", "rdp",
            "redis", "smtp", "socks", "tds", "telnet");
    private static final Set<String> OPEN_DOORS =
            Set.of("ftp", "ipmi", "ldap", "mqtt", "mqttsn", "opcua", "smb1", "smb2", "vnc", "x11");

    private final LinkedHashMap<Conversation, Asked> asked = new LinkedHashMap<>();
    private final LinkedHashMap<Pair, Long> logins = new LinkedHashMap<>();
    private long forgotten;

    /**
     * What is true once this was answered well.
     *
     * @param named the answer counts only if it is about something that has a name
     */
    private record Asked(String operation, boolean named, Clue clue) {}

    private record Pair(Address client, Address server, String protocol) {}

    private static Pair pair(Message m) {
        return new Pair(m.conversation().client(), m.conversation().server(), m.protocol());
    }

    long forgotten() {
        return forgotten;
    }

    void accept(Message m, Consumer<Clue> out) {
        if (m.fromClient()) {
            Clue pending = PASSWORDS.contains(m.protocol()) ? password(m, out) : null;
            if (pending == null && OPEN_DOORS.contains(m.protocol())) pending = withoutLogin(m);
            // BACnet has no session: a command brings its password with it.
            if (m.protocol().equals("bacnet") && m.fields().get("password") != null)
                keep(logins, pair(m), m.stamp().atNanos());
            if (pending != null) keep(asked, m.conversation(), new Asked(m.operation(), false, pending));
            return;
        }
        if (!asked.isEmpty()) answer(m, out);
        if (OPEN_DOORS.contains(m.protocol())) opened(m, out);
        if (m.verb().weight() >= Verb.LOGIN.weight() && PlantProtocols.contains(m.protocol())) plant(m, out);
    }

    private <K, V> void keep(LinkedHashMap<K, V> table, K key, V value) {
        table.remove(key);
        if (table.size() >= ENTRIES_MAX) {
            table.pollFirstEntry();
            forgotten++;
        }
        table.put(key, value);
    }

    private static Clue clue(Message m, Kind kind, String detail) {
        return new Clue(m.stamp(), m.conversation().server(), kind, detail);
    }

    private static boolean is(Message m, String field) {
        return Boolean.TRUE.equals(m.fields().get(field));
    }

    /** @return a guessable password, to be told if it is accepted, or null */
    private static Clue password(Message m, Consumer<Clue> out) {
        boolean clear = is(m, "credentials") || is(m, "clear_password");
        if (m.protocol().equals("mqtt") || m.protocol().equals("amqp")) clear |= is(m, "password");
        if (m.protocol().equals("opcua")) clear |= is(m, "password") && !is(m, "password_encrypted");
        String guessable = m.fields().text("guessable");
        if (!clear && guessable == null) return null;
        String user = user(m);
        // Whoever has no account gives an address of his own for a password.
        if (m.protocol().equals("ftp") && nobody(user)) return null;
        String account = (user.isEmpty() ? "an account" : "account " + Details.clip(user)) + " over " + m.protocol();
        if (clear) out.accept(clue(m, Kind.PASSWORD_IN_CLEAR, account));
        return guessable == null ? null : clue(m, Kind.GUESSABLE_PASSWORD, account + " (" + guessable + ")");
    }

    private static String user(Message m) {
        String user = m.fields().text("user");
        if (user == null) user = m.fields().text("name");
        if (user == null && m.verb() == Verb.LOGIN) user = m.target();
        return user == null ? "" : user;
    }

    private static boolean nobody(String user) {
        return user.equalsIgnoreCase("anonymous") || user.equalsIgnoreCase("ftp");
    }

    /** What asks to be let in without saying who it is, or null. */
    private static Clue withoutLogin(Message m) {
        String detail = switch (m.protocol()) {
            case "smb1", "smb2" -> is(m, "anonymous") ? m.protocol() + " null session" : null;
            case "opcua" -> "anonymous".equals(m.fields().text("user_kind")) ? "opcua as anonymous, readable" : null;
            case "vnc" -> Long.valueOf(VNC_WITHOUT).equals(m.fields().get("security")) ? "vnc" : null;
            case "x11" -> "none".equals(m.fields().text("authentication")) ? "x11" : null;
            case "ldap" -> "anonymous".equals(m.fields().text("bind")) ? "ldap" : null;
            default -> null;
        };
        return detail == null ? null : clue(m, Kind.ANONYMOUS_SESSION, detail);
    }

    private void answer(Message m, Consumer<Clue> out) {
        Asked waiting = asked.get(m.conversation());
        if (waiting == null) return;
        // A desktop is shown only to whoever is in.
        boolean ours = m.operation().equals(waiting.operation())
                || !waiting.named() && (m.verb() == Verb.LOGIN || m.operation().equals("desktop"));
        if (!ours || m.outcome() == Outcome.NOTICE && !m.operation().equals("desktop")) return;
        if (waiting.named() && m.target().isEmpty()) return;
        asked.remove(m.conversation());
        if (m.outcome() == Outcome.REFUSED) return;
        // Anyone may read what a directory says of itself; only more than that is more than it need tell.
        if (m.protocol().equals("ldap") && !waiting.named() && bound(waiting, m)) return;
        out.accept(waiting.clue());
    }

    private boolean bound(Asked waiting, Message m) {
        if (waiting.clue().kind() != Kind.ANONYMOUS_SESSION) return false;
        keep(asked, m.conversation(), new Asked("search", true, waiting.clue()));
        return true;
    }

    /** Doors that show by the answer alone that they are open. */
    private static void opened(Message m, Consumer<Clue> out) {
        boolean good = m.outcome() == Outcome.SUCCESS;
        String detail = switch (m.protocol()) {
            case "mqtt" -> good && m.operation().equals("connect") && m.verb() == Verb.SESSION ? "mqtt" : null;
            // It has no login to give; who was asked for one by other means never gets this far in clear.
            case "mqttsn" -> good && m.operation().equals("connect") && m.verb() == Verb.SESSION ? "mqttsn" : null;
            case "ftp" ->
                good
                                && nobody(m.target())
                                && Long.valueOf(FTP_LOGGED_IN).equals(m.fields().get("code"))
                        ? "ftp as anonymous"
                        : null;
            case "smb1", "smb2" -> good && is(m, "guest") ? m.protocol() + " as guest" : null;
            case "ipmi" -> is(m, "anonymous") ? "ipmi" : null;
            default -> null;
        };
        if (detail != null) out.accept(clue(m, Kind.ANONYMOUS_SESSION, detail));
    }

    private void plant(Message m, Consumer<Clue> out) {
        if (m.outcome() != Outcome.SUCCESS) return;
        Conversation c = m.conversation();
        if (m.verb() == Verb.LOGIN) {
            keep(logins, pair(m), m.stamp().atNanos());
            return;
        }
        if (!m.verb().isEngineering()) return;
        Long login = logins.get(pair(m));
        if (login != null && m.stamp().atNanos() - login < LOGIN_HOLDS_NANOS) return;
        out.accept(clue(
                m, Kind.UNAUTHENTICATED_ENGINEERING, m.operation() + " over " + m.protocol() + " from " + c.client()));
    }
}
