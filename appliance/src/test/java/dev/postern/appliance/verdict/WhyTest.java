package dev.postern.appliance.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Derivation;
import dev.postern.model.Explanation;
import dev.postern.model.Verb;
import dev.postern.store.Home;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code why} prints of an anomaly that is kept. */
class WhyTest {
    @TempDir
    Path folder;

    private static Derivation.Signal habit(Channel channel, String what, String expected, String seen) {
        return new Derivation.Signal(channel, what, "", List.of(), 1e-6, Derivation.Tail.NONE, 1e-6, expected, seen);
    }

    private String why(List<Derivation.Signal> habits) {
        Anomaly anomaly = new Anomaly(
                "an1",
                1_000_000_000L,
                1,
                Address.parse("10.0.0.1"),
                null,
                "modbus",
                Channel.BREADTH,
                Verb.READ,
                "A5",
                "Several habits broken at once",
                "the usual",
                "something else",
                1e-5,
                "once in 9 days",
                4,
                new Explanation(
                        0,
                        1,
                        2,
                        9,
                        "",
                        0,
                        1,
                        0,
                        0,
                        List.of(),
                        "",
                        new Derivation(habits, 40, Derivation.Standing.NONE, 1e-5, 1e-4)),
                List.of(),
                List.of(),
                false);
        try (Home home = Home.open(folder.resolve("home"), 1 << 20)) {
            home.state().put(anomaly);
            home.state().flush();
            return WhyText.of(Why.of(home.state(), "an1"));
        }
    }

    @Test
    void eachHabitThatBrokeSaysWhatWasExpectedOfItAndWhatWasSeen() {
        String text = why(List.of(
                habit(Channel.HEALTH_LATENCY, "time to answer", "7 to 9 ms with 10.0.0.12", "14 ms with 10.0.0.12"),
                habit(Channel.HEALTH_REFUSED, "answers refused", "none of 30", "6 of 30 answers refused")));
        assertThat(text)
                .containsSubsequence(
                        "health.latency, time to answer",
                        "expected 7 to 9 ms with 10.0.0.12",
                        "seen     14 ms with 10.0.0.12",
                        "health.refused, answers refused",
                        "expected none of 30",
                        "seen     6 of 30 answers refused");
    }

    /** What the anomaly says once must not be said again of its only signal. */
    @Test
    void aSignalWithoutWordsOfItsOwnHasNone() {
        assertThat(why(List.of(habit(Channel.HEALTH_LATENCY, "time to answer", "", ""))))
                .contains("time to answer")
                .doesNotContain("    expected", "    seen");
    }
}
