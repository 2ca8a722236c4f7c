package dev.postern.wire.it.coap;

import dev.postern.model.Verb;

/** Methods and response codes, RFC 7252 section 12.1: class in the upper three bits, detail in the lower five. */
final class Code {
    static final int EMPTY = 0;
    private static final String[] METHODS = {"", "get", "post", "put", "delete", "fetch", "patch", "ipatch"};

    private Code() {}

    static boolean isRequest(int code) {
        return code > EMPTY && code < METHODS.length;
    }

    /** A class that answers, with a detail that some document defines. */
    static boolean isResponse(int code) {
        int detail = code & 31;
        return switch (code >> 5) {
            case 2 -> detail <= 5 || detail == 31;
            case 4 -> detail <= 15 || detail == 22 || detail == 29;
            case 5 -> detail <= 8;
            default -> false;
        };
    }

    static boolean refuses(int code) {
        return code >> 5 >= 4;
    }

    static String method(int code) {
        return METHODS[code];
    }

    static Verb verb(int code, String path) {
        return switch (code) {
            case 1, 5 -> path.equals("/.well-known/core") ? Verb.BROWSE : Verb.READ;
            case 4 -> Verb.CONFIGURE;
            default -> Verb.WRITE;
        };
    }

    /** {@code 4.04 not found}. */
    static String text(int code) {
        int detail = code & 31;
        return (code >> 5) + "." + (detail < 10 ? "0" : "") + detail + reason(code);
    }

    private static String reason(int code) {
        return switch (code) {
            case 0x41 -> " created";
            case 0x42 -> " deleted";
            case 0x43 -> " valid";
            case 0x44 -> " changed";
            case 0x45 -> " content";
            case 0x5F -> " continue";
            case 0x80 -> " bad request";
            case 0x81 -> " unauthorized";
            case 0x82 -> " bad option";
            case 0x83 -> " forbidden";
            case 0x84 -> " not found";
            case 0x85 -> " method not allowed";
            case 0x86 -> " not acceptable";
            case 0x88 -> " request entity incomplete";
            case 0x8C -> " precondition failed";
            case 0x8D -> " request entity too large";
            case 0x8F -> " unsupported content-format";
            case 0xA0 -> " internal server error";
            case 0xA1 -> " not implemented";
            case 0xA2 -> " bad gateway";
            case 0xA3 -> " service unavailable";
            case 0xA4 -> " gateway timeout";
            case 0xA5 -> " proxying not supported";
            default -> "";
        };
    }
}
