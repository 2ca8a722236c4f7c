package dev.postern.analyst.situation.alarm;

import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.situation.Context;
import dev.postern.analyst.situation.Finding;
import dev.postern.analyst.situation.Part;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.Stamp;
import dev.postern.model.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Alarms acknowledged in bulk by one hand, or by a hand that never did (B14): AcknowledgeAlarm of BACnet (ISO 16484-5 clause 13.5), the acknowledgement of S7,
 * MMS and BSAP, the methods Acknowledge and Confirm of OPC UA (OPC 10000-9 section 5.7). Who acknowledged as many before does so after each upset.
 */
final class Acknowledgements {
    private static final int HANDS_MAX = 4_000;
    private static final int SERVERS_MAX = 16;
    private static final int FRAMES_MAX = 8;
    private static final int BULK_MIN = 16;
    /** More than any minute before by so much. */
    private static final int FACTOR = 3;

    private static final List<String> METHODS = List.of(" i=9111", " i=9113");

    /** By client. */
    private final TreeMap<Address, Hand> hands = new TreeMap<>();
    /** Protocols in which anybody acknowledged. */
    private final TreeSet<String> spoken = new TreeSet<>();

    /** Mutable. */
    static final class Hand {
        final TreeSet<String> protocols = new TreeSet<>();
        final TreeSet<Address> servers = new TreeSet<>();
        final ArrayList<FrameRef> frames = new ArrayList<>(1);
        String protocol = "";
        long count;
        /** Of one minute so far; what was told is in it, too. */
        long most;

        long sinceNanos;
    }

    void tally(Tally t, Context context) {
        long count = acknowledged(t);
        if (count == 0) return;
        Hand hand = hands.get(t.client());
        if (hand == null) {
            if (!context.limit().room("hands that acknowledge", hands.size(), HANDS_MAX)) return;
            hands.put(t.client(), hand = new Hand());
            hand.sinceNanos = t.stamp().atNanos();
        }
        hand.protocol = t.service();
        hand.count += count;
        if (hand.servers.size() < SERVERS_MAX) hand.servers.add(t.server());
        if (hand.frames.size() < FRAMES_MAX) hand.frames.add(t.stamp().ref());
        boolean others = spoken.contains(t.service());
        spoken.add(t.service());
        // Where nobody ever did, the first alarm of a young home is acknowledged for the first time as well.
        if (hand.protocols.add(t.service()) && context.learned() && (others || context.ripe())) newHand(t, context);
    }

    private static long acknowledged(Tally t) {
        boolean does = switch (t.service()) {
            case "bacnet" -> t.operation().equals("acknowledge alarm");
            case "s7comm" -> t.operation().equals("alarm ack");
            case "mms" -> t.operation().equals("acknowledge event notification");
            case "bsap" -> t.operation().equals("alarm acknowledge");
            default -> false;
        };
        if (does) return t.count();
        if (!t.service().equals("opcua") || !t.operation().equals("call")) return 0;
        return t.count() * conditions(t.target());
    }

    /** How many conditions one call acknowledges: {@code ns=2;s=High i=9111, ns=2;s=Low i=9111 +6}. */
    private static long conditions(String target) {
        long named = 0;
        for (String method : METHODS)
            for (int at = target.indexOf(method); at >= 0; at = target.indexOf(method, at + 1)) named++;
        int more = target.lastIndexOf(" +");
        boolean counted =
                named > 0 && more > 0 && target.substring(more + 2).chars().allMatch(Character::isDigit);
        return counted ? named + Long.parseLong(target, more + 2, target.length(), 10) : named;
    }

    private static void newHand(Tally t, Context context) {
        raise(
                "new " + t.client() + " " + t.service(),
                ": by a new hand",
                t.stamp(),
                t.client(),
                List.of(t.server()),
                t.service(),
                context.inventory().describe(t.client()) + " acknowledged alarms of "
                        + context.inventory().describe(t.server())
                        + (t.target().isEmpty() ? "" : " (" + t.target() + ")") + ", and never did before.",
                "For as long as Postern listens others did, or nobody.",
                List.of(t.stamp().ref()),
                context);
    }

    void close(Stamp stamp, Context context) {
        hands.forEach((client, hand) -> {
            if (hand.count == 0) return;
            if (hand.count >= BULK_MIN && hand.count > FACTOR * hand.most)
                raise(
                        "bulk " + client,
                        ": in bulk",
                        stamp,
                        client,
                        List.copyOf(hand.servers),
                        hand.protocol,
                        context.inventory().describe(client) + " acknowledged " + hand.count
                                + " alarms within a minute, over " + hand.protocol + ".",
                        hand.most == 0
                                ? "It acknowledged none before."
                                : "Until now " + hand.most + " in a minute were the most, in "
                                        + Words.span(stamp.atNanos() - hand.sinceNanos)
                                        + ".",
                        List.copyOf(hand.frames),
                        context);
            hand.most = Math.max(hand.most, hand.count);
            hand.count = 0;
            hand.servers.clear();
            hand.frames.clear();
        });
    }

    private static void raise(
            String key,
            String what,
            Stamp stamp,
            Address client,
            List<Address> servers,
            String protocol,
            String seen,
            String expected,
            List<FrameRef> frames,
            Context context) {
        Situation s = Situation.ALARMS_ACKNOWLEDGED;
        List<Part> parts = new ArrayList<>(List.of(Part.source(client)));
        for (Address server : servers) parts.add(Part.target(server));
        context.desk()
                .raise(new Finding(
                        s,
                        key + " " + stamp.atNanos() / Settings.MINUTE_NANOS,
                        stamp,
                        client,
                        servers.getFirst(),
                        protocol,
                        null,
                        s.title + what,
                        seen,
                        expected,
                        "first time for this hand",
                        s.consequence,
                        s.neverHidden,
                        frames,
                        parts,
                        ""));
    }
}
