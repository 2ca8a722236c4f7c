package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static dev.postern.analyst.Watched.ip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.Fellows;
import dev.postern.model.Anomaly;
import dev.postern.model.Incident;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Eight controllers and what they do day by day. */
class PeerGroupsTest {
    private static final int CONTROLLERS = 8;
    private static final String SERVER = "192.168.1.99";

    private final Watched site = new Watched();
    private Fellows fellows = Fellows.NONE;
    private int today;

    private static String controller(int number) {
        return "192.168.1." + (100 + number);
    }

    /** So many days, on each of which every controller does what is said, three times. */
    private PeerGroupsTest days(int count, BiConsumer<Integer, String> life) {
        for (int until = today + count; today < until; today++) {
            for (int hour = 3; hour < 18; hour += 5) {
                site.at(today * Watched.DAY + hour * 3_600.0);
                for (int i = 0; i < CONTROLLERS; i++) life.accept(i, controller(i));
                Fellows told = site.analyst.takeFellows();
                if (told != null) fellows = told;
            }
        }
        return this;
    }

    private void polled(int i, String controller) {
        site.traffic(HMI, HMI_MAC, controller, PLC_MAC + i, "modbus");
        site.polls(HMI, controller, "modbus");
    }

    private void asks(int i, String controller, String... services) {
        for (String service : services) site.traffic(controller, PLC_MAC + i, SERVER, OTHER_MAC, service);
    }

    /** The third one asks what no controller asks, and is polled all the same. */
    private void strangeThird(int i, String controller) {
        polled(i, controller);
        if (i == 3) asks(i, controller, "smb2", "http", "ldap");
    }

    private List<Anomaly> leavings() {
        return site.anomalies.stream().filter(a -> a.situation().equals("A13")).toList();
    }

    private List<Integer> groups() {
        return IntStream.range(0, CONTROLLERS)
                .map(i -> fellows.groupOf(ip(controller(i))))
                .boxed()
                .toList();
    }

    @Test
    void whoDoesTheSameForThreeDaysIsOneGroupThatSaysWhatItDoes() {
        days(3, this::polled);
        assertThat(groups()).containsOnly(0);
        days(1, this::polled);
        assertThat(groups()).containsOnly(1);
        assertThat(fellows.name(1)).isEqualTo("role controller, serves modbus");
        assertThat(fellows.groupOf(ip(HMI))).isZero();
    }

    @Test
    void aControllerThatLeavesItsGroupIsToldOnceAsANoticeWithWhatItDoesNow() {
        days(14, this::polled).days(40, this::strangeThird);
        assertThat(leavings()).singleElement().satisfies(a -> {
            assertThat(a.device()).isEqualTo(ip(controller(3)));
            assertThat(a.seen())
                    .contains("asks http as none of them, asks ldap as none of them and asks smb2 as none of them")
                    .doesNotContain("serves modbus");
            assertThat(a.expected())
                    .startsWith("Of 7 others of the role controller most do this day by day: serves modbus.");
            assertThat(a.explanation().groupSize()).isEqualTo(7);
            assertThat(a.explanation().middle()).isEqualTo(1, org.assertj.core.api.Assertions.within(0.1));
            assertThat(a.explanation().seen()).isLessThan(0.5);
            assertThat(a.evidence()).hasSize(3);
        });
        Incident told = site.incidents.values().stream()
                .filter(i -> i.anomalies().contains(leavings().getFirst().id()))
                .findFirst()
                .orElseThrow();
        assertThat(told.tier()).isEqualTo(Incident.Tier.NOTICE);
        assertThat(groups().get(3)).isZero();
    }

    @Test
    void aDeviceThatGoesOnAtAnotherRateIsAnother() {
        days(14, this::polled).days(6, (i, controller) -> {
            for (int k = 0; k < (i == 5 ? 20 : 1); k++) polled(i, controller);
        });
        assertThat(leavings())
                .singleElement()
                .satisfies(a -> assertThat(a.seen()).contains("serves modbus at another rate"));
    }

    @Test
    void threeOddDaysAreNoLeavingAndNeitherIsAWeekOfRest() {
        days(14, this::polled).days(3, this::strangeThird);
        days(7, (i, controller) -> {
            if (i != 3) polled(i, controller);
        });
        days(10, this::polled);
        assertThat(leavings()).isEmpty();
        assertThat(groups()).containsOnly(1);
    }

    @Test
    void whatMostOfTheGroupDoFromOneDayOnIsNobodysLeaving() {
        days(14, this::polled).days(14, (i, controller) -> {
            polled(i, controller);
            if (i != 6) asks(i, controller, "smb2", "http", "ldap");
        });
        assertThat(leavings()).isEmpty();
    }

    @Test
    void aGroupThatSplitsInTwoTellsOfNeitherHalf() {
        days(14, this::polled).days(14, (i, controller) -> {
            polled(i, controller);
            if (i % 2 == 0) asks(i, controller, "smb2", "http", "ldap", "dns");
        });
        assertThat(leavings()).isEmpty();
        assertThat(groups().get(0)).isNotEqualTo(groups().get(1)).isEqualTo(groups().get(2));
    }

    @Test
    void aWorksThatIsRebuiltTellsOfNobody() {
        days(14, this::polled).days(14, (i, controller) -> {
            if (i < 4) polled(i, controller);
            else asks(i, controller, "own " + i, "other " + i);
        });
        assertThat(leavings()).isEmpty();
        assertThat(groups().subList(4, 8)).containsOnly(0);
    }

    @Test
    void whoGoesToAndFroIsToldOnceInNinetyDays() {
        for (int i = 0; i < 3; i++) days(20, this::polled).days(10, this::strangeThird);
        assertThat(leavings()).hasSize(1);
        days(60, this::polled).days(10, this::strangeThird);
        assertThat(leavings()).hasSize(2);
    }

    @Test
    void whoCameThisWeekLeavesWithoutAWord() {
        days(6, this::polled).days(20, this::strangeThird);
        assertThat(leavings()).isEmpty();
    }

    @Test
    void whatTheyAllBeginToDoIsInTheNameThatTheDevicesAreTold() {
        days(14, this::polled).days(5, (i, controller) -> {
            polled(i, controller);
            asks(i, controller, "ntp");
        });
        assertThat(groups()).containsOnly(1);
        assertThat(fellows.name(1)).isEqualTo("role controller, asks ntp and serves modbus");
    }

    @Test
    void whoIsForgottenIsNoFellowToTheDevicesEither() {
        days(14, this::polled);
        assertThat(groups()).containsOnly(1);
        days(62, (i, controller) -> {
            if (i != 3) polled(i, controller);
        });
        assertThat(groups().get(3)).isZero();
        assertThat(groups().get(4)).isEqualTo(1);
    }
}
