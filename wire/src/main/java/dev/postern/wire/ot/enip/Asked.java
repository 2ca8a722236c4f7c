package dev.postern.wire.ot.enip;

import dev.postern.model.Verb;
import java.util.List;

/**
 * A request that waits for its answer, with what its answer cannot say again.
 *
 * @param inner the requests of a multiple service packet, in order
 */
record Asked(
        int service,
        CipPath path,
        Meaning meaning,
        String unit,
        String target,
        long atNanos,
        List<Asked> inner,
        long offset) {
    /** What is read whole. */
    Asked(int service, CipPath path, Meaning meaning, String unit, String target, long atNanos, List<Asked> inner) {
        this(service, path, meaning, unit, target, atNanos, inner, 0);
    }

    static Asked plain(String operation, Verb verb, long atNanos) {
        return new Asked(
                0, CipPath.NONE, new Meaning(operation, verb, Meaning.Shape.OPAQUE), "", "", atNanos, List.of());
    }
}
