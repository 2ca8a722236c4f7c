package dev.postern.wire.it.rdp;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * Whether a login with CredSSP (MS-CSSP section 3.1.5) succeeded, by the sizes of the TLS records that it is encrypted in. The client's last word
 * before the decision is long: its answer to the challenge or its ticket, with the server's key. A server that refuses says an error of some octets
 * or nothing, and the connection is over; one that accepts gives its key back, and the conference is joined channel by channel, so many turns follow.
 * Of anything else nothing is said. Plain data.
 */
final class CredsspLogin {
    private static final int RECORD_HEADER = 5;
    private static final int CIPHER_CHANGE = 20, APPLICATION = 23, HEARTBEAT = 24;
    /** Of an alert, which TLS 1.3 does not tell from data: header, two octets and their type, tag. */
    private static final int ALERT_BYTES_MAX = 5 + 3 + 16;

    private static final int RECORD_BYTES_MAX = (1 << 14) + 2048;
    /** Of the record that a login is decided on; what opens an exchange with NTLM is half of it. */
    private static final int PROOF_BYTES_MIN = 250;
    /** An error takes 15 octets, at most 85 under any suite; the key or its hash takes 59 and more, at least 88. */
    private static final int KEY_BYTES_MIN = 88;
    /** Of the server: with a ticket that is no good, NTLM instead, and an early result, there are five before a login fails. */
    private static final int TURNS_MIN = 7;

    private int serverTurns;
    private boolean fromServer;
    /** The longest record of the client's last turn, and the octets of the server since. */
    private int asked;

    private int answered;
    private boolean settled;

    /** Nothing more will be told. */
    boolean isSettled() {
        return settled;
    }

    /**
     * Reads one record of a side that encrypts; the result is that of {@link Dissector#dissect}.
     *
     * @param user as whom somebody logs in, as far as it is known
     */
    int record(Bytes pending, Turn turn, String user) {
        int type = pending.u8(0);
        if (turn.isAfterGap() || type < CIPHER_CHANGE || type > HEARTBEAT) return settle(pending);
        if (pending.length() < RECORD_HEADER) {
            turn.need(RECORD_HEADER);
            return Dissector.NEED_MORE;
        }
        int total = RECORD_HEADER + pending.u16(3);
        if (pending.u8(1) != 3 || total > RECORD_BYTES_MAX) return settle(pending);
        if (pending.length() < total) {
            turn.need(total);
            return Dissector.NEED_MORE;
        }
        if (type == APPLICATION && total > ALERT_BYTES_MAX) count(total, turn, user);
        return total;
    }

    private int settle(Bytes pending) {
        settled = true;
        return pending.length();
    }

    private void count(int octets, Turn turn, String user) {
        if (turn.fromClient()) {
            asked = fromServer ? octets : Math.max(asked, octets);
            fromServer = false;
            answered = 0;
        } else if (asked > 0) {
            // Tickets of TLS 1.3 may come before anybody asks.
            if (!fromServer) serverTurns++;
            fromServer = true;
            answered = Math.min(answered + octets, KEY_BYTES_MIN);
            if (serverTurns == TURNS_MIN) tell(turn, Outcome.SUCCESS, user);
        }
    }

    /** The connection is over. */
    void ended(Turn turn, String user) {
        boolean refused = serverTurns > 0 && asked >= PROOF_BYTES_MIN && answered < KEY_BYTES_MIN;
        if (!settled && !turn.isAfterGap() && refused) tell(turn, Outcome.REFUSED, user);
        settled = true;
    }

    private void tell(Turn turn, Outcome outcome, String user) {
        settled = true;
        turn.message("login", Verb.LOGIN, outcome)
                .fromServer()
                .target(user)
                .field("told_by", "sizes")
                .emit();
    }
}
