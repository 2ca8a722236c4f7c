package dev.postern.life;

import static dev.postern.life.Site.MINUTE;
import static dev.postern.life.Site.SECOND;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.chance.Recomputed;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Conversation;
import dev.postern.model.Derivation;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Three controllers at .11 to .13 that are polled every two seconds. In one minute the first refuses some requests, the second takes its time, of the third packets are lost: no
 * one of them has most of the verdict.
 */
class BreadthTest {
    private static final int POLLS = 30;
    private static final int WEEK = 7 * 1440;

    private final Site site = new Site();
    private final Random random = new Random(12);
    private int minute;

    private void asks(int server, int refused, double slower, int resent) {
        long now = START + minute * MINUTE;
        Conversation flow = new Conversation(Site.ip(1), Site.ip(server), Transport.TCP, 40_000, 502, 0);
        long every = MINUTE / POLLS;
        for (int i = 0; i < POLLS; i++) {
            long latency = (long) (slower * 8e6 * Math.exp(0.1 * random.nextGaussian()));
            for (Outcome outcome : List.of(Outcome.REQUEST, i < refused ? Outcome.REFUSED : Outcome.SUCCESS))
                site.see(new Message(
                        site.stamp(now + i * every + (outcome == Outcome.REQUEST ? server : server + latency)),
                        flow,
                        outcome == Outcome.REQUEST,
                        "modbus",
                        "read holding registers",
                        Verb.READ,
                        outcome,
                        "1",
                        "holding 100 x10",
                        outcome == Outcome.REQUEST ? -1 : latency,
                        Fields.NONE));
        }
        int packets = 2 * POLLS;
        site.see(new Traffic(
                site.stamp(now + 59 * SECOND),
                flow,
                "modbus",
                now,
                new Traffic.Side(packets, packets * 80L, Site.mac(1), 64),
                new Traffic.Side(packets, packets * 80L, Site.mac(server), 64),
                resent,
                0,
                Traffic.Opening.NONE,
                false,
                false));
    }

    private void minute(int refused, double slower, int resent) {
        asks(11, refused, 1, 0);
        asks(12, 0, slower, 0);
        asks(13, 0, 1, resent);
        minute++;
    }

    private void ordinary(int minutes) {
        for (int i = 0; i < minutes; i++) minute(random.nextInt(20) == 0 ? 1 : 0, 1, random.nextInt(50) == 0 ? 1 : 0);
    }

    /** What is told of the master after a week and one other minute. */
    private List<Anomaly> after(int refused, double slower, int resent) {
        ordinary(WEEK);
        assertThat(site.anomalies).isEmpty();
        minute(refused, slower, resent);
        minute(0, 1, 0);
        site.until(START + minute * MINUTE);
        return site.anomalies;
    }

    @Test
    void threeHabitsThatBreakInOneMinuteAreToldTogetherAndEachByName() {
        assertThat(after(6, 1.75, 8)).singleElement().satisfies(a -> {
            assertThat(a.channel()).isEqualTo(Channel.BREADTH);
            assertThat(a.device()).isEqualTo(Site.ip(1));
            assertThat(a.explanation().shares()).allMatch(share -> share.weight() < 0.5);
            assertThat(a.seen())
                    .contains("8 of 120 packets sent again with 10.0.0.13")
                    .contains("6 of 30 answers refused with 10.0.0.11")
                    .containsPattern("1\\.[67]\\d* times the usual time with 10\\.0\\.0\\.12 \\(time to answer\\)");
            assertThat(a.expected()).contains("10.0.0.11").contains("10.0.0.12").contains("10.0.0.13");
        });
    }

    @Test
    void theRecordHasTheHabitsOneByOneTheMostSurprisingFirst() {
        Derivation derivation = after(6, 1.75, 8).getFirst().explanation().derivation();
        assertThat(derivation.broken())
                .hasSizeBetween(3, Derivation.BROKEN_MAX)
                .isSortedAccordingTo(Comparator.comparingDouble(Derivation.Signal::weighed))
                .allSatisfy(habit -> assertThat(habit.expected()).isNotEmpty())
                .extracting(Derivation.Signal::channel)
                .contains(Channel.HEALTH_TRANSPORT, Channel.HEALTH_REFUSED, Channel.HEALTH_LATENCY);
        assertThat(Recomputed.of(derivation).agrees()).isTrue();
    }

    @Test
    void oneHabitThatBreaksAloneIsToldByItsOwnName() {
        assertThat(after(0, 1.75, 0)).singleElement().satisfies(a -> {
            assertThat(a.channel()).isEqualTo(Channel.HEALTH_LATENCY);
            assertThat(a.explanation().derivation().broken()).isEmpty();
        });
    }
}
