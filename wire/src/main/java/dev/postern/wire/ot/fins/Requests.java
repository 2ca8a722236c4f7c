package dev.postern.wire.ot.fins;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Pending;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;

/** What is asked: W342-E1 section 5-3, command blocks. */
final class Requests {
    private static final int FILE_NAME_CHARACTERS = 12;
    private static final int MODE_MONITOR = 2, MODE_RUN = 4;
    /** Elements of a multiple read that stand in the target. */
    private static final int ELEMENTS_MAX = 32;

    private Requests() {}

    static void read(Frame frame, Turn turn) {
        Bytes bytes = frame.bytes();
        int at = frame.data();
        int command = frame.command();
        Verb verb = Command.verb(command);
        int fixed = Command.requestBytes(command);
        if (fixed >= 0 && frame.end() - at != fixed)
            turn.malformed("length does not fit command", Math.min(at + fixed, frame.end()));
        String target = target(frame, turn);
        Turn.Draft draft = frame.request(turn, verb).target(target);
        switch (command) {
            case Command.MEMORY_READ -> memory(draft, bytes, at);
            case Command.MEMORY_WRITE -> write(draft, frame, turn);
            case Command.MEMORY_FILL -> {
                memory(draft, bytes, at);
                draft.field("value", (long) bytes.u16(at + 6));
            }
            case Command.PARAMETER_READ, Command.PARAMETER_WRITE, Command.PARAMETER_FILL ->
                draft.field("parameter_area", (long) bytes.u16(at))
                        .field("address", (long) bytes.u16(at + 2))
                        .field("quantity", (long) (bytes.u16(at + 4) & 0x7FFF));
            case Command.PROGRAM_READ, Command.PROGRAM_WRITE ->
                draft.field("program", (long) bytes.u16(at))
                        .field("address", bytes.u32(at + 2))
                        .field("quantity", (long) (bytes.u16(at + 6) & 0x7FFF));
            case Command.RUN -> run(draft, frame);
            case Command.CLOCK_WRITE -> draft.field("time", clock(bytes, at));
            default -> draft.field("data", Values.hex(bytes, at, frame.end()));
        }
        draft.emit();
        Pending waiting = turn.state();
        // The answer to a read says neither type nor place nor quantity of its values.
        long detail = command == Command.MEMORY_READ
                ? (long) bytes.u8(at) << 32 | (long) bytes.u16(at + 1) << 16 | bytes.u16(at + 4)
                : 0;
        if (frame.wantsAnswer()) waiting.asked(frame.key(), turn, frame.operation(), verb, target, detail);
    }

    private static void memory(Turn.Draft draft, Bytes bytes, int at) {
        draft.field("area", (long) bytes.u8(at))
                .field("address", (long) bytes.u16(at + 1))
                .field("bit", (long) bytes.u8(at + 3))
                .field("quantity", (long) bytes.u16(at + 4));
    }

    private static void write(Turn.Draft draft, Frame frame, Turn turn) {
        Bytes bytes = frame.bytes();
        int at = frame.data();
        int area = bytes.u8(at);
        int quantity = bytes.u16(at + 4);
        if (Area.name(area) != null && frame.end() - at != 6 + quantity * Area.elementBytes(area))
            turn.malformed("quantity does not fit length", Math.min(at + 4, frame.end()));
        memory(draft, bytes, at);
        draft.field("values", values(frame, area, at + 6, quantity));
    }

    static Object values(Frame frame, int area, int at, int quantity) {
        int there = Math.max(0, frame.end() - at) / Area.elementBytes(area);
        int count = Math.min(quantity, there);
        if (Area.isBit(area)) return Values.octets(frame.bytes(), at, count);
        return Area.elementBytes(area) == 2
                ? Values.words(frame.bytes(), at, count)
                : Values.hex(frame.bytes(), at, frame.end());
    }

    private static void run(Turn.Draft draft, Frame frame) {
        int at = frame.data();
        if (frame.end() - at >= 2) draft.field("program", (long) frame.bytes().u16(at));
        if (frame.end() - at < 3) return;
        int mode = frame.bytes().u8(at + 2);
        draft.field("mode", (long) mode)
                .field("mode_name", mode == MODE_RUN ? "run" : mode == MODE_MONITOR ? "monitor" : null);
    }

    private static String target(Frame frame, Turn turn) {
        Bytes bytes = frame.bytes();
        int at = frame.data();
        return switch (frame.command()) {
            case Command.MEMORY_READ, Command.MEMORY_WRITE, Command.MEMORY_FILL -> {
                if (Area.name(bytes.u8(at)) == null) turn.malformed("unknown memory area", at);
                yield Area.address(bytes.u8(at), bytes.u16(at + 1), bytes.u8(at + 3)) + " x" + bytes.u16(at + 4);
            }
            case Command.MULTIPLE_READ -> several(frame, at, 4);
            case Command.MEMORY_TRANSFER ->
                Area.address(bytes.u8(at + 4), bytes.u16(at + 5), bytes.u8(at + 7)) + " x" + bytes.u16(at + 8);
            case Command.FORCED_SET -> several(frame, at + 4, 6);
            case Command.PARAMETER_READ, Command.PARAMETER_WRITE, Command.PARAMETER_FILL ->
                "parameter " + Integer.toHexString(0x10000 | bytes.u16(at)).substring(1);
            case Command.PROGRAM_READ, Command.PROGRAM_WRITE, Command.PROGRAM_CLEAR -> "program " + bytes.u16(at);
            case Command.FILE_READ -> bytes.ascii(at + 2, FILE_NAME_CHARACTERS);
            case Command.FILE_WRITE -> bytes.ascii(at + 4, FILE_NAME_CHARACTERS);
            default -> "";
        };
    }

    private static String several(Frame frame, int from, int step) {
        StringBuilder target = new StringBuilder();
        int shown = 0;
        for (int at = from; at + 4 <= frame.end() && shown < ELEMENTS_MAX; at += step, shown++) {
            if (shown > 0) target.append(", ");
            target.append(Area.address(
                    frame.bytes().u8(at),
                    frame.bytes().u16(at + 1),
                    frame.bytes().u8(at + 3)));
        }
        return target.toString();
    }

    /** Year, month, day, hour, minute and, if given, second in binary coded decimal, as text. */
    static String clock(Bytes bytes, int at) {
        String digits = bytes.hex(at, Math.min(6, bytes.length() - at));
        if (digits.length() < 10) return null;
        String time = digits.substring(0, 2) + "-" + digits.substring(2, 4) + "-" + digits.substring(4, 6) + " "
                + digits.substring(6, 8) + ":" + digits.substring(8, 10);
        return digits.length() < 12 ? time : time + ":" + digits.substring(10, 12);
    }

    static Outcome outcome(int ending) {
        // The two upper bits of the sub code tell of CPU errors, not of this command; the first bit of a relay on the
        // way.
        return (ending & 0xFF3F) == 0 ? Outcome.SUCCESS : Outcome.REFUSED;
    }
}
