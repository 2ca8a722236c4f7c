package dev.postern.analyst;

import static dev.postern.analyst.Watched.DAY;
import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.STATION;
import static dev.postern.analyst.Watched.STATION_MAC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.Retraction;
import dev.postern.model.Anomaly;
import dev.postern.model.Budget;
import dev.postern.model.Channel;
import dev.postern.model.Decree;
import dev.postern.model.Incident;
import dev.postern.model.Incident.Tier;
import dev.postern.model.Verb;
import dev.postern.model.Word;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What has one cause is told as one story, and judged as if it were not. The home is more than a week old; times are in seconds. */
class StoriesTest {
    private static final double MORNING = 8 * DAY;
    private static final String STRANGER = "192.168.1.77";
    private static final int NEXT = 2_400;
    private static final int HOUR = 3_600;

    private final Watched site = new Watched().plant();

    private static String plc(int number) {
        return "192.168.1." + (100 + number);
    }

    /** A station reads the program of one controller after another, as it did of others before; forty minutes lie between two. */
    private void round(String station, double from, int controllers) {
        for (int i = 0; i < controllers; i++) site.at(from + i * NEXT).engineers(station, plc(i), Verb.UPLOAD, 5);
    }

    private List<Incident> told() {
        return List.copyOf(site.incidents.values());
    }

    private Incident storyOf(Anomaly a) {
        return told().stream()
                .filter(i -> i.anomalies().contains(a.id()))
                .findFirst()
                .orElseThrow();
    }

    private Incident last() {
        return storyOf(site.anomalies.getLast());
    }

    private void everyAnomalyIsToldOnce() {
        List<String> all = new ArrayList<>();
        told().forEach(i -> all.addAll(i.anomalies()));
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        site.anomalies.stream().map(Anomaly::id).toList());
    }

    @Test
    void theRoundOfAnEngineerIsOneNoticeThatNamesAllHisControllers() {
        round(STATION, MORNING, 12);
        Incident story = site.only();
        assertThat(told()).containsExactly(story);
        assertThat(story.tier()).isEqualTo(Tier.NOTICE);
        assertThat(story.title()).endsWith(STATION + " to " + plc(0) + ", " + plc(1) + ", " + plc(2) + " and 9 more");
        assertThat(story.narrative())
                .contains("On one round of 7 hours the same source did so to 12 devices: " + plc(0));
        for (int i = 0; i < 12; i++) assertThat(story.narrative()).contains(plc(i));
        assertThat(story.devices()).hasSize(13);
        everyAnomalyIsToldOnce();
    }

    @Test
    void aRoundIsNoGraverThanItsGravestVisit() {
        site.at(MORNING).engineers(STATION, plc(11), Verb.UPLOAD, 5);
        double one = site.only().rank();
        round(STATION, MORNING + NEXT, 11);
        assertThat(site.only().rank()).isEqualTo(one);
        assertThat(site.only().sittings())
                .hasSize(12)
                .allSatisfy(s -> assertThat(s).hasSize(1));
    }

    @Test
    void anotherStationOnTheSameDayIsAnotherStory() {
        for (int i = 0; i < 3; i++) {
            site.at(MORNING + i * NEXT).engineers(STATION, plc(i), Verb.UPLOAD, 5);
            site.at(MORNING + i * NEXT + 60).engineers(HMI, plc(10 + i), Verb.UPLOAD, 5);
        }
        assertThat(told()).hasSize(2).allSatisfy(i -> assertThat(i.anomalies()).hasSize(3));
        everyAnomalyIsToldOnce();
    }

    @Test
    void anotherKindOfDeedOfTheSameStationIsAnotherStory() {
        round(STATION, MORNING, 2);
        site.at(MORNING + 2 * NEXT).deviation(Channel.CYCLE_PERIOD, STATION, plc(7), Verb.READ, 1e-7);
        assertThat(told()).hasSize(2);
        assertThat(last().anomalies()).hasSize(1);
    }

    @Test
    void theRoundOfTheNextDayIsAStoryOfItsOwn() {
        round(STATION, MORNING, 3);
        round(STATION, MORNING + DAY + HOUR, 3);
        assertThat(told()).hasSize(2).allSatisfy(i -> assertThat(i.anomalies()).hasSize(3));
    }

    private void unsteady(double at) {
        site.at(at).poll().deviation(Channel.CYCLE_PERIOD, HMI, PLC, Verb.READ, 1e-7);
    }

    @Test
    void theSameSentenceDayAfterDayIsAStoryThatGoesOnUntilADayPassesWithoutIt() {
        for (int day = 0; day < 5; day++) unsteady(MORNING + day * (DAY + HOUR));
        Incident story = site.only();
        assertThat(story.anomalies()).hasSize(5);
        assertThat(story.narrative()).contains("It came again, over 4 days by now.");
        unsteady(MORNING + 4 * (DAY + HOUR) + 2 * DAY);
        assertThat(last().id()).isNotEqualTo(story.id());
        assertThat(told()).hasSize(2);
    }

    @Test
    void afterAMonthItBeginsAgain() {
        for (int day = 0; day < 40; day++) unsteady(MORNING + day * (DAY + HOUR));
        assertThat(told()).hasSize(2);
        assertThat(last().anomalies()).hasSize(10);
    }

    @Test
    void aVisitThatBecomesAnIncidentIsToldByItselfAtOnceAndTheRoundWithoutIt() {
        round(STATION, MORNING, 3);
        String round = site.only().id();
        site.later(120).message(STATION, plc(2), "s7comm", "plc stop", Verb.STOP, "");
        assertThat(last().tier()).isEqualTo(Tier.INCIDENT);
        assertThat(last().id()).isNotEqualTo(round);
        assertThat(last().anomalies()).as("the visit and the stop").hasSize(2);
        assertThat(site.incidents.get(round).anomalies()).hasSize(2);
        assertThat(site.incidents.get(round).tier()).isEqualTo(Tier.NOTICE);
        everyAnomalyIsToldOnce();
    }

    /** A newcomer asks three controllers that others ask, each an hour after the other. */
    private void newMaster() {
        for (double at : new double[] {0, 2 * DAY})
            for (int i = 0; i < 3; i++)
                site.at(at)
                        .traffic(HMI, HMI_MAC, plc(i), Watched.OTHER_MAC + i, "modbus")
                        .polls(HMI, plc(i), "modbus");
        for (int i = 0; i < 3; i++) site.later(HOUR).polls(STRANGER, plc(i), "modbus");
    }

    @Test
    void whereTheFirstVisitBecomesAnIncidentTheOthersGoOnWithoutIt() {
        newMaster();
        String first = site.only().id();
        assertThat(site.only().anomalies()).hasSize(3);
        site.later(HOUR).polls(STRANGER, plc(0), "modbus");
        assertThat(site.anomalies.getLast().title()).isEqualTo("New master is back");
        assertThat(last().id()).isEqualTo(first);
        assertThat(last().tier()).isEqualTo(Tier.INCIDENT);
        assertThat(last().anomalies()).hasSize(2);
        assertThat(told()).hasSize(2);
        assertThat(told().getLast().tier()).isEqualTo(Tier.NOTICE);
        assertThat(told().getLast().anomalies()).hasSize(2);
        everyAnomalyIsToldOnce();
    }

    @Test
    void whatMayNeverBeHiddenShowsARoundThatTheBudgetWouldHoldBack() {
        site.at(MORNING).hears(new Budget("b", 0, 0, Decree.UNHEARD, "anna"));
        site.later(60).deviation(Channel.CYCLE_PERIOD, HMI, PLC, Verb.READ, 1e-7);
        assertThat(last().tier()).isEqualTo(Tier.OBSERVATION);
        round(STATION, MORNING + HOUR, 2);
        assertThat(last().anomalies()).hasSize(2);
        assertThat(last().tier()).isEqualTo(Tier.NOTICE);
    }

    @Test
    void aRoundIsOneNoticeOfTheBudgetHoweverManyAreVisited() {
        site.at(MORNING).hears(new Budget("b", 1, 1, Decree.UNHEARD, "anna"));
        for (int i = 0; i < 6; i++)
            site.at(MORNING + i * NEXT).deviation(Channel.CYCLE_PERIOD, STATION, plc(i), Verb.READ, 1e-7);
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
        assertThat(site.only().heldBack()).isNull();
    }

    @Test
    void aWordOnOneVisitTakesBackNoMoreThanThatVisitTaught() {
        round(STATION, MORNING, 3);
        Anomaly last = site.anomalies.getLast();
        site.hears(Word.on(
                last, Word.Kind.MALICIOUS, Word.Scope.EVENT, "", Word.LASTS_NANOS, "anna", "", site.anomalies.size()));
        assertThat(site.analyst.takeConfirmed(Watched.nanosAt(MORNING + 2 * NEXT + 60)))
                .containsExactly(new Retraction(Watched.ip(STATION), Watched.nanosAt(MORNING + 2 * NEXT)));
    }

    /** The station meets so many controllers within a minute. */
    private void meets(double at, int controllers) {
        site.at(at);
        for (int i = 0; i < controllers; i++)
            site.traffic(STATION, STATION_MAC, plc(i), Watched.OTHER_MAC + i, "modbus");
    }

    @Test
    void theLoadsOfWhomASearcherMetBelongToTheSearchWhetherToldBeforeOrAfterIt() {
        meets(MORNING, 6);
        for (int i = 0; i < 3; i++) site.busy(plc(i), 60, 1e-5);
        assertThat(told()).hasSize(3);
        site.knocks(STATION, 40);
        for (int i = 3; i < 6; i++) site.later(20).busy(plc(i), 60, 1e-5);
        Incident story = site.only();
        assertThat(told()).containsExactly(story);
        assertThat(story.tier()).as("a load is no second sign").isEqualTo(Tier.NOTICE);
        assertThat(story.title()).endsWith(": " + STATION);
        assertThat(story.narrative())
                .contains("It explains an unusual load of 6 devices that were searched: " + plc(0));
        assertThat(story.devices()).filteredOn(d -> d.part().equals("victim")).hasSize(6);
        everyAnomalyIsToldOnce();
    }

    @Test
    void aFloodALoadLongAfterwardsAndTheLoadOfOneThatTheSearcherNeverMetAreStoriesOfTheirOwn() {
        meets(MORNING, 3);
        site.knocks(STATION, 40);
        site.busy(plc(0), 40_000, 1e-5);
        assertThat(last().anomalies()).hasSize(1);
        site.at(MORNING + 120).traffic(HMI, HMI_MAC, plc(9), Watched.OTHER_MAC + 9, "modbus");
        site.busy(plc(9), 60, 1e-5);
        assertThat(last().anomalies()).hasSize(1);
        site.at(MORNING + 1_200).busy(plc(1), 60, 1e-5);
        assertThat(last().anomalies()).hasSize(1);
        assertThat(told()).hasSize(4);
    }

    @Test
    void whatAnotherDoesToOneThatWasSearchedIsNoPartOfTheSearch() {
        meets(MORNING, 3);
        site.knocks(STATION, 40);
        site.busy(plc(0), 60, 1e-5).busy(plc(1), 60, 1e-5);
        Incident search = site.only();
        site.later(300).deviation(Channel.NOVELTY_WRITER, HMI, plc(1), Verb.WRITE, 1e-3);
        assertThat(last().id()).isNotEqualTo(search.id());
        assertThat(last().tier()).isEqualTo(Tier.INCIDENT);
        assertThat(last().anomalies())
                .as("the write and the load of whom was written to")
                .hasSize(2);
        assertThat(site.incidents.get(search.id()).anomalies()).hasSize(2);
        everyAnomalyIsToldOnce();
    }

    @Test
    void whatGoesOnFromDayToDayIsNoGraverForIt() {
        for (int day = 0; day < 6; day++) {
            site.at(MORNING + day * (DAY + HOUR)).poll().deviation(Channel.CYCLE_PERIOD, HMI, PLC, Verb.READ, 2e-6);
            // Together with what came two days ago this would be an incident.
            if (day % 2 == 1) site.later(60).deviation(Channel.HEALTH_LATENCY, HMI, PLC, Verb.READ, 1e-5);
        }
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
        assertThat(site.only().anomalies()).hasSize(9);
    }

    @Test
    void theNextDaysLoadOfOneThatWasSearchedIsNoPartOfTheSearch() {
        meets(MORNING, 2);
        site.knocks(STATION, 40).busy(plc(0), 60, 1e-5);
        assertThat(site.only().anomalies()).hasSize(2);
        site.at(MORNING + 20 * HOUR).busy(plc(0), 60, 1e-5);
        assertThat(last().anomalies()).hasSize(1);
        assertThat(told()).hasSize(2);
    }
}
