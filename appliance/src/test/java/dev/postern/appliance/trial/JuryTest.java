package dev.postern.appliance.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.evaluate.Alarm;
import dev.postern.evaluate.Story;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.Incident;
import dev.postern.model.Incident.Tier;
import dev.postern.model.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the product concluded, in the order in which its console lists it. */
class JuryTest {
    private final Jury jury = new Jury(minute -> {});

    private void concludes(String id, Tier tier, double rank, Tier heldBack) {
        jury.incident(new Incident(
                id,
                1,
                0,
                1,
                id,
                "",
                List.of(),
                tier,
                "",
                4,
                rank,
                List.of(),
                List.of("of " + id),
                heldBack,
                "",
                List.of(),
                false));
    }

    private void raises(String id) {
        jury.anomaly(new Anomaly(
                id,
                0,
                0,
                Address.parse("10.0.0.1"),
                null,
                "",
                Channel.COUNT_MESSAGES,
                Verb.OTHER,
                "",
                id,
                "",
                "",
                1e-6,
                "",
                4,
                Explanation.NONE,
                List.of(),
                List.of(),
                false));
    }

    @Test
    void anIncidentStandsAboveANoticeOfHigherRankAndRankOrdersWithinATier() {
        concludes("loud notice", Tier.NOTICE, 90, null);
        concludes("quiet notice", Tier.NOTICE, 2, null);
        concludes("quiet incident", Tier.INCIDENT, 3, null);
        concludes("held back by the budget", Tier.NOTICE, 40, Tier.INCIDENT);
        assertThat(jury.ranked().shown(0)).as("of anomalies that nobody heard").isEmpty();
        for (String id : List.of("loud notice", "quiet notice", "quiet incident", "held back by the budget"))
            raises("of " + id);
        double[] scores = jury.ranked().scores();
        assertThat(scores[1]).isLessThan(scores[0]);
        assertThat(scores[0]).isLessThan(scores[2]);
        assertThat(scores[2]).isLessThan(scores[3]);
        assertThat(jury.ranked().shown(1))
                .extracting(Story::title)
                .containsExactly("quiet incident", "held back by the budget");
    }

    private long told(String id) {
        raises("of " + id);
        concludes(id, Tier.INCIDENT, 3, null);
        return jury.shown().stream()
                .filter(story -> story.title().equals(id))
                .flatMap(story -> story.alarms().stream())
                .mapToLong(Alarm::toldNanos)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsConcludedFromAMinuteIsToldWhenTheMinuteEndsWhateverMomentItIsAbout() {
        assertThat(told("at once")).isEqualTo(1);
        jury.closing(60);
        assertThat(told("of the minute")).isEqualTo(60);
        jury.minute(60);
        assertThat(told("at once after it")).isEqualTo(1);
    }
}
