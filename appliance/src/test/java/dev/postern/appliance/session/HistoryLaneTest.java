package dev.postern.appliance.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.model.Address;
import dev.postern.model.Binding;
import dev.postern.model.Stamp;
import dev.postern.store.Home;
import dev.postern.store.StoreException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HistoryLaneTest {
    private static final int MANY = 50_000;

    @TempDir
    Path folder;

    private static Binding binding(int number) {
        return new Binding(
                stamp(number), Address.ipv4(number), 0x0200_0000_0000L + number, 0, Binding.Source.ARP_REPLY);
    }

    private static Stamp stamp(int number) {
        return new Stamp(1_700_000_000_000_000_000L + number, number, 0, number, false);
    }

    @Test
    void whatWasAddedBeforeAFlushIsThereOnceAfterIt() {
        try (Home home = Home.open(folder, 0);
                HistoryLane lane = new HistoryLane(home.history())) {
            for (int i = 0; i < MANY; i++) lane.add(binding(i));
            lane.flush();
            assertThat(home.history().size()).isEqualTo(MANY);
            lane.flush();
            assertThat(home.history().countByKind()).containsEntry("binding", (long) MANY);
        }
    }

    @Test
    void aFailureIsThrownAtTheNextCallAndNothingIsWrittenBehindAGap() {
        Home home = Home.open(folder, 0);
        try (HistoryLane lane = new HistoryLane(home.history())) {
            home.close();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < MANY; i++) lane.add(binding(i));
                        lane.flush();
                    })
                    .isInstanceOf(StoreException.class);
            assertThatThrownBy(lane::flush).isInstanceOf(StoreException.class);
        }
    }
}
