package dev.postern.wire.ot.rocplus;

import dev.postern.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Records of the event log, as opcode 119 has them. Numbers are little-endian, the time counts seconds since 1970.
 *
 * <pre>{@code
 * 0      1         5
 * | type | time(4) | 1: operator(3), point(3), data type, new value, from 16 on the old one if both have four octets or less
 *                  | 2: code, text(16)            3: FST, value(4), text(10)    4: operator(3), code, text(13)
 *                  | 5, 6: time(4)                7: operator(3), point(3), raw value(4), calibrated value(4)
 * }</pre>
 */
final class Events {
    static final int RECORD_BYTES = 22;
    private static final int TIME = 1, BODY = 5, POINT = 8, DATA_TYPE = 11, NEW = 12, OLD = 16;
    private static final int SHORT_BYTES = 4;

    private Events() {}

    /** What each of these records says, the oldest octet first. */
    static List<Object> told(Bytes bytes, int from, int count) {
        List<Object> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) events.add(event(bytes, from + i * RECORD_BYTES));
        return events;
    }

    private static String event(Bytes bytes, int at) {
        int type = bytes.u8(at);
        int body = at + BODY;
        String said = switch (type) {
            case 0 -> "no event";
            case 1 -> change(bytes, at);
            case 2 -> code(bytes.u8(body)) + " " + bytes.ascii(body + 1, 16);
            case 3 -> "fst " + bytes.u8(body) + " " + bytes.f32le(body + 1) + " " + bytes.ascii(body + 5, 10);
            case 4 -> code(bytes.u8(body + 3)) + " by " + bytes.ascii(body, 3) + " " + bytes.ascii(body + 4, 13);
            case 5 -> "power lost " + bytes.u32le(body);
            case 6 -> "clock set " + bytes.u32le(body);
            case 7 ->
                "calibration " + Parameters.point(bytes, at + POINT) + " by " + bytes.ascii(body, 3) + ": "
                        + bytes.f32le(at + 11) + ", calibrated " + bytes.f32le(at + 15);
            default -> "type " + type;
        };
        return bytes.u32le(at + TIME) + " " + said.stripTrailing();
    }

    private static String change(Bytes bytes, int at) {
        int type = bytes.u8(at + DATA_TYPE);
        int octets = octets(type);
        int number = bytes.u8(at + POINT + 2);
        StringBuilder said = new StringBuilder("change ")
                .append(Parameters.point(bytes, at + POINT))
                .append(" by ")
                .append(bytes.ascii(at + BODY, 3));
        String name = Points.told(bytes.u8(at + POINT), number);
        if (name != null) said.append(" (").append(name).append(')');
        if (octets == 0 || Points.holdSecret(bytes.u8(at + POINT), number, 1)) return said.toString();
        said.append(": ").append(value(bytes, at + NEW, type, octets));
        if (octets <= SHORT_BYTES) said.append(", was ").append(value(bytes, at + OLD, type, octets));
        return said.toString();
    }

    /** Octets that stand in a record, 0 for a type that is unknown; longer texts are cut. */
    private static int octets(int type) {
        return switch (type) {
            case 0, 1, 4 -> 1;
            case 2, 5 -> 2;
            case 3, 6, 7, 17 -> 4;
            case 8, 9 -> 3;
            case 10 -> 7;
            case 11, 12, 13, 14, 15 -> 10;
            case 16 -> 8;
            default -> 0;
        };
    }

    private static Object value(Bytes bytes, int at, int type, int octets) {
        return switch (type) {
            case 0, 4 -> bytes.u8(at);
            case 1 -> (byte) bytes.u8(at);
            case 2 -> (short) bytes.u16le(at);
            case 3 -> bytes.i32le(at);
            case 5 -> bytes.u16le(at);
            case 6, 17 -> bytes.u32le(at);
            case 7 -> bytes.f32le(at);
            case 8 -> Parameters.point(bytes, at);
            case 16 -> bytes.f64le(at);
            default -> bytes.ascii(at, octets);
        };
    }

    private static String code(int code) {
        return switch (code) {
            case 144 -> "initialization";
            case 145 -> "all power removed";
            case 146 -> "initialized from defaults";
            case 147 -> "rom crc error";
            case 148 -> "database initialized";
            case 150 -> "flash programmed";
            case 154 -> "module inserted";
            case 155 -> "module removed";
            case 200 -> "clock set";
            case 248 -> "text";
            case 249 -> "configuration downloaded";
            case 250 -> "configuration uploaded";
            case 251 -> "calibration timeout";
            case 252 -> "calibration cancelled";
            case 253 -> "calibration done";
            case 254 -> "sensor reset to defaults";
            default -> "event " + code;
        };
    }
}
