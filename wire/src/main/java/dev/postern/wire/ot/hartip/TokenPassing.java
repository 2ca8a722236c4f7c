package dev.postern.wire.ot.hartip;

import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/** HART commands in frames, to the server itself or through it to a device behind it. */
final class TokenPassing {
    static final int SUB_DEVICE = 77;
    /** Card, channel and, of a request, preambles stand before the frame for the device. */
    private static final int ASKS_BEHIND = 3, ANSWERS_BEHIND = 2;

    private TokenPassing() {}

    static void read(Frame frame, HartIpDissector.Head head, Turn turn) {
        Bytes bytes = frame.bytes();
        int command = frame.number();
        if (!frame.checks()) turn.malformed("wrong check octet", Math.min(frame.end(), bytes.length()));
        Frame inner = command == SUB_DEVICE ? behind(bytes, frame.data(), frame.end(), frame.answer()) : null;
        Frame said = inner == null ? frame : inner;
        boolean refused = frame.answer()
                        && (head.status() != 0
                                || Command.isError(frame.responseCode())
                                || inner != null && Command.isError(inner.responseCode()))
                || head.type() == HartIpDissector.NAK;
        String path = inner == null || frame.answer() ? "" : path(bytes, frame.data(), inner);
        String asked = frame.answer() ? "" : Requests.target(bytes, said.data(), said.end(), said.number());
        Verb verb = Command.verb(said.number());
        Turn.Draft draft = head.start(turn, Command.operation(command), verb, Several.joined(path, asked), refused, 0)
                .unit(frame.unit())
                .field("delimiter", (long) frame.delimiter())
                .field("command", (long) frame.code());
        if (frame.isExtended()) draft.field("extended_command", (long) command);
        if (inner != null) draft.field("embedded_command", (long) inner.number());
        if (frame.answer())
            draft.field("response_code", (long) frame.responseCode())
                    .field("device_status", (long) frame.deviceStatus());
        if (inner != null && frame.answer()) draft.field("embedded_response_code", (long) inner.responseCode());
        if (frame.answer()) Answers.describe(bytes, said.data(), said.end(), said.number(), draft);
        else Requests.describe(bytes, said.data(), said.end(), said.number(), draft);
        boolean aggregated = said.number() == Several.AGGREGATED;
        boolean opens = aggregated && said.answer() == (head.type() != HartIpDissector.REQUEST);
        if (aggregated && !(opens && Several.isWhole(said))) Command.unread(bytes, said.data(), said.end(), draft);
        draft.emit();
        if (frame.answer() && !refused) Answers.tell(bytes, said.data(), said.end(), said.number(), said.unit(), turn);
        if (opens) Several.aggregated(said, path, refused, head, turn);
    }

    /** The frame that a gateway passes on, or null. It has no check octet of its own. */
    static Frame behind(Bytes bytes, int data, int end, boolean answer) {
        int from = data + (answer ? ANSWERS_BEHIND : ASKS_BEHIND);
        Frame inner = from < end ? Frame.of(bytes, from, end) : null;
        return inner != null && inner.answer() == answer ? inner : null;
    }

    static String path(Bytes bytes, int data, Frame inner) {
        return "card " + bytes.u8(data) + " channel " + bytes.u8(data + 1) + " " + inner.unit();
    }
}
