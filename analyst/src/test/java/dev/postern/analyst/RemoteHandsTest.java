package dev.postern.analyst;

import static dev.postern.analyst.Intruder.goes;
import static dev.postern.analyst.Intruder.logsIn;
import static dev.postern.analyst.Watched.DAY;
import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.PLC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Anomaly;
import dev.postern.model.Incident.Tier;
import dev.postern.model.Verb;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator's screen commands a controller; the engineer has it open from his station now and then, and somebody in the office never had. */
class RemoteHandsTest {
    private static final String ENGINEER = "192.168.1.50";
    private static final String COLLEAGUE = "192.168.1.51";
    private static final String OFFICE = "10.9.9.50";
    private static final int HOUR = 3_600;
    private final Watched site = new Watched();

    private List<Anomaly> told() {
        return site.anomalies.stream()
                .filter(a -> a.title().startsWith("Commands while somebody new"))
                .toList();
    }

    @BeforeEach
    void aWeek() {
        site.plant();
        site.traffic(ENGINEER, 0x10_0001L, COLLEAGUE, 0x10_0002L, "smb2");
        site.traffic(OFFICE, 0x10_0003L, "10.9.9.51", 0x10_0004L, "smb2").minuteEnds();
        for (int day = 0; day < 7; day++) {
            site.at(day * DAY + HOUR);
            goes(site, ENGINEER, HMI, "rdp");
            operates();
        }
        site.at(7 * DAY + HOUR).poll();
    }

    private void operates() {
        site.message(HMI, PLC, "modbus", "write single coil", Verb.WRITE, "coil 4");
    }

    @Test
    void aScreenThatTheOfficeHasOpenForTheFirstTimeAndThatCommandsIsAnIncidentThatNamesAllThree() {
        goes(site, OFFICE, HMI, "rdp");
        site.later(90);
        operates();
        operates();
        assertThat(told()).singleElement().satisfies(a -> {
            assertThat(a.seen()).contains(OFFICE, HMI, PLC, "write single coil", "rdp");
            assertThat(a.neverHidden()).isTrue();
            assertThat(a.techniques()).contains("T0823");
        });
        assertThat(site.incidents.values())
                .anyMatch(i -> i.tier() == Tier.INCIDENT
                        && i.anomalies().contains(told().getFirst().id()));
    }

    @Test
    void aLoginThatSucceedsCountsAtOnce() {
        logsIn(site, OFFICE, HMI, "rdp", "operator");
        operates();
        assertThat(told()).hasSize(1);
    }

    @Test
    void aColleagueFromBesideIsANotice() {
        goes(site, COLLEAGUE, HMI, "vnc");
        operates();
        assertThat(told()).hasSize(1);
        assertThat(site.incidents.values()).noneMatch(i -> i.tier() == Tier.INCIDENT);
    }

    @Test
    void whoSatThereInTheFirstWeekIsUsedToIt() {
        goes(site, ENGINEER, HMI, "rdp");
        operates();
        assertThat(told()).isEmpty();
    }

    @Test
    void whatIsCommandedWhenTheSessionIsOverIsTheOperators() {
        goes(site, OFFICE, HMI, "rdp");
        site.later(600);
        operates();
        assertThat(told()).isEmpty();
    }

    @Test
    void whoOnlyLooksAndWhoReadsFilesHasNoHandThere() {
        goes(site, OFFICE, HMI, "rdp");
        site.polls(HMI, PLC, "modbus").later(600);
        goes(site, OFFICE, HMI, "smb2");
        operates();
        assertThat(told()).isEmpty();
    }

    @Test
    void whoSatThereOnThreeDaysIsUsedToItOnTheFourth() {
        for (int day = 7; day < 12; day++) {
            site.at(day * DAY + 5 * HOUR);
            goes(site, COLLEAGUE, HMI, "rdp");
            operates();
        }
        assertThat(told()).hasSize(3);
    }

    @Test
    void aSessionOnAnotherHostIsNoHandOnThisOne() {
        site.traffic(OFFICE, 0x10_0003L, HMI, HMI_MAC, "https");
        goes(site, OFFICE, ENGINEER, "rdp");
        operates();
        assertThat(told()).isEmpty();
    }

    /** A works that is watched since an hour. */
    private static Watched young() {
        Watched young = new Watched().plant();
        young.traffic(ENGINEER, 0x10_0001L, COLLEAGUE, 0x10_0002L, "smb2");
        return young.traffic(OFFICE, 0x10_0003L, "10.9.9.51", 0x10_0004L, "smb2")
                .at(HOUR)
                .poll();
    }

    private static void sitsAndOperates(Watched young, String who) {
        goes(young, who, HMI, "rdp");
        young.message(HMI, PLC, "modbus", "write single coil", Verb.WRITE, "coil 4");
        young.minuteEnds();
    }

    private static List<Anomaly> hands(Watched young) {
        return young.anomalies.stream()
                .filter(a -> a.title().startsWith("Commands while somebody new"))
                .toList();
    }

    @Test
    void whoeverSitsThereFromTheOfficeInTheFirstWeekIsToldOnceAndNoIncident() {
        Watched young = young();
        for (int day = 0; day < 10; day++) {
            young.at(day * DAY + 2 * HOUR);
            sitsAndOperates(young, OFFICE);
        }
        assertThat(hands(young)).singleElement().satisfies(a -> {
            assertThat(a.neverHidden()).isTrue();
            assertThat(a.seen()).contains(OFFICE, HMI, PLC);
        });
        assertThat(young.incidents.values()).noneMatch(i -> i.tier() == Tier.INCIDENT);
    }

    @Test
    void whoSitsThereFromBesideInTheFirstWeekIsUsedToIt() {
        Watched young = young();
        for (int day = 0; day < 10; day++) {
            young.at(day * DAY + 2 * HOUR);
            sitsAndOperates(young, ENGINEER);
        }
        assertThat(hands(young)).isEmpty();
    }
}
