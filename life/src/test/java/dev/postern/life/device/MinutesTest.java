package dev.postern.life.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.Settings;
import dev.postern.life.chance.Cauchy;
import dev.postern.life.chance.Verdict;
import dev.postern.model.Address;
import dev.postern.model.Derivation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/**
 * On a synthetic null a minute with a p of 1e-2 or 1e-3 comes about as often as it says, whether the models say too little, too much, or sleep: thirty devices, no two alike, in
 * a fortnight of which one week is learned. Seeded.
 */
class MinutesTest {
    private static final int DEVICES = 30;
    private static final int WEEK = 7 * 1440;
    private static final double KNOWN_P = 0.05;

    private final Lessons lessons = new Lessons();
    private final Minutes minutes = new Minutes(lessons);
    private final List<DeviceLife> devices = new ArrayList<>();

    {
        for (int i = 0; i < DEVICES; i++) devices.add(new DeviceLife(Address.ipv4(0x0A000001 + i), 0));
    }

    /** A minute of one device, of whose tests those with a small p are known. */
    private double judge(DeviceLife device, int minute, int tests, double... signals) {
        double sum = 0;
        for (double one : signals) if (one < KNOWN_P) sum += Cauchy.term(one);
        if (sum == 0) {
            minutes.calm(device, minute);
            return 1;
        }
        double p = Verdict.p(sum, tests, minutes.judge(device, sum, tests, minute));
        minutes.learn();
        return p;
    }

    /** @param loudness 1 for true p-values; below, small ones are rarer than they say; above, more frequent */
    private long[] seen(long seed, double loudness) {
        Random random = new Random(seed);
        for (int minute = 0; minute < WEEK; minute++) week(random, loudness, minute);
        long tests = minutes.verdicts().tests();
        long[] before = {minutes.verdicts().atMost(2), minutes.verdicts().atMost(3)};
        for (int minute = WEEK; minute < 2 * WEEK; minute++) week(random, loudness, minute);
        return new long[] {
            minutes.verdicts().tests() - tests,
            minutes.verdicts().atMost(2) - before[0],
            minutes.verdicts().atMost(3) - before[1]
        };
    }

    private void week(Random random, double loudness, int minute) {
        for (int i = 0; i < DEVICES; i++) {
            // From a sensor that is asked three things to a server of whose hundreds of tests hardly one is made.
            double asked = i % 3 == 0 ? 3 : 1;
            double[] p = new double[(int) asked];
            double common = random.nextDouble();
            for (int k = 0; k < p.length; k++) {
                double own = random.nextInt(3) == 0 ? common : random.nextDouble();
                p[k] = Math.pow(own, 1 / loudness);
            }
            judge(devices.get(i), minute, 5 + 13 * i, p);
        }
    }

    @Property(tries = 6, seed = "22")
    void minutesAreAsRareAsTheyAreSaidToBe(
            @ForAll @DoubleRange(min = 0.6, max = 1.6) double loudness, @ForAll long seed) {
        long[] seen = new MinutesTest().seen(seed, loudness);
        assertThat(seen[1] / (1e-2 * seen[0])).as("1e-2 of %s", loudness).isBetween(0.5, 2.0);
        assertThat(seen[2] / (1e-3 * seen[0])).as("1e-3 of %s", loudness).isBetween(0.5, 2.0);
    }

    /** A relay has an event three times a day, whatever the silence of the others; one of them that never had one has something new. */
    @Test
    void aDeviceIsComparedWithItselfBeforeItIsComparedWithOthers() {
        Random random = new Random(4);
        for (int minute = 0; minute < WEEK; minute++)
            for (int i = 0; i < DEVICES; i++)
                judge(devices.get(i), minute, 30, i == 0 && random.nextInt(480) == 0 ? 4e-6 : 1);
        double relay = judge(devices.get(0), WEEK, 30, 4e-6);
        double other = judge(devices.get(1), WEEK, 30, 4e-6);
        assertThat(relay).isGreaterThan(Settings.defaults().windowP());
        assertThat(other).isLessThan(relay / 3);
    }

    @Test
    void nothingLearnedYetLeavesTheVerdictToTheNumberOfTests() {
        assertThat(judge(devices.getFirst(), 0, 100, 1e-9)).isBetween(0.9e-7, 1.1e-7);
    }

    /** Or whoever floods often enough, would make floods ordinary. */
    @Test
    void whatBelongsToAnIncidentIsTakenBack() {
        for (int minute = 0; minute < WEEK; minute++) for (DeviceLife device : devices) judge(device, minute, 30, 1);
        double first = judge(devices.getFirst(), WEEK, 30, 1e-9);
        for (int i = 1; i < 60; i++) judge(devices.getFirst(), WEEK + i, 30, 1e-9);
        assertThat(judge(devices.getFirst(), WEEK + 60, 30, 1e-9))
                .as("learned at once")
                .isGreaterThan(100 * first);
        lessons.takeBack(devices.getFirst().address, WEEK);
        assertThat(judge(devices.getFirst(), WEEK + 61, 30, 1e-9)).isLessThan(1.5 * first);
    }

    @Test
    void whatIsLongAgoStaysLearned() {
        for (int minute = 0; minute < WEEK; minute++) for (DeviceLife device : devices) judge(device, minute, 30, 1);
        for (int i = 0; i < 60; i++) judge(devices.getFirst(), WEEK + i, 30, 1e-9);
        lessons.close(WEEK + 60 + 72 * 60);
        lessons.takeBack(devices.getFirst().address, WEEK);
        double score = Verdict.score(Cauchy.term(1e-9));
        Derivation.Standing standing = minutes.judge(devices.getFirst(), Cauchy.term(1e-9), 30, 2 * WEEK);
        assertThat(standing.asRare()).isGreaterThan(20);
        assertThat(score).isCloseTo(1e-9, org.assertj.core.data.Percentage.withPercentage(1));
    }
}
