package dev.postern.store;

import dev.postern.model.Address;
import dev.postern.model.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Addresses that are looked for in frames, all of them in one pass over the octets of each: where a frame has two octets that no address ends
 * in, which is nearly everywhere, it costs one look into a table.
 */
final class Sought {
    /** As many as a long has bits. */
    static final int ADDRESSES_MAX = 64;

    /** An address is looked for in this many bytes of a frame: link, VLAN, tunnel and network headers, or an ARP packet. */
    private static final int SEARCHED_BYTES = 96;

    private static final int ENDINGS = 1 << 10;

    private final List<byte[]> addresses = new ArrayList<>();
    /** By their last two octets, a bit for each address. */
    private final long[] endings = new long[ENDINGS];

    /**
     * The bit by which {@link #in} tells this address.
     *
     * @param address 0 is the answer for null, which stands in every frame
     */
    long bit(Address address) {
        if (address == null) return 0;
        byte[] octets = octets(address);
        for (int i = 0; i < addresses.size(); i++) if (Arrays.equals(addresses.get(i), octets)) return 1L << i;
        if (addresses.size() == ADDRESSES_MAX) throw new IllegalStateException("more addresses than bits");
        long bit = 1L << addresses.size();
        addresses.add(octets);
        endings[ending(octets, octets.length - 1)] |= bit;
        return bit;
    }

    /** The bits of all that stand in the first octets of this frame. */
    long in(Frame frame) {
        byte[] data = frame.data;
        int end = frame.offset + Math.min(frame.capturedBytes, SEARCHED_BYTES);
        long found = 0;
        for (int at = frame.offset + 1; at < end; at++) {
            long may = endings[ending(data, at)] & ~found;
            for (; may != 0; may &= may - 1) {
                int which = Long.numberOfTrailingZeros(may);
                byte[] octets = addresses.get(which);
                int from = at + 1 - octets.length;
                if (from >= frame.offset && Arrays.equals(data, from, at + 1, octets, 0, octets.length))
                    found |= 1L << which;
            }
        }
        return found;
    }

    private static int ending(byte[] data, int at) {
        return (data[at - 1] * 37 ^ data[at]) & ENDINGS - 1;
    }

    private static byte[] octets(Address address) {
        return switch (address.kind()) {
            case IPV4 -> ByteBuffer.allocate(4).putInt((int) address.low()).array();
            case IPV6 ->
                ByteBuffer.allocate(16)
                        .putLong(address.high())
                        .putLong(address.low())
                        .array();
            case MAC ->
                Arrays.copyOfRange(ByteBuffer.allocate(8).putLong(address.low()).array(), 2, 8);
        };
    }
}
