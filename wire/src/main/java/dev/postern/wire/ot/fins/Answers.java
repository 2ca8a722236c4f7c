package dev.postern.wire.ot.fins;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.wire.Bytes;
import dev.postern.wire.Pending;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;
import java.util.ArrayList;
import java.util.List;

/** What is answered: end code and, if there was no error, the response block of W342-E1 section 5-3. */
final class Answers {
    private static final int ENDING_BYTES = 2;
    private static final int NAME_CHARACTERS = 20;
    private static final double IDENTITY = 0.95;

    private Answers() {}

    static void read(Frame frame, Turn turn) {
        Bytes bytes = frame.bytes();
        int at = frame.data();
        if (frame.end() < at + ENDING_BYTES) turn.malformed("answer without end code", frame.end());
        int ending = frame.end() < at + ENDING_BYTES ? 0 : bytes.u16(at);
        Outcome outcome = Requests.outcome(ending);
        Pending waiting = turn.state();
        Pending.Asked asked = waiting.answered(frame.key());
        Turn.Draft draft = frame.draft(
                        Pending.answer(turn, asked, frame.operation(), Command.verb(frame.command()), outcome))
                .field("end_code", (long) ending);
        if (outcome == Outcome.REFUSED) draft.field("name", Command.ending(ending >> 8 & 0x7F));
        if (ending >> 15 == 0) content(frame, at + ENDING_BYTES, draft, asked, outcome);
        draft.emit();
        if (outcome == Outcome.SUCCESS && frame.command() == Command.CONTROLLER_DATA_READ)
            identity(frame, at + ENDING_BYTES, turn);
    }

    private static void content(Frame frame, int at, Turn.Draft draft, Pending.Asked asked, Outcome outcome) {
        Bytes bytes = frame.bytes();
        switch (frame.command()) {
            case Command.MEMORY_READ -> {
                if (asked == null || outcome == Outcome.REFUSED) {
                    draft.field("data", Values.hex(bytes, at, frame.end()));
                    return;
                }
                int area = (int) (asked.detail() >> 32);
                int quantity = (int) asked.detail() & 0xFFFF;
                draft.field("area", (long) area)
                        .field("address", asked.detail() >> 16 & 0xFFFF)
                        .field("quantity", (long) quantity)
                        .field("values", Requests.values(frame, area, at, quantity));
            }
            case Command.MULTIPLE_READ -> draft.field("values", several(frame, at));
            case Command.CONTROLLER_DATA_READ -> {
                if (frame.end() - at < 2 * NAME_CHARACTERS) draft.field("data", Values.hex(bytes, at, frame.end()));
                else draft.field("model", text(bytes, at)).field("version", text(bytes, at + NAME_CHARACTERS));
            }
            case Command.CONTROLLER_STATUS_READ -> {
                if (frame.end() - at < 10) return;
                draft.field("status", (long) bytes.u8(at))
                        .field("mode", (long) bytes.u8(at + 1))
                        .field("fatal_errors", (long) bytes.u16(at + 2))
                        .field("non_fatal_errors", (long) bytes.u16(at + 4))
                        .field("messages", (long) bytes.u16(at + 6))
                        .field("error", (long) bytes.u16(at + 8));
            }
            case Command.CLOCK_READ -> draft.field("time", Requests.clock(bytes, at));
            default -> draft.field("data", Values.hex(bytes, at, frame.end()));
        }
    }

    /** Each element stands behind the code of its area. */
    private static List<Object> several(Frame frame, int from) {
        List<Object> values = new ArrayList<>();
        int at = from;
        while (at + 1 < frame.end() && values.size() < Values.SHOWN_MAX) {
            int octets = Area.elementBytes(frame.bytes().u8(at));
            if (at + 1 + octets > frame.end()) break;
            values.add(
                    octets == 1
                            ? (long) frame.bytes().u8(at + 1)
                            : octets == 2
                                    ? (long) frame.bytes().u16(at + 1)
                                    : (Object) frame.bytes().u32(at + 1));
            at += 1 + octets;
        }
        return values;
    }

    /** Text up to its first zero: model and version share their fields with what is for system use. */
    private static String text(Bytes bytes, int at) {
        int zero = bytes.indexOf(0, at);
        return bytes.ascii(at, zero < 0 ? NAME_CHARACTERS : Math.min(zero - at, NAME_CHARACTERS));
    }

    private static void identity(Frame frame, int at, Turn turn) {
        Bytes bytes = frame.bytes();
        if (frame.end() - at < 2 * NAME_CHARACTERS || bytes.u8(at) < ' ') return;
        turn.identity(turn.source(), Attribute.VENDOR, "OMRON", IDENTITY);
        turn.identity(turn.source(), Attribute.MODEL, text(bytes, at), IDENTITY);
        turn.identity(turn.source(), Attribute.FIRMWARE, text(bytes, at + NAME_CHARACTERS), IDENTITY);
    }
}
