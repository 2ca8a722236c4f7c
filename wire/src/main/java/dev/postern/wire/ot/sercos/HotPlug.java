package dev.postern.wire.ot.sercos;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * How the master takes a device into a bus that runs: in the first eight octets of MDT 0 and AT 0 of phases 3 and 4 it tells the newcomer one parameter after
 * the other. Both are sent each cycle and told when they change. Plain data.
 *
 * <pre>{@code
 * 0         2                                                         4
 * | address | parameter(8), goes on in the service channel(1) ..      | value (4)   little-endian
 * | address | parameter(8), done(1), error(1) ..                      | information (4)
 * }</pre>
 */
final class HotPlug {
    private static final int FIELD_BYTES = 8, CONTROL = 2, VALUE = 4;
    private static final int PARAMETER = 0xFF, SWITCH = 0x100, ERROR = 0x200;
    private static final int ADDRESS_MAX = 511;

    private long asked;
    private long answered;
    private long askedNanos = -1;

    void master(Bytes bytes, int at, Turn turn) {
        if (!isUsed(bytes, at)) return;
        long now = bytes.i64le(at);
        if (now == asked) return;
        asked = now;
        answered = 0;
        askedNanos = turn.atNanos();
        int control = bytes.u16le(at + CONTROL);
        message(bytes, at, control, Outcome.REQUEST, turn)
                .field("value", bytes.u32le(at + VALUE))
                .field("service_channel", (control & SWITCH) != 0)
                .emit();
    }

    /** Of the device that the master speaks to, and of what it was told last; what it said before may still stand there, so that a change counts as well. */
    void slave(Bytes bytes, int at, Turn turn) {
        if (!isUsed(bytes, at) || askedNanos < 0) return;
        long now = bytes.i64le(at);
        int status = bytes.u16le(at + CONTROL);
        boolean about = bytes.u16le(at) == (asked & 0xFFFF) && (status & PARAMETER) == (asked >> 16 & PARAMETER);
        if (now == answered || !about) return;
        answered = now;
        boolean refused = (status & ERROR) != 0;
        message(bytes, at, status, refused ? Outcome.REFUSED : Outcome.SUCCESS, turn)
                .answers(askedNanos)
                .field("information", bytes.u32le(at + VALUE))
                .emit();
    }

    private static boolean isUsed(Bytes bytes, int at) {
        int address = bytes.u16le(at);
        return bytes.has(at, FIELD_BYTES) && address > 0 && address <= ADDRESS_MAX;
    }

    private static Turn.Draft message(Bytes bytes, int at, int control, Outcome outcome, Turn turn) {
        int address = bytes.u16le(at);
        return turn.message("hot-plug", Verb.CONFIGURE, outcome)
                .unit("address " + address)
                .target(name(control & PARAMETER))
                .field("address", (long) address)
                .field("parameter", (long) (control & PARAMETER));
    }

    private static String name(int parameter) {
        return switch (parameter) {
            case 0 -> "no data";
            case 1 -> "cycle time";
            case 2 -> "t1";
            case 3 -> "t6";
            case 4 -> "t7";
            case 5 -> "communication version";
            case 6 -> "communication timeout";
            case 16, 17, 18, 19 -> "mdt" + (parameter - 16) + " length";
            case 32, 33, 34, 35 -> "at" + (parameter - 32) + " length";
            case 128 -> "mdt service channel pointer";
            case 129 -> "mdt real-time data pointer";
            case 130 -> "at service channel pointer";
            case 131 -> "at real-time data pointer";
            default -> "parameter " + parameter;
        };
    }
}
