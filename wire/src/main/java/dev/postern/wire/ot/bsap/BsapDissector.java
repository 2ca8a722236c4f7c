package dev.postern.wire.ot.bsap;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Pending;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;

/**
 * BSAP over UDP: messages with a header of 14 octets (1234), and serial frames in datagrams (1235). An answer is found by the sequence number.
 *
 * <pre>{@code
 * 0         2          4          6          10               14
 * | 14      | messages | function | sequence | acknowledged   | message ...                         little-endian
 * message   | length | 0C | sequence | application function | node status | remote database request
 * answer    | length | 0C | sequence | status | elements | data
 * }</pre>
 */
public final class BsapDissector implements Dissector {
    private static final int HEADER_BYTES = 14;
    private static final int COUNT = 2, FUNCTION = 4;
    private static final int ACKNOWLEDGE = 0, ANSWER_COUNT = 1, ANSWER = 5, REQUEST = 6;
    /** From a message on. */
    private static final int KIND = 4, MESSAGE_SEQUENCE = 5, APPLICATION = 9, STATUS = 9;

    private static final int MESSAGE_BYTES_MIN = 11;
    private static final int MESSAGES_MAX = 32;
    private static final int KIND_LOCAL = 0x0C;

    @Override
    public String protocol() {
        return "bsap";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return speaks(transport) && (port == 1234 || port == 1235);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    @Override
    public Object newState() {
        return new Pending();
    }

    private static boolean isFunction(int function) {
        return function == ACKNOWLEDGE
                || function == ANSWER_COUNT
                || function == ANSWER
                || function == REQUEST
                || function == 0x84
                || function == 0x86;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (SerialFrame.is(pending))
            return SerialFrame.unstuffed(pending) != null ? Recognition.CERTAIN : Recognition.NOT;
        int count = pending.u16le(COUNT);
        boolean header = pending.u16le(0) == HEADER_BYTES
                && pending.has(0, HEADER_BYTES)
                && count <= MESSAGES_MAX
                && isFunction(pending.u16le(FUNCTION));
        if (!header) return Recognition.NOT;
        int at = HEADER_BYTES;
        for (int i = 0; i < count; i++) {
            int length = (int) Math.min(pending.u32le(at), 0xFFFF);
            if (length < MESSAGE_BYTES_MIN || pending.u8(at + KIND) != KIND_LOCAL) return Recognition.NOT;
            at += length;
        }
        if (at != pending.length()) return Recognition.NOT;
        return count > 0 ? Recognition.CERTAIN : Recognition.UNSURE;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (SerialFrame.is(pending)) {
            SerialFrame.read(pending, turn);
            return pending.length();
        }
        if (pending.u16le(0) != HEADER_BYTES || pending.length() < HEADER_BYTES) {
            turn.malformed("no header", 0);
            return pending.length();
        }
        int function = pending.u16le(FUNCTION);
        int count = Math.min(pending.u16le(COUNT), MESSAGES_MAX);
        int at = HEADER_BYTES;
        for (int i = 0; i < count; i++) {
            long length = pending.u32le(at);
            if (length < MESSAGE_BYTES_MIN || length > pending.length() - at) {
                turn.malformed("message beyond datagram", Math.min(at, pending.length()));
                return pending.length();
            }
            message(pending, at, at + (int) length, function, turn);
            at += (int) length;
        }
        // An acknowledgement alone says nothing that the messages do not.
        if (at != pending.length()) turn.malformed("bytes after the messages", at);
        return pending.length();
    }

    private static void message(Bytes bytes, int at, int end, int function, Turn turn) {
        long sequence = bytes.u32le(at + MESSAGE_SEQUENCE);
        Pending waiting = turn.state();
        if (function == ANSWER || function == ANSWER_COUNT) {
            Database.answer(bytes, at + STATUS, end, waiting.answered(sequence), turn)
                    .field("function", (long) function)
                    .field("sequence", sequence)
                    .emit();
            return;
        }
        int application = bytes.u8(at + APPLICATION);
        if (application == Database.RDB) {
            Database.request(bytes, at + APPLICATION + 2, end, sequence, turn)
                    .field("function", (long) function)
                    .field("sequence", sequence)
                    .emit();
            return;
        }
        String operation = Database.application(application);
        Verb verb = Database.verb(application);
        turn.message(operation, verb, Outcome.REQUEST)
                .field("function", (long) function)
                .field("sequence", sequence)
                .field("application", (long) application)
                .field("data", Values.hex(bytes, at + APPLICATION + 1, end))
                .emit();
        waiting.asked(sequence, turn, operation, verb, "", 0);
    }
}
