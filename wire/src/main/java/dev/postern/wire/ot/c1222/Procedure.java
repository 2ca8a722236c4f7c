package dev.postern.wire.ot.c1222;

import dev.postern.model.Verb;

/** Standard procedures, ANSI C12.19 table 7: what writing to it asks of the meter. */
final class Procedure {
    static final int LOG_IN = 18;
    private static final int OF_MANUFACTURER = 0x800, NUMBER = 0x7FF;

    private Procedure() {}

    /** Null for one of the manufacturer and one that the standard does not have. */
    static String name(int number) {
        if ((number & OF_MANUFACTURER) != 0) return null;
        return switch (number & NUMBER) {
            case 0 -> "cold start";
            case 1 -> "warm start";
            case 2 -> "save configuration";
            case 3 -> "clear data";
            case 4 -> "reset list pointers";
            case 5 -> "update last read entry";
            case 6 -> "change end device mode";
            case 7 -> "clear standard status flags";
            case 8 -> "clear manufacturer status flags";
            case 9 -> "remote reset";
            case 10 -> "set date and/or time";
            case 11 -> "execute diagnostics";
            case 12 -> "activate all pending tables";
            case 13 -> "activate specific pending tables";
            case 14 -> "clear all pending tables";
            case 15 -> "clear specific pending tables";
            case 16 -> "start load profile";
            case 17 -> "stop load profile";
            case LOG_IN -> "log in";
            case 19 -> "log out";
            case 20 -> "initiate an immediate call";
            case 21 -> "direct load control";
            case 22 -> "modify credit";
            case 27 -> "clear pending call status";
            case 28 -> "start quality of service monitors";
            case 29 -> "stop quality of service monitors";
            case 30 -> "start secured registers";
            case 31 -> "stop secured registers";
            case 32 -> "set precision date and/or time";
            default -> null;
        };
    }

    /** A remote reset is of demands, not of the meter. */
    static Verb verb(int number) {
        if ((number & OF_MANUFACTURER) != 0) return Verb.WRITE;
        return switch (number & NUMBER) {
            case 0, 1 -> Verb.RESTART;
            case 2, 12, 13, 14, 15 -> Verb.CONFIGURE;
            case 6 -> Verb.MODE;
            case 10, 32 -> Verb.CLOCK;
            case 11 -> Verb.DIAGNOSE;
            case LOG_IN -> Verb.LOGIN;
            case 19, 20 -> Verb.SESSION;
            case 21 -> Verb.OPERATE;
            default -> Verb.WRITE;
        };
    }
}
