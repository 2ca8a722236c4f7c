package dev.postern.wire.ot.fins;

/** Memory areas by their code (W342-E1 section 5-2-2): which memory, and whether an element is a bit or a word. */
final class Area {
    private Area() {}

    /** Null for a code that is none. */
    static String name(int code) {
        if (code >= 0x20 && code <= 0x2C)
            return "E" + Integer.toHexString(code - 0x20).toUpperCase(java.util.Locale.ROOT);
        if (code >= 0xA0 && code <= 0xAC)
            return "E" + Integer.toHexString(code - 0xA0).toUpperCase(java.util.Locale.ROOT);
        if (code >= 0x90 && code <= 0x97) return "E" + (code - 0x90);
        return switch (code) {
            case 0x30, 0xB0, 0x70, 0xF0, 0x00, 0x40, 0x80, 0xC0 -> "CIO";
            case 0x31, 0xB1, 0x71, 0xF1 -> "W";
            case 0x32, 0xB2, 0x72, 0xF2 -> "H";
            case 0x33, 0xB3 -> "A";
            case 0x01, 0x09, 0x41, 0x49, 0x81, 0x89 -> "T";
            case 0x02, 0x82 -> "D";
            case 0x03, 0x43, 0x83 -> "ST";
            case 0x04, 0x44 -> "step";
            case 0x06, 0x46 -> "task";
            case 0x07 -> "clock pulse";
            case 0x0A, 0x98 -> "EM";
            case 0x9C -> "register";
            case 0xBC -> "DR";
            case 0xDC -> "IR";
            default -> null;
        };
    }

    /** One octet an element (bits, completion flags, task status); words have two, with the exception of index registers. */
    static boolean isBit(int code) {
        return code < 0x80;
    }

    static int elementBytes(int code) {
        return isBit(code) ? 1 : code == 0xDC ? 4 : 2;
    }

    /** {@code D100}, {@code CIO100.05}. */
    static String address(int code, int word, int bit) {
        String area = name(code);
        String place = (area == null ? "area " + code + " " : area) + word;
        boolean flag = code == 0x09 || code == 0x49 || code == 0x01 || code == 0x41;
        return isBit(code) && !flag ? place + (bit < 10 ? ".0" : ".") + bit : place;
    }
}
