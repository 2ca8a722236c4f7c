package dev.postern.wire.ot.hartip;

import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/** HART commands in frames, to the server itself or through it to a device behind it. */
final class TokenPassing {
    private static final int SUB_DEVICE = 77;
    /** Card, channel and, of a request, preambles stand before the frame for the device. */
    private static final int ASKS_BEHIND = 3, ANSWERS_BEHIND = 2;

    private TokenPassing() {}

    static void read(Frame frame, HartIpDissector.Head head, Turn turn) {
        Bytes bytes = frame.bytes();
        int command = frame.number();
        if (!frame.checks()) turn.malformed("wrong check octet", Math.min(frame.end(), bytes.length()));
        Frame inner = command == SUB_DEVICE ? behind(frame) : null;
        Frame said = inner == null ? frame : inner;
        boolean refused = frame.answer()
                        && (head.status() != 0
                                || Command.isError(frame.responseCode())
                                || inner != null && Command.isError(inner.responseCode()))
                || head.type() == HartIpDissector.NAK;
        String path = inner == null || frame.answer() ? "" : path(frame, inner);
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
        draft.emit();
        if (frame.answer() && !refused) Answers.tell(bytes, said.data(), said.end(), said.number(), said.unit(), turn);
        boolean answers = head.type() != HartIpDissector.REQUEST;
        if (said.number() == Several.AGGREGATED && said.answer() == answers)
            Several.aggregated(said, path, refused, head, turn);
    }

    /** The frame that a gateway passes on, or null. It has no check octet of its own. */
    private static Frame behind(Frame frame) {
        int from = frame.data() + (frame.answer() ? ANSWERS_BEHIND : ASKS_BEHIND);
        Frame inner = from < frame.end() ? Frame.of(frame.bytes(), from, frame.end()) : null;
        return inner != null && inner.answer() == frame.answer() ? inner : null;
    }

    private static String path(Frame frame, Frame inner) {
        Bytes bytes = frame.bytes();
        return "card " + bytes.u8(frame.data()) + " channel " + bytes.u8(frame.data() + 1) + " " + inner.unit();
    }
}
