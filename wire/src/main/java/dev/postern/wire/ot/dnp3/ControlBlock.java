package dev.postern.wire.ot.dnp3;

import dev.postern.wire.Bytes;

/** Control relay output block, IEEE 1815 annex A.8: what to do how often and for how long, and what came of it. */
record ControlBlock(int code, int count, long onMillis, long offMillis, int status) {
    static final int BYTES = 11;

    private static final String[] OPERATIONS = {"nul", "pulse on", "pulse off", "latch on", "latch off"};
    private static final String[] TRIP_CLOSE = {"", "close", "trip", "trip-close reserved"};
    private static final int CLEAR = 0x20, QUEUE = 0x10;

    private static final String[] STATUSES = {
        "success",
        "timeout",
        "no select",
        "format error",
        "not supported",
        "already active",
        "hardware error",
        "local",
        "too many objects",
        "not authorized",
        "automation inhibit",
        "processing limited",
        "out of range",
        "downstream local",
        "already complete",
        "blocked",
        "canceled",
        "blocked by other master",
        "downstream fail"
    };

    static ControlBlock at(Bytes bytes, int offset) {
        return new ControlBlock(
                bytes.u8(offset),
                bytes.u8(offset + 1),
                bytes.u32le(offset + 2),
                bytes.u32le(offset + 6),
                bytes.u8(offset + 10) & 0x7F);
    }

    /** {@code close pulse on}. */
    String operation() {
        int type = code & 15;
        StringBuilder text = new StringBuilder(TRIP_CLOSE[code >> 6 & 3]);
        if (!text.isEmpty()) text.append(' ');
        text.append(type < OPERATIONS.length ? OPERATIONS[type] : "type " + type);
        if ((code & CLEAR) != 0) text.append(" clear");
        if ((code & QUEUE) != 0) text.append(" queue");
        return text.toString();
    }

    static String statusName(int status) {
        if (status < STATUSES.length) return STATUSES[status];
        return status == 126 ? "non participating" : "status " + status;
    }
}
