package dev.postern.wire.ot.modbus;

import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.List;

/**
 * UMAS, the programming protocol of Schneider Modicon controllers in Modbus function 90: session key, function, data. Unpublished; names
 * after public analyses. Its "upload" goes from the engineering station into the controller, so that the verbs here are the other way
 * round than its names.
 */
final class Umas {
    /** Status byte of an answer. */
    static final int OK = 0xFE;

    static final int ERROR = 0xFD;

    static final int READ_ID = 0x02, READ_PROJECT = 0x03, READ_PLC = 0x04;
    private static final int TAKE_RESERVATION = 0x10, READ_MEMORY = 0x20, WRITE_MEMORY = 0x21;
    private static final int READ_VARIABLES = 0x22, WRITE_VARIABLES = 0x23;
    /** Check of the project, how many variables; of each kind, block, 1, base, offset, and the number of elements of an array. */
    private static final int COUNT = 4, VARIABLES = 5, VARIABLE_BYTES = 7, ARRAY_BYTES = 9;

    private static final int ARRAY = 0x10, SIZE = 0x0F, MARK = 1, VARIABLES_MAX = 32;
    /** Answer to read id: firmware and hardware, the length of the model and its text. */
    private static final int FIRMWARE = 8, HARDWARE = 14, MODEL_LENGTH = 22;

    private static final int PROGRAM = 4, PROGRAM_BYTES = 8;

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
        if (code == READ_VARIABLES || code == WRITE_VARIABLES) return variables(pdu, at, code == WRITE_VARIABLES);
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

    /** Variables as {@code block 43 +512.4}, {@code block 43 +512.4 x10} of an array; empty if they do not fill the request. */
    private static String variables(Pdu pdu, int at, boolean written) {
        int[] starts = starts(pdu, at, written);
        StringBuilder told = new StringBuilder();
        for (int i = 0; starts != null && i < Math.min(starts.length - 1, VARIABLES_MAX); i++) {
            int from = starts[i];
            told.append(i == 0 ? "" : ", ").append("block ").append(le16(pdu, from + 1));
            told.append(" +").append(le16(pdu, from + 4)).append('.').append(pdu.u8(from + 6));
            if (isArray(pdu, from)) told.append(" x").append(le16(pdu, from + VARIABLE_BYTES));
        }
        return told.toString();
    }

    /** What is written to variables, as unsigned numbers, arrays as hex; null if that is not there or cannot be taken apart. */
    static List<Object> values(int code, Pdu pdu, int at) {
        int[] starts = code == WRITE_VARIABLES ? starts(pdu, at, true) : null;
        if (starts == null) return null;
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < Math.min(starts.length - 1, VARIABLES_MAX); i++) {
            int from = starts[i] + (isArray(pdu, starts[i]) ? ARRAY_BYTES : VARIABLE_BYTES);
            int octets = starts[i + 1] - from;
            if (isArray(pdu, starts[i]) || octets > 4) values.add(pdu.hex(from, octets));
            else {
                long value = 0;
                for (int k = octets - 1; k >= 0; k--) value = value << 8 | pdu.u8(from + k);
                values.add(value);
            }
        }
        return values;
    }

    private static boolean isArray(Pdu pdu, int at) {
        return (pdu.u8(at) & ARRAY) != 0;
    }

    /** Where each variable begins, and the end; null unless they fill the request. Four octets are known by the number 3, by some clients by 4. */
    private static int[] starts(Pdu pdu, int at, boolean written) {
        int[] starts = starts(pdu, at, written, 4);
        return starts == null && written ? starts(pdu, at, true, 3) : starts;
    }

    private static int[] starts(Pdu pdu, int at, boolean written, int octetsOfThree) {
        int count = pdu.end() < at + VARIABLES ? 0 : pdu.u8(at + COUNT);
        if (count == 0 || at + VARIABLES + count * VARIABLE_BYTES > pdu.end()) return null;
        int[] starts = new int[count + 1];
        int from = at + VARIABLES;
        for (int i = 0; i < count; i++) {
            starts[i] = from;
            if (from + VARIABLE_BYTES > pdu.end() || pdu.u8(from + 3) != MARK) return null;
            int size = pdu.u8(from) & SIZE;
            int elements = isArray(pdu, from) ? le16(pdu, from + VARIABLE_BYTES) : 1;
            int octets = written ? elements * (size == 3 ? octetsOfThree : size) : 0;
            from += (isArray(pdu, from) ? ARRAY_BYTES : VARIABLE_BYTES) + octets;
        }
        starts[count] = from;
        return from == pdu.end() ? starts : null;
    }

    /** The model in an answer to {@link #READ_ID}; null if it does not stand where it should. */
    static String model(Pdu pdu, int at) {
        int length = pdu.end() > at + MODEL_LENGTH ? pdu.u8(at + MODEL_LENGTH) : 0;
        if (length == 0 || at + MODEL_LENGTH + 1 + length > pdu.end()) return null;
        String model = pdu.ascii(at + MODEL_LENGTH + 1, length);
        return model.isBlank() ? null : model;
    }

    /** Two octets whose hexadecimal digits are read as decimals: 0x0270 is 2.70. */
    static String firmware(Pdu pdu, int at) {
        return Integer.toHexString(pdu.u8(at + FIRMWARE + 1)) + ".%02x".formatted(pdu.u8(at + FIRMWARE));
    }

    static int hardware(Pdu pdu, int at) {
        return le16(pdu, at + HARDWARE);
    }

    /** The name of the project, which ends an answer to {@link #READ_PROJECT}: its length with the zero behind it, the name, the zero. Null if it is not there. */
    static String project(Pdu pdu, int at) {
        int last = pdu.end() - 1;
        int first = last;
        while (first > at && pdu.u8(first - 1) >= ' ' && pdu.u8(first - 1) < 127) first--;
        boolean there = first < last && pdu.u8(last) == 0 && first > at && pdu.u8(first - 1) == last - first + 1;
        return there ? pdu.ascii(first, last - first) : null;
    }

    /** Two checks in an answer to {@link #READ_PLC} that stand in the program itself as well, where it is read out. Null if they are not there. */
    static String program(Pdu pdu, int at) {
        if (pdu.end() < at + PROGRAM + PROGRAM_BYTES) return null;
        String hex = pdu.hex(at + PROGRAM, PROGRAM_BYTES);
        return hex.substring(0, PROGRAM_BYTES) + " " + hex.substring(PROGRAM_BYTES);
    }

    private static int le16(Pdu pdu, int at) {
        return pdu.u8(at) | pdu.u8(at + 1) << 8;
    }
}
