package dev.postern.appliance.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Decree;
import dev.postern.model.Explanation;
import dev.postern.model.Verb;
import dev.postern.model.Window;
import dev.postern.store.Home;
import dev.postern.store.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What came of announced work among very much that was told while it lasted. */
class ReconciliationTest {
    private static final Address CONTROLLER = Address.parse("10.0.0.10");
    private static final Address STATION = Address.parse("10.0.0.30");
    private static final int MANY = 12_000;

    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void aWindowOfMuchWork() {
        home = Home.open(folder.resolve("home"), 1 << 20);
        State state = home.state();
        state.decrees()
                .add(
                        new Window(
                                "w1",
                                List.of(),
                                List.of(CONTROLLER),
                                List.of(Verb.DOWNLOAD),
                                0,
                                MANY + 1,
                                Decree.UNHEARD,
                                "anna",
                                ""),
                        0,
                        "announced");
        for (int i = 0; i < MANY; i++)
            state.put(told(i, "B1", "Program download").answeredBy("w1"));
        state.put(told(MANY, "B3", "Controller stopped"));
        state.put(told(MANY + 2, "B5", "After the window"));
        state.flush();
    }

    @AfterEach
    void close() {
        home.close();
    }

    private static Anomaly told(int at, String code, String title) {
        return new Anomaly(
                "a" + at,
                at,
                at,
                STATION,
                CONTROLLER,
                "s7comm",
                Channel.KNOWLEDGE,
                Verb.DOWNLOAD,
                code,
                title,
                "",
                title,
                1,
                "",
                20,
                Explanation.NONE,
                List.of(),
                List.of(),
                true);
    }

    @Test
    void theNewestOfTwelveThousandIsNotLost() {
        Map<String, Object> came = Reconciliation.of(home.state(), "w1").orElseThrow();
        assertThat(came).containsEntry("complete", true);
        assertThat(came.get("within").toString()).contains("Program download").contains("times=" + MANY);
        assertThat(came.get("beyond").toString()).contains("Controller stopped").doesNotContain("After");
    }

    @Test
    void whereTheLimitBitesItIsSaid() {
        Map<String, Object> came = Reconciliation.of(home.state(), "w1", MANY).orElseThrow();
        assertThat(came).containsEntry("complete", false).containsEntry("beyond", List.of());
        assertThat(Reconciliation.of(home.state(), "w1", MANY + 1).orElseThrow())
                .containsEntry("complete", true);
    }
}
