package dev.postern.wire.ot.sbus;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Pending;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * SAIA S-Bus over UDP (5050). Each telegram ends with a CRC-16, so that recognition is sure. An answer is found by its sequence number.
 *
 * <pre>{@code
 * 0        4         5          6          8           9         10
 * | length | version | protocol | sequence | attribute | station | command | data | CRC        answers: data from 9 on
 * }</pre>
 */
public final class SbusDissector implements Dissector {
    private static final int LENGTH = 0, VERSION = 4, SEQUENCE = 6, ATTRIBUTE = 8, BODY = 9, COMMAND = 10, DATA = 11;
    private static final int REQUEST = 0, RESPONSE = 1, ACKNOWLEDGE = 2;
    private static final int TELEGRAM_BYTES_MIN = 12;
    private static final int CRC_POLYNOMIAL = 0x1021;
    private static final int VALUES_MAX = 64;
    private static final double IDENTITY = 0.9;

    @Override
    public String protocol() {
        return "sbus";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return speaks(transport) && port == 5050;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    @Override
    public Object newState() {
        return new Pending();
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int length = pending.length();
        boolean fits = length >= TELEGRAM_BYTES_MIN
                && pending.u32(LENGTH) == length
                && pending.u8(VERSION) <= 1
                && pending.u8(ATTRIBUTE) <= ACKNOWLEDGE;
        return fits && crc(pending, length - 2) == pending.u16(length - 2) ? Recognition.CERTAIN : Recognition.NOT;
    }

    private static int crc(Bytes bytes, int count) {
        int crc = 0;
        for (int at = 0; at < count; at++) {
            crc ^= bytes.u8(at) << 8;
            for (int bit = 0; bit < 8; bit++)
                crc = ((crc & 0x8000) != 0 ? crc << 1 ^ CRC_POLYNOMIAL : crc << 1) & 0xFFFF;
        }
        return crc;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int length = pending.length();
        if (length < TELEGRAM_BYTES_MIN) {
            turn.malformed("telegram ends early", length);
            return length;
        }
        if (pending.u32(LENGTH) != length) turn.malformed("length does not fit datagram", LENGTH);
        else if (crc(pending, length - 2) != pending.u16(length - 2)) turn.malformed("wrong crc", length - 2);
        switch (pending.u8(ATTRIBUTE)) {
            case REQUEST -> request(pending, length - 2, turn);
            case RESPONSE, ACKNOWLEDGE -> answer(pending, length - 2, turn);
            default -> turn.malformed("unknown attribute", ATTRIBUTE);
        }
        return length;
    }

    private static void request(Bytes bytes, int end, Turn turn) {
        int command = bytes.u8(COMMAND);
        String operation = Telegram.operation(command);
        Verb verb = Telegram.verb(command);
        boolean read = Telegram.reads(command);
        boolean write = Telegram.writes(command);
        int quantity = read
                ? bytes.u8(DATA) + 1
                : write && Telegram.binary(command) ? bytes.u8(DATA + 3) + 1 : write ? (bytes.u8(DATA) - 1) / 4 : 0;
        String target = read || write ? Telegram.element(command) + " " + bytes.u16(DATA + 1) + " x" + quantity : "";
        Turn.Draft draft = turn.message(operation, verb, Outcome.REQUEST)
                .unit(Integer.toString(bytes.u8(BODY)))
                .target(target)
                .field("sequence", (long) bytes.u16(SEQUENCE))
                .field("command", (long) command);
        if (read || write) draft.field("address", (long) bytes.u16(DATA + 1)).field("quantity", (long) quantity);
        if (write)
            draft.field(
                    "values",
                    values(bytes, DATA + (Telegram.binary(command) ? 4 : 3), end, Telegram.binary(command), quantity));
        if (!read && !write) draft.field("data", Values.hex(bytes, DATA, end));
        draft.emit();
        Pending waiting = turn.state();
        waiting.asked(
                bytes.u16(SEQUENCE),
                turn,
                operation,
                verb,
                target,
                (long) bytes.u8(BODY) << 32 | (long) command << 16 | quantity);
    }

    private static void answer(Bytes bytes, int end, Turn turn) {
        Pending waiting = turn.state();
        Pending.Asked asked = waiting.answered(bytes.u16(SEQUENCE));
        boolean acknowledge = bytes.u8(ATTRIBUTE) == ACKNOWLEDGE;
        boolean refused = acknowledge && bytes.u16(BODY) != 0;
        int command = asked == null ? -1 : (int) (asked.detail() >> 16) & 0xFF;
        Turn.Draft draft = Pending.answer(
                        turn, asked, "answer", Verb.OTHER, refused ? Outcome.REFUSED : Outcome.SUCCESS)
                .unit(asked == null ? "" : Long.toString(asked.detail() >> 32))
                .field("sequence", (long) bytes.u16(SEQUENCE));
        boolean identifies = command == Telegram.READ_FIRMWARE_VERSION && !acknowledge && end >= BODY + 8;
        if (acknowledge)
            draft.field("acknowledge", (long) bytes.u16(BODY))
                    .field("name", refused ? Telegram.refusal(bytes.u16(BODY)) : null);
        else if (identifies) draft.field("type", bytes.ascii(BODY, 5)).field("version", bytes.ascii(BODY + 5, 3));
        else if (asked != null && Telegram.reads(command))
            draft.field("values", values(bytes, BODY, end, Telegram.binary(command), (int) asked.detail() & 0xFFFF));
        else draft.field("data", Values.hex(bytes, BODY, end));
        draft.emit();
        if (!identifies) return;
        turn.identity(turn.source(), Attribute.VENDOR, "SAIA Burgess", IDENTITY);
        turn.identity(turn.source(), Attribute.MODEL, "PC" + bytes.ascii(BODY, 5), IDENTITY);
        turn.identity(turn.source(), Attribute.FIRMWARE, bytes.ascii(BODY + 5, 3), IDENTITY);
    }

    /** Numbers of 32 bits; flags, inputs and outputs are bits, the first in the lowest of the first octet. */
    private static List<Object> values(Bytes bytes, int at, int end, boolean binary, int quantity) {
        List<Object> values = new ArrayList<>();
        int there = Math.max(0, binary ? 8 * (end - at) : (end - at) / 4);
        int shown = Math.min(Math.min(there, quantity), VALUES_MAX);
        for (int i = 0; i < shown; i++)
            values.add(binary ? (long) (bytes.u8(at + i / 8) >> i % 8 & 1) : (Object) bytes.u32(at + 4 * i));
        return values;
    }
}
