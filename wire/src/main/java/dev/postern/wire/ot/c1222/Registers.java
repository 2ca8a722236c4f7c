package dev.postern.wire.ot.c1222;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
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
    private static final int LIST_BYTES = 6, TWOS_COMPLEMENT = 0;
    private static final int VALUES_MAX = 64, TIERS_MAX = 8;
    /** Octets of a number by its format: float 64, float 32, text of 12, text of 6, integer with four decimals, decimals, integers, text of 21. */
    private static final int[] NUMBER_BYTES = {8, 4, 12, 6, 4, 6, 4, 3, 4, 5, 6, 8, 8, 21};

    private final Bytes bytes;
    private final Meter meter;
    private final Turn.Draft draft;
    private final int end;
    private int at;

    private Registers(Bytes bytes, int at, int count, Meter meter, Turn.Draft draft) {
        this.bytes = bytes;
        this.at = at;
        this.end = at + count;
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
        if (!readable(meter)) return;
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

    /** Numbers and times have a known size, and integers are in two's complement. */
    private static boolean readable(Meter meter) {
        return meter.format1 >= 0
                && meter.format1 < NUMBER_BYTES.length
                && meter.format2 >= 0
                && meter.format2 < NUMBER_BYTES.length
                && meter.timeFormat <= 4
                && meter.integerFormat == TWOS_COMPLEMENT;
    }

    private boolean has(int function) {
        return (meter.functions & function) != 0;
    }

    private static int selectionBytes(Meter meter) {
        return meter.summations + meter.demands + (meter.demands + 7) / 8 + 2 * meter.coincidents;
    }

    private static int dateBytes(Meter meter) {
        return meter.timeFormat == 0 ? 0 : meter.timeFormat <= 2 ? 5 : 4;
    }

    private static int remainingBytes(Meter meter) {
        return meter.timeFormat == 0 ? 0 : meter.timeFormat <= 2 ? 3 : 4;
    }

    private static int octets(boolean present, int octets) {
        return present ? octets : 0;
    }

    private static int blockBytes(Meter meter) {
        int first = NUMBER_BYTES[meter.format1];
        int second = NUMBER_BYTES[meter.format2];
        int demand = octets((meter.functions & TIMES) != 0, meter.occurrences * dateBytes(meter))
                + octets((meter.functions & CUMULATIVE) != 0, first)
                + octets((meter.functions & CONTINUOUS) != 0, first)
                + meter.occurrences * second;
        return meter.summations * first + meter.demands * demand + meter.coincidents * meter.occurrences * second;
    }

    private static int dataBytes(Meter meter) {
        return octets((meter.functions & RESETS) != 0, 1) + (1 + meter.tiers) * blockBytes(meter);
    }

    private static int recordBytes(Meter meter) {
        return octets((meter.functions & TIMES) != 0, dateBytes(meter))
                + octets((meter.functions & SEASON) != 0, 1)
                + dataBytes(meter);
    }

    private static int presentBytes(Meter meter) {
        int demand = octets((meter.functions & REMAINING) != 0, remainingBytes(meter)) + NUMBER_BYTES[meter.format2];
        return meter.presentDemands * demand + meter.presentValues * NUMBER_BYTES[meter.format1];
    }

    private void dimensions() {
        String[] names = {"summation", "demand", "coincident", "occurrence", "tier", "present_demand", "present_value"};
        draft.field("self_read_count", (long) bytes.u8(at + 2));
        for (int i = 0; i < names.length; i++) draft.field(names[i] + "_count", (long) bytes.u8(at + 3 + i));
    }

    private void selection() {
        draft.field("summation_sources", sources(meter.summations)).field("demand_sources", sources(meter.demands));
        List<Object> maxima = new ArrayList<>();
        for (int i = 0; i < meter.demands; i++)
            if ((bytes.u8(at + i / 8) >> i % 8 & 1) != 0 && maxima.size() < VALUES_MAX) maxima.add((long) i);
        at += (meter.demands + 7) / 8;
        draft.field("maximum_demands", maxima).field("coincident_sources", sources(meter.coincidents));
    }

    private void presentSelection() {
        draft.field("present_demand_sources", sources(meter.presentDemands))
                .field("present_value_sources", sources(meter.presentValues));
    }

    /** Indices into table 16. */
    private List<Object> sources(int count) {
        List<Object> sources = new ArrayList<>();
        for (int i = 0; i < Math.min(count, VALUES_MAX); i++) sources.add((long) bytes.u8(at + i));
        at += count;
        return sources;
    }

    private void record() {
        if (has(TIMES) && dateBytes(meter) > 0) draft.field("time", date());
        if (has(SEASON)) draft.field("season", (long) bytes.u8(at++));
        data();
    }

    private void data() {
        if (has(RESETS)) draft.field("demand_resets", (long) bytes.u8(at++));
        block("");
        for (int tier = 1; tier <= Math.min(meter.tiers, TIERS_MAX); tier++) block("tier" + tier + "_");
    }

    private void block(String of) {
        List<Object> cumulative = new ArrayList<>();
        List<Object> continuous = new ArrayList<>();
        List<Object> times = new ArrayList<>();
        List<Object> demands = new ArrayList<>();
        draft.field(of + "summations", told(numbers(meter.format1, meter.summations)));
        for (int i = 0; i < meter.demands; i++) {
            for (int k = 0; has(TIMES) && dateBytes(meter) > 0 && k < meter.occurrences; k++) shown(times, date());
            if (has(CUMULATIVE)) shown(cumulative, number(meter.format1));
            if (has(CONTINUOUS)) shown(continuous, number(meter.format1));
            for (int k = 0; k < meter.occurrences; k++) shown(demands, number(meter.format2));
        }
        draft.field(of + "demands", told(demands))
                .field(of + "demand_times", told(times))
                .field(of + "cumulative_demands", told(cumulative))
                .field(of + "continuous_demands", told(continuous))
                .field(of + "coincidents", told(numbers(meter.format2, meter.coincidents * meter.occurrences)));
    }

    private static void shown(List<Object> values, Object value) {
        if (values.size() < VALUES_MAX) values.add(value);
    }

    private static List<Object> told(List<Object> values) {
        return values.isEmpty() ? null : values;
    }

    private List<Object> numbers(int format, int count) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < count; i++) shown(values, number(format));
        return values;
    }

    /** Of the self-reads the newest is told. */
    private void selfReads(int count) {
        if (count < LIST_BYTES) return;
        int last = bytes.u8(at + 2);
        draft.field("valid_entries", (long) bytes.u8(at + 1))
                .field("last_entry", (long) last)
                .field("last_sequence", (long) meter.u16(bytes, at + 3))
                .field("unread_entries", (long) bytes.u8(at + 5));
        if (bytes.u8(at + 1) == 0) return;
        int entry = octets((meter.moreFunctions & SEQUENCE) != 0, 2) + recordBytes(meter);
        int entries = count - LIST_BYTES;
        if (entry == 0 || entries % entry != 0 || last >= entries / entry) return;
        at += LIST_BYTES + last * entry + octets((meter.moreFunctions & SEQUENCE) != 0, 2);
        record();
    }

    private void present() {
        List<Object> demands = new ArrayList<>();
        for (int i = 0; i < meter.presentDemands; i++) {
            if (has(REMAINING)) at += remainingBytes(meter);
            shown(demands, number(meter.format2));
        }
        draft.field("present_demands", told(demands))
                .field("present_values", told(numbers(meter.format1, meter.presentValues)));
    }

    private Object number(int format) {
        int from = at;
        int octets = NUMBER_BYTES[format];
        at += octets;
        if (at > end) return 0L;
        return switch (format) {
            case 0 -> meter.bigEndian ? bytes.f64(from) : bytes.f64le(from);
            case 1 -> (double) (meter.bigEndian ? bytes.f32(from) : bytes.f32le(from));
            case 2, 3, 13 -> bytes.ascii(from, octets);
            case 4 -> integer(from, octets) / 10_000.0;
            case 7, 8, 9, 10, 11 -> integer(from, octets);
            default -> bytes.hex(from, octets);
        };
    }

    private long integer(int from, int octets) {
        long value = 0;
        for (int i = 0; i < octets; i++) value = value << 8 | bytes.u8(from + (meter.bigEndian ? i : octets - 1 - i));
        return value << 64 - 8 * octets >> 64 - 8 * octets;
    }

    /** Year, month, day, hour, minute, each an octet or two decimals; or minutes or seconds since 1970. */
    private String date() {
        int from = at;
        at += dateBytes(meter);
        if (meter.timeFormat >= 3) {
            long since = meter.bigEndian ? bytes.u32(from) : bytes.u32le(from);
            long minutes = meter.timeFormat == 3 ? since : since / 60;
            return LocalDateTime.ofEpochSecond(60 * minutes, 0, ZoneOffset.UTC)
                    .toString()
                    .replace('T', ' ');
        }
        int[] parts = new int[5];
        for (int i = 0; i < parts.length; i++) {
            int octet = bytes.u8(from + i);
            parts[i] = meter.timeFormat == 1 ? 10 * (octet >> 4) + (octet & 0x0F) : octet;
        }
        int year = parts[0] + (parts[0] < 90 ? 2000 : 1900);
        return "%d-%02d-%02d %02d:%02d".formatted(year, parts[1], parts[2], parts[3], parts[4]);
    }
}
