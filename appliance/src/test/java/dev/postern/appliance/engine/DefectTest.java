package dev.postern.appliance.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.model.Anomaly;
import dev.postern.model.Frame;
import dev.postern.model.Incident;
import dev.postern.model.Observation;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import dev.postern.store.StoreException;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What hears every message is taken out of the engine, so that each of them meets a defect there. */
class DefectTest {
    private static final int FRAMES = 3_000;

    /** Goes on, as one that watches. */
    private static class Watching implements Outcomes {
        final TreeSet<Long> broken = new TreeSet<>();
        int frames;

        @Override
        public void frames(Batch batch) {
            frames += batch.size();
        }

        @Override
        public void anomaly(Anomaly anomaly) {}

        @Override
        public void incident(Incident incident) {}

        @Override
        public void broke(long order, Throwable defect) {
            broken.add(order);
        }
    }

    private static void live(EngineState state, int threads, Outcomes outcomes) {
        Plant plant = new Plant(new PlantSettings(3, PlantSettings.MONDAY_NANOS, 1, 600, true));
        Frame frame = new Frame();
        try (Engine engine = new Engine(state, threads, outcomes)) {
            for (int i = 0; i < FRAMES && plant.next(frame); i++) {
                Frame copy = new Frame();
                copy.copyFrom(frame);
                engine.feed(copy);
            }
            engine.settle();
        }
    }

    private static EngineState withoutClues() {
        EngineState state = EngineState.fresh();
        Arrays.fill(state.clues, null);
        return state;
    }

    @Test
    void aDefectInAShardCostsWhatTheFrameSaysAndNoOtherFrame() {
        Watching one = new Watching();
        Watching four = new Watching();
        EngineState state = withoutClues();
        live(state, 1, one);
        live(withoutClues(), 4, four);
        assertThat(one.frames).isEqualTo(FRAMES);
        assertThat(one.broken).hasSizeGreaterThan(100).isEqualTo(four.broken);
        assertThat(state.defects).isGreaterThanOrEqualTo(one.broken.size());
    }

    @Test
    void whoeverMeasuresStopsAtADefect() {
        Outcomes measuring = new Watching() {
            @Override
            public void broke(long order, Throwable defect) {
                throw new IllegalStateException("frame " + order, defect);
            }
        };
        assertThatThrownBy(() -> live(withoutClues(), 1, measuring)).hasCauseInstanceOf(NullPointerException.class);
    }

    @Test
    void whatCannotBeKeptIsNoDefectAndStopsEverybody() {
        Watching full = new Watching() {
            @Override
            public void observation(Observation observation) {
                throw new StoreException("the disk is full");
            }
        };
        assertThatThrownBy(() -> live(EngineState.fresh(), 1, full)).isInstanceOf(StoreException.class);
        assertThat(full.broken).isEmpty();
    }
}
