package dev.postern.analyst.incident;

import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.word.Standing;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Incident;
import dev.postern.model.Incident.Tier;
import dev.postern.model.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What a word would have changed, had it been said ninety days ago: asked before it is given.
 *
 * @param fromNanos since when anomalies were looked at
 * @param covered anomalies within the scope
 * @param neverHidden of these, those that no word silences
 * @param gone ids of stories that would not have been told
 * @param quieter ids of stories that would have been told one tier lower, or as a notice of their own
 * @param louder ids of stories that would have been incidents
 * @param alone covered anomalies in no story, which would have become incidents of their own
 */
public record Preview(
        long fromNanos,
        int covered,
        int neverHidden,
        List<String> gone,
        List<String> quieter,
        List<String> louder,
        int alone) {
    /**
     * @param stories all that are kept
     * @param role of a device by its address, or empty
     * @param sinceNanos when the home began
     */
    public static Preview of(
            Word word,
            List<Anomaly> anomalies,
            List<Incident> stories,
            Function<Address, String> role,
            long sinceNanos,
            long nowNanos) {
        long from = nowNanos - Word.LASTS_NANOS;
        Map<String, Anomaly> byId = new HashMap<>();
        Set<String> covered = new HashSet<>();
        int neverHidden = 0;
        for (Anomaly a : anomalies) {
            byId.put(a.id(), a);
            if (a.atNanos() < from || !Standing.covers(word, a, role)) continue;
            covered.add(a.id());
            if (a.neverHidden()) neverHidden++;
        }
        List<String> gone = new ArrayList<>();
        List<String> quieter = new ArrayList<>();
        List<String> louder = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Incident story : stories) {
            told.addAll(story.anomalies());
            if (story.anomalies().stream().noneMatch(covered::contains)) continue;
            Tier tier = tier(word, story, byId, covered, sinceNanos);
            if (tier == Tier.OBSERVATION && story.deserved() != Tier.OBSERVATION) gone.add(story.id());
            else if (tier.ordinal() > story.deserved().ordinal()) quieter.add(story.id());
            else if (tier.ordinal() < story.deserved().ordinal()) louder.add(story.id());
        }
        int alone = 0;
        if (word.kind() == Word.Kind.MALICIOUS) for (String id : covered) if (!told.contains(id)) alone++;
        return new Preview(from, covered.size(), neverHidden, gone, quieter, louder, alone);
    }

    private static Tier tier(
            Word word, Incident story, Map<String, Anomaly> byId, Set<String> covered, long sinceNanos) {
        if (word.kind() == Word.Kind.MALICIOUS) return Tier.INCIDENT;
        if (word.kind() == Word.Kind.WRONG_REASON) return story.deserved();
        boolean notice = false;
        Tier rest = Tier.OBSERVATION;
        for (List<String> sitting : story.sittings()) {
            List<Anomaly> left = new ArrayList<>();
            for (String id : sitting) {
                Anomaly a = byId.get(id);
                if (a == null) continue;
                boolean silenced = covered.contains(id) && !a.neverHidden();
                if (!silenced) left.add(a);
                else notice |= word.kind() == Word.Kind.EXPECTED_TELL;
            }
            if (left.isEmpty()) continue;
            Tier tier = Tiers.of(left, sinceNanos, Settings.defaults()).tier();
            if (tier.ordinal() < rest.ordinal()) rest = tier;
        }
        return notice && rest == Tier.OBSERVATION ? Tier.NOTICE : rest;
    }
}
