package dev.postern.model;

/**
 * Points at one packet.
 *
 * @param capture ordinal of the capture or interface in its home
 * @param frame 1-based number within it
 */
public record FrameRef(int capture, long frame) implements Comparable<FrameRef> {
    @Override
    public int compareTo(FrameRef other) {
        int byCapture = Integer.compare(capture, other.capture);
        return byCapture != 0 ? byCapture : Long.compare(frame, other.frame);
    }
}
