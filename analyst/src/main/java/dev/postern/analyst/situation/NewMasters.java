package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Services;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Words;
import dev.postern.life.Retraction;
import dev.postern.model.Address;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Tally;
import dev.postern.model.Verb;
import dev.postern.model.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A station that begins to ask a device of the plant once learning is over. The pattern of life would soon know it as a peer, so an
 * intruder who comes back every hour would teach that he belongs: here a newcomer stays one until, its first stretch of {@link Settings#masterQuarantineNanos} not
 * counted, it was there on {@link #TRUSTED_DAYS} of {@link #WATCHED_DAYS} days, and each return after a pause goes on with its story, unless
 * it only polls slowly, or is a hand whose trade it is to visit controllers: that may look into this one, be it again or, where it knows its kind, for the
 * first time, but do nothing there that it never did. Nor does it stay one if work that was announced makes it a master: what its order names, it does from then on. Whoever searched the network before it asked is a newcomer even in a home that still learns, for a
 * master knows whom it asks ({@link Searchers}). And who plays which role in what protocol a works shows within its first hour: who begins to ask over one
 * later that day is told once, and believed, for it may be the engineer's first round. Never hidden, it must not hang on a p: one that begins with a command
 * is told here as well as by the pattern of life (B8).
 */
@SuppressWarnings("EnumOrdinal") // bits by constant, within one state
public final class NewMasters {
    static final int TRUSTED_DAYS = 4;
    static final int WATCHED_DAYS = 6;
    /** Pauses up to this that are alike to the minute are the rhythm of a slow poll; meters are read every quarter of an hour. */
    private static final long SLOWEST_POLL_NANOS = 30 * Settings.MINUTE_NANOS;

    /** A station that visits is known as one by so many controllers that trust it, and an engineer's by so many that it knows since before today. */
    private static final int TRADE_SERVERS = 2;

    /** So many are a round. */
    private static final int ROUND_SERVERS = 3;

    /**
     * Of one that was told, and comes again unanswered, and either was not there when the home learned or comes again and again on one day and is the master of no other: it makes an
     * incident, whatever load it brings.
     */
    private static final int INTRUDER_CONSEQUENCE = 10;

    private static final String BEGAN = "%s began to ask %s over %s (\"%s\").";
    private static final String BACK = "%s asks %s over %s again, and nobody has said yet whether it should (\"%s\").";
    private static final String SEARCHED =
            "%s searched the network for who is there, and then asked %s over %s (\"%s\"). A master of it knows where it is.";

    /** Doors that stay shut for each server that is polled. */
    private static final int SEARCH_SHARE = 4;

    private static final int SERVERS_MAX = 20_000;
    private static final String NOVICE = "%s began to ask %s over %s (\"%s\"), and asked nobody over it before.";

    private final TreeMap<Address, TreeMap<Address, Master>> masters = new TreeMap<>();
    private final Searchers searchers = new Searchers();
    private final Novices novices = new Novices();

    /** One client of one server; mutable. */
    static final class Master {
        boolean trusted;
        /** It looked for the server before it asked. */
        boolean searched;
        /** That it commands was not told, for it came by trade, or by an order to read, and read. */
        boolean untold;

        long firstNanos;
        long lastNanos;
        /** The last pause that was long enough to end a visit. */
        long pauseNanos;
        /** Its only return so far came after a pause that may be the rhythm of a slow poll. */
        boolean mayPoll;

        long day;
        /** One bit for each of the last days it was there, today the lowest. */
        int days;
        /** Returns on the day of the last one. */
        int returned;

        long returnedDay;
        /** What it did here, one bit for each verb. */
        int verbs;

        boolean did(Verb verb) {
            return (verbs >>> verb.ordinal() & 1) != 0;
        }

        /** Whether it comes back at {@code atNanos} after having been away. */
        boolean returns(long atNanos, long leastNanos) {
            long before = pauseNanos;
            long pause = atNanos - lastNanos;
            if (pause <= leastNanos) return false;
            pauseNanos = pause;
            mayPoll = before == 0 && pause <= SLOWEST_POLL_NANOS;
            return pause > SLOWEST_POLL_NANOS || Math.abs(pause - before) > Settings.MINUTE_NANOS;
        }

        /** It holds a connection, over which tests go to and fro or the server reports what changed, so it is not away. */
        void stays(long atNanos, long leastNanos) {
            if (atNanos - lastNanos <= leastNanos) lastNanos = Math.max(lastNanos, atNanos);
        }

        /** It was back on this day already. */
        boolean insists(long atNanos) {
            long today = Math.floorDiv(atNanos, Settings.DAY_NANOS);
            returned = today == returnedDay ? returned + 1 : 1;
            returnedDay = today;
            return returned > 1;
        }

        void heard(long atNanos, Verb verb, long quarantineNanos) {
            verbs |= 1 << verb.ordinal();
            long today = Math.floorDiv(atNanos, Settings.DAY_NANOS);
            long passed = Math.max(0, today - day);
            days = (passed >= WATCHED_DAYS ? 0 : days << passed) & (1 << WATCHED_DAYS) - 1;
            if (atNanos - firstNanos >= quarantineNanos) days |= 1;
            day = Math.max(day, today);
            lastNanos = Math.max(lastNanos, atNanos);
            trusted |= Integer.bitCount(days) >= TRUSTED_DAYS;
        }
    }

    /** What changes the process does not wait for its minute to end: whoever it comes from for the first time is told with it. All else comes as a tally. */
    public void message(Message m, Takeovers takeovers, Context context) {
        if (m.verb().isControl() && concerns(m)) ask(m, takeovers, context);
    }

    /** Nor does what is asked in a conversation for the first time. */
    public void begun(Message m, Takeovers takeovers, Context context) {
        ask(m, takeovers, context);
    }

    /** Whether it shows that somebody is a master. */
    public static boolean concerns(Message m) {
        return m.outcome() == Outcome.REQUEST
                && m.fromClient()
                && m.verb() != Verb.IDENTIFY
                && m.verb() != Verb.SESSION
                && Services.plant(m.protocol());
    }

    private void ask(Message m, Takeovers takeovers, Context context) {
        Address client = m.conversation().client();
        Address server = m.conversation().server();
        TreeMap<Address, Master> clients = masters.get(server);
        Master known = clients == null ? null : clients.get(client);
        if (known != null && known.trusted && !known.untold) return;
        long at = m.stamp().atNanos();
        long window = Math.floorDiv(at, Settings.MINUTE_NANOS) * Settings.MINUTE_NANOS;
        tally(
                new Tally(
                        m.stamp(),
                        client,
                        server,
                        m.protocol(),
                        m.unit(),
                        m.operation(),
                        m.verb(),
                        m.target(),
                        window,
                        1,
                        0),
                takeovers,
                context);
    }

    public void tally(Tally t, Takeovers takeovers, Context context) {
        if (!Services.plant(t.service()) || t.verb() == Verb.IDENTIFY) return;
        if (context.inventory().group(t.server())) return;
        TreeMap<Address, Master> clients = masters.get(t.server());
        boolean stays = t.verb() == Verb.SESSION || t.verb() == Verb.REPORT;
        Master there = stays && clients != null ? clients.get(t.client()) : null;
        if (there != null) there.stays(t.stamp().atNanos(), context.settings().masterPauseNanos());
        if (there != null || t.verb() == Verb.SESSION) return;
        if (clients == null) {
            if (!context.limit().room("servers with masters", masters.size(), SERVERS_MAX)) return;
            masters.put(t.server(), clients = new TreeMap<>());
        }
        long at = t.stamp().atNanos();
        Master known = clients.get(t.client());
        if (known == null) {
            if (!context.limit().room("masters of a server", clients.size(), Asset.PEERS_MAX)) return;
            boolean searched = searchers.searched(t.client(), at);
            boolean fresh = searched
                    || context.learned()
                            && longKnown(t.server(), at, context)
                            && !exchanges(t, t.client())
                            && !inherits(t, takeovers.predecessor(t.client(), at), clients);
            boolean byTrade = fresh && !searched && reads(t) && isItsTrade(t, context);
            if (fresh && !byTrade)
                tell(
                        t,
                        clients,
                        searched ? SEARCHED : BEGAN,
                        searched ? INTRUDER_CONSEQUENCE : Situation.NEW_MASTER.consequence,
                        context);
            else met(t, clients, context);
            clients.put(t.client(), known = new Master());
            known.trusted = !fresh;
            known.searched = searched;
            known.untold = byTrade;
            known.firstNanos = at;
        } else if (known.untold && !reads(t)) {
            known.untold = false;
            tell(t, clients, BEGAN, Situation.NEW_MASTER.consequence, context);
        } else if (!known.trusted && known.returns(at, context.settings().masterPauseNanos())) {
            Trade trade = trade(t.client(), at);
            if (!trade.visits() || !looks(t) && !known.did(t.verb()))
                tell(t, clients, BACK, weight(known, t, trade, context), context);
        }
        known.heard(at, t.verb(), context.settings().masterQuarantineNanos());
        if (!known.trusted) commissioned(known, t, context);
    }

    /** What its order lets it do now it is there for; a first command is told of one that was only to read. */
    private static void commissioned(Master known, Tally t, Context context) {
        Window order =
                context.standing().commissions(t.client(), t.server(), t.stamp().atNanos());
        if (order == null) return;
        known.trusted = true;
        known.untold = order.verbs().stream().noneMatch(Verb::isControl);
    }

    /** One that is believed: it was there while the home learned. */
    private void met(Tally t, TreeMap<Address, Master> clients, Context context) {
        searchers.met(t);
        boolean answers = isTrusted(masters.get(t.client()), t.server());
        if (!answers && novices.isNovice(t, context))
            tell(t, clients, NOVICE, Situation.NEW_MASTER.consequence, context);
    }

    /** How grave it is that one comes back whom nobody vouched for. */
    private static int weight(Master known, Tally t, Trade trade, Context context) {
        boolean insists = known.insists(t.stamp().atNanos());
        if (known.searched) return INTRUDER_CONSEQUENCE;
        // The second look of what may be a meter reader; the third tells.
        if (looks(t) && known.mayPoll) return Situation.NEW_MASTER.consequence;
        // A master of others, or one who makes his rounds or engineers for longer than today, looks into one more, or
        // reads its project.
        boolean byRight =
                trade.trust > 0 || trade.rounds() || trade.isLongStanding() && isEngineer(t.client(), context);
        if (reads(t) && byRight && !isStranger(t, context)) return Situation.NEW_MASTER.consequence;
        return insists || isStranger(t, context) ? INTRUDER_CONSEQUENCE : Situation.NEW_MASTER.consequence;
    }

    /**
     * Somebody asked at doors in vain, up to now. If they are far more than the servers that it polls it searched: whom it met in these minutes and later it did not
     * know by right. Else some of those that it polls are switched off.
     */
    public void searched(Address client, double doors, long atNanos, Context context) {
        if (SEARCH_SHARE * servers(client) >= doors) return;
        for (Tally t : searchers.searches(client, atNanos, context)) {
            TreeMap<Address, Master> clients = masters.get(t.server());
            Master master = clients == null ? null : clients.get(client);
            if (master == null || master.searched) continue;
            master.trusted = false;
            master.searched = true;
            tell(t, clients, SEARCHED, INTRUDER_CONSEQUENCE, context);
        }
    }

    private long servers(Address client) {
        return masters.values().stream()
                .filter(clients -> clients.containsKey(client))
                .count();
    }

    /**
     * Whom a station asks, ever asked.
     *
     * @param all controllers
     * @param trust those that trust it
     * @param rest those that it left alone for a day
     * @param old those that it asked for the first time more than a day ago
     */
    private record Trade(int all, int trust, int rest, int old) {
        /**
         * To look into controllers now and then is what this station is for: some trust it, and most of those that it ever asked it left alone for a day. A panel or a server asks
         * its own all the time, and who is trusted with none may come as often as he likes and proves nothing.
         */
        boolean visits() {
            return trust >= TRADE_SERVERS && rests();
        }

        /** Goes from one to the next, as a visitor does whom none has seen on enough days to trust him. */
        boolean rounds() {
            return all >= ROUND_SERVERS && rests();
        }

        /** Knows more than one since before today; a small works has no more than two. */
        boolean isLongStanding() {
            return old >= TRADE_SERVERS;
        }

        private boolean rests() {
            return 2 * rest > all;
        }
    }

    private static boolean looks(Tally t) {
        return t.verb().weight() == 1;
    }

    /** As an engineer does who wants to see what is there; that a program was read out is told by that name. */
    private static boolean reads(Tally t) {
        return looks(t) || t.verb() == Verb.UPLOAD || t.verb() == Verb.DIAGNOSE || t.verb() == Verb.FILE_READ;
    }

    /** Whether it is what this station is for to look into controllers, one after the other, and it knows others that speak as this one does. */
    private boolean isItsTrade(Tally t, Context context) {
        Asset client = context.inventory().at(t.client());
        TreeSet<Address> alike = client == null ? null : client.used.get(t.service());
        return alike != null
                && alike.stream().anyMatch(other -> !other.equals(t.server()) && asked(t.client(), other))
                && visits(t.client(), t.stamp().atNanos());
    }

    private static boolean isEngineer(Address client, Context context) {
        Asset asset = context.inventory().at(client);
        return asset != null && asset.role.equals("engineering station");
    }

    private boolean asked(Address client, Address server) {
        TreeMap<Address, Master> clients = masters.get(server);
        return clients != null && clients.containsKey(client);
    }

    /** Whether to look into controllers now and then is what a station is for. */
    public boolean visits(Address client, long atNanos) {
        return trade(client, atNanos).visits();
    }

    private Trade trade(Address client, long atNanos) {
        int trust = 0;
        int rest = 0;
        int old = 0;
        int all = 0;
        for (TreeMap<Address, Master> clients : masters.values()) {
            Master master = clients.get(client);
            if (master == null) continue;
            all++;
            if (master.trusted) trust++;
            if (atNanos - master.lastNanos > Settings.DAY_NANOS) rest++;
            if (atNanos - master.firstNanos > Settings.DAY_NANOS) old++;
        }
        return new Trade(all, trust, rest, old);
    }

    /** Both ends of a cyclic exchange send: which is the client is only which was heard first. */
    private boolean exchanges(Tally t, Address client) {
        return t.verb() == Verb.EXCHANGE && isTrusted(masters.get(client), t.server());
    }

    /** A spare controller asks whom the former one asked. */
    private boolean inherits(Tally t, Address former, TreeMap<Address, Master> clients) {
        return former != null && (isTrusted(clients, former) || exchanges(t, former));
    }

    private static boolean isTrusted(TreeMap<Address, Master> clients, Address client) {
        Master master = clients == null ? null : clients.get(client);
        return master != null && master.trusted;
    }

    /** What it began to ask since is asked by a newcomer again. */
    public void retract(Retraction retraction) {
        for (TreeMap<Address, Master> clients : masters.values()) {
            Master master = clients.get(retraction.source());
            if (master != null && master.firstNanos >= retraction.sinceNanos()) clients.remove(retraction.source());
        }
    }

    /** A device that is new itself has new masters by nature. */
    private static boolean longKnown(Address server, long atNanos, Context context) {
        Asset asset = context.inventory().at(server);
        return asset != null && atNanos - asset.firstNanos >= context.settings().learningNanos();
    }

    /** A device of the home's first day may be new to a controller and is no stranger. */
    private static boolean isStranger(Tally t, Context context) {
        Asset client = context.inventory().at(t.client());
        long learnedNanos =
                t.stamp().atNanos() - context.homeNanos() + context.settings().learningNanos();
        return client == null || client.firstNanos > learnedNanos;
    }

    private static void tell(Tally t, TreeMap<Address, Master> clients, String what, int consequence, Context context) {
        Situation s = Situation.NEW_MASTER;
        boolean back = what.equals(BACK);
        Inventory inventory = context.inventory();
        List<Address> others = new ArrayList<>();
        clients.forEach((client, master) -> {
            if (master.trusted) others.add(client);
        });
        String expected = what.equals(NOVICE)
                ? Novices.EXPECTED
                : (others.isEmpty() ? "No trusted station" : "Only " + Words.and(others))
                        + " asked it before, for as long as Postern listens (" + Words.span(context.homeNanos())
                        + ").";
        context.desk()
                .raise(new Finding(
                        s,
                        t.client() + "|" + t.server(),
                        t.stamp(),
                        t.client(),
                        t.server(),
                        t.service(),
                        t.verb(),
                        back ? "New master is back" : s.title,
                        String.format(
                                what,
                                inventory.describe(t.client()),
                                inventory.describe(t.server()),
                                t.service(),
                                t.operation()),
                        expected,
                        "first time for this pair",
                        consequence,
                        s.neverHidden && !back,
                        List.of(t.stamp().ref()),
                        List.of(Part.source(t.client()), Part.target(t.server())),
                        "master " + t.client() + " " + t.server()));
    }
}
