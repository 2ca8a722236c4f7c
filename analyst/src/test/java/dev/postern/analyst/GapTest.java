package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Incident.Tier;
import dev.postern.model.Traffic;
import org.junit.jupiter.api.Test;

class GapTest {
    private static final int DAY_SECONDS = 86_400;
    private final Watched site = new Watched();

    private Watched asks(String outside, long answers) {
        return site.traffic(HMI, HMI_MAC, 64, outside, OTHER_MAC, 50, "tls", answers);
    }

    @Test
    void aPublicAddressIsOneFindingPerInsideHostHoweverManyAddresses() {
        site.plant().minuteEnds();
        for (int i = 1; i < 20; i++) asks("8.8.8." + i, 10);
        assertThat(site.situations()).containsExactly("E1");
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void theFirstAnswerAfterUnansweredTriesIsToldInTheSameIncident() {
        site.plant().minuteEnds();
        asks("8.8.8.8", 0);
        asks("8.8.4.4", 3);
        assertThat(site.anomalies).hasSize(2);
        assertThat(site.only().narrative()).contains("answered");
    }

    private Watched learned() {
        return site.plant().at(DAY_SECONDS + 60).poll().minuteEnds();
    }

    @Test
    void aComputerThatAsksAPublicAddressInVainIsANoticeThatIsNeverHiddenUntilSomethingAnswers() {
        learned();
        asks("8.8.8.8", 0);
        assertThat(site.anomalies)
                .singleElement()
                .satisfies(a -> assertThat(a.neverHidden()).isTrue());
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
        asks("8.8.8.8", 3);
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void thatAFirewallRefusesIsNoAnswer() {
        learned().attempt(HMI, HMI_MAC, "8.8.8.8", OTHER_MAC, "tls", Traffic.Opening.REFUSED);
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
    }

    @Test
    void whoComesFromAPublicAddressIsAnIncidentThoughNobodyAnswers() {
        learned().traffic("8.8.8.8", OTHER_MAC, 50, HMI, HMI_MAC, 64, "rdp", 0);
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void whoIsCalledFromAPublicAddressAndWasNeverHeardIsANotice() {
        learned().traffic("8.8.8.8", OTHER_MAC, 50, "192.168.1.250", 0x77, 64, "rdp", 0);
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
    }

    @Test
    void anAddressThatNoHostCanHaveIsNobodyInside() {
        learned().traffic("248.1.2.3", OTHER_MAC, 64, "8.8.8.8", 0x77, 64, "rdp", 0);
        site.traffic("8.8.8.8", OTHER_MAC, 64, "0.1.2.3", 0x77, 64, "rdp", 0);
        assertThat(site.anomalies).noneMatch(a -> a.situation().equals("E1"));
    }

    @Test
    void aControllerThatAsksAPublicAddressIsAnIncidentThoughNobodyAnswers() {
        learned().traffic(PLC, PLC_MAC, 64, "8.8.8.8", OTHER_MAC, 50, "tls", 0);
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void aNetworkNumberedWithPublicAddressesIsNoGap() {
        site.arp("141.81.0.10", PLC_MAC).arp("141.81.0.20", HMI_MAC);
        site.traffic("141.81.0.20", HMI_MAC, "141.81.0.10", PLC_MAC, "modbus").minuteEnds();
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void aNeighbourInANetworkNumberedWithPublicAddressesIsInsideThoughNobodyAskedForIt() {
        site.arp("141.81.0.10", PLC_MAC).arp("141.81.0.20", HMI_MAC);
        site.traffic("141.81.0.20", HMI_MAC, 64, "141.81.0.77", 0, 0, "modbus", 0)
                .minuteEnds();
        assertThat(site.anomalies).isEmpty();
        site.traffic("141.81.0.20", HMI_MAC, 64, "141.81.9.77", 0, 0, "modbus", 0)
                .minuteEnds();
        assertThat(site.situations()).containsExactly("E1");
    }

    @Test
    void aPublicAddressThatOneCardAloneClaimsStaysAnOutsider() {
        site.plant().arp("141.81.0.10", OTHER_MAC).minuteEnds();
        site.traffic("141.81.0.10", OTHER_MAC, 64, PLC, PLC_MAC, 64, "modbus", 10);
        assertThat(site.situations()).contains("E1");
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void aTryWithoutAnswerFromTheFirstHourIsANoticeThatIsNeverHiddenAndAnAnswerIsAnIncident() {
        site.plant().at(600).poll().minuteEnds();
        site.traffic(PLC, PLC_MAC, 64, "8.8.8.8", OTHER_MAC, 0, "tcp/80", 0);
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
        assertThat(site.anomalies)
                .singleElement()
                .satisfies(a -> assertThat(a.neverHidden()).isTrue());
        site.traffic(PLC, PLC_MAC, 64, "8.8.4.4", OTHER_MAC, 50, "tcp/80", 3);
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void aTryWithoutAnswerThatBeginsAfterLearningIsAnIncident() {
        site.plant().at(DAY_SECONDS + 60).poll().minuteEnds();
        site.traffic(PLC, PLC_MAC, 64, "8.8.8.8", OTHER_MAC, 0, "tcp/80", 0);
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void multicastIsNoPublicAddress() {
        site.plant()
                .traffic(HMI, HMI_MAC, 64, "239.255.255.250", 0, 0, "ssdp", 0)
                .minuteEnds();
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void aFirstPathBetweenZonesAfterADayIsReportedOnce() {
        site.plant().at(DAY_SECONDS + 60).poll().minuteEnds();
        for (int i = 0; i < 3; i++) site.traffic("10.9.0.5", OTHER_MAC, 63, PLC, PLC_MAC, 64, "modbus", 10);
        assertThat(site.situations()).containsExactly("E2");
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void aPathThatWasThereFromTheStartIsNotNewAfterADay() {
        site.plant().traffic("10.9.0.5", OTHER_MAC, 63, PLC, PLC_MAC, 64, "modbus", 10);
        site.at(DAY_SECONDS + 60)
                .traffic("10.9.0.5", OTHER_MAC, 63, PLC, PLC_MAC, 64, "modbus", 10)
                .minuteEnds();
        assertThat(site.anomalies).isEmpty();
    }

    private static final String CELL = "192.168.2.10";
    private static final String OFFICE = "10.9.0.5";

    /** Two cells with a controller and a panel each, and an office, a day long. */
    private Watched cells() {
        site.plant().arp(CELL, PLC_MAC + 1).arp("192.168.2.20", HMI_MAC + 1);
        site.traffic("192.168.2.20", HMI_MAC + 1, CELL, PLC_MAC + 1, "modbus").polls("192.168.2.20", CELL, "modbus");
        site.arp(OFFICE, OTHER_MAC + 1).arp("10.9.0.6", OTHER_MAC + 2);
        site.traffic(OFFICE, OTHER_MAC + 1, "10.9.0.6", OTHER_MAC + 2, "smb2");
        return site.at(DAY_SECONDS + 60).poll().minuteEnds();
    }

    private void isANoticeThatIsNeverHidden() {
        assertThat(site.situations()).containsExactly("E2");
        assertThat(site.anomalies.getFirst().neverHidden()).isTrue();
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
    }

    @Test
    void aPanelThatReachesTheControllerOfTheNextCellIsANotice() {
        cells().traffic(HMI, HMI_MAC, CELL, PLC_MAC + 1, "modbus");
        isANoticeThatIsNeverHidden();
    }

    @Test
    void soIsANewcomerAtOneCellThatReachesTheControllerOfTheNext() {
        cells().traffic("192.168.1.77", OTHER_MAC, CELL, PLC_MAC + 1, "modbus");
        isANoticeThatIsNeverHidden();
    }

    @Test
    void anOfficeThatReachesAControllerForTheFirstTimeIsAnIncident() {
        cells().traffic(OFFICE, OTHER_MAC + 1, CELL, PLC_MAC + 1, "modbus");
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void soIsAControllerThatReachesAnOffice() {
        cells().traffic(CELL, PLC_MAC + 1, OFFICE, OTHER_MAC + 1, "smb2");
        assertThat(site.analyst.incidents()).anyMatch(i -> i.tier() == Tier.INCIDENT);
    }

    @Test
    void aTryThatReachesNobodyIsNoPath() {
        site.plant().at(DAY_SECONDS + 60).traffic(HMI, HMI_MAC, 64, "10.9.0.5", 0, 0, "tcp/80", 0);
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void anOfficeThatReachesControllersOnTheFirstDayIsANotice() {
        site.plant().traffic("10.9.0.5", OTHER_MAC, 63, "10.9.0.6", PLC_MAC, 64, "smb2", 10);
        site.traffic("10.9.0.5", OTHER_MAC, 63, PLC, PLC_MAC, 64, "http", 10);
        site.at(700).poll().minuteEnds();
        assertThat(site.situations()).containsExactly("E2");
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
    }

    private static final String VISITOR = "10.9.9.50";
    private static final String COLLEAGUE = "10.9.9.51";

    /** The first hours of a works beside a network of the office, or of another one whose computers ask controllers. */
    private void besides(boolean supervision) {
        site.plant().traffic(VISITOR, 0x10_0003L, COLLEAGUE, 0x10_0004L, "smb2").minuteEnds();
        if (supervision) reads(COLLEAGUE, 0x10_0004L);
        site.at(7_200);
        reads(VISITOR, 0x10_0003L);
    }

    private void reads(String who, long mac) {
        for (int minute = 0; minute < 20; minute++)
            site.traffic(who, mac, PLC, PLC_MAC, "modbus")
                    .polls(who, PLC, "modbus")
                    .minuteEnds();
    }

    private long paths() {
        return site.anomalies.stream()
                .filter(a -> a.title().equals("Path between plant and office"))
                .count();
    }

    @Test
    void whoAsksAControllerFromTheOfficeOnTheFirstDayIsToldThoughHeLooksLikeAScreenSoon() {
        besides(false);
        assertThat(site.deviceAt(VISITOR).role()).isEqualTo("hmi");
        assertThat(paths()).isEqualTo(1);
    }

    @Test
    void aNetworkWithScreensBesideHimIsNoOffice() {
        besides(true);
        assertThat(paths()).isZero();
    }
}
