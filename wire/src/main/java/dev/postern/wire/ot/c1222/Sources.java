package dev.postern.wire.ot.c1222;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * Sources of what a meter measures, ANSI C12.19 clause 9.2 (decade 1). What stands in 13 to 15 is said by tables 0 and 11 of the same meter; a table that is
 * not exactly as long as those make it is left to its octets, and so are constants of gas. What a data control means is the manufacturer's.
 *
 * <pre>{@code
 * 10, 11 | flags | units | demand controls | octets of a data control | data controls | constants | kind of constants | sources
 * 12     | for each unit: code | time base, multiplier, quadrants ... (3)
 * 13     | (minutes without resets) | (seconds to power failure | minutes without demand | minutes of pickup) | intervals: minutes(2), or minutes | times
 * 14     | data controls
 * 15     | for each: multiplier | (offset) | (flags | current ratio | voltage ratio) | (the same)            of electricity
 * 16     | for each source: what there is of it, a bit each
 * }</pre>
 */
final class Sources {
    private static final int DIMENSIONS = 10,
            ACTUAL = 11,
            UNITS = 12,
            DEMANDS = 13,
            DATA = 14,
            CONSTANTS = 15,
            LINKS = 16;
    private static final int DIMENSION_BYTES = 8, UNIT_BYTES = 4, ELECTRIC = 2;
    /** Flags of table 11. */
    private static final int AFTER_FAILURE = 1, AFTER_RESET = 2, SLIDING = 8, FIRST_RATIOS = 0x20, SECOND_RATIOS = 0x40;

    private static final int NO_OFFSET = 0x80;
    private static final int ENGINEERING = 0x10, TO_BE_APPLIED = 0x20;
    private static final String[] PARTS = {"unit", "demand control", "data control", "constants"};

    private Sources() {}

    static boolean isOne(int table) {
        return table >= DIMENSIONS && table <= LINKS;
    }

    /** @param meter who answers; table 11 tells it how much there is */
    static void describe(int table, Bytes bytes, int at, int count, Meter meter, Turn.Draft draft) {
        Cursor cursor = new Cursor(bytes, at, count, meter);
        switch (table) {
            case DIMENSIONS, ACTUAL -> {
                if (count >= DIMENSION_BYTES) dimensions(table == ACTUAL, bytes, at, meter, draft);
            }
            case UNITS -> units(bytes, at, count, draft);
            case DEMANDS -> {
                if (meter.sourced && count == demandBytes(meter)) demands(cursor, meter, draft);
            }
            case DATA -> {
                if (meter.sourced && count > 0 && count == meter.dataControls * meter.dataControlBytes)
                    data(bytes, at, meter, draft);
            }
            case CONSTANTS -> {
                boolean known = meter.sourced && meter.constantKind == ELECTRIC && Cursor.readable(meter);
                if (known && count == meter.constants * constantBytes(meter)) constants(cursor, meter, draft);
            }
            default -> links(cursor, count, draft);
        }
    }

    private static void dimensions(boolean actual, Bytes bytes, int at, Meter meter, Turn.Draft draft) {
        if (actual) {
            meter.sourced = true;
            meter.sourceFlags = bytes.u8(at);
            meter.demandControls = bytes.u8(at + 2);
            meter.dataControlBytes = bytes.u8(at + 3);
            meter.dataControls = bytes.u8(at + 4);
            meter.constants = bytes.u8(at + 5);
            meter.constantKind = bytes.u8(at + 6);
        }
        draft.field("unit_count", (long) bytes.u8(at + 1))
                .field("demand_control_count", (long) bytes.u8(at + 2))
                .field("data_control_count", (long) bytes.u8(at + 4))
                .field("constant_count", (long) bytes.u8(at + 5))
                .field("source_count", (long) bytes.u8(at + 7));
    }

    private static void units(Bytes bytes, int at, int count, Turn.Draft draft) {
        if (count == 0 || count % UNIT_BYTES != 0) return;
        List<Object> codes = new ArrayList<>();
        List<Object> bases = new ArrayList<>();
        for (int i = at; i < at + count && codes.size() < Cursor.VALUES_MAX; i += UNIT_BYTES) {
            codes.add((long) bytes.u8(i));
            bases.add((long) bytes.u8(i + 1) & 7);
        }
        draft.field("unit_codes", codes).field("time_bases", bases);
    }

    private static boolean has(Meter meter, int flag) {
        return (meter.sourceFlags & flag) != 0;
    }

    private static int demandBytes(Meter meter) {
        return (has(meter, AFTER_RESET) ? 1 : 0) + (has(meter, AFTER_FAILURE) ? 3 : 0) + 2 * meter.demandControls;
    }

    /** An interval that slides is as many times its step as is said. */
    private static void demands(Cursor cursor, Meter meter, Turn.Draft draft) {
        if (has(meter, AFTER_RESET)) draft.field("reset_exclusion_minutes", (long) cursor.u8());
        if (has(meter, AFTER_FAILURE))
            draft.field("power_failure_seconds", (long) cursor.u8())
                    .field("power_failure_exclusion_minutes", (long) cursor.u8())
                    .field("cold_load_minutes", (long) cursor.u8());
        List<Object> intervals = new ArrayList<>();
        List<Object> steps = new ArrayList<>();
        for (int i = 0; i < meter.demandControls; i++) {
            if (has(meter, SLIDING)) {
                int step = cursor.u8();
                Cursor.shown(steps, (long) step);
                Cursor.shown(intervals, (long) step * cursor.u8());
            } else Cursor.shown(intervals, (long) cursor.u16());
        }
        draft.field("demand_minutes", Cursor.told(intervals)).field("demand_step_minutes", Cursor.told(steps));
    }

    private static void data(Bytes bytes, int at, Meter meter, Turn.Draft draft) {
        List<Object> controls = new ArrayList<>();
        for (int i = 0; i < Math.min(meter.dataControls, Cursor.VALUES_MAX); i++)
            controls.add(bytes.hex(at + i * meter.dataControlBytes, meter.dataControlBytes));
        draft.field("data_controls", controls);
    }

    private static int constantBytes(Meter meter) {
        int number = Cursor.numberBytes(meter.format1);
        int ratios = (has(meter, FIRST_RATIOS) ? 1 : 0) + (has(meter, SECOND_RATIOS) ? 1 : 0);
        return (has(meter, NO_OFFSET) ? 1 : 2) * number + ratios * (1 + 2 * number);
    }

    private static void constants(Cursor cursor, Meter meter, Turn.Draft draft) {
        List<Object> multipliers = new ArrayList<>();
        List<Object> offsets = new ArrayList<>();
        List<Object> currents = new ArrayList<>();
        List<Object> voltages = new ArrayList<>();
        for (int i = 0; i < meter.constants; i++) {
            Cursor.shown(multipliers, cursor.number(meter.format1));
            if (!has(meter, NO_OFFSET)) Cursor.shown(offsets, cursor.number(meter.format1));
            for (int flag = FIRST_RATIOS; flag <= SECOND_RATIOS; flag <<= 1) {
                if (!has(meter, flag)) continue;
                cursor.at++;
                Cursor.shown(currents, cursor.number(meter.format1));
                Cursor.shown(voltages, cursor.number(meter.format1));
            }
        }
        draft.field("multipliers", Cursor.told(multipliers))
                .field("offsets", Cursor.told(offsets))
                .field("current_ratios", Cursor.told(currents))
                .field("voltage_ratios", Cursor.told(voltages));
    }

    private static void links(Cursor cursor, int count, Turn.Draft draft) {
        List<Object> sources = new ArrayList<>();
        for (int i = 0; i < Math.min(count, Cursor.VALUES_MAX); i++) {
            int bits = cursor.u8();
            StringBuilder words = new StringBuilder((bits & ENGINEERING) != 0 ? "engineering units" : "pulses");
            for (int part = 0; part < PARTS.length; part++)
                if ((bits >> part & 1) != 0) words.append(", ").append(PARTS[part]);
            if ((bits & TO_BE_APPLIED) != 0) words.append(" to be applied");
            sources.add(words.toString());
        }
        draft.field("sources", Cursor.told(sources));
    }
}
