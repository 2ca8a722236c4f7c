package dev.postern.life.chance;

import dev.postern.model.Channel;
import dev.postern.model.Derivation;
import java.util.Arrays;

/**
 * Makes the small p-values of one kind true at this site, larger or smaller: how often one was as small before, by half nats of -ln p, as long as that is known from
 * {@link #SURE} of them, and beyond a generalised Pareto distribution of how far they went, by moments, shrunk to the slope that all exceedances have and these to the
 * exponential of a calibrated p (Pickands 1975; Hosking and Wallis 1987). With {@link #THRESHOLD_P} of all tests exceeding and few seen, it changes nothing. At most 220 octets.
 */
public final class Tail {
    /** Tests with a p below this are exceedances. */
    public static final double THRESHOLD_P = 0.05;

    /** Tests remembered of what all devices share; older ones fade. */
    private static final double MEMORY_TESTS = 2e6;

    private static final double THRESHOLD = -Math.log(THRESHOLD_P);
    private static final double PRIOR_TESTS = 400;
    private static final double PRIOR_EXCESSES = 40;
    private static final double WIDTH = 0.5;
    private static final int STEPS = 40;
    /** A share of so many or more is believed as it was counted. */
    private static final double SURE = 20;

    /** Where tests were taken for fewer than they are. */
    private static final double RATE_MOST = 0.99;

    private static final double SHAPE_MOST = 0.45;

    private final double memory;
    private double tests;
    private float[] steps = {};

    public Tail() {
        this(MEMORY_TESTS);
    }

    /** @param memory tests that are remembered before older ones fade */
    public Tail(double memory) {
        this.memory = memory;
    }

    /** Counts {@code count} tests, whatever came out. */
    public void tested(long count) {
        tests += count;
        if (tests <= memory) return;
        tests /= 2;
        for (int i = 0; i < steps.length; i++) steps[i] /= 2;
    }

    /** Learns one p-value; what is above the threshold is only counted, by {@link #tested}. */
    public void learn(double p) {
        if (p >= THRESHOLD_P) return;
        int step = step(p);
        if (step >= steps.length) steps = Arrays.copyOf(steps, step + 1);
        steps[step]++;
    }

    /** Takes back what was learned of one p-value; that it was tested stays. */
    public void forget(double p) {
        if (p >= THRESHOLD_P) return;
        int step = step(p);
        if (step < steps.length) steps[step] = Math.max(0, steps[step] - 1);
    }

    private static int step(double p) {
        return Math.clamp((int) ((-Math.log(p) - THRESHOLD) / WIDTH), 0, STEPS - 1);
    }

    public double tests() {
        return tests;
    }

    /**
     * How many tests had {@code p}, give or take half a nat, or less: one and the same errand has the same p each time.
     *
     * @param p below the threshold
     */
    public double known(double p) {
        return above(step(p));
    }

    private double above(int step) {
        double sum = 0;
        for (int i = step; i < steps.length; i++) sum += steps[i];
        return sum;
    }

    /**
     * What {@code p} is worth where many devices share the tail of a channel: no less than it says. Most of them are quiet, and a device that has such a minute each day must not
     * be told by the silence of the others that this is rare; what is rare for the device is for {@link Verdict} to say. What hardly ever happens to anybody has one
     * model for all: there they may.
     */
    public static double weigh(Channel channel, double p, Derivation.Tail learned) {
        boolean common = channel == Channel.COUNT_LOGINS || channel == Channel.COUNT_SILENT;
        double weighed = recalibrate(p, learned);
        return common ? weighed : Math.max(p, weighed);
    }

    /** How often a test gives {@code p} or less here. */
    public double recalibrate(double p) {
        return recalibrate(p, at(p));
    }

    /** What it has learned, as far as it concerns {@code p}. */
    public Derivation.Tail at(double p) {
        double far = -Math.log(p) - THRESHOLD;
        double excesses = above(0);
        if (far <= 0) {
            double scale = THRESHOLD / -Math.log(Math.min(RATE_MOST, rate(0, excesses)));
            return new Derivation.Tail(tests, excesses, 0, 1, scale, 0);
        }
        int sure = steps.length;
        double beyond = 0;
        while (sure > 0 && beyond < SURE) beyond += steps[--sure];
        if (far < sure * WIDTH) {
            int step = (int) (far / WIDTH);
            double rate = rate(step, above(step));
            double next = rate(step + 1, above(step + 1));
            return new Derivation.Tail(
                    tests, excesses, THRESHOLD + step * WIDTH, rate, WIDTH / Math.log(rate / next), 0);
        }
        return pareto(excesses, sure, beyond);
    }

    /** The piece beyond step {@code from}, which {@code beyond} exceeded. */
    private Derivation.Tail pareto(double excesses, int from, double beyond) {
        double usual = from == 0 ? 1 : (moment(0, 1) + PRIOR_EXCESSES) / (excesses + PRIOR_EXCESSES);
        double mean = (moment(from, 1) + PRIOR_EXCESSES * usual) / (beyond + PRIOR_EXCESSES);
        double second = (moment(from, 2) + PRIOR_EXCESSES * 2 * usual * usual) / (beyond + PRIOR_EXCESSES);
        double ratio = mean * mean / Math.max(second - mean * mean, 1e-9);
        double shape = Math.clamp(0.5 * (1 - ratio), 0.0, SHAPE_MOST);
        double scale = shape == 0 ? mean : 0.5 * mean * (ratio + 1);
        return new Derivation.Tail(tests, excesses, THRESHOLD + from * WIDTH, rate(from, beyond), scale, shape);
    }

    private double moment(int from, int power) {
        double sum = 0;
        for (int i = from; i < steps.length; i++) sum += steps[i] * Math.pow((i - from + 0.5) * WIDTH, power);
        return sum;
    }

    private double rate(int step, double above) {
        return (above + PRIOR_TESTS * THRESHOLD_P * Math.exp(-step * WIDTH)) / (tests + PRIOR_TESTS);
    }

    /** The same for a tail that has learned this much. */
    public static double recalibrate(double p, Derivation.Tail learned) {
        double far = (-Math.log(p) - learned.from()) / learned.scale();
        double shape = learned.shape();
        double survival = shape < 1e-6 ? Math.exp(-far) : Math.pow(1 + shape * far, -1 / shape);
        return Chance.bounded(learned.rate() * survival);
    }
}
