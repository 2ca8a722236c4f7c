package dev.postern.wire.it.amqp;

import dev.postern.wire.Bytes;

/** The one mechanism that shows who logs in, PLAIN (RFC 4616): authorization identity, 0, user, 0, password. */
final class Sasl {
    private static final int USER_BYTES_MAX = 256;

    private Sasl() {}

    /** The user in {@code [from, to)}, or null. The password is not looked at. */
    static String plainUser(Bytes bytes, int from, int to) {
        int first = bytes.indexOf(0, from);
        if (first < 0 || first >= to) return null;
        int second = bytes.indexOf(0, first + 1);
        if (second < 0 || second >= to) return null;
        return bytes.utf8(first + 1, Math.min(second - first - 1, USER_BYTES_MAX));
    }
}
