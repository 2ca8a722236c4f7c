package dev.postern.wire;

import dev.postern.model.Frame;
import dev.postern.model.Observation;
import java.util.function.Consumer;

/** SKELETON, replaced by the owner of the wire core: frames to observations, one instance per logical shard. */
public final class Wire {
    public Wire(Limits limits) {}

    /** Decodes one frame; frames of one address pair come to the same instance, in order. */
    public void frame(Frame frame, Consumer<Observation> out) {}

    /** Event time has passed {@code atNanos}, a whole minute: reports the traffic of the minute, forgets idle flows. */
    public void close(long atNanos, Consumer<Observation> out) {}

    /** Which of {@code shards} must get this frame: the same for both directions of a conversation and for all its fragments. */
    public static int shard(Frame frame, int shards) {
        return 0;
    }

    public record Limits() {
        public static Limits defaults() {
            return new Limits();
        }
    }
}
