package dev.postern.model;

import java.util.List;

/**
 * One thing about one device that makes an attack easier, by what was seen of it. A device has at most one of each kind.
 *
 * @param id stays while the device does
 * @param kind {@code password-in-clear}; what there is stands in docs/reference/weaknesses.md
 * @param device id of the device, or empty where it is no known one
 * @param address where it was seen first
 * @param title the kind for people
 * @param what what was seen
 * @param why why it matters
 * @param remedy what to do about it
 * @param rank 1 to 100, the worst first: how bad, and of how important a device
 * @param sinceNanos first seen, event time
 * @param lastNanos last seen, to the minute
 * @param evidence frames that show it, at most 8
 */
public record Weakness(
        String id,
        String kind,
        String device,
        Address address,
        String title,
        String what,
        String why,
        String remedy,
        int rank,
        State state,
        long sinceNanos,
        long lastNanos,
        List<FrameRef> evidence) {
    public enum State {
        /** Seen of late. */
        OPEN,
        /** Not seen for a long time, in which the device was there to be seen or not. */
        NOT_SEEN_SINCE
    }

    /** What remains to be said of one whose device was found to be another. */
    public static Weakness gone(String id) {
        return new Weakness(id, "", "", null, "", "", "", "", 0, State.NOT_SEEN_SINCE, 0, 0, List.of());
    }

    public boolean isGone() {
        return kind.isEmpty();
    }
}
