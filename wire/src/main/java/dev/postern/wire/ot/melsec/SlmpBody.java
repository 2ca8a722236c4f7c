package dev.postern.wire.ot.melsec;

import dev.postern.wire.Turn;
import dev.postern.wire.Values;
import java.util.List;

/** What stands behind command and subcommand in a request, and behind the end code in an answer: SH-080956ENG, section 5. */
final class SlmpBody {
    private static final int MODEL_CHARACTERS = 16;

    private SlmpBody() {}

    static String target(Command command, Telegram telegram, int data, int subcommand, int end) {
        return switch (command) {
            case READ, WRITE -> {
                Device device = Device.read(telegram, data, subcommand);
                yield device == null ? "" : device + " x" + telegram.u16(data + device.octets());
            }
            case READ_RANDOM, ENTRY_MONITOR, WRITE_RANDOM, READ_BLOCK, WRITE_BLOCK -> {
                Scattered scattered = scattered(command, telegram, data, subcommand, end);
                yield scattered == null ? "" : scattered.target();
            }
            case MEMORY_READ, MEMORY_WRITE -> "memory " + telegram.u32(data) + " x" + telegram.u16(data + 4);
            case IP_ADDRESS_SET -> telegram.ascii() ? "" : Node.addressed(telegram.bytes(), data, end);
            default -> "";
        };
    }

    /** Null where a device has the extended form, or the command names none of its own. */
    private static Scattered scattered(Command command, Telegram telegram, int data, int subcommand, int end) {
        return switch (command) {
            case READ_RANDOM, ENTRY_MONITOR, WRITE_RANDOM -> Scattered.random(command, telegram, data, subcommand, end);
            case READ_BLOCK, WRITE_BLOCK -> Scattered.blocks(command, telegram, data, subcommand, end);
            default -> null;
        };
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
                    values(
                            device + " x" + quantity,
                            bits,
                            bits ? telegram.bits(values, quantity, end) : telegram.words(values, quantity, end),
                            draft);
                yield quantity | (bits ? 1L << 16 : 0);
            }
            case READ_RANDOM -> {
                draft.field("words", (long) telegram.u8(data)).field("double_words", (long) telegram.u8(data + 1));
                yield telegram.u8(data) | telegram.u8(data + 1) << 8;
            }
            case WRITE_RANDOM, READ_BLOCK, WRITE_BLOCK -> {
                Scattered scattered = scattered(command, telegram, data, subcommand, end);
                if (scattered == null) draft.field("data", hex(telegram, data, end));
                else if (command != Command.READ_BLOCK) {
                    boolean bits = command == Command.WRITE_RANDOM && (subcommand & 1) != 0;
                    values(scattered.target(), bits, scattered.values(), draft);
                }
                yield scattered == null ? 0 : scattered.points();
            }
            case REMOTE_RUN, REMOTE_PAUSE -> {
                draft.field("mode", (long) telegram.u16(data));
                yield 0;
            }
            // The password stands here in the clear; that it was sent is what matters.
            case UNLOCK, LOCK -> 0;
            case null, default -> {
                draft.field("data", hex(telegram, data, end));
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
            case READ_BLOCK -> quantity == 0 || octets == 2 * quantity;
            case READ_RANDOM -> octets == 2 * (quantity & 0xFF) + 4 * (quantity >> 8);
            case WRITE, WRITE_RANDOM, WRITE_BLOCK, REMOTE_RUN, REMOTE_STOP, REMOTE_PAUSE, REMOTE_LATCH_CLEAR ->
                octets == 0;
            case READ_TYPE_NAME -> octets == MODEL_CHARACTERS + 2 || octets == MODEL_CHARACTERS / 2 + 2;
            default -> true;
        };
    }

    private static void values(String target, boolean bits, List<Object> values, Turn.Draft draft) {
        draft.field("points", Device.points(target, bits, values.size())).field("values", values);
    }

    /** Adds what is answered to what {@code target} says was asked for; gives the model if that was. */
    static String answered(
            Command command, String target, long detail, Telegram telegram, int data, int end, Turn.Draft draft) {
        switch (command) {
            case READ -> {
                int quantity = (int) detail & 0xFFFF;
                boolean bits = (detail >> 16 & 1) != 0;
                values(
                        target,
                        bits,
                        bits ? telegram.bits(data, quantity, end) : telegram.words(data, quantity, end),
                        draft);
            }
            case READ_BLOCK -> values(target, false, telegram.words(data, (int) detail & 0xFFFF, end), draft);
            case READ_RANDOM -> {
                int words = (int) detail & 0xFF;
                List<Object> values = telegram.words(data, words, end);
                for (int i = 0, longs = (int) detail >> 8 & 0xFF; i < longs && data + 2 * words + 4 * i + 4 <= end; i++)
                    values.add(telegram.u32(data + 2 * words + 4 * i));
                values(target, false, values, draft);
            }
            case READ_TYPE_NAME -> {
                // Text is no hex in ASCII either.
                if (telegram.width(end - data) < MODEL_CHARACTERS) return null;
                String model = telegram.bytes().ascii(telegram.width(data), MODEL_CHARACTERS);
                draft.field("model", model);
                return model;
            }
            default -> draft.field("data", hex(telegram, data, end));
        }
        return null;
    }

    private static String hex(Telegram telegram, int from, int to) {
        return Values.hex(telegram.bytes(), telegram.width(from), telegram.width(to));
    }
}
