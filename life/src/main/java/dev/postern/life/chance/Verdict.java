package dev.postern.life.chance;

import dev.postern.model.Derivation;

/**
 * What a device's minute comes to. Its signals are added up ({@link Cauchy}); how rare such a sum is, is first what the number of tests says, then how often any minute of
 * the site had as much, then more and more how often one of this device had: a beta-binomial whose mean is the site's. Devices are not alike, and a relay with an
 * event three times a day must not be judged by the silence of a hundred others, nor a quiet one by the noise of a busy one.
 */
public final class Verdict {
    /** Minutes for which the mere number of tests counts, where all devices are asked. */
    private static final double UNLEARNED_MINUTES = 1440;

    /** Minutes of a device for which all devices count. */
    private static final double SITE_MINUTES = 7 * 1440;

    /** Minutes of one device that are remembered before older ones fade by half: eight weeks. */
    private static final double MEMORY_MINUTES = 56 * 1440;

    /** However quiet the others are, a device is not told that it is rarer than so many times what its own record has. */
    private static final double LESS_MOST = 4;

    private Verdict() {}

    public static Tail ofDevice() {
        return new Tail(MEMORY_MINUTES);
    }

    /** The sum of all signals as a p-value of one test: what the tails learn. */
    public static double score(double sum) {
        return Cauchy.combine(sum, 1);
    }

    /** How often minutes were as surprising as this sum so far. */
    public static Derivation.Standing standing(double sum, int tests, Tail site, Tail device, Tail verdicts) {
        double score = score(sum);
        Derivation.Standing own =
                new Derivation.Standing(site.at(score), device.known(score), device.tests(), Derivation.Tail.NONE);
        return new Derivation.Standing(own.site(), own.asRare(), own.minutes(), verdicts.at(ofDevice(sum, tests, own)));
    }

    /** @param tests that the minute could have shown, surprising or not; at least 1 */
    public static double p(double sum, int tests, Derivation.Standing standing) {
        double own = ofDevice(sum, tests, standing);
        return Math.max(own / LESS_MOST, Tail.recalibrate(own, standing.verdicts()));
    }

    /** Before it is compared with what others came to. */
    public static double ofDevice(double sum, int tests, Derivation.Standing standing) {
        double unlearned = Cauchy.combine(sum, tests);
        double minutes = standing.site().tests();
        double site = Tail.recalibrate(score(sum), standing.site());
        double any = (minutes * site + UNLEARNED_MINUTES * unlearned) / (minutes + UNLEARNED_MINUTES);
        return Chance.bounded((standing.asRare() + SITE_MINUTES * any) / (standing.minutes() + SITE_MINUTES));
    }
}
