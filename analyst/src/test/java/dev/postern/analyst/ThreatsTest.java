package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.STATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Channel;
import dev.postern.model.Decree;
import dev.postern.model.Threat;
import dev.postern.model.Verb;
import dev.postern.model.Word;
import org.junit.jupiter.api.Test;

/** What is told of a device adds up to how likely it is in the wrong hands, and fades. */
class ThreatsTest {
    private static final int HOUR = 3_600;
    private static final int DAY = 24 * HOUR;

    private final Watched site = new Watched().plant();
    private double now = DAY + HOUR;

    private double threat(String address) {
        Threat threat = site.threats.get(site.deviceAt(address).id());
        return threat == null ? 0 : threat.probability(Watched.nanosAt(now));
    }

    private void deviates(double later, Channel channel, double p) {
        now += later;
        site.at(now).deviation(channel, STATION, PLC, Verb.READ, p);
    }

    @Test
    void oneRareThingAloneDoesNotConvict() {
        deviates(0, Channel.CYCLE_PERIOD, 1e-40);
        assertThat(threat(STATION)).isBetween(0.01, 0.2);
        assertThat(threat(HMI)).isZero();
    }

    @Test
    void severalThingsOfDifferentKindsDo() {
        deviates(0, Channel.CYCLE_PERIOD, 1e-6);
        deviates(60, Channel.COUNT_PEERS, 1e-6);
        deviates(60, Channel.NOVELTY_OPERATION, 1e-6);
        assertThat(threat(STATION)).isGreaterThan(0.9);
    }

    @Test
    void theSameAgainWithinADayIsNoNewEvidence() {
        deviates(0, Channel.CYCLE_PERIOD, 1e-3);
        double once = threat(STATION);
        for (int i = 0; i < 20; i++) deviates(60, Channel.CYCLE_PERIOD, 1e-3);
        assertThat(threat(STATION)).isEqualTo(once, org.assertj.core.data.Offset.offset(0.01 * once));
    }

    @Test
    void whatWasToldFadesByHalfInTwoWeeks() {
        deviates(0, Channel.CYCLE_PERIOD, 1e-6);
        double odds = threat(STATION) / (1 - threat(STATION)) / Threat.PRIOR_ODDS;
        now += 14 * DAY;
        double later = threat(STATION) / (1 - threat(STATION)) / Threat.PRIOR_ODDS;
        assertThat(Math.log(later)).isCloseTo(Math.log(odds) / 2, org.assertj.core.data.Offset.offset(1e-6));
    }

    @Test
    void whatIsExpectedDoesNotCount() {
        deviates(0, Channel.CYCLE_PERIOD, 1e-3);
        double once = threat(STATION);
        site.hears(Word.on(
                site.anomalies.getLast(),
                Word.Kind.EXPECTED,
                Word.Scope.EVENT,
                "",
                Word.LASTS_NANOS,
                "anna",
                "",
                Decree.UNHEARD));
        deviates(2 * DAY, Channel.CYCLE_PERIOD, 1e-9);
        assertThat(threat(STATION)).isLessThan(once);
    }
}
