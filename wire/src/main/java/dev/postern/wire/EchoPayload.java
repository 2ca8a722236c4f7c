package dev.postern.wire;

/**
 * What an echo carries. Ping programs fill it with a pattern; a payload that is none, or an answer that is not its question's, is how data is
 * carried out in echoes.
 */
final class EchoPayload {
    /** A time, of 8 or 16 octets, may stand before the pattern. */
    private static final int TIME_BYTES_MAX = 16;

    private static final int ALPHABET = 23;

    private EchoPayload() {}

    static String kind(Bytes bytes, int from) {
        int length = bytes.length() - from;
        if (length <= 0) return "none";
        if (isAlphabet(bytes, from)) return "alphabet";
        int same = suffix(bytes, from, 0);
        if (same <= from) return "constant";
        int begins = Math.min(same, suffix(bytes, from, 1));
        if (begins - from <= TIME_BYTES_MAX && begins + 4 <= bytes.length()) return "pattern";
        return isText(bytes, from) ? "text" : "data";
    }

    /** Checksum enough to tell one payload from another. */
    static int digest(Bytes bytes, int from) {
        int digest = bytes.length();
        for (int i = from; i < bytes.length(); i++) digest = digest * 31 + bytes.u8(i);
        return digest;
    }

    /** Where the last run begins in which each octet is the one before plus {@code step}. */
    private static int suffix(Bytes bytes, int from, int step) {
        int at = bytes.length() - 1;
        while (at > from && bytes.u8(at) == (bytes.u8(at - 1) + step & 0xFF)) at--;
        return at;
    }

    private static boolean isAlphabet(Bytes bytes, int from) {
        for (int i = from; i < bytes.length(); i++) if (bytes.u8(i) != 'a' + (i - from) % ALPHABET) return false;
        return true;
    }

    private static boolean isText(Bytes bytes, int from) {
        for (int i = from; i < bytes.length(); i++) {
            int octet = bytes.u8(i);
            if ((octet < ' ' || octet > '~') && octet != '\n' && octet != '\r' && octet != '\t') return false;
        }
        return true;
    }
}
