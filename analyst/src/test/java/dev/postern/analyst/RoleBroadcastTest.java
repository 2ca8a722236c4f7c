package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.PLC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.RoleLinks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the site tells its devices of roles: after the first hour, then once a day of event time, however often it is asked. */
class RoleBroadcastTest {
    private static final int DAY_MINUTES = 1_440;

    private final Watched site = new Watched().plant();

    private RoleLinks at(int minute) {
        site.livesUntil(60.0 * minute);
        return site.analyst.takeRoles(Watched.nanosAt(60.0 * minute));
    }

    @Test
    void rolesAreToldAfterAnHourAndThenOnceADay() {
        assertThat(at(30)).isNull();
        assertThat(at(61)).isNotNull();
        assertThat(at(62)).isNull();
        assertThat(at(60 + DAY_MINUTES)).isNull();
        RoleLinks second = at(61 + DAY_MINUTES);
        assertThat(second.version()).isEqualTo(Watched.nanosAt(60.0 * (61 + DAY_MINUTES)) / 60_000_000_000L);
    }

    @Test
    void theyHoldWhoPlaysWhichRoleAndEachPairThatTalkedOnce() {
        RoleLinks told = at(61);
        String controller = site.deviceAt(PLC).role();
        String panel = site.deviceAt(HMI).role();
        assertThat(controller).isEqualTo("controller");
        assertThat(panel).isNotEmpty();
        assertThat(told)
                .usingRecursiveComparison()
                .isEqualTo(RoleLinks.of(
                        told.version(),
                        Map.of(Watched.ip(PLC), controller, Watched.ip(HMI), panel),
                        List.of(new RoleLinks.Link(Watched.ip(HMI), Watched.ip(PLC)))));
    }
}
