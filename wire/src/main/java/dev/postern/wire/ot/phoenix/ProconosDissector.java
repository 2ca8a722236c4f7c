package dev.postern.wire.ot.phoenix;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Pending;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;

/**
 * ProConOS runtimes (TCP 20547; on 41100 in PC Worx controllers). Requests are framed and end with a CRC-16. How long an answer is is not known:
 * of that to a request for information the part is read that is, all else is skipped.
 *
 * <pre>{@code
 * 0    1    2         4       5          6
 * | CC | 01 | command | flags | sequence | length (little-endian) | data | CRC          CC 00 | ... an answer
 * }</pre>
 */
public final class ProconosDissector implements Dissector {
    private static final int MAGIC = 0xCC;
    private static final int KIND = 1, COMMAND = 2, SEQUENCE = 5, LENGTH = 6, DATA = 8;
    private static final int REQUEST = 1;
    private static final int FRAME_BYTES_MIN = 10, DATA_BYTES_MAX = 4096;
    private static final int CRC_POLYNOMIAL = 0x8408;
    private static final int INFORMATION = 0x0B;
    /** In the answer to a request for information; each up to a zero. */
    private static final int RUNTIME = 12, TYPE = 44, KNOWN_BYTES = 77;

    private static final double IDENTITY = 0.8;

    @Override
    public String protocol() {
        return "proconos";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && (port == 20547 || port == 41100);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Object newState() {
        return new Pending();
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (pending.u8(0) != MAGIC) return Recognition.NOT;
        if (pending.u8(KIND) != REQUEST)
            return pending.u8(KIND) == 0 && pending.startsWith("ProConOS", RUNTIME)
                    ? Recognition.CERTAIN
                    : Recognition.NOT;
        int total = FRAME_BYTES_MIN + pending.u16le(LENGTH);
        return pending.length() >= total && crc(pending, total - 2) == pending.u16le(total - 2)
                ? Recognition.CERTAIN
                : Recognition.NOT;
    }

    private static int crc(Bytes bytes, int count) {
        int crc = 0;
        for (int at = 0; at < count; at++) {
            crc ^= bytes.u8(at);
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ CRC_POLYNOMIAL : crc >> 1;
        }
        return crc;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (pending.length() < 2) return NEED_MORE;
        if (pending.u8(0) != MAGIC) return LOST;
        if (pending.u8(KIND) != REQUEST || !turn.fromClient()) return answer(pending, turn);
        int total = pending.length() < DATA ? FRAME_BYTES_MIN : FRAME_BYTES_MIN + pending.u16le(LENGTH);
        if (total > FRAME_BYTES_MIN + DATA_BYTES_MAX) {
            turn.malformed("length out of range", LENGTH);
            return LOST;
        }
        if (pending.length() < total) {
            turn.need(total);
            return NEED_MORE;
        }
        pending.endAt(total);
        if (crc(pending, total - 2) != pending.u16le(total - 2)) turn.malformed("wrong crc", total - 2);
        int command = pending.u16(COMMAND);
        String operation = command == INFORMATION
                ? "read information"
                : "command " + Integer.toHexString(0x10000 | command).substring(1);
        Verb verb = command == INFORMATION ? Verb.IDENTIFY : Verb.OTHER;
        turn.message(operation, verb, Outcome.REQUEST)
                .field("command", (long) command)
                .field("sequence", (long) pending.u8(SEQUENCE))
                .field("data", Values.hex(pending, DATA, total - 2))
                .emit();
        Pending waiting = turn.state();
        waiting.asked(command, turn, operation, verb, "", 0);
        return total;
    }

    /** Only the answer to a request for information can be told and read as far as its known part; the rest of it is skipped. */
    private static int answer(Bytes bytes, Turn turn) {
        if (bytes.length() < TYPE) {
            turn.need(TYPE);
            return NEED_MORE;
        }
        if (!bytes.startsWith("ProConOS", RUNTIME)) return LOST;
        if (bytes.length() < KNOWN_BYTES) {
            turn.need(KNOWN_BYTES);
            return NEED_MORE;
        }
        String runtime = PcworxDissector.text(bytes, RUNTIME, TYPE);
        String type = PcworxDissector.text(bytes, TYPE, KNOWN_BYTES);
        Pending waiting = turn.state();
        Pending.answer(turn, waiting.answered(INFORMATION), "read information", Verb.IDENTIFY, Outcome.SUCCESS)
                .field("runtime", runtime)
                .field("type", type)
                .emit();
        turn.identity(turn.source(), Attribute.SOFTWARE, runtime, IDENTITY);
        turn.identity(turn.source(), Attribute.MODEL, type, IDENTITY);
        return KNOWN_BYTES;
    }
}
