package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Services;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Words;
import dev.postern.life.Retraction;
import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Tally;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What changes a controller, or a computer from afar: each run of such messages from one station to one other is one finding, raised with its
 * first message and told again with what followed. Also the second master of a controller while the pattern of life is too young to know masters.
 */
public final class Engineering {
    private static final long SESSION_NANOS = 10 * Settings.MINUTE_NANOS;
    private static final int STEPS_MAX = 12;
    private static final int OBJECTS_MAX = 16;
    private static final int EVIDENCE_MAX = 32;

    /** What was done on so many days, and told on each, belongs to the site. */
    private static final int HABIT_DAYS = 3;

    private static final int HABITS_MAX = 4_000;
    private static final int ENGINEERS_MAX = 4_000;
    /**
     * The work of administrators, and of operators with their alarms: the same deed of the same hand on the same object becomes a habit. Never what is done to a controller.
     */
    private static final Set<Situation> HABITUAL = Set.of(
            Situation.SERVICE_RUN,
            Situation.TASK_SCHEDULED,
            Situation.WMI_RUN,
            Situation.HOST_STATE,
            Situation.ALARM_OFF,
            Situation.ALARMS_SILENCED,
            Situation.ADDRESS_SET,
            Situation.FILE_TO_CONTROLLER);

    /** What a spare controller needs before it works. That somebody new does it is told by the pattern of life. */
    private static final Set<Situation> SETTING_UP =
            Set.of(Situation.DOWNLOAD, Situation.STATE_CHANGED, Situation.MODE_CHANGED);

    private final LinkedHashMap<Key, Session> sessions = new LinkedHashMap<>();
    private final TreeMap<Address, Masters> masters = new TreeMap<>();
    /** Stations that read out or changed a controller. */
    private final TreeSet<Address> engineers = new TreeSet<>();
    /** By the hand and what it does. */
    private final TreeMap<String, Habit> habits = new TreeMap<>();

    /** On how many days something was done: clocks set by a station, a service started by one on a computer. */
    static final class Habit {
        int days;
        long day = Long.MIN_VALUE;

        /** Whether it is one of the site's own, before today is counted. */
        boolean again(long atNanos) {
            boolean known = days >= HABIT_DAYS;
            long today = Math.floorDiv(atNanos, Settings.DAY_NANOS);
            if (today > day) days++;
            day = Math.max(day, today);
            return known;
        }
    }

    private record Key(Situation situation, boolean resets, Address client, Address server) {}

    /** A run of engineering messages; mutable. */
    static final class Session {
        String anomalyId = "";
        Address client;
        Address server;
        String protocol;
        long firstNanos;
        long lastNanos;
        long bytes;
        int refused;
        boolean changed;
        boolean announced;
        /** The server is a spare one that took the place of another, as it seems. */
        boolean setUp;
        /** Operation to how often it was asked, in order. */
        final LinkedHashMap<String, Integer> steps = new LinkedHashMap<>();

        final LinkedHashSet<String> objects = new LinkedHashSet<>();
        final LinkedHashSet<String> units = new LinkedHashSet<>();
        final ArrayList<FrameRef> evidence = new ArrayList<>();
    }

    /** Who polls or writes one controller: client to its first contact. */
    static final class Masters {
        final TreeMap<Address, Long> contacts = new TreeMap<>();
        final TreeMap<Address, Long> writers = new TreeMap<>();
        long firstNanos;
    }

    public void message(Message m, Takeovers takeovers, Context context) {
        boolean plant = Services.plant(m.protocol());
        if (plant && m.verb().isControl() && m.fromClient() && !m.stamp().late())
            master(m.conversation().client(), m.conversation().server(), m, context);
        Situation named = Deeds.named(m, context);
        Situation situation =
                named != null ? named : plant ? situation(m.verb()) : HostWork.situation(m, context.inventory());
        // Whoever idles outputs does it, whoever opened the conversation. Of all else an unasked word of the server is
        // an answer that is not the last one.
        boolean forth = named != Situation.OUTPUTS_OFF || m.outcome() != Outcome.NOTICE || m.fromClient();
        Address client = m.conversation().source(forth);
        Address server = m.conversation().destination(forth);
        if (situation == null || server.isMulticast()) return;
        if (situation == Situation.CLOCK_SET && habit(m.conversation().client() + " clock", m, context)) return;
        if (HABITUAL.contains(situation) && habit(deed(situation, m), m, context)) return;
        Key key = new Key(situation, m.verb() == Verb.RESTART || m.verb() == Verb.FACTORY_RESET, client, server);
        Session s = sessions.get(key);
        long at = m.stamp().atNanos();
        boolean announced = context.standing().announced(key.client, key.server, m.verb(), at) != null;
        // What goes on after the announced end is no longer announced.
        if (s != null && (Math.abs(at - s.lastNanos) > SESSION_NANOS || s.announced && !announced)) {
            tell(s, context);
            sessions.remove(key);
            s = null;
        }
        boolean begun = s == null;
        if (begun) {
            if (!context.limit()
                    .room(
                            "engineering sessions",
                            sessions.size(),
                            context.settings().limits().sessions())) return;
            s = begin(m, client, server);
            s.announced = announced;
            s.setUp = SETTING_UP.contains(situation) && takeovers.isBeingSetUp(s.server, at);
            sessions.put(key, s);
        }
        note(s, m);
        if (begun) s.anomalyId = context.desk().raise(finding(situation, s, m, context));
        else s.changed = true;
        if (plant && m.verb().isEngineering() && !m.stamp().late() && !engineers.contains(s.client))
            if (context.limit().room("engineering stations", engineers.size(), ENGINEERS_MAX)) engineers.add(s.client);
    }

    /** Whoever did this on several days before does so again. */
    private boolean habit(String what, Message m, Context context) {
        Habit habit = habits.get(what);
        if (m.stamp().late()) return habit != null && habit.days >= HABIT_DAYS;
        if (habit == null) {
            if (!context.limit().room("deeds done again", habits.size(), HABITS_MAX)) return false;
            habits.put(what, habit = new Habit());
        }
        return habit.again(m.stamp().atNanos());
    }

    private static String deed(Situation situation, Message m) {
        return String.join(
                " ",
                m.conversation().client().toString(),
                situation.name(),
                m.conversation().server().toString(),
                m.operation(),
                m.target());
    }

    private static Situation situation(Verb verb) {
        return switch (verb) {
            case DOWNLOAD -> Situation.DOWNLOAD;
            case FIRMWARE -> Situation.FIRMWARE;
            case STOP, START, RESTART, FACTORY_RESET -> Situation.STATE_CHANGED;
            case MODE -> Situation.MODE_CHANGED;
            case PROTECT -> Situation.PROTECTION;
            case UPLOAD -> Situation.UPLOAD;
            case CLOCK -> Situation.CLOCK_SET;
            case FILE_WRITE -> Situation.FILE_TO_CONTROLLER;
            default -> null;
        };
    }

    private static Session begin(Message m, Address client, Address server) {
        Session s = new Session();
        s.client = client;
        s.server = server;
        s.protocol = m.protocol();
        s.firstNanos = m.stamp().atNanos();
        s.lastNanos = s.firstNanos;
        return s;
    }

    private static void note(Session s, Message m) {
        s.lastNanos = Math.max(s.lastNanos, m.stamp().atNanos());
        if (s.evidence.size() < EVIDENCE_MAX) s.evidence.add(m.stamp().ref());
        if (m.outcome() == Outcome.REFUSED) s.refused++;
        boolean asks = m.outcome() == Outcome.REQUEST || m.outcome() == Outcome.NOTICE;
        if (asks || !s.steps.containsKey(m.operation()))
            if (s.steps.size() < STEPS_MAX || s.steps.containsKey(m.operation()))
                s.steps.merge(m.operation(), 1, Integer::sum);
        if (!m.target().isEmpty() && s.objects.size() < OBJECTS_MAX) s.objects.add(m.target());
        if (!m.unit().isEmpty() && s.units.size() < OBJECTS_MAX) s.units.add(m.unit());
        Object length = m.fields().get("length");
        if (asks && length instanceof Long bytes && bytes > 0) s.bytes += bytes;
    }

    private Finding finding(Situation situation, Session s, Message m, Context context) {
        return new Finding(
                situation,
                s.client + "|" + s.server + "|" + m.verb(),
                m.stamp(),
                s.client,
                s.server,
                m.protocol(),
                m.verb(),
                title(situation, m),
                sentence(s, context),
                "Nothing is expected of this kind without a work order.",
                situation == Situation.CLOCK_SET
                        ? "reported on the first " + HABIT_DAYS + " days on which a station sets clocks"
                        : HABITUAL.contains(situation)
                                ? "reported on the first " + HABIT_DAYS + " days on which the same is done"
                                : Finding.ALWAYS,
                s.setUp
                        ? Naming.SET_UP
                        : Math.max(Math.max(situation.consequence, m.verb().weight()), Deeds.consequence(m)),
                situation.neverHidden || situation == Situation.UPLOAD && firstSeen(s.client, context),
                s.evidence,
                List.of(Part.source(s.client), Part.target(s.server)),
                "");
    }

    /**
     * Until a week has shown who engineers: by a station that engineered none, to read a program is never hidden. Later the pattern of life tells, whose p in the
     * first minutes of a home is none.
     */
    private boolean firstSeen(Address client, Context context) {
        return !context.ripe() && !engineers.contains(client);
    }

    private static String title(Situation situation, Message m) {
        if (situation != Situation.STATE_CHANGED) return refused(situation.title, m);
        String what = switch (m.verb()) {
            case STOP -> "Controller stop";
            case START -> "Controller start";
            case RESTART -> "Controller restart";
            case FACTORY_RESET -> "Factory reset";
            default -> situation.title;
        };
        return refused(what, m);
    }

    private static String refused(String what, Message m) {
        return what + (m.outcome() == Outcome.REFUSED ? " (refused)" : "");
    }

    private static String sentence(Session s, Context context) {
        StringBuilder text = new StringBuilder();
        text.append(context.inventory().describe(s.client))
                .append(" sent ")
                .append(context.inventory().describe(s.server));
        if (!s.units.isEmpty())
            text.append(" (station ").append(Words.and(s.units)).append(")");
        List<String> steps = new ArrayList<>();
        s.steps.forEach((step, times) -> steps.add("\"" + step + "\"" + (times > 1 ? " " + times + " times" : "")));
        text.append(" over ").append(s.protocol).append(": ").append(String.join(", then ", steps));
        if (!s.objects.isEmpty()) text.append("; objects: ").append(Words.and(s.objects));
        if (s.bytes > 0) text.append("; ").append(s.bytes).append(" bytes");
        if (s.lastNanos - s.firstNanos >= Settings.SECOND_NANOS)
            text.append("; over ").append(Words.span(s.lastNanos - s.firstNanos));
        if (s.refused > 0) text.append("; refused were ").append(Words.count(s.refused, "request"));
        if (s.setUp) text.append(". Another of the same maker had taken the place of a silent one there");
        return text.append(".").toString();
    }

    private static void tell(Session s, Context context) {
        if (!s.changed) return;
        s.changed = false;
        context.desk().amend(s.anomalyId, sentence(s, context), s.lastNanos);
    }

    public void tally(Tally t, Context context) {
        if (!Services.plant(t.service()) || t.verb() == Verb.SESSION || t.verb() == Verb.IDENTIFY) return;
        contact(t.client(), t.server(), t.stamp().atNanos(), context);
    }

    private Masters contact(Address client, Address server, long atNanos, Context context) {
        Masters all = masters.computeIfAbsent(server, key -> new Masters());
        if (all.firstNanos == 0) all.firstNanos = atNanos;
        if (!all.contacts.containsKey(client)
                && context.limit().room("clients of a server", all.contacts.size(), Asset.PEERS_MAX))
            all.contacts.put(client, atNanos);
        return all;
    }

    /** Whether a station that engineers a spare device for the first time had to do with the former one for days. */
    public boolean setsUp(Address client, Address server, long atNanos, Takeovers takeovers) {
        Masters all = server == null ? null : masters.get(server);
        Long since = all == null ? null : all.contacts.get(client);
        return since != null && atNanos - since >= Settings.DAY_NANOS && takeovers.isBeingSetUp(server, atNanos);
    }

    /** While nothing is learned: a master is new if the controller had others for minutes and this one never even read. */
    private void master(Address client, Address server, Message m, Context context) {
        if (server.isMulticast()) return;
        long at = m.stamp().atNanos();
        long young = context.settings().coldStartNanos();
        Masters all = contact(client, server, at, context);
        boolean known = all.writers.containsKey(client);
        if (!known && context.limit().room("writers of a server", all.writers.size(), Asset.PEERS_MAX))
            all.writers.put(client, at);
        Long since = all.contacts.get(client);
        if (known || context.learned() || !context.warm() || at - all.firstNanos < young) return;
        if (since == null || at - since >= young || all.contacts.size() < 2) return;
        Situation s = Situation.NEW_WRITER;
        List<Address> others = new ArrayList<>(all.contacts.keySet());
        others.remove(client);
        context.desk()
                .raise(new Finding(
                        s,
                        client + "|" + server,
                        m.stamp(),
                        client,
                        server,
                        m.protocol(),
                        m.verb(),
                        s.title,
                        context.inventory().describe(client) + " wrote to "
                                + context.inventory().describe(server) + " (" + m.operation()
                                + (m.target().isEmpty() ? "" : " " + m.target()) + "), though it never read from it.",
                        "Until now " + Words.and(others) + " polled or wrote to it, for "
                                + Words.span(at - all.firstNanos) + ".",
                        "first time for this pair since Postern listens",
                        s.consequence,
                        s.neverHidden,
                        List.of(m.stamp().ref()),
                        List.of(Part.source(client), Part.target(server)),
                        ""));
    }

    /** It has no habits, and is no writer since then. */
    public void retract(Retraction retraction) {
        habits.keySet().removeIf(what -> what.startsWith(retraction.source() + " "));
        engineers.remove(retraction.source());
        for (Masters all : masters.values()) {
            all.contacts.computeIfPresent(
                    retraction.source(), (client, first) -> first >= retraction.sinceNanos() ? null : first);
            all.writers.computeIfPresent(
                    retraction.source(), (client, first) -> first >= retraction.sinceNanos() ? null : first);
        }
    }

    public void close(long atNanos, Context context) {
        for (Iterator<Session> all = sessions.values().iterator(); all.hasNext(); ) {
            Session s = all.next();
            tell(s, context);
            if (atNanos - s.lastNanos > SESSION_NANOS) all.remove();
        }
    }
}
