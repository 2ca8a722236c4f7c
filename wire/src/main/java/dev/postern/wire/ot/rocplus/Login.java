package dev.postern.wire.ot.rocplus;

import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/** The five requests of opcode 17, which only their length tells apart: an operator in 3 or in 30 characters, with a password or a key. */
final class Login {
    private static final int LOGIN = 6, LOGOUT = 11, SESSION_KEY = 13, ENHANCED_LOGIN = 71, ENHANCED_LOGOUT = 76;
    private static final int OPERATOR_BYTES = 3, ENHANCED_OPERATOR_BYTES = 30;

    private Login() {}

    private static String kind(int octets) {
        return switch (octets) {
            case LOGIN -> "login";
            case LOGOUT -> "logout";
            case SESSION_KEY -> "session key";
            case ENHANCED_LOGIN -> "enhanced login";
            case ENHANCED_LOGOUT -> "enhanced logout";
            default -> null;
        };
    }

    static Verb verb(int octets) {
        return octets == LOGOUT || octets == SESSION_KEY || octets == ENHANCED_LOGOUT ? Verb.SESSION : Verb.LOGIN;
    }

    static void describe(Bytes bytes, int at, int end, Turn.Draft draft) {
        int octets = end - at;
        draft.field("login", kind(octets));
        if (octets == SESSION_KEY) return;
        boolean enhanced = octets == ENHANCED_LOGIN || octets == ENHANCED_LOGOUT;
        int operator = Math.min(enhanced ? ENHANCED_OPERATOR_BYTES : OPERATOR_BYTES, octets);
        draft.field("user", bytes.ascii(at, operator));
        if (octets == LOGIN || octets == ENHANCED_LOGIN) draft.field("access_level", (long) bytes.u8(end - 1));
    }
}
