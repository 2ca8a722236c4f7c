package dev.postern.evaluate.baseline;

import dev.postern.model.Address;
import dev.postern.model.Observation;
import dev.postern.model.Traffic;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The beacon score of RITA (Active Countermeasures), for each pair of hosts once a day: the mean of six scores of the times between its
 * connections and of the bytes they carry: Bowley's skewness, the median absolute deviation about the median against 30 s and 32 bytes, the
 * number of connections against one in ten seconds, and how small the usual size is against 64 KiB. Here over all pairs, inside too: RITA itself looks
 * at those that lead outside.
 */
final class BeaconScore implements Baseline {
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final int CONNECTIONS_MIN = 5;
    private static final int CONNECTIONS_MAX = 20_000;

    private record Pair(Address client, Address server) {}

    private static final class Connections {
        private long[] atNanos = new long[8];
        private double[] bytes = new double[8];
        private int count;

        void add(long at, double size) {
            if (count == CONNECTIONS_MAX) return;
            if (count == atNanos.length) {
                atNanos = Arrays.copyOf(atNanos, 2 * count);
                bytes = Arrays.copyOf(bytes, 2 * count);
            }
            atNanos[count] = at;
            bytes[count++] = size;
        }
    }

    private final Map<Pair, Connections> pairs = new HashMap<>();
    private long day = Long.MIN_VALUE;

    @Override
    public String name() {
        return "RITA beacon score";
    }

    @Override
    public void observe(Observation observation, Alarms out) {
        if (!(observation instanceof Traffic traffic) || !traffic.first()) return;
        var talk = traffic.conversation();
        pairs.computeIfAbsent(new Pair(talk.client(), talk.server()), _ -> new Connections())
                .add(traffic.stamp().atNanos(), traffic.bytesUp());
    }

    @Override
    public void close(long minuteNanos, Alarms out) {
        long now = Math.floorDiv(minuteNanos, DAY_NANOS);
        if (now == day) return;
        if (day != Long.MIN_VALUE) {
            pairs.forEach((pair, connections) -> {
                if (connections.count >= CONNECTIONS_MIN)
                    out.raise(connections.atNanos[connections.count - 1], pair.client, pair.server, score(connections));
            });
            pairs.clear();
        }
        day = now;
    }

    static double score(double[] gapSeconds, double[] bytes, double seconds) {
        double time = regularity(gapSeconds, 30);
        double size = regularity(bytes, 32);
        double count = Math.min(1, bytes.length / Math.max(1, seconds / 10));
        double small = Math.max(0, 1 - median(bytes) / 65_535);
        return (2 * time + count + 2 * size + small) / 6;
    }

    private static double score(Connections connections) {
        long[] at = Arrays.copyOf(connections.atNanos, connections.count);
        Arrays.sort(at);
        double[] gaps = new double[at.length - 1];
        for (int i = 0; i < gaps.length; i++) gaps[i] = (at[i + 1] - at[i]) / 1e9;
        return score(gaps, Arrays.copyOf(connections.bytes, connections.count), (at[at.length - 1] - at[0]) / 1e9);
    }

    /** Mean of the scores of skewness and of deviation. */
    private static double regularity(double[] values, double deviationMax) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double low = quarter(sorted, 0.25);
        double middle = quarter(sorted, 0.5);
        double high = quarter(sorted, 0.75);
        double skew = high - low < 10 || middle == low || middle == high ? 0 : (low + high - 2 * middle) / (high - low);
        double[] off = new double[sorted.length];
        for (int i = 0; i < off.length; i++) off[i] = Math.abs(sorted[i] - middle);
        double deviation = Math.max(0, 1 - median(off) / deviationMax);
        return (1 - Math.abs(skew) + deviation) / 2;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return quarter(sorted, 0.5);
    }

    private static double quarter(double[] sorted, double at) {
        return sorted[(int) Math.round(at * (sorted.length - 1))];
    }
}
