package dev.postern.wire.ot.iec104;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * Frames of format class FT 1.2, IEC 60870-5-1 clause 6.2.4.2, with the control field of IEC 60870-5-2.
 *
 * <pre>{@code
 * fixed     | 10 | control | address | sum | 16 |
 * variable  | 68 | length | length | 68 | control | address | ASDU | sum | 16 |     the length from control to the end of the ASDU
 * single    | E5 |                                                                  acknowledges
 * control   | DIR 80 | PRM 40: from the side that asks | 20 FCB or ACD | 10 FCV or DFC | function(4) |
 * }</pre>
 */
final class LinkFrame {
    static final int SINGLE = 0xE5, FIXED = 0x10, VARIABLE = 0x68;
    /** Of a variable frame: where the control field stands, and what is around it and the rest that is counted. */
    static final int CONTROL = 4, AROUND = 6;

    static final int TRAILER_BYTES = 2;
    static final int LINK_MAX = 2;
    static final int FIXED_BYTES_MIN = 4;
    private static final int END = 0x16;
    private static final int PRIMARY = 0x40, ACCESS_DEMAND = 0x20, BUSY = 0x10;
    private static final int SEND_CONFIRM = 3, SEND = 4, RESPOND = 8;

    private LinkFrame() {}

    /** A whole frame without data stands here, with a link address of so many octets. */
    static boolean isFixed(Bytes bytes, int at, int link) {
        int end = at + FIXED_BYTES_MIN + link;
        return bytes.has(at, end - at)
                && bytes.u8(at) == FIXED
                && ends(bytes, at + 1, end)
                && service(bytes.u8(at + 1)) != null;
    }

    /** Length of the frame with data that stands here, or -1; it may be more than is there. Four octets are. */
    static int variableBytes(Bytes bytes, int at) {
        int length = bytes.u8(at + 1);
        boolean starts =
                bytes.u8(at) == VARIABLE && bytes.u8(at + 2) == length && bytes.u8(at + 3) == VARIABLE && length > 1;
        return starts ? AROUND + length : -1;
    }

    /** The sum over all from {@code from}, and the last octet, are right. */
    static boolean ends(Bytes bytes, int from, int end) {
        int sum = 0;
        for (int i = from; i < end - TRAILER_BYTES; i++) sum += bytes.u8(i);
        return bytes.u8(end - TRAILER_BYTES) == (sum & 0xFF) && bytes.u8(end - 1) == END;
    }

    static boolean asks(int control) {
        return (control & PRIMARY) != 0;
    }

    /** The control field of a frame with data. */
    static boolean carries(int control) {
        int function = control & 0x0F;
        return asks(control) ? function == SEND_CONFIRM || function == SEND : function == RESPOND;
    }

    /** Of a frame without data, or null if the function is reserved. */
    static String service(int control) {
        if (!asks(control))
            return switch (control & 0x0F) {
                case 0 -> "acknowledge";
                case 1 -> "link busy";
                case 9 -> "no data";
                case 11 -> "status of link";
                case 14 -> "link service not functioning";
                case 15 -> "link service not implemented";
                default -> null;
            };
        return switch (control & 0x0F) {
            case 0 -> "reset link";
            case 1 -> "reset user process";
            case 2 -> "test link";
            case 8 -> "request access demand";
            case 9 -> "request status of link";
            case 10 -> "request class 1 data";
            case 11 -> "request class 2 data";
            default -> null;
        };
    }

    /** What a frame with data says besides its ASDU. */
    static void control(Turn.Draft draft, Bytes frame, int link) {
        int control = frame.u8(CONTROL);
        draft.field("format", "variable").field("function", (long) (control & 0x0F));
        if (link > 0) draft.field("link_address", (long) Sizes.little(frame, CONTROL + 1, link));
        flags(draft, control);
    }

    static void flags(Turn.Draft draft, int control) {
        if (asks(control)) return;
        if ((control & ACCESS_DEMAND) != 0) draft.field("access_demand", true);
        if ((control & BUSY) != 0) draft.field("busy", true);
    }
}
