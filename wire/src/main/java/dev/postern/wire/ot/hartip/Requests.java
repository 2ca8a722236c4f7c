package dev.postern.wire.ot.hartip;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;

/** What requests ask for, wherever they stand. */
final class Requests {
    private static final int VARIABLES_MAX = 8;

    private Requests() {}

    static void describe(Bytes bytes, int at, int end, int command, Turn.Draft draft) {
        int count = end - at;
        switch (command) {
            case 11 -> draft.field("tag", Answers.packed(bytes, at, Math.min(count, 6)));
            case 17 -> draft.field("message", Answers.packed(bytes, at, Math.min(count, 24)));
            case 18 -> {
                if (count >= 18)
                    draft.field("tag", Answers.packed(bytes, at, 6))
                            .field("descriptor", Answers.packed(bytes, at + 6, 12));
            }
            case 21, 22 -> draft.field("long_tag", bytes.ascii(at, Math.min(count, 32)));
            case Several.AGGREGATED -> {
                if (count >= 1) draft.field("commands", (long) bytes.u8(at));
            }
            default -> {
                if (!Command.hides(bytes, at, end, command) && !Settings.describe(bytes, at, end, command, draft))
                    draft.field("data", Values.hex(bytes, at, end));
            }
        }
    }

    /** The device variables asked for, in their order, which is that of the values in the answer; or the device asked for. */
    static String target(Bytes bytes, int at, int end, int command) {
        int count = end - at;
        return switch (command) {
            case 9, 33 -> {
                StringBuilder list = new StringBuilder("variables");
                for (int i = 0; i < Math.min(count, VARIABLES_MAX); i++)
                    list.append(i == 0 ? " " : ", ").append(bytes.u8(at + i));
                yield count <= 0 ? "" : list.toString();
            }
            case 75 ->
                count < 3
                        ? ""
                        : "card " + bytes.u8(at) + " channel " + bytes.u8(at + 1) + " address " + bytes.u8(at + 2);
            case 52, 53, 54, 55, 56, 79, 80, 81, 82, 83, 113, 114 -> count < 1 ? "" : "variable " + bytes.u8(at);
            case 60, 63, 64, 65, 66, 67, 68, 69, 70 -> count < 1 ? "" : "channel " + bytes.u8(at);
            case 91, 92, 93 -> count < 1 ? "" : "trend " + bytes.u8(at);
            case 96, 97, 98, 99 -> count < 1 ? "" : "action " + bytes.u8(at);
            case 101, 102, 103, 104, 105 -> count < 1 ? "" : "burst message " + bytes.u8(at);
            case 85 -> count < 2 ? "" : "card " + bytes.u8(at) + " channel " + bytes.u8(at + 1);
            case 84, 86 -> count < 2 ? "" : "sub-device " + bytes.u16(at);
            case 115, 116, 117, 118, 119 -> count < 1 ? "" : "event " + bytes.u8(at);
            default -> "";
        };
    }
}
