package dev.postern.wire.ot.hartip;

import dev.postern.wire.Bytes;

/**
 * A token-passing frame: {@code | delimiter | address, 1 or 5 | expansion | command | count | (response code, device status) | data | check |}.
 *
 * @param data offset of the data, behind response code and status in an answer, and behind the number of an extended command
 * @param end offset of the check octet, or where the bytes end
 */
record Frame(Bytes bytes, int delimiter, int address, int command, int data, int end) {
    private static final int PREAMBLE = 0xFF;
    /** A command whose number is the first of its data. */
    static final int EXTENDED = 31, NUMBER_BYTES = 2;

    private static final int BURST = 1, ASKS = 2, ANSWERS = 6;
    /** Response code and device status. */
    private static final int STATUS_BYTES = 2;

    /** Null if these bytes are no frame. */
    static Frame of(Bytes bytes, int from, int end) {
        int at = from;
        while (at < end && bytes.u8(at) == PREAMBLE) at++;
        int delimiter = bytes.u8(at);
        int kind = delimiter & 7;
        if (end - at < 4 || kind != BURST && kind != ASKS && kind != ANSWERS) return null;
        int address = at + 1;
        int command = address + ((delimiter & 0x80) != 0 ? 5 : 1) + (delimiter >> 5 & 3);
        if (command + 2 > end) return null;
        int data = command + 2;
        int last = Math.min(data + bytes.u8(command + 1), end);
        int body = kind == ASKS ? data : Math.min(data + STATUS_BYTES, last);
        boolean extended = bytes.u8(command) == EXTENDED && body + NUMBER_BYTES <= last;
        return new Frame(bytes, delimiter, address, command, extended ? body + NUMBER_BYTES : body, last);
    }

    boolean isExtended() {
        return code() == EXTENDED;
    }

    /** The command, also where it is an extended one. */
    int number() {
        return isNumbered() ? bytes.u16(data - NUMBER_BYTES) : code();
    }

    private boolean isNumbered() {
        int body = command + 2 + (answer() ? STATUS_BYTES : 0);
        return isExtended() && data == body + NUMBER_BYTES;
    }

    private boolean hasStatus() {
        return answer() && end >= command + 2 + STATUS_BYTES;
    }

    boolean answer() {
        return (delimiter & 7) != ASKS;
    }

    int responseCode() {
        return hasStatus() ? bytes.u8(command + 2) : 0;
    }

    int deviceStatus() {
        return hasStatus() ? bytes.u8(command + 3) : 0;
    }

    int code() {
        return bytes.u8(command);
    }

    /** Offset where the frame begins, behind its preamble. */
    int start() {
        return address - 1;
    }

    /** The check octet is there and right: all octets from the delimiter on, exclusive or. */
    boolean checks() {
        if (!bytes.has(end, 1) || end != command + 2 + bytes.u8(command + 1)) return false;
        int check = 0;
        for (int at = start(); at <= end; at++) check ^= bytes.u8(at);
        return check == 0;
    }

    /** Device type and id in hex, or the polling address; without the bits of master and burst mode. */
    String unit() {
        if ((delimiter & 0x80) == 0) return Integer.toString(bytes.u8(address) & 0x3F);
        return unit(bytes.u16(address), bytes.u24(address + 2));
    }

    static String unit(int type, int id) {
        return Long.toHexString(1L << 40 | (type & 0x3FFFL) << 24 | id).substring(1);
    }
}
