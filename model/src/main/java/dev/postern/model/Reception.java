package dev.postern.model;

/**
 * How well the traffic itself was received so far. Totals since the home began; of a frame that carries a tunnel each part counts.
 *
 * @param truncatedFrames of which the capture kept only the beginning
 * @param streamGaps stretches of TCP streams that were never seen
 * @param unreadFrames of a link type that nobody reads
 */
public record Reception(long frames, long truncatedFrames, long streamGaps, long unreadFrames) {
    public static final Reception NONE = new Reception(0, 0, 0, 0);

    public Reception plus(Reception other) {
        return new Reception(
                frames + other.frames,
                truncatedFrames + other.truncatedFrames,
                streamGaps + other.streamGaps,
                unreadFrames + other.unreadFrames);
    }
}
