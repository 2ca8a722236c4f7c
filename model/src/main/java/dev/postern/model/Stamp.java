package dev.postern.model;

/**
 * When and in which packet something was observed: the root of every piece of evidence.
 *
 * @param atNanos capture time, nanoseconds since the epoch
 * @param order position in everything this home ever read; strictly rising, so sorting by it restores the order of arrival
 * @param capture ordinal of the capture or interface in its home
 * @param frame 1-based number within that capture
 * @param late older than the home's clock when it was read: judged, teaches nothing
 */
public record Stamp(long atNanos, long order, int capture, long frame, boolean late) {
    public FrameRef ref() {
        return new FrameRef(capture, frame);
    }
}
