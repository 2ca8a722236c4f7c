package dev.postern.wire.ot.sbus;

import dev.postern.model.Verb;

/** What a command code is called and does. */
final class Telegram {
    static final int READ_FIRMWARE_VERSION = 32;

    private Telegram() {}

    static String operation(int command) {
        if (reads(command)) return "read " + element(command);
        if (writes(command)) return "write " + element(command);
        if (command >= 20 && command <= 27) return "read pcd status";
        if (command >= 40 && command <= 48) return "run";
        if (command >= 50 && command <= 57) return "restart cold";
        if (command >= 60 && command <= 68) return "stop";
        if (command >= 100 && command <= 107) return "restart warm";
        if (command >= 130 && command <= 132) return "xob interrupt";
        String name = command < 100 ? low(command) : high(command);
        return name == null ? "command " + command : name;
    }

    private static String low(int command) {
        return switch (command) {
            case 1 -> "read display register";
            case 4 -> "read real-time clock";
            case 12 -> "write real-time clock";
            case 19 -> "read write multi-media";
            case 29 -> "read station number";
            case 30 -> "read user memory";
            case 31 -> "read program line";
            case READ_FIRMWARE_VERSION -> "read firmware version";
            case 33 -> "read text";
            case 34 -> "read active transition";
            case 35 -> "write user memory";
            case 36 -> "write program line";
            case 37 -> "write text";
            case 70 -> "read arithmetic status";
            case 71 -> "read byte";
            case 72 -> "read halt failure register";
            case 73 -> "read index register";
            case 74 -> "read instruction pointer";
            case 75 -> "find history";
            case 80 -> "write arithmetic status";
            case 81 -> "write byte";
            case 82 -> "write index register";
            case 83 -> "write instruction pointer";
            case 90 -> "clear all";
            case 91 -> "clear flags";
            case 92 -> "clear outputs";
            case 93 -> "clear registers";
            case 94 -> "clear timers";
            default -> null;
        };
    }

    private static String high(int command) {
        return switch (command) {
            case 110 -> "change block";
            case 111 -> "clear history failure";
            case 112 -> "delete program line";
            case 113 -> "go conditional";
            case 114 -> "insert program line";
            case 115 -> "local cycles";
            case 116 -> "all cycles";
            case 117 -> "make text";
            case 118 -> "execute single instruction";
            case 119 -> "single step";
            case 145 -> "read hangup timeout";
            case 150 -> "read data block";
            case 151 -> "write data block";
            case 152 -> "make data block";
            case 153 -> "clear data block";
            case 154 -> "clear text";
            case 155 -> "read block address";
            case 156 -> "read block sizes";
            case 157 -> "read current block";
            case 158 -> "read call stack";
            case 159 -> "read dbx";
            case 161 -> "read user eeprom register";
            case 163 -> "write user eeprom register";
            case 165 -> "erase flash";
            case 166 -> "restart cold flag";
            case 167 -> "write system buffer";
            case 168 -> "read system buffer";
            case 169 -> "read write block data";
            case 170 -> "get diagnostic";
            case 171 -> "read system information";
            case 172 -> "change blocks on run";
            case 173 -> "flash card";
            case 174 -> "download firmware";
            case 175 -> "web server";
            default -> null;
        };
    }

    static Verb verb(int command) {
        if (reads(command)) return Verb.READ;
        if (writes(command)) return Verb.WRITE;
        if (command >= 40 && command <= 48) return Verb.START;
        if (command >= 60 && command <= 68) return Verb.STOP;
        if (command >= 50 && command <= 57 || command >= 100 && command <= 107) return Verb.RESTART;
        return switch (command) {
            case 1, 4, 19, 71, 145, 150, 161, 168 -> Verb.READ;
            case 12 -> Verb.CLOCK;
            case 20, 21, 22, 23, 24, 25, 26, 27, 70, 72, 73, 74, 75, 111, 157, 158, 170 -> Verb.DIAGNOSE;
            case 29, READ_FIRMWARE_VERSION, 171 -> Verb.IDENTIFY;
            case 155, 156 -> Verb.BROWSE;
            case 30, 31, 33, 34, 159 -> Verb.UPLOAD;
            case 35, 36, 37, 110, 112, 114, 117, 152, 153, 154, 165, 169, 172, 173 -> Verb.DOWNLOAD;
            case 80, 81, 82, 83, 91, 92, 93, 94, 151, 163, 167 -> Verb.WRITE;
            case 90 -> Verb.FACTORY_RESET;
            case 113, 115, 116, 118, 119 -> Verb.MODE;
            case 166 -> Verb.RESTART;
            case 174 -> Verb.FIRMWARE;
            default -> Verb.OTHER;
        };
    }

    static boolean reads(int command) {
        return command == 0 || command == 2 || command == 3 || command >= 5 && command <= 7;
    }

    static boolean writes(int command) {
        return command == 10 || command == 11 || command >= 13 && command <= 15;
    }

    static boolean binary(int command) {
        return command == 2 || command == 3 || command == 5 || command == 11 || command == 13;
    }

    static String element(int command) {
        return switch (command) {
            case 0, 10 -> "counter";
            case 2, 11 -> "flag";
            case 3 -> "input";
            case 5, 13 -> "output";
            case 6, 14 -> "register";
            default -> "timer";
        };
    }

    static String refusal(int code) {
        return switch (code) {
            case 1 -> "no reason given";
            case 2 -> "password";
            case 3 -> "port is in reduced protocol";
            case 4 -> "port is already used";
            default -> null;
        };
    }
}
