package dev.postern.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Decided;
import dev.postern.model.Decision;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
    void aDecisionAndItsLineOfTheAuditTrailAreKeptTogether() {
        try (State state = open()) {
            state.decisions().add(DecisionTable.UNDATED, 5, "anna", RULE);
            state.decisions()
                    .takeOver(
                            List.of(new Decided(1, 7, 6, "ben", RULE), new Decided(2, 8, 6, "ben", RULE)),
                            9,
                            "command line");
            assertThat(state.decisions().after(1)).extracting(Decided::atNanos).containsExactly(7L, 8L);
            assertThat(state.audit().all())
                    .extracting(AuditTrail.Entry::who, AuditTrail.Entry::what)
                    .containsExactly(
                            tuple("anna", "decided: " + RULE.sentence()),
                            tuple("command line", "imported 2 decisions"));
        }
    }

    @Test
    void aTakingOverThatBreaksOffLeavesNothing() {
        try (State state = open()) {
            assertThatThrownBy(() -> state.decisions()
                            .takeOver(Arrays.asList(new Decided(1, 7, 6, "ben", RULE), null), 9, "command line"))
                    .isInstanceOf(NullPointerException.class);
            assertThat(state.decisions().last()).isZero();
            assertThat(state.audit().all()).isEmpty();
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
