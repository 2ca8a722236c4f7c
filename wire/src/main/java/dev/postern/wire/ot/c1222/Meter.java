package dev.postern.wire.ot.c1222;

import dev.postern.wire.Bytes;

/** How a meter writes its tables, as it said itself in this flow: in tables 0, 11, 21, 61 to 63 and 71. */
final class Meter {
    static final int UNKNOWN = -1;
    private static final int FORMATS = 0, TIME_AND_INTEGER = 1, NUMBERS = 2;
    private static final int FUNCTIONS = 0, MORE_FUNCTIONS = 1, DIMENSIONS = 2;
    static final int DIMENSION_BYTES = 10;
    /** Of table 0: octets of the sets, then the sets themselves; tables 64 to 67 have their bits in the ninth octet of the first. */
    private static final int SETS = 13, SET_COUNTS = 6, FIRST_PROFILE = 8;

    /** Numbers in tables have their most significant octet first. Most do not. */
    boolean bigEndian;

    /** Of table 0: kind of clock, of integers, of the numbers called NI_FMAT1 and NI_FMAT2. */
    int timeFormat = UNKNOWN;

    int integerFormat = UNKNOWN;
    int format1 = UNKNOWN;
    int format2 = UNKNOWN;

    /** Of table 21; without it no register table has a known form. */
    boolean dimensioned;

    int functions;
    int moreFunctions;
    int summations;
    int demands;
    int coincidents;
    int occurrences;
    int tiers;
    int presentDemands;
    int presentValues;

    /** Of table 0: octets of the sets that have a bit for each standard table, each of the manufacturer, and of procedures likewise. */
    int standardTables;

    int manufacturerTables;
    int standardProcedures;
    int manufacturerProcedures;

    /** Of table 0: which of the four sets of load profiles there are, a bit for each. 0 if it was not told. */
    int profileSets;

    /** Of table 11; without it tables 13 to 15 have no known form. */
    boolean sourced;

    int sourceFlags;
    int demandControls;
    int dataControlBytes;
    int dataControls;
    int constants;
    int constantKind;

    /** Of table 71; without it entries of a log have no known form. */
    boolean logged;

    int logFlags;
    int standardEvents;
    int manufacturerEvents;
    int historyArgument;
    int eventArgument;

    /** Of table 61. */
    int profileFlags;

    /** Of table 61, the sets that there are in their order; null before it was read. */
    Profile[] profiles;

    /** One set of load profiles: its size of table 61, its kind of numbers of 62, how far it is filled of 63. */
    static final class Profile {
        int blocks;
        int intervals;
        int channels;
        int format = UNKNOWN;
        boolean stated;
        boolean descending;
        int validBlocks;
        int lastBlock;
        int validIntervals;
    }

    /** Bit 0 is the order of octets; the third octet has both formats of numbers, NI_FMAT1 in its low half. */
    void configured(Bytes bytes, int at, int count) {
        bigEndian = (bytes.u8(at + FORMATS) & 1) != 0;
        timeFormat = bytes.u8(at + TIME_AND_INTEGER) & 7;
        integerFormat = bytes.u8(at + TIME_AND_INTEGER) >> 6;
        format1 = bytes.u8(at + NUMBERS) & 0x0F;
        format2 = bytes.u8(at + NUMBERS) >> 4;
        if (count < SETS + SET_COUNTS) return;
        standardTables = bytes.u8(at + SETS);
        manufacturerTables = bytes.u8(at + SETS + 1);
        standardProcedures = bytes.u8(at + SETS + 2);
        manufacturerProcedures = bytes.u8(at + SETS + 3);
        boolean told = standardTables > FIRST_PROFILE && count > SETS + SET_COUNTS + FIRST_PROFILE;
        profileSets = told ? bytes.u8(at + SETS + SET_COUNTS + FIRST_PROFILE) & 0x0F : 0;
    }

    /** Functions, self-reads, then how many there are of each. */
    void dimensioned(Bytes bytes, int at) {
        dimensioned = true;
        functions = bytes.u8(at + FUNCTIONS);
        moreFunctions = bytes.u8(at + MORE_FUNCTIONS);
        summations = bytes.u8(at + DIMENSIONS + 1);
        demands = bytes.u8(at + DIMENSIONS + 2);
        coincidents = bytes.u8(at + DIMENSIONS + 3);
        occurrences = bytes.u8(at + DIMENSIONS + 4);
        tiers = bytes.u8(at + DIMENSIONS + 5);
        presentDemands = bytes.u8(at + DIMENSIONS + 6);
        presentValues = bytes.u8(at + DIMENSIONS + 7);
    }

    int u16(Bytes bytes, int at) {
        return bigEndian ? bytes.u16(at) : bytes.u16le(at);
    }

    long u32(Bytes bytes, int at) {
        return bigEndian ? bytes.u32(at) : bytes.u32le(at);
    }
}
