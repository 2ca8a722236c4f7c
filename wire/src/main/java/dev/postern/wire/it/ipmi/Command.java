package dev.postern.wire.it.ipmi;

import dev.postern.model.Verb;

/** Commands by network function and number, appendix G, with what they do to the machine behind the controller. */
final class Command {
    static final int CHASSIS = 0x00,
            SENSOR = 0x04,
            APPLICATION = 0x06,
            FIRMWARE = 0x08,
            STORAGE = 0x0A,
            TRANSPORT = 0x0C;
    static final int CHASSIS_CONTROL = 0x02;
    static final int DEVICE_ID = 0x01,
            AUTHENTICATION = 0x38,
            CHALLENGE = 0x39,
            ACTIVATE = 0x3A,
            SET_PASSWORD = 0x47,
            USER_NAME_SET = 0x45;

    private static final String[] CONTROLS = {
        "power down", "power up", "power cycle", "hard reset", "diagnostic interrupt", "soft shutdown"
    };

    private Command() {}

    static String name(int function, int command) {
        String name = switch (function << 8 | command) {
            case 0x0000 -> "get chassis capabilities";
            case 0x0001 -> "get chassis status";
            case 0x0002 -> "chassis control";
            case 0x0003 -> "chassis reset";
            case 0x0004 -> "chassis identify";
            case 0x0006 -> "set power restore policy";
            case 0x0007 -> "get system restart cause";
            case 0x0008 -> "set boot options";
            case 0x0009 -> "get boot options";
            case 0x0402 -> "platform event";
            case 0x0410 -> "get alert capabilities";
            case 0x0412 -> "set event filter";
            case 0x0420 -> "get device sdr info";
            case 0x0421 -> "get device sdr";
            case 0x042D -> "get sensor reading";
            case 0x0601 -> "get device id";
            case 0x0602 -> "cold reset";
            case 0x0603 -> "warm reset";
            case 0x0604 -> "get self test results";
            case 0x0608 -> "get device guid";
            case 0x0622 -> "reset watchdog";
            case 0x0624 -> "set watchdog";
            case 0x0625 -> "get watchdog";
            case 0x0637 -> "get system guid";
            case 0x0638 -> "get channel authentication capabilities";
            case 0x0639 -> "get session challenge";
            case 0x063A -> "activate session";
            case 0x063B -> "set session privilege";
            case 0x063C -> "close session";
            case 0x063D -> "get session info";
            case 0x0640 -> "set channel access";
            case 0x0641 -> "get channel access";
            case 0x0642 -> "get channel info";
            case 0x0643 -> "set user access";
            case 0x0644 -> "get user access";
            case 0x0645 -> "set user name";
            case 0x0646 -> "get user name";
            case 0x0647 -> "set user password";
            case 0x0648 -> "activate payload";
            case 0x0649 -> "deactivate payload";
            case 0x0652 -> "master write-read";
            case 0x0654 -> "get cipher suites";
            case 0x0A10 -> "get fru info";
            case 0x0A11 -> "read fru";
            case 0x0A12 -> "write fru";
            case 0x0A20 -> "get sdr repository info";
            case 0x0A23 -> "get sdr";
            case 0x0A40 -> "get event log info";
            case 0x0A43 -> "get event log entry";
            case 0x0A47 -> "clear event log";
            case 0x0A48 -> "get event log time";
            case 0x0A49 -> "set event log time";
            case 0x0C01 -> "set lan parameter";
            case 0x0C02 -> "get lan parameter";
            default -> null;
        };
        return name != null
                ? name
                : "command 0x" + Integer.toHexString(function) + " 0x" + Integer.toHexString(command);
    }

    static Verb verb(int function, int command) {
        return switch (function << 8 | command) {
            case 0x0003, 0x0602, 0x0603 -> Verb.RESTART;
            case 0x0601, 0x0608, 0x0637, 0x0638, 0x0654 -> Verb.IDENTIFY;
            case 0x0639, 0x063A, 0x063B -> Verb.LOGIN;
            case 0x063C, 0x0648, 0x0649 -> Verb.SESSION;
            case 0x0647, 0x0645, 0x0643, 0x0640 -> Verb.PROTECT;
            case 0x0006, 0x0008, 0x0C01, 0x0412, 0x0624 -> Verb.CONFIGURE;
            case 0x0A12, 0x0652 -> Verb.WRITE;
            case 0x0A49 -> Verb.CLOCK;
            case 0x0402 -> Verb.REPORT;
            case 0x0A47, 0x0604 -> Verb.DIAGNOSE;
            default -> function == FIRMWARE ? Verb.FIRMWARE : reads(function, command) ? Verb.READ : Verb.OTHER;
        };
    }

    private static boolean reads(int function, int command) {
        return function <= TRANSPORT && name(function, command).startsWith("get ")
                || function == STORAGE && command == 0x11;
    }

    /** What chassis control shall do, by the low half of its octet. */
    static String control(int code) {
        return code < CONTROLS.length ? CONTROLS[code] : "control " + code;
    }

    static Verb controlVerb(int code) {
        return switch (code) {
            case 0, 5 -> Verb.STOP;
            case 1 -> Verb.START;
            case 2, 3 -> Verb.RESTART;
            default -> Verb.DIAGNOSE;
        };
    }

    static String completion(int code) {
        return switch (code) {
            case 0x00 -> "ok";
            case 0xC0 -> "node busy";
            case 0xC1 -> "invalid command";
            case 0xC3 -> "timeout";
            case 0xCB -> "not present";
            case 0xCC -> "invalid data";
            case 0xD4 -> "insufficient privilege";
            case 0xD5 -> "not supported now";
            default -> null;
        };
    }
}
