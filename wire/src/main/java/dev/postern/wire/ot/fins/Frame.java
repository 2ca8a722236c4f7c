package dev.postern.wire.ot.fins;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/** One FINS frame within {@code bytes[start, end)}; {@code data} is the offset behind the command code. */
record Frame(Bytes bytes, int start, int end) {
    int data() {
        return start + FinsDissector.DATA;
    }

    int command() {
        return bytes.u16(start + FinsDissector.COMMAND);
    }

    boolean response() {
        return (bytes.u8(start + FinsDissector.ICF) & FinsDissector.ICF_RESPONSE) != 0;
    }

    boolean wantsAnswer() {
        return (bytes.u8(start + FinsDissector.ICF) & FinsDissector.ICF_NO_ANSWER) == 0;
    }

    /** Service id and command: what request and answer have in common. */
    long key() {
        return (long) bytes.u8(start + FinsDissector.SERVICE_ID) << 16 | command();
    }

    String operation() {
        String name = Command.name(command());
        return name == null
                ? "command " + Integer.toHexString(0x10000 | command()).substring(1)
                : name;
    }

    /** Network, node and unit of the device that serves. */
    String unit() {
        int at = start + (response() ? FinsDissector.SOURCE : FinsDissector.DESTINATION);
        return bytes.u8(at) + "." + bytes.u8(at + 1) + "." + bytes.u8(at + 2);
    }

    Turn.Draft draft(Turn.Draft draft) {
        return draft.unit(unit()).field("command", (long) command()).field("service_id", (long)
                bytes.u8(start + FinsDissector.SERVICE_ID));
    }

    Turn.Draft request(Turn turn, Verb verb) {
        return draft(turn.message(operation(), verb, wantsAnswer() ? Outcome.REQUEST : Outcome.NOTICE));
    }
}
