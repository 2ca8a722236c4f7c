package dev.postern.wire.ot.hartip;

import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/** HART commands in frames, to the server itself or through it to a device behind it. */
final class TokenPassing {
    private static final int EXTENDED = 31, SUB_DEVICE = 77;
    /** Card, channel and, of a request, preambles stand before the frame for the device. */
    private static final int ASKS_BEHIND = 3, ANSWERS_BEHIND = 2;

    private TokenPassing() {}

    static void read(Frame frame, HartIpDissector.Head head, Turn turn) {
        Bytes bytes = frame.bytes();
        int command =
                frame.code() == EXTENDED && frame.end() >= frame.data() + 2 ? bytes.u16(frame.data()) : frame.code();
        if (!frame.checks()) turn.malformed("wrong check octet", Math.min(frame.end(), bytes.length()));
        Frame inner = command == SUB_DEVICE ? behind(frame) : null;
        Verb verb = inner == null ? Command.verb(command) : Command.verb(inner.code());
        boolean refused = frame.answer()
                        && (head.status() != 0
                                || Command.isError(frame.responseCode())
                                || inner != null && Command.isError(inner.responseCode()))
                || head.type() == HartIpDissector.NAK;
        Turn.Draft draft = head.start(turn, Command.operation(command), verb, target(frame, inner, command), refused, 0)
                .unit(frame.unit())
                .field("delimiter", (long) frame.delimiter())
                .field("command", (long) frame.code());
        if (frame.code() == EXTENDED) draft.field("extended_command", (long) command);
        if (inner != null) draft.field("embedded_command", (long) inner.code());
        if (frame.answer())
            draft.field("response_code", (long) frame.responseCode())
                    .field("device_status", (long) frame.deviceStatus());
        if (inner != null && frame.answer()) draft.field("embedded_response_code", (long) inner.responseCode());
        Frame said = inner == null ? frame : inner;
        int asked = inner == null ? command : inner.code();
        if (frame.answer()) Answers.describe(bytes, said.data(), said.end(), asked, draft);
        else Requests.describe(bytes, said.data(), said.end(), asked, draft);
        draft.emit();
        if (frame.answer() && !refused) Answers.tell(bytes, said.data(), said.end(), asked, said.unit(), turn);
    }

    /** The frame that a gateway passes on, or null. It has no check octet of its own. */
    private static Frame behind(Frame frame) {
        int from = frame.data() + (frame.answer() ? ANSWERS_BEHIND : ASKS_BEHIND);
        Frame inner = from < frame.end() ? Frame.of(frame.bytes(), from, frame.end()) : null;
        return inner != null && inner.answer() == frame.answer() ? inner : null;
    }

    private static String target(Frame frame, Frame inner, int command) {
        Bytes bytes = frame.bytes();
        if (frame.answer()) return "";
        if (inner == null) return Requests.target(bytes, frame.data(), frame.end(), command);
        String behind =
                "card " + bytes.u8(frame.data()) + " channel " + bytes.u8(frame.data() + 1) + " " + inner.unit();
        String asked = Requests.target(bytes, inner.data(), inner.end(), inner.code());
        return asked.isEmpty() ? behind : behind + " " + asked;
    }
}
