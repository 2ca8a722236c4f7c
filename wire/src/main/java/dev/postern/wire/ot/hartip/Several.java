package dev.postern.wire.ot.hartip;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * Several commands at once in a direct PDU: one message each, and each answer finds its request by its place.
 *
 * <pre>{@code
 * | device status | extended status | command(2), count(1), (response code(1) in an answer,) data | command ...
 * }</pre>
 */
final class Several {
    private static final int STATUS_BYTES = 2, HEAD_BYTES = 3, COMMANDS_MAX = 64;

    private Several() {}

    /** The commands fill the PDU. */
    static boolean isWhole(Bytes bytes, int from, int end, boolean answer) {
        int at = from + STATUS_BYTES;
        int commands = 0;
        while (at + HEAD_BYTES <= end && bytes.u8(at + 2) >= (answer ? 1 : 0) && commands++ < COMMANDS_MAX)
            at += HEAD_BYTES + bytes.u8(at + 2);
        return at == end && commands > 0;
    }

    static void read(Bytes bytes, int from, int end, HartIpDissector.Head head, Turn turn) {
        boolean answer = head.type() != HartIpDissector.REQUEST;
        int index = 0;
        for (int at = from + STATUS_BYTES; at < end; index++) {
            int data = at + HEAD_BYTES;
            int next = data + bytes.u8(at + 2);
            int command = bytes.u16(at);
            int code = answer ? bytes.u8(data) : 0;
            boolean failed = head.status() != 0 || head.type() == HartIpDissector.NAK;
            boolean refused = answer && (failed || Command.isError(code));
            String target = answer ? "" : Requests.target(bytes, data, next, command);
            Turn.Draft draft = head.start(
                            turn, Command.operation(command), Command.verb(command), target, refused, index)
                    .field("command", (long) command)
                    .field("place", (long) index);
            if (answer) {
                draft.field("response_code", (long) code).field("device_status", (long) bytes.u8(from));
                Answers.describe(bytes, data + 1, next, command, draft);
            } else {
                Requests.describe(bytes, data, next, command, draft);
            }
            draft.emit();
            if (answer && !refused) Answers.tell(bytes, data + 1, next, command, "", turn);
            at = next;
        }
    }
}
