package dev.postern.wire.ot.melsec;

import dev.postern.model.Address;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * Nodes found and addressed by broadcast (UDP 61451), SLMP commands 0E30 and 0E31. Hardware addresses stand with their last octet first. Offsets are
 * from the data on.
 *
 * <pre>{@code
 * search     master hardware(6) size(1) address(4)
 * its answer the same, slave hardware(6) size(1) address(4) mask(4) gateway(4) name size(1) vendor(2) model(4) version(2) ...
 * set        master as above, slave hardware(6) size(1) new address(4) mask(4) ...
 * }</pre>
 */
final class Node {
    private static final int MASTER_SIZE = 6, SLAVE = 11, SLAVE_SIZE = 17, SLAVE_ADDRESS = 18, SLAVE_MASK = 22;
    private static final int NAME_SIZE = 30, VENDOR = 31, MODEL = 33, EQUIPMENT = 37;
    static final int SET_BYTES_MIN = 26, FOUND_BYTES_MIN = 39;
    private static final int IPV4_BYTES = 4;

    private Node() {}

    private static String hardware(Bytes bytes, int at) {
        return Address.macText(bytes.u48le(at));
    }

    /** The node that gets an address: {@code 00:11:22:33:44:55 192.168.3.9/255.255.255.0}. */
    static String addressed(Bytes bytes, int data, int end) {
        if (end - data < SET_BYTES_MIN || bytes.u8(data + SLAVE_SIZE) != IPV4_BYTES) return "";
        return hardware(bytes, data + SLAVE) + " " + FieldBasic.address(bytes, data + SLAVE_ADDRESS) + "/"
                + FieldBasic.address(bytes, data + SLAVE_MASK);
    }

    static boolean isFound(Bytes bytes, int data, int end) {
        return end - data >= FOUND_BYTES_MIN
                && bytes.u8(data + MASTER_SIZE) == IPV4_BYTES
                && bytes.u8(data + SLAVE_SIZE) == IPV4_BYTES
                && bytes.u8(data + NAME_SIZE) == 0;
    }

    static void describe(Bytes bytes, int data, Turn.Draft draft) {
        draft.field("hardware", hardware(bytes, data + SLAVE))
                .field("address", FieldBasic.address(bytes, data + SLAVE_ADDRESS))
                .field("mask", FieldBasic.address(bytes, data + SLAVE_MASK))
                .field("vendor", (long) bytes.u16le(data + VENDOR))
                .field("model", bytes.u32le(data + MODEL))
                .field("equipment", (long) bytes.u16le(data + EQUIPMENT));
    }

    static void identity(Bytes bytes, int data, Turn turn) {
        FieldBasic.identity(
                turn, "", bytes.u16le(data + VENDOR), bytes.u32le(data + MODEL), bytes.u16le(data + EQUIPMENT));
    }
}
