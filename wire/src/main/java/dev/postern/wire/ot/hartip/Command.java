package dev.postern.wire.ot.hartip;

import dev.postern.model.Verb;

/** Universal and common practice commands. Others belong to a device type and are told as their number. */
final class Command {
    private Command() {}

    static String operation(int command) {
        String name = command < 32 || command == 38 || command == 48 ? universal(command) : common(command);
        return name == null ? "command " + command : name;
    }

    private static String universal(int command) {
        return switch (command) {
            case 0 -> "read unique identifier";
            case 1 -> "read primary variable";
            case 2 -> "read loop current and percent of range";
            case 3 -> "read dynamic variables and loop current";
            case 6 -> "write polling address";
            case 7 -> "read loop configuration";
            case 8 -> "read dynamic variable classifications";
            case 9 -> "read device variables with status";
            case 11 -> "read unique identifier associated with tag";
            case 12 -> "read message";
            case 13 -> "read tag, descriptor, date";
            case 14 -> "read primary variable transducer information";
            case 15 -> "read device information";
            case 16 -> "read final assembly number";
            case 17 -> "write message";
            case 18 -> "write tag, descriptor, date";
            case 19 -> "write final assembly number";
            case 20 -> "read long tag";
            case 21 -> "read unique identifier associated with long tag";
            case 22 -> "write long tag";
            case 38 -> "reset configuration changed flag";
            case 48 -> "read additional device status";
            default -> null;
        };
    }

    private static String common(int command) {
        return switch (command) {
            case 33 -> "read device variables";
            case 34 -> "write primary variable damping value";
            case 35 -> "write primary variable range values";
            case 36 -> "set primary variable upper range value";
            case 37 -> "set primary variable lower range value";
            case 39 -> "eeprom control";
            case 40 -> "enter or exit fixed current mode";
            case 41 -> "perform self test";
            case 42 -> "perform device reset";
            case 43 -> "set primary variable zero";
            case 44 -> "write primary variable units";
            case 45 -> "trim loop current zero";
            case 46 -> "trim loop current gain";
            case 47 -> "write primary variable transfer function";
            case 49 -> "write primary variable transducer serial number";
            case 50 -> "read dynamic variable assignments";
            case 51 -> "write dynamic variable assignments";
            case 52 -> "set device variable zero";
            case 53 -> "write device variable units";
            case 54 -> "read device variable information";
            case 55 -> "write device variable damping value";
            case 59 -> "write number of response preambles";
            case 71 -> "lock device";
            case 72 -> "squawk";
            case 73 -> "find device";
            case 74 -> "read i/o system capabilities";
            case 75 -> "poll sub-device";
            case 76 -> "read lock device state";
            case 77 -> "send command to sub-device";
            case 78 -> "read aggregated commands";
            case 79 -> "write device variable";
            case 82 -> "write device variable trim point";
            case 83 -> "reset device variable trim";
            case 84 -> "read sub-device identity summary";
            case 85 -> "read i/o channel statistics";
            case 86 -> "read sub-device statistics";
            case 87 -> "write i/o system master mode";
            case 88 -> "write i/o system retry count";
            case 89 -> "set real-time clock";
            case 90 -> "read real-time clock";
            case 95 -> "read device communications statistics";
            case 103 -> "write burst period";
            case 104 -> "write burst trigger";
            case 105 -> "read burst mode configuration";
            case 106 -> "flush delayed responses";
            case 107 -> "write burst device variables";
            case 108 -> "write burst mode command number";
            case 109 -> "burst mode control";
            default -> null;
        };
    }

    /** What the loop carries is operated by a fixed current and by a device variable that is forced. */
    static Verb verb(int command) {
        return switch (command) {
            case 0, 11, 21, 73, 74, 75, 84 -> Verb.IDENTIFY;
            case 1, 2, 3, 9, 33, 78 -> Verb.READ;
            case 7, 8, 12, 13, 14, 15, 16, 20, 50, 54, 76, 90, 105 -> Verb.READ;
            case 6, 59, 87, 88, 103, 104, 107, 108, 109 -> Verb.CONFIGURE;
            case 17, 18, 19, 22, 34, 35, 36, 37, 38, 39, 43, 44, 45, 46, 47, 49, 51, 52, 53, 55, 82, 83 -> Verb.WRITE;
            case 40, 79 -> Verb.OPERATE;
            case 41, 48, 72, 85, 86, 95 -> Verb.DIAGNOSE;
            case 42 -> Verb.RESTART;
            case 71 -> Verb.PROTECT;
            case 89 -> Verb.CLOCK;
            default -> Verb.OTHER;
        };
    }

    /** Communication errors have the upper bit; of the response codes these are warnings (HCF_SPEC-307), 0 is success. */
    static boolean isError(int code) {
        if (code == 0 || code == 8 || code == 14 || code >= 24 && code <= 27 || code == 30 || code == 31) return false;
        return code < 96 || code >= 128;
    }
}
