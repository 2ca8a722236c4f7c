package dev.postern.evaluate;

import java.util.List;
import java.util.Set;

/**
 * Alarms that are shown as one: the unit in which everything is counted.
 *
 * @param score the detector's own order, higher first
 * @param devices addresses of all that it names
 * @param techniques ATT&CK ids it names
 */
public record Story(String title, double score, Set<String> devices, Set<String> techniques, List<Alarm> alarms) {
    public Story {
        alarms = List.copyOf(alarms);
    }

    /** The part of it that no budget holds back, or null. */
    public Story neverHidden() {
        List<Alarm> loud = alarms.stream().filter(Alarm::neverHidden).toList();
        return loud.isEmpty() ? null : new Story(title, score, devices, techniques, loud);
    }
}
