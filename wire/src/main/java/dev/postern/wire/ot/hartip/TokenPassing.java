package dev.postern.wire.ot.hartip;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;
import java.util.ArrayList;
import java.util.List;

/** HART commands and what their answers tell: measured values, names, who the device is. */
final class TokenPassing {
    private static final int EXTENDED = 31, SUB_DEVICE = 77;
    private static final int SLOTS_MAX = 8;
    /** The instrument stands behind the gateway that has the address. */
    private static final double IDENTITY = 0.8;

    private TokenPassing() {}

    static void read(Frame frame, HartIpDissector.Head head, Turn turn) {
        Bytes bytes = frame.bytes();
        int command =
                frame.code() == EXTENDED && frame.end() >= frame.data() + 2 ? bytes.u16(frame.data()) : frame.code();
        if (!frame.checks()) turn.malformed("wrong check octet", Math.min(frame.end(), bytes.length()));
        boolean embedded = command == SUB_DEVICE && !frame.answer();
        Frame inner = embedded ? Frame.of(bytes, frame.data() + 3, frame.end()) : null;
        Verb verb = inner == null ? Command.verb(command) : Command.verb(inner.code());
        String target = inner == null
                ? ""
                : "card " + bytes.u8(frame.data()) + " channel " + bytes.u8(frame.data() + 1) + " " + inner.unit();
        boolean refused = frame.answer() && (head.status() != 0 || Command.isError(frame.responseCode()))
                || head.type() == HartIpDissector.NAK;
        Turn.Draft draft = head.start(turn, Command.operation(command), verb, target, refused, 0)
                .unit(frame.unit())
                .field("delimiter", (long) frame.delimiter())
                .field("command", (long) frame.code());
        if (frame.code() == EXTENDED) draft.field("extended_command", (long) command);
        if (inner != null) draft.field("embedded_command", (long) inner.code());
        if (frame.answer()) {
            draft.field("response_code", (long) frame.responseCode())
                    .field("device_status", (long) frame.deviceStatus());
            answer(frame, command, draft);
        } else {
            request(frame, command, draft);
        }
        draft.emit();
        if (frame.answer() && !refused) told(frame, command, turn);
    }

    private static void request(Frame frame, int command, Turn.Draft draft) {
        Bytes bytes = frame.bytes();
        int at = frame.data();
        int count = frame.end() - at;
        switch (command) {
            case 11 -> draft.field("tag", packed(bytes, at, Math.min(count, 6)));
            case 17 -> draft.field("message", packed(bytes, at, Math.min(count, 24)));
            case 18 -> {
                if (count >= 18)
                    draft.field("tag", packed(bytes, at, 6)).field("descriptor", packed(bytes, at + 6, 12));
            }
            case 21, 22 -> draft.field("long_tag", bytes.ascii(at, Math.min(count, 32)));
            default -> draft.field("data", Values.hex(bytes, at, frame.end()));
        }
    }

    private static void answer(Frame frame, int command, Turn.Draft draft) {
        Bytes bytes = frame.bytes();
        int at = frame.data();
        int count = frame.end() - at;
        switch (command) {
            case 1 -> {
                if (count >= 5) variables(draft, bytes, at, 1);
            }
            case 2 -> {
                if (count >= 8)
                    draft.field("loop_current", (double) bytes.f32(at)).field("percent", (double) bytes.f32(at + 4));
            }
            case 3 -> {
                if (count < 4) return;
                draft.field("loop_current", (double) bytes.f32(at));
                variables(draft, bytes, at + 4, Math.min((count - 4) / 5, 4));
            }
            case 9 -> slots(draft, bytes, at + 1, (count - 1) / 8, 8, 3);
            case 33 -> slots(draft, bytes, at, count / 6, 6, 2);
            case 0, 11, 21 -> {
                if (count < 12) return;
                draft.field("device_type", (long) bytes.u16(at + 1))
                        .field("universal_revision", (long) bytes.u8(at + 4))
                        .field("device_revision", (long) bytes.u8(at + 5))
                        .field("software_revision", (long) bytes.u8(at + 6))
                        .field("device_id", bytes.hex(at + 9, 3));
                if (count >= 19) draft.field("manufacturer", (long) bytes.u16(at + 17));
            }
            case 12 -> draft.field("message", packed(bytes, at, Math.min(count, 24)));
            case 13 -> {
                if (count >= 18)
                    draft.field("tag", packed(bytes, at, 6)).field("descriptor", packed(bytes, at + 6, 12));
            }
            case 20 -> draft.field("long_tag", bytes.ascii(at, Math.min(count, 32)));
            default -> draft.field("data", Values.hex(bytes, at, frame.end()));
        }
    }

    /** Unit code and value of primary, secondary, tertiary, quaternary variable. */
    private static void variables(Turn.Draft draft, Bytes bytes, int at, int count) {
        List<Object> units = new ArrayList<>(4);
        List<Object> values = new ArrayList<>(4);
        for (int i = 0; i < count; i++) {
            units.add((long) bytes.u8(at + 5 * i));
            values.add((double) bytes.f32(at + 5 * i + 1));
        }
        draft.field("units", units).field("values", values);
    }

    private static void slots(Turn.Draft draft, Bytes bytes, int at, int count, int width, int valueAt) {
        List<Object> codes = new ArrayList<>(SLOTS_MAX);
        List<Object> values = new ArrayList<>(SLOTS_MAX);
        for (int i = 0; i < Math.min(count, SLOTS_MAX); i++) {
            codes.add((long) bytes.u8(at + width * i));
            values.add((double) bytes.f32(at + width * i + valueAt));
        }
        draft.field("variables", codes).field("values", values);
    }

    private static void told(Frame frame, int command, Turn turn) {
        Bytes bytes = frame.bytes();
        int at = frame.data();
        int count = frame.end() - at;
        switch (command) {
            case 0, 11, 21 -> {
                if (count < 12) return;
                String note = "HART revision " + bytes.u8(at + 5) + " software " + bytes.u8(at + 6);
                tell(turn, frame, Attribute.NOTE, note);
            }
            case 13 -> {
                if (count >= 6) tell(turn, frame, Attribute.NAME, packed(bytes, at, 6));
            }
            case 20 -> tell(turn, frame, Attribute.NAME, bytes.ascii(at, Math.min(count, 32)));
            default -> {}
        }
    }

    /** The instrument stands behind the gateway that answers. */
    private static void tell(Turn turn, Frame frame, Attribute attribute, String value) {
        turn.identity(turn.source(), "unit " + frame.unit(), attribute, value, IDENTITY);
    }

    /** Packed ASCII: four characters of six bits in three octets (HCF_SPEC-127, section 5.1.1). */
    private static String packed(Bytes bytes, int at, int octets) {
        StringBuilder text = new StringBuilder(4 * octets / 3);
        for (int i = 0; i + 3 <= octets; i += 3) {
            int three = bytes.u24(at + i);
            for (int shift = 18; shift >= 0; shift -= 6) {
                int code = three >> shift & 0x3F;
                text.append((char) (code < 0x20 ? code | 0x40 : code));
            }
        }
        return text.toString().strip();
    }
}
