package dev.postern.evaluate;

import java.util.List;
import java.util.Set;

/**
 * One attack that is known to have happened.
 *
 * @param name of this one, for lists of what was missed
 * @param kind what it is counted with in tables
 * @param block what it shares its luck with, a capture or a seed: resampled together
 * @param startNanos when it began, and the time to detect with it
 * @param windows when an alarm counts for it, some slack included: one, or one for each step of a longer story
 * @param counted whether it must be found; an attack that left no trace in the capture need not, but who alarms during it alarmed not falsely
 * @param techniques ATT&CK ids that are right for it; empty if unknown
 * @param attackers addresses that did it; empty if unknown
 * @param victims addresses it was done to; empty if unknown
 * @param harmNanos when it first changed the process, or {@link Long#MAX_VALUE}
 */
public record Attack(
        String name,
        String kind,
        String block,
        long startNanos,
        List<Span> windows,
        boolean counted,
        Set<String> techniques,
        Set<String> attackers,
        Set<String> victims,
        long harmNanos) {
    public Attack {
        windows = List.copyOf(windows);
    }
}
