package dev.postern.appliance.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.postern.model.Frame;
import dev.postern.plant.Extension;
import dev.postern.plant.LifeEvent;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import dev.postern.plant.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DeepCopyTest {
    private static final long HOUR = 3_600_000_000_000L;
    private static final long START = PlantSettings.MONDAY_NANOS + 6 * HOUR;
    private static final long BRANCH = START + 8 * HOUR;

    private static Plant works() {
        return new Plant(new PlantSettings(11, START, 1, 30, false)
                .with(EnumSet.allOf(Extension.class))
                .with(LifeEvent.STANDBY_FOR_PATCHES, 0, 60)
                .with(LifeEvent.SECOND_MASTER, 0, 120));
    }

    /** A mark of all frames up to the moment, with their times. */
    private static long live(Plant plant, long untilNanos) {
        Frame frame = new Frame();
        long mark = 0;
        while (plant.next(frame) && frame.atNanos < untilNanos)
            mark = mark * 31 + frame.atNanos * 1_000_003 + Arrays.hashCode(frame.data);
        return mark;
    }

    @Test
    void aCopiedWorksLivesOnExactlyAsTheFirstWouldHave() {
        Plant plant = works();
        live(plant, BRANCH);
        Plant copy = DeepCopy.of(plant);
        assertThat(copy.labels()).isEqualTo(plant.labels());
        long future = live(copy, BRANCH + 12 * HOUR);
        assertThat(live(plant, BRANCH + 12 * HOUR)).isEqualTo(future);
        assertThat(copy.labels()).isEqualTo(plant.labels());
    }

    @Test
    void whatHappensToACopyDoesNotHappenToTheFirst() {
        Plant plant = works();
        live(plant, BRANCH);
        Plant untouched = works();
        live(untouched, BRANCH);
        long before = plant.labels().size();
        for (Scenario scenario : List.of(Scenario.STUXNET, Scenario.ARP_RELAY, Scenario.DNP3_BREAKERS)) {
            Plant copy = DeepCopy.of(plant);
            copy.start(scenario, BRANCH + HOUR);
            live(copy, BRANCH + 6 * HOUR);
            assertThat(copy.labels()).anyMatch(label -> label.cause() == scenario);
        }
        assertThat(plant.labels()).hasSize((int) before);
        assertThat(live(plant, BRANCH + 6 * HOUR)).isEqualTo(live(untouched, BRANCH + 6 * HOUR));
    }

    private record Pair(String name, List<Object> items) {}

    @Test
    void circlesAndLambdasKeepTheirShape() {
        List<Object> ring = new ArrayList<>();
        Supplier<List<Object>> itself = () -> ring;
        Pair pair = new Pair("ring", ring);
        ring.add(itself);
        ring.add(pair);
        List<Object> copy = DeepCopy.of(ring);
        assertThat(copy).isNotSameAs(ring).hasSize(2);
        assertThat(((Supplier<?>) copy.getFirst()).get()).isSameAs(copy);
        assertThat(((Pair) copy.get(1)).items()).isSameAs(copy);
    }

    @Test
    void whatItDoesNotKnowIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> DeepCopy.of(new AtomicLong()))
                .withMessageContaining("AtomicLong");
    }
}
