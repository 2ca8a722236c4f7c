package dev.postern.model;

import java.util.List;

/**
 * What stands out in a network that nobody has learned yet: judged by what is rare for a role and by what protocols are for, not by a history.
 *
 * @param span how long was watched: {@code 1 hour}, {@code 1 day}, {@code 7 days}, {@code 30 days}, or {@code so far}
 * @param sinceNanos the beginning of what was watched
 * @param atNanos everything before this was seen
 * @param sentence the sum for people
 */
public record AuditReport(String span, long sinceNanos, long atNanos, String sentence, List<Section> sections) {
    /**
     * One question and what was found.
     *
     * @param name stays the same over releases: {@code rare-edges}
     * @param why what such findings mean
     * @param leftOut more than there is room for
     */
    public record Section(String name, String title, String why, List<Item> items, long leftOut) {}

    /**
     * @param devices addresses, the one to look at first
     * @param detail numbers behind the sentence, or empty
     * @param evidence frames, at most 8; none where no single frame says so
     */
    public record Item(
            List<Address> devices,
            String sentence,
            String detail,
            long firstNanos,
            long lastNanos,
            List<FrameRef> evidence) {}
}
