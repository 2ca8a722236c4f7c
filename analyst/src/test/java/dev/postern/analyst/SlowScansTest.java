package dev.postern.analyst;

import static dev.postern.analyst.Watched.DAY;
import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static dev.postern.analyst.Watched.STATION;
import static dev.postern.analyst.Watched.STATION_MAC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.situation.Naming;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Anomaly;
import dev.postern.model.Conversation;
import dev.postern.model.Stamp;
import dev.postern.model.Traffic;
import dev.postern.model.Traffic.Opening;
import dev.postern.model.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;

/** D1 over weeks: one end an hour asked in vain, and clients that ask for those who are not there today. */
class SlowScansTest {
    private static final int HOUR = 3_600;

    private final Watched site = new Watched().plant();

    private void asks(String server, int port, Transport transport, Opening opening, long down) {
        Stamp stamp = site.stamp();
        boolean ports = transport == Transport.TCP || transport == Transport.UDP;
        site.accept(new Traffic(
                stamp,
                new Conversation(Watched.ip(STATION), Watched.ip(server), transport, ports ? 50_000 : 0, port, 0),
                ports ? "tcp/" + port : "arp",
                stamp.atNanos() / Settings.MINUTE_NANOS * Settings.MINUTE_NANOS,
                new Traffic.Side(1, 60, STATION_MAC, 64),
                new Traffic.Side(
                        down, 60 * down, down == 0 ? 0 : server.equals(PLC) ? PLC_MAC : OTHER_MAC, down == 0 ? 0 : 64),
                0,
                opening == Opening.REFUSED ? 1 : 0,
                opening,
                true,
                false));
    }

    private List<Anomaly> told() {
        site.minuteEnds();
        return site.anomalies.stream()
                .filter(a -> Naming.situation(a) == Situation.SLOW_SCAN)
                .toList();
    }

    @Test
    void oneAddressAnHourOverDaysIsToldOnce() {
        for (int hour = 0; hour < 7 * 24; hour++) {
            site.at(HOUR * hour + 60).poll();
            asks("192.168.1." + (60 + hour), 0x0806, Transport.ETHERNET, Opening.NONE, 0);
        }
        assertThat(told()).singleElement().satisfies(a -> {
            assertThat(a.device()).hasToString(STATION);
            assertThat(a.atNanos()).as("in the third day").isLessThan(Watched.nanosAt(3 * DAY));
            assertThat(a.evidence()).hasSize(8);
            assertThat(a.explanation().seen()).isGreaterThanOrEqualTo(24);
        });
    }

    @Test
    void onePortAnHourOfOneHostIsToldAsWell() {
        for (int hour = 0; hour < 4 * 24; hour++) {
            site.at(HOUR * hour + 60).poll();
            asks(PLC, 1 + hour, Transport.TCP, Opening.REFUSED, 1);
        }
        assertThat(told()).singleElement().satisfies(a -> assertThat(a.seen()).contains("ports that are shut"));
    }

    @Test
    void aClientWhoseServersComeAndGoIsNone() {
        for (int hour = 0; hour < 7 * 24; hour++) {
            site.at(HOUR * hour + 60).poll();
            for (int server = 0; server < 30; server++) {
                boolean there = (hour / 24 + server) % 3 == 0;
                if ((hour + server) % 7 == 0)
                    asks(
                            "192.168.1." + (60 + server),
                            445,
                            Transport.TCP,
                            there ? Opening.OPENED : Opening.UNANSWERED,
                            there ? 4 : 0);
            }
        }
        assertThat(told()).isEmpty();
    }

    @Test
    void aServerOfLeasesThatTriesAnAddressHearsFromItSoon() {
        for (int hour = 0; hour < 7 * 24; hour++) {
            site.at(HOUR * hour + 60).poll();
            asks("192.168.1." + (60 + hour), 0x0806, Transport.ETHERNET, Opening.NONE, 0);
            site.arp("192.168.1." + (60 + hour), OTHER_MAC + 100 + hour);
        }
        assertThat(told()).isEmpty();
    }

    @Test
    void aSweepOfOneDayIsNoSlowOne() {
        site.at(DAY).poll();
        for (int host = 1; host < 200; host++) asks("192.168.7." + host, 0x0806, Transport.ETHERNET, Opening.NONE, 0);
        for (int day = 2; day < 6; day++) {
            site.at(DAY * day).poll();
            asks("192.168.8." + day, 0x0806, Transport.ETHERNET, Opening.NONE, 0);
        }
        assertThat(told()).isEmpty();
    }

    @Test
    void whatIsForgottenIsCountedAndASlowScanIsToldAllTheSame() {
        for (int day = 0; day < 4; day++) {
            site.at(DAY * day + 60).poll();
            for (int host = 0; host < 100; host++)
                asks("192.168." + (10 + day) + "." + host, 0x0806, Transport.ETHERNET, Opening.NONE, 0);
        }
        assertThat(site.analyst.limitsHit()).containsKey("ends asked in vain");
        assertThat(told()).hasSize(1);
    }

    @Test
    void whoAsksForTheSameAbsentServersDayByDayHasAnOldList() {
        for (int day = 0; day < 10; day++) {
            site.at(DAY * day + 60).poll();
            for (int host = 0; host < 40; host++) asks("192.168.9." + host, 443, Transport.TCP, Opening.UNANSWERED, 0);
        }
        assertThat(told()).isEmpty();
        assertThat(site.anomalies).noneMatch(a -> a.device().equals(Watched.ip(HMI)));
    }
}
