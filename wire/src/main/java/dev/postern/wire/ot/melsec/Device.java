package dev.postern.wire.ot.melsec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A device (memory) with its number, in the forms that a request may have: SH-080008, section 8.1. */
record Device(String name, long number, boolean hexNumbered, int octets) {
    static final int POINTS_SHOWN_MAX = 256;
    private static final int LONG_FORM = 0x02, EXTENSION = 0x80;
    private static final int CODES_HEX_FIRST = 0x9C;
    private static final int CODE_MAX = 0xFF;
    private static final int WORD_BITS = 16;
    private static final int NAME_LETTERS_MAX = 4;
    private static final int DIGITS_MAX = 12;
    private static final Set<String> NAMES = names();

    /**
     * Number and code at {@code offset}. In binary the number comes first, in ASCII the code. Null for the extended form, whose place is that
     * of a module or an index.
     */
    static Device read(Telegram telegram, int offset, int subcommand) {
        if ((subcommand & EXTENSION) != 0) return null;
        boolean wide = (subcommand & LONG_FORM) != 0;
        if (telegram.ascii()) return ascii(telegram, 2 * offset, wide);
        int code = wide ? telegram.u16(offset + 4) : telegram.u8(offset + 3);
        long number = wide ? telegram.u32(offset) : telegram.u32(offset) & 0xFF_FFFF;
        String name = name(code);
        return new Device(name == null ? "device " + code + " " : name, number, hexNumbered(name), wide ? 6 : 4);
    }

    private static Device ascii(Telegram telegram, int at, boolean wide) {
        int letters = wide ? 4 : 2;
        String name = telegram.bytes().ascii(at, letters).replace("*", "");
        boolean hex = hexNumbered(name);
        int digits = wide ? 8 : 6;
        long number = 0;
        for (int i = 0; i < digits; i++)
            number = number * (hex ? 16 : 10)
                    + Math.max(0, Character.digit(telegram.bytes().u8(at + letters + i), hex ? 16 : 10));
        return new Device(name, number, hex, wide ? 6 : 4);
    }

    /**
     * What each value is called, of devices as they stand in a target ({@code W1A x3}, {@code D0, D7}); null where they are not so many.
     *
     * @param bits each value is one bit; else sixteen of a device that has bits
     */
    static List<Object> points(String target, boolean bits, int values) {
        List<Object> points = new ArrayList<>(values);
        for (String run : target.split(", ")) {
            int end = run.lastIndexOf(" x");
            Device first = named(end < 0 ? run : run.substring(0, end));
            long count = end < 0 ? 1 : number(run, end + 2, 10);
            if (first == null || count < 0) return null;
            int step = !bits && end >= 0 && isBit(first.name) ? WORD_BITS : 1;
            for (int i = 0; i < count && points.size() < values; i++)
                points.add(new Device(first.name, first.number + (long) i * step, first.hexNumbered, 0).toString());
        }
        return points.size() == values ? points : null;
    }

    /** The reverse of {@link #toString()}, or null. */
    private static Device named(String text) {
        for (int letters = Math.min(NAME_LETTERS_MAX, text.length() - 1); letters > 0; letters--) {
            String name = text.substring(0, letters);
            if (!NAMES.contains(name)) continue;
            boolean hex = hexNumbered(name);
            long number = number(text, letters, hex ? 16 : 10);
            return number < 0 ? null : new Device(name, number, hex, 0);
        }
        return null;
    }

    /** What stands from there to the end, or -1 if that is none: in ASCII a request may name anything. */
    private static long number(String text, int from, int radix) {
        if (from >= text.length() || text.length() - from > DIGITS_MAX) return -1;
        long number = 0;
        for (int i = from; i < text.length(); i++) {
            int digit = Character.digit(text.charAt(i), radix);
            if (digit < 0) return -1;
            number = number * radix + digit;
        }
        return number;
    }

    private static boolean isBit(String name) {
        return switch (name) {
            case "X", "Y", "M", "L", "F", "V", "S", "B", "SM", "SB", "DX", "DY" -> true;
            default -> name.length() > 1 && (name.endsWith("C") || name.endsWith("S"));
        };
    }

    @Override
    public String toString() {
        return name + (hexNumbered ? Long.toHexString(number).toUpperCase(Locale.ROOT) : Long.toString(number));
    }

    static boolean hexNumbered(String name) {
        if (name == null) return false;
        return switch (name) {
            case "X", "Y", "B", "W", "SB", "SW", "DX", "DY" -> true;
            default -> false;
        };
    }

    private static Set<String> names() {
        Set<String> names = new HashSet<>();
        for (int code = 0; code <= CODE_MAX; code++) if (name(code) != null) names.add(name(code));
        return names;
    }

    private static String name(int code) {
        return code < CODES_HEX_FIRST
                ? lowName(code)
                : switch (code) {
                    case 0x9C -> "X";
                    case 0x9D -> "Y";
                    case 0xA0 -> "B";
                    case 0xA1 -> "SB";
                    case 0xA2 -> "DX";
                    case 0xA3 -> "DY";
                    case 0xA8 -> "D";
                    case 0xA9 -> "SD";
                    case 0xAB -> "G";
                    case 0xAF -> "R";
                    case 0xB0 -> "ZR";
                    case 0xB4 -> "W";
                    case 0xB5 -> "SW";
                    case 0xC0 -> "TC";
                    case 0xC1 -> "TS";
                    case 0xC2 -> "TN";
                    case 0xC3 -> "CC";
                    case 0xC4 -> "CS";
                    case 0xC5 -> "CN";
                    case 0xC6 -> "STC";
                    case 0xC7 -> "STS";
                    case 0xC8 -> "STN";
                    case 0xCC -> "Z";
                    default -> null;
                };
    }

    private static String lowName(int code) {
        return switch (code) {
            case 0x2C -> "RD";
            case 0x50 -> "LTC";
            case 0x51 -> "LTS";
            case 0x52 -> "LTN";
            case 0x54 -> "LCC";
            case 0x55 -> "LCS";
            case 0x56 -> "LCN";
            case 0x58 -> "LSTC";
            case 0x59 -> "LSTS";
            case 0x5A -> "LSTN";
            case 0x62 -> "LZ";
            case 0x90 -> "M";
            case 0x91 -> "SM";
            case 0x92 -> "L";
            case 0x93 -> "F";
            case 0x94 -> "V";
            case 0x98 -> "S";
            default -> null;
        };
    }
}
