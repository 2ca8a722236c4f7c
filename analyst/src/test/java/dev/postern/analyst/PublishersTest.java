package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.STATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Situation;
import dev.postern.model.Verb;
import org.junit.jupiter.api.Test;

/** Values of a topic that a second one publishes beside the first (B17). */
class PublishersTest {
    private static final double HOUR = 3600;
    private static final String BROKER = "192.168.1.40";
    private final Watched site = new Watched().plant();

    static Watched publishes(Watched site, String who, String topic) {
        return site.message(who, BROKER, "mqtt", "publish", Verb.REPORT, topic);
    }

    /** Each hour, up to that one. */
    private void hours(int from, int to, String who) {
        for (int hour = from; hour < to; hour++) publishes(site.at(hour * HOUR), who, "works/level");
    }

    private long told() {
        return site.told(Situation.SECOND_SOURCE).size();
    }

    @Test
    void whoPublishesWhatAnotherPublishesIsToldOnceAndByName() {
        hours(0, 30, PLC);
        publishes(site, STATION, "works/other");
        assertThat(told()).isZero();
        publishes(site.at(29.5 * HOUR), STATION, "works/level");
        hours(30, 33, PLC);
        publishes(site, STATION, "works/level");
        assertThat(site.told(Situation.SECOND_SOURCE)).singleElement().satisfies(a -> {
            assertThat(a.device()).hasToString(STATION);
            assertThat(a.seen()).contains("publishes works/level at " + BROKER, PLC);
        });
    }

    @Test
    void aStandByThatPublishesWhenTheOtherIsSilentIsNone() {
        hours(0, 30, PLC);
        hours(33, 40, STATION);
        hours(43, 50, PLC);
        assertThat(told()).isZero();
    }

    @Test
    void aTopicOfSeveralIsTheirsTogether() {
        hours(0, 5, PLC);
        hours(5, 6, HMI);
        hours(6, 30, PLC);
        publishes(site, STATION, "works/level");
        assertThat(told()).isZero();
    }
}
