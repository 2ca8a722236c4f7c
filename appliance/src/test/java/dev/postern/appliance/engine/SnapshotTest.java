package dev.postern.appliance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Situation;
import dev.postern.model.Channel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one release wrote the next one reads as what it was, or not at all. */
class SnapshotTest {
    private static final int PLACES = 341546516;

    /** Arrays have a place for each channel: who adds, removes or moves one changes {@link Snapshot#FORMAT} and then this. */
    @Test
    void theFormatKnowsThePlacesOfTheChannels() {
        int places = Arrays.stream(Channel.values()).map(Channel::name).toList().hashCode();
        assertThat(List.of(Snapshot.FORMAT, places)).isEqualTo(List.of(7, PLACES));
    }

    @Test
    void aConstantIsWrittenByItsNameSoThatOneMayBeAddedBeforeIt() {
        ArrayList<Object> state = new ArrayList<>(List.of(Situation.BREADTH, Channel.PHASE_NEW));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Snapshot.writeAny(state, out);
        assertThat(out.toString(StandardCharsets.ISO_8859_1)).contains("BREADT", "PHASE_NE");
        assertThat(Snapshot.readAny(new ByteArrayInputStream(out.toByteArray()), ArrayList.class))
                .isEqualTo(state);
    }
}
