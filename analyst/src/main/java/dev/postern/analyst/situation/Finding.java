package dev.postern.analyst.situation;

import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.FrameRef;
import dev.postern.model.Ids;
import dev.postern.model.Stamp;
import dev.postern.model.Verb;
import java.util.List;

/**
 * Something known without learning.
 *
 * @param key what changed; with the situation and the frame it makes the id
 * @param peer the other side, or null
 * @param seen a sentence
 * @param expected a sentence
 * @param join findings with the same words here belong to one incident whoever is in them; empty for none
 * @param explanation what it is measured against; {@link Explanation#NONE} where nothing is
 */
public record Finding(
        Situation situation,
        String key,
        Stamp stamp,
        Address device,
        Address peer,
        String service,
        Verb verb,
        String title,
        String seen,
        String expected,
        String rarity,
        int consequence,
        boolean neverHidden,
        List<FrameRef> evidence,
        List<Part> parts,
        String join,
        Explanation explanation) {
    /** How rare what is told each time is. */
    static final String ALWAYS = "always reported, however often it happens";

    /** Of what is measured against nothing. */
    public Finding(
            Situation situation,
            String key,
            Stamp stamp,
            Address device,
            Address peer,
            String service,
            Verb verb,
            String title,
            String seen,
            String expected,
            String rarity,
            int consequence,
            boolean neverHidden,
            List<FrameRef> evidence,
            List<Part> parts,
            String join) {
        this(
                situation,
                key,
                stamp,
                device,
                peer,
                service,
                verb,
                title,
                seen,
                expected,
                rarity,
                consequence,
                neverHidden,
                evidence,
                parts,
                join,
                Explanation.NONE);
    }

    /** @param order of the frame that completed it */
    static String id(Situation situation, String key, long order) {
        return Ids.of("anomaly", situation.name(), key, order);
    }

    public Anomaly anomaly() {
        return new Anomaly(
                id(situation, key, stamp.order()),
                stamp.atNanos(),
                stamp.order(),
                device,
                peer,
                service,
                Channel.KNOWLEDGE,
                verb,
                situation.code,
                title,
                expected,
                seen,
                explanation.derivation().combined(),
                rarity,
                consequence,
                explanation,
                List.copyOf(evidence),
                situation.techniques,
                neverHidden);
    }

    /** Takes findings in; what stands behind it makes anomalies and incidents of them. */
    public interface Desk {
        /** @return id of the anomaly */
        String raise(Finding finding);

        /** More is known about an anomaly that was raised: replaces its sentence in the story. */
        void amend(String anomalyId, String seen, long atNanos);
    }

    /** What one did to another for the first time: the frame shows it, and it is measured against nothing. */
    static Finding firstTime(
            Situation s,
            String key,
            Stamp stamp,
            Address client,
            Address server,
            String service,
            Verb verb,
            String seen,
            String expected) {
        return new Finding(
                s,
                key,
                stamp,
                client,
                server,
                service,
                verb,
                s.title,
                seen,
                expected,
                "first time for this pair",
                s.consequence,
                s.neverHidden,
                List.of(stamp.ref()),
                List.of(Part.source(client), Part.target(server)),
                "");
    }
}
