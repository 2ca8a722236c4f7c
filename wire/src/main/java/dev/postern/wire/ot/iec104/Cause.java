package dev.postern.wire.ot.iec104;

/** Causes of transmission, IEC 60870-5-101 table 14. */
final class Cause {
    static final int SPONTANEOUS = 3;
    static final int INITIALIZED = 4;
    static final int REQUEST = 5;
    static final int ACTIVATION = 6;
    static final int ACTIVATION_CONFIRMATION = 7;
    static final int DEACTIVATION = 8;
    static final int DEACTIVATION_CONFIRMATION = 9;
    static final int ACTIVATION_TERMINATION = 10;
    static final int REMOTE_COMMAND = 11;
    static final int LOCAL_COMMAND = 12;
    static final int FILE_TRANSFER = 13;
    private static final int INTERROGATED = 20, INTERROGATED_LAST = 36;
    private static final int COUNTER = 37, COUNTER_LAST = 41;
    private static final int UNKNOWN_TYPE = 44, UNKNOWN_OBJECT = 47;
    private static final String[] NAMES = new String[64];

    static {
        String[] low = {
            null,
            "periodic",
            "background scan",
            "spontaneous",
            "initialized",
            "request",
            "activation",
            "activation confirmation",
            "deactivation",
            "deactivation confirmation",
            "activation termination",
            "return information by remote command",
            "return information by local command",
            "file transfer",
            "authentication",
            "session key maintenance",
            "user role and update key maintenance"
        };
        System.arraycopy(low, 0, NAMES, 0, low.length);
        NAMES[INTERROGATED] = "interrogated by station";
        for (int i = INTERROGATED + 1; i <= INTERROGATED_LAST; i++)
            NAMES[i] = "interrogated by group " + (i - INTERROGATED);
        NAMES[COUNTER] = "requested by counter interrogation";
        for (int i = COUNTER + 1; i <= COUNTER_LAST; i++) NAMES[i] = "requested by counter group " + (i - COUNTER);
        NAMES[UNKNOWN_TYPE] = "unknown type identification";
        NAMES[UNKNOWN_TYPE + 1] = "unknown cause of transmission";
        NAMES[UNKNOWN_TYPE + 2] = "unknown common address";
        NAMES[UNKNOWN_OBJECT] = "unknown information object address";
    }

    private Cause() {}

    /** Null if the standard gives it no meaning. */
    static String name(int cause) {
        return NAMES[cause & 0x3F];
    }

    /** Somebody asked for what is told: a read or an interrogation. */
    static boolean asked(int cause) {
        return cause == REQUEST || cause >= INTERROGATED && cause <= COUNTER_LAST;
    }

    /** What happened, in the batches in which it happened. */
    static boolean event(int cause) {
        return cause == SPONTANEOUS || cause == REMOTE_COMMAND || cause == LOCAL_COMMAND;
    }

    /** The station does not know what was sent to it. */
    static boolean refuses(int cause) {
        return cause >= UNKNOWN_TYPE && cause <= UNKNOWN_OBJECT;
    }
}
