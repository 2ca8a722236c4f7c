package dev.postern.life;

import static dev.postern.life.Site.SECOND;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Verb;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What a confirmed intruder taught is taken back: edges, functions, cycles. A master at .1 polls controllers at .11 to .13 for a day; then an
 * intruder at .66 polls and writes for hours.
 */
class RetractionTest {
    private static final int INTRUDER = 66;
    private static final Set<Channel> NEWS =
            Set.of(Channel.NOVELTY_DEVICE, Channel.NOVELTY_PEER, Channel.NOVELTY_OPERATION, Channel.NOVELTY_WRITER);

    private final Site site = new Site();
    private long at = START;
    private long intruded;

    private void poll(int minutes, boolean intruder) {
        for (int second = 0; second < 60 * minutes; second++) {
            for (int i = 0; i < 3; i++) {
                site.read(at + i * SECOND / 100, 1, 11 + i);
                if (intruder) site.read(at + i * SECOND / 100 + SECOND / 2, INTRUDER, 11 + i);
            }
            if (intruder && second % 60 == 30) site.write(at + SECOND / 2, INTRUDER, 12);
            at += SECOND;
        }
    }

    private List<Anomaly> told() {
        return site.anomalies.stream().filter(a -> NEWS.contains(a.channel())).toList();
    }

    private void intrude() {
        poll(24 * 60, false);
        intruded = at;
        poll(3 * 60, true);
        assertThat(told()).isNotEmpty();
        poll(12 * 60, false);
        site.until(at);
        site.anomalies.clear();
    }

    private void retract(int source) {
        Retraction retraction = new Retraction(Site.ip(source), intruded);
        site.site.retract(retraction);
        site.conversations.retract(retraction);
    }

    @Test
    void whoIsNotTakenBackHasTaughtThatHeBelongs() {
        intrude();
        poll(5, true);
        assertThat(told()).isEmpty();
    }

    @Test
    void whatTheIntruderTaughtIsNewOnceMoreWhenHeComesBack() {
        intrude();
        retract(INTRUDER);
        poll(5, true);
        assertThat(told()).extracting(Anomaly::channel).contains(Channel.NOVELTY_PEER, Channel.NOVELTY_WRITER);
    }

    @Test
    void hisConversationsBeginWithoutRhythmAndFunctions() {
        intrude();
        int before = site.conversations.conversations();
        retract(INTRUDER);
        assertThat(site.conversations.conversations()).isEqualTo(before - 6);
    }

    @Test
    void ofAStationThatWasMisusedOnlyWhatItDidSinceIsTakenBack() {
        poll(24 * 60, false);
        intruded = at;
        for (int i = 0; i < 120; i++) {
            poll(1, false);
            site.see(site.message(at, 1, 12, "report server id", Verb.IDENTIFY, ""));
        }
        poll(11 * 60, false);
        site.until(at);
        site.anomalies.clear();
        retract(1);
        poll(30, false);
        assertThat(told()).isEmpty();
        site.see(site.message(at, 1, 12, "report server id", Verb.IDENTIFY, ""));
        assertThat(told()).singleElement().satisfies(a -> {
            assertThat(a.channel()).isEqualTo(Channel.NOVELTY_OPERATION);
            assertThat(a.device()).isEqualTo(Site.ip(1));
        });
    }

    @Test
    void theOthersGoOnAsIfNothingHadBeen() {
        intrude();
        retract(INTRUDER);
        poll(60, false);
        site.write(at, 9, 13);
        assertThat(told()).extracting(Anomaly::device).containsOnly(Site.ip(9));
    }
}
