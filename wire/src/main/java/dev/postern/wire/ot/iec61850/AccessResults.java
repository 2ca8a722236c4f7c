package dev.postern.wire.ot.iec61850;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/** Results of an access to variables, ISO 9506-2 clause 14.5: for each a failure or, of a read, its Data. */
final class AccessResults {
    private static final int FAILURE = 0x80;
    private static final String[] FAILURES = {
        "object invalidated",
        "hardware fault",
        "temporarily unavailable",
        "object access denied",
        "object undefined",
        "invalid address",
        "type unsupported",
        "type inconsistent",
        "object attribute inconsistent",
        "object access unsupported",
        "object non existent",
        "object value invalid"
    };

    final Leaves leaves;
    private final List<Object> counts = new ArrayList<>();
    private final List<Object> failures = new ArrayList<>();
    private final List<Object> failed = new ArrayList<>();

    AccessResults(Bytes bytes) {
        leaves = new Leaves(bytes);
    }

    /** Takes a list of access results, or of Data as it is written. */
    void readAll(Ber ber) {
        while (ber.next() && counts.size() < Names.NAMES_MAX) {
            int before = leaves.values.size();
            if (ber.tag() == FAILURE) {
                failed.add((long) counts.size());
                failures.add(failure(ber.unsigned()));
            } else {
                leaves.add(ber);
            }
            counts.add((long) (leaves.values.size() - before));
        }
        if (ber.broken() && leaves.brokenAt < 0) leaves.brokenAt = ber.at();
    }

    /** Takes the answer to a write: for each variable a failure or nothing. */
    void written(Ber ber) {
        for (long index = 0; ber.next() && index < Names.NAMES_MAX; index++) {
            if (ber.tag() != FAILURE) continue;
            failed.add(index);
            failures.add(failure(ber.unsigned()));
        }
    }

    private static String failure(long code) {
        return code >= 0 && code < FAILURES.length ? FAILURES[(int) code] : "failure " + code;
    }

    boolean refused() {
        return !failures.isEmpty();
    }

    int count() {
        return counts.size();
    }

    /** Leaves of one variable, in the order of the wire; none if it failed. */
    List<Object> of(int variable) {
        int from = 0;
        for (int i = 0; i < variable; i++) from += ((Long) counts.get(i)).intValue();
        return leaves.values.subList(from, from + ((Long) counts.get(variable)).intValue());
    }

    void describe(Turn.Draft draft) {
        if (!leaves.values.isEmpty()) draft.field("values", leaves.values).field("types", leaves.types);
        if (counts.size() > 1) draft.field("counts", counts);
        if (refused()) draft.field("failed", failed).field("failures", failures);
        if (leaves.cut) draft.field("cut", true);
    }
}
