package dev.postern.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Both sides of every connection of some hours, put together again from their sequence numbers. */
class StreamsTest {
    private static final long START = PlantSettings.MONDAY_NANOS + 8 * Tape.HOUR;
    private static List<Tape.Seen> tape;

    private record Side(int fromIp, int fromPort, int toIp, int toPort) {
        @SuppressWarnings("ArgumentSelectionDefectChecker") // it is the point of it
        Side other() {
            return new Side(toIp, toPort, fromIp, fromPort);
        }
    }

    @BeforeAll
    static void record() {
        tape = Tape.record(new Plant(new PlantSettings(21, START, 1, 1, false)), START + 3 * Tape.HOUR);
    }

    @Test
    void sequenceNumbersAddUpPerConnection() {
        Map<Side, Integer> next = new HashMap<>();
        int again = 0;
        int segments = 0;
        for (Tape.Seen seen : tape) {
            if (!seen.isTcp()) continue;
            Side side = new Side(seen.fromIp(), seen.fromPort(), seen.toIp(), seen.toPort());
            boolean opens = (seen.flags() & 2) != 0;
            int length = seen.payload().length + (opens ? 1 : 0) + (seen.flags() & 1);
            segments++;
            if (opens || !next.containsKey(side)) next.put(side, seen.sequence() + length);
            else if (seen.sequence() == next.get(side)) next.merge(side, length, Integer::sum);
            else {
                assertThat(seen.sequence() + length - next.get(side))
                        .as("only old bytes come again")
                        .isNotPositive();
                again++;
            }
            Integer expected = next.get(side.other());
            if ((seen.flags() & 16) != 0 && expected != null)
                assertThat(expected - seen.acknowledged())
                        .as("nobody acknowledges what was not sent")
                        .isNotNegative();
        }
        assertThat(again).as("retransmissions").isBetween(1, segments / 1_000);
    }

    @Test
    void everyConnectionBeginsWithAHandshakeAndSomeEndWithAReset() {
        Map<Side, Integer> seenSyn = new HashMap<>();
        long resets = 0;
        for (Tape.Seen seen : tape) {
            if (!seen.isTcp()) continue;
            Side side = new Side(seen.fromIp(), seen.fromPort(), seen.toIp(), seen.toPort());
            if ((seen.flags() & 2) != 0) seenSyn.merge(side, 1, Integer::sum);
            assertThat(seenSyn).containsKey(side);
            if ((seen.flags() & 4) != 0) resets++;
        }
        assertThat(resets).isPositive();
    }
}
