package dev.postern.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Decided;
import dev.postern.model.Decision;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions are inputs: kept at once, numbered in their order, dated once and never changed. */
class DecisionTableTest {
    private static final Decision RULE = Decision.rule("Water", "10.10.1.0/24", 0, "", "");

    @TempDir
    Path folder;

    private State open() {
        return State.open(folder.resolve("state.db"), true);
    }

    @Test
    void whatWasDecidedIsThereAfterAnEndWithoutWarning() {
        try (State state = open()) {
            assertThat(state.decisions().add(DecisionTable.UNDATED, 5, "anna", RULE))
                    .isEqualTo(1);
            assertThat(state.decisions().add(7, 6, "ben", Decision.withdraw(1))).isEqualTo(2);
        }
        try (State state = open()) {
            assertThat(state.decisions().after(0))
                    .containsExactly(
                            new Decided(1, DecisionTable.UNDATED, 5, "anna", RULE),
                            new Decided(2, 7, 6, "ben", Decision.withdraw(1)));
            assertThat(state.decisions().after(1)).hasSize(1);
            assertThat(state.decisions().last()).isEqualTo(2);
        }
    }

    @Test
    void aTimeIsGivenOnceAndForAll() {
        try (State state = open()) {
            state.decisions().add(DecisionTable.UNDATED, 5, "anna", RULE);
            state.decisions().date(1, 100);
            state.decisions().date(1, 200);
            assertThat(state.decisions().after(0)).extracting(Decided::atNanos).containsExactly(100L);
        }
    }

    @Test
    void oneWhoWritesTheHomeHearsOfWhatAnotherAdds() {
        try (State writes = open();
                State adds = open()) {
            assertThat(writes.decisions().last()).isZero();
            adds.decisions().add(DecisionTable.UNDATED, 5, "anna", RULE);
            assertThat(writes.decisions().last()).isEqualTo(1);
        }
    }
}
