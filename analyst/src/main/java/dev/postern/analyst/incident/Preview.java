package dev.postern.analyst.incident;

import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.situation.Naming;
import dev.postern.analyst.word.Heed;
import dev.postern.analyst.word.Standing;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Decree;
import dev.postern.model.Incident;
import dev.postern.model.Incident.Tier;
import dev.postern.model.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * What a word would have changed, had it stood for the last ninety days beside all else that people said: asked before it is given.
 *
 * @param fromNanos since when anomalies were looked at
 * @param covered anomalies within the scope
 * @param neverHidden of these, those that no word silences
 * @param gone ids of stories that would not have been told
 * @param quieter ids of stories that would have been told one tier lower, or as a notice of their own
 * @param louder ids of stories that would have been told as incidents, or as notices where the word asks for that
 * @param alone covered anomalies in no story, which would have been told: as incidents of their own, or as notices where the word asks for that
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
     * All that is kept, by id.
     *
     * @param otherwise what is to be thought of an anomaly with the word, where that is something else
     */
    private record Kept(
            Map<String, Anomaly> anomalies, Map<String, Incident> stories, Map<String, Heed.Kind> otherwise) {
        List<Anomaly> of(String story) {
            Incident kept = stories.get(story);
            return kept == null ? List.of() : known(kept.anomalies());
        }

        /** Those of a story, as they were judged. */
        List<List<Anomaly>> sittings(Incident story) {
            return story.sittings().stream().map(this::known).toList();
        }

        private List<Anomaly> known(List<String> ids) {
            return ids.stream().map(anomalies::get).filter(Objects::nonNull).toList();
        }

        /** Still said of it: nothing, or nothing that counts. */
        boolean stays(Anomaly a) {
            Heed.Kind now = otherwise.get(a.id());
            return now == null || now == Heed.Kind.ORDINARY;
        }
    }

    /**
     * @param stories all that are kept
     * @param decrees all that people said before
     * @param role of a device by its address, or empty
     * @param sinceNanos when the home began
     */
    public static Preview of(
            Word word,
            List<Anomaly> anomalies,
            List<Incident> stories,
            List<Decree> decrees,
            Function<Address, String> role,
            long sinceNanos,
            long nowNanos) {
        long from = nowNanos - Word.LASTS_NANOS;
        Standing before = new Standing(decrees);
        List<Decree> all = new ArrayList<>(decrees);
        all.add(word.lasting(2 * Word.LASTS_NANOS).heardAt(from - 1));
        Standing with = new Standing(all);
        Kept kept = new Kept(new HashMap<>(), new HashMap<>(), new HashMap<>());
        int covered = 0;
        int neverHidden = 0;
        for (Anomaly a : anomalies) {
            kept.anomalies.put(a.id(), a);
            if (a.atNanos() < from || !Standing.covers(word, a, role)) continue;
            covered++;
            if (a.neverHidden()) neverHidden++;
            Heed.Kind now = with.heed(a, role).kind();
            if (now != before.heed(a, role).kind()) kept.otherwise.put(a.id(), now);
        }
        for (Incident story : stories) kept.stories.put(story.id(), story);
        return told(from, covered, neverHidden, stories, kept, sinceNanos);
    }

    private static Preview told(
            long from, int covered, int neverHidden, List<Incident> stories, Kept kept, long sinceNanos) {
        List<String> gone = new ArrayList<>();
        List<String> quieter = new ArrayList<>();
        List<String> louder = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Incident story : stories) {
            told.addAll(story.anomalies());
            if (story.anomalies().stream().noneMatch(kept.otherwise::containsKey)) continue;
            Tier tier = tier(story, kept, sinceNanos);
            if (tier == Tier.OBSERVATION && story.deserved() != Tier.OBSERVATION) gone.add(story.id());
            else if (tier.ordinal() > story.deserved().ordinal()) quieter.add(story.id());
            else if (tier.ordinal() < story.deserved().ordinal()) louder.add(story.id());
        }
        int alone = 0;
        for (Map.Entry<String, Heed.Kind> entry : kept.otherwise.entrySet()) {
            boolean tells = entry.getValue() == Heed.Kind.NOTICE || entry.getValue() == Heed.Kind.CONFIRMED;
            if (tells && !told.contains(entry.getKey())) alone++;
        }
        return new Preview(from, covered, neverHidden, gone, quieter, louder, alone);
    }

    private static Tier tier(Incident story, Kept kept, long sinceNanos) {
        boolean notice = false;
        for (String id : story.anomalies()) {
            Heed.Kind now = kept.otherwise.get(id);
            if (now == Heed.Kind.CONFIRMED) return Tier.INCIDENT;
            notice |= now == Heed.Kind.NOTICE;
        }
        Tier rest = rest(story, kept, sinceNanos);
        return notice && rest == Tier.OBSERVATION ? Tier.NOTICE : rest;
    }

    /** Like is compared with like: where what is left says as much as the whole did, the story stays what it was, whatever else made it so. */
    private static Tier rest(Incident story, Kept kept, long sinceNanos) {
        List<List<Anomaly>> whole = kept.sittings(story);
        List<List<Anomaly>> rests = whole.stream()
                .map(sitting -> sitting.stream().filter(kept::stays).toList())
                .filter(sitting -> !sitting.isEmpty())
                .toList();
        if (rests.isEmpty()) return Tier.OBSERVATION;
        List<Anomaly> left = rests.stream().flatMap(List::stream).toList();
        String returnOf = returns(left, kept.of(story.returnOf())) ? story.returnOf() : "";
        Settings settings = Settings.defaults();
        Tier before =
                Tiers.loudest(whole, story.returnOf(), sinceNanos, settings).tier();
        Tier rest = Tiers.loudest(rests, returnOf, sinceNanos, settings).tier();
        return rest == before || rest.ordinal() < story.deserved().ordinal() ? story.deserved() : rest;
    }

    /** Whether one of these is the return of one of those. */
    private static boolean returns(List<Anomaly> left, List<Anomaly> former) {
        for (Anomaly a : left)
            for (Anomaly b : former)
                if (a.device().equals(b.device())
                        && Objects.equals(a.peer(), b.peer())
                        && Naming.situation(a) == Naming.situation(b)) return true;
        return false;
    }
}
