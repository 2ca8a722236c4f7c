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

    /** No encryption, no authentication, export strength, RC4, DES, triple DES or Kerberos of that time. */
    static boolean weak(int cipher) {
        return cipher <= 0x002E
                || cipher == 0x0034
                || cipher == 0x003A
                || cipher == 0x003B
                || cipher == 0x006C
                || cipher == 0x006D
                || cipher >= 0x0060 && cipher <= 0x0066
                || cipher >= 0x008A && cipher <= 0x0093 && (cipher & 3) >= 2 && cipher != 0x0090
                || cipher == 0xC001
                || cipher == 0xC002
                || cipher == 0xC003
                || cipher >= 0xC006 && cipher <= 0xC008
                || cipher >= 0xC00B && cipher <= 0xC00D
                || cipher >= 0xC010 && cipher <= 0xC012
                || cipher >= 0xC015 && cipher <= 0xC01A;
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
