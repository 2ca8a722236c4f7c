package dev.postern.wire.it.tls;

import java.util.HexFormat;

/** Names of keys and signatures by their object identifiers: RFC 3279, RFC 4055, RFC 5480, RFC 5758, RFC 8410. */
final class Algorithms {
    /** A key of 2048 bits may begin with zeros. */
    private static final int RSA_BITS_MIN = 2048 - 8;

    private static final int BIT_STRING = 0x03;

    private Algorithms() {}

    private static String identifier(Der element) {
        return HexFormat.of().formatHex(element.bytes.copy(element.start(), Math.min(element.length(), 16)));
    }

    /** @param algorithm contents of an AlgorithmIdentifier */
    static String signature(Der algorithm) {
        if (!algorithm.next(Der.OID)) return null;
        return switch (identifier(algorithm)) {
            case "2a864886f70d010102" -> "md2 rsa";
            case "2a864886f70d010104" -> "md5 rsa";
            case "2a864886f70d010105" -> "sha1 rsa";
            case "2a864886f70d01010a" -> "pss rsa";
            case "2a864886f70d01010b" -> "sha256 rsa";
            case "2a864886f70d01010c" -> "sha384 rsa";
            case "2a864886f70d01010d" -> "sha512 rsa";
            case "2a8648ce380403" -> "sha1 dsa";
            case "2a8648ce3d0401" -> "sha1 ecdsa";
            case "2a8648ce3d040302" -> "sha256 ecdsa";
            case "2a8648ce3d040303" -> "sha384 ecdsa";
            case "2a8648ce3d040304" -> "sha512 ecdsa";
            case "2b6570" -> "ed25519";
            case "2b6571" -> "ed448";
            default -> null;
        };
    }

    /** @param info contents of a SubjectPublicKeyInfo */
    static String key(Der info) {
        if (!info.next(Der.SEQUENCE)) return null;
        Der algorithm = info.inside();
        if (!algorithm.next(Der.OID)) return null;
        return switch (identifier(algorithm)) {
            case "2a864886f70d010101" -> rsa(info);
            case "2a8648ce380401" -> "dsa";
            case "2a8648ce3d0201" -> algorithm.next(Der.OID) ? curve(identifier(algorithm)) : "ec";
            case "2b6570" -> "ed25519";
            case "2b6571" -> "ed448";
            default -> null;
        };
    }

    private static String rsa(Der info) {
        if (!info.next(BIT_STRING)) return "rsa";
        // One octet of unused bits, then a sequence that begins with the modulus, which may have a leading zero.
        Der numbers = new Der(info.bytes, info.start() + 1, info.start() + info.length());
        if (!numbers.next(Der.SEQUENCE)) return "rsa";
        Der modulus = numbers.inside();
        if (!modulus.next(Der.INTEGER) || modulus.length() == 0) return "rsa";
        int octets = modulus.length();
        int first = modulus.bytes.u8(modulus.start());
        if (first == 0 && octets > 1) {
            octets--;
            first = modulus.bytes.u8(modulus.start() + 1);
        }
        return "rsa " + (octets * 8 - Integer.numberOfLeadingZeros(first) + 24);
    }

    private static String curve(String identifier) {
        return switch (identifier) {
            case "2a8648ce3d030101" -> "ec p-192";
            case "2b81040021" -> "ec p-224";
            case "2a8648ce3d030107" -> "ec p-256";
            case "2b81040022" -> "ec p-384";
            case "2b81040023" -> "ec p-521";
            case "2b8104000a" -> "ec secp256k1";
            default -> "ec";
        };
    }

    static boolean weak(String key) {
        return key.startsWith("rsa ") && Integer.parseInt(key, 4, key.length(), 10) < RSA_BITS_MIN
                || key.equals("ec p-192")
                || key.equals("dsa");
    }
}
