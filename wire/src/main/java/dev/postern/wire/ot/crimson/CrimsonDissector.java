package dev.postern.wire.ot.crimson;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import java.util.LinkedHashMap;

/**
 * Crimson v3. Without a magic number it is certain only of the two questions that are known; else length and register must fit.
 *
 * <pre>
 *  0 1      2 3        4 5
 * +--------+----------+-----------+------+
 * | length | register | operation | data |   length counts what follows it
 * +--------+----------+-----------+------+
 * </pre>
 */
public final class CrimsonDissector implements Dissector {
    private static final int PORT = 789;
    private static final int LENGTH_BYTES = 2, REGISTER = 2, OPERATION = 4, DATA = 6;
    private static final int LENGTH_MIN = 4, LENGTH_MAX = 8192;
    private static final int MODEL = 0x012A, MANUFACTURER = 0x012B;
    private static final int READ_MODEL = 0x1A00, READ_MANUFACTURER = 0x1B00;
    private static final int REGISTER_HIGH_MAX = 0x02;
    private static final int DATA_SHOWN_BYTES = 64;
    private static final int TEXT_BYTES_MAX = 128;
    private static final int ASKED_MAX = 32;

    /** Registers that were asked for and not yet answered, with the time of the question. */
    private static final class Asked {
        private final LinkedHashMap<Integer, Long> registers = new LinkedHashMap<>();
    }

    @Override
    public String protocol() {
        return "crimson";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port == PORT;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (pending.length() < DATA) return Recognition.NOT;
        int length = pending.u16(0);
        int register = pending.u16(REGISTER);
        int operation = pending.u16(OPERATION);
        boolean known = register == MODEL && operation == READ_MODEL
                || register == MANUFACTURER && operation == READ_MANUFACTURER;
        if (length == LENGTH_MIN && known && pending.length() == DATA) return Recognition.CERTAIN;
        boolean whole = length >= LENGTH_MIN && length <= LENGTH_MAX && pending.length() == LENGTH_BYTES + length;
        boolean plausible = whole && register > 0 && register >> 8 <= REGISTER_HIGH_MAX && (operation & 0xFF) == 0;
        return plausible ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public Object newState() {
        return new Asked();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (pending.length() < LENGTH_BYTES) {
            turn.need(LENGTH_BYTES);
            return NEED_MORE;
        }
        int length = pending.u16(0);
        if (length < LENGTH_MIN || length > LENGTH_MAX) {
            turn.malformed("length out of range", 0);
            return LOST;
        }
        int total = LENGTH_BYTES + length;
        if (pending.length() < total) {
            turn.need(total);
            return NEED_MORE;
        }
        message(new Bytes().wrap(pending, 0, total), turn);
        return total;
    }

    private static void message(Bytes frame, Turn turn) {
        int register = frame.u16(REGISTER);
        boolean asks = turn.fromClient();
        boolean identifies = register == MODEL || register == MANUFACTURER;
        Asked asked = turn.state();
        Long since = asks ? null : asked.registers.remove(register);
        Turn.Draft draft = turn.message(
                        operation(register),
                        identifies ? Verb.IDENTIFY : Verb.OTHER,
                        asks ? Outcome.REQUEST : Outcome.SUCCESS)
                .target(identifies ? "" : "register " + register)
                .answers(since == null ? -1 : since)
                .field("register", (long) register)
                .field("operation", (long) frame.u16(OPERATION));
        int size = frame.length() - DATA;
        String text = !asks && identifies ? text(frame) : null;
        if (text != null) draft.field("value", text);
        else if (size > 0)
            draft.field("size", (long) size).field("data", frame.hex(DATA, Math.min(size, DATA_SHOWN_BYTES)));
        draft.emit();
        if (asks) {
            if (asked.registers.size() >= ASKED_MAX) {
                asked.registers.pollFirstEntry();
                turn.forgot();
            }
            asked.registers.put(register, turn.atNanos());
        } else if (identifies) {
            turn.identity(turn.source(), register == MODEL ? Attribute.MODEL : Attribute.VENDOR, text, 0.9);
        }
    }

    private static String operation(int register) {
        return switch (register) {
            case MODEL -> "read model";
            case MANUFACTURER -> "read manufacturer";
            default -> "register message";
        };
    }

    /** Text up to its zero. */
    private static String text(Bytes frame) {
        int end = frame.indexOf(0, DATA);
        int size = (end < 0 ? frame.length() : end) - DATA;
        return frame.ascii(DATA, Math.clamp(size, 0, TEXT_BYTES_MAX));
    }
}
