package dev.postern.wire.ot.s7comm;

import dev.postern.model.Verb;

/** Numbers of S7comm-plus that public analyses have names for. */
final class PlusNames {
    static final int EXPLORE = 0x04BB, CREATE_OBJECT = 0x04CA, DELETE_OBJECT = 0x04D4, SET_VARIABLE = 0x04F2;
    static final int GET_VARIABLE = 0x04FC, SET_MULTI_VARIABLES = 0x0542, GET_MULTI_VARIABLES = 0x054C, INVOKE = 0x056B;
    static final int SET_SUBSTREAMED = 0x057C, GET_SUBSTREAMED = 0x0586;
    /** Upper half of the object of a data block. */
    static final int DATA_BLOCKS = 0x8A0E;

    static final long CPU_EXECUTION_UNIT = 52;
    static final long OPERATING_STATE_REQUEST = 2167;
    static final long PLC_PROGRAM = 3;
    static final long NULL_SESSION = 288;
    /** Attributes of a session by which one proves who one is: the answer to a challenge, a legitimation. */
    static final String CHALLENGE_ANSWER = "304", LEGITIMATION = "1846";

    private static final long FIRST_DYNAMIC = 0x7000_0000L;
    private static final int MADE_BY_SESSION_MAX = 256;

    private PlusNames() {}

    static String operation(int function) {
        return switch (function) {
            case EXPLORE -> "explore";
            case CREATE_OBJECT -> "create object";
            case DELETE_OBJECT -> "delete object";
            case SET_VARIABLE -> "set variable";
            case GET_VARIABLE -> "get variable";
            case 0x0506 -> "add link";
            case 0x051A -> "remove link";
            case 0x0524 -> "get link";
            case SET_MULTI_VARIABLES -> "set multi variables";
            case GET_MULTI_VARIABLES -> "get multi variables";
            case 0x0556 -> "begin sequence";
            case 0x0560 -> "end sequence";
            case INVOKE -> "invoke";
            case SET_SUBSTREAMED -> "set variable substreamed";
            case GET_SUBSTREAMED -> "get variable substreamed";
            case 0x0590 -> "get variables address";
            case 0x059A -> "abort";
            case 0x05A9 -> "error";
            case 0x05B3 -> "init ssl";
            default -> "function 0x" + Integer.toHexString(function);
        };
    }

    /** Objects made without a session are sessions; made within one they are subscriptions or program. */
    static Verb verb(int function, long session, long object) {
        return switch (function) {
            case EXPLORE, 0x0524 -> Verb.BROWSE;
            case CREATE_OBJECT -> session == NULL_SESSION || isOwn(object, session) ? Verb.SESSION : Verb.DOWNLOAD;
            case DELETE_OBJECT -> isOwn(object, session) ? Verb.SESSION : Verb.DOWNLOAD;
            case SET_VARIABLE, SET_SUBSTREAMED, SET_MULTI_VARIABLES ->
                isOwn(object, session) ? Verb.SESSION : Verb.WRITE;
            case GET_VARIABLE, GET_MULTI_VARIABLES, GET_SUBSTREAMED, 0x0590 -> Verb.READ;
            case 0x0556, 0x0560, 0x059A, 0x05B3 -> Verb.SESSION;
            default -> Verb.OTHER;
        };
    }

    /** The session or what it made; that is numbered from {@code 0x70000000} on, by older firmware just after the session. */
    static boolean isOwn(long object, long session) {
        if (session > NULL_SESSION && object >= session && object < session + MADE_BY_SESSION_MAX) return true;
        return object >= FIRST_DYNAMIC && object >> 16 != DATA_BLOCKS;
    }

    /** An object that means the same tomorrow, or the empty string. */
    static String object(long object, long session) {
        if (isOwn(object, session)) return "";
        if (object >> 16 == DATA_BLOCKS) return "DB" + (object & 0xFFFF);
        if (object == CPU_EXECUTION_UNIT) return "cpu";
        return object == PLC_PROGRAM ? "plc program" : "object " + object;
    }

    static String area(long area) {
        if (area >> 16 == DATA_BLOCKS) return "DB" + (area & 0xFFFF);
        return switch ((int) area) {
            case 80 -> "I";
            case 81 -> "Q";
            case 82 -> "M";
            case 83 -> "C";
            case 84 -> "T";
            default -> "object" + area;
        };
    }

    /** The actual value of a data block or of an area: the step that every path has. */
    static boolean isValue(long step) {
        return step == 2550 || step == 3736;
    }
}
