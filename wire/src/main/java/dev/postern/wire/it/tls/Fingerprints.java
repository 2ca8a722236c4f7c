package dev.postern.wire.it.tls;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Hashes over what a hello offers: JA3, JA3S, JA4. Once per connection. */
final class Fingerprints {
    private static final int SERVER_NAME = 0, ALPN = 16;
    private static final int COUNT_MAX = 99;
    private static final String NOTHING = "000000000000";

    private Fingerprints() {}

    /** MD5 of version, ciphers, extensions, groups and point formats in decimal. */
    static String ja3(Hello hello) {
        String text = hello.version
                + ","
                + decimals(hello.ciphers)
                + ","
                + decimals(hello.extensions)
                + ","
                + decimals(hello.groups)
                + ","
                + decimals(hello.pointFormats);
        return hash("MD5", text);
    }

    static String ja3s(Hello hello) {
        return hash("MD5", hello.version + "," + decimals(hello.ciphers) + "," + decimals(hello.extensions));
    }

    /** Readable part, then SHA-256 of the sorted ciphers and of the sorted extensions with the signature algorithms. */
    static String ja4(Hello hello, char carrier) {
        int[] ciphers = withoutGrease(hello.ciphers);
        int[] extensions = withoutGrease(hello.extensions);
        int[] sorted = Arrays.stream(extensions)
                .filter(type -> type != SERVER_NAME && type != ALPN)
                .sorted()
                .toArray();
        String signatures = hexes(withoutGrease(hello.signatures));
        String offer = hexes(sorted) + (signatures.isEmpty() ? "" : "_" + signatures);
        return carrier
                + version(hello.effectiveVersion())
                + (hello.serverName == null ? 'i' : 'd')
                + count(ciphers)
                + count(extensions)
                + alpn(hello)
                + "_"
                + (ciphers.length == 0
                        ? NOTHING
                        : sha12(hexes(Arrays.stream(ciphers).sorted().toArray())))
                + "_"
                + (extensions.length == 0 ? NOTHING : sha12(offer));
    }

    private static String version(int version) {
        return switch (version) {
            case 0x0304 -> "13";
            case 0x0303 -> "12";
            case 0x0302 -> "11";
            case 0x0301 -> "10";
            case 0x0300 -> "s3";
            case 0x0002 -> "s2";
            default -> "00";
        };
    }

    private static String count(int[] numbers) {
        int count = Math.min(COUNT_MAX, numbers.length);
        return (count < 10 ? "0" : "") + count;
    }

    /** First and last octet of the first protocol offered; where one is no letter or digit, first and last digit of their hex. */
    private static String alpn(Hello hello) {
        int head = hello.alpnHead;
        int tail = hello.alpnTail;
        if (head < 0) return "00";
        if (alphanumeric(head) && alphanumeric(tail)) return "" + (char) head + (char) tail;
        return "" + Character.forDigit(head >> 4 & 15, 16) + Character.forDigit(tail & 15, 16);
    }

    private static boolean alphanumeric(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static int[] withoutGrease(int[] numbers) {
        return Arrays.stream(numbers).filter(n -> !Hello.isGrease(n)).toArray();
    }

    private static String decimals(int[] numbers) {
        StringBuilder text = new StringBuilder();
        for (int number : numbers) {
            if (Hello.isGrease(number)) continue;
            if (!text.isEmpty()) text.append('-');
            text.append(number);
        }
        return text.toString();
    }

    private static String hexes(int[] numbers) {
        StringBuilder text = new StringBuilder();
        for (int number : numbers) {
            if (!text.isEmpty()) text.append(',');
            text.append(HexFormat.of().toHexDigits((short) number));
        }
        return text.toString();
    }

    private static String sha12(String text) {
        return hash("SHA-256", text).substring(0, 12);
    }

    private static String hash(String algorithm, String text) {
        return hash(algorithm, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Lower-case hex of a digest every Java platform must have. */
    static String hash(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new AssertionError(algorithm, missing);
        }
    }
}
