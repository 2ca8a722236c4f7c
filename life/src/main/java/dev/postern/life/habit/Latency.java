package dev.postern.life.habit;

import dev.postern.life.chance.Chance;
import java.util.Arrays;

/**
 * M6, how long a server takes to answer: the median over a minute of the logarithms, each against what its own request usually takes, so that a change
 * of the mix is no change of the server. Minutes lean on one another (AR(1)); what is judged is what is left of one after that, against its own spread
 * (Student t with at most four degrees of freedom, for servers have moods). An hour of load is one surprise; what stays becomes the habit.
 */
public final class Latency {
    private static final int SAMPLE = 15;
    private static final int SAMPLE_MIN = 5;
    private static final int MINUTES_MIN = 30;
    /** Capture stamps and schedulers do not let a median be known better than this share. */
    private static final double SCALE_LEAST = 0.03;

    private static final float SCALE_PRIOR = 0.3f;
    private static final double PRIOR_MINUTES = 8;
    private static final float MEMORY_MINUTES = 2000;
    private static final double WEIGHT_LEAST = 0.02;
    private static final double LEAN_MOST = 0.95;
    private static final double FREEDOM_MOST = 4;

    /** Octets of heap. */
    public static final int BYTES = Heap.object(45) + Heap.array(SAMPLE, 4);

    private float[] sample;
    private int sampled;
    private int answers;
    private float minutes;
    private float mean;
    private float scale = SCALE_PRIOR;
    private float before;
    private boolean hasBefore;
    private float square;
    private float product;
    private float median;
    private float expected;

    /** @param offset logarithm of the time, less what is usual for such a request */
    public void answer(double offset) {
        if (sample == null) sample = new float[SAMPLE];
        answers++;
        if (sampled < SAMPLE) sample[sampled++] = (float) offset;
        // A place that is drawn from the count alone: each answer of the minute is as likely to stay.
        else {
            long place = Long.remainderUnsigned(Hash.mix(answers), answers);
            if (place < SAMPLE) sample[(int) place] = (float) offset;
        }
    }

    /** A minute ends. @return two-sided p, or -1 where nothing was tested */
    public double close() {
        answers = 0;
        if (sampled < SAMPLE_MIN) {
            sampled = 0;
            hasBefore = false;
            return -1;
        }
        Arrays.sort(sample, 0, sampled);
        median = sample[sampled / 2];
        sampled = 0;
        expected = (float) (mean + (hasBefore ? lean() * before : 0));
        double residual = median - expected;
        double p = Chance.student(residual / scale(), Math.clamp(minutes / 10, 3.0, FREEDOM_MOST));
        boolean mature = minutes >= MINUTES_MIN;
        learn(residual, mature ? Math.clamp(p / 0.01, WEIGHT_LEAST, 1.0) : 1);
        return mature ? p : -1;
    }

    private void learn(double residual, double weight) {
        minutes = Math.min(minutes + 1, MEMORY_MINUTES);
        double step = weight / minutes;
        double reach = 4 * scale();
        double off = Math.clamp(median - mean, -2 * reach, 2 * reach);
        if (hasBefore) {
            square += step * (before * before - square);
            product += step * (before * off - product);
        }
        scale += step * (Math.min(Math.abs(residual), reach) - scale);
        mean += step * off;
        before = (float) off;
        hasBefore = true;
    }

    private double lean() {
        return square <= 0 ? 0 : Math.clamp(product / square, 0, LEAN_MOST);
    }

    /** Deviation of a residual: 1.25 times its mean size. */
    private double scale() {
        double known = (PRIOR_MINUTES * SCALE_PRIOR + minutes * 1.25 * scale) / (PRIOR_MINUTES + minutes);
        return Math.max(SCALE_LEAST, known);
    }

    /** How many times longer than a request of its kind usually takes: of the minute that ended, and as expected at {@code deviates}. */
    public double seen() {
        return Math.exp(median);
    }

    public double quantile(double deviates) {
        return Math.exp(expected + deviates * scale());
    }

    public long samples() {
        return Math.round(minutes);
    }
}
