package dev.postern.wire.ot.tristation;

import dev.postern.model.Verb;

/**
 * Commands by their code. What the controller is made of (program, networks, vectors, modules, tables, addresses) is loaded and unloaded; the
 * rest reads, sets points or drives the program.
 */
final class Function {
    /** From code 0 on. */
    private static final String[] NAMES = {
        "start download all", "start download change", "update configuration", "upload configuration",
                "set i/o addresses",
        "allocate network", "load vector table", "set calendar", "get calendar", "set scan time",
        "end download all", "end download change", "cancel download change", "attach tricon", "set i/o address limits",
        "configure module", "set multiple point values", "enable all points", "upload vector table", "get cp status",
        "run program", "halt program", "pause program", "do single scan", "get chassis status",
        "get minimum scan time", "set node number", "set i/o point values", "get i/o point values", "get mp status",
        "set retentive values", "adjust clock calendar", "clear module alarms", "get event log", "set soe block",
        "record event log", "get soe data", "enable ovd", "disable ovd", "enable all ovds",
        "disable all ovds", "process modbus", "upload network", "set label", "configure system variables",
        "deconfigure module", "get system variables", "get module types", "begin conversion table download",
                "continue conversion table download",
        "end conversion table download", "get conversion table", "set icm status", "broadcast soe data available",
                "get module versions",
        "allocate program", "allocate function", "clear retentives", "set initial values", "start ts2 program download",
        "set ts2 data area", "get ts2 data", "set ts2 data", "set program information", "get program information",
        "upload program", "upload function", "get point groups", "allocate symbol table", "get i/o address",
        "resend i/o address", "get program timing", "allocate multiple functions", "get node number",
                "get symbol table",
    };

    private static final int GO_TO_DOWNLOAD_MODE = 80;

    private Function() {}

    static String operation(int code) {
        if (code == GO_TO_DOWNLOAD_MODE) return "go to download mode";
        return code < NAMES.length ? NAMES[code] : "command " + code;
    }

    static Verb verb(int code) {
        return switch (code) {
            case 0, 1, 2, 4, 5, 6, 10, 11, 12, 14, 15, 44, 45, 48, 49, 50, 55, 56, 58, 59, 60, 63, 68, 70, 72 ->
                Verb.DOWNLOAD;
            case 3, 18, 42, 51, 65, 66, 74 -> Verb.UPLOAD;
            case 7, 31 -> Verb.CLOCK;
            case 9, 26, 34, 43, 52 -> Verb.CONFIGURE;
            case 13 -> Verb.SESSION;
            case 16, 27, 30, 57, 62 -> Verb.WRITE;
            // Points that were disabled follow the program again.
            case 17 -> Verb.OPERATE;
            case 20 -> Verb.START;
            case 21, 22 -> Verb.STOP;
            case 23, GO_TO_DOWNLOAD_MODE -> Verb.MODE;
            // Output voter diagnostics are part of what makes the controller safe.
            case 37, 38, 39, 40 -> Verb.PROTECT;
            case 19, 24, 25, 29, 32, 33, 35, 71 -> Verb.DIAGNOSE;
            case 47, 54, 73 -> Verb.IDENTIFY;
            case 53 -> Verb.REPORT;
            case 8, 28, 36, 46, 61, 64, 67, 69 -> Verb.READ;
            default -> Verb.OTHER;
        };
    }

    /** Null if the type is not one. */
    static String refusal(int type) {
        return switch (type) {
            case 7 -> "connection limit reached";
            case 8 -> "not connected";
            case 9 -> "main processors are dead";
            case 10 -> "access denied";
            case 11 -> "connection failed";
            default -> null;
        };
    }

    /** The reasons that tell of access and mode; null for the many others. */
    static String reason(int code) {
        return switch (code) {
            case 200 -> "wrong command";
            case 201 -> "load is in progress";
            case 203 -> "control program not halted";
            case 204 -> "control program checksum error";
            case 206 -> "control program not valid";
            case 212 -> "key setting prohibits this operation";
            case 213 -> "bad control program version";
            case 214 -> "command not in correct sequence";
            case 233 -> "load is busy";
            case 239 -> "variable is write protected";
            case 240 -> "node number mismatch";
            case 241 -> "command not allowed";
            case 251 -> "disable is not allowed";
            default -> null;
        };
    }
}
