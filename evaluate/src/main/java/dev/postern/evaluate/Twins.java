package dev.postern.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was said of harmless events, each kind once a stretch: raised if any incident rang within one, joined if one that was there before took in what
 * would be a notice alone, told if anything shown has an alarm there. What lies within an attack as well is said of that.
 */
final class Twins {
    final Map<String, Figures.Tally> raised = new TreeMap<>();
    final Map<String, Figures.Tally> joined = new TreeMap<>();
    final Map<String, Figures.Tally> told = new TreeMap<>();

    void add(Truth truth, List<Story> shown) {
        Map<String, List<Span>> kinds = new TreeMap<>();
        for (Span span : truth.harmless())
            if (!span.what().isEmpty())
                kinds.computeIfAbsent(span.what(), _ -> new ArrayList<>()).add(span);
        kinds.forEach((kind, spans) -> {
            Windows windows = Windows.of(spans);
            boolean rings = false;
            boolean joins = false;
            boolean any = false;
            for (Story story : shown)
                for (Alarm alarm : story.alarms()) {
                    if (!windows.cover(alarm) || truth.isAttack(alarm)) continue;
                    any = true;
                    rings |= story.rings(alarm);
                    joins |= story.incident() && !story.rings(alarm);
                }
            count(raised, kind, rings);
            count(joined, kind, joins && !rings);
            count(told, kind, any);
        });
    }

    static void count(Map<String, Figures.Tally> tallies, String kind, boolean one) {
        tallies.put(kind, tallies.getOrDefault(kind, new Figures.Tally(0, 0)).plus(one));
    }
}
