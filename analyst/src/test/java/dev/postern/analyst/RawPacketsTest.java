package dev.postern.analyst;

import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.STATION;
import static dev.postern.analyst.Watched.STATION_MAC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Naming;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Incident.Tier;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a scanner's own packets betray, and what has many hop limits for another reason. */
class RawPacketsTest {
    private final Watched site = new Watched().plant();

    private void sends(String client, long card, int limit, double pause) {
        site.later(pause).traffic(client, card, limit, "192.168.2." + limit, OTHER_MAC, 64, "icmp", 1);
    }

    private long told() {
        return site.anomalies.stream()
                .filter(a -> Naming.situation(a) == Situation.RAW_PACKETS)
                .count();
    }

    private void lots(int packets, double pause) {
        Random lots = new Random(3);
        for (int i = 0; i < packets; i++) sends(STATION, STATION_MAC, 37 + lots.nextInt(23), pause);
    }

    @Test
    void hopLimitsDrawnByLotAreAnIncidentInTheFirstMinuteAndToldOnce() {
        lots(12, 0.1);
        assertThat(told()).isEqualTo(1);
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
        assertThat(site.only().narrative()).contains(STATION, "different hop limits");
        lots(200, 0.1);
        assertThat(told()).isEqualTo(1);
    }

    @Test
    void aPacketEveryHalfMinuteIsEnough() {
        lots(20, 30);
        assertThat(told()).isEqualTo(1);
    }

    @Test
    void aWayThatIsTracedBeginsWithOne() {
        for (int limit = 1; limit <= 64; limit++) sends(STATION, STATION_MAC, limit, 0.1);
        assertThat(told()).isZero();
    }

    @Test
    void whatComesFromBehindATranslatorOfAddressesIsAsFarApartAsItsWaysAreLong() {
        for (int i = 0; i < 100; i++) {
            int depth = i % 9;
            sends(STATION, STATION_MAC, (i / 9 % 2 == 0 ? 128 : 64) - depth, 1);
        }
        assertThat(told()).isZero();
    }

    @Test
    void manyMachinesThroughOneRouterAreManyMachines() {
        for (int i = 0; i < 20; i++) sends("192.168.7." + (10 + i), OTHER_MAC, 40 + i, 1);
        assertThat(told()).isZero();
    }

    @Test
    void aMachineWithALimitForEachProtocolIsOrdinary() {
        for (int i = 0; i < 50; i++)
            for (int limit : new int[] {1, 32, 64, 128, 255}) sends(STATION, STATION_MAC, limit, 1);
        assertThat(told()).isZero();
    }
}
