package dev.postern.wire.ot.rocplus;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * What a device has recorded: opcodes 105 to 139 (history, alarms, events) and 206 (transactions). Numbers are little-endian; times count seconds since 1970.
 *
 * <pre>{@code
 * 105 asks | segment | point                                    answers | segment | point | method | parameter(3) | now, least, most(4 each) | their times(5 each) | yesterday's .. | last period
 * 108 asks | segment | number | points                          answers | segment | number | index(2) | points, tags
 * 118, 119 ask | number | from(2)                               answer  | number | from(2) | newest(2) | records of 23, of 22 octets
 * 135 asks | segment | point | kind | from(2) | number          answers | segment | point | from(2) | number | values
 * 136 asks | segment | from(2) | kind | point | points | times  answers | segment | from(2) | newest(2) | number | (time, value of each point) ...
 * 137 asks | segment | day | month                              answers | segment | periodic from(2), number(2) | daily from(2), number(2)
 * 138 asks | segment | point | day | month                      answers | the same | periodic(2) | daily(2) | values
 * 139 asks | 0 | segment, or | 1 | segment | from(2) | kind | times | with times | number | points
 *          answers | 0 | segment | number | points, or | 1 | segment | newest(2) | times | with times | number | (time), value of each point ...
 * 206 asks | 1 | segment | from(2), or | 2 | segment | transaction(2) | offset(2)
 *          answers | 1 | number | more | description(10) | size(2) | number, time ..., or | 2 | size | more | type, value ...
 * }</pre>
 */
final class History {
    static final int EVENTS = 119;
    private static final int MIN_MAX = 105, TAGS = 108, ALARMS = 118;
    private static final int ONE_POINT = 135, POINTS = 136, INDEX = 137, OF_A_DAY = 138, INFORMATION = 139;
    static final int TRANSACTIONS = 206;
    private static final int DATA = 6, VALUES_MAX = 64;
    private static final int TIME_KIND_MIN = 3;

    private History() {}

    /** What is asked for, as {@code history 1 point 3 daily 10 x5}; empty for other opcodes and requests that end early. */
    static String target(Bytes bytes, int opcode, int end) {
        int count = end - DATA;
        int segment = bytes.u8(DATA);
        return switch (opcode) {
            case MIN_MAX -> count < 2 ? "" : "history " + segment + " point " + bytes.u8(DATA + 1);
            case TAGS ->
                count < 2 ? "" : "history " + segment + " points " + points(bytes, DATA + 2, bytes.u8(DATA + 1), end);
            case ALARMS -> count < 3 ? "" : "alarms " + bytes.u16le(DATA + 1) + " x" + segment;
            case EVENTS -> count < 3 ? "" : "events " + bytes.u16le(DATA + 1) + " x" + segment;
            case ONE_POINT ->
                count < 6
                        ? ""
                        : "history " + segment + " point " + bytes.u8(DATA + 1) + " "
                                + range(bytes.u8(DATA + 2), bytes.u16le(DATA + 3), bytes.u8(DATA + 5));
            case POINTS ->
                count < 7
                        ? ""
                        : "history " + segment + " point " + bytes.u8(DATA + 4) + " x" + bytes.u8(DATA + 5) + " "
                                + range(bytes.u8(DATA + 3), bytes.u16le(DATA + 1), bytes.u8(DATA + 6));
            case INDEX -> count < 3 ? "" : "history " + segment + " " + day(bytes, DATA + 1);
            case OF_A_DAY ->
                count < 4 ? "" : "history " + segment + " point " + bytes.u8(DATA + 1) + " " + day(bytes, DATA + 2);
            case INFORMATION -> information(bytes, end);
            case TRANSACTIONS ->
                count < 4
                        ? ""
                        : "transactions " + bytes.u8(DATA + 1) + (segment == 2 ? " number " : " from ")
                                + bytes.u16le(DATA + 2);
            default -> "";
        };
    }

    private static String information(Bytes bytes, int end) {
        if (end < DATA + 2) return "";
        String segment = "history " + bytes.u8(DATA + 1);
        if (bytes.u8(DATA) != 1 || end < DATA + 8) return segment;
        return segment + " points " + points(bytes, DATA + 8, bytes.u8(DATA + 7), end) + " "
                + range(bytes.u8(DATA + 4), bytes.u16le(DATA + 2), bytes.u8(DATA + 5));
    }

    private static String range(int kind, int from, int count) {
        String name = switch (kind) {
            case 0 -> "minute";
            case 1 -> "periodic";
            case 2 -> "daily";
            case 3 -> "periodic times";
            case 4 -> "daily times";
            default -> "kind " + kind;
        };
        return name + " " + from + " x" + count;
    }

    private static String day(Bytes bytes, int at) {
        return "day " + bytes.u8(at + 1) + "-" + bytes.u8(at);
    }

    private static String points(Bytes bytes, int from, int count, int end) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < Math.min(count, VALUES_MAX) && from + i < end; i++)
            points.append(i == 0 ? "" : ", ").append(bytes.u8(from + i));
        return points.toString();
    }

    /** What the answer needs to know of its request: the kind of values, and of 136 the points of each time. */
    static int detail(Bytes bytes, int opcode, int end) {
        if (opcode == ONE_POINT && end >= DATA + 6) return bytes.u8(DATA + 2);
        if (opcode == POINTS && end >= DATA + 7) return bytes.u8(DATA + 3) | bytes.u8(DATA + 5) << 8;
        return 0;
    }

    /** @param detail of the request, -1 if it was not seen */
    static void describe(Bytes bytes, int opcode, int end, long detail, Turn.Draft draft) {
        int count = end - DATA;
        switch (opcode) {
            case MIN_MAX -> {
                if (count < 50) return;
                draft.field("point", Parameters.point(bytes, DATA + 3))
                        .field("value", Parameters.four(bytes, DATA + 6))
                        .field("minimum", Parameters.four(bytes, DATA + 10))
                        .field("maximum", Parameters.four(bytes, DATA + 14))
                        .field("yesterday_minimum", Parameters.four(bytes, DATA + 28))
                        .field("yesterday_maximum", Parameters.four(bytes, DATA + 32))
                        .field("last_period", Parameters.four(bytes, DATA + 46));
            }
            case TAGS -> {
                if (count >= 4) draft.field("index", (long) bytes.u16le(DATA + 2));
            }
            case ALARMS, EVENTS -> {
                if (count >= 5)
                    draft.field("count", (long) bytes.u8(DATA))
                            .field("from", (long) bytes.u16le(DATA + 1))
                            .field("newest", (long) bytes.u16le(DATA + 3));
                if (opcode == EVENTS && count > 5 && count == 5 + Events.RECORD_BYTES * bytes.u8(DATA))
                    draft.field("events", Events.told(bytes, DATA + 5, bytes.u8(DATA)));
            }
            case ONE_POINT -> {
                if (detail >= 0 && count == 5 + 4 * bytes.u8(DATA + 4))
                    draft.field("values", values(bytes, DATA + 5, end, detail >= TIME_KIND_MIN));
            }
            case POINTS -> {
                if (count < 6) return;
                draft.field("newest", (long) bytes.u16le(DATA + 3));
                if (detail >= 0 && count == 6 + 4 * bytes.u8(DATA + 5))
                    timed(bytes, DATA + 6, end, (int) detail >> 8, draft);
            }
            case INDEX -> {
                if (count >= 9)
                    draft.field("periodic_from", (long) bytes.u16le(DATA + 1))
                            .field("periodic_count", (long) bytes.u16le(DATA + 3))
                            .field("daily_from", (long) bytes.u16le(DATA + 5))
                            .field("daily_count", (long) bytes.u16le(DATA + 7));
            }
            case OF_A_DAY -> {
                if (count < 8) return;
                int periodic = bytes.u16le(DATA + 4);
                int daily = bytes.u16le(DATA + 6);
                draft.field("periodic_count", (long) periodic).field("daily_count", (long) daily);
                if (count == 8 + 4 * (periodic + daily))
                    draft.field("values", values(bytes, DATA + 8, DATA + 8 + 4 * periodic, false))
                            .field("daily_values", values(bytes, DATA + 8 + 4 * periodic, end, false));
            }
            case INFORMATION -> {
                if (bytes.u8(DATA) != 1 || count < 7) return;
                draft.field("newest", (long) bytes.u16le(DATA + 2));
                boolean withTimes = bytes.u8(DATA + 5) != 0;
                int each = bytes.u8(DATA + 6);
                if (count != 7 + 4 * bytes.u8(DATA + 4) * (each + (withTimes ? 1 : 0))) return;
                if (withTimes) timed(bytes, DATA + 7, end, each, draft);
                else draft.field("values", values(bytes, DATA + 7, end, false));
            }
            case TRANSACTIONS -> {
                if (bytes.u8(DATA) == 2 && count >= 3) transaction(bytes, DATA + 3, end, draft);
            }
            default -> {
                // Of no record.
            }
        }
    }

    private static List<Object> values(Bytes bytes, int from, int end, boolean times) {
        List<Object> values = new ArrayList<>();
        for (int at = from; at + 4 <= end && values.size() < VALUES_MAX; at += 4)
            values.add(times ? (Object) bytes.u32le(at) : Parameters.four(bytes, at));
        return values;
    }

    /** Before the values of each point stands the time at which they were taken. */
    private static void timed(Bytes bytes, int from, int end, int points, Turn.Draft draft) {
        List<Object> times = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (int at = from, i = 0; at + 4 <= end; at += 4, i++) {
            boolean time = i % (points + 1) == 0;
            if (time && times.size() < VALUES_MAX) times.add(bytes.u32le(at));
            else if (!time && values.size() < VALUES_MAX) values.add(Parameters.four(bytes, at));
        }
        draft.field("times", times).field("values", values);
    }

    /** Here each value has its type before it; one that is unknown ends what can be read. */
    private static void transaction(Bytes bytes, int from, int end, Turn.Draft draft) {
        List<Object> values = new ArrayList<>();
        for (int at = from; at < end && values.size() < VALUES_MAX; ) {
            int type = bytes.u8(at);
            int octets = octets(type);
            if (octets == 0 || at + 1 + octets > end) break;
            values.add(value(bytes, at + 1, type, octets));
            at += 1 + octets;
        }
        draft.field("more_follows", bytes.u8(DATA + 2) != 0).field("values", values);
    }

    private static int octets(int type) {
        return switch (type) {
            case 1, 2, 17 -> 1;
            case 3, 4 -> 2;
            case 5, 6, 7, 20 -> 4;
            case 8 -> 8;
            case 9, 18 -> 3;
            case 10 -> 7;
            case 11 -> 10;
            case 12 -> 20;
            case 14 -> 30;
            case 15 -> 40;
            default -> 0;
        };
    }

    private static Object value(Bytes bytes, int at, int type, int octets) {
        return switch (type) {
            case 1, 17 -> (long) bytes.u8(at);
            case 2 -> (long) (byte) bytes.u8(at);
            case 3 -> (long) bytes.u16le(at);
            case 4 -> (long) (short) bytes.u16le(at);
            case 5, 20 -> bytes.u32le(at);
            case 6 -> (long) bytes.i32le(at);
            case 7 -> (double) bytes.f32le(at);
            case 8 -> bytes.f64le(at);
            case 18 -> Parameters.point(bytes, at);
            default -> bytes.ascii(at, octets);
        };
    }
}
