package dev.postern.wire.it.ssh;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Turn;

/**
 * Whether a login succeeded, by how much the server sends under encryption between two sendings of the client (RFC 4252). First it accepts the
 * service, then it answers each try. That a login succeeded is a message of one octet; a refusal lists what else may be tried, so it is longer, and
 * those of one connection are of one length, or of two where the server asks questions in between. A connection that ends after nothing but such
 * answers brought no login. Of anything else nothing is said. Plain data.
 */
final class SealedLogin {
    private static final int ANSWERS_MAX = 255;
    private static final int SUCCESS_BYTES = 1;
    /** Number, length of a list that holds "password" and nothing else, whether it was a part of what is asked for. */
    private static final int REFUSAL_BYTES_MIN = 1 + 4 + 8 + 1;
    /** No refusal is longer as a packet; what a server says before a login, or of itself after one, often is. */
    private static final int REFUSAL_BYTES_MAX = 256;

    private Sizes sizes;
    /** The server pads no more than it must: some do, by a block. */
    private boolean tight;

    private boolean asked;
    /** Octets that the server has sent since the client's last, and those of them that came first. */
    private int sent;

    private int first;

    private int answers;
    private int length;
    private int otherLength;
    /** Answers were no refusals. */
    private boolean mixed;

    private boolean settled;

    /** @param agreed null where nothing is known of it */
    void begin(Sizes agreed) {
        sizes = agreed;
    }

    /** A packet of the server in clear had so many octets of padding. */
    void padded(int octets) {
        tight |= octets < 8;
    }

    /** So much came under encryption. */
    void sent(int count, Turn turn) {
        settled |= sizes == null || turn.isAfterGap();
        if (settled) return;
        if (turn.fromClient()) {
            answered(turn);
            asked = true;
        } else if (asked) {
            // What it can do the server may say before anybody asks (RFC 8308).
            if (sent == 0) first = count;
            sent = Math.min(sent + count, REFUSAL_BYTES_MAX + 1);
        }
    }

    /** The connection is over. */
    void ended(Turn turn) {
        if (settled || sizes == null || turn.isAfterGap()) return;
        answered(turn);
        boolean refused = !mixed && answers > 1 && (answers > 2 || tight || length > padded());
        if (!settled && refused) tell(turn, Outcome.REFUSED);
        settled = true;
    }

    private void answered(Turn turn) {
        if (sent == 0) return;
        int whole = sent;
        sent = 0;
        // What it can do, where it crosses what the client says first.
        if (answers == 0 && whole > REFUSAL_BYTES_MAX) return;
        if (++answers == 1) return;
        if (isSuccess(whole)) {
            tell(turn, Outcome.SUCCESS);
            settled = true;
        } else if (length == 0 || whole == length) {
            length = whole;
        } else if (otherLength == 0 || whole == otherLength) {
            otherLength = whole;
        } else {
            mixed = true;
        }
        mixed |= whole > REFUSAL_BYTES_MAX;
        settled |= answers > ANSWERS_MAX;
    }

    private boolean isSuccess(int whole) {
        int shortest = sizes.packet(SUCCESS_BYTES);
        // On a long way the client is silent until more has come.
        if (whole == shortest || first == shortest) return true;
        if (whole < sizes.packet(REFUSAL_BYTES_MIN)) return whole > shortest;
        // Padded by a block more, as all of its answers then are: the refusals before it were longer all the same.
        return whole == padded() && length > whole && (otherLength == 0 || otherLength > whole);
    }

    private int padded() {
        return sizes.packet(SUCCESS_BYTES) + sizes.block();
    }

    private void tell(Turn turn, Outcome outcome) {
        turn.message("login", Verb.LOGIN, outcome)
                .fromServer()
                .field("answers", answers - 1L)
                .field("told_by", "sizes")
                .emit();
    }
}
