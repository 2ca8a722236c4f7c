package dev.postern.wire.ot.c1222;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Logs, ANSI C12.19 clause 9.8 (decade 7): what was done to a meter and by whom. What stands in an entry is said by tables 0 and 71 of the same meter; a
 * table that is not exactly as long as those make it is left to its octets, and so are arguments of events.
 *
 * <pre>{@code
 * 70, 71 | flags (1, of some meters 2) | standard events | manufacturer's | octets of a history argument | of an event's | history entries(2) | event entries(2)
 * 72     | standard events | manufacturer's, a bit each
 * 73, 75 | of what is written down a bit each: standard events | manufacturer's | standard tables | manufacturer's | standard procedures | manufacturer's
 * 74, 76 | list status | valid(2) | last(2) | sequence of the last(4) | unread(2) | entries
 *   an entry of 74: (time) | (event number(2)) | (sequence(2)) | user(2) | code(2) | argument
 *   an entry of 76:  time  | (event number(2)) |  sequence(2)  | user(2) | code(2) | argument
 * }</pre>
 */
final class Logs {
    static final int DIMENSIONS = 70, ACTUAL = 71, SUPPORTED = 72, HISTORY_CONTROL = 73, HISTORY = 74;
    static final int EVENT_CONTROL = 75, EVENTS = 76;
    private static final int DIMENSION_BYTES = 9, DIMENSION_BYTES_WIDE_FLAGS = 10, LIST_BYTES = 11;
    private static final int EVENT_NUMBER = 1, HISTORY_TIME = 2, HISTORY_SEQUENCE = 4;
    private static final int OF_MANUFACTURER = 0x800, CODE = 0x7FF;
    private static final int EVENTS_MAX = 64;
    /** Octets of a time with seconds, by the clock of table 0. */
    private static final int[] TIME_BYTES = {0, 6, 6, 5, 4};

    private static final String[] CODES = {
        "no event",
        "power down",
        "power up",
        "time changed, old time",
        "time changed, new time",
        "time changed, old time",
        "time changed, new time",
        "accessed for read",
        "accessed for write",
        "procedure invoked",
        "table written",
        "programmed",
        "communication ended",
        "communication broken off",
        "list pointers reset",
        "list pointers updated",
        "history log cleared",
        "history log pointers updated",
        "event log cleared",
        "event log pointers updated",
        "demand reset",
        "self-read",
        "daylight saving on",
        "daylight saving off",
        "season changed",
        "rate changed",
        "special schedule activated",
        "tier changed",
        "pending table activated",
        "pending table cleared",
        "metering mode started",
        "metering mode stopped",
        "test mode started",
        "test mode stopped",
        "meter shop mode started",
        "meter shop mode stopped",
        "reprogrammed",
        "configuration error",
        "self-check error",
        "ram failure",
        "rom failure",
        "memory failure",
        "clock error",
        "measurement error",
        "low battery",
        "low potential",
        "demand overload",
        "tampering",
        "reverse rotation",
        "control point changed by command",
        "control point changed by schedule",
        "control point changed by condition",
        "control point changed by prepayment",
        "credit added",
        "credit subtracted",
        "credit adjusted",
        "sealed",
        "unsealed"
    };

    private Logs() {}

    static boolean isOne(int table) {
        return table >= DIMENSIONS && table <= EVENTS;
    }

    /** @param meter who answers; table 71 tells it how its logs are laid out */
    static void describe(int table, Bytes bytes, int at, int count, Meter meter, Turn.Draft draft) {
        switch (table) {
            case DIMENSIONS, ACTUAL -> dimensions(table == ACTUAL, bytes, at, count, meter, draft);
            case SUPPORTED -> {
                int standard = meter.standardEvents;
                if (!meter.logged || count == 0 || count != standard + meter.manufacturerEvents) return;
                draft.field("supported_events", set(bytes, at, standard, Logs::code))
                        .field(
                                "supported_manufacturer_events",
                                numbers(bytes, at + standard, meter.manufacturerEvents));
            }
            case HISTORY_CONTROL, EVENT_CONTROL -> {
                if (meter.logged && count > 0 && count == controlBytes(meter)) control(bytes, at, meter, draft);
            }
            default -> {
                if (count >= LIST_BYTES) list(table == HISTORY, bytes, at, count, meter, draft);
            }
        }
    }

    private static int controlBytes(Meter meter) {
        return meter.standardEvents
                + meter.manufacturerEvents
                + meter.standardTables
                + meter.manufacturerTables
                + meter.standardProcedures
                + meter.manufacturerProcedures;
    }

    /** What is written down; nothing at all is told as well, as somebody may not want to be seen. */
    private static void control(Bytes bytes, int at, Meter meter, Turn.Draft draft) {
        int from = at;
        draft.field("logged_events", set(bytes, from, meter.standardEvents, Logs::code));
        from += meter.standardEvents;
        draft.field("logged_manufacturer_events", numbers(bytes, from, meter.manufacturerEvents));
        from += meter.manufacturerEvents;
        draft.field("logged_tables", set(bytes, from, meter.standardTables, i -> (long) i));
        from += meter.standardTables;
        draft.field("logged_manufacturer_tables", numbers(bytes, from, meter.manufacturerTables));
        from += meter.manufacturerTables;
        draft.field("logged_procedures", set(bytes, from, meter.standardProcedures, i -> (long) i));
        from += meter.standardProcedures;
        draft.field("logged_manufacturer_procedures", numbers(bytes, from, meter.manufacturerProcedures));
    }

    private static List<Object> numbers(Bytes bytes, int at, int octets) {
        return Cursor.told(set(bytes, at, octets, i -> (long) i));
    }

    /** A bit for each, the lowest of the first octet is 0. */
    private static List<Object> set(Bytes bytes, int at, int octets, IntFunction<Object> word) {
        List<Object> members = new ArrayList<>();
        for (int i = 0; i < 8 * octets && members.size() < EVENTS_MAX; i++)
            if ((bytes.u8(at + i / 8) >> i % 8 & 1) != 0) members.add(word.apply(i));
        return members;
    }

    private static void dimensions(boolean actual, Bytes bytes, int at, int count, Meter meter, Turn.Draft draft) {
        if (count < DIMENSION_BYTES) return;
        int numbers = at + (count == DIMENSION_BYTES_WIDE_FLAGS ? 2 : 1);
        if (actual) {
            meter.logged = true;
            meter.logFlags = count == DIMENSION_BYTES_WIDE_FLAGS ? meter.u16(bytes, at) : bytes.u8(at);
            meter.standardEvents = bytes.u8(numbers);
            meter.manufacturerEvents = bytes.u8(numbers + 1);
            meter.historyArgument = bytes.u8(numbers + 2);
            meter.eventArgument = bytes.u8(numbers + 3);
        }
        draft.field("history_entries", (long) meter.u16(bytes, numbers + 4))
                .field("event_entries", (long) meter.u16(bytes, numbers + 6));
    }

    private static void list(boolean history, Bytes bytes, int at, int count, Meter meter, Turn.Draft draft) {
        draft.field("valid_entries", (long) meter.u16(bytes, at + 1))
                .field("last_entry", (long) meter.u16(bytes, at + 3))
                .field("last_sequence", meter.u32(bytes, at + 5))
                .field("unread_entries", (long) meter.u16(bytes, at + 9));
        if (!meter.logged || meter.timeFormat < 0 || meter.timeFormat >= TIME_BYTES.length) return;
        int time = !history || (meter.logFlags & HISTORY_TIME) != 0 ? TIME_BYTES[meter.timeFormat] : 0;
        int numbers = ((meter.logFlags & EVENT_NUMBER) != 0 ? 2 : 0)
                + (!history || (meter.logFlags & HISTORY_SEQUENCE) != 0 ? 2 : 0);
        int entry = time + numbers + 4 + (history ? meter.historyArgument : meter.eventArgument);
        int entries = (count - LIST_BYTES) / entry;
        if (entries * entry != count - LIST_BYTES) return;
        List<Object> events = new ArrayList<>();
        for (int i = 0; i < Math.min(Math.min(entries, meter.u16(bytes, at + 1)), EVENTS_MAX); i++) {
            int from = at + LIST_BYTES + i * entry;
            int user = meter.u16(bytes, from + time + numbers);
            String when = time == 0 ? "" : time(bytes, from, meter) + " ";
            events.add(when + code(meter.u16(bytes, from + time + numbers + 2)) + " by " + user);
        }
        draft.field("events", events);
    }

    private static String code(int code) {
        int number = code & CODE;
        if ((code & OF_MANUFACTURER) != 0) return "manufacturer event " + number;
        return number < CODES.length ? CODES[number] : "event " + number;
    }

    /** Year, month, day, hour, minute, second, each an octet or two decimals; minutes since 1970 and a second; or seconds since 1970. */
    private static String time(Bytes bytes, int at, Meter meter) {
        if (meter.timeFormat >= 3) {
            long since = meter.u32(bytes, at);
            long seconds = meter.timeFormat == 3 ? 60 * since + bytes.u8(at + 4) : since;
            LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
            return "%s %02d:%02d:%02d"
                    .formatted(time.toLocalDate(), time.getHour(), time.getMinute(), time.getSecond());
        }
        int[] parts = new int[6];
        for (int i = 0; i < parts.length; i++) {
            int octet = bytes.u8(at + i);
            parts[i] = meter.timeFormat == 1 ? 10 * (octet >> 4) + (octet & 0x0F) : octet;
        }
        int year = parts[0] + (parts[0] < 90 ? 2000 : 1900);
        return "%d-%02d-%02d %02d:%02d:%02d".formatted(year, parts[1], parts[2], parts[3], parts[4], parts[5]);
    }
}
