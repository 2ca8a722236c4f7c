package dev.postern.evaluate;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All figures of one run.
 *
 * @param part of the page to which it belongs
 * @param run its name
 * @param variant {@code plain}, or how the data differed from what was recorded
 * @param stretches judged one by one
 * @param deviceDays watched in all
 * @param shipped what the product showed by itself
 * @param learning the same of attacks that came while it still learned, for who learns is not silent; null where none did
 * @param budgets by detector, the product first: at each of {@link Scoring#BUDGETS}
 */
public record Measured(
        Page.Part part,
        String run,
        String variant,
        String note,
        int stretches,
        double days,
        double deviceDays,
        Figures shipped,
        Figures learning,
        Map<String, List<Figures>> budgets,
        Calibration calibration,
        Cost cost) {
    /** Name of the product among the detectors. */
    public static final String PRODUCT = "Postern";

    /** Attacks that were told of while the home learned or when they came again, and all that came; null where none came while it learned. */
    Figures.Tally toldAtAll() {
        if (learning == null) return null;
        Map<String, Boolean> told = new TreeMap<>();
        shipped.outcomes().addTo(told);
        learning.outcomes().addTo(told);
        return new Figures.Tally(Collections.frequency(told.values(), true), told.size());
    }
}
