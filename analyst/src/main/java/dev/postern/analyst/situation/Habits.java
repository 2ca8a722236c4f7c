package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Services;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Words;
import dev.postern.model.Address;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Stamp;
import dev.postern.model.Tally;
import dev.postern.model.Verb;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Deeds that are told against a habit: a control operated without its selection where selections were the habit (B11), a test or simulation
 * flag where there was none, another revision or data set of a publication (B16), a program moved to where no program ever
 * went (D7), memory read or written by its address where nobody did so (B20), a rule of a protocol broken that was never broken (C1, and C3 where it hides what is said),
 * several devices asked who they are by somebody who never asked (D2).
 */
public final class Habits {
    private static final int KEYS_MAX = 20_000;
    private static final int SELECTED_MIN = 5;
    private static final long SELECTED_NANOS = 60 * Settings.SECOND_NANOS;
    private static final long ROUND_NANOS = 10 * Settings.MINUTE_NANOS;
    private static final int ASKED_MIN = 3;

    private static final Set<String> PROGRAMS =
            Set.of("exe", "dll", "sys", "msi", "ps1", "bat", "cmd", "vbs", "scr", "jar");
    /** What a filter or a monitor reads as one thing and the receiver as another. */
    private static final Set<String> EVASIVE = Set.of(
            "segment repeated with other data",
            "fragment overlaps with other data",
            "first fragment splits transport header",
            "first fragment smaller than any link needs");

    /** What has a revision: publications of a substation, and reports. */
    private static final Set<String> PUBLICATIONS = Set.of("goose", "sv", "mms");

    private static final int CONFIGURATIONS_MAX = 32;

    /** Services on memory itself, of protocols that have others for values and blocks; by protocol. */
    private static final Map<String, Set<String>> MEMORY = new TreeMap<>(Map.of(
            "modbus", Set.of("umas read memory block", "umas write memory block"),
            "slmp", Set.of("memory read", "memory write", "extend unit read", "extend unit write"),
            "cip", Set.of("read memory", "write memory", "read bytes physical", "write bytes physical"),
            "sbus", Set.of("read user memory", "write user memory"),
            "knxip", Set.of("memory read", "memory write", "user memory read", "user memory write"),
            "lontalk", Set.of("read memory", "write memory", "memory refresh")));

    private static final Set<String> SELECTING = Set.of("dnp3", "iec101", "iec104", "mms");

    private final TreeMap<String, Selecting> selecting = new TreeMap<>();
    private final TreeMap<Address, Round> rounds = new TreeMap<>();
    /** Publisher and publication to how it was configured. */
    private final TreeMap<String, TreeSet<String>> configurations = new TreeMap<>();

    /** What was told, or was there while the home learned. */
    private final TreeSet<String> known = new TreeSet<>();

    /** One client of one server; mutable. */
    static final class Selecting {
        int selected;
        long lastNanos = Long.MIN_VALUE / 2;
        boolean direct;
    }

    /** Whom one asked who they are, lately; mutable. */
    static final class Round {
        long firstNanos;
        /** It asked in the time of learning. */
        boolean usual;

        final TreeSet<Address> asked = new TreeSet<>();
    }

    public void message(Message m, Context context) {
        boolean asks = m.outcome() == Outcome.REQUEST || m.outcome() == Outcome.NOTICE;
        if (!asks || m.stamp().late()) return;
        if (m.verb() == Verb.OPERATE && SELECTING.contains(m.protocol())) operated(m, context);
        if (m.verb() == Verb.FILE_WRITE && !Services.plant(m.protocol())) moved(m, context);
        boolean flagged = Boolean.TRUE.equals(m.fields().get("simulation"))
                || Boolean.TRUE.equals(m.fields().get("test"));
        if (flagged && (m.protocol().equals("goose") || m.protocol().equals("sv")))
            once(Situation.TEST_FLAG, m, m.target() + " is marked as a test or a simulation", context);
        if (PUBLICATIONS.contains(m.protocol()) && m.fields().get("conf_rev") != null) configured(m, context);
    }

    /** What a publication is, its revision and data set, changes when somebody configures its publisher: told once for each it never had. */
    private void configured(Message m, Context context) {
        Address publisher = m.conversation().source(m.fromClient());
        String key = publisher + " " + m.protocol() + " " + m.target();
        Object dataSet = m.fields().get("data_set");
        String now = "revision " + m.fields().get("conf_rev") + (dataSet == null ? "" : " of " + dataSet);
        TreeSet<String> before = configurations.get(key);
        if (before == null) {
            if (!context.limit().room("publications", configurations.size(), KEYS_MAX)) return;
            configurations.put(key, before = new TreeSet<>());
        }
        if (before.contains(now)
                || !context.limit().room("configurations of a publication", before.size(), CONFIGURATIONS_MAX)) return;
        List<String> known = List.copyOf(before);
        before.add(now);
        if (known.isEmpty()) return;
        raise(
                Situation.REVISION_CHANGED,
                key + " " + now,
                m.stamp(),
                publisher,
                m.conversation().destination(m.fromClient()),
                m.protocol(),
                null,
                m.target() + " has " + now,
                "It had " + Words.and(known) + ", for as long as Postern listens.",
                context);
    }

    private void operated(Message m, Context context) {
        String key = m.conversation().client() + " " + m.conversation().server() + " " + m.unit();
        Selecting habit = selecting.get(key);
        if (habit == null) {
            if (!context.limit().room("selecting clients", selecting.size(), KEYS_MAX)) return;
            selecting.put(key, habit = new Selecting());
        }
        long at = m.stamp().atNanos();
        if (m.operation().contains("select")) {
            habit.selected++;
            habit.lastNanos = at;
        } else if (at - habit.lastNanos > SELECTED_NANOS) {
            if (habit.selected >= SELECTED_MIN && !habit.direct)
                raise(
                        Situation.UNSELECTED,
                        key + " " + at,
                        m.stamp(),
                        m.conversation().client(),
                        m.conversation().server(),
                        m.protocol(),
                        m.verb(),
                        "\"" + m.operation() + "\"" + (m.target().isEmpty() ? "" : " of " + m.target())
                                + " came without a selection",
                        "It selected before it operated, " + habit.selected + " times so far.",
                        context);
            habit.direct |= habit.selected < SELECTED_MIN;
        }
    }

    private void moved(Message m, Context context) {
        String name = m.target().toLowerCase(java.util.Locale.ROOT);
        int dot = name.lastIndexOf('.');
        if (dot < 0 || !PROGRAMS.contains(name.substring(dot + 1))) return;
        Address server = m.conversation().destination(m.fromClient());
        String key = Situation.PROGRAM_MOVED.code + " " + server;
        if (fresh(key, context) && context.learned())
            once(Situation.PROGRAM_MOVED, m, m.target() + " was written there", context);
    }

    /** A rule broken (C1), or other data for the same place (C3), that these two never broke while the home learned. */
    public void malformed(Malformed m, Context context) {
        if (m.conversation() == null || m.stamp().late()) return;
        Address source = m.conversation().source(m.fromClient());
        Address destination = m.conversation().destination(m.fromClient());
        Situation s = EVASIVE.contains(m.rule()) ? Situation.OVERLAP : Situation.PROTOCOL_BROKEN;
        String key = s.code + " " + source + " " + destination + " " + m.layer() + " " + m.rule();
        if (!fresh(key, context) || !context.learned()) return;
        raise(
                s,
                key,
                m.stamp(),
                source,
                destination,
                m.layer(),
                null,
                m.layer() + " broke a rule at byte " + m.offset() + ": " + m.rule(),
                "These two never broke it, for as long as Postern listens.",
                context);
    }

    /** What happened minute by minute. */
    public void tally(Tally t, Context context) {
        boolean asksAround = t.verb() == Verb.IDENTIFY && Services.plant(t.service()) && t.count() > 0;
        if (asksAround) askedAround(t, context);
        if (MEMORY.getOrDefault(t.service(), Set.of()).contains(t.operation())) memory(t, context);
    }

    private void memory(Tally t, Context context) {
        String key = Situation.MEMORY.name() + " " + t.client() + " " + t.server() + " " + t.operation();
        if (!fresh(key, context) || !context.learned()) return;
        raise(
                Situation.MEMORY,
                key,
                t.stamp(),
                t.client(),
                t.server(),
                t.service(),
                t.verb(),
                "\"" + t.operation() + "\"" + (t.target().isEmpty() ? "" : " of " + t.target()) + ", "
                        + (t.count() == 1 ? "once" : t.count() + " times within a minute"),
                "It never did so there, for as long as Postern listens.",
                context);
    }

    private void askedAround(Tally t, Context context) {
        Round round = rounds.get(t.client());
        long at = t.stamp().atNanos();
        if (round == null) {
            if (!context.limit().room("askers", rounds.size(), KEYS_MAX)) return;
            rounds.put(t.client(), round = new Round());
            round.usual = !context.learned();
            round.firstNanos = at;
        }
        if (round.usual) return;
        if (at - round.firstNanos > ROUND_NANOS) {
            round.asked.clear();
            round.firstNanos = at;
        }
        round.asked.add(t.server());
        boolean all = context.inventory().group(t.server());
        if (round.asked.size() < ASKED_MIN && !all) return;
        round.usual = true;
        raise(
                Situation.IDENTITY_ASKED,
                "asked " + t.client(),
                t.stamp(),
                t.client(),
                t.server(),
                t.service(),
                t.verb(),
                all ? "it asked everybody who they are" : "it asked " + round.asked.size() + " devices who they are",
                "It never asked anybody, for as long as Postern listens.",
                context);
    }

    /** The first time of a key, which is remembered. */
    private boolean fresh(String key, Context context) {
        return !known.contains(key)
                && context.limit().room("deeds against habit", known.size(), KEYS_MAX)
                && known.add(key);
    }

    private void once(Situation s, Message m, String seen, Context context) {
        Address client = m.conversation().source(m.fromClient());
        Address server = m.conversation().destination(m.fromClient());
        String key = s.name() + " " + client + " " + server + " " + m.target();
        if (!fresh(key, context)) return;
        raise(s, key, m.stamp(), client, server, m.protocol(), m.verb(), seen, "Nothing of the kind so far.", context);
    }

    private static void raise(
            Situation s,
            String key,
            Stamp stamp,
            Address client,
            Address server,
            String service,
            Verb verb,
            String seen,
            String expected,
            Context context) {
        context.desk()
                .raise(Finding.firstTime(
                        s,
                        key,
                        stamp,
                        client,
                        server,
                        service,
                        verb,
                        context.inventory().describe(client) + " at "
                                + context.inventory().describe(server) + ": " + seen + ".",
                        expected));
    }
}
