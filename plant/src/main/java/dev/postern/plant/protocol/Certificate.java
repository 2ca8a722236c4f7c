package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** An X.509 certificate as a server shows it: RFC 5280 section 4.1. The key and the signature are chance, nobody here verifies. */
public final class Certificate {
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int INTEGER = 2;
    private static final int BIT_STRING = 3;
    private static final int OCTET_STRING = 4;
    private static final int OID = 6;
    private static final int UTF8 = 12;
    private static final int UTC_TIME = 23;
    private static final byte[] COMMON_NAME = {0x55, 4, 3};
    private static final byte[] ORGANISATION = {0x55, 4, 10};
    private static final byte[] ALTERNATIVE_NAME = {0x55, 0x1D, 0x11};
    private static final byte[] RSA = {0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1};
    private static final byte[] SHA256_RSA = {0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 11};
    private static final int KEY_BYTES = 256;
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT);

    private Certificate() {}

    /** @param noise at least 256 bytes of chance for serial number, key and signature */
    public static byte[] of(String host, String organisation, long fromNanos, int days, byte[] noise) {
        byte[] key = java.util.Arrays.copyOf(noise, KEY_BYTES);
        key[0] = (byte) ((key[0] & 0x7F) | 0x40);
        byte[] serial = java.util.Arrays.copyOf(key, 8);
        Out algorithm =
                tagged(SEQUENCE, tagged(OID, new Out().bytes(SHA256_RSA)).octets(5, 0));
        long from = fromNanos / 1_000_000_000L;
        Out validity = tagged(SEQUENCE, time(from).bytes(time(from + days * 86_400L)));
        Out modulus = tagged(INTEGER, new Out().bytes(key)).bytes(tagged(INTEGER, new Out().octets(1, 0, 1)));
        Out publicKey = tagged(SEQUENCE, tagged(OID, new Out().bytes(RSA)).octets(5, 0))
                .bytes(tagged(BIT_STRING, new Out().u8(0).bytes(tagged(SEQUENCE, modulus))));
        Out alternative = tagged(SEQUENCE, tagged(0x82, new Out().ascii(host)));
        Out extension = tagged(
                SEQUENCE, tagged(OID, new Out().bytes(ALTERNATIVE_NAME)).bytes(tagged(OCTET_STRING, alternative)));
        Out body = tagged(0xA0, tagged(INTEGER, new Out().u8(2)))
                .bytes(tagged(INTEGER, new Out().bytes(serial)))
                .bytes(algorithm)
                .bytes(name(organisation + " Issuing CA", organisation))
                .bytes(validity)
                .bytes(name(host, organisation))
                .bytes(tagged(SEQUENCE, publicKey))
                .bytes(tagged(0xA3, tagged(SEQUENCE, extension)));
        return tagged(
                        SEQUENCE,
                        tagged(SEQUENCE, body)
                                .bytes(algorithm)
                                .bytes(tagged(BIT_STRING, new Out().u8(0).bytes(key))))
                .done();
    }

    private static Out name(String commonName, String organisation) {
        return tagged(SEQUENCE, part(ORGANISATION, organisation).bytes(part(COMMON_NAME, commonName)));
    }

    private static Out part(byte[] type, String value) {
        Out pair = tagged(OID, new Out().bytes(type)).bytes(tagged(UTF8, new Out().ascii(value)));
        return tagged(SET, tagged(SEQUENCE, pair));
    }

    private static Out time(long epochSeconds) {
        return tagged(
                UTC_TIME, new Out().ascii(UTC.format(LocalDateTime.ofEpochSecond(epochSeconds, 0, ZoneOffset.UTC))));
    }

    private static Out tagged(int tag, Out content) {
        Out out = new Out(content.length() + 4).u8(tag);
        int length = content.length();
        if (length < 0x80) out.u8(length);
        else if (length < 0x100) out.octets(0x81, length);
        else out.u8(0x82).u16(length);
        return out.bytes(content);
    }
}
