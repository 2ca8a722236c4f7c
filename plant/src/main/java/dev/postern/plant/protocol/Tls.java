package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/** The visible part of TLS 1.2: RFC 5246 section 7.4, extensions of RFC 6066, 7301 and 8422. What would be encrypted is chance. */
public final class Tls {
    public static final int PORT = 443;
    private static final int HANDSHAKE = 22;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int APPLICATION_DATA = 23;
    private static final int CIPHER_SUITE = 0xC02F;
    private static final int RECORD_BYTES_MAX = 16_000;
    private static final int[] SUITES = {
        0xC02C, 0xC02B, 0xC030, 0xC02F, 0xC024, 0xC023, 0xC028, 0xC027, 0xC00A, 0xC009, 0xC014, 0xC013, 0x009D, 0x009C,
        0x003D, 0x003C, 0x0035, 0x002F, 0x000A
    };
    private static final int[] SIGNATURES = {
        0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0201, 0x0403, 0x0503, 0x0203, 0x0202, 0x0601, 0x0603
    };

    private Tls() {}

    private static Out record(int type, Out content) {
        return new Out(5 + content.length())
                .u8(type)
                .u16(0x0303)
                .u16(content.length())
                .bytes(content);
    }

    private static Out handshake(int type, Out body) {
        return new Out(4 + body.length()).u8(type).u24(body.length()).bytes(body);
    }

    /**
     * As the Windows 10 library says it, field by field: the fingerprint (JA3) of a service is 37f463bf4616ecd445d4a1937da06e19, that of its browser
     * 28a2c9bd18a11de089ef85a160da29e4.
     *
     * @param random 32 bytes
     * @param browser also asks for the certificate's state and offers HTTP/2
     */
    public static byte[] clientHello(byte[] random, String serverName, boolean browser) {
        Out body = new Out().u16(0x0303).bytes(random).u8(0).u16(SUITES.length * 2);
        for (int suite : SUITES) body.u16(suite);
        body.octets(1, 0);
        Out extensions = new Out();
        if (!serverName.isEmpty())
            extension(
                    extensions,
                    0,
                    new Out()
                            .u16(serverName.length() + 3)
                            .u8(0)
                            .u16(serverName.length())
                            .ascii(serverName));
        if (browser) extension(extensions, 5, new Out().octets(1, 0, 0, 0, 0));
        extension(extensions, 10, new Out().u16(6).u16(0x001D).u16(0x0017).u16(0x0018));
        extension(extensions, 11, new Out().octets(1, 0));
        Out signatures = new Out().u16(SIGNATURES.length * 2);
        for (int signature : SIGNATURES) signatures.u16(signature);
        extension(extensions, 13, signatures);
        extension(extensions, 35, new Out());
        if (browser)
            extension(extensions, 16, new Out().u16(12).u8(2).ascii("h2").u8(8).ascii("http/1.1"));
        extension(extensions, 23, new Out());
        extension(extensions, 0xFF01, new Out().u8(0));
        body.u16(extensions.length()).bytes(extensions);
        return record(HANDSHAKE, handshake(1, body)).done();
    }

    private static void extension(Out out, int type, Out value) {
        out.u16(type).u16(value.length()).bytes(value);
    }

    /** Hello, certificates, key exchange and done, one record each. */
    public static byte[] serverHello(byte[] random, byte[] session, byte[] certificate, byte[] noise) {
        Out hello = new Out().u16(0x0303).bytes(random).u8(session.length).bytes(session);
        Out extensions = new Out();
        extension(extensions, 11, new Out().octets(1, 0));
        extension(extensions, 23, new Out());
        hello.u16(CIPHER_SUITE).u8(0).u16(extensions.length()).bytes(extensions);
        Out chain =
                new Out().u24(certificate.length + 3).u24(certificate.length).bytes(certificate);
        Out key = new Out().u8(3).u16(0x001D).u8(32).bytes(java.util.Arrays.copyOf(noise, 32));
        key.u16(0x0401).u16(256).bytes(java.util.Arrays.copyOf(noise, 256));
        return record(HANDSHAKE, handshake(2, hello))
                .bytes(record(HANDSHAKE, handshake(11, chain)))
                .bytes(record(HANDSHAKE, handshake(12, key)))
                .bytes(record(HANDSHAKE, handshake(14, new Out())))
                .done();
    }

    public static byte[] clientFinish(byte[] noise) {
        Out key = new Out().u8(32).bytes(java.util.Arrays.copyOf(noise, 32));
        return record(HANDSHAKE, handshake(16, key)).bytes(finish(noise)).done();
    }

    public static byte[] serverFinish(byte[] noise) {
        return finish(noise).done();
    }

    private static Out finish(byte[] noise) {
        return record(CHANGE_CIPHER_SPEC, new Out().u8(1))
                .bytes(record(HANDSHAKE, new Out().bytes(java.util.Arrays.copyOf(noise, 40))));
    }

    public static byte[] data(byte[] cipherText) {
        Out out = new Out(cipherText.length + 16);
        for (int start = 0; start < cipherText.length; start += RECORD_BYTES_MAX) {
            int end = Math.min(cipherText.length, start + RECORD_BYTES_MAX);
            out.bytes(record(APPLICATION_DATA, new Out().bytes(java.util.Arrays.copyOfRange(cipherText, start, end))));
        }
        return out.done();
    }
}
