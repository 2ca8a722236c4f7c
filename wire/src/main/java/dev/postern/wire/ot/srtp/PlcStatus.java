package dev.postern.wire.ot.srtp;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * What a controller says of itself at the end of each answer, "piggyback status" of GFK-0529 section 3: control program the asker is logged on to,
 * privilege level, time of the last sweep, status word (table 3-8).
 *
 * <pre>{@code
 * 50        51          52           54
 * | program | privilege | sweep time | state(4) .. faults of I/O, of the PLC present (2) .. | little-endian
 * }</pre>
 */
final class PlcStatus {
    private static final int PROGRAM = 50, PRIVILEGE = 51, SWEEP = 52, WORD = 54;
    private static final int NO_PROGRAM = 0xFF, PROGRAM_MAX = 15, PRIVILEGE_MAX = 4;
    private static final int STATE_SHIFT = 12, RUN_ENABLED = 0, RUN_DISABLED = 1;
    private static final int PLC_FAULT = 0x0010, IO_FAULT = 0x0020, PROGRAMMER = 0x0040;
    static final int UNKNOWN = -1, STOPPED = 0, RUNNING = 1;

    private PlcStatus() {}

    /**
     * The status is there: a program and a privilege level that exist.
     *
     * @param text an answer with text, where only an asker without a program is told from other contents of these octets
     */
    static boolean isThere(Bytes bytes, boolean text) {
        int program = bytes.u8(PROGRAM);
        boolean possible = program == NO_PROGRAM || !text && program <= PROGRAM_MAX;
        return possible && bytes.u8(PRIVILEGE) <= PRIVILEGE_MAX && name(state(bytes)) != null;
    }

    private static int state(Bytes bytes) {
        return bytes.u16le(WORD) >> STATE_SHIFT;
    }

    private static String name(int state) {
        return switch (state) {
            case RUN_ENABLED -> "run";
            case RUN_DISABLED -> "run, outputs disabled";
            case 2 -> "stop";
            case 3 -> "stopped by a fault";
            case 4 -> "halted";
            case 5 -> "suspended";
            case 6 -> "stop, outputs enabled";
            default -> null;
        };
    }

    static int running(Bytes bytes) {
        int state = state(bytes);
        return state == RUN_ENABLED || state == RUN_DISABLED ? RUNNING : STOPPED;
    }

    static void describe(Bytes bytes, Turn.Draft draft) {
        int word = bytes.u16le(WORD);
        draft.field("plc_state", name(state(bytes)))
                .field("privilege", (long) bytes.u8(PRIVILEGE))
                .field("sweep", (long) bytes.u16le(SWEEP));
        if ((word & PLC_FAULT) != 0) draft.field("plc_fault", true);
        if ((word & IO_FAULT) != 0) draft.field("io_fault", true);
        if ((word & PROGRAMMER) != 0) draft.field("programmer", true);
    }
}
