package dev.postern.appliance.verdict;

import dev.postern.analyst.incident.Tiers;
import dev.postern.analyst.inventory.Settings;
import dev.postern.life.chance.Law;
import dev.postern.life.chance.Recomputed;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Decree;
import dev.postern.model.Derivation;
import dev.postern.model.Explanation;
import dev.postern.model.Incident;
import dev.postern.model.Window;
import dev.postern.model.Word;
import dev.postern.store.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The derivation of one anomaly with every number, computed again from what is kept with it: each signal's p from its law, its tail, their
 * combination, and the tier of each story from the anomalies in it. As names and values, in the form of docs/reference/json.md.
 */
final class Why {
    private Why() {}

    /** @return null if there is no such anomaly */
    static Map<String, Object> of(State state, String id) {
        Optional<Anomaly> found = state.findings().anomaly(id);
        if (found.isEmpty()) return null;
        Anomaly a = found.get();
        List<Decree> decrees = state.decrees().all();
        Map<String, Object> why = new LinkedHashMap<>();
        why.put("id", a.id());
        why.put("title", a.title());
        why.put("time", Math.floorDiv(a.atNanos(), 1_000L) / 1e6);
        why.put("device", a.device().toString());
        why.put("peer", a.peer() == null ? null : a.peer().toString());
        why.put("situation", a.situation());
        why.put("channel", a.channel().label());
        why.put("consequence", a.consequence());
        why.put("never_hidden", a.neverHidden());
        why.put("expected", a.expected());
        why.put("seen", a.seen());
        why.put("rarity", a.rarity());
        expectation(why, a.explanation());
        Derivation d = a.explanation().derivation();
        Recomputed again = Recomputed.of(d);
        boolean derived = !d.isNone();
        boolean agrees = derived ? again.agrees() && d.combined() == a.pvalue() : a.channel() == Channel.KNOWLEDGE;
        why.put("basis", basis(a, d));
        if (derived) derivation(why, a.explanation(), d, again);
        List<Map<String, Object>> stories = new ArrayList<>();
        for (Incident story : state.findings().incidentsWith(id)) {
            Map<String, Object> told = story(state, story, decrees);
            stories.add(told);
            agrees &= Boolean.TRUE.equals(told.get("agrees"));
        }
        why.put("stories", stories);
        why.put("answer", answer(a, decrees));
        why.put("agrees", agrees);
        return why;
    }

    private static String basis(Anomaly a, Derivation d) {
        if (a.channel() == Channel.KNOWLEDGE) return "Known from the protocol, without learning: nothing is computed.";
        if (d.isNone()) return "Told by a release that did not keep its numbers.";
        if (d.isAlone()) return "A new thing, judged by itself.";
        return "A device's minute: " + d.tests() + " tests, of which "
                + d.signals().size() + " said something.";
    }

    private static void derivation(Map<String, Object> why, Explanation e, Derivation d, Recomputed again) {
        List<Map<String, Object>> signals = new ArrayList<>();
        for (int i = 0; i < d.signals().size(); i++)
            signals.add(signal(d.signals().get(i), again.signals().get(i)));
        Map<String, Double> shares = new LinkedHashMap<>();
        for (Explanation.Share share : e.shares()) shares.put(share.channel().label(), share.weight());
        why.put("signals", signals);
        why.put("shares", shares);
        why.put("tests", d.tests());
        if (!d.isAlone()) standing(why, d.standing());
        why.put("pvalue", d.combined());
        why.put("pvalue_again", again.combined());
        why.put("threshold", d.threshold());
    }

    /** What the record says of the expectation; what does not apply is left out. */
    private static void expectation(Map<String, Object> why, Explanation e) {
        if (!Double.isNaN(e.low()) && !Double.isNaN(e.high())) {
            why.put("low", e.low());
            why.put("middle", e.middle());
            why.put("high", e.high());
        }
        if (!Double.isNaN(e.seen())) why.put("quantity", e.seen());
        if (!e.unit().isEmpty()) why.put("unit", e.unit());
        if (e.sinceNanos() != 0) why.put("since", Math.floorDiv(e.sinceNanos(), 1_000L) / 1e6);
        if (!e.counterfactual().isEmpty()) why.put("counterfactual", e.counterfactual());
        why.put("samples", e.samples());
        why.put("peers", e.groupSize());
        why.put("peers_ever", e.groupEver());
    }

    /** How often minutes were as surprising before. */
    private static void standing(Map<String, Object> why, Derivation.Standing s) {
        why.put("site_minutes", s.site().tests());
        why.put("site_excesses", s.site().excesses());
        why.put("device_minutes", s.minutes());
        why.put("device_as_rare", s.asRare());
    }

    private static Map<String, Object> signal(Derivation.Signal s, Recomputed.Signal again) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("channel", s.channel().label());
        line.put("what", s.what());
        if (!s.seen().isEmpty()) {
            line.put("expected", s.expected());
            line.put("seen", s.seen());
        }
        line.put("law", s.law().toLowerCase(Locale.ROOT).replace('_', ' '));
        Map<String, Double> numbers = new LinkedHashMap<>();
        if (again.known()) {
            List<String> names = Law.valueOf(s.law()).names();
            for (int i = 0; i < names.size(); i++)
                numbers.put(names.get(i), s.numbers().get(i));
        }
        line.put("numbers", numbers);
        line.put("p", s.p());
        line.put("p_again", again.p());
        line.put("tail_tests", s.tail().tests());
        line.put("tail_excesses", s.tail().excesses());
        line.put("weighed", s.weighed());
        line.put("weighed_again", again.weighed());
        line.put("recomputed", again.known());
        line.put("agrees", again.agrees());
        return line;
    }

    private static Map<String, Object> story(State state, Incident story, List<Decree> decrees) {
        List<Anomaly> parts = new ArrayList<>();
        List<List<Anomaly>> sittings = new ArrayList<>();
        for (List<String> ids : story.sittings()) {
            List<Anomaly> sitting = new ArrayList<>();
            for (String id : ids) state.findings().anomaly(id).ifPresent(sitting::add);
            sittings.add(sitting);
            parts.addAll(sitting);
        }
        Tiers.Grounds grounds = Tiers.loudest(sittings, story.returnOf(), state.sinceNanos(), Settings.defaults());
        Incident.Tier again = grounds.tier();
        String rule = grounds.rule();
        for (Anomaly part : parts) {
            switch (decree(part.answer(), decrees)) {
                case Word word
                when word.kind() == Word.Kind.MALICIOUS -> {
                    again = Incident.Tier.INCIDENT;
                    rule = "said to be malicious";
                }
                case Word word
                when word.kind() == Word.Kind.EXPECTED_TELL -> {
                    again = Incident.Tier.NOTICE;
                    rule = "said to be expected, and to be told";
                }
                case Window _ -> {
                    again = Incident.Tier.NOTICE;
                    rule = "announced work";
                }
                case null, default -> {}
            }
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", story.id());
        line.put("title", story.title());
        line.put("tier", name(story.tier()));
        line.put("held_back", story.heldBack() == null ? null : name(story.heldBack()));
        line.put("return_of", story.returnOf());
        line.put("anomalies", story.anomalies().size());
        line.put("never_hidden_consequence", grounds.gravest());
        line.put("pvalue", grounds.combined());
        line.put("consequence", grounds.consequence());
        line.put("situations", grounds.situations());
        line.put("rule", rule);
        line.put("tier_again", name(again));
        line.put("agrees", again == story.deserved());
        return line;
    }

    private static String name(Incident.Tier tier) {
        return tier.name().toLowerCase(Locale.ROOT);
    }

    private static Decree decree(String id, List<Decree> decrees) {
        for (Decree decree : decrees) if (decree.id().equals(id)) return decree;
        return null;
    }

    private static String answer(Anomaly a, List<Decree> decrees) {
        return switch (decree(a.answer(), decrees)) {
            case Word w -> w.author() + " had said of " + w.reach() + ": " + Said.words(w.kind()) + ".";
            case Window w -> w.author() + " had announced it" + (w.note().isEmpty() ? "." : ": " + w.note() + ".");
            case null, default -> "";
        };
    }
}
