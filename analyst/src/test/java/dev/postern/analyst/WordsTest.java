package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.STATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.incident.Preview;
import dev.postern.life.Retraction;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Incident;
import dev.postern.model.Incident.Tier;
import dev.postern.model.Verb;
import dev.postern.model.Withdrawal;
import dev.postern.model.Word;
import dev.postern.model.Word.Kind;
import dev.postern.model.Word.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A person's word: what it covers, for how long, and what it can never do. The site has learned for a day. */
class WordsTest {
    private static final int HOUR = 3_600;
    private static final int DAY = 24 * HOUR;

    private final Watched site = new Watched().plant();
    private double now = DAY + HOUR;

    private Watched later(double seconds) {
        now += seconds;
        return site.at(now);
    }

    /** Rare enough for a notice by itself. */
    private Anomaly shift(String client) {
        site.deviation(Channel.CYCLE_PERIOD, client, PLC, Verb.READ, 1e-7);
        return site.anomalies.getLast();
    }

    private void say(Kind kind, Scope scope, Anomaly a) {
        site.hears(Word.on(a, kind, scope, "", Word.LASTS_NANOS, "anna", "", site.anomalies.size()));
    }

    private Tier last() {
        String id = site.anomalies.getLast().id();
        return site.incidents.values().stream()
                .filter(i -> i.anomalies().contains(id))
                .map(Incident::tier)
                .findFirst()
                .orElse(Tier.OBSERVATION);
    }

    @Test
    void whatIsExpectedIsKeptAndToldNoMore() {
        later(0);
        Anomaly first = shift(HMI);
        assertThat(last()).isEqualTo(Tier.NOTICE);
        say(Kind.EXPECTED, Scope.EVENT, first);
        later(2 * DAY);
        Anomaly again = shift(HMI);
        assertThat(last()).isEqualTo(Tier.OBSERVATION);
        assertThat(again.answer()).startsWith("word-");
    }

    @Test
    void aWordReachesNoFurtherThanItsScope() {
        later(0);
        say(Kind.EXPECTED, Scope.EDGE, shift(HMI));
        later(2 * DAY);
        shift(STATION);
        assertThat(last()).as("another client").isEqualTo(Tier.NOTICE);
        later(DAY);
        site.deviation(Channel.COUNT_MESSAGES, HMI, "192.168.1.99", Verb.WRITE, 1e-7);
        assertThat(last()).as("another server").isEqualTo(Tier.NOTICE);
        later(2 * DAY);
        site.deviation(Channel.COUNT_MESSAGES, HMI, PLC, Verb.WRITE, 1e-7);
        assertThat(last()).as("the same two, another habit").isEqualTo(Tier.OBSERVATION);
    }

    @Test
    void aWordOfADeviceAndChannelLeavesItsOtherHabitsAlone() {
        later(0);
        say(Kind.EXPECTED, Scope.DEVICE_CHANNEL, shift(HMI));
        later(2 * DAY);
        site.deviation(Channel.CYCLE_MISSED, HMI, PLC, Verb.READ, 1e-7);
        assertThat(last()).isEqualTo(Tier.NOTICE);
    }

    @Test
    void aWordEndsAfterNinetyDaysOrWhenItIsTakenBack() {
        later(0);
        say(Kind.EXPECTED, Scope.EVENT, shift(HMI));
        later(91.0 * DAY);
        shift(HMI);
        assertThat(last()).isEqualTo(Tier.NOTICE);
        say(Kind.EXPECTED, Scope.EVENT, site.anomalies.getLast());
        String word = answer();
        later(DAY);
        site.hears(new Withdrawal("back", word, -1, "anna"));
        later(DAY);
        shift(HMI);
        assertThat(last()).isEqualTo(Tier.NOTICE);
    }

    private String answer() {
        later(HOUR);
        return shift(HMI).answer();
    }

    @Test
    void noWordSilencesWhatIsNeverHidden() {
        later(0).message(STATION, PLC, "s7comm", "plc stop", Verb.STOP, "");
        Anomaly stop = site.anomalies.getLast();
        for (Scope scope : Scope.values()) say(Kind.EXPECTED, scope, stop);
        later(2 * DAY).message(STATION, PLC, "s7comm", "plc stop", Verb.STOP, "");
        assertThat(last()).isEqualTo(Tier.INCIDENT);
        assertThat(site.anomalies.getLast().answer()).isEmpty();
    }

    @Test
    void whatIsExpectedAndToBeToldIsANoticeHoweverRare() {
        later(0);
        say(Kind.EXPECTED_TELL, Scope.EVENT, shift(HMI));
        later(2 * DAY).deviation(Channel.CYCLE_PERIOD, HMI, PLC, Verb.READ, 1e-12);
        assertThat(last()).isEqualTo(Tier.NOTICE);
        assertThat(site.incidents.values()).anyMatch(i -> i.title().startsWith("Expected: "));
    }

    @Test
    void whatWasCalledMaliciousIsAnIncidentWhenItComesBackHoweverMild() {
        later(0);
        site.deviation(Channel.CYCLE_PERIOD, HMI, PLC, Verb.READ, 1e-3);
        assertThat(last()).isEqualTo(Tier.OBSERVATION);
        say(Kind.MALICIOUS, Scope.EVENT, site.anomalies.getLast());
        later(2 * DAY).deviation(Channel.CYCLE_PERIOD, HMI, PLC, Verb.READ, 1e-3);
        assertThat(last()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void whatWasCalledMaliciousIsHandedOutOnceToBeUnlearned() {
        later(0);
        site.deviation(Channel.COUNT_MESSAGES, HMI, PLC, Verb.READ, 1e-3);
        say(Kind.MALICIOUS, Scope.EVENT, site.anomalies.getLast());
        assertThat(site.analyst.takeConfirmed(Watched.nanosAt(now - 60))).isEmpty();
        assertThat(site.analyst.takeConfirmed(Watched.nanosAt(now + 60)))
                .extracting(Retraction::source)
                .containsExactly(Watched.ip(HMI));
        assertThat(site.analyst.takeConfirmed(Watched.nanosAt(now + 120))).isEmpty();
    }

    @Test
    void ofAnIncidentThatIsCalledMaliciousTheSourcesAreUnlearnedSinceItBegan() {
        later(0).message(STATION, PLC, "s7comm", "plc stop", Verb.STOP, "");
        double began = now;
        later(20).deviation(Channel.CYCLE_PERIOD, HMI, PLC, Verb.READ, 1e-7);
        say(Kind.MALICIOUS, Scope.EVENT, site.anomalies.getLast());
        assertThat(site.analyst.takeConfirmed(Watched.nanosAt(now + 60)))
                .containsExactlyInAnyOrder(
                        new Retraction(Watched.ip(STATION), Watched.nanosAt(began)),
                        new Retraction(Watched.ip(HMI), Watched.nanosAt(began)));
    }

    @Test
    void aWordTouchesNothingThatHappenedBeforeItWasHeard() {
        later(0);
        say(Kind.EXPECTED, Scope.EVENT, shift(HMI));
        shift(HMI);
        assertThat(site.anomalies.getLast().answer()).isEmpty();
    }

    private Preview preview(Kind kind, Scope scope, Anomaly a) {
        Word word = Word.on(a, kind, scope, "", Word.LASTS_NANOS, "anna", "", 99);
        List<Incident> stories = List.copyOf(site.incidents.values());
        return Preview.of(
                word, site.anomalies, stories, site.decrees(), address -> "", Watched.nanosAt(0), Watched.nanosAt(now));
    }

    @Test
    void thePreviewSaysWhatTheWordThenDoes() {
        later(0);
        Anomaly shift = shift(HMI);
        later(3 * DAY).message(STATION, PLC, "s7comm", "plc stop", Verb.STOP, "");
        Preview preview = preview(Kind.EXPECTED, Scope.EVENT, shift);
        assertThat(preview.covered()).isEqualTo(1);
        assertThat(preview.gone())
                .containsExactly(site.incidents.keySet().iterator().next());
        Preview never = preview(Kind.EXPECTED, Scope.EDGE, site.anomalies.getLast());
        assertThat(never.neverHidden()).isEqualTo(1);
        assertThat(never.gone()).isEmpty();
        assertThat(never.quieter()).isEmpty();
    }

    @Test
    void thePreviewLeavesAStoryAsItIsWhereSomethingSmallInItIsExpected() {
        later(0);
        site.deviation(Channel.COUNT_COMMANDS, STATION, PLC, Verb.OPERATE, 1e-8);
        later(2 * DAY).deviation(Channel.COUNT_COMMANDS, STATION, PLC, Verb.OPERATE, 1e-4);
        later(30).deviation(Channel.BINDING_NAME, PLC, null, Verb.OTHER, 1e-3);
        Anomaly named = site.anomalies.getLast();
        assertThat(last()).as("for it is in the story of a return").isEqualTo(Tier.INCIDENT);
        Preview preview = preview(Kind.EXPECTED, Scope.EVENT, named);
        assertThat(preview.covered()).isEqualTo(1);
        assertThat(preview.gone()).isEmpty();
        assertThat(preview.quieter()).isEmpty();
        Preview both = preview(Kind.EXPECTED, Scope.DEVICE_CHANNEL, site.anomalies.getFirst());
        assertThat(both.covered()).isEqualTo(2);
        assertThat(both.gone()).containsExactlyElementsOf(site.incidents.keySet());
    }

    @Test
    void thePreviewHeedsWhatWasSaidBefore() {
        later(0);
        say(Kind.MALICIOUS, Scope.EVENT, shift(HMI));
        later(2 * DAY);
        Anomaly again = shift(HMI);
        Preview preview = preview(Kind.EXPECTED, Scope.EVENT, again);
        assertThat(preview.covered()).isEqualTo(2);
        assertThat(preview.gone()).as("only that of before the word").hasSize(1);
        assertThat(preview.quieter()).isEmpty();
    }

    @Test
    void whatIsToBeToldThoughItWasTooMildToTellIsANoticeMore() {
        later(0);
        site.deviation(Channel.CYCLE_PERIOD, HMI, PLC, Verb.READ, 1e-3);
        assertThat(preview(Kind.EXPECTED_TELL, Scope.EVENT, site.anomalies.getLast())
                        .alone())
                .isEqualTo(1);
        assertThat(preview(Kind.EXPECTED, Scope.EVENT, site.anomalies.getLast()).alone())
                .isZero();
    }
}
