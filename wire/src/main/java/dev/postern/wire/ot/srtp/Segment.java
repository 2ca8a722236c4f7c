package dev.postern.wire.ot.srtp;

/** Memory by its segment selector (Denton and others, table 3): which, and whether index and count are of bits, octets or words. */
final class Segment {
    private Segment() {}

    private static String name(int selector) {
        return switch (selector) {
            case 0x08 -> "%R";
            case 0x0A -> "%AI";
            case 0x0C -> "%AQ";
            case 0x10, 0x46 -> "%I";
            case 0x12, 0x48 -> "%Q";
            case 0x14, 0x4A -> "%T";
            case 0x16, 0x4C -> "%M";
            case 0x18, 0x4E -> "%SA";
            case 0x1A, 0x50 -> "%SB";
            case 0x1C, 0x52 -> "%SC";
            case 0x1E, 0x54 -> "%S";
            case 0x38, 0x56 -> "%G";
            default -> null;
        };
    }

    static boolean isWord(int selector) {
        return selector == 0x08 || selector == 0x0A || selector == 0x0C;
    }

    private static boolean isBit(int selector) {
        return selector >= 0x46 && selector <= 0x56;
    }

    /** Octets that {@code count} elements take up. */
    static int octets(int selector, int count) {
        return isWord(selector) ? 2 * count : isBit(selector) ? (count + 7) / 8 : count;
    }

    /** As the programmer numbers them: from 1, bits also where whole octets are read. */
    static String target(int selector, int index, int count) {
        String name = name(selector);
        if (name == null) return "segment " + selector + " " + index + " x" + count;
        boolean octets = !isWord(selector) && !isBit(selector);
        return name + ((octets ? 8 * index : index) + 1) + " x" + (octets ? 8 * count : count);
    }
}
