package dev.postern.wire.it.tls;

import dev.postern.model.Address;
import dev.postern.wire.Bytes;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an X.509 certificate says about its holder, RFC 5280 section 4.1; nothing is verified.
 *
 * @param notBeforeSeconds since the epoch, or {@link Long#MIN_VALUE} where unreadable
 * @param key kind and bits of the public key, {@code rsa 2048}, or null where unknown
 * @param signature how it was signed, {@code sha256 rsa}, or null where unknown
 * @param alternativeNames DNS names and addresses of the subject, at most {@link #NAMES_MAX}
 */
public record Certificate(
        String subject,
        String issuer,
        String organisation,
        String serial,
        long notBeforeSeconds,
        long notAfterSeconds,
        boolean selfSigned,
        String key,
        String signature,
        List<String> alternativeNames) {
    static final int NAMES_MAX = 32;
    private static final int VERSION = 0xA0, EXTENSIONS = 0xA3;
    private static final int NAME_DNS = 0x82, NAME_IP = 0x87;
    private static final int SERIAL_BYTES_MAX = 32;

    /** Reads the certificate at {@code [at, at + length)}, or null if its outer structure is broken. */
    public static Certificate read(Bytes bytes, int at, int length) {
        Der outer = new Der(bytes, at, at + length);
        if (!outer.next(Der.SEQUENCE)) return null;
        Der signed = outer.inside();
        if (!signed.next(Der.SEQUENCE)) return null;
        Der fields = signed.inside();
        if (!fields.next()) return null;
        if (fields.tag() == VERSION && !fields.next()) return null;
        if (fields.tag() != Der.INTEGER) return null;
        String serial = bytes.hex(fields.start(), Math.min(fields.length(), SERIAL_BYTES_MAX));
        if (!fields.next(Der.SEQUENCE)) return null;
        String signature = Algorithms.signature(fields.inside());
        if (!fields.next(Der.SEQUENCE)) return null;
        Der issuer = fields.inside();
        byte[] issuerBytes = bytes.copy(fields.start(), fields.length());
        if (!fields.next(Der.SEQUENCE)) return null;
        Der validity = fields.inside();
        long notBefore = validity.next() ? time(validity) : Long.MIN_VALUE;
        long notAfter = validity.next() ? time(validity) : Long.MIN_VALUE;
        if (!fields.next(Der.SEQUENCE)) return null;
        Der subject = fields.inside();
        boolean selfSigned = Arrays.equals(issuerBytes, bytes.copy(fields.start(), fields.length()));
        String key = fields.next(Der.SEQUENCE) ? Algorithms.key(fields.inside()) : null;
        List<String> names = new ArrayList<>();
        while (fields.next()) if (fields.tag() == EXTENSIONS) alternativeNames(fields.inside(), names);
        String[] subjectParts = names(subject);
        String[] issuerParts = names(issuer);
        return new Certificate(
                best(subjectParts),
                best(issuerParts),
                subjectParts[1],
                serial,
                notBefore,
                notAfter,
                selfSigned,
                key,
                signature,
                List.copyOf(names));
    }

    /** A key that can be factored, or a signature that can be forged. */
    boolean weak() {
        boolean forgeable = signature != null && (signature.startsWith("md5") || signature.startsWith("sha1"));
        return forgeable && !selfSigned || key != null && Algorithms.weak(key);
    }

    private static String best(String[] parts) {
        return !parts[0].isEmpty() ? parts[0] : parts[1];
    }

    /** Common name (2.5.4.3) and organisation (2.5.4.10) of a distinguished name. */
    private static String[] names(Der name) {
        String[] parts = {"", ""};
        while (name.next()) {
            Der set = name.inside();
            while (set.next()) {
                Der pair = set.inside();
                if (!pair.next(Der.OID)) continue;
                boolean common = pair.is(0x55, 0x04, 0x03);
                boolean organisation = pair.is(0x55, 0x04, 0x0A);
                if ((common || organisation) && pair.next()) parts[common ? 0 : 1] = text(pair);
            }
        }
        return parts;
    }

    private static String text(Der value) {
        if (value.tag() != Der.BMP_STRING) return value.bytes.utf8(value.start(), Math.min(value.length(), 256));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i + 1 < Math.min(value.length(), 512); i += 2)
            text.append((char) value.bytes.u16(value.start() + i));
        return text.toString();
    }

    private static void alternativeNames(Der wrapper, List<String> names) {
        if (!wrapper.next(Der.SEQUENCE)) return;
        Der extensions = wrapper.inside();
        while (extensions.next()) {
            Der extension = extensions.inside();
            if (!extension.next(Der.OID) || !extension.is(0x55, 0x1D, 0x11)) continue;
            while (extension.next()) if (extension.tag() == Der.OCTET_STRING) generalNames(extension.inside(), names);
        }
    }

    private static void generalNames(Der wrapper, List<String> names) {
        if (!wrapper.next(Der.SEQUENCE)) return;
        Der each = wrapper.inside();
        while (each.next() && names.size() < NAMES_MAX) {
            Bytes bytes = each.bytes;
            if (each.tag() == NAME_DNS) names.add(bytes.ascii(each.start(), each.length()));
            else if (each.tag() == NAME_IP && each.length() == 4)
                names.add(Address.ipv4(bytes.i32(each.start())).toString());
            else if (each.tag() == NAME_IP && each.length() == 16)
                names.add(Address.ipv6(bytes.i64(each.start()), bytes.i64(each.start() + 8))
                        .toString());
        }
    }

    /** UTCTime {@code YYMMDDHHMMSSZ} (years 1950 to 2049) or GeneralizedTime {@code YYYYMMDDHHMMSSZ}: section 4.1.2.5. */
    private static long time(Der element) {
        String text = element.bytes.ascii(element.start(), Math.min(element.length(), 20));
        boolean utc = element.tag() == Der.UTC_TIME;
        int yearDigits = utc ? 2 : 4;
        if (!utc && element.tag() != Der.GENERALIZED_TIME || text.length() < yearDigits + 8) return Long.MIN_VALUE;
        int[] parts = new int[6];
        for (int i = 0, at = 0; i < 6; i++) {
            int digits = i == 0 ? yearDigits : 2;
            for (int end = at + digits; at < end; at++) {
                if (text.charAt(at) < '0' || text.charAt(at) > '9') return Long.MIN_VALUE;
                parts[i] = parts[i] * 10 + text.charAt(at) - '0';
            }
            if (i == 4 && text.length() < yearDigits + 10) break;
        }
        if (utc) parts[0] += parts[0] < 50 ? 2000 : 1900;
        if (parts[1] < 1 || parts[1] > 12 || parts[2] < 1) return Long.MIN_VALUE;
        if (parts[2] > YearMonth.of(parts[0], parts[1]).lengthOfMonth()) return Long.MIN_VALUE;
        long day = LocalDate.of(parts[0], parts[1], parts[2]).toEpochDay();
        return day * 86_400 + parts[3] * 3600L + parts[4] * 60L + parts[5];
    }
}
