package dev.postern.analyst.situation.network;

import dev.postern.analyst.situation.Context;
import dev.postern.analyst.situation.Finding;
import dev.postern.analyst.situation.Part;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.Stamp;
import dev.postern.model.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Frames from hundreds of hardware addresses within a minute that nobody ever heard and that say nothing else (D9): the table of a switch is flooded until it sends
 * everything to everybody. Machines that are switched on, and a mirror that shows another segment from now on, bring cards that speak again and get answers.
 */
final class Cards {
    private static final int KNOWN_MAX = 65_536;
    private static final int SEGMENTS_MAX = 4_096;
    private static final int FRESH_MAX = 16_384;
    private static final int FRAMES_MAX = 8;
    private static final int FLOOD_MIN = 256;
    /** In the first minutes all cards are new. */
    private static final int COLD_MIN = 2_048;

    private static final int FRAMES_QUIET_MAX = 2;

    /** Hardware address, VLAN below it. */
    private final TreeSet<Long> known = new TreeSet<>();

    private final TreeMap<Integer, Segment> segments = new TreeMap<>();

    /** Mutable. */
    static final class Segment {
        /** New in this minute: whether it said one thing and nothing else. */
        final TreeMap<Long, Boolean> fresh = new TreeMap<>();

        final ArrayList<FrameRef> frames = new ArrayList<>(1);
        final Peak peak = new Peak();
        long first;
    }

    void traffic(Traffic t, Context context) {
        int vlan = t.conversation().vlan();
        boolean quiet = t.packetsDown() == 0 && t.packetsUp() <= FRAMES_QUIET_MAX;
        if (t.packetsUp() > 0) spoke(t.up().mac(), vlan, quiet, t, context);
        if (t.packetsDown() > 0) spoke(t.down().mac(), vlan, false, t, context);
    }

    private void spoke(long mac, int vlan, boolean quiet, Traffic t, Context context) {
        if (mac == 0 || known.contains(mac << 12 | vlan)) return;
        Segment segment = segments.get(vlan);
        if (segment == null) {
            if (!context.limit().room("segments with cards", segments.size(), SEGMENTS_MAX)) return;
            segments.put(vlan, segment = new Segment());
        }
        Boolean before = segment.fresh.get(mac);
        if (before == null && !context.limit().room("new cards of a minute", segment.fresh.size(), FRESH_MAX)) return;
        if (segment.fresh.isEmpty()) segment.first = mac;
        segment.fresh.put(mac, quiet && before == null);
        if (quiet && segment.frames.size() < FRAMES_MAX)
            segment.frames.add(t.stamp().ref());
    }

    void close(Stamp stamp, Context context) {
        segments.forEach((vlan, segment) -> {
            if (segment.fresh.isEmpty()) return;
            int count = 0;
            for (boolean quiet : segment.fresh.values()) if (quiet) count++;
            int least = context.warm() ? FLOOD_MIN : COLD_MIN;
            boolean flood = segment.peak.isPassedBy(count, least);
            if (segment.peak.over(count, least, stamp.atNanos())) tell(vlan, segment, count, stamp, context);
            segment.fresh.forEach((mac, quiet) -> {
                if (!(flood && quiet) && context.limit().room("cards", known.size(), KNOWN_MAX))
                    known.add(mac << 12 | vlan);
            });
            segment.fresh.clear();
            segment.frames.clear();
        });
    }

    private static void tell(int vlan, Segment segment, int count, Stamp stamp, Context context) {
        Situation s = Situation.CARDS_FLOOD;
        Address first = Address.mac(segment.first);
        String where = vlan == 0 ? "" : " in VLAN " + vlan;
        String more = count >= FRESH_MAX ? " and more" : "";
        String unit = "new hardware addresses a minute that say one thing";
        context.desk()
                .raise(new Finding(
                        s,
                        "VLAN " + vlan,
                        stamp,
                        first,
                        null,
                        "",
                        null,
                        s.title,
                        count + more + " hardware addresses that were never heard before sent one or two frames each"
                                + where + " within a minute, the first " + Address.macText(segment.first)
                                + "; none was answered.",
                        segment.peak.expected(unit),
                        "never seen in ordinary operation",
                        s.consequence,
                        s.neverHidden,
                        List.copyOf(segment.frames),
                        List.of(Part.involved(first)),
                        "cards VLAN " + vlan,
                        segment.peak.explanation(count, unit, "normal if they spoke again or were answered")));
    }
}
