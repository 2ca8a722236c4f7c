package dev.postern.wire.it.dcerpc;

/** Status codes of faults and rejects: C706 appendix E and MS-RPCE section 2.2.2.14, those that are met. */
final class Faults {
    private Faults() {}

    /** Null where the code has no name here. */
    static String name(long status) {
        return switch ((int) status) {
            case 0x00000005 -> "access denied";
            case 0x00000057 -> "invalid parameter";
            case 0x000006F7 -> "bad stub data";
            case 0x000006BE -> "protocol error";
            case 0x00000721 -> "security package error";
            case 0x1C000001 -> "division by zero";
            case 0x1C000002 -> "address error";
            case 0x1C000009 -> "operation out of range";
            case 0x1C00000B -> "protocol error";
            case 0x1C00001A -> "context mismatch";
            case 0x1C010002 -> "operation out of range";
            case 0x1C010003 -> "unknown interface";
            case 0x1C010006 -> "you crashed";
            case 0x1C010009 -> "manager not entered";
            case 0x1C01000B -> "protocol error";
            case 0x1C010014 -> "server too busy";
            case 0x80010108 -> "object disconnected";
            default -> null;
        };
    }
}
