package dev.postern.wire.ot.c1222;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * Sources and load profiles, ANSI C12.19 clauses 9.2 (decade 1) and 9.7 (decade 6): how much of each there is, what is recorded and how far. The blocks
 * themselves (64 to 67) are not read.
 *
 * <pre>{@code
 * 10, 11 | flags | units | demand controls | octets of a data control | data controls | constants | kind of constants | sources
 * 12     | for each unit: code | time base, multiplier, quadrants ... (3)
 * 60, 61 | octets of memory(4) | flags(2) | formats | for each set: blocks(2) | intervals of a block(2) | channels | minutes of an interval
 * 62     | for each channel: flags, source, source at the end of a block | format | (scalars(2) | divisors(2))     of one set
 * 63     | for each set: status | valid blocks(2) | last block(2) | its sequence(4) | unread blocks(2) | valid intervals(2)
 * }</pre>
 */
final class Profiles {
    private static final int DIMENSIONS_OF_SOURCES = 10, SOURCES = 11, UNITS = 12;
    private static final int DIMENSIONS = 60, ACTUAL = 61, CONTROL = 62, STATUS = 63;
    private static final int SOURCE_BYTES = 8, UNIT_BYTES = 4, HEAD_BYTES = 7, SET_BYTES = 6, SETS_MAX = 4;
    private static final int CHANNEL_BYTES = 3, STATUS_BYTES = 13, SCALARS_OF_FIRST = 0x40;
    private static final int VALUES_MAX = 64;

    private Profiles() {}

    static boolean isOne(int table) {
        return table >= DIMENSIONS_OF_SOURCES && table <= UNITS || table >= DIMENSIONS && table <= STATUS;
    }

    /** @param meter who answers; tables 11 and 61 tell it how much there is */
    static void describe(int table, Bytes bytes, int at, int count, Meter meter, Turn.Draft draft) {
        switch (table) {
            case DIMENSIONS_OF_SOURCES, SOURCES -> {
                if (count >= SOURCE_BYTES)
                    draft.field("unit_count", (long) bytes.u8(at + 1))
                            .field("demand_control_count", (long) bytes.u8(at + 2))
                            .field("data_control_count", (long) bytes.u8(at + 4))
                            .field("constant_count", (long) bytes.u8(at + 5))
                            .field("source_count", (long) bytes.u8(at + 7));
            }
            case UNITS -> units(bytes, at, count, draft);
            case DIMENSIONS, ACTUAL -> dimensions(table == ACTUAL, bytes, at, count, meter, draft);
            case CONTROL -> control(bytes, at, count, meter, draft);
            default -> status(bytes, at, count, meter, draft);
        }
    }

    private static void units(Bytes bytes, int at, int count, Turn.Draft draft) {
        if (count == 0 || count % UNIT_BYTES != 0) return;
        List<Object> codes = new ArrayList<>();
        List<Object> bases = new ArrayList<>();
        for (int i = at; i < at + count && codes.size() < VALUES_MAX; i += UNIT_BYTES) {
            codes.add((long) bytes.u8(i));
            bases.add((long) bytes.u8(i + 1) & 7);
        }
        draft.field("unit_codes", codes).field("time_bases", bases);
    }

    private static void dimensions(boolean actual, Bytes bytes, int at, int count, Meter meter, Turn.Draft draft) {
        int sets = (count - HEAD_BYTES) / SET_BYTES;
        if (sets < 1 || sets > SETS_MAX || count != HEAD_BYTES + SET_BYTES * sets) return;
        List<Object> blocks = new ArrayList<>();
        List<Object> intervals = new ArrayList<>();
        List<Object> channels = new ArrayList<>();
        List<Object> minutes = new ArrayList<>();
        for (int i = at + HEAD_BYTES; i < at + count; i += SET_BYTES) {
            blocks.add((long) meter.u16(bytes, i));
            intervals.add((long) meter.u16(bytes, i + 2));
            channels.add((long) bytes.u8(i + 4));
            minutes.add((long) bytes.u8(i + 5));
        }
        if (actual) {
            meter.profileFlags = meter.u16(bytes, at + 4);
            meter.channels = sets == 1 ? bytes.u8(at + HEAD_BYTES + 4) : Meter.UNKNOWN;
        }
        draft.field("memory", meter.u32(bytes, at))
                .field("block_counts", blocks)
                .field("interval_counts", intervals)
                .field("channel_counts", channels)
                .field("interval_minutes", minutes);
    }

    private static void control(Bytes bytes, int at, int count, Meter meter, Turn.Draft draft) {
        int channels = meter.channels;
        boolean scaled = (meter.profileFlags & SCALARS_OF_FIRST) != 0;
        if (channels <= 0 || count != channels * (CHANNEL_BYTES + (scaled ? 4 : 0)) + 1) return;
        List<Object> sources = new ArrayList<>();
        List<Object> scalars = new ArrayList<>();
        List<Object> divisors = new ArrayList<>();
        int format = at + channels * CHANNEL_BYTES;
        for (int i = 0; i < Math.min(channels, VALUES_MAX); i++) {
            sources.add((long) bytes.u8(at + i * CHANNEL_BYTES + 1));
            if (!scaled) continue;
            scalars.add((long) meter.u16(bytes, format + 1 + 2 * i));
            divisors.add((long) meter.u16(bytes, format + 1 + 2 * channels + 2 * i));
        }
        draft.field("channel_sources", sources)
                .field("format", (long) bytes.u8(format))
                .field("scalars", scaled ? scalars : null)
                .field("divisors", scaled ? divisors : null);
    }

    /** Of several sets the first is told. */
    private static void status(Bytes bytes, int at, int count, Meter meter, Turn.Draft draft) {
        if (count < STATUS_BYTES || count % STATUS_BYTES != 0 || count > SETS_MAX * STATUS_BYTES) return;
        draft.field("valid_blocks", (long) meter.u16(bytes, at + 1))
                .field("last_block", (long) meter.u16(bytes, at + 3))
                .field("last_sequence", meter.u32(bytes, at + 5))
                .field("unread_blocks", (long) meter.u16(bytes, at + 9))
                .field("valid_intervals", (long) meter.u16(bytes, at + 11));
    }
}
