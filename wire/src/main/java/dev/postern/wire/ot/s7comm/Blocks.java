package dev.postern.wire.ot.s7comm;

import dev.postern.wire.Bytes;

/** How blocks are named on the wire: a type of two hex digits, a number of five decimal ones, a file system letter. */
final class Blocks {
    /** {@code _0800001P} as in a transfer, without its first character. */
    static final int NAME_BYTES = 8;

    private Blocks() {}

    /** {@code OB1} for {@code 0800001P}; the text itself if it is no block name. */
    static String name(Bytes bytes, int at, int length) {
        String text = bytes.ascii(at, Math.min(length, 64));
        int from = length == NAME_BYTES + 1 ? 1 : 0;
        if (length - from != NAME_BYTES || text.length() != length) return text;
        int number = 0;
        for (int i = 2; i < 7; i++) {
            char digit = text.charAt(from + i);
            if (digit < '0' || digit > '9') return text;
            number = 10 * number + digit - '0';
        }
        return type(text.substring(from, from + 2)) + number;
    }

    /** Where a block name says that the block is, or null. */
    static String fileSystem(Bytes bytes, int at, int length) {
        return switch (length < NAME_BYTES ? 0 : bytes.u8(at + length - 1)) {
            case 'P' -> "passive";
            case 'A' -> "active";
            case 'B' -> "active and passive";
            default -> null;
        };
    }

    static String type(String twoDigits) {
        return switch (twoDigits) {
            case "08" -> "OB";
            case "09" -> "CMOD";
            case "0A" -> "DB";
            case "0B" -> "SDB";
            case "0C" -> "FC";
            case "0D" -> "SFC";
            case "0E" -> "FB";
            case "0F" -> "SFB";
            default -> "block type " + twoDigits + " ";
        };
    }
}
