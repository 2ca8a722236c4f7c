package dev.postern.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

/** F3: one box that is silent, and what is reached through it. */
class GatewaysTest {
    private static final String SERIAL = "192.168.1.40";
    private static final long SERIAL_MAC = 0x0090_E801_0203L;
    private static final long ROUTER_MAC = 0x0000_5E00_0102L;

    private final Watched site = new Watched().plant();

    private void minutes(int count, boolean line, boolean router) {
        for (int i = 0; i < count; i++) {
            site.later(60).poll();
            site.traffic(Watched.STATION, Watched.STATION_MAC, Watched.PLC, Watched.PLC_MAC, "http");
            if (line) {
                site.traffic(Watched.HMI, Watched.HMI_MAC, SERIAL, SERIAL_MAC, "modbus");
                for (int unit = 1; unit <= 5; unit++) site.polls(Watched.HMI, SERIAL, "modbus", "" + unit);
            }
            for (int far = 1; router && far <= 6; far++)
                site.traffic(Watched.HMI, Watched.HMI_MAC, 64, "10.5.0." + far, ROUTER_MAC, 63, "dnp3", 10);
        }
    }

    private List<Anomaly> told() {
        return site.anomalies.stream().filter(a -> a.situation().equals("F3")).toList();
    }

    @Test
    void aSerialServerIsToldWithHowManyStationsAreBehindItAndOnce() {
        minutes(26 * 60, true, true);
        minutes(30, false, true);
        assertThat(told()).singleElement().satisfies(a -> {
            assertThat(a.device()).hasToString(SERIAL);
            assertThat(a.seen()).contains("5 stations").contains("3 minutes");
            assertThat(a.techniques()).contains("T0827");
        });
    }

    @Test
    void silenceBehindItBelongsToItsStory() {
        minutes(26 * 60, true, true);
        minutes(2, false, true);
        site.deviation(Channel.CYCLE_MISSED, Watched.HMI, SERIAL, Verb.READ, 1e-7);
        minutes(2, false, true);
        site.deviation(Channel.CYCLE_MISSED, Watched.STATION, SERIAL, Verb.READ, 1e-7);
        assertThat(site.incidents.values())
                .filteredOn(i -> i.anomalies().size() > 1)
                .singleElement()
                .satisfies(i -> assertThat(i.anomalies()).hasSize(3));
    }

    private List<Anomaly> joinedSilences(int pauseBefore) {
        minutes(13 * 60, true, true);
        minutes(pauseBefore, true, false);
        minutes(13 * 60, true, true);
        minutes(2, true, false);
        site.deviation(Channel.CYCLE_MISSED, Watched.HMI, "10.5.0.1", Verb.READ, 1e-7);
        site.deviation(Channel.CYCLE_MISSED, Watched.STATION, "10.5.0.2", Verb.READ, 1e-7);
        return site.incidents.values().stream()
                .filter(i -> i.anomalies().size() > 1)
                .flatMap(i -> i.anomalies().stream())
                .map(id -> site.anomalies.stream()
                        .filter(a -> a.id().equals(id))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    @Test
    void silencesBehindARouterThatIsQuietForLongerThanEverAreOneStory() {
        assertThat(joinedSilences(0)).hasSize(2);
    }

    @Test
    void inAPauseAsThereWasBeforeTheyAreTwo() {
        assertThat(joinedSilences(4)).isEmpty();
    }

    @Test
    void aRouterTakesItsAddressesWithIt() {
        minutes(26 * 60, true, true);
        minutes(5, true, false);
        assertThat(told()).singleElement().satisfies(a -> assertThat(a.seen()).contains("6 addresses"));
    }

    @Test
    void aShortPauseAsThereWasBeforeIsNone() {
        minutes(13 * 60, true, true);
        minutes(4, false, true);
        minutes(13 * 60, true, true);
        minutes(7, false, true);
        assertThat(told()).isEmpty();
        minutes(3, false, true);
        assertThat(told()).hasSize(1);
    }

    @Test
    void aMirrorPortThatShowsNothingIsNoGateway() {
        minutes(26 * 60, true, true);
        for (int i = 0; i < 10; i++) site.later(60);
        assertThat(told()).isEmpty();
    }

    @Test
    void stationsThatRefuseAreNotHeard() {
        minutes(26 * 60, true, true);
        for (int i = 0; i < 5; i++) {
            minutes(1, false, true);
            site.traffic(Watched.HMI, Watched.HMI_MAC, SERIAL, SERIAL_MAC, "modbus");
        }
        assertThat(told()).hasSize(1);
    }
}
