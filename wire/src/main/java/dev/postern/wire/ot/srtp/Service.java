package dev.postern.wire.ot.srtp;

import dev.postern.model.Verb;

/** Service request codes: Denton and others, table 2; 0x4F after clients of Fanuc robots, which speak the same. */
final class Service {
    static final int LOGON = 0x20, PRIVILEGE = 0x21, CONTROLLER = 0x43, SESSION = 0x4F;

    private Service() {}

    /** Null for a code that is not publicly known. */
    static String name(int code) {
        return switch (code) {
            case 0x00 -> "plc short status";
            case 0x03 -> "return control program names";
            case 0x04 -> "read system memory";
            case 0x05 -> "read task memory";
            case 0x06 -> "read program memory";
            case 0x07 -> "write system memory";
            case 0x08 -> "write task memory";
            case 0x09 -> "write program block memory";
            case LOGON -> "programmer logon";
            case PRIVILEGE -> "change privilege level";
            case 0x22 -> "set control id";
            case 0x23 -> "set plc run or stop";
            case 0x24 -> "set plc time and date";
            case 0x25 -> "return plc time and date";
            case 0x38 -> "return fault table";
            case 0x39 -> "clear fault table";
            case 0x3F -> "program store";
            case 0x40 -> "program load";
            case CONTROLLER -> "return controller type and id";
            case 0x44 -> "toggle force system memory";
            case SESSION -> "session control";
            default -> null;
        };
    }

    static String operation(int code) {
        String name = name(code);
        return name == null ? "service " + code : name;
    }

    static Verb verb(int code) {
        return switch (code) {
            case 0x00, 0x25, 0x38, 0x39 -> Verb.DIAGNOSE;
            case 0x03 -> Verb.BROWSE;
            case 0x04, 0x05 -> Verb.READ;
            case 0x06, 0x3F -> Verb.UPLOAD;
            case 0x07, 0x08 -> Verb.WRITE;
            case 0x09, 0x40 -> Verb.DOWNLOAD;
            case LOGON -> Verb.LOGIN;
            case PRIVILEGE -> Verb.PROTECT;
            case 0x22 -> Verb.CONFIGURE;
            case 0x23 -> Verb.MODE;
            case 0x24 -> Verb.CLOCK;
            case CONTROLLER -> Verb.IDENTIFY;
            case 0x44 -> Verb.OPERATE;
            case SESSION -> Verb.SESSION;
            default -> Verb.OTHER;
        };
    }

    static boolean hasPlace(int code) {
        return code == 0x04 || code == 0x07 || code == 0x44;
    }

    /** Major error codes: GFK-0529, table 3-12. */
    static String error(int major) {
        return switch (major) {
            case 0x01 -> "illegal service request";
            case 0x02 -> "insufficient privilege";
            case 0x04 -> "protocol sequence error";
            case 0x05 -> "service request error";
            case 0x06 -> "illegal mailbox type";
            case 0x07 -> "request queue full";
            default -> null;
        };
    }
}
