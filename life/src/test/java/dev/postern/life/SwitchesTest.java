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
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A control room at .1 switches what two stations at .11 and .12 have, six points each, a few a day. */
class SwitchesTest {
    private static final long HOUR = 60 * MINUTE;
    private static final double INCIDENT_P = 1e-6;

    private final Site site = new Site();
    private final Random random = new Random(9);
    private long at = START;

    private void send(long atNanos, int point, boolean on, boolean select) {
        Conversation conversation =
                new Conversation(Site.ip(1), Site.ip(11 + point / 6), Transport.TCP, 40_000, 2404, 0);
        long object = 3001L + point % 6;
        site.see(new Message(
                site.stamp(atNanos),
                conversation,
                true,
                "iec104",
                select ? "single command select" : "single command execute",
                Verb.OPERATE,
                Outcome.REQUEST,
                "1",
                "command " + object,
                -1,
                Fields.of("addresses", List.of(object), "values", List.of(on))));
    }

    private void command(int point, boolean on) {
        send(at, point, on, true);
        send(at + SECOND, point, on, false);
    }

    private void operate(int days) {
        for (long end = at + days * 24L * HOUR; at < end; at += 3 * HOUR + random.nextInt(180) * MINUTE)
            command(random.nextInt(12), random.nextBoolean());
    }

    private List<Anomaly> told() {
        return site.anomalies.stream()
                .filter(a -> a.channel() == Channel.COUNT_COMMANDS)
                .toList();
    }

    @Test
    void everythingOffByAListIsToldBeforeTheListEnds() {
        operate(7);
        for (int i = 0; i < 12; i++, at += 12 * SECOND) command(i, false);
        assertThat(told()).anySatisfy(a -> {
            assertThat(a.pvalue()).isLessThanOrEqualTo(INCIDENT_P);
            assertThat(a.explanation().seen()).isLessThan(12);
            assertThat(a.seen()).contains("points switched the same way within");
            assertThat(a.evidence()).hasSizeGreaterThan(5);
            Recomputed again = Recomputed.of(a.explanation().derivation());
            assertThat(again.agrees()).isTrue();
            assertThat(again.signals()).allMatch(Recomputed.Signal::known);
        });
    }

    @Test
    void aSwitchingProgrammeAtTheHandsOfPeopleIsNotTold() {
        operate(7);
        for (int i = 0; i < 6; i++, at += 3 * MINUTE) command(i, false);
        at += 90 * MINUTE;
        for (int i = 5; i >= 0; i--, at += 3 * MINUTE) command(i, true);
        assertThat(told()).isEmpty();
    }

    @Test
    void aListThatIsRunEveryEveningIsAHabit() {
        for (int day = 0; day < 14; day++, at += 24 * HOUR - 24 * 2 * SECOND)
            for (int i = 0; i < 24; i++, at += 2 * SECOND) command(i % 12, i < 12);
        assertThat(told()).allMatch(a -> a.pvalue() > INCIDENT_P);
        site.anomalies.clear();
        for (int i = 0; i < 12; i++, at += 2 * SECOND) command(i, false);
        assertThat(told()).isEmpty();
    }

    @Test
    void onePointSwitchedOnAndOffInALoopIsTold() {
        operate(14);
        for (int i = 0; i < 16; i++, at += 3 * SECOND) command(4, i % 2 == 0);
        assertThat(told()).anySatisfy(a -> {
            assertThat(a.seen()).contains("switched back");
            assertThat(a.pvalue()).isLessThanOrEqualTo(INCIDENT_P);
        });
    }

    @Test
    void whoWritesTheSameEverySecondMakesNoRow() {
        for (int second = 0; second < 4 * 3600; second++, at += SECOND) send(at, second % 12, true, false);
        assertThat(told()).isEmpty();
    }

    @Test
    void commandsForASeasonRaiseNoIncident() {
        operate(90);
        assertThat(told()).allMatch(a -> a.pvalue() > INCIDENT_P).hasSizeLessThan(6);
    }
}
