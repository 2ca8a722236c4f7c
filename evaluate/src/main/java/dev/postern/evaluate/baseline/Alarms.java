package dev.postern.evaluate.baseline;

import dev.postern.evaluate.RankedAlarms;
import dev.postern.model.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the scores of one baseline: of each device and peer the highest of a minute. Within the first day of a life a score counts for as much
 * of itself as there is of the day, for nobody knows anything yet: it favours the baselines, which have no learning phase of their own.
 */
public final class Alarms {
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final double DAY_NANOS = 1_440.0 * MINUTE_NANOS;

    private record About(Address device, Address peer) {}

    private long bornNanos = Long.MIN_VALUE;
    private long minute = Long.MIN_VALUE;
    private final Map<About, RankedAlarms.Scored> ofMinute = new HashMap<>();
    private List<RankedAlarms.Scored> told = new ArrayList<>();

    Alarms() {}

    void at(long atNanos) {
        if (bornNanos == Long.MIN_VALUE) bornNanos = atNanos;
    }

    /**
     * @param peer null if it is about the device alone
     * @param score above 0, higher is stranger
     */
    void raise(long atNanos, Address device, Address peer, double score) {
        if (!(score > 0)) return;
        long in = Math.floorDiv(atNanos, MINUTE_NANOS);
        if (in != minute) flush();
        minute = in;
        double known = Math.clamp((atNanos - bornNanos) / DAY_NANOS, 1e-6, 1);
        var scored = new RankedAlarms.Scored(atNanos, device, peer, score * known);
        ofMinute.merge(new About(device, peer), scored, (a, b) -> b.score() > a.score() ? b : a);
    }

    private void flush() {
        told.addAll(ofMinute.values());
        ofMinute.clear();
    }

    /** All since the last call. */
    List<RankedAlarms.Scored> take() {
        flush();
        List<RankedAlarms.Scored> taken = told;
        told = new ArrayList<>();
        return taken;
    }
}
