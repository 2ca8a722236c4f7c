package dev.postern.life;

import static dev.postern.life.Site.SECOND;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.chance.Law;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A merging unit that tells six effective currents twenty times a second, and the protection of the first feeder, as the dissectors say it. */
class TripsTest {
    private static final Address MERGING_UNIT = Address.mac(0x0200_0000_0001L);
    private static final Address RELAY = Address.mac(0x0200_0000_0002L);
    private static final long SAMPLE = SECOND / 20;
    private static final long DAY = 86_400 * SECOND;

    private final Site site = new Site();
    private long now = START;
    private long state = 1;
    private long number;
    private boolean tripped;

    private Message message(Address from, String service, String target, Fields fields) {
        Conversation conversation =
                new Conversation(from, Address.mac(0x010C_CD04_0001L), Transport.ETHERNET, 0, 0x88BA, 0);
        boolean change = Long.valueOf(0).equals(fields.get("sq_num"));
        return new Message(
                site.stamp(now),
                conversation,
                true,
                service,
                change ? "state change" : service,
                change ? Verb.REPORT : Verb.EXCHANGE,
                Outcome.NOTICE,
                "0x4001",
                target,
                -1,
                fields);
    }

    private void sample(Object... currents) {
        site.see(message(
                MERGING_UNIT,
                "sv",
                "F1, F2, F3, T1, T2, B",
                Fields.of(
                        "sv_ids",
                        List.of("F1", "F2", "F3", "T1", "T2", "B"),
                        "smp_cnt",
                        number++ % 4000,
                        "values",
                        List.of(currents))));
        now += SAMPLE;
    }

    private void live(double seconds, Object... currents) {
        for (int i = 0; i < 20 * seconds; i++) {
            if (i % 20 == 0) says(i / 20 + 1);
            sample(currents);
        }
    }

    private void says(long sequence) {
        site.see(message(
                RELAY,
                "goose",
                "F1PIOC/LLN0$GO$gcb1",
                Fields.of("st_num", state, "sq_num", sequence, "values", List.of(tripped, "0000", true))));
    }

    private void trips(boolean to) {
        tripped = to;
        state++;
        says(0);
    }

    private void normal(double seconds) {
        live(seconds, 100L, 90L, 110L, 150L, 150L, 300L);
    }

    private void feederOff(double seconds) {
        live(seconds, 0L, 90L, 110L, 100L, 100L, 200L);
    }

    private List<Anomaly> told() {
        return site.anomalies.stream()
                .filter(a -> a.channel() == Channel.VALUE_TRIP)
                .toList();
    }

    @Test
    void aTripBeforeAnythingMeasuredMovedIsToldOnceTheCurrentIsGone() {
        normal(60);
        trips(true);
        normal(0.3);
        assertThat(told()).isEmpty();
        feederOff(1);
        assertThat(told()).singleElement().satisfies(a -> {
            assertThat(a.device()).isEqualTo(RELAY);
            assertThat(a.seen()).contains("F1PIOC").contains("nothing measured had moved");
            assertThat(a.evidence()).hasSize(2);
        });
    }

    @Test
    void itsChanceIsRecomputedFromItsNumbers() {
        normal(60);
        trips(true);
        normal(0.1);
        feederOff(1);
        var signal = told().getFirst().explanation().derivation().signals().getFirst();
        double[] numbers =
                signal.numbers().stream().mapToDouble(Double::doubleValue).toArray();
        assertThat(Law.valueOf(signal.law()).p(numbers)).isEqualTo(signal.p());
        assertThat(signal.p()).isLessThan(0.01);
    }

    @Test
    void aTripAfterAFaultThatTheNeighboursFeelIsNoSurprise() {
        normal(60);
        live(0.3, 3000L, 60L, 70L, 1500L, 1500L, 3000L);
        trips(true);
        live(0.1, 3000L, 60L, 70L, 1500L, 1500L, 3000L);
        feederOff(2);
        assertThat(told()).isEmpty();
    }

    @Test
    void aTripByACurrentThatLeaptAtOnePlaceAloneIsTold() {
        normal(60);
        live(0.3, 3000L, 90L, 110L, 150L, 150L, 300L);
        trips(true);
        live(0.3, 3000L, 90L, 110L, 150L, 150L, 300L);
        feederOff(1);
        assertThat(told()).singleElement().satisfies(a -> assertThat(a.seen()).contains("F1 had leapt"));
    }

    @Test
    void aFeederThatGrowsToTwiceItsLoadAndTripsIsNoSurprise() {
        normal(60);
        live(0.3, 200L, 90L, 110L, 150L, 150L, 300L);
        trips(true);
        live(0.1, 200L, 90L, 110L, 150L, 150L, 300L);
        feederOff(1);
        assertThat(told()).isEmpty();
    }

    @Test
    void aBreakerThatIsPublishedAfterTheCurrentIsGoneIsNoSurprise() {
        normal(60);
        feederOff(0.1);
        trips(true);
        feederOff(10);
        assertThat(told()).isEmpty();
    }

    @Test
    void theWayBackToRestIsNoTripAndTheNextTripIsTold() {
        normal(60);
        trips(true);
        normal(0.1);
        feederOff(20);
        trips(false);
        feederOff(0.3);
        normal(60);
        assertThat(told()).hasSize(1);
        trips(true);
        normal(0.1);
        feederOff(5);
        assertThat(told()).hasSize(2);
    }

    @Test
    void aLineThatStayedOffLongerThanItWasWatchedBeforeIsSwitchedOnWithoutAWord() {
        normal(20);
        live(0.3, 3000L, 60L, 70L, 1500L, 1500L, 3000L);
        trips(true);
        feederOff(60);
        trips(false);
        feederOff(0.2);
        normal(5);
        assertThat(told()).isEmpty();
    }

    @Test
    void anAlarmThatNothingFollowsIsNoTrip() {
        normal(60);
        trips(true);
        normal(30);
        feederOff(5);
        assertThat(told()).isEmpty();
    }

    @Test
    void whatSomebodyCommandsOverTheNetworkHasAReason() {
        normal(60);
        site.see(site.message(now, 1, 11, "write single coil", Verb.OPERATE, "coil 7"));
        trips(true);
        normal(0.1);
        feederOff(5);
        assertThat(told()).isEmpty();
    }

    @Test
    void afterAnHourWhatFollowsMustFollowSoonerThanByChance() {
        for (int i = 0; i < 14; i++) {
            normal(300);
            live(2, 180L, 90L, 110L, 150L, 150L, 300L);
        }
        normal(60);
        trips(true);
        normal(1.5);
        feederOff(20);
        assertThat(told()).as("something moves by itself every five minutes").isEmpty();
        trips(false);
        feederOff(0.2);
        normal(60);
        trips(true);
        normal(0.05);
        feederOff(5);
        assertThat(told()).hasSize(1);
    }

    @Test
    void whatHappenedOnThreeDaysIsHowThingsAre() {
        List<Integer> byDay = new ArrayList<>();
        for (int day = 0; day < 5; day++) {
            normal(60);
            trips(true);
            normal(0.1);
            feederOff(5);
            trips(false);
            normal(60);
            byDay.add(told().size());
            site.jump(now + DAY);
            now += DAY;
        }
        assertThat(byDay).containsExactly(1, 2, 3, 3, 3);
    }
}
