package dev.postern.wire.ot.enip;

import dev.postern.wire.Bytes;

/** The items of the common packet format, volume 2 section 2-6: count, then type, length and data of each. At most {@link #MAX} are read. */
final class Items {
    static final int MAX = 8;
    static final int NULL_ADDRESS = 0x0000, IDENTITY = 0x000C, CONNECTED_ADDRESS = 0x00A1, CONNECTED_DATA = 0x00B1;
    static final int UNCONNECTED_DATA = 0x00B2, SERVICES = 0x0100, SEQUENCED_ADDRESS = 0x8002;
    private static final int ITEM_HEADER_BYTES = 4;

    private final int[] types = new int[MAX];
    private final int[] offsets = new int[MAX];
    private final int[] lengths = new int[MAX];
    private int count;
    private boolean cut;

    private Items() {}

    static Items read(Bytes packet, int from) {
        Items items = new Items();
        int wanted = packet.has(from, 2) ? packet.u16le(from) : 0;
        items.cut = !packet.has(from, 2) || wanted > MAX;
        int at = from + 2;
        while (items.count < Math.min(wanted, MAX)) {
            if (!packet.has(at, ITEM_HEADER_BYTES) || !packet.has(at + ITEM_HEADER_BYTES, packet.u16le(at + 2))) {
                items.cut = true;
                break;
            }
            items.types[items.count] = packet.u16le(at);
            items.offsets[items.count] = at + ITEM_HEADER_BYTES;
            items.lengths[items.count] = packet.u16le(at + 2);
            at += ITEM_HEADER_BYTES + packet.u16le(at + 2);
            items.count++;
        }
        return items;
    }

    /** Index of the first item of this type, or -1. */
    int find(int type) {
        for (int i = 0; i < count; i++) if (types[i] == type) return i;
        return -1;
    }

    Bytes bytes(Bytes packet, int index) {
        return new Bytes().wrap(packet, offsets[index], lengths[index]);
    }

    int offset(int index) {
        return offsets[index];
    }

    /** Announced items are missing or too many. */
    boolean cut() {
        return cut;
    }
}
