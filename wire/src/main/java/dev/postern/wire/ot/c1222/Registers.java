package dev.postern.wire.ot.c1222;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * Register tables, ANSI C12.19-2012 clause 9.3 (decade 2). What stands in them is said by tables 0 and 21 of the same meter; a table that is not exactly as
 * long as those make it is left to its octets.
 *
 * <pre>{@code
 * 22 | sources of summations | of demands | maximum or minimum, a bit for each demand | sources of coincidents | their demands
 * 23 | (resets of demand) | total | tier 1 | tier 2 ...       each: summations | demands | coincidents
 *      a demand: (times) | (cumulative) | (continuously cumulative) | values
 * 24, 25 | (time) | (season) | as 23
 * 26 | list status | valid | last | sequence of the last(2) | unread | for each: (sequence(2)) | as 24
 * 27 | sources of present demands | of present values
 * 28 | (time remaining) value of each present demand | present values
 * }</pre>
 */
final class Registers {
    static final int DIMENSIONS = 20, ACTUAL = 21, SELECTION = 22, CURRENT = 23, PREVIOUS_SEASON = 24;
    private static final int PREVIOUS_RESET = 25, SELF_READS = 26, PRESENT_SELECTION = 27, PRESENT = 28;
    /** Of table 21: bits of the first and of the second octet. */
    private static final int SEASON = 1, TIMES = 2, RESETS = 4, CUMULATIVE = 16, CONTINUOUS = 32, REMAINING = 64;

    private static final int SEQUENCE = 2;
    private static final int LIST_BYTES = 6;
    private static final int TIERS_MAX = 8;

    private final Bytes bytes;
    private final Cursor cursor;
    private final Meter meter;
    private final Turn.Draft draft;

    private Registers(Bytes bytes, int at, int count, Meter meter, Turn.Draft draft) {
        this.bytes = bytes;
        this.cursor = new Cursor(bytes, at, count, meter);
        this.meter = meter;
        this.draft = draft;
    }

    static boolean isOne(int table) {
        return table >= DIMENSIONS && table <= PRESENT;
    }

    /** @param meter who answers; table 21 tells it its dimensions */
    static void describe(int table, Bytes bytes, int at, int count, Meter meter, Turn.Draft draft) {
        Registers registers = new Registers(bytes, at, count, meter, draft);
        if (table == DIMENSIONS || table == ACTUAL) {
            if (count < Meter.DIMENSION_BYTES) return;
            if (table == ACTUAL) meter.dimensioned(bytes, at);
            registers.dimensions();
            return;
        }
        if (!meter.dimensioned) return;
        if (table == SELECTION && count == selectionBytes(meter)) registers.selection();
        if (table == PRESENT_SELECTION && count == meter.presentDemands + meter.presentValues)
            registers.presentSelection();
        if (!Cursor.readable(meter)) return;
        switch (table) {
            case CURRENT -> {
                if (count == dataBytes(meter)) registers.data();
            }
            case PREVIOUS_SEASON, PREVIOUS_RESET -> {
                if (count == recordBytes(meter)) registers.record();
            }
            case SELF_READS -> registers.selfReads(count);
            case PRESENT -> {
                if (count == presentBytes(meter)) registers.present();
            }
            default -> {
                // Sources, told above.
            }
        }
    }

    private boolean has(int function) {
        return (meter.functions & function) != 0;
    }

    private static int selectionBytes(Meter meter) {
        return meter.summations + meter.demands + (meter.demands + 7) / 8 + 2 * meter.coincidents;
    }

    private static int remainingBytes(Meter meter) {
        return meter.timeFormat == 0 ? 0 : meter.timeFormat <= 2 ? 3 : 4;
    }

    private static int octets(boolean present, int octets) {
        return present ? octets : 0;
    }

    private static int blockBytes(Meter meter) {
        int first = Cursor.numberBytes(meter.format1);
        int second = Cursor.numberBytes(meter.format2);
        int demand = octets((meter.functions & TIMES) != 0, meter.occurrences * Cursor.dateBytes(meter))
                + octets((meter.functions & CUMULATIVE) != 0, first)
                + octets((meter.functions & CONTINUOUS) != 0, first)
                + meter.occurrences * second;
        return meter.summations * first + meter.demands * demand + meter.coincidents * meter.occurrences * second;
    }

    private static int dataBytes(Meter meter) {
        return octets((meter.functions & RESETS) != 0, 1) + (1 + meter.tiers) * blockBytes(meter);
    }

    private static int recordBytes(Meter meter) {
        return octets((meter.functions & TIMES) != 0, Cursor.dateBytes(meter))
                + octets((meter.functions & SEASON) != 0, 1)
                + dataBytes(meter);
    }

    private static int presentBytes(Meter meter) {
        int demand =
                octets((meter.functions & REMAINING) != 0, remainingBytes(meter)) + Cursor.numberBytes(meter.format2);
        return meter.presentDemands * demand + meter.presentValues * Cursor.numberBytes(meter.format1);
    }

    private void dimensions() {
        String[] names = {"summation", "demand", "coincident", "occurrence", "tier", "present_demand", "present_value"};
        draft.field("self_read_count", (long) bytes.u8(cursor.at + 2));
        for (int i = 0; i < names.length; i++) draft.field(names[i] + "_count", (long) bytes.u8(cursor.at + 3 + i));
    }

    private void selection() {
        draft.field("summation_sources", sources(meter.summations)).field("demand_sources", sources(meter.demands));
        List<Object> maxima = new ArrayList<>();
        for (int i = 0; i < meter.demands; i++)
            if ((bytes.u8(cursor.at + i / 8) >> i % 8 & 1) != 0 && maxima.size() < Cursor.VALUES_MAX)
                maxima.add((long) i);
        cursor.at += (meter.demands + 7) / 8;
        draft.field("maximum_demands", maxima).field("coincident_sources", sources(meter.coincidents));
    }

    private void presentSelection() {
        draft.field("present_demand_sources", sources(meter.presentDemands))
                .field("present_value_sources", sources(meter.presentValues));
    }

    /** Indices into table 16. */
    private List<Object> sources(int count) {
        List<Object> sources = new ArrayList<>();
        for (int i = 0; i < Math.min(count, Cursor.VALUES_MAX); i++) sources.add((long) bytes.u8(cursor.at + i));
        cursor.at += count;
        return sources;
    }

    private void record() {
        if (has(TIMES) && Cursor.dateBytes(meter) > 0) draft.field("time", cursor.date());
        if (has(SEASON)) draft.field("season", (long) bytes.u8(cursor.at++));
        data();
    }

    private void data() {
        if (has(RESETS)) draft.field("demand_resets", (long) bytes.u8(cursor.at++));
        block("");
        for (int tier = 1; tier <= Math.min(meter.tiers, TIERS_MAX); tier++) block("tier" + tier + "_");
    }

    private void block(String of) {
        List<Object> cumulative = new ArrayList<>();
        List<Object> continuous = new ArrayList<>();
        List<Object> times = new ArrayList<>();
        List<Object> demands = new ArrayList<>();
        draft.field(of + "summations", Cursor.told(cursor.numbers(meter.format1, meter.summations)));
        for (int i = 0; i < meter.demands; i++) {
            for (int k = 0; has(TIMES) && Cursor.dateBytes(meter) > 0 && k < meter.occurrences; k++)
                Cursor.shown(times, cursor.date());
            if (has(CUMULATIVE)) Cursor.shown(cumulative, cursor.number(meter.format1));
            if (has(CONTINUOUS)) Cursor.shown(continuous, cursor.number(meter.format1));
            for (int k = 0; k < meter.occurrences; k++) Cursor.shown(demands, cursor.number(meter.format2));
        }
        draft.field(of + "demands", Cursor.told(demands))
                .field(of + "demand_times", Cursor.told(times))
                .field(of + "cumulative_demands", Cursor.told(cumulative))
                .field(of + "continuous_demands", Cursor.told(continuous))
                .field(
                        of + "coincidents",
                        Cursor.told(cursor.numbers(meter.format2, meter.coincidents * meter.occurrences)));
    }

    /** Of the self-reads the newest is told. */
    private void selfReads(int count) {
        if (count < LIST_BYTES) return;
        int last = bytes.u8(cursor.at + 2);
        draft.field("valid_entries", (long) bytes.u8(cursor.at + 1))
                .field("last_entry", (long) last)
                .field("last_sequence", (long) meter.u16(bytes, cursor.at + 3))
                .field("unread_entries", (long) bytes.u8(cursor.at + 5));
        if (bytes.u8(cursor.at + 1) == 0) return;
        int entry = octets((meter.moreFunctions & SEQUENCE) != 0, 2) + recordBytes(meter);
        int entries = count - LIST_BYTES;
        if (entry == 0 || entries % entry != 0 || last >= entries / entry) return;
        cursor.at += LIST_BYTES + last * entry + octets((meter.moreFunctions & SEQUENCE) != 0, 2);
        record();
    }

    private void present() {
        List<Object> demands = new ArrayList<>();
        for (int i = 0; i < meter.presentDemands; i++) {
            if (has(REMAINING)) cursor.at += remainingBytes(meter);
            Cursor.shown(demands, cursor.number(meter.format2));
        }
        draft.field("present_demands", Cursor.told(demands))
                .field("present_values", Cursor.told(cursor.numbers(meter.format1, meter.presentValues)));
    }
}
