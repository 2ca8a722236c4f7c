package dev.postern.appliance.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Binding;
import dev.postern.model.Frame;
import dev.postern.model.Observation;
import dev.postern.model.Traffic;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import dev.postern.wire.Wire;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RemappingTest {
    @Test
    void noTwoStationsBecomeOneAndBroadcastStays() {
        Set<String> named = new HashSet<>();
        for (int station = 1; station < 255; station++) named.add(Remapping.rename("192.168.7." + station));
        assertThat(named).hasSize(254).doesNotContain("192.168.7.0", "192.168.7.255");
        assertThat(Remapping.rename("192.168.7.255")).isEqualTo("192.168.7.255");
        assertThat(Remapping.rename("8.8.8.8")).as("the outside stays").isEqualTo("8.8.8.8");
        assertThat(Remapping.rename("ff:ff:ff:ff:ff:ff")).isEqualTo("ff:ff:ff:ff:ff:ff");
        assertThat(Remapping.rename("00:1b:1b:00:00:01"))
                .startsWith("00:1b:1b:")
                .isNotEqualTo("00:1b:1b:00:00:01");
        assertThat(Remapping.rename("fe80::1")).isEqualTo("fe80::1");
    }

    @Test
    void aPlantIsTheSamePlantWithOtherNames() {
        Set<String> before = heard(_ -> {});
        Set<String> after = heard(new Remapping());
        Set<String> renamed = new TreeSet<>();
        for (String address : before) renamed.add(Remapping.rename(address));
        assertThat(before).hasSizeGreaterThan(20);
        assertThat(after).isEqualTo(renamed).isNotEqualTo(before);
    }

    /** All addresses that the decoder names in headers. */
    private static Set<String> heard(Consumer<Frame> change) {
        Plant plant = new Plant(new PlantSettings(3, PlantSettings.MONDAY_NANOS, 1, 10, false));
        Wire wire = new Wire(Wire.Limits.defaults());
        Set<String> heard = new TreeSet<>();
        Consumer<Observation> out = observation -> {
            if (observation instanceof Traffic traffic) {
                heard.add(traffic.conversation().client().toString());
                heard.add(traffic.conversation().server().toString());
                if (traffic.up().mac() != 0)
                    heard.add(Address.macText(traffic.up().mac()));
            } else if (observation instanceof Binding binding
                    && (binding.source() == Binding.Source.IP || binding.source() == Binding.Source.ARP_REPLY)) {
                heard.add(binding.address().toString());
                heard.add(Address.macText(binding.mac()));
            }
        };
        Frame frame = new Frame();
        for (int i = 0; i < 20_000 && plant.next(frame); i++) {
            change.accept(frame);
            wire.frame(frame, out);
        }
        wire.close(Long.MAX_VALUE / 60_000_000_000L * 60_000_000_000L, out);
        return heard;
    }
}
