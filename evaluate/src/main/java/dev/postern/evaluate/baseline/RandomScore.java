package dev.postern.evaluate.baseline;

import dev.postern.model.Observation;
import dev.postern.model.Traffic;
import java.util.SplittableRandom;

/** A number drawn for each flow and minute, the same in every run: what chance alone finds. */
final class RandomScore implements Baseline {
    @Override
    public String name() {
        return "random score";
    }

    @Override
    public void observe(Observation observation, Alarms out) {
        if (!(observation instanceof Traffic traffic)) return;
        var talk = traffic.conversation();
        // A constant's own hash is another in each process.
        long seed = traffic.windowNanos();
        for (int part : new int[] {
            talk.client().hashCode(),
            talk.server().hashCode(),
            talk.transport().ordinal(),
            talk.clientPort(),
            talk.serverPort(),
            talk.vlan()
        }) seed = seed * 31 + part;
        double drawn = new SplittableRandom(seed).nextDouble();
        out.raise(traffic.stamp().atNanos(), talk.client(), talk.server(), drawn);
    }
}
