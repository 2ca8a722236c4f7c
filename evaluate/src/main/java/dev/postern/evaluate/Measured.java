package dev.postern.evaluate;

import java.util.List;
import java.util.Map;

/**
 * All figures of one run.
 *
 * @param part of the page to which it belongs
 * @param run its name
 * @param variant {@code plain}, or how the data differed from what was recorded
 * @param stretches judged one by one
 * @param deviceDays watched in all
 * @param shipped what the product showed by itself
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
        Map<String, List<Figures>> budgets,
        Calibration calibration,
        Cost cost) {
    /** Name of the product among the detectors. */
    public static final String PRODUCT = "Postern";
}
