package dev.postern.life;

import static dev.postern.life.Site.MINUTE;
import static dev.postern.life.Site.SECOND;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.chance.Law;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Verb;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A station that commands and never looks is told without history. */
class CommandsTest {
    private final Site site = new Site();

    private List<Anomaly> told() {
        return site.anomalies.stream()
                .filter(a -> a.channel() == Channel.ROLE_LINK)
                .toList();
    }

    @Test
    void aStationThatOnlyWritesIsToldInItsFirstMinute() {
        for (int i = 0; i < 12; i++) site.write(START + i * SECOND, 66, 11);
        site.until(START + MINUTE);
        assertThat(told()).singleElement().satisfies(a -> {
            assertThat(a.device()).isEqualTo(Site.ip(66));
            assertThat(a.peer()).isEqualTo(Site.ip(11));
            assertThat(a.seen())
                    .isEqualTo("12 commands to 10.0.0.11 and not one look: write single register holding 7");
            assertThat(a.evidence()).hasSize(8);
            assertThat(a.consequence()).isEqualTo(4);
        });
        for (int i = 0; i < 120; i++) site.write(START + MINUTE + i * SECOND, 66, 11);
        site.until(START + 5 * MINUTE);
        assertThat(told()).hasSize(1);
    }

    @Test
    void aMasterThatReadsInTheSameMinuteIsNoBlindOne() {
        for (int i = 0; i < 12; i++) site.write(START + i * SECOND, 1, 11);
        site.read(START + 30 * SECOND, 1, 11);
        site.until(START + 3 * MINUTE);
        assertThat(told()).isEmpty();
    }

    @Test
    void aMasterThatLookedLongBeforeItsFirstCommandIsNoBlindOne() {
        site.read(START, 1, 11);
        site.until(START + 90 * MINUTE);
        for (int i = 0; i < 30; i++) site.write(START + 90 * MINUTE + i * SECOND, 1, 11);
        site.until(START + 95 * MINUTE);
        assertThat(told()).isEmpty();
        // It never looked at the other one.
        for (int i = 0; i < 30; i++) site.write(START + 95 * MINUTE + i * SECOND, 1, 12);
        site.until(START + 97 * MINUTE);
        assertThat(told()).singleElement().satisfies(a -> assertThat(a.peer()).isEqualTo(Site.ip(12)));
    }

    @Test
    void aFewCommandsBeforeTheFirstLookAreNoNews() {
        for (int i = 0; i < 4; i++) site.write(START + i * SECOND, 1, 11);
        site.until(START + 2 * MINUTE);
        site.read(START + 2 * MINUTE, 1, 11);
        for (int i = 0; i < 100; i++) site.write(START + 3 * MINUTE + i * SECOND, 1, 11);
        site.until(START + 6 * MINUTE);
        assertThat(told()).isEmpty();
    }

    @Test
    void whatIsWrittenToADatabaseIsNoCommand() {
        for (int i = 0; i < 50; i++) {
            var m = site.message(START + i * SECOND, 1, 11, "insert", Verb.WRITE, "table");
            site.see(new dev.postern.model.Message(
                    m.stamp(),
                    m.conversation(),
                    true,
                    "tds",
                    m.operation(),
                    m.verb(),
                    m.outcome(),
                    "",
                    m.target(),
                    -1,
                    m.fields()));
        }
        site.until(START + 3 * MINUTE);
        assertThat(told()).isEmpty();
    }

    @Property(seed = "1")
    void moreCommandsWithoutALookAreRarer(@ForAll @IntRange(min = 1, max = 5000) int commands) {
        double p = Law.BLIND.p(commands, 0.5, 5);
        assertThat(p).isBetween(0.0, 1.0).isGreaterThan(Law.BLIND.p(commands + 1, 0.5, 5));
    }
}
