package dev.postern.life.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.Fellows;
import dev.postern.life.RoleLinks;
import dev.postern.life.Site;
import dev.postern.life.habit.Hours;
import dev.postern.model.Address;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Six servers that are asked less at night, and a seventh that comes after a week; two that are never asked less. */
class SeasonsTest {
    private static final int DAY = 1440;
    private static final long MIDNIGHT = Math.floorDiv(Site.START, DAY * Site.MINUTE) * DAY * Site.MINUTE;
    private static final int NEW = 17;

    private final Site site = new Site();

    private static boolean isNight(int minute) {
        return minute % DAY < 6 * 60;
    }

    /** Minutes from midnight. */
    private void live(int from, int to, int servers) {
        for (int minute = from; minute < to; minute++)
            for (int i = 0; i < servers; i++)
                site.see(site.traffic(
                        MIDNIGHT + minute * Site.MINUTE + i * Site.SECOND,
                        1 + i,
                        11 + i,
                        "modbus",
                        isNight(minute) ? 20 : 100));
    }

    private DeviceLife device(int host) {
        return site.site.device(Site.ip(host), site.stamp(MIDNIGHT));
    }

    private void broadcast(String roleOfNew) {
        Map<Address, String> roles = new TreeMap<>();
        for (int i = 0; i < 6; i++) roles.put(Site.ip(11 + i), "controller");
        roles.put(Site.ip(NEW), roleOfNew);
        site.site.learn(RoleLinks.of(1, roles, List.of()));
    }

    @Test
    void aNewDeviceKnowsTheNightsOfItsLikeBeforeItsOwn() {
        live(8 * 60, 3 * DAY + 8 * 60, 6);
        broadcast("controller");
        live(3 * DAY + 8 * 60, 4 * DAY + 8 * 60, 6);
        live(4 * DAY + 8 * 60, 4 * DAY + 9 * 60, 7);
        DeviceLife young = device(NEW);
        double night = young.season.factor(4 * DAY + 3 * 60);
        double noon = young.season.factor(4 * DAY + 12 * 60);
        assertThat(night / noon).isBetween(0.15, 0.3);
        // Its first night: nothing about it is rare.
        live(4 * DAY + 9 * 60, 5 * DAY + 5 * 60, 7);
        assertThat(site.anomalies)
                .noneMatch(a -> a.device().equals(Site.ip(NEW)) && a.atNanos() > MIDNIGHT + 5L * DAY * Site.MINUTE);
    }

    @Test
    void theGroupGoesBeforeTheRole() {
        live(8 * 60, 2 * DAY, 6);
        TreeMap<Address, Integer> groups = new TreeMap<>();
        for (int i = 0; i < 6; i++) groups.put(Site.ip(11 + i), 1 + i / 3);
        broadcast("controller");
        site.site.learn(Fellows.of(groups, Map.of()));
        live(2 * DAY, 2 * DAY + 2 * 60, 6);
        Hours first = device(11).season.believed();
        assertThat(device(12).season.believed()).isSameAs(first);
        assertThat(device(14).season.believed()).isNotSameAs(first);
    }

    @Test
    void beforeTheFirstNightEndsNothingIsBelieved() {
        live(8 * 60, 20 * 60, 6);
        assertThat(device(11).season.believed()).isNull();
    }
}
