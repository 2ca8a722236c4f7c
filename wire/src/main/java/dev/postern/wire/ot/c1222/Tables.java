package dev.postern.wire.ot.c1222;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/** Standard tables whose form depends on no other: ANSI C12.19-2012 clause 9, decades 0 (tables 0, 1, 3, 5, 8); others are in {@link Sources}, {@link Registers}, {@link Profiles} and {@link Logs}. */
final class Tables {
    static final int CONFIGURATION = 0, MANUFACTURER = 1, MODE_AND_STATUS = 3, IDENTIFICATION = 5, PROCEDURE_RESULT = 8;
    private static final int SECURITY = 42, KEYS = 45, EXTENDED_KEYS = 46;
    /** A table of the manufacturer, or a part that does not begin a table. */
    static final int NONE = -1;

    private static final int MAKER_BYTES = 4, MODEL_BYTES = 8, VERSIONS = 12, SERIAL = 16, SERIAL_BYTES = 16;
    private static final int DEVICE_CLASS = 3, STANDARD_VERSION = 11, CONFIGURATION_BYTES_MIN = 13;
    private static final int IDENTIFICATION_BYTES = 20;
    private static final double IDENTITY = 0.95;

    private static final String[] CONDITIONS = {
        "unprogrammed",
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
        "power failure",
        "tampering",
        "reverse rotation"
    };
    private static final String[] RESULTS = {
        "completed",
        "started",
        "invalid parameter",
        "conflict with setup",
        "timing constraint",
        "no authorization",
        "unknown procedure"
    };

    private Tables() {}

    static boolean holdsSecrets(int table) {
        return table == SECURITY || table == KEYS || table == EXTENDED_KEYS;
    }

    /** What is told when it is written as well: what to measure, what to log. Nothing is learned from it, as it may be refused. */
    static boolean isSetting(int table) {
        return table >= 13 && table <= 16 || table == Logs.HISTORY_CONTROL || table == Logs.EVENT_CONTROL;
    }

    /**
     * Adds what {@code table} tells; a table that is cut is left to its octets.
     *
     * @param offset octets of the table before {@code at}
     */
    static void describe(int table, Bytes bytes, int at, int offset, int count, Meter meter, Turn.Draft draft) {
        if (Profiles.isOne(table) && (offset == 0 || Profiles.hasBlocks(table)))
            Profiles.describe(table, bytes, at, offset, count, meter, draft);
        if (offset != 0) return;
        if (Registers.isOne(table)) {
            Registers.describe(table, bytes, at, count, meter, draft);
            return;
        }
        if (Logs.isOne(table)) Logs.describe(table, bytes, at, count, meter, draft);
        if (Sources.isOne(table)) Sources.describe(table, bytes, at, count, meter, draft);
        switch (table) {
            case CONFIGURATION -> {
                if (count < CONFIGURATION_BYTES_MIN) return;
                meter.configured(bytes, at, count);
                draft.field("byte_order", meter.bigEndian ? "big-endian" : "little-endian")
                        .field("meter_class", bytes.ascii(at + DEVICE_CLASS, MAKER_BYTES))
                        .field(
                                "standard",
                                "C12.19 version " + bytes.u8(at + STANDARD_VERSION) + "."
                                        + bytes.u8(at + STANDARD_VERSION + 1));
            }
            case MODE_AND_STATUS -> {
                if (count < 3) return;
                int status = meter.u16(bytes, at + 1);
                draft.field("mode", mode(bytes.u8(at)))
                        .field("status", (long) status)
                        .field("conditions", conditions(status));
            }
            case PROCEDURE_RESULT -> {
                if (count < 4) return;
                int result = bytes.u8(at + 3);
                int procedure = meter.u16(bytes, at);
                draft.field("procedure", Epsem.procedureName(procedure))
                        .field("name", Procedure.name(procedure))
                        .field("sequence", (long) bytes.u8(at + 2))
                        .field("result", result < RESULTS.length ? RESULTS[result] : "result " + result);
            }
            default -> {
                // Told as an identity, or not of a fixed form.
            }
        }
    }

    private static String mode(int bits) {
        if ((bits & 8) != 0) return "factory";
        if ((bits & 4) != 0) return "meter shop";
        return (bits & 2) != 0 ? "test" : (bits & 1) != 0 ? "metering" : "none";
    }

    private static List<Object> conditions(int status) {
        List<Object> set = new ArrayList<>();
        for (int bit = 0; bit < CONDITIONS.length; bit++) if ((status >> bit & 1) != 0) set.add(CONDITIONS[bit]);
        return set;
    }

    /** @param place the meter, where another one answers from this address as well */
    static void identity(int table, Bytes bytes, int at, int count, String place, Turn turn) {
        if (table == IDENTIFICATION && count >= IDENTIFICATION_BYTES)
            tell(turn, place, Attribute.NAME, bytes.ascii(at, IDENTIFICATION_BYTES));
        if (table != MANUFACTURER || count < SERIAL) return;
        tell(turn, place, Attribute.VENDOR, bytes.ascii(at, MAKER_BYTES));
        tell(turn, place, Attribute.MODEL, bytes.ascii(at + MAKER_BYTES, MODEL_BYTES));
        int versions = at + VERSIONS;
        tell(turn, place, Attribute.FIRMWARE, bytes.u8(versions + 2) + "." + bytes.u8(versions + 3));
        tell(turn, place, Attribute.NOTE, "hardware " + bytes.u8(versions) + "." + bytes.u8(versions + 1));
        // In binary coded decimals eight octets hold the sixteen digits.
        if (count >= SERIAL + SERIAL_BYTES) tell(turn, place, Attribute.SERIAL, bytes.ascii(at + SERIAL, SERIAL_BYTES));
        else if (count == SERIAL + SERIAL_BYTES / 2)
            tell(turn, place, Attribute.SERIAL, bytes.hex(at + SERIAL, SERIAL_BYTES / 2));
    }

    private static void tell(Turn turn, String place, Attribute attribute, String value) {
        turn.identity(turn.source(), place, attribute, value, IDENTITY);
    }
}
