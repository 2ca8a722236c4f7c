package dev.postern.wire;

import dev.postern.model.Frame;
import java.util.zip.CRC32C;

/**
 * A frame to a group that comes again and again within milliseconds, octet for octet: it goes round in a network that has a ring and nothing to
 * open it. Only IP and ARP, because process data repeats itself by nature. A mirror port or two shows a frame twice or four times, a sender
 * in a hurry a few times a second; {@value #COPIES_MIN} copies with less than {@value #APART_NANOS} ns between them are neither. Keeps
 * {@value #ENTRIES} frames of a shard, from the first one to a group on; where two fall on the same place the older is forgotten.
 */
final class Loops {
    static final String RULE = "same frame again and again";
    static final int COPIES_MIN = 16;
    static final long APART_NANOS = 10_000_000L;
    /** A loop is told so often, while it lasts. */
    static final long AGAIN_NANOS = 60_000_000_000L;

    static final int ENTRIES = 1 << 8;
    private static final int HEADER_BYTES = 14;
    private static final int TYPE = 12;

    private final transient CRC32C checksum = new CRC32C();
    private long[] contents;
    private long[] lastNanos;
    private int[] copies;
    private long toldNanos = Long.MIN_VALUE;

    /** This frame shows a loop that was not told just now. */
    boolean shows(Frame frame) {
        boolean toGroup = frame.linkType == Link.LINK_ETHERNET
                && frame.capturedBytes >= HEADER_BYTES
                && (frame.data[frame.offset] & 1) == 1;
        if (!toGroup || !repeats(frame)) return false;
        if (toldNanos != Long.MIN_VALUE && Math.abs(frame.atNanos - toldNanos) < AGAIN_NANOS) return false;
        toldNanos = frame.atNanos;
        return true;
    }

    private boolean repeats(Frame frame) {
        int at = frame.offset + TYPE;
        int end = frame.offset + frame.capturedBytes;
        int type = Octets.u16(frame.data, at);
        if (Link.isTag(type) && at + Link.TAG_BYTES + 2 <= end) type = Octets.u16(frame.data, at + Link.TAG_BYTES);
        if (type != Link.IPV4 && type != Link.ARP && type != Link.IPV6) return false;
        if (contents == null) {
            contents = new long[ENTRIES];
            lastNanos = new long[ENTRIES];
            copies = new int[ENTRIES];
        }
        checksum.reset();
        checksum.update(frame.data, frame.offset, frame.capturedBytes);
        long content = checksum.getValue() << 16 | frame.wireBytes & 0xFFFF;
        int place = (int) Octets.mix(content) & ENTRIES - 1;
        boolean again = contents[place] == content && Math.abs(frame.atNanos - lastNanos[place]) <= APART_NANOS;
        contents[place] = content;
        lastNanos[place] = frame.atNanos;
        copies[place] = again ? copies[place] + 1 : 1;
        return copies[place] >= COPIES_MIN;
    }
}
