package dev.postern.wire.ot.pcom;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Pending;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;

/** PCOM binary: an answer has the upper bit set in its command. Two sums: over the header and over the data, each so that all adds up to 0. */
final class Binary {
    private static final int ID = PcomDissector.BODY + 6,
            COMMAND = PcomDissector.BODY + 12,
            DETAILS = PcomDissector.BODY + 14;
    private static final int DATA_LENGTH = PcomDissector.BODY + 20,
            HEADER_SUM = PcomDissector.BODY + 22,
            DATA = PcomDissector.BODY + 24;
    /** In the details of a read. */
    private static final int BLOCKS = DETAILS + 4;

    private static final int ANSWER = 0x80;
    private static final int GET_NAME = 0x0C, READ_OPERANDS = 0x4D, READ_WRITE_OPERANDS = 0x50;

    private Binary() {}

    static void read(Bytes bytes, int end, Turn turn) {
        int length = bytes.u16le(DATA_LENGTH);
        if (end < DATA || DATA + length + 3 != end) {
            turn.malformed("data length does not fit", Math.min(DATA_LENGTH, end));
            return;
        }
        if (wrong(bytes, PcomDissector.BODY, HEADER_SUM)) turn.malformed("wrong header sum", HEADER_SUM);
        else if (wrong(bytes, DATA, DATA + length)) turn.malformed("wrong data sum", DATA + length);
        if ((bytes.u8(COMMAND) & ANSWER) != 0) answer(bytes, DATA + length, turn);
        else request(bytes, DATA + length, turn);
    }

    private static void request(Bytes bytes, int end, Turn turn) {
        int command = bytes.u8(COMMAND);
        Operands operands = switch (command) {
            case READ_OPERANDS -> Operands.read(bytes, DATA, end, bytes.u16le(BLOCKS));
            case READ_WRITE_OPERANDS -> Operands.readWrite(bytes, DATA, end, false);
            default -> null;
        };
        Verb verb = operands != null && !operands.writes() ? Verb.READ : verb(command);
        String target = operands == null ? "" : operands.target();
        fill(turn.message(operation(command), verb, Outcome.REQUEST).target(target), bytes, end, operands);
        PcomState state = turn.state();
        long transaction = bytes.u16le(PcomDissector.TRANSACTION);
        state.waiting.asked(transaction, turn, operation(command), verb, target, 0);
        if (operands != null && command == READ_OPERANDS) state.read(turn, transaction, bytes.copy(BLOCKS, end - BLOCKS));
    }

    private static void answer(Bytes bytes, int end, Turn turn) {
        int asking = bytes.u8(COMMAND) & ~ANSWER;
        PcomState state = turn.state();
        long transaction = bytes.u16le(PcomDissector.TRANSACTION);
        byte[] read = state.answeredRead(transaction);
        Operands operands = asking == READ_WRITE_OPERANDS ? Operands.readWrite(bytes, DATA, end, true) : null;
        if (asking == READ_OPERANDS && read != null) {
            Bytes request = new Bytes().wrap(read);
            operands = Operands.read(request, DATA - BLOCKS, read.length, request.u16le(0));
            if (operands != null && !operands.answered(bytes, DATA, end)) operands = null;
        }
        Pending.Asked asked = state.waiting.answered(transaction);
        fill(Pending.answer(turn, asked, operation(asking), verb(asking), Outcome.SUCCESS), bytes, end, operands);
        if (asking == GET_NAME) PcomIdentity.name(bytes.u8(ID), bytes.ascii(DATA, end - DATA), turn);
    }

    private static void fill(Turn.Draft draft, Bytes bytes, int end, Operands operands) {
        draft.unit(Integer.toString(bytes.u8(ID)))
                .field("transaction", (long) bytes.u16le(PcomDissector.TRANSACTION))
                .field("mode", 0x66L)
                .field("command", (long) bytes.u8(COMMAND))
                .field("details", bytes.hex(DETAILS, 6));
        if (operands != null) operands.describe(draft);
        else draft.field("data", Values.hex(bytes, DATA, end));
        draft.emit();
    }

    private static boolean wrong(Bytes bytes, int from, int to) {
        int sum = bytes.u16le(to);
        for (int at = from; at < to; at++) sum += bytes.u8(at);
        return (sum & 0xFFFF) != 0;
    }

    private static String operation(int command) {
        return switch (command) {
            case 0x04 -> "read data tables";
            case GET_NAME -> "get plc name";
            case 0x44 -> "write data tables";
            case READ_OPERANDS -> "read operands";
            case READ_WRITE_OPERANDS -> "read write operands";
            default -> "binary command " + command;
        };
    }

    private static Verb verb(int command) {
        return switch (command) {
            case 0x04, READ_OPERANDS -> Verb.READ;
            case GET_NAME -> Verb.IDENTIFY;
            case 0x44, READ_WRITE_OPERANDS -> Verb.WRITE;
            default -> Verb.OTHER;
        };
    }
}
