package dev.postern.life.habit;

import dev.postern.life.chance.Law;
import java.util.Arrays;

/**
 * Do visits keep a beat? The Rayleigh statistic (mean resultant length of the phases, Mardia and Jupp 2000 section 6.3) at {@value #PERIODS}
 * log-spaced periods around the median interval; visits that were missed, if fewer than half, do not disturb it, since a multiple of the period
 * has the same phase. p is bounded by that of the best period times their number. Rhythms that people and calendars have are no beat.
 */
public final class Beat {
    public static final int PERIODS = 64;
    /** Fewer visits say nothing. */
    static final int VISITS_MIN = 7;

    /** Of the median interval; half of a period has the same phases and must stay outside. */
    private static final double NARROWEST = 0.7;

    private static final double WIDEST = 1.5;
    /** Of the period: nearer than that to a human cycle it is taken for one. */
    private static final double CYCLE_MARGIN = 0.06;

    private static final double HOUR = 3600;
    /** Shift, half a day, day, week. */
    private static final double[] CYCLES = {8 * HOUR, 12 * HOUR, 24 * HOUR, 168 * HOUR};

    private int visits;
    private double period;
    private double strength;
    private double p = 1;

    /** @param seconds of the visits, ascending */
    public static Beat of(long[] seconds) {
        Beat beat = new Beat();
        if (seconds.length < VISITS_MIN) return beat;
        long[] gaps = new long[seconds.length - 1];
        for (int i = 0; i < gaps.length; i++) gaps[i] = seconds[i + 1] - seconds[i];
        Arrays.sort(gaps);
        double median = gaps[gaps.length / 2];
        for (int i = 0; i < PERIODS; i++)
            beat.hear(seconds, median * NARROWEST * Math.pow(WIDEST / NARROWEST, i / (PERIODS - 1.0)));
        if (isHuman(beat.period)) beat.p = 1;
        return beat;
    }

    private void hear(long[] seconds, double candidate) {
        double cosines = 0;
        double sines = 0;
        for (long second : seconds) {
            double phase = 2 * Math.PI * ((second - seconds[0]) / candidate);
            cosines += Math.cos(phase);
            sines += Math.sin(phase);
        }
        int n = seconds.length;
        double length = Math.sqrt(cosines * cosines + sines * sines) / n;
        if (length <= strength) return;
        strength = length;
        period = candidate;
        visits = n;
        p = Law.BEAT.p(numbers(0));
    }

    static boolean isHuman(double seconds) {
        for (double cycle : CYCLES) if (Math.abs(seconds - cycle) <= CYCLE_MARGIN * cycle) return true;
        return false;
    }

    public double periodSeconds() {
        return period;
    }

    /** Mean resultant length, 0 to 1. */
    public double strength() {
        return strength;
    }

    public double p() {
        return p;
    }

    /**
     * For {@link Law#BEAT}, whose tail is that of Wilkie 1983.
     *
     * @param fresh chance that a new beat begins
     */
    public double[] numbers(double fresh) {
        return new double[] {visits, strength, PERIODS, fresh};
    }
}
