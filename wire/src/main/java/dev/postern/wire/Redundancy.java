package dev.postern.wire;

import dev.postern.model.Frame;
import java.util.zip.CRC32C;

/**
 * HSR and PRP, IEC 62439-3:2016 clauses 4 and 5: a sender sends each frame twice, over two networks or both ways round a ring, and numbers
 * them. The second copy is recognised by sender, number and content within {@value #FORGET_NANOS} ns; a frame with a number seen before and
 * other content is no copy. Keeps {@value #ENTRIES} numbers of a shard, from the first such frame on; where two fall on the same place the
 * older is forgotten, and counted if its copy might still have come: that copy then counts as a frame.
 */
final class Redundancy {
    static final int ENTRIES = 1 << 12;
    /** EntryForgetTime of the standard. */
    static final long FORGET_NANOS = 400_000_000L;

    /** Sequence number, LAN and size, and the EtherType that ends the trailer of PRP. */
    static final int TRAILER_BYTES = 6;

    private static final int PRP = 0x88FB;
    private static final int LAN_A = 0xA, LAN_B = 0xB;
    private static final int ADDRESS_BYTES = 6;
    private static final int TYPE = 12;
    private static final int HEADER_BYTES = 14;

    private final transient CRC32C checksum = new CRC32C();
    /** Hardware address of the sender, sequence number below it. */
    private long[] keys;

    private long[] seenNanos;
    private int[] checksums;
    /** The copy has come. */
    private boolean[] paired;

    /** Bytes of the trailer that ends this frame, 0 if there is none. */
    static int trailer(Frame frame) {
        int length = frame.capturedBytes;
        if (frame.linkType != Link.LINK_ETHERNET || length < HEADER_BYTES + TRAILER_BYTES || length < frame.wireBytes)
            return 0;
        byte[] data = frame.data;
        int end = frame.offset + length;
        if (Octets.u16(data, end - 2) != PRP) return 0;
        int lan = Octets.u16(data, end - 4) >>> 12;
        int size = Octets.u16(data, end - 4) & 0xFFF;
        int payload = length - HEADER_BYTES;
        boolean tagged = Link.isTag(Octets.u16(data, frame.offset + TYPE));
        // A tag counts or not, and the card may have taken it off.
        boolean fits = size == payload
                || tagged && size == payload - Link.TAG_BYTES
                || frame.vlanTci != Frame.NO_VLAN && size == payload + Link.TAG_BYTES;
        return fits && (lan == LAN_A || lan == LAN_B) ? TRAILER_BYTES : 0;
    }

    /**
     * This frame came before, on the other way.
     *
     * @param trailer what {@link #trailer} said
     */
    boolean repeats(Frame frame, int trailer, Counters counters) {
        if (frame.linkType != Link.LINK_ETHERNET || frame.capturedBytes < HEADER_BYTES + Link.HSR_TAG_BYTES)
            return false;
        byte[] data = frame.data;
        int at = frame.offset + TYPE;
        if (Link.isTag(Octets.u16(data, at))) at += Link.TAG_BYTES;
        int end = frame.offset + frame.capturedBytes;
        boolean ring = Octets.u16(data, at) == Link.HSR && at + Link.HSR_TAG_BYTES <= end;
        if (!ring && trailer == 0) return false;
        int sequence = Octets.u16(data, ring ? at + 4 : end - TRAILER_BYTES);
        int from = ring ? at + Link.HSR_TAG_BYTES : at;
        checksum.reset();
        checksum.update(data, frame.offset, ADDRESS_BYTES);
        checksum.update(data, from, end - trailer - from);
        long sender = Octets.u48(data, frame.offset + ADDRESS_BYTES);
        return seen(sender << 16 | sequence, (int) checksum.getValue(), frame.atNanos, counters);
    }

    private boolean seen(long key, int content, long atNanos, Counters counters) {
        if (keys == null) {
            keys = new long[ENTRIES];
            seenNanos = new long[ENTRIES];
            checksums = new int[ENTRIES];
            paired = new boolean[ENTRIES];
        }
        int place = (int) Octets.mix(key) & ENTRIES - 1;
        boolean copy = keys[place] == key
                && checksums[place] == content
                && Math.abs(atNanos - seenNanos[place]) <= FORGET_NANOS;
        if (copy) {
            paired[place] = true;
            return true;
        }
        boolean awaited = keys[place] != key
                && keys[place] != 0
                && !paired[place]
                && Math.abs(atNanos - seenNanos[place]) <= FORGET_NANOS;
        if (awaited) counters.limit("numbers of redundant frames");
        keys[place] = key;
        paired[place] = false;
        seenNanos[place] = atNanos;
        checksums[place] = content;
        return false;
    }
}
