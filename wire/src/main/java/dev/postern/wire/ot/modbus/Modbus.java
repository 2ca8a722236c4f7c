package dev.postern.wire.ot.modbus;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * Modbus/TCP: the MBAP header, and which answer belongs to which request (transaction id, unit and function).
 *
 * <pre>{@code
 * 0            2            4         6      7          8
 * | transaction | protocol 0 | length | unit | function | data ...     length counts from the unit on
 * }</pre>
 */
public final class Modbus implements Dissector {
    /** Protocol of the messages, over MBAP or as on a serial line. */
    static final String NAME = "modbus";

    static final int TRANSACTION = 0;
    static final int PROTOCOL = 2;
    static final int LENGTH = 4;
    static final int UNIT = 6;
    static final int FUNCTION = 7;
    /** Bytes before those that {@link #LENGTH} counts. */
    static final int PREFIX_BYTES = 6;

    /** Unit, function and 252 bytes of data (implementation guide, section 3.1.1). */
    static final int LENGTH_MAX = 254;
    /** UMAS negotiates frames beyond the limit of the specification. */
    static final int LENGTH_UMAS_MAX = 2048;

    private static final int EXCEPTION_BIT = 0x80;
    private static final int EXCEPTION_ACKNOWLEDGE = 5;

    @Override
    public String protocol() {
        return NAME;
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return speaks(transport) && port == 502;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP || transport == Transport.UDP;
    }

    @Override
    public Object newState() {
        return new ModbusState();
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (pending.length() < FUNCTION + 1) return Recognition.NOT;
        int length = pending.u16(LENGTH);
        int code = pending.u8(FUNCTION);
        if (pending.u16(PROTOCOL) != 0 || length < 2 || length > lengthMax(code)) return Recognition.NOT;
        boolean exact = pending.length() == PREFIX_BYTES + length;
        if (transport == Transport.UDP && !exact) return Recognition.NOT;
        // Who tries out functions and quantities speaks Modbus too, if the header fits the segment.
        Recognition otherwise = exact ? Recognition.UNSURE : Recognition.NOT;
        Function function = Function.of(code);
        if (function == null || (code & EXCEPTION_BIT) != 0) return otherwise;
        Recognition shape = Shape.of(pending, function, length, fromClient);
        return shape == Recognition.NOT ? otherwise : shape;
    }

    private static int lengthMax(int code) {
        return (code & 0x7F) == Function.UMAS.code ? LENGTH_UMAS_MAX : LENGTH_MAX;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        boolean stream = turn.conversation().transport() == Transport.TCP;
        if (pending.length() < FUNCTION + 1 && stream) {
            turn.need(FUNCTION + 1);
            return NEED_MORE;
        }
        ModbusState state = turn.state();
        if (pending.length() < FUNCTION)
            return lost(turn, state, stream, pending, "header ends early", pending.length());
        int length = pending.u16(LENGTH);
        if (pending.u16(PROTOCOL) != 0) return lost(turn, state, stream, pending, "protocol id not 0", PROTOCOL);
        if (length < 2 || length > lengthMax(pending.u8(FUNCTION)))
            return lost(turn, state, stream, pending, "length out of range", LENGTH);
        int total = PREFIX_BYTES + length;
        if (pending.length() < total) {
            if (stream) {
                turn.need(total);
                return NEED_MORE;
            }
            turn.malformed("length beyond datagram", LENGTH);
        } else if (!stream && pending.length() > total) {
            turn.malformed("bytes after the message", total);
        }
        state.inStep(turn.fromClient(), true);
        Pdu pdu = new Pdu(pending, Math.min(total, pending.length()), turn);
        read(pdu, turn.fromClient(), turn, state);
        return stream ? total : pending.length();
    }

    static void read(Pdu pdu, boolean asks, Turn turn, ModbusState state) {
        // An exception is an answer, whoever opened the connection.
        boolean exception = (pdu.code() & EXCEPTION_BIT) != 0;
        if (asks && exception) pdu.malformed("exception in a request", FUNCTION);
        if (asks && !exception) request(pdu, turn, state);
        else answer(pdu, turn, state);
        pdu.finish();
    }

    /** Out of step is said once; after that, trying segment by segment is no evidence of anything. */
    private static int lost(Turn turn, ModbusState state, boolean stream, Bytes pending, String rule, int offset) {
        if (!stream || state.inStep(turn.fromClient())) turn.malformed(rule, offset);
        state.inStep(turn.fromClient(), false);
        return stream ? LOST : pending.length();
    }

    private static void request(Pdu pdu, Turn turn, ModbusState state) {
        int code = pdu.code();
        if (code == 0) {
            pdu.malformed("function 0", FUNCTION);
            unknown(pdu, turn, Outcome.REQUEST).emit();
            return;
        }
        Function function = Function.of(code);
        ModbusState.Asked asked;
        if (function == null) {
            unknown(pdu, turn, Outcome.REQUEST)
                    .field("data", pdu.hexFrom(FUNCTION + 1))
                    .emit();
            asked = pdu.asked("function " + code, Verb.OTHER, "", -1, -1);
        } else {
            asked = Requests.read(function, pdu, turn);
        }
        state.asked(turn, asked);
    }

    private static void answer(Pdu pdu, Turn turn, ModbusState state) {
        int code = pdu.code();
        if ((code & EXCEPTION_BIT) != 0) {
            exception(pdu, turn, state);
            return;
        }
        Function function = Function.of(code);
        int sized = function == null ? -1 : Answers.statedBytes(function, pdu);
        ModbusState.Asked asked = state.answered(
                pdu.transaction(), pdu.unit(), code, quantity -> Answers.fits(function, sized, quantity));
        if (function == null) {
            if (code == 0) pdu.malformed("function 0", FUNCTION);
            unknown(pdu, turn, Outcome.SUCCESS)
                    .answers(asked == null ? -1 : asked.atNanos())
                    .field("data", pdu.hexFrom(FUNCTION + 1))
                    .emit();
            return;
        }
        Answers.read(function, pdu, turn, asked);
    }

    private static Turn.Draft unknown(Pdu pdu, Turn turn, Outcome outcome) {
        return turn.message("function " + pdu.code(), Verb.OTHER, outcome)
                .protocol(NAME)
                .unit(pdu.unitText())
                .field("transaction", pdu.transactionField())
                .field("function", (long) pdu.code());
    }

    private static void exception(Pdu pdu, Turn turn, ModbusState state) {
        int code = pdu.code() & ~EXCEPTION_BIT;
        int reason = pdu.u8(FUNCTION + 1);
        ModbusState.Asked asked = state.answered(pdu.transaction(), pdu.unit(), code, quantity -> true);
        Function function = Function.of(code);
        String operation = function == null ? "function " + code : function.operation;
        Verb verb = function == null ? Verb.OTHER : function.verb;
        if (pdu.end() > FUNCTION + 2) pdu.endsAt(FUNCTION + 2);
        turn.message(
                        asked == null ? operation : asked.operation(),
                        asked == null ? verb : asked.verb(),
                        reason == EXCEPTION_ACKNOWLEDGE ? Outcome.SUCCESS : Outcome.REFUSED)
                .protocol(NAME)
                .unit(pdu.unitText())
                .target(asked == null ? "" : asked.target())
                .answers(asked == null ? -1 : asked.atNanos())
                .field("transaction", pdu.transactionField())
                .field("function", (long) code)
                .field("exception", (long) reason)
                .field("name", Function.exception(reason))
                .emit();
    }
}
