package dev.postern.appliance.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class CrewTest {
    private static final int PIECES = 8;

    @Test
    void everyPieceOfEveryStepIsDoneOnceHoweverManyHelp() {
        for (int helpers : new int[] {0, 1, 3}) {
            try (Crew crew = new Crew("crew-", helpers, PIECES)) {
                for (int step = 1; step <= 20_000; step++) {
                    AtomicIntegerArray done = new AtomicIntegerArray(PIECES);
                    crew.run(done::incrementAndGet, () -> {});
                    for (int piece = 0; piece < PIECES; piece++)
                        assertThat(done.get(piece)).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void whatAPieceDidIsSeenByTheCallerAndByTheNextStep() {
        long[] sums = new long[PIECES];
        try (Crew crew = new Crew("crew-", 1, PIECES)) {
            for (int step = 1; step <= 20_000; step++) crew.run(piece -> sums[piece]++, () -> {});
        }
        for (long sum : sums) assertThat(sum).isEqualTo(20_000);
    }

    @Test
    void aPieceThatFailsIsToldAfterTheOthersWereDone() {
        AtomicIntegerArray done = new AtomicIntegerArray(PIECES);
        try (Crew crew = new Crew("crew-", 1, PIECES)) {
            assertThatThrownBy(() -> crew.run(
                            piece -> {
                                if (piece == 3) throw new IllegalArgumentException("piece 3");
                                done.incrementAndGet(piece);
                            },
                            () -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasRootCauseMessage("piece 3");
        }
        for (int piece = 0; piece < PIECES; piece++) assertThat(done.get(piece)).isEqualTo(piece == 3 ? 0 : 1);
    }
}
