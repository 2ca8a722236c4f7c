package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static dev.postern.analyst.Watched.STATION;
import static dev.postern.analyst.Watched.STATION_MAC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.inventory.Settings;
import dev.postern.model.Conversation;
import dev.postern.model.GapReport.Inference;
import dev.postern.model.Stamp;
import dev.postern.model.Tally;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How each kind of bridge gives itself away, and what only looks like it. */
class BridgesTest {
    private static final int DAY = 24 * 3_600;
    private static final String OFFICE = "10.9.0.5";
    private static final long ROUTER_MAC = 0x0000_0C01_0203L;
    private static final long BOX_MAC = 0x0090_7F01_0203L;

    private final Watched site = new Watched();

    private List<Inference> of(String kind) {
        return site.gap().inferences().stream()
                .filter(i -> i.kind().equals(kind))
                .toList();
    }

    private void flow(
            String client,
            long clientMac,
            int clientTtl,
            long next,
            String server,
            long serverMac,
            String service,
            long up,
            long down) {
        Stamp stamp = site.stamp();
        Conversation c = new Conversation(Watched.ip(client), Watched.ip(server), Transport.TCP, 50_000, 502, 0);
        site.accept(new Traffic(
                stamp,
                c,
                service,
                stamp.atNanos() / Settings.MINUTE_NANOS * Settings.MINUTE_NANOS,
                new Traffic.Side(10, up, clientMac, clientTtl, next, null),
                new Traffic.Side(down == 0 ? 0 : 10, down, down == 0 ? 0 : serverMac, down == 0 ? 0 : 64),
                0,
                0,
                down == 0 ? Traffic.Opening.UNANSWERED : Traffic.Opening.OPENED,
                true,
                false));
    }

    /** The office talks to the controller through whoever has {@code next}, whose packets arrive from {@code arrives}. */
    private void throughRouter(long arrives, long next) {
        flow(OFFICE, arrives, 63, next, PLC, PLC_MAC, "modbus", 1_000, 1_000);
        site.minuteEnds();
    }

    private void office() {
        site.plant().arp(OFFICE, OTHER_MAC);
        for (int i = 0; i < 5; i++) throughRouter(ROUTER_MAC, ROUTER_MAC);
    }

    @Test
    void oneRouterIsHowASiteIsBuiltAndASecondOneIsToldWithBoth() {
        office();
        site.livesUntil(DAY + 600);
        assertThat(of("second router")).isEmpty();
        for (int i = 0; i < 5; i++) throughRouter(BOX_MAC, BOX_MAC);
        assertThat(of("second router")).singleElement().satisfies(i -> {
            assertThat(i.sentence()).contains("00:90:7f:01:02:03").contains("carries packets from zone");
            assertThat(i.reason()).contains("00:00:0c:01:02:03");
            assertThat(i.outward()).isTrue();
        });
    }

    @Test
    void aSecondRouterThatWasThereFromTheBeginningIsAStandbyAsItSeems() {
        office();
        for (int i = 0; i < 5; i++) throughRouter(BOX_MAC, BOX_MAC);
        assertThat(of("second router")).singleElement().satisfies(i -> {
            assertThat(i.confidence()).isLessThan(0.5);
            assertThat(i.outward()).isFalse();
        });
    }

    @Test
    void routersThatShareAnAddressStandInForEachOther() {
        office();
        site.livesUntil(DAY + 600);
        for (int i = 0; i < 5; i++) throughRouter(0x0000_5E00_010AL, 0x0000_5E00_010AL);
        assertThat(of("second router"))
                .singleElement()
                .satisfies(i -> assertThat(i.outward()).isFalse());
    }

    @Test
    void aRouterThatLetsOneServiceThroughWhileOthersAreTriedInVainFilters() {
        office();
        site.livesUntil(DAY + 600);
        for (int i = 0; i < 5; i++) throughRouter(BOX_MAC, BOX_MAC);
        for (String tried : List.of("ssh", "telnet", "http", "smb2", "rdp"))
            flow(OFFICE, OTHER_MAC, 64, BOX_MAC, PLC, PLC_MAC, tried, 60, 0);
        site.minuteEnds();
        assertThat(of("second router")).isEmpty();
        assertThat(of("firewall"))
                .singleElement()
                .satisfies(i -> assertThat(i.reason()).contains("5 services were tried in vain"));
    }

    /** Somebody connects to the station, which at once connects to the controller. */
    private void relay(int times, long passedOn) {
        for (int i = 0; i < times; i++) {
            long bytes = 1_000 + 700L * i;
            flow(HMI, HMI_MAC, 64, STATION_MAC, STATION, STATION_MAC, "tcp/5020", bytes, bytes * 2);
            flow(
                    STATION,
                    STATION_MAC,
                    64,
                    PLC_MAC,
                    PLC,
                    PLC_MAC,
                    "modbus",
                    bytes * passedOn / 100,
                    bytes * 2 * passedOn / 100);
            site.minuteEnds();
        }
    }

    @Test
    void whoPassesOnWhatHeIsToldIsARelay() {
        site.plant();
        relay(8, 98);
        assertThat(of("relay"))
                .singleElement()
                .satisfies(i ->
                        assertThat(i.devices()).containsExactly(Watched.ip(STATION), Watched.ip(HMI), Watched.ip(PLC)));
    }

    @Test
    void aServerThatFetchesSomethingElseForItsAnswerIsNone() {
        site.plant();
        relay(8, 20);
        assertThat(of("relay")).isEmpty();
    }

    private void asks(String unit, long refused) {
        site.accept(new Tally(
                site.stamp(),
                Watched.ip(HMI),
                Watched.ip(PLC),
                "modbus",
                unit,
                "read",
                Verb.READ,
                "holding 0",
                0,
                5,
                refused));
    }

    @Test
    void manyStationsBehindOneAddressAreASerialLine() {
        site.plant();
        for (int unit = 1; unit <= 4; unit++) asks("" + unit, 0);
        assertThat(of("serial gateway")).singleElement().satisfies(i -> {
            assertThat(i.reason()).contains("4 stations");
            assertThat(i.outward()).isFalse();
        });
    }

    @Test
    void stationsThatDoNotAnswerAreNone() {
        site.plant();
        for (int unit = 1; unit <= 9; unit++) asks("" + unit, unit == 1 ? 0 : 5);
        assertThat(of("serial gateway")).isEmpty();
    }

    private void ping(long up, long down) {
        site.plant();
        for (int i = 0; i < 6; i++) {
            flow(HMI, HMI_MAC, 64, STATION_MAC, STATION, STATION_MAC, "icmp", up, down);
            site.minuteEnds();
        }
    }

    @Test
    void aPingReturnsWhatItWasSentAndWhereItDoesNotTwoHostsTalk() {
        ping(9_000, 3_000);
        assertThat(of("tunnel over pings")).hasSize(1);
    }

    @Test
    void aLargePingThatReturnsIsAPing() {
        ping(9_000, 9_000);
        assertThat(of("tunnel over pings")).isEmpty();
    }

    @Test
    void whoComesForAMorningIsAVisitorAndWhoStaysIsNot() {
        site.plant().livesUntil(DAY + 3_600);
        site.arp(OFFICE, OTHER_MAC);
        flow(OFFICE, OTHER_MAC, 64, PLC_MAC, PLC, PLC_MAC, "modbus", 500, 500);
        site.minuteEnds();
        assertThat(of("visitor")).as("still there").isEmpty();
        site.livesUntil(DAY + 4 * 3_600);
        assertThat(of("visitor"))
                .singleElement()
                .satisfies(i -> assertThat(i.sentence()).contains(OFFICE));
        flow(OFFICE, OTHER_MAC, 64, PLC_MAC, PLC, PLC_MAC, "modbus", 500, 500);
        site.minuteEnds().livesUntil(2 * DAY);
        flow(OFFICE, OTHER_MAC, 64, PLC_MAC, PLC, PLC_MAC, "modbus", 500, 500);
        site.livesUntil(2 * DAY + 2 * 3_600);
        assertThat(of("visitor")).as("it came to stay").isEmpty();
    }

    @Test
    void whatJoinsNetworksIsToldAtOnceAndOnlyOnce() {
        ping(9_000, 3_000);
        site.livesUntil(3_600);
        for (int i = 0; i < 3; i++) ping(9_000, 3_000);
        site.livesUntil(2 * 3_600);
        assertThat(site.anomalies)
                .filteredOn(a -> a.situation().equals("E6"))
                .singleElement()
                .satisfies(a -> {
                    assertThat(a.seen()).contains("inside pings");
                    assertThat(a.neverHidden()).isTrue();
                });
    }

    private void lookAround(boolean brought) {
        site.plant().livesUntil(DAY + 3_600);
        if (brought) flow(STATION, STATION_MAC, 64, HMI_MAC, HMI, HMI_MAC, "smb2", 90_000, 900);
        site.minuteEnds();
        site.looksUp(HMI, "cdn7.stickware.example", 0).looksUp(HMI, "drop.stickware.example", 0);
        for (int i = 50; i < 56; i++) flow(HMI, HMI_MAC, 64, 0, "192.168.1." + i, 0, "smb2", 60, 0);
        site.minuteEnds();
    }

    @Test
    void anOldHostWithNewNamesAndNewPeersGotSomethingCarriedIn() {
        lookAround(false);
        assertThat(of("carried in"))
                .singleElement()
                .satisfies(i -> assertThat(i.sentence()).contains(HMI));
    }

    @Test
    void whatCameOverTheNetworkWasNotCarriedIn() {
        lookAround(true);
        assertThat(of("carried in")).isEmpty();
    }
}
