package dev.postern.life;

import dev.postern.life.habit.Hash;
import dev.postern.model.Address;

/**
 * What somebody taught since a moment shall be as if it never was: a person said that the incident it was a source of is malicious.
 *
 * @param sinceNanos event time of the first that it did in that incident
 */
public record Retraction(Address source, long sinceNanos) {
    public int sinceMinute() {
        return Watch.minute(sinceNanos);
    }

    public boolean isSource(long item) {
        return item == Hash.of(source);
    }
}
