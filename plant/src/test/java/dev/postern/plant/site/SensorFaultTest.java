package dev.postern.plant.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SensorFaultTest {
    private static final long START = 1_772_409_600;
    private static final int MINUTE = 60;
    private static final int DAYS = 900;
    private static final double HEALTHY = 512.5;

    /** Lengths in seconds of what a sensor read wrongly in 900 days. */
    private static List<Long> faults(long seed) {
        SensorFault sensor = new SensorFault(seed, 500);
        List<Long> lengths = new ArrayList<>();
        long since = -1;
        for (long second = START; second < START + DAYS * 86_400L; second += MINUTE) {
            boolean wrong = sensor.read(second, HEALTHY) != HEALTHY;
            if (wrong && since < 0) since = second;
            if (!wrong && since >= 0) {
                lengths.add(second - since);
                since = -1;
            }
        }
        return lengths;
    }

    @Test
    void aSensorFailsAboutEveryTwoYearsAndIsRepairedWithinHours() {
        int faults = 0;
        for (int seed = 0; seed < 100; seed++) {
            List<Long> lengths = faults(seed);
            faults += lengths.size();
            assertThat(lengths).allMatch(length -> length >= 3_540 && length <= 11 * 3_600 + MINUTE);
        }
        assertThat(faults).isBetween(80, 160);
    }

    @Test
    void whatItReadsDoesNotDependOnWhoLooked() {
        SensorFault often = new SensorFault(7, 500);
        for (long second = START; second < START + 40 * 86_400L; second += MINUTE) {
            SensorFault once = new SensorFault(7, 500);
            assertThat(often.read(second, HEALTHY)).isEqualTo(once.read(second, HEALTHY));
        }
    }
}
