package dev.postern.analyst.gap;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.inventory.Zones;
import dev.postern.analyst.situation.Context;
import dev.postern.analyst.situation.Finding;
import dev.postern.analyst.situation.Part;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Address;
import dev.postern.model.Stamp;
import dev.postern.model.Traffic;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Between which networks packets only ever went one way, as through a data diode or a firewall that opens outward only, and the first that came
 * back (E11). A way counts as one-way when it was used in {@link #MINUTES_MIN} minutes over at least the time of learning.
 */
public final class OneWay {
    private static final int PAIRS_MAX = 8_192;
    private static final int MINUTES_MIN = 60;

    private final LinkedHashMap<Pair, Way> ways = new LinkedHashMap<>();

    private record Pair(String one, String other) {}

    /** Mutable. {@code back} is from {@code other} to {@code one}. */
    private static final class Way {
        long forth;
        long back;
        long minutes;
        long lastWindowNanos = Long.MIN_VALUE;
        long firstNanos;
        boolean reported;
    }

    void traffic(Traffic t, Context context) {
        Address client = t.conversation().client();
        Address server = t.conversation().server();
        String from = network(client, context);
        String to = network(server, context);
        if (from.equals(to)) return;
        boolean turned = from.compareTo(to) > 0;
        Pair pair = turned ? new Pair(to, from) : new Pair(from, to);
        Way way = ways.get(pair);
        if (way == null) {
            if (!context.limit().room("ways between networks", ways.size(), PAIRS_MAX)) return;
            ways.put(pair, way = new Way());
            way.firstNanos = t.stamp().atNanos();
        }
        long forth = turned ? t.packetsDown() : t.packetsUp();
        long back = turned ? t.packetsUp() : t.packetsDown();
        if (!way.reported && oneWay(way, t.stamp(), context) && (way.back == 0 ? back > 0 : forth > 0)) {
            way.reported = true;
            report(
                    t,
                    way.back == 0 == turned ? client : server,
                    way.back == 0 == turned ? server : client,
                    way,
                    context);
        }
        way.forth += forth;
        way.back += back;
        if (t.windowNanos() > way.lastWindowNanos) {
            way.lastWindowNanos = t.windowNanos();
            way.minutes++;
        }
    }

    private static String network(Address a, Context context) {
        Asset asset = context.inventory().at(a);
        return Zones.network(a, asset != null && asset.onLink);
    }

    private static boolean oneWay(Way way, Stamp stamp, Context context) {
        return (way.forth == 0 || way.back == 0)
                && way.minutes >= MINUTES_MIN
                && stamp.atNanos() - way.firstNanos >= context.settings().learningNanos();
    }

    /** @param sender on the side that never sent before */
    private static void report(Traffic t, Address sender, Address receiver, Way way, Context context) {
        Situation s = Situation.ONE_WAY_BROKEN;
        String from = context.zones().name(network(sender, context));
        String to = context.zones().name(network(receiver, context));
        String seen = context.inventory().describe(sender) + " in zone " + from + " sent " + t.service() + " to "
                + context.inventory().describe(receiver) + " in zone " + to + ".";
        String expected = "For " + Words.span(t.stamp().atNanos() - way.firstNanos) + " packets went only from " + to
                + " to " + from + ".";
        context.desk()
                .raise(new Finding(
                        s,
                        from + ">" + to,
                        t.stamp(),
                        sender,
                        receiver,
                        t.service(),
                        null,
                        s.title,
                        seen,
                        expected,
                        "first packet this way",
                        s.consequence,
                        s.neverHidden,
                        List.of(t.stamp().ref()),
                        List.of(Part.source(sender), Part.target(receiver)),
                        ""));
        context.suspicions()
                .note(
                        "one-way path answers",
                        seen,
                        expected + " A mirror port that shows both directions only since then would look the same.",
                        0.7,
                        true,
                        List.of(sender, receiver),
                        t.stamp(),
                        context);
    }
}
