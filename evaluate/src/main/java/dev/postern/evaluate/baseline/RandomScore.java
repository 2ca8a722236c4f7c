package dev.postern.evaluate.baseline;

import dev.postern.model.Observation;
import dev.postern.model.Traffic;
import java.util.SplittableRandom;

/** A number drawn for each flow and minute: what chance alone finds. */
final class RandomScore implements Baseline {
    @Override
    public String name() {
        return "random score";
    }

    @Override
    public void observe(Observation observation, Alarms out) {
        if (!(observation instanceof Traffic traffic)) return;
        var talk = traffic.conversation();
        long seed = traffic.windowNanos() * 31 + talk.hashCode();
        double drawn = new SplittableRandom(seed).nextDouble();
        out.raise(traffic.stamp().atNanos(), talk.client(), talk.server(), drawn);
    }
}
