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
    private static final int ANSWER = 0x80;

    private Binary() {}

    static void read(Bytes bytes, int end, Turn turn) {
        int length = bytes.u16le(DATA_LENGTH);
        if (end < DATA || DATA + length + 3 != end) {
            turn.malformed("data length does not fit", Math.min(DATA_LENGTH, end));
            return;
        }
        if (wrong(bytes, PcomDissector.BODY, HEADER_SUM)) turn.malformed("wrong header sum", HEADER_SUM);
        else if (wrong(bytes, DATA, DATA + length)) turn.malformed("wrong data sum", DATA + length);
        int command = bytes.u8(COMMAND);
        boolean answer = (command & ANSWER) != 0;
        int asking = command & ~ANSWER;
        String operation = operation(asking);
        Pending waiting = turn.state();
        long transaction = bytes.u16le(PcomDissector.TRANSACTION);
        Turn.Draft draft = answer
                ? Pending.answer(turn, waiting.answered(transaction), operation, verb(asking), Outcome.SUCCESS)
                : turn.message(operation, verb(asking), Outcome.REQUEST);
        draft.unit(Integer.toString(bytes.u8(ID)))
                .field("transaction", transaction)
                .field("mode", 0x66L)
                .field("command", (long) command)
                .field("details", bytes.hex(DETAILS, 6))
                .field("data", Values.hex(bytes, DATA, DATA + length))
                .emit();
        if (!answer) waiting.asked(transaction, turn, operation, verb(asking), "", 0);
    }

    private static boolean wrong(Bytes bytes, int from, int to) {
        int sum = bytes.u16le(to);
        for (int at = from; at < to; at++) sum += bytes.u8(at);
        return (sum & 0xFFFF) != 0;
    }

    private static String operation(int command) {
        return switch (command) {
            case 0x04 -> "read data tables";
            case 0x0C -> "get plc name";
            case 0x44 -> "write data tables";
            case 0x4D -> "read operands";
            case 0x50 -> "read write operands";
            default -> "binary command " + command;
        };
    }

    private static Verb verb(int command) {
        return switch (command) {
            case 0x04, 0x4D -> Verb.READ;
            case 0x0C -> Verb.IDENTIFY;
            case 0x44, 0x50 -> Verb.WRITE;
            default -> Verb.OTHER;
        };
    }
}
