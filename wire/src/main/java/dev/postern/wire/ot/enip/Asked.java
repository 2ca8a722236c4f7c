package dev.postern.wire.ot.enip;

import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.List;

/**
 * A request that waits for its answer, with what its answer cannot say again.
 *
 * @param inner the requests of a multiple service packet, in order
 * @param offset octets from the start of a tag, or the address in a controller's memory
 * @param place what PCCC reads, where it has a type; else null
 * @param addresses what PCCC reads word by word, by name; else null
 */
record Asked(
        int service,
        CipPath path,
        Meaning meaning,
        String unit,
        String target,
        long atNanos,
        List<Asked> inner,
        long offset,
        Pccc.Place place,
        ArrayList<String> addresses) {
    /** What is read from its start. */
    Asked(int service, CipPath path, Meaning meaning, String unit, String target, long atNanos, List<Asked> inner) {
        this(service, path, meaning, unit, target, atNanos, inner, 0, null, null);
    }

    static Asked plain(String operation, Verb verb, long atNanos) {
        return new Asked(
                0, CipPath.NONE, new Meaning(operation, verb, Meaning.Shape.OPAQUE), "", "", atNanos, List.of());
    }
}
