package dev.postern.console;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.postern.store.State;
import dev.postern.store.User;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who is logged in. Passwords are Argon2id (19 MiB, 2 passes, as OWASP recommends); sessions live in memory and end after {@link #IDLE_MILLIS}
 * without use, {@link #SESSION_MILLIS} in any case, and when the password changes; that of a wall screen, which nobody touches, after
 * {@link #WALL_MILLIS} (docs/decisions/0015-wall-screens.md). Wrong passwords make the next try wait longer, for the account
 * and for the address they came from. Thread safe.
 */
final class Logins {
    static final long IDLE_MILLIS = 30 * 60_000L;
    static final long SESSION_MILLIS = 12 * 3_600_000L;
    static final long WALL_MILLIS = 30 * 24 * 3_600_000L;
    static final int PASSWORD_LENGTH_MIN = 12;
    static final int PASSWORD_LENGTH_MAX = 256;
    private static final String FIRST_USER = "admin";
    private static final int NAME_LENGTH_MAX = 64;
    private static final int SESSIONS_MAX = 1_000;
    private static final int FREE_TRIES = 3;
    private static final long WAIT_MILLIS_MAX = 15 * 60_000L;
    private static final int FAILURES_REMEMBERED_MAX = 10_000;
    private static final Argon2Function ARGON2ID = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);
    /** Checked for names that do not exist, so that they take as long. */
    private static final String NOBODY =
            Password.hash("nobody").addRandomSalt().with(ARGON2ID).getResult();

    /**
     * @param csrf what a writing request must carry in a header
     * @param wall only shows: may neither write nor take anything along, and lasts although nobody uses it
     */
    record Session(String token, String user, String csrf, boolean mustChange, boolean wall, long sinceMillis) {
        long millisMax() {
            return wall ? WALL_MILLIS : SESSION_MILLIS;
        }
    }

    /** What became of a login. */
    sealed interface Result {
        record In(Session session) implements Result {}

        record Wrong() implements Result {}

        record Wait(long seconds) implements Result {}
    }

    private record Failures(int count, long nextTryMillis) {}

    private final State state;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Map<String, Long> lastUse = new LinkedHashMap<>();
    private final Map<String, Failures> failures = new LinkedHashMap<>();

    Logins(State state, InstantSource clock) {
        this.state = state;
        this.clock = clock;
    }

    /**
     * Makes the first user if there is none, or gives it a new password if the first was never changed: it may have been lost.
     *
     * @return the password to print, or empty
     */
    Optional<String> firstLogin() {
        if (state.hasUsers() && state.user(FIRST_USER).filter(User::mustChange).isEmpty()) return Optional.empty();
        String password = secret(12);
        state.put(new User(FIRST_USER, hash(password), true));
        audit(FIRST_USER, "first login made");
        return Optional.of(password);
    }

    Result login(String name, String password, String from) {
        if (name.length() > NAME_LENGTH_MAX) return new Result.Wrong();
        long wait = waitMillis(name, from);
        if (wait > 0) return new Result.Wait((wait + 999) / 1000);
        Optional<User> user = state.user(name);
        // Outside the lock: hashing takes long on purpose, and nobody else shall wait for it.
        boolean right = matches(password, user.map(User::hash).orElse(NOBODY)) && user.isPresent();
        audit(name, right ? "logged in from " + from : "login failed from " + from);
        return right ? new Result.In(welcome(user.get(), from)) : refuse(name, from);
    }

    private synchronized Session welcome(User user, String from) {
        failures.remove("account " + user.name());
        failures.remove("address " + from);
        return open(user, false, clock.millis());
    }

    private synchronized Result refuse(String name, String from) {
        fail("account " + name, clock.millis());
        fail("address " + from, clock.millis());
        return new Result.Wrong();
    }

    private synchronized long waitMillis(String name, String from) {
        long now = clock.millis();
        return Math.max(waitMillis("account " + name, now), waitMillis("address " + from, now));
    }

    private Session open(User user, boolean wall, long now) {
        if (sessions.size() >= SESSIONS_MAX) end(sessions.keySet().iterator().next());
        Session session = new Session(secret(32), user.name(), secret(16), user.mustChange(), wall, now);
        sessions.put(session.token(), session);
        lastUse.put(session.token(), now);
        return session;
    }

    private long waitMillis(String key, long now) {
        Failures known = failures.get(key);
        return known == null ? 0 : known.nextTryMillis() - now;
    }

    private void fail(String key, long now) {
        if (failures.size() >= FAILURES_REMEMBERED_MAX)
            failures.remove(failures.keySet().iterator().next());
        // Taken out and put in again, so that the one that was tried last is forgotten last.
        Failures known = failures.remove(key);
        int count = known == null ? 1 : known.count() + 1;
        long wait = count < FREE_TRIES ? 0 : Math.min(WAIT_MILLIS_MAX, 1_000L << Math.min(20, count - FREE_TRIES));
        if (failures.size() >= FAILURES_REMEMBERED_MAX)
            failures.remove(failures.keySet().iterator().next());
        failures.put(key, new Failures(count, now + wait));
    }

    /** Whether the session still lasts; does not count as use. */
    synchronized boolean lasts(String token) {
        Session session = sessions.get(token);
        return session != null && !over(session, clock.millis());
    }

    private boolean over(Session session, long now) {
        boolean idle = !session.wall() && now - lastUse.get(session.token()) > IDLE_MILLIS;
        return idle || now - session.sinceMillis() > session.millisMax();
    }

    synchronized Optional<Session> session(String token) {
        Session session = token == null ? null : sessions.get(token);
        if (session == null) return Optional.empty();
        long now = clock.millis();
        if (over(session, now)) {
            end(token);
            return Optional.empty();
        }
        lastUse.put(token, now);
        return Optional.of(session);
    }

    synchronized void end(String token) {
        sessions.remove(token);
        lastUse.remove(token);
    }

    /** Why a new password is refused, or empty; on success all sessions of the user end and a new one begins. */
    synchronized Optional<String> refusal(Session session, String old, String fresh) {
        User user = state.user(session.user()).orElseThrow();
        if (!matches(old, user.hash())) return Optional.of("The password so far is not right.");
        if (fresh.length() < PASSWORD_LENGTH_MIN || fresh.length() > PASSWORD_LENGTH_MAX)
            return Optional.of("A password has " + PASSWORD_LENGTH_MIN + " to " + PASSWORD_LENGTH_MAX + " characters.");
        if (fresh.equals(old)) return Optional.of("The new password must differ from the one so far.");
        return Optional.empty();
    }

    synchronized Session change(Session session, String fresh) {
        User user = new User(session.user(), hash(fresh), false);
        state.put(user);
        audit(session.user(), "password changed");
        sessions.values().stream()
                .filter(s -> s.user().equals(session.user()))
                .map(Session::token)
                .toList()
                .forEach(this::end);
        return open(user, false, clock.millis());
    }

    /** Gives up what a session may do, for one that only shows; there is no way back but to log in again. */
    synchronized Session wall(Session session) {
        end(session.token());
        audit(session.user(), "made a wall screen");
        return open(state.user(session.user()).orElseThrow(), true, clock.millis());
    }

    void audit(String who, String what) {
        state.audit().add(clock.millis() * 1_000_000L, who, what);
    }

    private static String hash(String password) {
        return Password.hash(password).addRandomSalt().with(ARGON2ID).getResult();
    }

    private static boolean matches(String password, String hash) {
        return password.length() <= PASSWORD_LENGTH_MAX
                && Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
    }

    private String secret(int bytes) {
        byte[] secret = new byte[bytes];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}
