package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static dev.postern.analyst.Watched.STATION;
import static dev.postern.analyst.Watched.STATION_MAC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Binding.Source;
import dev.postern.model.Channel;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Incident;
import dev.postern.model.Incident.Tier;
import dev.postern.model.Verb;
import org.junit.jupiter.api.Test;

class TakeoversTest {
    private final Watched site = new Watched();

    @Test
    void oneCardThatClaimsTheAddressesOfTwoOthersIsARelayAndTheIncidentNamesAllThree() {
        site.plant().at(100).says("192.168.1.66", OTHER_MAC, Source.ARP_REQUEST);
        site.at(101).arp(PLC, OTHER_MAC).arp(HMI, OTHER_MAC);
        Incident incident = site.only();
        assertThat(incident.tier()).isEqualTo(Tier.INCIDENT);
        assertThat(incident.techniques()).contains("T0830");
        assertThat(incident.title()).contains(PLC, HMI, "00:0c:29:01:02:03", "sits between");
        assertThat(incident.narrative()).contains("192.168.1.66", PLC, HMI, "00:0c:29:01:02:03", "VMware");
        assertThat(incident.devices()).anySatisfy(p -> {
            assertThat(p.part()).isEqualTo("relay");
            assertThat(p.macs()).contains("00:0c:29:01:02:03");
            assertThat(p.addresses()).containsExactly("192.168.1.66");
        });
        assertThat(incident.devices().stream().filter(p -> p.part().equals("victim")))
                .flatExtracting(Incident.Party::addresses)
                .contains(PLC, HMI);
    }

    @Test
    void aCardWhoseAddressIsFoundLaterIsToldAgainAsTheDeviceThatHasBoth() {
        site.plant().at(101).arp(PLC, OTHER_MAC).arp(HMI, OTHER_MAC);
        assertThat(told().devices()).anySatisfy(p -> {
            assertThat(p.part()).isEqualTo("relay");
            assertThat(p.addresses()).isEmpty();
        });
        site.at(110).says("192.168.1.66", OTHER_MAC, Source.ARP_REQUEST).minuteEnds();
        assertThat(told().devices()).anySatisfy(p -> {
            assertThat(p.part()).isEqualTo("relay");
            assertThat(p.addresses()).containsExactly("192.168.1.66");
            assertThat(p.device()).isEqualTo(site.deviceAt("192.168.1.66").id());
        });
    }

    @Test
    void whoTurnsOutToBePartOfAnotherDeviceIsToldAgainUnderItsName() {
        String second = "192.168.2.10";
        site.plant().arp(second, 0x000C_2901_7777L);
        site.at(101).arp(second, OTHER_MAC).arp(HMI, OTHER_MAC).at(181).minuteEnds();
        for (String address : new String[] {PLC, second})
            site.identity(address, Attribute.SERIAL, "00a1b2c3", "cip", 0.95);
        site.at(241).minuteEnds();
        String whole = site.deviceAt(second).id();
        assertThat(whole).isEqualTo(site.deviceAt(PLC).id());
        assertThat(told().devices()).anySatisfy(p -> {
            assertThat(p.device()).isEqualTo(whole);
            assertThat(p.part()).isEqualTo("victim");
        });
    }

    /** The lease of the intruder's address is another's by now. */
    @Test
    void whoGetsTheAddressOfSomebodyLaterIsNoPartOfWhatThatOneDid() {
        long next = 0x0050_5601_8888L;
        site.plant().at(100).says("192.168.1.66", OTHER_MAC, Source.ARP_REQUEST);
        site.at(101).arp(PLC, OTHER_MAC).arp(HMI, OTHER_MAC);
        site.at(300).says("192.168.1.99", next, Source.ARP_REQUEST).minuteEnds();
        site.says("192.168.1.66", next, Source.DHCP_LEASE).minuteEnds();
        int before = told().version();
        site.later(60).malformed(PLC, HMI, "tcp", REWRITTEN).minuteEnds();
        assertThat(told().version()).as("told again").isGreaterThan(before);
        assertThat(site.deviceAt("192.168.1.66").macs()).contains(Address.mac(next));
        assertThat(told().devices()).noneMatch(p -> p.macs().contains("00:50:56:01:88:88"));
        assertThat(told().devices()).anySatisfy(p -> {
            assertThat(p.part()).isEqualTo("relay");
            assertThat(p.macs()).contains("00:0c:29:01:02:03");
            assertThat(p.addresses()).contains("192.168.1.66");
        });
    }

    private Incident told() {
        assertThat(site.incidents).hasSize(1);
        return site.incidents.values().iterator().next();
    }

    private static final String REWRITTEN = "segment repeated with other data from another card";

    @Test
    void whoseContentsARelayChangesAreVictimsAndTheCardThatTookTheAddressIsTheRelay() {
        site.plant()
                .at(100)
                .arp(PLC, OTHER_MAC)
                .at(101)
                .malformed(PLC, HMI, "tcp", REWRITTEN)
                .at(102)
                .arp(HMI, OTHER_MAC);
        assertThat(site.situations()).contains("A6", "D9");
        Incident incident = site.only();
        assertThat(incident.title()).isEqualTo("Contents changed on the way: " + PLC + " to " + HMI);
        assertThat(incident.narrative())
                .contains("What arrived is not what was sent.", "Traffic for the taken address")
                .doesNotContain("A replaced network card");
        assertThat(incident.techniques()).contains("T0831");
        assertThat(incident.devices().stream().filter(p -> p.part().equals("victim")))
                .flatExtracting(Incident.Party::addresses)
                .contains(PLC, HMI);
        assertThat(incident.devices()).anySatisfy(p -> {
            assertThat(p.part()).isEqualTo("relay");
            assertThat(p.macs()).contains("00:0c:29:01:02:03");
        });
    }

    @Test
    void contentsThatAreChangedAgainAfterAnHourAreToldAgain() {
        site.plant().at(100).arp(PLC, OTHER_MAC);
        for (int second = 101; second < 200; second++) site.at(second).malformed(PLC, HMI, "tcp", REWRITTEN);
        site.at(3_700).malformed(PLC, HMI, "tcp", REWRITTEN);
        assertThat(site.situations().stream().filter("D9"::equals)).hasSize(2);
    }

    @Test
    void contentsThatAreChangedBeforeTheCardIsKnownAreToldOnceItIs() {
        site.plant().at(100).malformed(PLC, HMI, "tcp", REWRITTEN);
        assertThat(site.situations()).isEmpty();
        site.at(101).arp(PLC, OTHER_MAC).at(102).malformed(PLC, HMI, "tcp", REWRITTEN);
        assertThat(site.situations()).contains("D9");
    }

    @Test
    void whatABoxRewritesFromTheFirstDayIsNotToldWhateverPassesItLater() {
        site.plant();
        for (int minute = 2; minute < 90; minute++) site.at(minute * 60).malformed(STATION, HMI, "tcp", REWRITTEN);
        site.at(40 * 86_400).malformed(PLC, HMI, "tcp", REWRITTEN);
        assertThat(site.situations()).isEmpty();
    }

    @Test
    void contentsThatBeginToBeChangedInAHomeThatKnowsItsNetworkAreTold() {
        site.plant().at(40 * 86_400).malformed(PLC, HMI, "tcp", REWRITTEN);
        assertThat(site.situations()).containsExactly("D9");
    }

    @Test
    void twoCardsThatGoOnClaimingOneAddressAreATakeover() {
        site.plant()
                .at(100)
                .arp(PLC, OTHER_MAC)
                .at(101)
                .arp(PLC, PLC_MAC)
                .at(102)
                .arp(PLC, OTHER_MAC);
        assertThat(site.situations()).containsExactly("A6", "D9");
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void aFailOverThatAnnouncesOnceAndLeavesTheOldCardSilentIsANotice() {
        site.plant().at(100).says(PLC, OTHER_MAC, Source.ARP_ANNOUNCEMENT);
        for (int minute = 2; minute < 90; minute++)
            site.at(minute * 60).traffic(HMI, HMI_MAC, PLC, OTHER_MAC, "modbus");
        assertThat(site.situations()).containsExactly("A6");
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
        assertThat(site.deviceAt(PLC).macs()).contains(Address.mac(OTHER_MAC));
    }

    @Test
    void anAddressUsedByACardThatNeverAnnouncedItAndThenReturnedIsATakeover() {
        site.plant()
                .at(100)
                .traffic(HMI, OTHER_MAC, PLC, PLC_MAC, "dnp3")
                .at(400)
                .says(HMI, HMI_MAC, Source.ARP_REQUEST);
        assertThat(site.situations()).containsExactly("A6", "D9");
    }

    @Test
    void aTakeoverThatBeginsAnewAfterAPauseIsToldAgainInTheSameIncident() {
        site.plant();
        for (int hour = 1; hour < 4; hour++)
            site.at(hour * 3600)
                    .arp(PLC, OTHER_MAC)
                    .at(hour * 3600 + 1)
                    .arp(PLC, PLC_MAC)
                    .at(hour * 3600 + 2)
                    .arp(PLC, OTHER_MAC)
                    .at(hour * 3600 + 9)
                    .arp(PLC, PLC_MAC);
        assertThat(site.situations()).containsExactly("A6", "D9", "D9", "D9");
        assertThat(site.only().anomalies()).hasSize(4);
    }

    @Test
    void anOwnerThatIsHeardAgainAfterHoursOfATakeoverIsItsVictimStill() {
        site.plant().at(100).arp(PLC, OTHER_MAC).at(101).arp(PLC, PLC_MAC);
        for (int minute = 2; minute < 300; minute++)
            site.at(minute * 60).traffic(HMI, HMI_MAC, PLC, OTHER_MAC, "modbus");
        site.at(300 * 60).arp(PLC, PLC_MAC);
        assertThat(site.situations()).containsExactly("A6", "D9");
        assertThat(site.only().devices())
                .filteredOn(Incident.Party::isSource)
                .noneSatisfy(
                        p -> assertThat(p.macs()).contains(Address.mac(PLC_MAC).toString()));
        assertThat(site.deviceAt(PLC).macs()).contains(Address.mac(PLC_MAC));
    }

    @Test
    void aRepeatedClaimWithinMinutesIsNotToldTwice() {
        site.plant();
        for (int i = 0; i < 100; i++) site.at(100 + i).arp(PLC, OTHER_MAC).arp(PLC, PLC_MAC);
        assertThat(site.situations()).containsExactly("A6", "D9");
    }

    @Test
    void aRouterThatPassesOnPacketsOfManyTakesNoAddress() {
        site.plant();
        for (int i = 1; i < 30; i++) site.traffic("10.0.0." + i, OTHER_MAC, 63, PLC, PLC_MAC, 64, "modbus", 10);
        site.at(100)
                .traffic(HMI, OTHER_MAC, 63, "10.0.0.1", PLC_MAC, 64, "smb2", 10)
                .poll();
        assertThat(site.situations()).doesNotContain("A6", "D9");
    }

    @Test
    void twoPortsOfOneMachineAreNoTakeover() {
        site.plant();
        for (int i = 0; i < 10; i++) site.at(100 + i).arp(PLC, PLC_MAC + 1).arp(PLC, PLC_MAC);
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void aLeaseGivenToAnotherDeviceIsNoTakeover() {
        site.plant().at(7200).says("192.168.1.77", HMI_MAC + 100, Source.ARP_REQUEST);
        site.at(9000)
                .says("192.168.1.77", OTHER_MAC, Source.DHCP_LEASE)
                .says("192.168.1.77", OTHER_MAC, Source.ARP_ANNOUNCEMENT);
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void aSharedVirtualRouterAddressMayMove() {
        site.plant().arp("192.168.1.1", 0x0000_5E00_0101L).at(70).arp("192.168.1.1", OTHER_MAC);
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void aTakeoverThatWasRunningBeforePosternListensIsUnmaskedWhenTheOwnersSpeak() {
        site.arp(PLC, OTHER_MAC).arp(HMI, OTHER_MAC).says("192.168.1.66", OTHER_MAC, Source.ARP_REQUEST);
        site.at(61).traffic(HMI, HMI_MAC, "10.0.0.1", 0, "modbus").traffic(PLC, PLC_MAC, "10.0.0.1", 0, "modbus");
        assertThat(site.situations()).contains("D9");
        assertThat(site.only().title()).contains("00:0c:29:01:02:03 sits between");
    }

    @Test
    void anAddressSeenOnlyInPacketsIsDefendedToo() {
        site.says(PLC, PLC_MAC, Source.IP)
                .says(HMI, HMI_MAC, Source.IP)
                .at(10)
                .arp(PLC, OTHER_MAC)
                .arp(HMI, OTHER_MAC);
        assertThat(site.only().title()).contains("sits between");
    }

    @Test
    void anAddressSeenThroughARouterFirstBelongsToTheCardThatClaimsIt() {
        for (int i = 1; i < 5; i++) site.says("192.168.1." + i, OTHER_MAC, Source.IP);
        site.at(10).arp("192.168.1.1", PLC_MAC).arp("192.168.1.2", HMI_MAC);
        assertThat(site.anomalies).isEmpty();
    }

    /** Siemens, as the former one. */
    private static final long SPARE_MAC = STATION_MAC - 5_000;

    private Watched exchanged(double silentSeconds, long mac) {
        site.plant().says("192.168.1.40", STATION_MAC - 9_000, Source.ARP_ANNOUNCEMENT);
        site.at(8 * Watched.DAY).arp("192.168.1.40", STATION_MAC - 9_000);
        return site.later(silentSeconds).says("192.168.1.40", mac, Source.ARP_ANNOUNCEMENT);
    }

    private Watched loaded(double afterSeconds) {
        return site.later(afterSeconds)
                .message(STATION, "192.168.1.40", "s7comm", "request download", Verb.DOWNLOAD, "OB1");
    }

    @Test
    void aSpareControllerOfTheSameMakerThatIsLoadedIsOneNoticeThatIsNeverHidden() {
        exchanged(1_800, SPARE_MAC);
        site.deviation(
                Channel.BINDING_HARDWARE, "192.168.1.40", Address.mac(SPARE_MAC).toString(), null, 1e-9);
        site.deviation(Channel.NOVELTY_SERVICE, HMI, "192.168.1.40", Verb.OTHER, 1e-4);
        loaded(900);
        assertThat(site.situations()).contains("A6", "B1");
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
        assertThat(site.anomalies)
                .filteredOn(Anomaly::neverHidden)
                .extracting("situation")
                .contains("B1");
    }

    @Test
    void whoLookedIntoTheFormerControllerForDaysSetsUpTheSpareAndNobodyElse() {
        site.plant().polls(STATION, "192.168.1.40", "s7comm");
        exchanged(1_800, SPARE_MAC);
        loaded(900).deviation(Channel.NOVELTY_ENGINEER, STATION, "192.168.1.40", Verb.DOWNLOAD, 1e-4, "s7comm");
        assertThat(site.anomalies.getLast().neverHidden()).isTrue();
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
        site.deviation(Channel.NOVELTY_ENGINEER, HMI, "192.168.1.40", Verb.DOWNLOAD, 1e-4, "s7comm");
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    private void isAnIncident() {
        assertThat(site.incidents.values()).anyMatch(i -> i.tier() == Tier.INCIDENT);
    }

    @Test
    void oneOfAnotherMakerIsNoSpare() {
        exchanged(1_800, OTHER_MAC);
        loaded(900);
        isAnIncident();
    }

    @Test
    void oneThatTookAnAddressInUseIsNoSpare() {
        exchanged(60, SPARE_MAC);
        loaded(900);
        isAnIncident();
    }

    @Test
    void whatIsLoadedADayLaterIsNoSettingUp() {
        exchanged(1_800, SPARE_MAC);
        loaded(Watched.DAY);
        isAnIncident();
    }

    @Test
    void whereTheFormerCardIsHeardAgainNobodySetsUpASpare() {
        exchanged(1_800, SPARE_MAC).later(300).arp("192.168.1.40", STATION_MAC - 9_000);
        loaded(900);
        isAnIncident();
    }

    @Test
    void whoNeverEngineeredTheFormerControllerMakesAnIncidentOfLoadingTheSpare() {
        exchanged(1_800, SPARE_MAC);
        loaded(900).deviation(Channel.NOVELTY_ENGINEER, STATION, "192.168.1.40", Verb.DOWNLOAD, 1e-4, "s7comm");
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void victimsStayVictimsWhenThePatternOfLifeTellsOfThemToo() {
        site.plant().deviation(Channel.BINDING_HARDWARE, PLC, "00:0c:29:01:02:03", null, 1e-4);
        site.at(100).arp(PLC, OTHER_MAC).arp(HMI, OTHER_MAC);
        assertThat(site.only().devices().stream().filter(p -> p.addresses().contains(PLC)))
                .singleElement()
                .satisfies(p -> assertThat(p.part()).isEqualTo("victim"));
        assertThat(site.deviceAt(PLC).macs()).containsExactly(Address.mac(PLC_MAC));
    }
}
