package dev.postern.evaluate;

import java.util.List;
import java.util.Set;

/**
 * Alarms that are shown as one: the unit in which everything is counted.
 *
 * @param incident told as such; not only shown because some of it may never be hidden
 * @param score the detector's own order, higher first
 * @param devices addresses of all that it names
 * @param techniques ATT&CK ids it names
 */
public record Story(
        String title, boolean incident, double score, Set<String> devices, Set<String> techniques, List<Alarm> alarms) {
    public Story {
        alarms = List.copyOf(alarms);
    }

    /** An incident. */
    public Story(String title, double score, Set<String> devices, Set<String> techniques, List<Alarm> alarms) {
        this(title, true, score, devices, techniques, alarms);
    }

    /** The part of it that no budget holds back, or null. */
    public Story neverHidden() {
        List<Alarm> loud = alarms.stream().filter(Alarm::neverHidden).toList();
        return loud.isEmpty() ? null : new Story(title, false, score, devices, techniques, loud);
    }
}
