package dev.postern.wire.ot.melsec;

import dev.postern.wire.Turn;
import dev.postern.wire.Values;
import java.util.List;

/** What stands behind command and subcommand in a request, and behind the end code in an answer: SH-080956ENG, section 5. */
final class SlmpBody {
    private static final int RANDOM_SHOWN_MAX = 32;
    private static final int MODEL_CHARACTERS = 16;

    private SlmpBody() {}

    static String target(Command command, Telegram telegram, int data, int subcommand, int end) {
        return switch (command) {
            case READ, WRITE -> {
                Device device = Device.read(telegram, data, subcommand);
                yield device == null ? "" : device + " x" + telegram.u16(data + device.octets());
            }
            case READ_RANDOM, ENTRY_MONITOR, WRITE_RANDOM -> random(command, telegram, data, subcommand, end);
            case READ_BLOCK, WRITE_BLOCK -> blocks(command, telegram, data, subcommand, end);
            case MEMORY_READ, MEMORY_WRITE -> "memory " + telegram.u32(data) + " x" + telegram.u16(data + 4);
            default -> "";
        };
    }

    /** Devices named one by one, words before double words; a write has a value behind each. */
    private static String random(Command command, Telegram telegram, int data, int subcommand, int end) {
        boolean write = command == Command.WRITE_RANDOM;
        boolean bits = (subcommand & 1) != 0;
        int words = telegram.u8(data);
        int longs = write && bits ? 0 : telegram.u8(data + 1);
        int at = data + (write && bits ? 1 : 2);
        StringBuilder target = new StringBuilder();
        for (int i = 0; i < Math.min(words + longs, RANDOM_SHOWN_MAX) && at < end; i++) {
            Device device = Device.read(telegram, at, subcommand);
            if (device == null) return "";
            if (i > 0) target.append(", ");
            target.append(device);
            at += device.octets() + (!write ? 0 : bits ? 1 : i < words ? 2 : 4);
        }
        return target.toString();
    }

    /** Blocks of words, then of sixteen bits; of a write each has its data behind. */
    private static String blocks(Command command, Telegram telegram, int data, int subcommand, int end) {
        int count = Math.min(telegram.u8(data) + telegram.u8(data + 1), RANDOM_SHOWN_MAX);
        StringBuilder target = new StringBuilder();
        int at = data + 2;
        for (int i = 0; i < count && at < end; i++) {
            Device device = Device.read(telegram, at, subcommand);
            if (device == null) return "";
            int points = telegram.u16(at + device.octets());
            if (i > 0) target.append(", ");
            target.append(device).append(" x").append(points);
            at += device.octets() + 2 + (command == Command.WRITE_BLOCK ? 2 * points : 0);
        }
        return target.toString();
    }

    /** Adds what else is asked; gives what the answer needs to know: how many points, and whether they are bits. */
    static long content(Command command, Telegram telegram, int data, int subcommand, int end, Turn.Draft draft) {
        return switch (command) {
            case READ, WRITE -> {
                Device device = Device.read(telegram, data, subcommand);
                if (device == null) yield 0;
                int quantity = telegram.u16(data + device.octets());
                boolean bits = (subcommand & 1) != 0;
                draft.field("device", device.name())
                        .field("address", device.number())
                        .field("quantity", (long) quantity);
                int values = data + device.octets() + 2;
                if (command == Command.WRITE)
                    draft.field(
                            "values",
                            bits ? telegram.bits(values, quantity, end) : telegram.words(values, quantity, end));
                yield quantity | (bits ? 1L << 16 : 0);
            }
            case READ_RANDOM -> {
                draft.field("words", (long) telegram.u8(data)).field("double_words", (long) telegram.u8(data + 1));
                yield telegram.u8(data) | telegram.u8(data + 1) << 8;
            }
            case REMOTE_RUN, REMOTE_PAUSE -> {
                draft.field("mode", (long) telegram.u16(data));
                yield 0;
            }
            // The password stands here in the clear; that it was sent is what matters.
            case UNLOCK, LOCK -> 0;
            case null, default -> {
                draft.field("data", Values.hex(telegram.bytes(), telegram.width(data), telegram.width(end)));
                yield 0;
            }
        };
    }

    /** Whether so much data answers the request: a read has as much as it asks for, a write and a command to the CPU nothing. */
    static boolean fits(long detail, int octets) {
        Command command = Command.of((int) (detail >> 32));
        if (command == null) return true;
        int quantity = (int) detail & 0xFFFF;
        boolean bits = (detail >> 16 & 1) != 0;
        return switch (command) {
            case READ -> quantity == 0 || octets == (bits ? (quantity + 1) / 2 : 2 * quantity);
            case READ_RANDOM -> octets == 2 * (quantity & 0xFF) + 4 * (quantity >> 8);
            case WRITE, WRITE_RANDOM, WRITE_BLOCK, REMOTE_RUN, REMOTE_STOP, REMOTE_PAUSE, REMOTE_LATCH_CLEAR ->
                octets == 0;
            case READ_TYPE_NAME -> octets == MODEL_CHARACTERS + 2 || octets == MODEL_CHARACTERS / 2 + 2;
            default -> true;
        };
    }

    /** Adds what is answered; gives the model if that was asked for. */
    static String answered(Command command, long detail, Telegram telegram, int data, int end, Turn.Draft draft) {
        switch (command) {
            case READ -> {
                int quantity = (int) detail & 0xFFFF;
                boolean bits = (detail >> 16 & 1) != 0;
                draft.field("values", bits ? telegram.bits(data, quantity, end) : telegram.words(data, quantity, end));
            }
            case READ_RANDOM -> {
                int words = (int) detail & 0xFF;
                List<Object> values = telegram.words(data, words, end);
                for (int i = 0, longs = (int) detail >> 8 & 0xFF; i < longs && data + 2 * words + 4 * i + 4 <= end; i++)
                    values.add(telegram.u32(data + 2 * words + 4 * i));
                draft.field("values", values);
            }
            case READ_TYPE_NAME -> {
                // Text is no hex in ASCII either.
                if (telegram.width(end - data) < MODEL_CHARACTERS) return null;
                String model = telegram.bytes().ascii(telegram.width(data), MODEL_CHARACTERS);
                draft.field("model", model);
                return model;
            }
            default -> draft.field("data", Values.hex(telegram.bytes(), telegram.width(data), telegram.width(end)));
        }
        return null;
    }
}
