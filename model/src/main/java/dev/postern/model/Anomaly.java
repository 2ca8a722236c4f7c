package dev.postern.model;

import java.util.List;

/**
 * One departure from the pattern of life, or one event that is never hidden.
 *
 * @param id stable: the same capture gives the same id
 * @param order position of the frame that completed it; anomalies of one home are listed in this order, then by id
 * @param device whose habit was broken
 * @param peer the other side, or null
 * @param service protocol or transport and port, or empty
 * @param situation code of the catalogue, {@code B1}; empty until the analyst has named it
 * @param title a few words for a list: {@code Program download}
 * @param expected in words, with numbers
 * @param seen in words, with numbers
 * @param pvalue how often a benign device would show at least this, per test; 1 for pure knowledge
 * @param rarity the same in words: {@code once in 9 days for this device; 2 of its 14 peers ever did it}
 * @param consequence weight for the process, 1 to 40
 * @param evidence the frames that prove it, in order, at most 32
 * @param techniques MITRE ATT&CK ids
 * @param neverHidden shown whatever the alarm budget
 * @param answer id of the {@link Decree} that had said what to think of it; empty if none had
 */
public record Anomaly(
        String id,
        long atNanos,
        long order,
        Address device,
        Address peer,
        String service,
        Channel channel,
        Verb verb,
        String situation,
        String title,
        String expected,
        String seen,
        double pvalue,
        String rarity,
        int consequence,
        Explanation explanation,
        List<FrameRef> evidence,
        List<String> techniques,
        boolean neverHidden,
        String answer) {
    /** Homes hold anomalies of before people could say something. */
    public Anomaly {
        if (answer == null) answer = "";
    }

    /** Of which nobody has said anything. */
    public Anomaly(
            String id,
            long atNanos,
            long order,
            Address device,
            Address peer,
            String service,
            Channel channel,
            Verb verb,
            String situation,
            String title,
            String expected,
            String seen,
            double pvalue,
            String rarity,
            int consequence,
            Explanation explanation,
            List<FrameRef> evidence,
            List<String> techniques,
            boolean neverHidden) {
        this(
                id,
                atNanos,
                order,
                device,
                peer,
                service,
                channel,
                verb,
                situation,
                title,
                expected,
                seen,
                pvalue,
                rarity,
                consequence,
                explanation,
                evidence,
                techniques,
                neverHidden,
                "");
    }

    public Anomaly answeredBy(String decree) {
        return with(explanation, decree);
    }

    public Anomaly explained(Explanation by) {
        return with(by, answer);
    }

    private Anomaly with(Explanation explanation, String answer) {
        return new Anomaly(
                id,
                atNanos,
                order,
                device,
                peer,
                service,
                channel,
                verb,
                situation,
                title,
                expected,
                seen,
                pvalue,
                rarity,
                consequence,
                explanation,
                evidence,
                techniques,
                neverHidden,
                answer);
    }
}
