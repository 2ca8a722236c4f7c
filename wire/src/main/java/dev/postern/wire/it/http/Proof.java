package dev.postern.wire.it.http;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import dev.postern.wire.it.ntlm.Ntlm;

/**
 * Who asks and how it was proved: what a request brought with it (RFC 7617, RFC 7616, MS-NTHT). The status of the answer says whether that was good.
 *
 * @param user empty where it is not said
 * @param domain of Windows, or null
 */
record Proof(String scheme, String user, String domain, boolean toProxy) {
    private static final int UNAUTHORIZED = 401, PROXY_AUTHENTICATION = 407;
    private static final int SWITCHING = 101, NOT_MODIFIED = 304;

    /** What {@code head} proves, or null: the first steps of NTLM and what is said by tokens of other kinds prove nothing that is seen. */
    static Proof of(Head head, Ntlm ntlm) {
        if (ntlm != null)
            return ntlm.provesUser() ? new Proof(head.scheme, ntlm.user(), ntlm.domain(), head.toProxy) : null;
        if (!head.credentials && !head.digest) return null;
        return new Proof(head.scheme, head.user == null ? "" : head.user, null, head.toProxy);
    }

    /** Null where an answer does not say: a redirection may come before anybody looked, and an error after. */
    Outcome judged(int status, Head answer) {
        // More is asked, or the same again for a newer challenge.
        boolean goesOn = answer.token != null || answer.stale;
        if (status == (toProxy ? PROXY_AUTHENTICATION : UNAUTHORIZED)) return goesOn ? null : Outcome.REFUSED;
        boolean given = status >= 200 && status < 300 || status == SWITCHING || status == NOT_MODIFIED;
        return given ? Outcome.SUCCESS : null;
    }

    void tell(Turn turn, Outcome outcome, long askedNanos) {
        turn.message("login", Verb.LOGIN, outcome)
                .target(user)
                .answers(askedNanos)
                .field("user", user.isEmpty() ? null : user)
                .field("domain", domain)
                .field("authorization", scheme)
                .emit();
    }
}
