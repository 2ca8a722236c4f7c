package dev.postern.wire.ot.modbus;

import dev.postern.model.Verb;

/**
 * UMAS, the programming protocol of Schneider Modicon controllers in Modbus function 90: session key, function, data. Unpublished; names
 * after public analyses. Its "upload" goes from the engineering station into the controller, so that the verbs here are the other way
 * round than its names.
 */
final class Umas {
    /** Status byte of an answer. */
    static final int OK = 0xFE;

    static final int ERROR = 0xFD;

    private static final int TAKE_RESERVATION = 0x10, READ_MEMORY = 0x20, WRITE_MEMORY = 0x21;

    private Umas() {}

    static String operation(int code) {
        String name = name(code);
        return name == null ? "umas function " + code : "umas " + name;
    }

    private static String name(int code) {
        return switch (code) {
            case 0x01 -> "init communication";
            case 0x02 -> "read id";
            case 0x03 -> "read project info";
            case 0x04 -> "read plc info";
            case 0x06 -> "read card info";
            case 0x0A -> "repeat";
            case 0x10 -> "take plc reservation";
            case 0x11 -> "release plc reservation";
            case 0x12 -> "keep alive";
            case 0x20 -> "read memory block";
            case 0x21 -> "write memory block";
            case 0x22 -> "read variables";
            case 0x23 -> "write variables";
            case 0x24 -> "read coils and registers";
            case 0x25 -> "write coils and registers";
            case 0x26 -> "read data dictionary";
            case 0x30 -> "initialize upload";
            case 0x31 -> "upload block";
            case 0x32 -> "end strategy upload";
            case 0x33 -> "initialize download";
            case 0x34 -> "download block";
            case 0x35 -> "end strategy download";
            case 0x36 -> "memory card backup";
            case 0x38 -> "authenticated request";
            case 0x39 -> "read ethernet master data";
            case 0x40 -> "start plc";
            case 0x41 -> "stop plc";
            case 0x50 -> "monitor plc";
            case 0x58 -> "check plc";
            case 0x6D, 0x6E -> "reservation challenge";
            case 0x70 -> "read io object";
            case 0x71 -> "write io object";
            case 0x73 -> "get status module";
            default -> null;
        };
    }

    static Verb verb(int code) {
        return switch (code) {
            case 0x01, 0x0A, 0x12 -> Verb.SESSION;
            case 0x02, 0x03, 0x04, 0x06, 0x39 -> Verb.IDENTIFY;
            case 0x10, 0x11, 0x38, 0x6D, 0x6E -> Verb.PROTECT;
            case 0x20, 0x22, 0x24, 0x50, 0x70 -> Verb.READ;
            case 0x21, 0x23, 0x25, 0x71 -> Verb.WRITE;
            case 0x26 -> Verb.BROWSE;
            case 0x30, 0x31, 0x32 -> Verb.DOWNLOAD;
            case 0x33, 0x34, 0x35 -> Verb.UPLOAD;
            case 0x36 -> Verb.FILE_WRITE;
            case 0x40 -> Verb.START;
            case 0x41 -> Verb.STOP;
            case 0x58, 0x73 -> Verb.DIAGNOSE;
            default -> Verb.OTHER;
        };
    }

    /** Memory is named by block, offset and size, which follow one octet; little-endian as everything in UMAS. */
    static String target(int code, Pdu pdu, int at) {
        if (code != READ_MEMORY && code != WRITE_MEMORY || pdu.end() < at + 9) return "";
        return "block " + le16(pdu, at + 1) + " +" + (le16(pdu, at + 3) | le16(pdu, at + 5) << 16) + " x"
                + le16(pdu, at + 7);
    }

    /** Who reserves the controller: four octets, then the length and the name of its computer; null if that is not there. */
    static String client(int code, Pdu pdu, int at) {
        int length = pdu.end() > at + 4 ? pdu.u8(at + 4) : 0;
        boolean named = code == TAKE_RESERVATION && length > 0 && at + 5 + length == pdu.end();
        return named ? pdu.ascii(at + 5, length) : null;
    }

    private static int le16(Pdu pdu, int at) {
        return pdu.u8(at) | pdu.u8(at + 1) << 8;
    }
}
