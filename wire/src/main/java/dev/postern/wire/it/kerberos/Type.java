package dev.postern.wire.it.kerberos;

/** Message types and names of numbers, RFC 4120 sections 7.5.7 and 7.5.9. */
final class Type {
    static final int AS_REQ = 10, AS_REP = 11, TGS_REQ = 12, TGS_REP = 13, AP_REQ = 14, AP_REP = 15, ERROR = 30;

    private Type() {}

    static String label(int type) {
        return switch (type) {
            case AS_REQ, AS_REP -> "as";
            case TGS_REQ, TGS_REP -> "tgs";
            case AP_REQ, AP_REP -> "ap";
            case 20 -> "safe";
            case 21 -> "private";
            case 22 -> "credentials";
            case ERROR -> "error";
            default -> "type " + type;
        };
    }

    /** Name of an error, or null for the rare ones. */
    static String error(long code) {
        return switch ((int) code) {
            case 1 -> "client entry expired";
            case 2 -> "server entry expired";
            case 6 -> "client unknown";
            case 7 -> "service unknown";
            case 8 -> "principal not unique";
            case 12 -> "policy rejects";
            case 13 -> "option not possible";
            case 14 -> "encryption type not supported";
            case 16 -> "pre-authentication type not supported";
            case 18 -> "client locked or revoked";
            case 21 -> "client not yet valid";
            case 23 -> "password expired";
            case 24 -> "pre-authentication failed";
            case 25 -> "pre-authentication required";
            case 31 -> "integrity check failed";
            case 32 -> "ticket expired";
            case 33 -> "ticket not yet valid";
            case 34 -> "request is a replay";
            case 35 -> "ticket not for us";
            case 37 -> "clock skew too great";
            case 41 -> "message modified";
            case 52 -> "response too big";
            case 60 -> "generic error";
            case 68 -> "wrong realm";
            default -> null;
        };
    }
}
