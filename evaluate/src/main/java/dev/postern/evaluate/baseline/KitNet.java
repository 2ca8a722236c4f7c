package dev.postern.evaluate.baseline;

import dev.postern.model.Observation;
import java.util.ArrayList;
import java.util.List;

/**
 * Mirsky and others, "Kitsune: an ensemble of autoencoders for online network intrusion detection" (NDSS 2018): features that go together share a
 * small autoencoder, one more learns the errors of these, and its error is the score. Here on device minutes instead of the packet statistics of
 * the paper; it maps features over the first {@value #MAPPING} vectors, trains over the next {@value #TRAINING} and then only judges.
 */
final class KitNet implements Baseline {
    static final int MAPPING = 1_000;
    static final int TRAINING = 10_000;
    private static final int GROUP_MAX = 10;

    private final DeviceMinutes minutes = new DeviceMinutes();
    private final Correlation correlation = new Correlation(DeviceMinutes.FEATURES);
    private List<int[]> groups;
    private List<Autoencoder> ensemble;
    private Autoencoder output;
    private int seen;

    @Override
    public String name() {
        return "KitNET";
    }

    @Override
    public void observe(Observation observation, Alarms out) {
        minutes.observe(observation);
    }

    @Override
    public void close(long minuteNanos, Alarms out) {
        minutes.close((device, at, vector) -> {
            double score = take(vector);
            if (seen > MAPPING + TRAINING) out.raise(at, device, null, score);
        });
    }

    /** Learns while there is grace, judges after; 0 while mapping. */
    double take(double[] vector) {
        if (++seen <= MAPPING) {
            correlation.add(vector);
            if (seen == MAPPING) build();
            return 0;
        }
        boolean train = seen <= MAPPING + TRAINING;
        double[] errors = new double[groups.size()];
        for (int g = 0; g < errors.length; g++) {
            int[] group = groups.get(g);
            double[] part = new double[group.length];
            for (int i = 0; i < group.length; i++) part[i] = vector[group[i]];
            errors[g] = train ? ensemble.get(g).train(part) : ensemble.get(g).error(part);
        }
        return train ? output.train(errors) : output.error(errors);
    }

    private void build() {
        groups = correlation.groups(GROUP_MAX);
        ensemble = new ArrayList<>();
        for (int[] group : groups) ensemble.add(new Autoencoder(group.length, group[0]));
        output = new Autoencoder(groups.size(), DeviceMinutes.FEATURES);
    }

    /** Running correlations, and features joined from the closest on until a group would be too large. */
    static final class Correlation {
        private final int size;
        private final double[] sums;
        private final double[] products;
        private int count;

        Correlation(int size) {
            this.size = size;
            sums = new double[size];
            products = new double[size * size];
        }

        void add(double[] vector) {
            count++;
            for (int i = 0; i < size; i++) {
                sums[i] += vector[i];
                for (int j = 0; j < size; j++) products[i * size + j] += vector[i] * vector[j];
            }
        }

        private double covariance(int i, int j) {
            return products[i * size + j] / count - sums[i] / count * sums[j] / count;
        }

        private double distance(int i, int j) {
            double scale = Math.sqrt(covariance(i, i) * covariance(j, j));
            return scale < 1e-12 ? 1 : 1 - covariance(i, j) / scale;
        }

        /** Single linkage; merges that would make a group of more than {@code most} are left out. */
        List<int[]> groups(int most) {
            List<List<Integer>> groups = new ArrayList<>();
            for (int i = 0; i < size; i++) groups.add(new ArrayList<>(List.of(i)));
            while (true) {
                int a = -1;
                int b = -1;
                double nearest = 1;
                for (int i = 0; i < groups.size(); i++)
                    for (int j = i + 1; j < groups.size(); j++) {
                        double distance = distance(groups.get(i), groups.get(j));
                        if (distance < nearest
                                && groups.get(i).size() + groups.get(j).size() <= most) {
                            nearest = distance;
                            a = i;
                            b = j;
                        }
                    }
                if (a < 0) break;
                groups.get(a).addAll(groups.remove(b));
            }
            return groups.stream()
                    .map(g -> g.stream().mapToInt(Integer::intValue).toArray())
                    .toList();
        }

        private double distance(List<Integer> one, List<Integer> other) {
            double nearest = Double.POSITIVE_INFINITY;
            for (int i : one) for (int j : other) nearest = Math.min(nearest, distance(i, j));
            return nearest;
        }
    }
}
