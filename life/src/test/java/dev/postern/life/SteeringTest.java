package dev.postern.life;

import static dev.postern.life.Site.MINUTE;
import static dev.postern.life.Site.SECOND;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.chance.Recomputed;
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
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Operators at .1 set the level of three pumping stations at .11, .12 and .13, between 55 and 75, by a step or two up or down. */
class SteeringTest {
    private static final int DAY = 1440;
    private static final double INCIDENT_P = 1e-6;

    private final Site site = new Site();
    private final Random random = new Random(5);
    private final double[] levels = {65, 62, 68};
    private int minute;

    private void set(int station, double value) {
        levels[station] = value;
        Conversation conversation = new Conversation(Site.ip(1), Site.ip(11 + station), Transport.TCP, 40_000, 502, 0);
        site.see(new Message(
                site.stamp(START + minute * MINUTE + (station + 1) * SECOND),
                conversation,
                true,
                "modbus",
                "write single register",
                Verb.WRITE,
                Outcome.REQUEST,
                "1",
                "holding 0",
                -1,
                Fields.of("address", 0L, "value", Math.round(100 * value))));
    }

    private void adjust(int station) {
        double step = 0.5 * (random.nextInt(9) - 4);
        set(station, Math.clamp(levels[station] + step, 55, 75));
    }

    private void operate(int days) {
        for (int end = minute + days * DAY; minute < end; minute += 200 + random.nextInt(200))
            adjust(random.nextInt(3));
    }

    private List<Anomaly> told() {
        List<Anomaly> told = new ArrayList<>(site.anomalies);
        told.removeIf(a -> a.channel() != Channel.VALUE_CREEP);
        return told;
    }

    private boolean isToldGravely() {
        return told().stream().anyMatch(a -> a.pvalue() <= INCIDENT_P);
    }

    @Test
    void aStepEveryTwelveMinutesIsToldBeforeTheProcessLeavesWhatOperatorsSet() {
        operate(7);
        set(0, 65);
        minute += 300;
        for (int step = 0; step < 40 && !isToldGravely(); step++, minute += 12) set(0, levels[0] + 0.5);
        assertThat(levels[0]).isLessThan(75);
        Anomaly last = told().getLast();
        assertThat(last.seen())
                .contains("holding 0 raised")
                .contains(" to " + Math.round(100 * levels[0]))
                .contains("none of the sisters");
        assertThat(last.explanation().groupSize()).isEqualTo(2);
        assertThat(last.expected()).contains("set back and forth").contains("2 sister points");
        Recomputed again = Recomputed.of(last.explanation().derivation());
        assertThat(again.agrees()).isTrue();
        assertThat(again.signals()).allMatch(Recomputed.Signal::known);
    }

    @Test
    void aStepADayIsToldInWeeks() {
        operate(30);
        int day = 0;
        for (; day < 60 && !isToldGravely(); day++, minute += DAY) {
            set(0, levels[0] + 0.5);
            adjust(1);
            adjust(2);
        }
        assertThat(day).isLessThan(45);
        assertThat(told().getLast().seen()).contains("raised").contains("none of the sisters");
    }

    @Test
    void operatorsAtWorkForASeasonRaiseNothing() {
        operate(90);
        assertThat(told()).allMatch(a -> a.pvalue() > 1e-4);
        assertThat(told()).hasSizeLessThan(4);
    }

    @Test
    void aLevelThatRisesEachMorningAndFallsEachNightIsASchedule() {
        for (int day = 0; day < 40; day++, minute += DAY - 2 * 24 * 15)
            for (int step = 0; step < 48; step++, minute += 15) set(0, levels[0] + (step < 24 ? 0.5 : -0.5));
        assertThat(told()).isEmpty();
    }

    @Test
    void aSeasonThatTheSistersShareIsNoCreep() {
        operate(14);
        for (int day = 0; day < 60; day++, minute += DAY) for (int i = 0; i < 3; i++) set(i, levels[i] + 0.25);
        assertThat(told()).allMatch(a -> a.pvalue() > INCIDENT_P);
    }

    @Test
    void aNewRecipeForEveryStationIsNoCourse() {
        operate(14);
        site.anomalies.clear();
        for (int i = 0; i < 3; i++) set(i, 58 + 7 * i);
        assertThat(told()).isEmpty();
    }

    @Test
    void aCounterThatIsWrittenAllDayIsNoCourse() {
        for (int i = 0; i < 5_000; i++, minute++) set(0, levels[0] + 1);
        assertThat(told()).isEmpty();
    }

    @Test
    void setPointsThatFindNoRoomAreCounted() {
        List<Long> many = new ArrayList<>();
        for (long i = 0; i < 90; i++) many.add(i);
        Message m = site.message(START, 1, 11, "write multiple registers", Verb.WRITE, "holding 0 x90");
        site.see(new Message(
                m.stamp(),
                m.conversation(),
                true,
                m.protocol(),
                m.operation(),
                m.verb(),
                m.outcome(),
                "1",
                m.target(),
                -1,
                Fields.of("address", 0L, "values", many)));
        assertThat(site.site.limitsHit()).containsEntry("set points per device", 26L);
    }
}
