package dev.postern.wire.ot.tristation;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Pending;
import dev.postern.wire.Turn;

/**
 * TriStation (UDP 1502). Each datagram ends with a CRC-16, so that recognition is sure. An answer is found by the counter of its request.
 *
 * <pre>{@code
 * 0      1         2        4
 * | type | channel | length | payload | CRC-16                                         little-endian
 * type 5  | direction | connection | command | counter | 0 | sum | length | data
 * }</pre>
 */
public final class TristationDissector implements Dissector {
    private static final int TYPE = 0, LENGTH = 2, PAYLOAD = 4;
    private static final int FRAME_BYTES_MIN = 6;
    private static final int CONNECT = 1,
            CONNECTED = 2,
            DISCONNECTED = 3,
            DISCONNECT = 4,
            COMMAND = 5,
            PING = 6,
            TYPE_MAX = 11;
    /** From the payload on. */
    private static final int CODE = 2, COUNTER = 3, SUM = 6, SIZE = 8, DATA = 10;

    private static final int ANSWERS_FROM = 100, REJECTED = 100;
    private static final int CRC_POLYNOMIAL = 0xA001;
    private static final double IDENTITY_BEHAVIOUR = 0.5;

    @Override
    public String protocol() {
        return "tristation";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return speaks(transport) && port == 1502;
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
        int type = pending.u8(TYPE);
        int length = pending.u16le(LENGTH);
        boolean fits = type >= CONNECT && type <= TYPE_MAX && pending.length() == FRAME_BYTES_MIN + length;
        return fits && crc(pending, PAYLOAD + length) == pending.u16le(PAYLOAD + length)
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
        if (pending.length() < FRAME_BYTES_MIN) {
            turn.malformed("frame ends early", pending.length());
            return pending.length();
        }
        int length = pending.u16le(LENGTH);
        int end = Math.min(PAYLOAD + length, pending.length());
        if (pending.length() != FRAME_BYTES_MIN + length) turn.malformed("length does not fit datagram", LENGTH);
        else if (crc(pending, end) != pending.u16le(end)) turn.malformed("wrong crc", end);
        int type = pending.u8(TYPE);
        if (type != COMMAND) connection(type, turn);
        else if (end < PAYLOAD + DATA) turn.malformed("command ends early", end);
        else command(pending, end, turn);
        return pending.length();
    }

    private static void connection(int type, Turn turn) {
        Pending waiting = turn.state();
        switch (type) {
            case CONNECT, DISCONNECT -> {
                String operation = type == CONNECT ? "connect" : "disconnect";
                turn.message(operation, Verb.SESSION, Outcome.REQUEST)
                        .field("type", (long) type)
                        .emit();
                waiting.asked(-1, turn, operation, Verb.SESSION, "", 0);
            }
            case CONNECTED, DISCONNECTED ->
                Pending.answer(
                                turn,
                                waiting.answered(-1),
                                type == CONNECTED ? "connect" : "disconnect",
                                Verb.SESSION,
                                Outcome.SUCCESS)
                        .field("type", (long) type)
                        .emit();
            // A controller answers with the same octets; roles tell which is which.
            case PING ->
                turn.message("ping", Verb.IDENTIFY, turn.fromClient() ? Outcome.REQUEST : Outcome.SUCCESS)
                        .field("type", (long) type)
                        .emit();
            default ->
                Pending.answer(turn, waiting.oldest(), "connect", Verb.SESSION, Outcome.REFUSED)
                        .field("type", (long) type)
                        .field("name", Function.refusal(type))
                        .emit();
        }
    }

    private static void command(Bytes bytes, int end, Turn turn) {
        int code = bytes.u8(PAYLOAD + CODE);
        long counter = bytes.u8(PAYLOAD + COUNTER);
        if (bytes.u16le(PAYLOAD + SIZE) != end - PAYLOAD) turn.malformed("size does not fit frame", PAYLOAD + SIZE);
        else if (sum(bytes, end) != bytes.u16le(PAYLOAD + SUM)) turn.malformed("wrong sum", PAYLOAD + SUM);
        Pending waiting = turn.state();
        int data = PAYLOAD + DATA;
        if (code < ANSWERS_FROM) {
            String operation = Function.operation(code);
            Verb verb = Function.verb(code);
            String target = Contents.target(code, bytes, data, end);
            Turn.Draft draft = turn.message(operation, verb, Outcome.REQUEST)
                    .target(target)
                    .field("command", (long) code)
                    .field("counter", counter);
            Contents.request(code, bytes, data, end, draft);
            draft.emit();
            waiting.asked(counter, turn, operation, verb, target, code);
            return;
        }
        boolean rejected = code == REJECTED;
        Turn.Draft draft = Pending.answer(
                        turn,
                        waiting.answered(counter),
                        "response " + code,
                        Verb.OTHER,
                        rejected ? Outcome.REFUSED : Outcome.SUCCESS)
                .field("response", (long) code)
                .field("counter", counter);
        if (rejected && end > data)
            draft.field("reason", (long) bytes.u8(data)).field("name", Function.reason(bytes.u8(data)));
        else Contents.response(code, bytes, data, end, draft);
        draft.emit();
        Contents.identity(code, bytes, data, end, turn);
        turn.identity(turn.source(), Attribute.VENDOR, "Triconex", IDENTITY_BEHAVIOUR);
    }

    /** All octets added up, the field of the sum itself counting as 0, and the size once more. */
    private static int sum(Bytes bytes, int end) {
        int sum = end - PAYLOAD;
        for (int at = PAYLOAD; at < end; at++) if (at != PAYLOAD + SUM && at != PAYLOAD + SUM + 1) sum += bytes.u8(at);
        return sum & 0xFFFF;
    }
}
