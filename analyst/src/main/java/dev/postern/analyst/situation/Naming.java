package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Services;
import dev.postern.analyst.inventory.Settings;
import dev.postern.life.device.Stores;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.Verb;

/** Gives a deviation from the pattern of life the name a plant engineer knows. */
public final class Naming {
    private static final int GRAVE = 10;
    /** What is done to a spare device that is being set up. */
    static final int SET_UP = 4;

    private static final int CONSEQUENCE_MAX = 40;
    /** More doors without an answer in a minute than anybody but a tool tries. */
    private static final int SWEEP_MIN = 128;

    private Naming() {}

    /** Its name: of what is known without learning, the one it came with. */
    public static Situation situation(Anomaly a) {
        return a.channel() == Channel.KNOWLEDGE && !a.situation().isEmpty() ? known(a) : situation(a.channel(), a);
    }

    /** Several situations may share a code; then the title tells, and where a finding has one of its own the techniques do. */
    private static Situation known(Anomaly a) {
        Situation found = null;
        int best = -1;
        for (Situation s : Situation.values()) {
            if (!s.code.equals(a.situation())) continue;
            int fits = (a.title().startsWith(s.title) ? 2 : 0) + (s.techniques.equals(a.techniques()) ? 1 : 0);
            if (fits <= best) continue;
            best = fits;
            found = s;
        }
        return found == null ? broad(a) : found;
    }

    private static Situation situation(Channel channel, Anomaly a) {
        Verb verb = a.verb();
        return switch (channel) {
            case NOVELTY_DEVICE -> Situation.NEW_DEVICE;
            case NOVELTY_PEER -> session(a) ? Situation.FIRST_SESSION : Situation.NEW_CONVERSATION;
            case NOVELTY_SERVICE -> session(a) ? Situation.FIRST_SESSION : Situation.NEW_SERVICE;
            case NOVELTY_OPERATION, NOVELTY_TARGET, NOVELTY_UNIT ->
                reads(a) ? Situation.DATA_READ : plant(a) ? operation(verb) : Situation.NEW_OPERATION;
            case NOVELTY_NAME -> Situation.NEW_NAME;
            case NOVELTY_WRITER -> plant(a) ? Situation.NEW_WRITER : Situation.REMOTE_ADMIN;
            case NOVELTY_ENGINEER -> plant(a) ? Situation.NEW_ENGINEER : Situation.REMOTE_ADMIN;
            case COUNT_MESSAGES, COUNT_CONNECTIONS -> less(a) ? Situation.SILENT : Situation.FLOOD;
            case COUNT_COMMANDS -> Situation.COMMAND_FLOOD;
            case VALUE_CREEP -> Situation.CREEP;
            case VALUE_WRITE -> Situation.WRITE_OUT_OF_RANGE;
            case VALUE_UNHEEDED -> Situation.WRITE_UNHEEDED;
            case VALUE_PAIR -> Situation.RELATION_LOST;
            case VALUE_NUMBERING -> Situation.NUMBERS_BROKEN;
            case VALUE_TRIP -> Situation.TRIP_UNEXPLAINED;
            case VALUE_WALK -> Situation.VALUE_WALKS;
            case VALUE_LEVEL, VALUE_STEP, VALUE_STILL, VALUE_REPLAY -> Situation.VALUE_UNUSUAL;
            case SEQUENCE_ORDER -> Situation.ORDER;
            case HEALTH_LATENCY -> Situation.LATENCY;
            case HEALTH_REFUSED -> Situation.REFUSALS;
            case HEALTH_TRANSPORT -> Situation.LOSSES;
            case HEALTH_TROUBLE ->
                Standbys.SPOKEN.contains(a.service()) ? Situation.SWITCH_OVER : Situation.DEVICE_TROUBLE;
            case COUNT_GROUP -> less(a) ? Situation.SILENT : Situation.STORM;
            case COUNT_BYTES -> Situation.VOLUME;
            case COUNT_FAILURES -> Situation.REFUSALS;
            case COUNT_PEERS -> Situation.SCAN;
            case COUNT_SILENT -> sweeps(a) ? Situation.SWEEP : Situation.SCAN;
            case COUNT_READ -> Situation.DATA_TAKEN;
            case COUNT_LOGINS -> Situation.LOGINS_REFUSED;
            case COUNT_OUTSIDE -> Situation.GUESSED_OUTSIDE;
            case NOVELTY_ACCOUNT -> Situation.ACCOUNT;
            case PRESENCE_RETURN -> Situation.RETURNED;
            case PRESENCE_VISITOR -> Situation.VISITOR;
            case PRESENCE_BEACON -> Situation.BEACON;
            case PRESENCE_MISSED -> Situation.JOB_MISSED;
            case NAMES_INFORMATION -> Situation.NAME_TUNNEL;
            case ROLE_LINK -> Situation.BLIND_WRITER;
            case CYCLE_PERIOD, CYCLE_EXTRA -> Situation.RHYTHM;
            case CYCLE_MISSED -> Situation.SILENT;
            case BINDING_HARDWARE -> Situation.HARDWARE_CHANGED;
            case BINDING_VLAN, BINDING_TTL -> Situation.PATH_CHANGED;
            case BINDING_NAME -> Situation.IDENTITY_CHANGED;
            case DRIFT_HOUR, DRIFT_DAY -> Situation.DRIFT;
            case DRIFT_YEAR -> Situation.YEAR_WALK;
            case PHASE_NEW -> Situation.PHASE;
            case BREADTH, KNOWLEDGE -> broad(a);
        };
    }

    private static Situation operation(Verb verb) {
        if (verb == null) return Situation.NEW_OPERATION;
        return switch (verb) {
            case DOWNLOAD -> Situation.DOWNLOAD;
            case FIRMWARE -> Situation.FIRMWARE;
            case STOP, START, RESTART, FACTORY_RESET -> Situation.STATE_CHANGED;
            case MODE -> Situation.MODE_CHANGED;
            case PROTECT -> Situation.PROTECTION;
            case UPLOAD -> Situation.UPLOAD;
            case WRITE, OPERATE -> Situation.NEW_WRITE;
            default -> Situation.NEW_OPERATION;
        };
    }

    /** What is written to or started on a computer is no engineering of a controller. */
    private static boolean plant(Anomaly a) {
        return Services.plant(a.service());
    }

    private static boolean session(Anomaly a) {
        return Services.session(a.service());
    }

    private static boolean sweeps(Anomaly a) {
        return a.explanation() != null && a.explanation().seen() >= SWEEP_MIN;
    }

    /** Takes out of a database, historian or file server what it never took. */
    private static boolean reads(Anomaly a) {
        return a.verb() != null && Stores.reads(a.service(), a.verb(), a.seen());
    }

    private static boolean less(Anomaly a) {
        Explanation e = a.explanation();
        return e != null && e.seen() < e.low();
    }

    /** The largest share decides; where none has half of it, it is the breadth itself. */
    private static Situation broad(Anomaly a) {
        if (a.explanation() != null)
            for (Explanation.Share share : a.explanation().shares())
                if (share.weight() > 0.5 && share.channel() != Channel.BREADTH && share.channel() != Channel.KNOWLEDGE)
                    return situation(share.channel(), a);
        return Situation.BREADTH;
    }

    /**
     * The same anomaly with its name, techniques and consequence.
     *
     * @param grave between office and plant, or at what steers the process
     * @param byRole the first of its kind, and nothing rare for who does it: may be hidden
     * @param setsUp a spare device gets what the former one had: a notice
     */
    public static Anomaly named(Anomaly a, Situation s, boolean grave, boolean byRole, boolean setsUp) {
        int consequence = Math.max(a.consequence(), s.consequence);
        if (a.verb() != null && a.verb().isEngineering())
            consequence = Math.max(consequence, a.verb().weight());
        if (grave) consequence = Math.max(consequence, GRAVE);
        if (setsUp) consequence = SET_UP;
        return new Anomaly(
                a.id(),
                a.atNanos(),
                a.order(),
                a.device(),
                a.peer(),
                a.service(),
                a.channel(),
                a.verb(),
                s.code,
                s.title,
                a.expected(),
                a.seen(),
                a.pvalue(),
                a.rarity(),
                Math.min(consequence, CONSEQUENCE_MAX),
                a.explanation(),
                a.evidence(),
                s.techniques,
                a.neverHidden() || s.neverHidden && !byRole && isSure(a));
    }

    /** Names are a tunnel where they are rare enough for a notice alone: a long name of a day is none. */
    private static boolean isSure(Anomaly a) {
        return switch (a.channel()) {
            case NOVELTY_WRITER, NOVELTY_ENGINEER, VALUE_TRIP -> true;
            case NAMES_INFORMATION -> a.pvalue() <= Settings.defaults().noticeP();
            default -> false;
        };
    }
}
