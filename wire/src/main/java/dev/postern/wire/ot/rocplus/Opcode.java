package dev.postern.wire.ot.rocplus;

import dev.postern.model.Verb;

/** What an opcode is called and does (chapter 3). */
final class Opcode {
    static final int CONFIGURATION = 6, READ_CONFIGURABLE = 10, WRITE_CONFIGURABLE = 11;
    static final int READ_CLOCK = 7, SET_CLOCK = 8, LOGIN = 17;
    static final int SET_POINT = 166, READ_POINT = 167, READ_PARAMETERS = 180, WRITE_PARAMETERS = 181;
    static final int FILE_TRANSFER = 203;
    static final int SRBX_SIGNAL = 224, SRBX_ACKNOWLEDGE = 225, ERROR = 255;

    private Opcode() {}

    /** Null for a number that the manual does not have. */
    static String name(int opcode) {
        return switch (opcode) {
            case CONFIGURATION -> "system configuration";
            case READ_CLOCK -> "read real-time clock";
            case SET_CLOCK -> "set real-time clock";
            case READ_CONFIGURABLE -> "read configurable opcode point data";
            case WRITE_CONFIGURABLE -> "write configurable opcode point data";
            case LOGIN -> "login request";
            case 24 -> "store and forward";
            case 50 -> "request i/o point position";
            case 100 -> "access user-defined information";
            case 105 -> "request today's and yesterday's min/max values";
            case 108 -> "request history tag and periodic index";
            case 118 -> "request alarm data";
            case 119 -> "request event data";
            case 135 -> "request single history point data";
            case 136 -> "request multiple history point data";
            case 137 -> "request history index for a day";
            case 138 -> "request daily and periodic history for a day";
            case 139 -> "history information data";
            case SET_POINT -> "set single point parameters";
            case READ_POINT -> "request single point parameters";
            case READ_PARAMETERS -> "request parameters";
            case WRITE_PARAMETERS -> "write parameters";
            case FILE_TRANSFER -> "general file transfer";
            case 205 -> "peer-to-peer network messages";
            case 206 -> "read transaction history data";
            case SRBX_SIGNAL -> "srbx signal";
            case SRBX_ACKNOWLEDGE -> "acknowledge srbx";
            case ERROR -> "error indicator";
            default -> null;
        };
    }

    /** The reasons of an error indicator; null for others. */
    static String error(int code) {
        return switch (code) {
            case 1 -> "invalid opcode";
            case 2 -> "invalid parameter number";
            case 3 -> "invalid logical number";
            case 4 -> "invalid point type";
            case 5 -> "too many octets";
            case 6 -> "too few octets";
            case 13 -> "outside of valid addresses";
            case 14 -> "invalid history request";
            case 15 -> "invalid fst request";
            case 16 -> "invalid event entry";
            case 17 -> "too many alarms requested";
            case 18 -> "too many events requested";
            case 19 -> "parameter is read-only";
            case 20 -> "security error";
            case 21 -> "invalid login";
            case 22 -> "invalid store and forward path";
            case 24 -> "history is being configured";
            case 25 -> "invalid parameter range";
            case 29 -> "invalid history index of a day";
            case 30 -> "invalid history point";
            case 31 -> "invalid min/max request";
            case 32 -> "invalid point";
            case 33 -> "invalid time";
            case 34 -> "illegal modbus range";
            case 50 -> "general error";
            case 51 -> "invalid state for writing";
            case 52 -> "invalid configurable opcode request";
            case 61 -> "hart passthrough disabled";
            case 62 -> "hart passthrough not licensed";
            case 63 -> "requested access level too high";
            case 77 -> "invalid logoff string";
            default -> null;
        };
    }

    static String operation(int opcode) {
        String name = name(opcode);
        return name == null ? "opcode " + opcode : name;
    }

    static Verb verb(int opcode) {
        return switch (opcode) {
            case CONFIGURATION -> Verb.IDENTIFY;
            case SET_CLOCK -> Verb.CLOCK;
            case LOGIN -> Verb.LOGIN;
            case WRITE_CONFIGURABLE, SET_POINT, WRITE_PARAMETERS -> Verb.WRITE;
            case FILE_TRANSFER -> Verb.FILE_WRITE;
            case SRBX_SIGNAL -> Verb.REPORT;
            case 24, 205, SRBX_ACKNOWLEDGE, ERROR -> Verb.OTHER;
            default -> name(opcode) == null ? Verb.OTHER : Verb.READ;
        };
    }
}
