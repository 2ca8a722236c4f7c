package dev.postern.life.conversation;

import java.util.List;

/** Words for what DNP3 has as numbers (IEEE 1815-2012, annex A): the kinds of points, and the flags that tell how good a value is. */
final class Dnp3Points {
    private static final int ONLINE = 0x01,
            RESTART = 0x02,
            COMM_LOST = 0x04,
            FORCED = 0x18,
            OVER_RANGE = 0x20,
            WRONG_REFERENCE = 0x40;

    private Dnp3Points() {}

    /** Static and event objects of one point are the same point. */
    static String words(int group) {
        return switch (group) {
            case 1, 2 -> "binary input";
            case 3, 4 -> "double-bit input";
            case 10, 11, 12, 13 -> "binary output";
            case 20, 22 -> "counter";
            case 21, 23 -> "frozen counter";
            case 30, 32 -> "analog input";
            case 31, 33 -> "frozen analog input";
            case 34 -> "analog deadband";
            case 40, 41, 42, 43 -> "analog output";
            default -> "group " + group;
        };
    }

    /** @param flags flag octets of the values, or null where the variation has none */
    static String quality(int group, List<?> flags, int index) {
        if (flags == null || index >= flags.size() || !(flags.get(index) instanceof Long octet)) return "";
        int f = octet.intValue();
        if ((f & COMM_LOST) != 0) return "comm lost";
        if ((f & RESTART) != 0) return "restart";
        if ((f & FORCED) != 0) return "forced";
        boolean analog = group >= 30 && group < 50;
        if (analog && (f & OVER_RANGE) != 0) return "over range";
        if (analog && (f & WRONG_REFERENCE) != 0) return "reference error";
        return (f & ONLINE) != 0 ? "good" : "offline";
    }
}
