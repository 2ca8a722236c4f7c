package dev.postern.wire.ot.enip;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * Class 0xAC of a Logix controller, by which clients notice that they must read the list of tags anew (1756-PM020). Attributes 3 and 10 of recorded controllers were the same two
 * hours later, and both were others after a download; attribute 1 counts edits.
 *
 * <pre>
 * all:  1(2) 2(2) 3(4) 4(4) 5(2) 6(2) 7(4) 8(4) 9(4) 10(4)
 * list: count(2), of each attribute its number(2), status(2) and value
 * </pre>
 */
final class ProjectObject {
    private static final int ALL_BYTES = 32, THIRD = 4, TENTH = 28, VALUE_BYTES = 4;
    private static final int[] WIDTHS = {0, 2, 2, 4, 4, 2, 2, 4, 4, 4, 4};
    private static final double CONFIDENCE = 0.9;

    private ProjectObject() {}

    /** What tells one program from another, or null. */
    static String program(Bytes data, Asked asked) {
        if (!asked.path().isClass(Meaning.CHANGES) || asked.path().instance() != 1) return null;
        return switch (asked.meaning().shape()) {
            case ATTRIBUTES_ALL -> data.length() == ALL_BYTES ? program(data, THIRD, TENTH) : null;
            case ATTRIBUTE_LIST -> ofList(data);
            default -> null;
        };
    }

    private static String ofList(Bytes data) {
        int third = -1;
        int tenth = -1;
        int at = 2;
        for (int i = 0; i < data.u16le(0) && data.has(at, 4); i++) {
            int number = data.u16le(at);
            boolean given = data.u16le(at + 2) == 0;
            at += 4;
            if (!given) continue;
            if (number >= WIDTHS.length || WIDTHS[number] == 0 || !data.has(at, WIDTHS[number])) return null;
            if (number == 3) third = at;
            else if (number == 10) tenth = at;
            at += WIDTHS[number];
        }
        return third < 0 || tenth < 0 ? null : program(data, third, tenth);
    }

    private static String program(Bytes data, int third, int tenth) {
        return data.hex(third, VALUE_BYTES) + " " + data.hex(tenth, VALUE_BYTES);
    }

    /** Each time, for until when a program was the same tells which download another follows. */
    static void observe(String program, String route, Turn turn) {
        String place = route.isEmpty() ? "" : IdentityObject.place(route);
        turn.identity(turn.source(), place, Attribute.PROGRAM, program, CONFIDENCE);
    }
}
