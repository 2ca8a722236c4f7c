package dev.postern.wire.it.ssh;

/**
 * How long packets are under the cipher and code that both sides agree on: RFC 4253 section 6, RFC 5647, OpenSSH's chacha20-poly1305 and -etm codes.
 *
 * @param apart the length in front is no part of what is encrypted, and of the blocks
 * @param block octets that what is encrypted is padded to
 * @param code octets of the code behind
 */
record Sizes(boolean apart, int block, int code) {
    private static final int LENGTH_BYTES = 4, PADDING_BYTES_MIN = 4;

    /** @return null where it cannot be told */
    static Sizes of(String cipher, String mac, String compression) {
        boolean sealed = cipher.contains("-gcm@") || cipher.startsWith("chacha20-poly1305");
        int code = sealed ? 16 : codeBytes(mac);
        int block = blockBytes(cipher);
        // What is compressed from the first is of any length; OpenSSH's kind begins after the login.
        if (code == 0 || block == 0 || compression.equals("zlib")) return null;
        return new Sizes(sealed || mac.contains("-etm@"), block, code);
    }

    /** The first of the client's that the server has as well (RFC 4253 section 7.1), or empty. */
    static String chosen(String client, String server) {
        String among = "," + server + ",";
        for (String name : client.split(",")) if (!name.isEmpty() && among.contains("," + name + ",")) return name;
        return "";
    }

    /** Octets of a packet with so many octets of message, padded as little as may be. */
    int packet(int message) {
        int inside = (apart ? 0 : LENGTH_BYTES) + 1 + message + PADDING_BYTES_MIN;
        return (apart ? LENGTH_BYTES : 0) + (inside + block - 1) / block * block + code;
    }

    private static int blockBytes(String cipher) {
        if (cipher.startsWith("aes") || cipher.startsWith("rijndael") || cipher.startsWith("twofish")) return 16;
        boolean small = cipher.startsWith("chacha20")
                || cipher.startsWith("3des")
                || cipher.startsWith("blowfish")
                || cipher.startsWith("cast128")
                || cipher.startsWith("arcfour");
        return small ? 8 : 0;
    }

    private static int codeBytes(String mac) {
        if (mac.startsWith("hmac-") && mac.contains("-96")) return 12;
        if (mac.startsWith("hmac-sha1")) return 20;
        if (mac.startsWith("hmac-md5")) return 16;
        if (mac.startsWith("hmac-sha2-256")) return 32;
        if (mac.startsWith("hmac-sha2-512")) return 64;
        if (mac.startsWith("umac-64")) return 8;
        return mac.startsWith("umac-128") ? 16 : 0;
    }
}
