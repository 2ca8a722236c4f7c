package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.STATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Naming;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Anomaly;
import dev.postern.model.AuditReport.Item;
import dev.postern.model.Channel;
import dev.postern.model.Incident.Tier;
import dev.postern.model.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A network that was entered before anybody watched it, judged by what is rare for a role. */
class FirstDayTest {
    private static final String OTHER = "192.168.1.11";
    private final Watched site = new Watched().plant();

    private List<Situation> found() {
        return site.anomalies.stream().map(Naming::situation).toList();
    }

    private void writes(String client, double at, String target, long value) {
        site.at(at).message(client, PLC, "s7comm", "write var", Verb.WRITE, target, "values", List.of(value));
    }

    private List<Item> audited() {
        return site.audit().sections().stream()
                .filter(s -> s.name().equals("strange-hands"))
                .flatMap(s -> s.items().stream())
                .toList();
    }

    @Test
    void whoCommandsAndNeverLooksIsANoticeInItsFirstMinuteAndStandsInTheAudit() {
        writes(STATION, 10, "MB 4", 1);
        writes(STATION, 20, "MB 5", 1);
        site.minuteEnds();
        assertThat(found()).containsExactly(Situation.BLIND_WRITER);
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
        assertThat(site.anomalies.getLast().evidence()).hasSize(2);
        writes(STATION, 70, "MB 6", 1);
        site.minuteEnds();
        assertThat(found()).hasSize(1);
        assertThat(audited())
                .singleElement()
                .satisfies(i -> assertThat(i.sentence()).contains("3 times"));
    }

    @Test
    void oneCommandMayBeTheEndOfSomethingThatWasLookedAtBefore() {
        site.at(10).message(STATION, OTHER, "s7comm", "write var", Verb.WRITE, "MB 4", "values", List.of(1));
        site.minuteEnds();
        assertThat(found()).isEmpty();
        assertThat(audited()).isEmpty();
    }

    @Test
    void whereAScreenIsHeardReadingOneCommandOfSomebodyElseIsTold() {
        writes(STATION, 10, "MB 4", 1);
        site.minuteEnds();
        assertThat(found()).containsExactly(Situation.BLIND_WRITER);
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
        assertThat(audited()).hasSize(1);
    }

    @Test
    void besideAScreenThatLooksABlindHandIsNeverHiddenAndWhereNobodyLooksItMayBe() {
        writes(STATION, 10, "MB 4", 1);
        site.message(STATION, OTHER, "s7comm", "write var", Verb.WRITE, "MB 4", "values", List.of(1));
        site.message(STATION, OTHER, "s7comm", "write var", Verb.WRITE, "MB 5", "values", List.of(1));
        site.minuteEnds();
        assertThat(found()).containsExactly(Situation.BLIND_WRITER, Situation.BLIND_WRITER);
        assertThat(site.anomalies)
                .filteredOn(a -> Watched.ip(PLC).equals(a.peer()))
                .singleElement()
                .satisfies(a -> assertThat(a.neverHidden()).isTrue());
        assertThat(site.anomalies)
                .filteredOn(a -> Watched.ip(OTHER).equals(a.peer()))
                .singleElement()
                .satisfies(a -> assertThat(a.neverHidden()).isFalse());
    }

    @Test
    void whoSwitchesToAndFroWithinMillisecondsAndNeverLooksIsAnIncidentAtOnce() {
        writes(STATION, 10, "MB 4", 1);
        writes(STATION, 10.004, "MB 4", 0);
        site.minuteEnds();
        assertThat(found()).containsExactly(Situation.TOGGLED);
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void theSameValueTwiceOrAnotherPointIsNoSwitchingToAndFro() {
        writes(STATION, 10, "MB 4", 1);
        writes(STATION, 10.004, "MB 4", 1);
        writes(STATION, 10.008, "MB 5", 0);
        writes(STATION, 12, "MB 5", 1);
        site.minuteEnds();
        assertThat(found()).containsExactly(Situation.BLIND_WRITER);
    }

    @Test
    void aScreenThatLooksMaySwitchAsItLikes() {
        writes(HMI, 10, "MB 4", 1);
        writes(HMI, 10.004, "MB 4", 0);
        site.polls(HMI, PLC, "s7comm");
        site.minuteEnds();
        assertThat(found()).isEmpty();
        assertThat(audited()).isEmpty();
    }

    private void master(int servers) {
        for (int i = 0; i < servers; i++) {
            String server = "192.168.1." + (40 + i);
            site.traffic(HMI, HMI_MAC, server, OTHER_MAC + i, "modbus");
            site.polls(HMI, server, "modbus");
        }
    }

    private void asks(int client, int server) {
        String from = "192.168.1." + client;
        String to = "192.168.1." + server;
        site.traffic(from, OTHER_MAC + client - 40, to, OTHER_MAC + server - 40, "modbus");
        site.polls(from, to, "modbus");
    }

    @Test
    void oneOfManyServersOfAMasterThatAsksAnotherIsStrange() {
        master(6);
        asks(41, 43);
        site.minuteEnds();
        assertThat(site.anomalies)
                .filteredOn(a -> Naming.situation(a) == Situation.CONTROLLER_CALLS)
                .singleElement()
                .extracting(Anomaly::device)
                .isEqualTo(Watched.ip("192.168.1.41"));
        assertThat(audited()).hasSize(1);
    }

    @Test
    void whereControllersAskEachOtherThatIsHowTheyWork() {
        master(6);
        for (int i = 0; i < 4; i++) asks(40 + i, 41 + i);
        site.minuteEnds();
        assertThat(found()).doesNotContain(Situation.CONTROLLER_CALLS);
    }

    @Test
    void theFirstWriteOfAScreenThatReadsAllDayIsOfItsRole() {
        site.livesUntil(7_200);
        site.deviation(Channel.NOVELTY_WRITER, HMI, PLC, Verb.WRITE, 1e-5);
        site.deviation(Channel.NOVELTY_WRITER, STATION, PLC, Verb.WRITE, 1e-5);
        assertThat(site.anomalies).extracting(Anomaly::neverHidden).containsExactly(false, true);
    }

    @Test
    void onceAWeekHasShownWhoWritesItIsNot() {
        site.livesUntil(8 * Watched.DAY);
        site.deviation(Channel.NOVELTY_WRITER, HMI, PLC, Verb.WRITE, 1e-5);
        assertThat(site.anomalies.getLast().neverHidden()).isTrue();
    }

    @Test
    void afterTheFirstDayHistoryJudges() {
        site.livesUntil(Watched.DAY + 120);
        int before = site.anomalies.size();
        writes(STATION, Watched.DAY + 130, "MB 4", 1);
        writes(STATION, Watched.DAY + 130.004, "MB 4", 0);
        site.minuteEnds();
        assertThat(found().subList(before, found().size())).doesNotContain(Situation.TOGGLED, Situation.BLIND_WRITER);
    }
}
