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
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Operators at .1 set the level of ten pumping stations from .11 on, each every three days or so; the first may have somebody else as well. */
class TrendsTest {
    private static final int DAY = 1440;
    private static final int STATIONS = 10;
    private static final double INCIDENT_P = 1e-6;

    private final Site site = new Site();
    private final Random random = new Random(11);
    private final double[] levels = new double[STATIONS];
    private int minute;

    /** On from where it stands, by up to four half percents, and never beyond 55 or 75. */
    private final DoubleUnaryOperator onFromThere = level -> Math.clamp(level + 0.5 * (random.nextInt(9) - 4), 55, 75);
    /** As the day asks for it, whatever stands there. */
    private final DoubleUnaryOperator asTheDayAsks = level -> 60 + 0.5 * random.nextInt(21);

    TrendsTest() {
        for (int i = 0; i < STATIONS; i++) levels[i] = 60 + i;
    }

    private void set(int station, double value) {
        if (levels[station] == value) return;
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

    /** An operator or two, on a day of their work. */
    private void day(DoubleUnaryOperator hand) {
        for (int i = 0; i < 6; i++) {
            minute += 100 + random.nextInt(100);
            if (random.nextInt(2) != 0) continue;
            int station = random.nextInt(STATIONS);
            set(station, hand.applyAsDouble(levels[station]));
        }
        minute += DAY - minute % DAY;
    }

    private List<Anomaly> told() {
        List<Anomaly> told = new ArrayList<>(site.anomalies);
        told.removeIf(a -> a.channel() != Channel.VALUE_CREEP
                || !a.expected().contains(" % of changes here") && !a.expected().contains(" % of changes, between"));
        return told;
    }

    private boolean isToldGravely() {
        return told().stream().anyMatch(a -> a.pvalue() <= INCIDENT_P);
    }

    @Test
    void aHalfPercentADayIsToldThoughOperatorsGoOnSettingThePointAndBringItBack() {
        for (int i = 0; i < 30; i++) day(onFromThere);
        int days = 0;
        for (; days < 60 && !isToldGravely(); days++) {
            set(0, levels[0] + 0.5);
            day(onFromThere);
        }
        assertThat(days).isLessThan(45);
        Anomaly last = told().getLast();
        assertThat(last.seen()).contains("holding 0 raised by 32 to 64 in ").contains("none of the sisters");
        assertThat(last.expected()).contains("% of changes here and at 9 sister points");
        Recomputed again = Recomputed.of(last.explanation().derivation());
        assertThat(again.agrees()).isTrue();
        assertThat(again.signals()).allMatch(Recomputed.Signal::known);
    }

    @Test
    void aValueThatIsTheHighestEachDayIsToldWhateverIsSetInBetween() {
        for (int i = 0; i < 60; i++) day(asTheDayAsks);
        double mine = 70;
        int days = 0;
        for (; days < 60 && !isToldGravely(); days++) {
            mine += 0.5;
            set(0, mine);
            minute += 90;
            set(0, asTheDayAsks.applyAsDouble(0));
            day(asTheDayAsks);
        }
        assertThat(days).isLessThan(30);
        assertThat(told().getLast().seen()).contains("holding 0 set higher than ever in ");
    }

    @Test
    void operatorsAtWorkForAYearAreNeverGravelyToldHoweverTheySet() {
        for (int i = 0; i < 365; i++) day(onFromThere);
        for (int i = 0; i < 365; i++) day(asTheDayAsks);
        assertThat(told()).allMatch(a -> a.pvalue() > 1e-4);
        assertThat(told()).hasSizeLessThan(10);
    }

    @Test
    void aSeasonInWhichAllStationsAreRaisedIsNone() {
        for (int i = 0; i < 30; i++) day(onFromThere);
        for (int i = 0; i < 60; i++) {
            if (i % 2 == 0) for (int station = 0; station < STATIONS; station++) set(station, levels[station] + 0.25);
            day(onFromThere);
        }
        assertThat(isToldGravely()).isFalse();
    }

    @Test
    void aPlantThatIsRunUpInOneSittingForTheFirstTimeIsNone() {
        for (int i = 0; i < 60; i++) day(onFromThere);
        for (int step = 0; step < 25; step++, minute += 5) set(0, 50 + step);
        assertThat(told()).isEmpty();
    }

    @Test
    void aRampThatIsRunEachWeekIsAHabit() {
        for (int week = 0; week < 52; week++) {
            for (int step = 0; step < 10; step++, minute += 60) set(0, 60 + step);
            minute += 3 * DAY;
            set(0, 60);
            minute += 3 * DAY;
        }
        assertThat(told()).allMatch(a -> a.pvalue() > 1e-4);
    }

    @Test
    void aCascadeThatFollowsTheDayEachMinuteIsNone() {
        for (int i = 0; i < 20 * DAY; i++, minute++)
            set(0, Math.round(65 + 500 * Math.sin(2 * Math.PI * i / DAY) + 4 * random.nextGaussian()) / 100.0);
        assertThat(isToldGravely()).isFalse();
    }
}
