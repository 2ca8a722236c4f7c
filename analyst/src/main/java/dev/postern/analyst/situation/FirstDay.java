package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Services;
import dev.postern.analyst.inventory.Words;
import dev.postern.model.Address;
import dev.postern.model.AuditReport.Item;
import dev.postern.model.FrameRef;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Stamp;
import dev.postern.model.Tally;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * While a home learns its first day, what is rare for a role by what the protocol is for: a hand that commands a controller and never looks, one that
 * switches faster than any hand or process, one of several servers of a master that asks another of them. Such a network may have been
 * entered before anybody watched it, so its own history is no measure. What is not sure is a notice; all of it stands in the audit.
 */
public final class FirstDay {
    private static final int HANDS_MAX = 20_000;
    private static final int FRAMES_MAX = 8;
    /** Where nobody is heard looking, a single command may be the end of something that was looked at before. */
    private static final int BLIND_MIN = 2;
    /** A finger rests on a button, and a program on an output, for longer. */
    private static final long TOGGLE_NANOS = 50_000_000;

    private static final int SIBLINGS_MIN = 4;
    private static final double RARE = 0.25;
    private static final String EXPECTED =
            "A station that commands a controller also reads from it, by far more often.";

    private final TreeMap<String, Hand> hands = new TreeMap<>();
    /** Those of whom something came since the last minute's end. */
    private final TreeMap<String, Hand> fresh = new TreeMap<>();

    /** Servers of those hands that somebody read. */
    private final TreeSet<Address> looked = new TreeSet<>();

    /** What one client did to one server; mutable. */
    static final class Hand {
        Address client;
        Address server;
        String service = "";
        Verb verb = Verb.WRITE;
        boolean looked;
        int commands;
        int toggles;
        String what = "";
        String target = "";
        String values = "";
        Stamp first;
        Stamp last;
        boolean told;
        boolean toldToggled;
        boolean toldStrange;
        final ArrayList<FrameRef> frames = new ArrayList<>(1);

        boolean isBlind(boolean othersLook) {
            return !looked && commands >= (othersLook ? 1 : BLIND_MIN);
        }
    }

    public void message(Message m, Context context) {
        boolean asks = m.outcome() == Outcome.REQUEST || m.outcome() == Outcome.NOTICE;
        if (context.learned() || !asks || !m.fromClient() || m.stamp().late()) return;
        if (!m.verb().isControl() || !Services.plant(m.protocol()) || Services.fieldbus(m.protocol())) return;
        // A selection and the command that it is for are one.
        if (m.operation().startsWith("select")) return;
        Hand hand = hand(m.conversation().client(), m.conversation().server(), m.protocol(), m.stamp(), context);
        if (hand == null || hand.looked) return;
        String values = String.valueOf(m.fields().get("values"));
        boolean same = hand.commands > 0
                && m.target().equals(hand.target)
                && !m.target().isEmpty();
        if (same && !values.equals(hand.values) && m.stamp().atNanos() - hand.last.atNanos() <= TOGGLE_NANOS)
            hand.toggles++;
        hand.commands++;
        fresh(hand);
        hand.last = m.stamp();
        hand.verb = m.verb();
        hand.target = m.target();
        hand.values = values;
        hand.what = m.target().isEmpty() ? m.operation() : m.operation() + " " + m.target();
        if (hand.frames.size() < FRAMES_MAX) hand.frames.add(m.stamp().ref());
    }

    public void tally(Tally t, Context context) {
        if (context.learned() || !Services.plant(t.service()) || t.count() == 0) return;
        boolean looks = t.verb() == Verb.READ || t.verb() == Verb.EXCHANGE || t.verb() == Verb.REPORT;
        if (!looks) return;
        Hand hand = hand(t.client(), t.server(), t.service(), t.stamp(), context);
        if (hand == null) return;
        hand.looked = true;
        looked.add(t.server());
        if (!hand.toldStrange) fresh(hand);
        hand.last = t.stamp();
    }

    private static String key(Address client, Address server) {
        return client + " " + server;
    }

    private void fresh(Hand hand) {
        fresh.put(key(hand.client, hand.server), hand);
    }

    private Hand hand(Address client, Address server, String service, Stamp stamp, Context context) {
        if (context.inventory().group(server)) return null;
        String key = key(client, server);
        Hand hand = hands.get(key);
        if (hand != null) return hand;
        if (!context.limit().room("hands of the first day", hands.size(), HANDS_MAX)) return null;
        hands.put(key, hand = new Hand());
        hand.client = client;
        hand.server = server;
        hand.service = service;
        hand.first = stamp;
        hand.last = stamp;
        return hand;
    }

    /** Looks of a minute are known when it ends. */
    public void close(Context context) {
        if (context.learned()) return;
        for (Hand hand : fresh.values()) {
            if (isBlind(hand)) tellBlind(hand, context);
            int siblings = siblings(hand, context.inventory());
            if (hand.toldStrange || siblings == 0) continue;
            hand.toldStrange = true;
            raise(
                    Situation.CONTROLLER_CALLS,
                    hand,
                    strange(hand),
                    "It is one of " + siblings + " that one master asks, and hardly any of them asks another.",
                    false,
                    context);
        }
        fresh.clear();
    }

    /** Where its masters are heard looking, one that only commands is strange with its first command. */
    private boolean isBlind(Hand hand) {
        return hand.isBlind(looked.contains(hand.server));
    }

    /** A new writer beside those who are heard looking is never hidden, as it is once masters have been known for minutes ({@link Engineering}). */
    private void tellBlind(Hand hand, Context context) {
        boolean toggled = hand.toggles > 0 && !hand.toldToggled;
        if (hand.told && !toggled) return;
        hand.told = true;
        hand.toldToggled = toggled;
        Situation situation = toggled ? Situation.TOGGLED : Situation.BLIND_WRITER;
        raise(situation, hand, blind(hand), EXPECTED, looked.contains(hand.server), context);
    }

    private static String blind(Hand h) {
        return "commanded it " + Words.count(h.commands, "time") + " (" + h.what + ") and never read from it"
                + (h.toggles > 0
                        ? "; it switched to and fro within milliseconds, faster than a hand or a process"
                        : "");
    }

    private static String strange(Hand h) {
        return "asks it over " + h.service + ", though it answers a master over the same protocol itself";
    }

    /** How many servers the master has that asks both ends, if asking one another is rare among them; else 0. */
    private static int siblings(Hand hand, Inventory inventory) {
        Asset client = inventory.at(hand.client);
        Asset server = inventory.at(hand.server);
        if (client == null || server == null || client == server || !client.serves(hand.service)) return 0;
        for (Address master : client.served.get(hand.service)) {
            Asset asking = inventory.at(master);
            if (asking == null || asking == server || !server.serves(hand.service)) continue;
            if (!server.served.get(hand.service).contains(master)) continue;
            var all = asking.used.get(hand.service);
            if (all == null || all.size() < SIBLINGS_MIN) continue;
            long askers = all.stream()
                    .filter(one ->
                            inventory.at(one) != null && inventory.at(one).used.containsKey(hand.service))
                    .count();
            if (askers <= RARE * all.size()) return all.size();
        }
        return 0;
    }

    private static void raise(Situation s, Hand h, String seen, String expected, boolean neverHidden, Context context) {
        context.desk()
                .raise(new Finding(
                        s,
                        h.client + "|" + h.server,
                        h.last,
                        h.client,
                        h.server,
                        h.service,
                        h.verb,
                        s.title,
                        context.inventory().describe(h.client) + " at "
                                + context.inventory().describe(h.server) + ": " + seen + ".",
                        expected,
                        "known without history",
                        s.consequence,
                        s.neverHidden || neverHidden,
                        h.frames.isEmpty() ? List.of(h.last.ref()) : List.copyOf(h.frames),
                        List.of(Part.source(h.client), Part.target(h.server)),
                        ""));
    }

    /** What of it holds still, for the audit; by address. */
    public List<Item> findings(Inventory inventory) {
        List<Item> items = new ArrayList<>();
        for (Hand h : hands.values()) {
            if (!isBlind(h) && !h.toldStrange) continue;
            items.add(new Item(
                    List.of(h.client, h.server),
                    inventory.describe(h.client) + " at " + inventory.describe(h.server) + ": "
                            + (isBlind(h) ? blind(h) : strange(h)) + ".",
                    h.service,
                    h.first.atNanos(),
                    h.last.atNanos(),
                    List.copyOf(h.frames)));
        }
        return items;
    }
}
