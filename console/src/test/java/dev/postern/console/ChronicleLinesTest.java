package dev.postern.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Chronicle;
import dev.postern.model.Chronicle.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChronicleLinesTest {
    /** The hours since midnight of 1 January 2024, each with so much of everything. */
    private static Chronicle hours(String address, int... amounts) {
        int[] numbers = new int[Step.values().length];
        Arrays.fill(numbers, Integer.MIN_VALUE);
        int first = Step.HOUR.of(19_723 * 1_440);
        numbers[0] = first + amounts.length;
        byte[] cells = new byte[Chronicle.CELLS];
        for (int i = 0; i < amounts.length; i++) {
            int at = Chronicle.cell(Step.HOUR, first + i);
            Arrays.fill(cells, at, at + Chronicle.MEASURES, Chronicle.quantised(amounts[i]));
        }
        return new Chronicle(Address.parse(address), numbers, cells);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> past(Map<String, Object> page, String step) {
        return (List<Map<String, Object>>) ((Map<String, Object>) page.get(step)).get("past");
    }

    @Test
    void theAddressesOfADeviceAreOneAndOfPeersTheMostIsTold() {
        Map<String, Object> page = ChronicleLines.of(List.of(hours("10.0.0.1", 64, 0, 16), hours("10.0.1.1", 32)));
        List<Map<String, Object>> hours = past(page, "hour");
        assertThat(hours).hasSize(3);
        assertThat(hours.getFirst())
                .containsEntry("time", 19_723 * 86_400.0)
                .containsEntry("packets", 96.0)
                .containsEntry("bytes", 64 * 96.0)
                .containsEntry("peers", 64.0);
        assertThat(hours.get(1)).containsEntry("packets", 0.0).containsEntry("time", 19_723 * 86_400.0 + 3_600);
        assertThat(past(page, "week")).isEmpty();
    }

    @Test
    void aDeviceOfWhichNothingIsRememberedHasNoPast() {
        Map<String, Object> page = ChronicleLines.of(List.of());
        for (String step : List.of("hour", "day", "week", "quarter"))
            assertThat(past(page, step)).isEmpty();
    }
}
