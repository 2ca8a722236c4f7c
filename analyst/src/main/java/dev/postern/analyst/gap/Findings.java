package dev.postern.analyst.gap;

import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.situation.Context;
import dev.postern.analyst.situation.Finding;
import dev.postern.analyst.situation.Part;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Address;
import dev.postern.model.GapReport.Inference;
import dev.postern.model.Stamp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Tells inferences about what joins networks when they are first drawn, and not only in the report: one host on two segments (E3), wireless, cellular and
 * hidden machines (E5), remote access and tunnels (E6), visitors (E7), what was carried in (E8), relays (D10), second ways (E2). Each once.
 */
public final class Findings {
    /** So often it is looked; a look costs what is known of the site. */
    private static final long LOOK_NANOS = 10 * Settings.MINUTE_NANOS;

    private static final int TOLD_MAX = 4_096;
    private static final double SURE_MIN = 0.5;
    /** What was carried in is never surer, and worth a look. */
    private static final double CARRIED_MIN = 0.4;

    private static final Map<String, Situation> NAMES = Map.ofEntries(
            Map.entry("one machine in two networks", Situation.TWO_PLACES),
            Map.entry("address translation", Situation.HIDDEN_MACHINES),
            Map.entry("phone or tablet", Situation.HIDDEN_MACHINES),
            Map.entry("cellular equipment", Situation.HIDDEN_MACHINES),
            Map.entry("remote access tool", Situation.TUNNEL),
            Map.entry("tunnel over names", Situation.TUNNEL),
            Map.entry("tunnel over pings", Situation.TUNNEL),
            Map.entry("visitor", Situation.GUEST),
            Map.entry("carried in", Situation.CARRIED_IN),
            Map.entry("relay", Situation.RELAY),
            Map.entry("second router", Situation.SECOND_WAY),
            Map.entry("firewall", Situation.SECOND_WAY));

    private final HashSet<String> told = new HashSet<>();
    private long lookedNanos = Long.MIN_VALUE;

    /** The time for another look has come. */
    boolean due(long minuteNanos) {
        if (lookedNanos != Long.MIN_VALUE && minuteNanos - lookedNanos < LOOK_NANOS) return false;
        lookedNanos = minuteNanos;
        return true;
    }

    void tell(List<Inference> inferences, long minuteNanos, Context context) {
        for (Inference i : inferences) {
            Situation s = NAMES.get(i.kind());
            double least = s == Situation.CARRIED_IN ? CARRIED_MIN : SURE_MIN;
            if (s == null || i.confidence() < least || i.devices().isEmpty()) continue;
            String key = s.name() + i.devices();
            if (told.contains(key) || !context.limit().room("told inferences", told.size(), TOLD_MAX)) continue;
            told.add(key);
            context.desk().raise(finding(s, i, minuteNanos));
        }
    }

    private static Finding finding(Situation s, Inference i, long minuteNanos) {
        Address device = i.devices().getFirst();
        Address peer = i.devices().size() > 1 ? i.devices().get(1) : null;
        // It is known at the end of a minute, by a frame that came before.
        Stamp stamp = i.evidence().isEmpty()
                ? new Stamp(minuteNanos - 1, 0, 0, 0, false)
                : new Stamp(
                        minuteNanos - 1,
                        0,
                        i.evidence().getFirst().capture(),
                        i.evidence().getFirst().frame(),
                        false);
        List<Part> parts = new ArrayList<>();
        parts.add(Part.source(device));
        for (int d = 1; d < i.devices().size(); d++)
            parts.add(Part.involved(i.devices().get(d)));
        return new Finding(
                s,
                i.kind() + i.devices(),
                stamp,
                device,
                peer,
                "",
                null,
                s.title,
                i.sentence(),
                i.reason(),
                "first seen; sure to " + Math.round(100 * i.confidence()) + " %",
                s.consequence,
                s.neverHidden,
                i.evidence(),
                parts,
                "");
    }
}
