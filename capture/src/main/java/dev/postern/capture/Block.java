package dev.postern.capture;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.postern.model.Frame;
import java.lang.foreign.MemorySegment;

/**
 * One block of a ring, copied out of it.
 *
 * @param slot of the {@link Backlog} that holds it
 * @param first offset of the first frame's header
 */
record Block(int slot, int bytes, int frames, int first, int linkType) {
    // struct tpacket3_hdr, in its order
    private static final int NEXT = 0;
    private static final int SECONDS = 4;
    private static final int NANOS = 8;
    private static final int CAPTURED = 12;
    private static final int ORIGINAL = 16;
    private static final int PACKET_STATUS = 20;
    private static final int MAC_OFFSET = 24;
    private static final int VLAN_TCI = 32;
    private static final int TP_STATUS_VLAN_VALID = 1 << 4;

    /**
     * Lays {@code frame} over the frame whose header begins at {@code at}.
     *
     * @param data the block's bytes, and as a segment
     * @return where the next frame's header begins
     */
    int lay(Frame frame, byte[] data, MemorySegment segment, int at) {
        frame.data = data;
        frame.offset = at + (segment.get(JAVA_SHORT_UNALIGNED, at + MAC_OFFSET) & 0xFFFF);
        frame.capturedBytes = segment.get(JAVA_INT_UNALIGNED, at + CAPTURED);
        frame.wireBytes = segment.get(JAVA_INT_UNALIGNED, at + ORIGINAL);
        frame.atNanos = (segment.get(JAVA_INT_UNALIGNED, at + SECONDS) & 0xFFFF_FFFFL) * 1_000_000_000L
                + segment.get(JAVA_INT_UNALIGNED, at + NANOS);
        boolean tagged = (segment.get(JAVA_INT_UNALIGNED, at + PACKET_STATUS) & TP_STATUS_VLAN_VALID) != 0;
        frame.vlanTci = tagged ? segment.get(JAVA_INT_UNALIGNED, at + VLAN_TCI) & 0xFFFF : Frame.NO_VLAN;
        frame.linkType = linkType;
        return at + segment.get(JAVA_INT_UNALIGNED, at + NEXT);
    }
}
