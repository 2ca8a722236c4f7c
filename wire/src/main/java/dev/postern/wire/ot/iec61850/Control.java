package dev.postern.wire.ot.iec61850;

import dev.postern.wire.Turn;
import java.util.List;

/**
 * A service on a controllable object, IEC 61850-8-1 clause 20: the last part of the item says what is done.
 *
 * @param operation in the words of IEC 61850-7-2
 * @param object the name up to that part, so that select and operate have one target
 */
record Control(String operation, String object) {
    private static final String CONSTRAINT = "$CO$";

    /** Null if {@code name} is no control. Reading {@code SBO} selects; the others are written. */
    static Control of(String name, boolean written) {
        int at = name.indexOf(CONSTRAINT);
        if (at < 0) return null;
        for (int from = at + CONSTRAINT.length() - 1; from > 0; from = name.indexOf('$', from + 1)) {
            int to = name.indexOf('$', from + 1);
            String operation = operation(to < 0 ? name.substring(from + 1) : name.substring(from + 1, to), written);
            if (operation != null) return new Control(operation, name.substring(0, from));
        }
        return null;
    }

    private static String operation(String part, boolean written) {
        if (!written) return part.equals("SBO") ? "select" : null;
        return switch (part) {
            case "SBOw" -> "select with value";
            case "Oper" -> "operate";
            case "Cancel" -> "cancel";
            default -> null;
        };
    }

    /** ctlVal, operTm where there is one, origin (category, identification), ctlNum, T, Test, Check: IEC 61850-8-1 clause 20.4. */
    static void describe(Turn.Draft draft, Leaves leaves) {
        int origin = leaves.types.indexOf("octet-string");
        List<Object> values = leaves.values;
        if (origin < 2
                || origin + 3 >= values.size()
                || !leaves.types.get(origin + 3).equals("boolean")) return;
        draft.field("ctl_val", values.getFirst())
                .field("origin_category", values.get(origin - 1))
                .field("origin", values.get(origin))
                .field("ctl_num", values.get(origin + 1))
                .field("command_time", values.get(origin + 2));
        if (Boolean.TRUE.equals(values.get(origin + 3))) draft.field("test", true);
    }
}
