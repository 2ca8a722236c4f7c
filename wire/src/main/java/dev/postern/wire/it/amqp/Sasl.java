package dev.postern.wire.it.amqp;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Guess;

/**
 * Who logs in, and whether anybody would try this password first; the password itself is not kept.
 *
 * @param guessable as {@link Guess} says, or null
 */
record Sasl(String user, String guessable) {
    private static final int TEXT_BYTES_MAX = 256;

    /** Reads PLAIN (RFC 4616) in {@code [from, to)}: authorization identity, 0, user, 0, password. Null if it is something else. */
    static Sasl plain(Bytes bytes, int from, int to) {
        int first = bytes.indexOf(0, from);
        if (first < 0 || first >= to) return null;
        int second = bytes.indexOf(0, first + 1);
        if (second < 0 || second >= to) return null;
        return of(text(bytes, first + 1, second), text(bytes, second + 1, to));
    }

    static Sasl of(String user, String password) {
        return new Sasl(user, password == null ? null : Guess.of(user, password));
    }

    private static String text(Bytes bytes, int from, int to) {
        return bytes.utf8(from, Math.min(to - from, TEXT_BYTES_MAX));
    }

    /** What is told of a login that is or is not readable. */
    static void describe(Sasl login, Turn.Draft draft) {
        if (login == null) return;
        draft.field("user", login.user).field("password", true).field("guessable", login.guessable);
    }
}
