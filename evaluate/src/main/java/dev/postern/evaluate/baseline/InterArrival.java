package dev.postern.evaluate.baseline;

import dev.postern.model.Address;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import dev.postern.model.Outcome;
import java.util.HashMap;
import java.util.Map;

/**
 * Mean and deviation of the time between equal requests, and by how many deviations each one is off: the rule that many products call
 * "timing anomaly". Running moments (Welford 1962).
 */
final class InterArrival implements Baseline {
    private static final int LEARNED = 30;
    private static final double LEAST_DEVIATION_SECONDS = 1e-4;

    private record Symbol(
            Address client, Address server, String protocol, String unit, String operation, String target) {}

    private static final class Rhythm {
        private long lastNanos;
        private long count;
        private double mean;
        private double squares;
    }

    private final Map<Symbol, Rhythm> rhythms = new HashMap<>();

    @Override
    public String name() {
        return "mean inter-arrival time";
    }

    @Override
    public void observe(Observation observation, Alarms out) {
        if (!(observation instanceof Message message)) return;
        if (message.outcome() != Outcome.REQUEST && message.outcome() != Outcome.NOTICE) return;
        long at = message.stamp().atNanos();
        var talk = message.conversation();
        Symbol symbol = new Symbol(
                talk.client(),
                talk.server(),
                message.protocol(),
                message.unit(),
                message.operation(),
                message.target());
        Rhythm rhythm = rhythms.computeIfAbsent(symbol, _ -> new Rhythm());
        if (rhythm.lastNanos != 0 && at >= rhythm.lastNanos) {
            double gap = (at - rhythm.lastNanos) / 1e9;
            if (rhythm.count >= LEARNED) {
                double deviation = Math.max(LEAST_DEVIATION_SECONDS, Math.sqrt(rhythm.squares / (rhythm.count - 1)));
                out.raise(at, talk.client(), talk.server(), Math.abs(gap - rhythm.mean) / deviation);
            }
            rhythm.count++;
            double off = gap - rhythm.mean;
            rhythm.mean += off / rhythm.count;
            rhythm.squares += off * (gap - rhythm.mean);
        }
        rhythm.lastNanos = at;
    }
}
