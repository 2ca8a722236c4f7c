package dev.postern.wire.it.tls;

/** What is known about versions and cipher suites by their IANA numbers. */
final class Suites {
    private Suites() {}

    static String version(int version) {
        return switch (version) {
            case 0x0002 -> "ssl 2.0";
            case 0x0300 -> "ssl 3.0";
            case 0x0301 -> "tls 1.0";
            case 0x0302 -> "tls 1.1";
            case 0x0303 -> "tls 1.2";
            case 0x0304 -> "tls 1.3";
            default -> "0x" + Integer.toHexString(version);
        };
    }

    /** No encryption, no authentication, export strength, RC4, RC2, IDEA, DES or triple DES: which of the IANA numbers these are. */
    static boolean weak(int cipher) {
        if (cipher < 0x00BF) return weakOld(cipher);
        return switch (cipher) {
            // Anonymous, Camellia.
            case 0x00BF, 0x00C5 -> true;
            // ECDH and ECDHE with ECDSA and RSA, then anonymous: null, RC4, triple DES.
            case 0xC001, 0xC002, 0xC003, 0xC006, 0xC007, 0xC008, 0xC00B, 0xC00C, 0xC00D -> true;
            case 0xC010, 0xC011, 0xC012, 0xC015, 0xC016, 0xC017, 0xC018, 0xC019 -> true;
            // SRP with triple DES; ECDHE with a shared key: RC4, triple DES, null.
            case 0xC01A, 0xC01B, 0xC01C, 0xC033, 0xC034, 0xC039, 0xC03A, 0xC03B -> true;
            // Anonymous, ARIA and Camellia; ECC with null for constrained devices.
            case 0xC046, 0xC047, 0xC05A, 0xC05B, 0xC084, 0xC085, 0xC0B4, 0xC0B5 -> true;
            default -> false;
        };
    }

    private static boolean weakOld(int cipher) {
        return switch (cipher) {
            case 0x0034, 0x003A, 0x003B, 0x0046, 0x006C, 0x006D, 0x0089, 0x009B, 0x00A6, 0x00A7 -> true;
            case 0x0060, 0x0061, 0x0062, 0x0063, 0x0064, 0x0065, 0x0066, 0x0082, 0x0083 -> true;
            // A shared key with RC4, triple DES, null.
            case 0x008A, 0x008B, 0x008E, 0x008F, 0x0092, 0x0093 -> true;
            case 0x00B0, 0x00B1, 0x00B4, 0x00B5, 0x00B8, 0x00B9 -> true;
            default -> cipher <= 0x002E;
        };
    }

    static String alert(int code) {
        return switch (code) {
            case 0 -> "close notify";
            case 10 -> "unexpected message";
            case 20 -> "bad record mac";
            case 40 -> "handshake failure";
            case 42 -> "bad certificate";
            case 43 -> "unsupported certificate";
            case 44 -> "certificate revoked";
            case 45 -> "certificate expired";
            case 46 -> "certificate unknown";
            case 47 -> "illegal parameter";
            case 48 -> "unknown ca";
            case 49 -> "access denied";
            case 50 -> "decode error";
            case 51 -> "decrypt error";
            case 70 -> "protocol version";
            case 71 -> "insufficient security";
            case 80 -> "internal error";
            case 86 -> "inappropriate fallback";
            case 90 -> "user canceled";
            case 109 -> "missing extension";
            case 112 -> "unrecognized name";
            case 116 -> "certificate required";
            case 120 -> "no application protocol";
            default -> "alert " + code;
        };
    }
}
