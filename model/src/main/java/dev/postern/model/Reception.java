package dev.postern.model;

/**
 * How well the traffic itself was received so far. Totals since the home began; of a frame that carries a tunnel each part counts.
 *
 * @param truncatedFrames of which the capture kept only the beginning
 * @param streamGaps stretches of TCP streams that were never seen
 * @param unreadFrames of a link type that nobody reads
 * @param lostInCard frames that a live interface's network card could not hand over
 * @param lostInKernel frames for which the kernel had no room
 */
public record Reception(
        long frames, long truncatedFrames, long streamGaps, long unreadFrames, long lostInCard, long lostInKernel) {
    public static final Reception NONE = new Reception(0, 0, 0, 0);

    /** Of a capture file, which does not tell what was lost before it was written. */
    public Reception(long frames, long truncatedFrames, long streamGaps, long unreadFrames) {
        this(frames, truncatedFrames, streamGaps, unreadFrames, 0, 0);
    }

    public Reception plus(Reception other) {
        return new Reception(
                frames + other.frames,
                truncatedFrames + other.truncatedFrames,
                streamGaps + other.streamGaps,
                unreadFrames + other.unreadFrames,
                lostInCard + other.lostInCard,
                lostInKernel + other.lostInKernel);
    }
}
