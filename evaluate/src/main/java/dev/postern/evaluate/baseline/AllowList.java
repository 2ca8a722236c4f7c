package dev.postern.evaluate.baseline;

import dev.postern.model.Address;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import dev.postern.model.Traffic;
import java.util.HashSet;
import java.util.Set;

/**
 * A list of who may use which function of whom, filled on the first day and closed then; what is not on it is told each time, louder the more it
 * weighs. While the list is being filled, what enters it is told too.
 */
final class AllowList implements Baseline {
    private static final long LEARNING_NANOS = 86_400_000_000_000L;

    private record Edge(Address client, Address server, String service, String function) {}

    private final Set<Edge> allowed = new HashSet<>();
    private long bornNanos = Long.MIN_VALUE;

    @Override
    public String name() {
        return "allow-list of edges and functions";
    }

    @Override
    public void observe(Observation observation, Alarms out) {
        long at = observation.stamp().atNanos();
        if (bornNanos == Long.MIN_VALUE) bornNanos = at;
        Edge edge;
        int weight = 1;
        switch (observation) {
            case Message message -> {
                var talk = message.conversation();
                edge = new Edge(talk.client(), talk.server(), message.protocol(), message.operation());
                weight = message.verb().weight();
            }
            case Traffic traffic -> {
                var talk = traffic.conversation();
                edge = new Edge(talk.client(), talk.server(), traffic.service(), "");
            }
            default -> {
                return;
            }
        }
        if (allowed.contains(edge)) return;
        out.raise(at, edge.client, edge.server, weight);
        if (at - bornNanos < LEARNING_NANOS) allowed.add(edge);
    }
}
