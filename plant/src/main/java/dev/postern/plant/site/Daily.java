package dev.postern.plant.site;

import dev.postern.plant.net.Timeline;

/** What is done every day at the same time on the wall, also on the days when the clock is put forward or back. */
public final class Daily {
    private Daily() {}

    /** @param minutes after midnight; from {@code fromNanos} on */
    public static void plan(Timeline timeline, long fromNanos, int minutes, Timeline.Deed deed) {
        timeline.plan(Hours.next(fromNanos, minutes), now -> {
            plan(timeline, now + 1, minutes, deed);
            deed.at(now);
        });
    }
}
