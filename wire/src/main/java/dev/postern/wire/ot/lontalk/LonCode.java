package dev.postern.wire.ot.lontalk;

import dev.postern.model.Verb;

/** Codes of network management (0x60 to 0x7F) and diagnostic (0x50 to 0x5F) messages, ISO/IEC 14908-1 section 13. */
final class LonCode {
    static final int SERVICE_PIN = 0x7F;

    private LonCode() {}

    static String operation(int code) {
        return switch (code) {
            case 0x51 -> "query status";
            case 0x52 -> "proxy command";
            case 0x53 -> "clear status";
            case 0x54 -> "query transceiver status";
            case 0x61 -> "query id";
            case 0x62 -> "respond to query";
            case 0x63 -> "update domain";
            case 0x64 -> "leave domain";
            case 0x65 -> "update key";
            case 0x66 -> "update address";
            case 0x67 -> "query address";
            case 0x68 -> "query network variable configuration";
            case 0x69 -> "update group address";
            case 0x6A -> "query domain";
            case 0x6B -> "update network variable configuration";
            case 0x6C -> "set node mode";
            case 0x6D -> "read memory";
            case 0x6E -> "write memory";
            case 0x6F -> "checksum recalculate";
            case 0x70 -> "wink";
            case 0x71 -> "memory refresh";
            case 0x72 -> "query standard network variable types";
            case 0x73 -> "network variable fetch";
            case SERVICE_PIN -> "service pin message";
            default -> (code >= 0x60 ? "network management " : "network diagnostic ") + code;
        };
    }

    static Verb verb(int code) {
        return switch (code) {
            case 0x51, 0x54, 0x53, 0x6F, 0x70, 0x71 -> Verb.DIAGNOSE;
            case 0x61, SERVICE_PIN -> Verb.IDENTIFY;
            case 0x62, 0x63, 0x64, 0x66, 0x69, 0x6B -> Verb.CONFIGURE;
            case 0x65 -> Verb.PROTECT;
            case 0x67, 0x68, 0x6A, 0x72 -> Verb.BROWSE;
            case 0x6C -> Verb.MODE;
            case 0x6D -> Verb.UPLOAD;
            case 0x6E -> Verb.DOWNLOAD;
            case 0x73 -> Verb.READ;
            default -> Verb.OTHER;
        };
    }
}
