package dev.postern.appliance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Anomaly;
import dev.postern.model.Frame;
import dev.postern.model.Incident;
import dev.postern.model.Observation;
import dev.postern.model.Reading;
import dev.postern.plant.Extension;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import java.util.EnumSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A drive and its controller agree over UDP on how their cyclic frames are laid out, which are of other addresses and so another shard's. */
class AgreedElsewhereTest {
    private static final long MINUTES_5 = 5 * Engine.MINUTE_NANOS;

    /** Names of the points of which samples were taken. */
    private static final class Points implements Outcomes {
        final TreeSet<String> names = new TreeSet<>();

        @Override
        public void observation(Observation observation) {
            if (observation instanceof Reading reading && reading.service().equals("pnrt"))
                reading.points().forEach(point -> names.add(point.name()));
        }

        @Override
        public void anomaly(Anomaly anomaly) {}

        @Override
        public void incident(Incident incident) {}
    }

    private static TreeSet<String> heard(int threads) {
        PlantSettings settings = new PlantSettings(3, PlantSettings.MONDAY_NANOS, 1, 10, false);
        Plant plant = new Plant(settings.with(EnumSet.of(Extension.DRIVES)));
        Points points = new Points();
        Frame frame = new Frame();
        try (Engine engine = new Engine(EngineState.fresh(), threads, points)) {
            while (plant.next(frame) && frame.atNanos < PlantSettings.MONDAY_NANOS + MINUTES_5) {
                Frame copy = new Frame();
                copy.copyFrom(frame);
                engine.feed(copy);
            }
            engine.finish();
        }
        return points.names;
    }

    @Test
    void theValuesOfADriveHaveTheirNamesWhicheverShardReadsThem() {
        assertThat(heard(1)).contains("1.1 input [0]", "1.1 input [1]", "1.1 output [0]", "1.1 output [1]");
    }

    @Test
    void theNumberOfThreadsChangesNothing() {
        assertThat(heard(4)).isEqualTo(heard(1));
    }
}
