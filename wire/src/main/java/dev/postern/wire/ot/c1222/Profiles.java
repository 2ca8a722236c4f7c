package dev.postern.wire.ot.c1222;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * Load profiles, ANSI C12.19 clause 9.7 (decade 6): how much there is, what is recorded, how far, and the blocks themselves. What stands in a block is said by
 * tables 0, 61 and 62 of the same meter, which of them is the newest by 63. Whole blocks are read, also of a part of their table; what is no number of whole
 * blocks is left to its octets.
 *
 * <pre>{@code
 * 60, 61   | octets of memory(4) | flags(2) | formats | for each set: blocks(2) | intervals of a block(2) | channels | minutes of an interval
 * 62       | for each set: for each channel: flags, source, source at the end of a block | format | (scalars(2) | divisors(2))
 * 63       | for each set: status | valid blocks(2) | last block(2) | its sequence(4) | unread blocks(2) | valid intervals(2)
 * 64 to 67 | blocks: end | for each channel: (reading) | (pulses(4)) || (closures(2) of channels) | (a bit for each interval) | intervals
 *   an interval: (half an octet in common and for each channel) | values
 * }</pre>
 */
final class Profiles {
    private static final int DIMENSIONS = 60, ACTUAL = 61, CONTROL = 62, STATUS = 63, FIRST = 64, LAST = 67;
    private static final int HEAD_BYTES = 7, SET_BYTES = 6, SETS_MAX = 4;
    private static final int CHANNEL_BYTES = 3, STATUS_BYTES = 13, DESCENDING = 0x10, CHANNELS_MAX = 8;
    /** Flags of table 61; the sixth bit and the next three are of the sets. */
    private static final int READINGS = 0x10, PULSES = 0x20, SCALARS_BIT = 6, EXTENDED = 0x400, SIMPLE = 0x800;
    /** Closures in the first edition; later what readings count from, and then nothing stands in the block for it. */
    private static final int CLOSURES = 0x1000;

    private static final int FORMAT1 = 64, FORMAT2 = 128;

    private Profiles() {}

    static boolean isOne(int table) {
        return table >= DIMENSIONS && table <= LAST;
    }

    /** True where a part tells as much as the whole. */
    static boolean hasBlocks(int table) {
        return table >= FIRST && table <= LAST;
    }

    /** @param offset octets of the table before {@code at} */
    static void describe(int table, Bytes bytes, int at, int offset, int count, Meter meter, Turn.Draft draft) {
        switch (table) {
            case DIMENSIONS, ACTUAL -> dimensions(table == ACTUAL, bytes, at, count, meter, draft);
            case CONTROL -> control(bytes, at, count, meter, draft);
            case STATUS -> status(bytes, at, count, meter, draft);
            default -> {
                Meter.Profile profile = profile(meter, table - FIRST);
                if (profile != null) blocks(profile, new Cursor(bytes, at, count, meter), offset, count, meter, draft);
            }
        }
    }

    private static void dimensions(boolean actual, Bytes bytes, int at, int count, Meter meter, Turn.Draft draft) {
        int sets = (count - HEAD_BYTES) / SET_BYTES;
        if (sets < 1 || sets > SETS_MAX || count != HEAD_BYTES + SET_BYTES * sets) return;
        List<Object> blocks = new ArrayList<>();
        List<Object> intervals = new ArrayList<>();
        List<Object> channels = new ArrayList<>();
        List<Object> minutes = new ArrayList<>();
        Meter.Profile[] profiles = new Meter.Profile[sets];
        for (int set = 0; set < sets; set++) {
            int from = at + HEAD_BYTES + SET_BYTES * set;
            Meter.Profile profile = new Meter.Profile();
            profile.blocks = meter.u16(bytes, from);
            profile.intervals = meter.u16(bytes, from + 2);
            profile.channels = bytes.u8(from + 4);
            blocks.add((long) profile.blocks);
            intervals.add((long) profile.intervals);
            channels.add((long) profile.channels);
            minutes.add((long) bytes.u8(from + 5));
            profiles[set] = profile;
        }
        if (actual) {
            meter.profileFlags = meter.u16(bytes, at + 4);
            meter.profiles = profiles;
        }
        draft.field("memory", meter.u32(bytes, at))
                .field("block_counts", blocks)
                .field("interval_counts", intervals)
                .field("channel_counts", channels)
                .field("interval_minutes", minutes);
    }

    /** The set with this number, of those that the meter says it has; null if it did not say which. */
    private static Meter.Profile profile(Meter meter, int set) {
        boolean known = meter.profiles != null && Integer.bitCount(meter.profileSets) == meter.profiles.length;
        if (!known || (meter.profileSets >> set & 1) == 0) return null;
        return meter.profiles[Integer.bitCount(meter.profileSets & (1 << set) - 1)];
    }

    /** Number of the set that stands at this place; a meter that did not say which it has, has the first ones. */
    private static int number(Meter meter, int place) {
        if (Integer.bitCount(meter.profileSets) != meter.profiles.length) return place;
        int left = meter.profileSets;
        for (int i = 0; i < place; i++) left &= left - 1;
        return Integer.numberOfTrailingZeros(left);
    }

    private static int controlBytes(Meter meter, int place) {
        return meter.profiles[place].channels * (CHANNEL_BYTES + (isScaled(meter, place) ? 4 : 0)) + 1;
    }

    private static boolean isScaled(Meter meter, int place) {
        return (meter.profileFlags >> SCALARS_BIT + number(meter, place) & 1) != 0;
    }

    /** Of several sets the first is told. */
    private static void control(Bytes bytes, int at, int count, Meter meter, Turn.Draft draft) {
        if (meter.profiles == null || meter.profiles[0].channels == 0) return;
        int wanted = 0;
        for (int place = 0; place < meter.profiles.length; place++) wanted += controlBytes(meter, place);
        if (count != wanted) return;
        int from = at;
        for (int place = 0; place < meter.profiles.length; place++) {
            Meter.Profile profile = meter.profiles[place];
            profile.format = bytes.u8(from + profile.channels * CHANNEL_BYTES);
            from += controlBytes(meter, place);
        }
        boolean scaled = isScaled(meter, 0);
        int channels = meter.profiles[0].channels;
        List<Object> sources = new ArrayList<>();
        List<Object> scalars = new ArrayList<>();
        List<Object> divisors = new ArrayList<>();
        int format = at + channels * CHANNEL_BYTES;
        for (int i = 0; i < Math.min(channels, Cursor.VALUES_MAX); i++) {
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
        if (meter.profiles != null && count == meter.profiles.length * STATUS_BYTES)
            for (int place = 0; place < meter.profiles.length; place++)
                state(meter.profiles[place], bytes, at + place * STATUS_BYTES, meter);
        draft.field("valid_blocks", (long) meter.u16(bytes, at + 1))
                .field("last_block", (long) meter.u16(bytes, at + 3))
                .field("last_sequence", meter.u32(bytes, at + 5))
                .field("unread_blocks", (long) meter.u16(bytes, at + 9))
                .field("valid_intervals", (long) meter.u16(bytes, at + 11));
    }

    private static void state(Meter.Profile profile, Bytes bytes, int at, Meter meter) {
        profile.stated = true;
        profile.descending = (bytes.u8(at) & DESCENDING) != 0;
        profile.validBlocks = meter.u16(bytes, at + 1);
        profile.lastBlock = meter.u16(bytes, at + 3);
        profile.validIntervals = meter.u16(bytes, at + 11);
    }

    /** Octets of a value by its format: unsigned, signed, or the numbers of table 0; 0 for what is none of them. */
    private static int valueBytes(Meter meter, int format) {
        return switch (format) {
            case 1, 8 -> 1;
            case 2, 16 -> 2;
            case 4, 32 -> 4;
            case FORMAT1 -> Cursor.numberBytes(meter.format1);
            case FORMAT2 -> Cursor.numberBytes(meter.format2);
            default -> 0;
        };
    }

    private static Object value(Cursor cursor, Meter meter, int format) {
        if (format == FORMAT1) return cursor.number(meter.format1);
        if (format == FORMAT2) return cursor.number(meter.format2);
        return cursor.integer(valueBytes(meter, format), format >= 8);
    }

    private static boolean has(Meter meter, int flag) {
        return (meter.profileFlags & flag) != 0;
    }

    private static int readingBytes(Meter meter) {
        return (has(meter, READINGS) ? Cursor.numberBytes(meter.format1) : 0) + (has(meter, PULSES) ? 4 : 0);
    }

    private static int statusBytes(Meter meter, int channels) {
        return has(meter, EXTENDED) ? channels / 2 + 1 : 0;
    }

    private static long blockBytes(Meter.Profile profile, Meter meter, boolean closures) {
        int channels = profile.channels;
        return Cursor.dateBytes(meter)
                + channels * (readingBytes(meter) + (closures ? 2 : 0))
                + (has(meter, SIMPLE) ? (profile.intervals + 7) / 8 : 0)
                + (long) profile.intervals
                        * (statusBytes(meter, channels) + channels * valueBytes(meter, profile.format));
    }

    /** The newest block is told with its values: the one that table 63 names, or the only one. */
    private static void blocks(
            Meter.Profile profile, Cursor cursor, int offset, int count, Meter meter, Turn.Draft draft) {
        if (!Cursor.readable(meter) || profile.channels == 0 || profile.intervals == 0) return;
        if (profile.format == Meter.UNKNOWN || valueBytes(meter, profile.format) == 0) return;
        boolean closures = has(meter, CLOSURES) && count == profile.blocks * blockBytes(profile, meter, true);
        long block = blockBytes(profile, meter, closures);
        // Where closures may stand in a block, its length alone says so, and a part does not have it.
        boolean whole = offset == 0 && count == profile.blocks * block;
        if (count == 0 || offset % block != 0 || count % block != 0 || has(meter, CLOSURES) && !whole) return;
        int first = (int) (offset / block);
        int there = (int) (count / block);
        if (first + there > profile.blocks) return;
        int start = cursor.at;
        List<Object> ends = new ArrayList<>();
        for (int i = 0; i < Math.min(there, Cursor.VALUES_MAX) && meter.timeFormat > 0; i++) {
            cursor.at = start + (int) (i * block);
            ends.add(cursor.date());
        }
        draft.field("first_block", (long) first).field("block_ends", Cursor.told(ends));
        int newest = newest(profile, first, there);
        if (newest < first || newest >= first + there) return;
        cursor.at = start + (int) ((newest - first) * block);
        draft.field("block", (long) newest);
        block(profile, closures, newest, cursor, meter, draft);
    }

    /** -1 if nobody said. */
    private static int newest(Meter.Profile profile, int first, int there) {
        if (!profile.stated) return there == 1 ? first : -1;
        int block = there == 1 ? first : profile.lastBlock;
        return block < profile.validBlocks ? block : -1;
    }

    private static void block(
            Meter.Profile profile, boolean closures, int number, Cursor cursor, Meter meter, Turn.Draft draft) {
        int channels = profile.channels;
        cursor.at += Cursor.dateBytes(meter);
        List<Object> readings = new ArrayList<>();
        List<Object> pulses = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            if (has(meter, READINGS)) Cursor.shown(readings, cursor.number(meter.format1));
            if (has(meter, PULSES)) Cursor.shown(pulses, cursor.integer(4, false));
        }
        draft.field("end_readings", Cursor.told(readings)).field("end_pulses", Cursor.told(pulses));
        if (closures) cursor.at += 2 * channels;
        int valid = cursor.at;
        if (has(meter, SIMPLE)) cursor.at += (profile.intervals + 7) / 8;
        intervals(profile, number, valid, cursor, meter, draft);
    }

    /** The newest intervals, as many as are shown. Where those of a block that is not full stand, if the newest are first, no two sources agree on. */
    private static void intervals(
            Meter.Profile profile, int number, int valid, Cursor cursor, Meter meter, Turn.Draft draft) {
        int filled = profile.intervals;
        if (profile.stated && number == profile.lastBlock) filled = Math.min(filled, profile.validIntervals);
        if (profile.descending && filled < profile.intervals) return;
        int from = profile.descending ? 0 : Math.max(0, filled - Cursor.VALUES_MAX);
        int to = Math.min(filled, from + Cursor.VALUES_MAX);
        int octets = valueBytes(meter, profile.format);
        int status = statusBytes(meter, profile.channels);
        int values = cursor.at;
        int interval = status + profile.channels * octets;
        if (has(meter, SIMPLE)) draft.field("invalid_intervals", invalid(cursor, valid, from, to));
        for (int channel = 0; channel < Math.min(profile.channels, CHANNELS_MAX); channel++) {
            List<Object> told = new ArrayList<>();
            for (int i = from; i < to; i++) {
                cursor.at = values + i * interval + status + channel * octets;
                told.add(value(cursor, meter, profile.format));
            }
            draft.field("channel" + (channel + 1) + "_values", Cursor.told(told));
        }
    }

    /** Places among those shown whose bit is not set. */
    private static List<Object> invalid(Cursor cursor, int valid, int from, int to) {
        List<Object> places = new ArrayList<>();
        for (int i = from; i < to; i++) {
            cursor.at = valid + i / 8;
            if ((cursor.u8() >> i % 8 & 1) == 0) places.add((long) i - from);
        }
        return Cursor.told(places);
    }
}
