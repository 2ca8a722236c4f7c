package dev.postern.wire.ot.c1222;

import dev.postern.model.Verb;

/** What the standard tables are called (ANSI C12.19 clause 9), and which of them guard the others. */
final class TableName {
    private static final int NUMBER = 0x7FF, OF_MANUFACTURER = 0x800;

    private TableName() {}

    /** Null for one of the manufacturer and one that is not known. Bit 12 marks a pending table, which has the name of its target. */
    static String of(int table) {
        if ((table & OF_MANUFACTURER) != 0) return null;
        return switch (table & NUMBER) {
            case 0 -> "general configuration";
            case 1 -> "manufacturer identification";
            case 2 -> "device nameplate";
            case 3 -> "mode and status";
            case 4 -> "pending status";
            case 5 -> "device identification";
            case 6 -> "utility information";
            case 7 -> "procedure initiate";
            case 8 -> "procedure response";
            case 10 -> "dimension sources";
            case 11 -> "actual sources";
            case 12 -> "units of measure";
            case 13 -> "demand control";
            case 14 -> "data control";
            case 15 -> "constants";
            case 16 -> "source definition";
            case 17 -> "transformer loss compensation";
            case 20 -> "dimension registers";
            case 21 -> "actual registers";
            case 22 -> "data selection";
            case 23 -> "current registers";
            case 24 -> "previous season registers";
            case 25 -> "previous demand reset registers";
            case 26 -> "self-reads";
            case 27 -> "present register selection";
            case 28 -> "present registers";
            case 30 -> "dimension display";
            case 31 -> "actual display";
            case 32 -> "display sources";
            case 33 -> "primary display list";
            case 34 -> "secondary display list";
            case 40 -> "dimension security";
            case 41 -> "actual security";
            case 42 -> "security";
            case 43 -> "default access control";
            case 44 -> "access control";
            case 45 -> "keys";
            case 46 -> "extended keys";
            case 50 -> "dimension time and tariffs";
            case 51 -> "actual time and tariffs";
            case 52 -> "clock";
            case 53 -> "time offset";
            case 54 -> "calendar";
            case 55 -> "clock state";
            case 56 -> "time remaining";
            case 57 -> "precision clock state";
            case 60 -> "dimension load profile";
            case 61 -> "actual load profile";
            case 62 -> "load profile control";
            case 63 -> "load profile status";
            case 64 -> "load profile set 1";
            case 65 -> "load profile set 2";
            case 66 -> "load profile set 3";
            case 67 -> "load profile set 4";
            case 70 -> "dimension log";
            case 71 -> "actual log";
            case 72 -> "events identification";
            case 73 -> "history log control";
            case 74 -> "history log";
            case 75 -> "event log control";
            case 76 -> "event log";
            case 77 -> "event log and signatures enable";
            case 78 -> "program state";
            case 79 -> "event counters";
            case 110 -> "dimension load control";
            case 111 -> "actual load control";
            case 112 -> "load control status";
            case 113 -> "load control configuration";
            case 114 -> "load control schedule";
            case 115 -> "load control conditions";
            case 116 -> "prepayment status";
            case 117 -> "prepayment control";
            case 118 -> "billing control";
            default -> null;
        };
    }

    /** Who may do what, and what is written down of it; the clock. */
    static Verb written(int table) {
        if ((table & OF_MANUFACTURER) != 0) return Verb.WRITE;
        return switch (table & NUMBER) {
            case 42, 43, 44, 45, 46, 73, 75, 77 -> Verb.PROTECT;
            case 52, 53 -> Verb.CLOCK;
            default -> Verb.WRITE;
        };
    }
}
