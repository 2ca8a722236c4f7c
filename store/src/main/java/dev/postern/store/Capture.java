package dev.postern.store;

/**
 * A capture file or interface that this home has read from.
 *
 * @param ordinal number by which frames refer to it
 * @param name file name or interface name
 * @param identity size and hash of the beginning of a file, by which it is known again under another name; the name of an interface
 * @param frames taken so far
 * @param finished nothing more will come
 * @param damage what was wrong with it, or null
 */
public record Capture(
        int ordinal,
        String name,
        String identity,
        long frames,
        boolean finished,
        long firstNanos,
        long lastNanos,
        String damage) {}
