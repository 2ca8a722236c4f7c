package dev.postern.wire.ot.enip;

import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * PCCC carried by the Execute PCCC service, 1770-6.5.16 chapter 7: what PLC-5, SLC 500 and MicroLogix understand.
 *
 * <pre>requestor id length(1) id | command(1) status(1) transaction(2) function(1) data; answers: command|0x40, no function</pre>
 */
final class Pccc {
    private static final int REQUESTOR_BYTES_MIN = 1;
    private static final int HEADER_BYTES = 4;
    private static final int EXTENDED_STATUS = 0xF0;
    private static final int COMMAND_TYPED = 0x0F;
    private static final int MASKED_WRITE = 0xAB;
    /** Not in the manual: recorded of a tool that watches a MicroLogix. */
    private static final int READ_ADDRESSES = 0xA3;

    private static final int ADDRESSES_MAX = 64;
    /** A status and a word of each address. */
    private static final int ADDRESSED_BYTES = 3;
    /** Types of files. */
    private static final int TIMER = 0x86, CONTROL = 0x88, INTEGER = 0x89, FLOAT = 0x8A, LONG = 0x91;

    private Pccc() {}

    /** @param target file and element, {@code N7:0}, or empty */
    record Command(
            int command,
            int function,
            String operation,
            Verb verb,
            String target,
            String mode,
            Bytes data,
            Place place,
            ArrayList<String> addresses,
            int valuesAt) {
        void describe(Turn.Draft draft) {
            draft.field("pcccCommand", (long) command);
            if (function >= 0) draft.field("pcccFunction", (long) function);
            draft.field("mode", mode);
            if (data.length() > 0) draft.field("data", CipData.hex(data));
            if (place == null || verb != Verb.WRITE || valuesAt >= data.length()) return;
            Bytes values = new Bytes().wrap(data, valuesAt, data.length() - valuesAt);
            if (function == MASKED_WRITE) place.tellBits(values, draft);
            else place.tell(values, draft);
        }
    }

    /** @param status STS, or EXT STS with 0xF000 above it; 0 is success */
    record Answer(int status, Bytes data) {
        /** @param asked what was read, or null */
        void tell(Asked asked, Turn.Draft draft) {
            draft.field("pcccStatus", (long) status);
            if (data.length() == 0) return;
            boolean told = status == 0
                    && asked != null
                    && (asked.place() != null && asked.place().tell(data, draft)
                            || asked.addresses() != null && words(asked.addresses(), draft));
            if (!told) draft.field("data", CipData.hex(data));
        }

        private boolean words(ArrayList<String> addresses, Turn.Draft draft) {
            if (data.length() != ADDRESSED_BYTES * addresses.size()) return false;
            List<Object> values = new ArrayList<>(addresses.size());
            for (int at = 0; at < data.length(); at += ADDRESSED_BYTES) {
                if (data.u8(at) != 0) return false;
                values.add((long) (short) data.u16le(at + 1));
            }
            draft.field("points", addresses).field("values", values);
            return true;
        }
    }

    /** Where typed access begins: elements of one type follow each other, of those with a control word each three words. */
    record Place(int type, int file, int element, int sub) {
        String target() {
            return letter(type) + file + ":" + element + (sub == 0 ? "" : "." + sub);
        }

        private int words() {
            return type >= TIMER && type <= CONTROL ? 3 : 1;
        }

        private String name(int index) {
            int place = sub + index;
            int part = place % words();
            return letter(type) + file + ":" + (element + place / words()) + (part == 0 ? "" : "." + part);
        }

        /** One word: the bits that are written, then what to. */
        private void tellBits(Bytes data, Turn.Draft draft) {
            if (data.length() != 4 || width() != 2) return;
            List<Object> points = new ArrayList<>();
            List<Object> values = new ArrayList<>();
            for (int bit = 0; bit < 16; bit++) {
                if ((data.u16le(0) >> bit & 1) == 0) continue;
                points.add(name(0) + "/" + bit);
                values.add((data.u16le(2) >> bit & 1) == 1);
            }
            draft.field("points", points).field("values", values);
        }

        private int width() {
            return switch (type) {
                case 0x82, 0x83, 0x84, 0x85, TIMER, 0x87, CONTROL, INTEGER, 0x8B, 0x8C -> 2;
                case FLOAT, LONG -> 4;
                default -> 0;
            };
        }

        /** @return false where the type has no numbers of one size, or they do not fit */
        private boolean tell(Bytes data, Turn.Draft draft) {
            int width = width();
            if (width == 0 || data.length() % width != 0) return false;
            List<Object> points = new ArrayList<>();
            List<Object> values = new ArrayList<>();
            for (int at = 0; at < data.length() && values.size() < CipData.VALUES_MAX; at += width) {
                points.add(name(at / width));
                values.add(
                        type == FLOAT
                                ? (Object) (double) data.f32le(at)
                                : (Object) (long) (width == 4 ? data.i32le(at) : (short) data.u16le(at)));
            }
            draft.field("points", points).field("values", values);
            return true;
        }
    }

    /** Null if the header is not all there. */
    static Command command(Bytes message) {
        int at = message.u8(0);
        if (at < REQUESTOR_BYTES_MIN || !message.has(at, HEADER_BYTES)) return null;
        int command = message.u8(at) & 0x0F;
        boolean hasFunction = command >= 0x06 && command != 0x08;
        if (hasFunction && !message.has(at, HEADER_BYTES + 1)) return null;
        int function = hasFunction ? message.u8(at + HEADER_BYTES) : -1;
        int from = at + HEADER_BYTES + (hasFunction ? 1 : 0);
        Bytes data = new Bytes().wrap(message, from, message.length() - from);
        int[] next = {1};
        Place place = command == COMMAND_TYPED ? place(function, data, next) : null;
        String mode = command == COMMAND_TYPED ? mode(function, data) : null;
        return new Command(
                command,
                function,
                operation(command, function),
                verb(command, function),
                place == null ? "" : place.target(),
                mode,
                data,
                place,
                command == COMMAND_TYPED && function == READ_ADDRESSES ? addresses(data) : null,
                next[0]);
    }

    /** Null if the header is not all there. */
    static Answer answer(Bytes message) {
        int at = message.u8(0);
        if (at < REQUESTOR_BYTES_MIN || !message.has(at, HEADER_BYTES)) return null;
        int status = message.u8(at + 1);
        int from = at + HEADER_BYTES;
        if (status == EXTENDED_STATUS && message.has(from, 1)) status = status << 8 | message.u8(from++);
        Bytes data = new Bytes().wrap(message, from, message.length() - from);
        return new Answer(status, data);
    }

    /** Protected typed logical access: size, then file number, type, element and sub-element; 0xFF announces two octets. Null for all else. */
    private static Place place(int function, Bytes data, int[] at) {
        boolean three = function == 0xA2 || function == 0xAA || function == MASKED_WRITE;
        if (!three && function != 0xA1 && function != 0xA9) return null;
        int file = field(data, at);
        int type = data.u8(at[0]++);
        int element = field(data, at);
        return new Place(type, file, element, three ? field(data, at) : 0);
    }

    private static ArrayList<String> addresses(Bytes data) {
        ArrayList<String> addresses = new ArrayList<>();
        for (int[] at = {0}; at[0] < data.length() && addresses.size() < ADDRESSES_MAX; )
            addresses.add("address 0x" + Integer.toHexString(field(data, at)));
        return addresses;
    }

    private static int field(Bytes data, int[] at) {
        int value = data.u8(at[0]++);
        if (value != 0xFF) return value;
        at[0] += 2;
        return data.u16le(at[0] - 2);
    }

    private static String letter(int type) {
        return switch (type) {
            case 0x82 -> "O";
            case 0x83 -> "I";
            case 0x84 -> "S";
            case 0x85 -> "B";
            case TIMER -> "T";
            case 0x87 -> "C";
            case CONTROL -> "R";
            case INTEGER -> "N";
            case FLOAT -> "F";
            case 0x8B -> "O";
            case 0x8C -> "I";
            case 0x8D -> "ST";
            case 0x8E -> "A";
            case 0x8F -> "D";
            case LONG -> "L";
            case 0x92 -> "MG";
            case 0x93 -> "PD";
            default -> "type 0x" + Integer.toHexString(type) + " file ";
        };
    }

    private static String mode(int function, Bytes data) {
        if (function == 0x80)
            return switch (data.u8(0)) {
                case 1 -> "program";
                case 6 -> "run";
                case 7 -> "test continuous";
                case 8 -> "test single scan";
                default -> "mode " + data.u8(0);
            };
        if (function != 0x3A) return null;
        return switch (data.u8(0) & 3) {
            case 0 -> "program";
            case 1 -> "test";
            case 2 -> "run";
            default -> "mode " + data.u8(0);
        };
    }

    private static String operation(int command, int function) {
        return switch (command) {
            case 0x00 -> "protected write";
            case 0x01 -> "unprotected read";
            case 0x02 -> "protected bit write";
            case 0x05 -> "unprotected bit write";
            case 0x06 ->
                switch (function) {
                    case 0x00 -> "echo";
                    case 0x01 -> "read diagnostic counters";
                    case 0x02 -> "set variables";
                    case 0x03 -> "diagnostic status";
                    case 0x07 -> "reset diagnostic counters";
                    case 0x09 -> "read link parameters";
                    case 0x0A -> "set link parameters";
                    default -> unknown(command, function);
                };
            case 0x07 ->
                function == 0 ? "disable outputs" : function == 1 ? "enable outputs" : unknown(command, function);
            case 0x08 -> "unprotected write";
            case COMMAND_TYPED -> typed(function);
            default -> unknown(command, function);
        };
    }

    private static String unknown(int command, int function) {
        return "pccc command 0x%02x".formatted(command) + (function < 0 ? "" : " function 0x%02x".formatted(function));
    }

    private static String typed(int function) {
        return switch (function) {
            case 0x00 -> "word range write";
            case 0x01 -> "word range read";
            case 0x02 -> "bit write";
            case 0x11 -> "get edit resource";
            case 0x12 -> "return edit resource";
            case 0x17 -> "read bytes physical";
            case 0x18 -> "write bytes physical";
            case 0x26 -> "read modify write";
            case 0x29 -> "read section size";
            case 0x3A -> "set cpu mode";
            case 0x41 -> "disable forces";
            case 0x50 -> "download all request";
            case 0x52 -> "download completed";
            case 0x53 -> "upload all request";
            case 0x55 -> "upload completed";
            case 0x57 -> "initialize memory";
            case 0x67 -> "typed write";
            case 0x68 -> "typed read";
            case 0x79 -> "read modify write n";
            case 0x80 -> "change mode";
            case 0x81 -> "open file";
            case 0x82 -> "close file";
            case 0x8F -> "apply port configuration";
            case 0xA1 -> "protected typed logical read with two address fields";
            case 0xA2 -> "protected typed logical read with three address fields";
            case READ_ADDRESSES -> "read words by address";
            case 0xA7 -> "protected typed file read";
            case 0xA9 -> "protected typed logical write with two address fields";
            case 0xAA -> "protected typed logical write with three address fields";
            case MASKED_WRITE -> "protected typed logical masked write with three address fields";
            case 0xAF -> "protected typed file write";
            default -> unknown(COMMAND_TYPED, function);
        };
    }

    private static Verb verb(int command, int function) {
        return switch (command) {
            case 0x00, 0x02, 0x05, 0x08 -> Verb.WRITE;
            case 0x01 -> Verb.READ;
            case 0x06 -> function == 0x02 || function == 0x0A ? Verb.CONFIGURE : Verb.DIAGNOSE;
            case 0x07 -> function == 0 ? Verb.STOP : function == 1 ? Verb.START : Verb.OTHER;
            case COMMAND_TYPED -> typedVerb(function);
            default -> Verb.OTHER;
        };
    }

    private static Verb typedVerb(int function) {
        return switch (function) {
            case 0x00, 0x02, 0x26, 0x67, 0x79, 0xA9, 0xAA, MASKED_WRITE -> Verb.WRITE;
            case 0x01, 0x68, 0xA1, 0xA2, READ_ADDRESSES -> Verb.READ;
            case 0x11, 0x12 -> Verb.PROTECT;
            case 0x17, 0x53, 0x55 -> Verb.UPLOAD;
            case 0x18, 0x50, 0x52, 0x57 -> Verb.DOWNLOAD;
            case 0x29 -> Verb.BROWSE;
            case 0x3A, 0x80, 0x41 -> Verb.MODE;
            case 0x81, 0x82 -> Verb.SESSION;
            case 0x8F -> Verb.CONFIGURE;
            case 0xA7 -> Verb.FILE_READ;
            case 0xAF -> Verb.FILE_WRITE;
            default -> Verb.OTHER;
        };
    }
}
