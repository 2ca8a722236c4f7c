package dev.postern.wire;

import java.util.Map;
import java.util.TreeMap;

/** What one {@link Wire} has gone through so far, for the summary and the console. Plain data; add up those of all shards. */
public final class Counters {
    /** Different rules, limits or link types counted; more are added up under {@code other}. */
    public static final int NAMES_MAX = 4096;

    private static final String OTHER = "other";

    public long frames;
    /** On the wire, link header included. */
    public long bytes;
    /** Frames of which the capture kept only the beginning. */
    public long truncated;
    /** Second copies of frames that HSR or PRP sent twice; they went no further. */
    public long duplicates;
    /** Observations handed out. */
    public long observations;
    /** Flows begun. */
    public long flows;
    /** Stretches of TCP streams that were never seen. */
    public long gaps;
    /** Times a dissector lost its place in a stream. */
    public long lost;

    private final TreeMap<String, Long> malformed = new TreeMap<>();
    private final TreeMap<String, Long> limits = new TreeMap<>();
    private final TreeMap<String, Long> unknownLinkTypes = new TreeMap<>();

    /** Broken rules, {@code layer: rule}, and how often. */
    public Map<String, Long> malformed() {
        return java.util.Collections.unmodifiableMap(malformed);
    }

    /** Limits that were hit, and how often. */
    public Map<String, Long> limits() {
        return java.util.Collections.unmodifiableMap(limits);
    }

    /** Frames skipped because nobody reads their link type (LINKTYPE_ number). */
    public Map<String, Long> unknownLinkTypes() {
        return java.util.Collections.unmodifiableMap(unknownLinkTypes);
    }

    void broken(String layer, String rule) {
        count(malformed, layer + ": " + rule, 1);
    }

    void limit(String name) {
        count(limits, name, 1);
    }

    void limit(String name, int times) {
        if (times > 0) count(limits, name, times);
    }

    void unknownLinkType(int linkType) {
        count(unknownLinkTypes, Integer.toString(linkType), 1);
    }

    /** Adds what {@code other} counted to this. */
    public void add(Counters other) {
        frames += other.frames;
        bytes += other.bytes;
        truncated += other.truncated;
        duplicates += other.duplicates;
        observations += other.observations;
        flows += other.flows;
        gaps += other.gaps;
        lost += other.lost;
        other.malformed.forEach((name, count) -> count(malformed, name, count));
        other.limits.forEach((name, count) -> count(limits, name, count));
        other.unknownLinkTypes.forEach((name, count) -> count(unknownLinkTypes, name, count));
    }

    private static void count(TreeMap<String, Long> table, String name, long by) {
        boolean room = table.size() < NAMES_MAX || table.containsKey(name);
        table.merge(room ? name : OTHER, by, Long::sum);
    }
}
