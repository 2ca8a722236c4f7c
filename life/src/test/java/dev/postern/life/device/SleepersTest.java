package dev.postern.life.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.Site;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Devices that sleep when the day ends. */
class SleepersTest {
    private static final int DEVICES = 6_000;
    private static final int DAY = 1440;

    @Test
    void eachIsAskedOnceADayWithinAnHourAndFewInOneMinute() {
        int[] asked = new int[DAY];
        for (int host = 0; host < DEVICES; host++) {
            DeviceLife device = new DeviceLife(Site.ip(host + 1), 0);
            for (int minute = 0; minute < DAY; minute++) if (device.isAskedAsleep(minute)) asked[minute]++;
        }
        assertThat(Arrays.stream(asked).sum()).isEqualTo(DEVICES);
        assertThat(Arrays.stream(asked).max().orElseThrow()).isLessThan(2 * DEVICES / 60);
        for (int minute = 59; minute < DAY - 1; minute++)
            assertThat(asked[minute]).isZero();
    }
}
