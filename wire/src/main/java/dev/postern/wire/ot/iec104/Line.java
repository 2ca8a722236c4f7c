package dev.postern.wire.ot.iec104;

import dev.postern.wire.Bytes;

/**
 * Which sizes a line uses, as no frame says it. Each frame rules out those with which type, count, cause and length do not agree; among what is
 * left those win whose addresses look like addresses. Several objects without SQ, and a link frame without data, leave little to guess.
 */
final class Line {
    /** Those that are used more come first, as they win where nothing tells them apart. */
    private static final Sizes[] CANDIDATES = candidates();

    /** Frames that are looked at; then the line is known, or will not be. */
    private static final int JUDGED_MAX = 1000;

    /** Of {@link #judge}: these sizes cannot be. */
    static final int IMPOSSIBLE = Integer.MIN_VALUE;

    private static final int COUNT = 1, CAUSE = 2;
    private static final int SEQUENCE = 0x80;
    private static final int MEASURANDS_CAUSE = 2;
    private static final int ADDRESS_AGREES = 2, NO_ORIGINATOR = 1, SYSTEM_OBJECT = 1, ODD_OBJECT = -3;

    private long possible = (1L << CANDIDATES.length) - 1;
    private final int[] points = new int[CANDIDATES.length];
    private int judged;
    private int best;

    private static Sizes[] candidates() {
        int[] links = {1, 2, 0};
        int[][] others = {
            {1, 1, 2},
            {1, 2, 2},
            {2, 2, 3},
            {2, 2, 2},
            {1, 2, 3},
            {2, 1, 3},
            {2, 1, 2},
            {1, 1, 3},
            {2, 2, 1},
            {1, 1, 1},
            {1, 2, 1},
            {2, 1, 1},
        };
        Sizes[] all = new Sizes[links.length * others.length];
        int i = 0;
        for (int link : links) for (int[] other : others) all[i++] = new Sizes(link, other[0], other[1], other[2]);
        return all;
    }

    Sizes sizes() {
        return CANDIDATES[best];
    }

    /** A frame without data has shown how long link addresses are. */
    void link(int octets) {
        long left = possible;
        for (int i = 0; i < CANDIDATES.length; i++) if (CANDIDATES[i].link() != octets) left &= ~(1L << i);
        if (left == 0 || left == possible) return;
        possible = left;
        choose();
    }

    /** @param end of the ASDU, behind the control field at {@code control} */
    void hear(Bytes frame, int control, int end) {
        if (judged == JUDGED_MAX || Long.bitCount(possible) == 1) return;
        judged++;
        long left = 0;
        for (int i = 0; i < CANDIDATES.length; i++) {
            if ((possible >> i & 1) == 0) continue;
            int won = judge(frame, control, end, CANDIDATES[i]);
            if (won == IMPOSSIBLE) continue;
            left |= 1L << i;
            points[i] += won;
        }
        // A type whose length nobody knows, or a damaged frame, says nothing.
        if (left != 0) possible = left;
        choose();
    }

    private void choose() {
        int chosen = -1;
        for (int i = 0; i < CANDIDATES.length; i++)
            if ((possible >> i & 1) != 0 && (chosen < 0 || points[i] > points[chosen])) chosen = i;
        best = chosen;
    }

    /** Some sizes with a link address of so many octets fit the ASDU of a frame. */
    static boolean fits(Bytes frame, int control, int end, int link) {
        for (Sizes sizes : CANDIDATES)
            if (sizes.link() == link && judge(frame, control, end, sizes) != IMPOSSIBLE) return true;
        return false;
    }

    /**
     * An ASDU that IEC 60870-5-103 cannot have sent, given that its length fits: that gives one object behind the bit SQ, and its measurands I and II
     * are types 3 and 9 with the cause 2. Files and authentication say too little by their length.
     */
    static boolean isOwn(Bytes frame, int start) {
        int type = frame.u8(start);
        int count = frame.u8(start + COUNT);
        boolean measurands = type == TypeId.M_DP_NA_1.code || type == TypeId.M_ME_NA_1.code;
        if (measurands && count < SEQUENCE && (frame.u8(start + CAUSE) & 0x3F) == MEASURANDS_CAUSE) return false;
        return count != (SEQUENCE | 1) && type < TypeId.F_FR_NA_1.code;
    }

    /** How well these sizes fit the ASDU of a frame, or {@link #IMPOSSIBLE}. */
    static int judge(Bytes frame, int control, int end, Sizes sizes) {
        int start = control + 1 + sizes.link();
        TypeId type = TypeId.of(frame.u8(start));
        int count = frame.u8(start + COUNT) & 0x7F;
        if (type == null || type.objectBytes() < 0 || count == 0) return IMPOSSIBLE;
        boolean sequence = (frame.u8(start + COUNT) & SEQUENCE) != 0;
        if (end - start != sizes.asduBytes(type, count, sequence)) return IMPOSSIBLE;
        int cause = frame.u8(start + CAUSE) & 0x3F;
        int common = sizes.common(frame, start);
        if (!causes(type, cause) || common == 0) return IMPOSSIBLE;
        int object = sizes.object(frame, start + sizes.headerBytes());
        int won = 0;
        if (sizes.link() > 0 && common == Sizes.little(frame, control + 1, sizes.link())) won += ADDRESS_AGREES;
        if (sizes.cause() == 2 && frame.u8(start + CAUSE + 1) == 0) won += NO_ORIGINATOR;
        if (type.ofStation()) won += object == 0 ? SYSTEM_OBJECT : ODD_OBJECT;
        else if (object == 0) won += ODD_OBJECT;
        return won;
    }

    /** Information is reported or asked for, commands are activated and answered. */
    private static boolean causes(TypeId type, int cause) {
        if (Cause.name(cause) == null) return false;
        if (Cause.refuses(cause)) return !type.monitors();
        boolean commands = cause >= Cause.ACTIVATION && cause <= Cause.ACTIVATION_TERMINATION;
        if (type == TypeId.M_EI_NA_1) return cause == Cause.INITIALIZED;
        if (type.isFile()) return cause == Cause.FILE_TRANSFER || Cause.asked(cause);
        if (type.monitors()) return !commands && cause != Cause.INITIALIZED && cause != Cause.FILE_TRANSFER;
        return commands || Cause.asked(cause);
    }
}
