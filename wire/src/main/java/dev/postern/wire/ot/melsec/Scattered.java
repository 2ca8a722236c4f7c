package dev.postern.wire.ot.melsec;

import java.util.ArrayList;
import java.util.List;

/**
 * Devices that one request names one by one or in blocks, and what it writes there: SH-080956ENG, sections 5.2 and 5.3.
 *
 * @param target the devices in the order of the request, blocks with their points
 * @param points words that an answer to a reading of blocks brings
 * @param values what is written; empty in a reading
 */
record Scattered(String target, int points, List<Object> values) {
    private static final int SHOWN_MAX = 32;
    private static final int BITS = 0x01, LONG_FORM = 0x02;

    /** Words before double words; a write has a value behind each. Null where a device has the extended form. */
    static Scattered random(Command command, Telegram telegram, int data, int subcommand, int end) {
        boolean write = command == Command.WRITE_RANDOM;
        boolean bits = write && (subcommand & BITS) != 0;
        int words = telegram.u8(data);
        int count = Math.min(words + (bits ? 0 : telegram.u8(data + 1)), SHOWN_MAX);
        int at = data + (bits ? 1 : 2);
        StringBuilder target = new StringBuilder();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < count && at < end; i++) {
            Device device = Device.read(telegram, at, subcommand);
            if (device == null) return null;
            target.append(i > 0 ? ", " : "").append(device);
            at += device.octets();
            if (!write) continue;
            int octets = !bits ? i < words ? 2 : 4 : (subcommand & LONG_FORM) != 0 ? 2 : 1;
            if (at + octets <= end) values.add(value(telegram, at, octets));
            at += octets;
        }
        return new Scattered(target.toString(), 0, values);
    }

    private static long value(Telegram telegram, int at, int octets) {
        return octets == 1 ? telegram.u8(at) : octets == 2 ? telegram.u16(at) : telegram.u32(at);
    }

    /** Blocks of words, then of sixteen bits; of a write each has its words behind. Null where a device has the extended form. */
    static Scattered blocks(Command command, Telegram telegram, int data, int subcommand, int end) {
        int count = Math.min(telegram.u8(data) + telegram.u8(data + 1), SHOWN_MAX);
        StringBuilder target = new StringBuilder();
        List<Object> values = new ArrayList<>();
        int sum = 0;
        int at = data + 2;
        for (int i = 0; i < count && at < end; i++) {
            Device device = Device.read(telegram, at, subcommand);
            if (device == null) return null;
            int points = telegram.u16(at + device.octets());
            target.append(i > 0 ? ", " : "").append(device).append(" x").append(points);
            sum += points;
            at += device.octets() + 2;
            if (command != Command.WRITE_BLOCK) continue;
            values.addAll(telegram.words(at, Math.min(points, Device.POINTS_SHOWN_MAX - values.size()), end));
            at += 2 * points;
        }
        return new Scattered(target.toString(), Math.min(sum, 0xFFFF), values);
    }
}
