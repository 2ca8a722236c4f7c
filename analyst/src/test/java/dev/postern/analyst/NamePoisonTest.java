package dev.postern.analyst;

import static dev.postern.analyst.Intruder.answers;
import static dev.postern.analyst.Intruder.asks;
import static dev.postern.analyst.Intruder.logsIn;
import static dev.postern.analyst.Watched.DAY;
import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.STATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Situation;
import dev.postern.model.Anomaly;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Incident;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who answers for names that are not his, and who was taken in by it. */
class NamePoisonTest {
    private static final String POISONER = "192.168.1.66";
    private static final long POISONER_MAC = 0x0200_0000_0066L;
    private final Watched site = new Watched().plant();

    private List<Anomaly> told() {
        return site.anomalies.stream().filter(a -> a.situation().equals("D8")).toList();
    }

    private void named(String address, String name) {
        site.identity(address, Attribute.NAME, name, "dhcp", 0.9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"llmnr", "nbns", "mdns"})
    void aHostThatAnswersForThreeNamesIsToldFromTheFirstMinute(String protocol) {
        site.arp(POISONER, POISONER_MAC);
        for (String name : List.of("files", "print")) answers(site, POISONER, HMI, protocol, name, POISONER);
        assertThat(told()).isEmpty();
        answers(site, POISONER, STATION, protocol, "intranet", POISONER);
        assertThat(told()).singleElement().satisfies(a -> {
            assertThat(a.device()).hasToString(POISONER);
            assertThat(a.seen()).contains("files", "intranet", "3 names");
            assertThat(a.neverHidden()).isTrue();
            assertThat(a.explanation().seen()).isEqualTo(3);
            assertThat(a.explanation().counterfactual()).isNotEmpty();
        });
        assertThat(site.only().tier()).isEqualTo(Incident.Tier.INCIDENT);
    }

    @Test
    void itsVictimsAndTheAccountsTheyShowedItAreInTheSameIncident() {
        for (String name : List.of("files", "print", "intranet")) {
            answers(site, POISONER, HMI, "llmnr", name, POISONER);
            logsIn(site, HMI, POISONER, "smb2", "ann");
        }
        logsIn(site.later(60), STATION, POISONER, "http", "bert");
        assertThat(told())
                .filteredOn(a -> a.title().equals(Situation.LOGIN_TO_POISONER.title))
                .extracting(a -> a.device().toString() + a.seen().contains("@works"))
                .containsExactly(HMI + true, STATION + true);
        assertThat(site.only().devices())
                .filteredOn(p -> p.part().equals("victim"))
                .flatExtracting(Incident.Party::addresses)
                .contains(HMI, STATION);
    }

    @Test
    void whoAnswersForANameOfAnotherWhoIsThereIsToldAtOnce() {
        named(STATION, "eng1");
        named(POISONER, "laptop");
        site.arp(POISONER, POISONER_MAC);
        answers(site, POISONER, HMI, "llmnr", "ENG1", POISONER);
        assertThat(told()).singleElement().satisfies(a -> assertThat(a.seen()).contains("the name of " + STATION));
    }

    @Test
    void whoAnswersForTheProxyIsToldAtOnce() {
        answers(site, POISONER, HMI, "nbns", "wpad", POISONER);
        assertThat(told()).hasSize(1);
    }

    @Test
    void aNameThatWasAskedForInVainForADayIsANoticeWhenItIsAnswered() {
        named(STATION, "eng1");
        for (int hour = 0; hour < 30; hour++) asks(site.at(hour * 3600 + 60), HMI, "oldserver");
        answers(site, STATION, HMI, "llmnr", "oldserver", STATION);
        assertThat(told()).singleElement().satisfies(a -> {
            assertThat(a.title()).isEqualTo(Situation.NAME_TAKEN.title);
            assertThat(a.neverHidden()).isFalse();
        });
        assertThat(site.only().tier()).isEqualTo(Incident.Tier.NOTICE);
    }

    @Test
    void aHostThatAnswersForItselfAndLogsPeopleInIsAServer() {
        named(STATION, "eng1");
        for (int day = 0; day < 3; day++) {
            site.at(day * DAY + 600);
            for (String protocol : List.of("llmnr", "nbns", "mdns"))
                answers(site, STATION, HMI, protocol, "eng1", STATION);
            answers(site, STATION, HMI, "mdns", "eng1-2", STATION);
            logsIn(site, HMI, STATION, "smb2", "ann");
        }
        assertThat(told()).isEmpty();
    }

    /** A NetBIOS name server, a sleep proxy: they say what is so. */
    @Test
    void whoAnswersWithTheAddressesOfTheOwnersSpeaksForThem() {
        named(PLC, "plc1");
        named(HMI, "hmi1");
        named(STATION, "eng1");
        for (var owner : List.of(List.of(PLC, "plc1"), List.of(HMI, "hmi1"), List.of(STATION, "eng1")))
            answers(site, "192.168.1.2", HMI, "nbns", owner.get(1), owner.get(0));
        assertThat(told()).isEmpty();
    }

    @Test
    void aLaptopThatCameBackWithAnotherAddressKeepsItsName() {
        named(STATION, "eng1");
        answers(site, STATION, HMI, "llmnr", "eng1", STATION);
        site.at(1200);
        answers(site, "192.168.1.31", HMI, "llmnr", "eng1", "192.168.1.31");
        answers(site, "192.168.1.31", HMI, "nbns", "eng1", "192.168.1.31");
        assertThat(told()).isEmpty();
    }
}
