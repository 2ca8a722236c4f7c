package dev.postern.analyst.incident;

import dev.postern.analyst.inventory.Limit;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.word.Heed;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Threat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * The threat of each device as a recursive Bayes update. A p-value counts with 1 / (-e p ln p), the largest Bayes factor it can mean (Sellke,
 * Bayarri and Berger 2001); what is known without learning, with its consequence. The same situation counts once a day, at its strongest: what
 * repeats itself is no new evidence.
 */
public final class Threats {
    private static final int DEVICES_MAX = 20_000;
    private static final int REASONS_MAX = 5;
    /** One anomaly alone never convinces: it takes the odds to about one in ten at most. */
    private static final double FACTOR_MAX = 1e3;

    private final TreeMap<String, Level> levels = new TreeMap<>();

    /** Mutable. */
    static final class Level {
        double evidence;
        long atNanos;
        /** Code and day to the logarithm that was counted. */
        final TreeMap<String, Double> counted = new TreeMap<>();

        final ArrayList<Threat.Reason> reasons = new ArrayList<>();
        final TreeMap<String, Integer> consequences = new TreeMap<>();
        long day;
    }

    /** The largest Bayes factor an anomaly can mean, at least 1. */
    static double factor(Anomaly a, Heed heed) {
        if (heed.kind() == Heed.Kind.CONFIRMED) return FACTOR_MAX * FACTOR_MAX;
        if (a.channel() == Channel.KNOWLEDGE) return Math.max(1, a.consequence());
        return Math.clamp(bound(a.pvalue()), 1, FACTOR_MAX);
    }

    static double bound(double p) {
        return p >= 1 / Math.E ? 1 : 1 / (-Math.E * p * Math.log(p));
    }

    /** @return what is to be told of the device now; null if nothing changed */
    public Threat count(String device, Anomaly a, Heed heed, Limit limit) {
        if (heed.kind() == Heed.Kind.SILENT || heed.apart()) return null;
        Level level = levels.get(device);
        if (level == null) {
            if (!limit.room("threats", levels.size(), DEVICES_MAX)) return null;
            levels.put(device, level = new Level());
            level.atNanos = a.atNanos();
        }
        fade(level, a.atNanos());
        double factor = factor(a, heed);
        double before = level.counted.getOrDefault(a.situation(), 0.0);
        double fresh = Math.log(factor) - before;
        if (fresh <= 0) return null;
        level.counted.put(a.situation(), before + fresh);
        level.evidence += fresh;
        level.reasons.add(new Threat.Reason(a.id(), a.title(), factor, a.atNanos()));
        level.consequences.put(a.id(), a.consequence());
        keepWeightiest(level, a.atNanos());
        return new Threat(device, level.evidence, gravest(level), level.atNanos, List.copyOf(level.reasons));
    }

    private static void fade(Level level, long atNanos) {
        level.evidence *= Threat.left(level.atNanos, atNanos);
        level.atNanos = Math.max(level.atNanos, atNanos);
        long day = Math.floorDiv(level.atNanos, Settings.DAY_NANOS);
        if (day != level.day) level.counted.clear();
        level.day = day;
    }

    private static void keepWeightiest(Level level, long nowNanos) {
        level.reasons.sort(Comparator.comparingDouble(
                        (Threat.Reason r) -> -Math.log(r.factor()) * Threat.left(r.atNanos(), nowNanos))
                .thenComparing(Threat.Reason::anomaly));
        while (level.reasons.size() > REASONS_MAX)
            level.consequences.remove(level.reasons.removeLast().anomaly());
    }

    private static int gravest(Level level) {
        int gravest = 1;
        for (int consequence : level.consequences.values()) gravest = Math.max(gravest, consequence);
        return gravest;
    }
}
