package dev.postern.wire.it.tls;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.it.purpose.Purpose;
import java.util.ArrayList;
import java.util.List;

/** The certificates one side shows, RFC 5246 section 7.4.2: its own first, then its issuers, of which {@link #CHAIN_MAX} are read. */
final class Chain {
    static final int CHAIN_MAX = 8;
    private static final int LENGTH_BYTES = 3;

    private Chain() {}

    /** @return false if the first certificate cannot be read */
    static boolean tell(Bytes body, Turn turn) {
        if (body.u24(0) == 0) return true;
        List<Object> subjects = new ArrayList<>();
        Certificate own = null;
        Certificate last = null;
        int at = LENGTH_BYTES;
        int count = 0;
        for (; body.has(at, LENGTH_BYTES) && body.has(at + LENGTH_BYTES, body.u24(at)); count++) {
            if (count < CHAIN_MAX) {
                Certificate read = Certificate.read(body, at + LENGTH_BYTES, body.u24(at));
                if (read == null) break;
                if (own == null) own = read;
                last = read;
                subjects.add(read.subject());
            }
            at += LENGTH_BYTES + body.u24(at);
        }
        if (own == null) return false;
        tell(own, last, subjects, count, body, turn);
        return true;
    }

    private static void tell(
            Certificate own, Certificate last, List<Object> subjects, int count, Bytes body, Turn turn) {
        int at = 2 * LENGTH_BYTES;
        String hash = Fingerprints.hash("SHA-256", body.copy(at, body.u24(LENGTH_BYTES)));
        long nowSeconds = Math.floorDiv(turn.atNanos(), 1_000_000_000L);
        Turn.Draft draft = turn.message("certificate", Verb.SESSION, Outcome.NOTICE)
                .protocol("tls")
                .target(own.subject())
                .field("subject", own.subject())
                .field("issuer", own.issuer())
                .field("organisation", own.organisation().isEmpty() ? null : own.organisation())
                .field("serial", own.serial())
                .field("not_before_seconds", own.notBeforeSeconds())
                .field("not_after_seconds", own.notAfterSeconds())
                .field("self_signed", own.selfSigned())
                .field("key", own.key())
                .field("signature", own.signature())
                .field("sha256", hash)
                .field("chain", subjects)
                .field("chain_length", (long) count)
                .field("root", last.issuer());
        if (nowSeconds < own.notBeforeSeconds() || nowSeconds > own.notAfterSeconds()) draft.field("out_of_date", true);
        if (own.weak()) draft.field("weak", true);
        if (!own.alternativeNames().isEmpty()) draft.field("alternative_names", own.alternativeNames());
        Purpose.fill(draft, Purpose.ofSubject(own.subject())).emit();
        String told = own.subject() + ", issuer " + own.issuer() + ", sha256 " + hash.substring(0, 16);
        turn.identity(turn.source(), Attribute.CERTIFICATE, told, 0.9);
        turn.identity(turn.source(), Attribute.NAME, own.subject(), 0.5);
    }
}
