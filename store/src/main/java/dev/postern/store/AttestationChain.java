package dev.postern.store;

import java.util.List;

/** What was attested of the gap, in order and for good. */
public final class AttestationChain {
    private final Database database;

    AttestationChain(Database database) {
        this.database = database;
    }

    /**
     * One attestation of the gap.
     *
     * @param seq from 1
     * @param untilNanos what was seen before this
     * @param text canonical JSON, signed as it stands
     */
    public record Attestation(long seq, long untilNanos, String text, String signature) {}

    /** What makes an attestation of its predecessor, which is null for the first. */
    public interface Attesting {
        Attestation after(Attestation last);
    }

    /**
     * Adds one to the chain, at once and for good. What was attested is never attested again: after a crash the same days are told again.
     *
     * @return false if the chain reaches as far already
     */
    public synchronized boolean attest(long untilNanos, Attesting attesting) {
        List<Attestation> last = read("ORDER BY seq DESC LIMIT 1");
        if (!last.isEmpty() && last.getFirst().untilNanos() >= untilNanos) return false;
        Attestation next = attesting.after(last.isEmpty() ? null : last.getFirst());
        database.transaction(
                "keep an attestation",
                () -> database.update(
                        "INSERT INTO attestation VALUES(?, ?, ?, ?)",
                        next.seq(),
                        next.untilNanos(),
                        next.text(),
                        next.signature()));
        return true;
    }

    /** The whole chain, in order. */
    public List<Attestation> all() {
        return read("ORDER BY seq");
    }

    private List<Attestation> read(String suffix) {
        return database.rows(
                row -> new Attestation(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4)),
                "SELECT seq, until, text, signature FROM attestation " + suffix);
    }
}
