package dev.postern.wire.ot.hartip;

import dev.postern.wire.Bytes;
import dev.postern.wire.Pending;
import dev.postern.wire.Turn;

/**
 * Several commands in one message, in a direct PDU or in aggregated commands (78): one message each, and each answer finds its request by its place.
 *
 * <pre>{@code
 * command(2), count(1), (response code(1) in an answer,) data | command ...
 * direct PDU: | device status | extended status | commands
 * 78:         | (extended status in an answer) | number of commands | commands
 * }</pre>
 */
final class Several {
    static final int AGGREGATED = 78;
    /** More than a frame holds, which is 84 of a request. */
    static final int COMMANDS_MAX = 96;

    private static final int STATUS_BYTES = 2, HEAD_BYTES = 3;

    /**
     * Who is asked by all of them.
     *
     * @param unit as a frame writes its address; empty for the server itself
     * @param path to a device behind a gateway, as the target begins; else empty
     * @param place of the first command
     */
    private record Common(String unit, String path, int deviceStatus, boolean failed, int place) {}

    private Several() {}

    /** The commands fill the PDU. */
    static boolean isWhole(Bytes bytes, int from, int end, boolean answer) {
        return count(bytes, from + STATUS_BYTES, end, answer) > 0;
    }

    /** How many commands lie in {@code [from, end)}, or -1 if they do not fill it or are too many. */
    private static int count(Bytes bytes, int from, int end, boolean answer) {
        int at = from;
        int commands = 0;
        while (at + HEAD_BYTES <= end && bytes.u8(at + 2) >= (answer ? 1 : 0) && commands++ < COMMANDS_MAX)
            at += HEAD_BYTES + bytes.u8(at + 2);
        return at == end ? commands : -1;
    }

    static void read(Bytes bytes, int from, int end, HartIpDissector.Head head, Turn turn) {
        boolean failed = head.status() != 0 || head.type() == HartIpDissector.NAK;
        Common common = new Common("", "", bytes.u8(from), failed, 0);
        read(bytes, from + STATUS_BYTES, end, head, common, turn);
    }

    /** The commands in command 78 are as many as it says. */
    static boolean isWhole(Frame frame) {
        int number = number(frame);
        return number < frame.end()
                && count(frame.bytes(), number + 1, frame.end(), frame.answer())
                        == frame.bytes().u8(number);
    }

    /** Offset of how many there are. */
    private static int number(Frame frame) {
        return frame.data() + (frame.answer() ? 1 : 0);
    }

    /** What stands in command 78; nothing where its commands are not as many as it says. Its own message has place 0. */
    static void aggregated(Frame frame, String path, boolean failed, HartIpDissector.Head head, Turn turn) {
        int number = number(frame);
        if (isWhole(frame)) {
            Common common = new Common(frame.unit(), path, frame.deviceStatus(), failed, 1);
            read(frame.bytes(), number + 1, frame.end(), head, common, turn);
        } else if (!failed) {
            turn.malformed("number of aggregated commands does not fit", Math.min(number, frame.end()));
        } else if (frame.answer()) {
            forget(head, turn);
        }
    }

    /** Refused as a whole: none of the commands within will be answered. */
    private static void forget(HartIpDissector.Head head, Turn turn) {
        Pending waiting = turn.state();
        for (int place = 1; place <= COMMANDS_MAX && waiting.answered(head.key(place)) != null; place++) {
            // Taken, and no more.
        }
    }

    private static void read(Bytes bytes, int from, int end, HartIpDissector.Head head, Common common, Turn turn) {
        boolean answer = head.type() != HartIpDissector.REQUEST;
        int place = common.place;
        for (int at = from; at < end; place++) {
            int data = at + HEAD_BYTES;
            int next = data + bytes.u8(at + 2);
            int argument = answer ? data + 1 : data;
            int code = answer ? bytes.u8(data) : 0;
            int command = bytes.u16(at);
            boolean extended = command == Frame.EXTENDED && argument + Frame.NUMBER_BYTES <= next;
            int number = extended ? bytes.u16(argument) : command;
            Frame inner =
                    command == TokenPassing.SUB_DEVICE ? TokenPassing.behind(bytes, argument, next, answer) : null;
            int said = inner == null ? number : inner.number();
            int body = inner != null ? inner.data() : extended ? argument + Frame.NUMBER_BYTES : argument;
            int last = inner == null ? next : inner.end();
            boolean refused = answer
                    && (common.failed
                            || Command.isError(code)
                            || inner != null && Command.isError(inner.responseCode()));
            String path = inner == null || answer ? "" : TokenPassing.path(bytes, argument, inner);
            String asked = answer ? "" : joined(path, Requests.target(bytes, body, last, said));
            Turn.Draft draft = head.start(
                            turn,
                            Command.operation(number),
                            Command.verb(said),
                            joined(common.path, asked),
                            refused,
                            place)
                    .unit(common.unit)
                    .field("command", (long) command)
                    .field("place", (long) place);
            if (extended) draft.field("extended_command", (long) number);
            if (inner != null) draft.field("embedded_command", (long) said);
            if (answer) {
                draft.field("response_code", (long) code).field("device_status", (long) common.deviceStatus);
                if (inner != null) draft.field("embedded_response_code", (long) inner.responseCode());
                Answers.describe(bytes, body, last, said, draft);
            } else {
                Requests.describe(bytes, body, last, said, draft);
            }
            // Aggregates within others are not opened.
            if (said == AGGREGATED) Command.unread(bytes, body, last, draft);
            draft.emit();
            String unit = inner == null ? common.unit : inner.unit();
            if (answer && !refused) Answers.tell(bytes, body, last, said, unit, turn);
            at = next;
        }
    }

    static String joined(String path, String target) {
        return path.isEmpty() ? target : target.isEmpty() ? path : path + " " + target;
    }
}
