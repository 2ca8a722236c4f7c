package dev.postern.model;

import java.util.List;

/**
 * How far the air gap holds, by what was seen up to a moment: the verdict, what it rests on, and what could not be seen.
 *
 * @param sinceNanos the beginning of what was watched
 * @param atNanos everything before this was seen
 * @param stateSinceNanos since when {@code state} holds by what was seen
 * @param sentence the verdict for people
 * @param confidence 0 to 1; {@code confidenceWhy} is its derivation in words
 * @param attemptsLeftOut more than there is room for
 */
public record GapReport(
        long sinceNanos,
        long atNanos,
        State state,
        long stateSinceNanos,
        String sentence,
        double confidence,
        String confidenceWhy,
        List<Path> paths,
        List<Attempt> attempts,
        long attemptsLeftOut,
        List<Inference> inferences,
        List<Coverage> coverage,
        List<BlindSpot> blindSpots,
        List<Crossing> crossings) {
    public enum State {
        /** Nothing passed, as far as could be seen. */
        HOLDS,
        /** Nothing was seen to pass, but something points to a way. */
        DOUBTFUL,
        /** Something passed both ways. */
        OPEN,
        /** Too little was seen. */
        UNKNOWN
    }

    /**
     * A way between the outside and an inside host, as it was used.
     *
     * @param outside the public addresses at its far end, at most 8
     * @param outsideCount how many are known
     * @param fromOutside the outside side asked
     * @param answered packets went both ways
     * @param current used within the last week
     * @param hops from the outside inward, the far end left out
     * @param reach controllers that the inside host talks to, itself or over others; at most 8
     */
    public record Path(
            String id,
            Address host,
            List<Address> outside,
            long outsideCount,
            boolean fromOutside,
            boolean answered,
            boolean current,
            List<String> services,
            List<Hop> hops,
            List<Address> reach,
            long firstNanos,
            long lastNanos,
            long packets,
            double confidence,
            String sentence,
            List<FrameRef> evidence) {}

    /**
     * @param device id, or empty where only the address is known
     * @param what {@code gateway}, {@code host}, {@code proxy}, {@code relay}, {@code controller}
     * @param via service by which the hop before reaches this one, or empty
     */
    public record Hop(Address address, String device, String what, String via) {}

    /**
     * Something inside asked for the outside.
     *
     * @param kind {@code name}, {@code time}, {@code connection} or {@code proxy}
     * @param what the name or the public address, with its service
     * @param refused how often the answer was a refusal
     */
    public record Attempt(
            Address host,
            String kind,
            String what,
            long count,
            long refused,
            long firstNanos,
            long lastNanos,
            FrameRef frame) {}

    /**
     * Something that was not seen but follows from what was.
     *
     * @param reason what it follows from
     * @param outward leads out of the plant if it is true, and so puts the gap in doubt
     */
    public record Inference(
            String kind,
            String sentence,
            String reason,
            double confidence,
            boolean outward,
            List<Address> devices,
            long firstNanos,
            long lastNanos,
            List<FrameRef> evidence) {}

    /**
     * What is seen of one zone.
     *
     * @param devices heard in it
     * @param seen 0 to 1: the product of the shares
     */
    public record Coverage(String zone, int devices, double seen, List<Share> shares) {}

    /**
     * @param value 0 to 1
     * @param words how it came about
     */
    public record Share(String name, double value, String words) {}

    /**
     * @param zone empty for the whole site
     * @param remedy what to do about it
     */
    public record BlindSpot(String zone, String what, String remedy) {}

    /** What passes from one zone to another, all conversations together; one cell of the matrix. */
    public record Crossing(
            String from,
            String to,
            long conversations,
            long answered,
            long packets,
            long bytes,
            long firstNanos,
            long lastNanos) {}
}
