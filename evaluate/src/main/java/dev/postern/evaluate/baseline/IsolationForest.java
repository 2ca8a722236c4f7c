package dev.postern.evaluate.baseline;

import dev.postern.model.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Liu, Ting and Zhou, "Isolation forest" (ICDM 2008), on device minutes: 100 trees of 256 vectors each, out of a uniform sample of all so far, grown
 * after the first hour and anew each day. Score 2^(-E(h) / c(256)).
 */
final class IsolationForest implements Baseline {
    private static final int TREES = 100;
    private static final int SAMPLE = 256;
    private static final int DEPTH_MAX = 8;
    private static final int RESERVOIR = 8_192;
    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final long DAY_NANOS = 24 * HOUR_NANOS;
    private static final double EULER = 0.577_215_664_9;

    private static final class Node {
        private int feature = -1;
        private double split;
        private int size;
        private Node below;
        private Node above;
    }

    private final DeviceMinutes minutes = new DeviceMinutes();
    private final List<double[]> reservoir = new ArrayList<>();
    private List<Node> trees = new ArrayList<>();
    private long taken;
    private long growAtNanos = Long.MIN_VALUE;
    private long draws;

    @Override
    public String name() {
        return "isolation forest";
    }

    @Override
    public void observe(Observation observation, Alarms out) {
        minutes.observe(observation);
    }

    @Override
    public void close(long minuteNanos, Alarms out) {
        minutes.close((device, at, vector) -> {
            if (!trees.isEmpty()) out.raise(at, device, null, score(vector));
            keep(vector);
        });
        if (growAtNanos == Long.MIN_VALUE) growAtNanos = minuteNanos + HOUR_NANOS;
        if (minuteNanos >= growAtNanos && reservoir.size() >= SAMPLE) {
            grow();
            growAtNanos = minuteNanos + DAY_NANOS;
        }
    }

    /** Vitter's algorithm R. */
    private void keep(double[] vector) {
        taken++;
        if (reservoir.size() < RESERVOIR) {
            reservoir.add(vector);
            return;
        }
        long at = new SplittableRandom(++draws).nextLong(taken);
        if (at < RESERVOIR) reservoir.set((int) at, vector);
    }

    private void grow() {
        SplittableRandom dice = new SplittableRandom(++draws);
        trees = new ArrayList<>();
        for (int t = 0; t < TREES; t++) {
            List<double[]> sample = new ArrayList<>();
            for (int i = 0; i < SAMPLE; i++) sample.add(reservoir.get(dice.nextInt(reservoir.size())));
            trees.add(tree(sample, 0, dice));
        }
    }

    private static Node tree(List<double[]> sample, int depth, SplittableRandom dice) {
        Node node = new Node();
        node.size = sample.size();
        if (depth == DEPTH_MAX || sample.size() <= 1) return node;
        int feature = dice.nextInt(DeviceMinutes.FEATURES);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        // A feature that is the same in all cannot split; another one may.
        for (int tries = 0; tries < DeviceMinutes.FEATURES && !(low < high); tries++) {
            if (tries > 0) feature = (feature + 1) % DeviceMinutes.FEATURES;
            low = Double.POSITIVE_INFINITY;
            high = Double.NEGATIVE_INFINITY;
            for (double[] vector : sample) {
                low = Math.min(low, vector[feature]);
                high = Math.max(high, vector[feature]);
            }
        }
        if (!(low < high)) return node;
        node.feature = feature;
        node.split = low + dice.nextDouble() * (high - low);
        List<double[]> below = new ArrayList<>();
        List<double[]> above = new ArrayList<>();
        for (double[] vector : sample) (vector[feature] < node.split ? below : above).add(vector);
        node.below = tree(below, depth + 1, dice);
        node.above = tree(above, depth + 1, dice);
        return node;
    }

    private double score(double[] vector) {
        double sum = 0;
        for (Node tree : trees) {
            Node node = tree;
            int depth = 0;
            while (node.feature >= 0) {
                node = vector[node.feature] < node.split ? node.below : node.above;
                depth++;
            }
            sum += depth + usualDepth(node.size);
        }
        return Math.pow(2, -sum / trees.size() / usualDepth(SAMPLE));
    }

    /** c(n): mean depth at which a search among n fails. */
    private static double usualDepth(int n) {
        if (n <= 1) return 0;
        if (n == 2) return 1;
        return 2 * (Math.log(n - 1) + EULER) - 2.0 * (n - 1) / n;
    }
}
