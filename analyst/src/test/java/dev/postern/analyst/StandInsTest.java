package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Incident;
import dev.postern.model.Stamp;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandInsTest {
    private static final String LAPTOP = "192.168.1.66";
    private static final String OTHER_CARD = "00:0c:29:01:02:03";

    private final Watched site = new Watched().plant();

    private StandInsTest answers(int hopLimit, int minutes) {
        return answers(PLC_MAC, hopLimit, minutes, 10);
    }

    private StandInsTest answers(long card, int hopLimit, int minutes, int packets) {
        for (int i = 0; i < minutes; i++)
            site.later(60).traffic(HMI, HMI_MAC, 64, PLC, card, hopLimit, "modbus", packets);
        return this;
    }

    private List<String> names() {
        return site.minuteEnds().devices.values().stream()
                .filter(device -> device.addresses().contains(Watched.ip(PLC)))
                .findFirst()
                .orElseThrow()
                .names();
    }

    private long told() {
        return site.anomalies.stream()
                .filter(a -> a.title().startsWith("Another machine speaks"))
                .count();
    }

    @Test
    void twoSystemsThatAnswerInTurnUnderOneCardAreAnIncidentInTheFirstHour() {
        answers(64, 5).answers(128, 2).answers(64, 1);
        assertThat(told()).isEqualTo(1);
        Incident incident = site.only();
        assertThat(incident.tier()).isEqualTo(Incident.Tier.INCIDENT);
        assertThat(incident.techniques()).contains("T0856");
        assertThat(incident.narrative()).contains(PLC, "hop limit of 64", "before, it came with 128");
        assertThat(site.anomalies.getFirst().neverHidden()).isTrue();
    }

    @Test
    void whoeverSaysItsOwnCardUnderTheCopiedAddressIsNamedAndItsNameIsNoneOfTheDevice() {
        site.later(1).arp(LAPTOP, OTHER_MAC);
        answers(64, 5).answers(128, 2);
        Stamp breath = site.stamp();
        site.accept(new Identity(breath, Watched.ip(PLC), Attribute.NAME, "kali", "mdns", 0.8))
                .accept(new Identity(breath, Watched.ip(PLC), Attribute.ADDRESS, OTHER_CARD, "mdns", 0.6));
        answers(64, 1);
        Incident incident = site.only();
        assertThat(incident.narrative()).contains("the hardware address " + OTHER_CARD, "that of " + LAPTOP);
        assertThat(incident.devices())
                .filteredOn(Incident.Party::isSource)
                .singleElement()
                .satisfies(party -> assertThat(party.addresses()).contains(LAPTOP));
        assertThat(names()).as("the other's").isEmpty();
    }

    /** An intruder may say any number of names; what is not kept of them is counted, and what is kept is not again. */
    @Test
    void namesOfAnotherMachineThatNoLongerFitAreCounted() {
        assertThat(refusedOf(16)).isZero();
        assertThat(refusedOf(19)).isEqualTo(3);
    }

    private static long refusedOf(int names) {
        StandInsTest other = new StandInsTest();
        other.site.later(1).arp(LAPTOP, OTHER_MAC);
        other.answers(64, 5).answers(128, 2);
        Stamp breath = other.site.stamp();
        for (int i = 0; i < names; i++)
            other.site.accept(new Identity(breath, Watched.ip(PLC), Attribute.NAME, "kali" + i, "mdns", 0.8));
        other.site.accept(new Identity(breath, Watched.ip(PLC), Attribute.ADDRESS, OTHER_CARD, "mdns", 0.6));
        other.answers(64, 1);
        assertThat(other.told()).isEqualTo(1);
        return other.site.analyst.limitsHit().getOrDefault("names that are another machine's", 0L);
    }

    @Test
    void cluesOfAnAddressBeyondTheTableAreCounted() {
        for (int i = 0; i < 26; i++) site.identity(PLC, Attribute.NAME, "name" + i, "mdns", 0.8);
        assertThat(site.analyst.limitsHit()).containsEntry("clues of an address", 2L);
    }

    @Test
    void aNameThatOneNeighbourAloneHasGivesItAwayAsWell() {
        site.later(1).arp(LAPTOP, OTHER_MAC).identity(LAPTOP, Attribute.NAME, "kali", "mdns", 0.8);
        answers(64, 5).answers(128, 2);
        site.identity(PLC, Attribute.NAME, "kali", "mdns", 0.8);
        answers(64, 1);
        assertThat(site.only().narrative()).contains("the name kali", "that of " + LAPTOP + " (kali");
        assertThat(names()).isEmpty();
    }

    @Test
    void aNameThatSeveralHaveGivesNobodyAway() {
        for (String other : List.of("192.168.1.8", "192.168.1.9"))
            site.later(1)
                    .arp(other, OTHER_MAC + other.charAt(other.length() - 1))
                    .identity(other, Attribute.NAME, "panel", "mdns", 0.8);
        answers(64, 5).answers(128, 2);
        site.identity(PLC, Attribute.NAME, "panel", "mdns", 0.8);
        answers(64, 1);
        assertThat(site.only().narrative()).doesNotContain("It said");
        assertThat(names()).containsExactly("panel");
    }

    @Test
    void aStandInForTheMasterIsToldLikeOneForTheController() {
        for (int i = 0; i < 12; i++)
            site.later(60).traffic(HMI, HMI_MAC, i == 6 ? 128 : 64, PLC, PLC_MAC, 64, "modbus", 10);
        assertThat(told()).isEqualTo(1);
        assertThat(site.only().narrative()).contains("as " + HMI);
    }

    @Test
    void onceKnownEachEpisodeIsToldWhenItBegins() {
        answers(64, 5).answers(128, 2).answers(64, 30);
        assertThat(told()).isEqualTo(1);
        answers(128, 1);
        assertThat(told()).isEqualTo(2);
        answers(128, 3).answers(64, 3);
        assertThat(told()).isEqualTo(2);
    }

    @Test
    void aControllerWithANewFirmwareKeepsItsNewHopLimit() {
        answers(64, 30).answers(128, 2_000);
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void oneThatWasChangedBackAfterDaysIsNoStandIn() {
        answers(64, 30).answers(128, 3 * 1_440).answers(64, 30);
        assertThat(told()).isZero();
    }

    @Test
    void packetsThatPassedRoutersTellNothingOfTheSystemThatSentThem() {
        answers(64, 5).answers(63, 2).answers(64, 2).answers(62, 2).answers(64, 2);
        assertThat(told()).isZero();
    }

    @Test
    void anAnswerToAnOpeningAloneMayComeFromAnotherPartOfTheSameSystem() {
        answers(64, 5).answers(PLC_MAC, 128, 2, 2).answers(64, 2);
        assertThat(told()).isZero();
    }

    @Test
    void anotherCardIsATakeoverAndNoStandIn() {
        answers(64, 5).answers(OTHER_MAC, 128, 2, 10).answers(64, 2);
        assertThat(told()).isZero();
        assertThat(site.situations()).contains("D9");
    }
}
