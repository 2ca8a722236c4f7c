package dev.postern.analyst;

import static dev.postern.analyst.Watched.DAY;
import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static dev.postern.analyst.Watched.STATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.Retraction;
import dev.postern.model.Anomaly;
import dev.postern.model.AuditReport;
import dev.postern.model.Channel;
import dev.postern.model.Incident;
import dev.postern.model.Verb;
import dev.postern.model.Word;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is over for days is in the store alone; what somebody may still ask of it is answered years later all the same. */
class StoriesLetGoTest {
    private final Watched site = new Watched().plant();

    private List<String> held() {
        return site.analyst.incidents().stream().map(Incident::id).toList();
    }

    private Incident storyOf(Anomaly a) {
        return site.incidents.values().stream()
                .filter(i -> i.anomalies().contains(a.id()))
                .findFirst()
                .orElseThrow();
    }

    /** A station stops the controller, and an hour later a habit is broken. */
    private Anomaly stops(double at) {
        site.at(at).message(STATION, PLC, "s7comm", "plc stop", Verb.STOP, "");
        return site.anomalies.getLast();
    }

    /** One notice on every other day, each a story of its own. */
    private void ordinaryDays(double from, double to) {
        for (double at = from; at < to; at += 2 * DAY)
            site.at(at).poll().deviation(Channel.CYCLE_PERIOD, HMI, PLC, Verb.READ, 1e-7);
        site.at(to).poll();
    }

    @Test
    void aStoryThatIsOverForDaysIsLetGo() {
        Incident story = storyOf(stops(2 * DAY));
        site.at(5.5 * DAY).poll();
        assertThat(held()).contains(story.id());
        site.at(6.5 * DAY).poll();
        assertThat(held()).isEmpty();
        assertThat(site.incidents).as("it was told, and nothing took it back").containsEntry(story.id(), story);
    }

    @Test
    void afterTwoYearsNoMoreStoriesAreHeldThanAfterAMonth() {
        ordinaryDays(2 * DAY, 30 * DAY);
        int afterAMonth = held().size();
        ordinaryDays(31 * DAY, 730 * DAY);
        assertThat(site.incidents).hasSizeGreaterThan(350);
        assertThat(held()).hasSizeLessThanOrEqualTo(Math.max(2, afterAMonth));
        assertThat(site.analyst.limitsHit()).isEmpty();
    }

    @Test
    void theSameAgainWithinADayGoesOnWithItsStoryAndLaterBeginsAnother() {
        Incident story = storyOf(stops(2.1 * DAY));
        assertThat(storyOf(stops(3 * DAY)).id()).isEqualTo(story.id());
        assertThat(storyOf(stops(7 * DAY)).id()).isNotEqualTo(story.id());
    }

    @Test
    void whatIsCalledMaliciousAYearLaterIsUnlearnedSinceItsStoryBegan() {
        stops(2 * DAY);
        Retraction began = new Retraction(Watched.ip(STATION), Watched.nanosAt(2 * DAY));
        site.at(2 * DAY + 600).deviation(Channel.NOVELTY_TARGET, STATION, PLC, Verb.WRITE, 1e-7);
        Anomaly write = site.anomalies.getLast();
        ordinaryDays(3 * DAY, 367 * DAY);
        site.hears(Word.on(
                write, Word.Kind.MALICIOUS, Word.Scope.EVENT, "", Word.LASTS_NANOS, "anna", "", site.anomalies.size()));
        assertThat(site.analyst.takeConfirmed(Watched.nanosAt(367 * DAY + 60))).containsExactly(began);
    }

    @Test
    void anAuditStillListsTheGravestFirstAndCountsTheOthers() {
        Incident stop = storyOf(stops(2 * DAY));
        ordinaryDays(3 * DAY, 200 * DAY);
        AuditReport.Section told = site.audit().sections().getFirst();
        assertThat(told.items().getFirst().detail()).startsWith("incident " + stop.id() + "; rank");
        assertThat(told.items().getFirst().evidence()).isNotEmpty();
        assertThat(told.items()).hasSize(40);
        assertThat(told.items().size() + told.leftOut()).isEqualTo(site.incidents.size());
        List<Double> ranks = site.incidents.values().stream()
                .sorted(Comparator.comparing(Incident::deserved)
                        .thenComparing(
                                Comparator.comparingDouble(Incident::rank).reversed())
                        .thenComparing(Incident::id))
                .limit(40)
                .map(Incident::rank)
                .toList();
        for (int i = 0; i < 40; i++)
            assertThat(told.items().get(i).detail()).contains("rank " + Math.round(ranks.get(i)));
    }

    @Test
    void aJobThatComesMonthsAfterItWasMissedStillChangesItsStory() {
        site.at(3 * DAY).deviation(Channel.PRESENCE_MISSED, HMI, PLC, Verb.OTHER, 5e-5, "smb2");
        Anomaly missed = site.anomalies.getLast();
        ordinaryDays(5 * DAY, 103 * DAY);
        assertThat(held()).as("it may still come").contains(storyOf(missed).id());
        site.at(103 * DAY).traffic(HMI, HMI_MAC, PLC, PLC_MAC, "smb2");
        assertThat(storyOf(missed).narrative()).contains("it came 100 days");
        ordinaryDays(104 * DAY, 110 * DAY);
        assertThat(held()).doesNotContain(storyOf(missed).id());
    }
}
