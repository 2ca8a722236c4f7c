package dev.postern.life;

import static dev.postern.life.Site.MINUTE;
import static dev.postern.life.Site.SECOND;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Channel;
import dev.postern.model.Outcome;
import dev.postern.model.Traffic;
import dev.postern.model.Verb;
import org.junit.jupiter.api.Test;

/** Each model finds its deviation, and leaves alone what looks like it. A master at .1 polls controllers from .11 on, every second. */
class LifeTest {
    private final Site site = new Site();
    private long at = START;

    /** Polls of {@code controllers} for some minutes, with the traffic of each minute. */
    private void poll(int minutes, int controllers) {
        for (int second = 0; second < 60 * minutes; second++) {
            for (int i = 0; i < controllers; i++) {
                site.read(at + i * SECOND / 100, 1, 11 + i);
                if (second % 60 == 59) site.see(site.traffic(at + SECOND / 2, 1, 11 + i, "modbus", 120));
            }
            at += SECOND;
        }
    }

    @Test
    void firstMinutesOfASiteRaiseNothing() {
        poll(10, 8);
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void aNewOperationAfterADayIsReportedAtOnce() {
        poll(24 * 60, 3);
        site.see(site.message(at, 1, 12, "report server id", Verb.IDENTIFY, ""));
        assertThat(site.anomalies).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.channel()).isEqualTo(Channel.NOVELTY_OPERATION);
            assertThat(anomaly.expected()).contains("read holding registers");
            assertThat(anomaly.evidence()).hasSize(1);
        });
    }

    @Test
    void whatIsAskedByAnotherWayIsHeldAgainstTheHabitAtTheUsualUnit() {
        poll(24 * 60, 3);
        site.see(site.message(at, 1, 12, "set attribute single", Verb.CONFIGURE, "class 0xf5", "", Outcome.REQUEST));
        assertThat(site.anomalies).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.channel()).isEqualTo(Channel.NOVELTY_OPERATION);
            assertThat(anomaly.expected()).isEqualTo("one of its operations at unit 1: read holding registers");
            assertThat(anomaly.seen()).isEqualTo("set attribute single for the first time");
        });
    }

    @Test
    void whatWasAskedAtTheUsualUnitIsNoNewsByAnotherWay() {
        poll(24 * 60, 3);
        site.see(site.message(at, 1, 12, "read holding registers", Verb.READ, "holding 100 x10", "", Outcome.REQUEST));
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void theSameWordForSomethingElseIsToldWithWhatItIsAbout() {
        poll(24 * 60, 3);
        site.see(site.message(at, 1, 12, "read holding registers", Verb.IDENTIFY, "serial number"));
        assertThat(site.anomalies)
                .anySatisfy(
                        a -> assertThat(a.seen()).isEqualTo("read holding registers serial number for the first time"));
        site.see(site.message(at, 1, 13, "read holding registers", Verb.LOGIN, ""));
        assertThat(site.anomalies)
                .anySatisfy(a -> assertThat(a.seen()).isEqualTo("read holding registers (login) for the first time"));
    }

    @Test
    void aWriterThatNeverWroteIsReported() {
        poll(24 * 60, 3);
        site.write(at, 9, 12);
        assertThat(site.anomalies).anySatisfy(a -> assertThat(a.channel()).isEqualTo(Channel.NOVELTY_WRITER));
    }

    @Test
    void whoOnlyWritesIsNoReasonToEngineer() {
        poll(24 * 60, 3);
        site.write(at, 9, 12);
        at += SECOND;
        site.see(site.engineering(at, 8, 12, true));
        assertThat(site.anomalies)
                .filteredOn(a -> a.channel() == Channel.NOVELTY_ENGINEER)
                .isNotEmpty()
                .allSatisfy(a -> assertThat(a.expected()).isEqualTo("nobody engineers 10.0.0.12"));
    }

    /** The end of an activation in IEC 60870-5-104 has the type of the command that it ends. */
    @Test
    void aControllerThatSaysThatACommandHasComeToItsEndDoesNotWriteToItsMaster() {
        poll(24 * 60, 3);
        site.see(site.message(at, 1, 12, "single command", Verb.OPERATE, "3001", "1", Outcome.NOTICE));
        assertThat(site.anomalies).noneMatch(a -> a.channel() == Channel.NOVELTY_WRITER);
    }

    @Test
    void aControllerThatFetchesBlocksIsNoEngineerButTheStationThatHasItDoSo() {
        poll(24 * 60, 3);
        for (boolean station : new boolean[] {true, false, true}) {
            at += SECOND;
            site.see(site.engineering(at, 1, 12, station));
        }
        assertThat(site.anomalies.stream().filter(a -> a.channel() == Channel.NOVELTY_ENGINEER))
                .isNotEmpty()
                .allSatisfy(a -> assertThat(a.device()).isEqualTo(Site.ip(1)));
    }

    @Test
    void anAddressThatTakesTurnsBetweenTwoHardwareAddressesIsReportedWithBoth() {
        for (int host : new int[] {1, 11, 12, 66}) site.arp(at, host, Site.mac(host));
        poll(5, 2);
        site.arp(at, 11, Site.mac(66));
        assertThat(site.anomalies).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.channel()).isEqualTo(Channel.BINDING_HARDWARE);
            assertThat(anomaly.device()).isEqualTo(Site.ip(11));
            assertThat(anomaly.expected()).contains("02:00:00:00:00:0b");
            assertThat(anomaly.seen()).contains("02:00:00:00:00:42").contains("10.0.0.66");
        });
    }

    @Test
    void anAddressThatMovesAgainAndAgainIsLearnedAsAPool() {
        for (int day = 0; day < 40; day++) {
            at += 24 * 60 * MINUTE;
            site.jump(at);
            site.arp(at, 50, Site.mac(100 + day % 7));
            poll(5, 1);
        }
        site.anomalies.clear();
        at += 24 * 60 * MINUTE;
        site.jump(at);
        site.arp(at, 50, Site.mac(150));
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void aTakeoverThatComesBackAfterAnHourIsToldAgain() {
        for (int host : new int[] {1, 11, 12, 66}) site.arp(at, host, Site.mac(host));
        poll(60, 2);
        site.arp(at, 11, Site.mac(66));
        site.arp(at + SECOND, 11, Site.mac(11));
        poll(60, 2);
        site.arp(at, 11, Site.mac(66));
        assertThat(site.anomalies)
                .filteredOn(a -> a.channel() == Channel.BINDING_HARDWARE)
                .hasSizeGreaterThan(2);
    }

    @Test
    void anotherHopOnTheWayIsFound() {
        poll(600, 2);
        var far = site.traffic(at, 1, 11, "modbus", 120);
        site.see(new Traffic(
                far.stamp(),
                far.conversation(),
                far.service(),
                far.windowNanos(),
                new Traffic.Side(120, 9600, far.up().mac(), 63),
                new Traffic.Side(120, 9600, far.down().mac(), 64),
                0,
                0,
                Traffic.Opening.NONE,
                false,
                false));
        assertThat(site.anomalies).singleElement().satisfies(a -> {
            assertThat(a.channel()).isEqualTo(Channel.BINDING_TTL);
            assertThat(a.expected()).contains("64");
            assertThat(a.seen()).contains("63");
        });
    }

    @Test
    void silenceOfAPolledControllerIsReportedWithNumbers() {
        poll(120, 1);
        for (int minute = 0; minute < 3; minute++) {
            at += MINUTE;
            site.see(site.traffic(at, 2, 3, "tcp/80", 5));
        }
        assertThat(site.anomalies).anySatisfy(a -> {
            assertThat(a.explanation().seen()).isNotNaN();
            assertThat(a.pvalue()).isLessThan(1e-4);
        });
    }

    @Test
    void silenceThatWasSleptThroughCountsAsSilenceWhenItEnds() {
        Site site = new Site();
        int minutes = 600;
        for (int minute = 0; minute < minutes; minute++) {
            long at = START + minute * MINUTE;
            site.read(at, 2, 12);
            if (minute < 10) {
                site.read(at + SECOND, 1, 11);
                site.see(site.traffic(at + 2 * SECOND, 1, 11, "modbus", 2));
            }
        }
        long end = START + minutes * MINUTE;
        for (int i = 0; i < 400; i++) site.read(end + i * SECOND / 10, 1, 11);
        site.see(site.traffic(end + 50 * SECOND, 1, 11, "modbus", 9_000));
        site.until(end + 3 * MINUTE);
        assertThat(site.anomalies)
                .filteredOn(a -> a.device().equals(Site.ip(1)))
                .isNotEmpty()
                .allSatisfy(a -> assertThat(a.explanation().samples()).isBetween(minutes - 20L, minutes + 1L));
    }

    @Test
    void filesOfAShareAreOneHabitHoweverManyThereAre() {
        Site site = new Site();
        for (int i = 0; i < 2_000; i++)
            site.see(site.message(
                    START + i * SECOND, 1, 11, "create", Verb.OTHER, "\\\\files\\plans\\drawing-" + i + ".pdf"));
        site.until(START + 60 * MINUTE);
        assertThat(site.conversations.limitsHit()).isEmpty();
        assertThat(site.anomalies).noneMatch(a -> a.channel() == Channel.NOVELTY_TARGET);
    }

    @Test
    void theEndOfACaptureIsNoSilence() {
        poll(120, 2);
        site.jump(at + 600 * MINUTE);
        at += 600 * MINUTE;
        poll(20, 2);
        assertThat(site.anomalies).isEmpty();
    }
}
