package dev.postern.console;

import dev.postern.model.Footprint;
import java.util.List;

/**
 * How things stand, for the first screen. Times are epoch seconds.
 *
 * @param mode {@code demo}, {@code replay} or {@code watch}
 * @param time newest event time
 * @param memory what the pattern of life took at the last checkpoint
 */
public record Status(
        String mode,
        double time,
        GapState gap,
        Tiers incidents,
        Budget budget,
        long frames,
        long bytes,
        double framesPerSecond,
        long devices,
        long conversations,
        Footprint.Total memory,
        Learning learning,
        List<BlindSpot> blindSpots,
        List<Source> interfaces,
        List<News> today) {
    /** @param state {@code holds}, {@code doubtful}, {@code open} or {@code unknown} */
    public record GapState(String sentence, String state) {}

    public record Tiers(long incident, long notice, long observation) {}

    /** @param used incidents since midnight of event time */
    public record Budget(long used, long perDay) {}

    /** @param share 0 to 1 */
    public record Learning(double since, double share, String sentence) {}

    public record BlindSpot(String title, String text) {}

    /** @param dropped frames lost between wire and Postern */
    public record Source(String name, String state, long received, long dropped) {}

    /** @param device id, or empty */
    public record News(double time, String text, String device) {}
}
