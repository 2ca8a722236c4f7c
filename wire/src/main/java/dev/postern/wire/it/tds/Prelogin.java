package dev.postern.wire.it.tds;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/** The options both sides begin with, MS-TDS section 2.2.6.5: a table of token, offset and length, then what it points at. */
final class Prelogin {
    private static final int VERSION = 0, ENCRYPTION = 1, INSTANCE = 2, MARS = 4, END = 0xFF;
    private static final int ENTRY_BYTES = 5, OPTIONS_MAX = 16;
    private static final String[] ENCRYPTIONS = {"off", "on", "not supported", "required"};

    /** {@code 15.0.2000}, or null. */
    String version;

    String encryption;
    String instance;
    boolean mars;

    private Prelogin() {}

    /** The table begins with the version and ends where the first option stands. */
    static boolean looks(Bytes payload) {
        if (!payload.has(0, ENTRY_BYTES + 1) || payload.u8(0) != VERSION || payload.u16(3) != 6) return false;
        int at = payload.u16(1);
        return at % ENTRY_BYTES == 1
                && at <= ENTRY_BYTES * OPTIONS_MAX + 1
                && payload.has(0, at)
                && payload.u8(at - 1) == END;
    }

    static Prelogin read(Bytes payload) {
        Prelogin read = new Prelogin();
        for (int i = 0; i < OPTIONS_MAX && payload.u8(i * ENTRY_BYTES) != END; i++) {
            int entry = i * ENTRY_BYTES;
            read.option(payload, payload.u8(entry), payload.u16(entry + 1), payload.u16(entry + 3));
        }
        return read;
    }

    private void option(Bytes payload, int token, int at, int length) {
        switch (token) {
            case VERSION -> version = payload.u8(at) + "." + payload.u8(at + 1) + "." + payload.u16(at + 2);
            case ENCRYPTION -> {
                int value = payload.u8(at) & 0x1F;
                encryption = value < ENCRYPTIONS.length ? ENCRYPTIONS[value] : Integer.toString(value);
            }
            case INSTANCE -> instance = length > 1 ? payload.ascii(at, length) : null;
            case MARS -> mars = payload.u8(at) == 1;
            default -> {}
        }
    }

    Turn.Draft fill(Turn.Draft draft) {
        draft.field("version", version).field("encryption", encryption).field("instance", instance);
        if (mars) draft.field("mars", true);
        return draft;
    }
}
