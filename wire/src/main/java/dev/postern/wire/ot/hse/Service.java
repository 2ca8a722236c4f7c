package dev.postern.wire.ot.hse;

import dev.postern.model.Verb;

/** Services by protocol, whether they are confirmed, and number. */
final class Service {
    static final int SESSION = 1, SYSTEM = 2, MESSAGES = 3, REDUNDANCY = 4;
    static final int READ = 2, WRITE = 3, READ_SUBINDEX = 82, WRITE_SUBINDEX = 83, OPEN_SESSION = 1;
    static final int REPORT = 0, REPORT_SUBINDEX = 16, REPORT_CHANGE = 17, REPORT_CHANGE_SUBINDEX = 18;

    private Service() {}

    /** Null for a number that is not given. */
    static String name(int protocol, boolean confirmed, int number) {
        return switch (protocol) {
            case SESSION -> !confirmed ? null : number == OPEN_SESSION ? "open session" : number == 3 ? "idle" : null;
            case SYSTEM -> confirmed ? system(number) : announcement(number);
            case MESSAGES -> confirmed ? message(number) : report(number);
            case REDUNDANCY -> redundancy(confirmed, number);
            default -> null;
        };
    }

    private static String system(int number) {
        return switch (number) {
            case 3 -> "identify";
            case 12 -> "clear address";
            case 14 -> "set assignment info";
            case 15 -> "clear assignment info";
            default -> null;
        };
    }

    private static String announcement(int number) {
        return switch (number) {
            case 1 -> "find tag query";
            case 2 -> "find tag reply";
            case 16 -> "device annunciation";
            default -> null;
        };
    }

    private static String redundancy(boolean confirmed, int number) {
        if (!confirmed) return number == 1 ? "diagnostic message" : null;
        return switch (number) {
            case 1 -> "get redundancy information";
            case 2 -> "put redundancy information";
            case 3 -> "get redundancy statistics";
            default -> null;
        };
    }

    private static String message(int number) {
        return switch (number) {
            case 0 -> "status";
            case 1 -> "identify";
            case READ -> "read";
            case WRITE -> "write";
            case 4 -> "get od";
            case 7 -> "define variable list";
            case 8 -> "delete variable list";
            case 9 -> "initiate download sequence";
            case 10 -> "download segment";
            case 11 -> "terminate download sequence";
            case 12 -> "initiate upload sequence";
            case 13 -> "upload segment";
            case 14 -> "terminate upload sequence";
            case 15 -> "request domain download";
            case 16 -> "request domain upload";
            case 17 -> "create program invocation";
            case 18 -> "delete program invocation";
            case 19 -> "start";
            case 20 -> "stop";
            case 21 -> "resume";
            case 22 -> "reset";
            case 23 -> "kill";
            case 24 -> "alter event condition monitoring";
            case 25 -> "acknowledge event notification";
            case 28 -> "initiate put od";
            case 29 -> "put od";
            case 30 -> "terminate put od";
            case 31 -> "generic initiate download sequence";
            case 32 -> "generic download segment";
            case 33 -> "generic terminate download sequence";
            case READ_SUBINDEX -> "read with subindex";
            case WRITE_SUBINDEX -> "write with subindex";
            case 96 -> "initiate";
            default -> null;
        };
    }

    private static String report(int number) {
        return switch (number) {
            case REPORT -> "information report";
            case 1 -> "unsolicited status";
            case 2 -> "event notification";
            case REPORT_SUBINDEX -> "information report with subindex";
            case REPORT_CHANGE -> "information report on change";
            case REPORT_CHANGE_SUBINDEX -> "information report on change with subindex";
            case 112 -> "abort";
            default -> null;
        };
    }

    static Verb verb(int protocol, boolean confirmed, int number) {
        return switch (protocol) {
            case SESSION -> Verb.SESSION;
            case SYSTEM -> confirmed && number != 3 ? Verb.CONFIGURE : Verb.IDENTIFY;
            case MESSAGES -> confirmed ? messageVerb(number) : number == 112 ? Verb.SESSION : Verb.REPORT;
            case REDUNDANCY -> confirmed && number == 2 ? Verb.CONFIGURE : Verb.DIAGNOSE;
            default -> Verb.OTHER;
        };
    }

    private static Verb messageVerb(int number) {
        return switch (number) {
            case 0 -> Verb.DIAGNOSE;
            case 1 -> Verb.IDENTIFY;
            case READ, READ_SUBINDEX -> Verb.READ;
            case WRITE, WRITE_SUBINDEX -> Verb.WRITE;
            case 4 -> Verb.BROWSE;
            case 7, 8, 24, 28, 29, 30 -> Verb.CONFIGURE;
            case 9, 10, 11, 15, 17, 18, 31, 32, 33 -> Verb.DOWNLOAD;
            case 12, 13, 14, 16 -> Verb.UPLOAD;
            case 19, 21 -> Verb.START;
            case 20, 23 -> Verb.STOP;
            case 22 -> Verb.RESTART;
            case 25 -> Verb.OPERATE;
            case 96 -> Verb.SESSION;
            default -> Verb.OTHER;
        };
    }
}
