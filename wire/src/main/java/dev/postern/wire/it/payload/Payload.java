package dev.postern.wire.it.payload;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/** A body as far as it is plain: a number, a word, a text, an object of JSON; else its first bytes. */
public final class Payload {
    private static final int PLAIN_BYTES_MAX = 256;
    private static final int DATA_SHOWN_BYTES = 64;

    private Payload() {}

    /**
     * Adds {@code value} (number, boolean or text), {@code names} and {@code values} (JSON) or {@code data} (hex) to a message; what is empty adds
     * nothing.
     */
    public static void describe(Bytes bytes, int at, int length, Turn.Draft draft) {
        if (length == 0) return;
        boolean plain = printable(bytes, at, Math.min(length, Json.BYTES_MAX));
        if (plain && (bytes.u8(at) == '{' || bytes.u8(at) == '[')) {
            Json json = new Json(bytes, at, length);
            if (json.read()) {
                json.describe(draft);
                return;
            }
        }
        if (plain) draft.field("value", plain(bytes.utf8(at, Math.min(length, PLAIN_BYTES_MAX))));
        else draft.field("data", bytes.hex(at, Math.min(length, DATA_SHOWN_BYTES)));
    }

    /** No control characters but blanks; octets above 127 are taken for UTF-8. */
    public static boolean printable(Bytes bytes, int at, int length) {
        for (int i = at; i < at + length; i++) {
            int octet = bytes.u8(i);
            if (octet < ' ' && octet != '\t' && octet != '\n' && octet != '\r' || octet == 127 || octet >= 0xF8)
                return false;
        }
        return true;
    }

    /** A Long, Double or Boolean where the text is one. */
    public static Object plain(String text) {
        String word = text.strip();
        if (word.equals("true") || word.equals("false")) return word.equals("true");
        Object number = number(word);
        return number != null ? number : text;
    }

    /** Decimal number or null; no exception is worth its cost for every text. */
    static Object number(String word) {
        int digits = 0;
        boolean whole = true;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c >= '0' && c <= '9') digits++;
            else if ((c == '.' || c == 'e' || c == 'E') && digits > 0) whole = false;
            else if (!isSign(word, i)) return null;
        }
        if (digits == 0 || word.length() > 32) return null;
        try {
            if (whole && digits <= 18) return Long.valueOf(word);
            double value = Double.parseDouble(word);
            return Double.isFinite(value) ? value : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Of the number, or of its exponent. */
    private static boolean isSign(String word, int at) {
        char c = word.charAt(at);
        return (c == '-' || c == '+') && (at == 0 || word.charAt(at - 1) == 'e' || word.charAt(at - 1) == 'E');
    }
}
