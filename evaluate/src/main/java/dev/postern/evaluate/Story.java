package dev.postern.evaluate;

import java.util.List;
import java.util.Set;

/**
 * Alarms that are shown as one: the unit in which everything is counted.
 *
 * @param incident told as such; not only shown because some of it may never be hidden
 * @param raisedNanos when it was first told as an incident: what it takes in later, and would be none alone, rings no second bell
 * @param score the detector's own order, higher first
 * @param devices addresses of all that it names
 * @param sources of these, who it says did it or passed it on; all, where a detector does not tell them apart
 * @param techniques ATT&CK ids it names
 */
public record Story(
        String title,
        boolean incident,
        long raisedNanos,
        double score,
        Set<String> devices,
        Set<String> sources,
        Set<String> techniques,
        List<Alarm> alarms) {
    public Story {
        alarms = List.copyOf(alarms);
    }

    /** An incident in which every alarm rang, of a detector that does not tell apart who did it and to whom it was done. */
    public Story(String title, double score, Set<String> devices, Set<String> techniques, List<Alarm> alarms) {
        this(title, true, Long.MAX_VALUE, score, devices, devices, techniques, alarms);
    }

    /** The same incident, told as one from {@code nanos} on. */
    public Story since(long nanos) {
        return new Story(title, incident, nanos, score, devices, sources, techniques, alarms);
    }

    /** Whether {@code alarm} of it told somebody of an incident: it was there when that was raised, or would be one alone. */
    boolean rings(Alarm alarm) {
        return incident && (alarm.alone() || alarm.atNanos() <= raisedNanos);
    }

    /** The part of it that no budget holds back, or null. */
    public Story neverHidden() {
        List<Alarm> loud = alarms.stream().filter(Alarm::neverHidden).toList();
        return loud.isEmpty()
                ? null
                : new Story(title, false, Long.MAX_VALUE, score, devices, sources, techniques, loud);
    }
}
