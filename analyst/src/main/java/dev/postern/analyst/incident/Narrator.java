package dev.postern.analyst.incident;

import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.situation.Situation;
import dev.postern.analyst.word.Heed;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells an incident in plain words: what happened and who, in what order, what was expected and how rare it is, what it may mean, what
 * would tell; each of the three a paragraph. Composed from the sentences of its anomalies and of their situations; nothing is made up.
 */
public final class Narrator {
    private static final int STEPS_MAX = 6;
    private static final int MEANINGS_MAX = 2;
    private static final int LISTED_MAX = 16;

    private Narrator() {}

    static String title(Case head) {
        String prefix = switch (head.heed.kind()) {
            case ANNOUNCED -> "Announced work: ";
            case NOTICE -> "Expected: ";
            default -> "";
        };
        return prefix + ordinaryTitle(head.whole(), met(head));
    }

    /** To whom the deed was done, and to whom on the same round; what only goes on adds nobody. */
    private static Set<Address> met(Case head) {
        LinkedHashSet<Address> met = new LinkedHashSet<>();
        for (Case c : head.round())
            if (c.lead().anomaly().peer() != null && (c == head || !Stories.knowsDeed(head, c)))
                met.add(c.lead().anomaly().peer());
        return met;
    }

    /** What it means that an address has another card. */
    private static boolean saysOfCards(Situation situation) {
        return situation == Situation.TAKEOVER || situation == Situation.REWRITTEN;
    }

    /** Whose title has all that are in it. */
    private static boolean saysWhose(Situation situation) {
        return situation == Situation.TAKEOVER || situation == Situation.ONE_DIRECTION;
    }

    private static String ordinaryTitle(Case c, Set<Address> met) {
        Case.Entry lead = c.lead();
        if (saysWhose(lead.situation())) return lead.anomaly().title();
        String title = deeds(c, lead);
        String who = lead.anomaly().device().toString();
        if (met.size() > 1) return title + ": " + who + " to " + Words.and(met);
        if (lead.anomaly().peer() == null) return title + ": " + who;
        return title + ": " + who + " to " + lead.anomaly().peer();
    }

    /**
     * Everything grave that the lead's device did to the same peer, the gravest first: who stops a controller, loads and resets it did three things. That it searched
     * the network as well was done to nobody in particular.
     */
    @SuppressWarnings("ReferenceEquality") // the very entry
    private static String deeds(Case c, Case.Entry lead) {
        List<Anomaly> grave = new ArrayList<>();
        for (Case.Entry e : c.entries)
            if (e != lead && grave(e.anomaly()) && sameParties(e.anomaly(), lead.anomaly())) grave.add(e.anomaly());
        grave.sort(Comparator.comparingInt(Anomaly::consequence).reversed());
        String first = lead.anomaly().title();
        LinkedHashSet<String> deeds = new LinkedHashSet<>(List.of(first));
        for (Case.Entry e : c.entries)
            if (e != lead
                    && isSearch(e)
                    && e.anomaly().device().equals(lead.anomaly().device())) {
                grave.add(e.anomaly());
                break;
            }
        for (Anomaly a : grave) if (!a.title().equals(first)) deeds.add(lowerFirst(a.title()));
        return Words.and(deeds);
    }

    private static boolean isSearch(Case.Entry e) {
        return switch (e.situation()) {
            case SCAN, SWEEP, SLOW_SCAN, STEALTH_SCAN, RAW_PACKETS -> true;
            default -> false;
        };
    }

    private static boolean grave(Anomaly a) {
        return a.channel() == Channel.KNOWLEDGE && a.neverHidden() && a.consequence() >= Tiers.SERIOUS;
    }

    private static boolean sameParties(Anomaly a, Anomaly b) {
        return a.device().equals(b.device()) && Objects.equals(a.peer(), b.peer());
    }

    static String story(Case head, Inventory inventory) {
        Case c = head.whole();
        Case.Entry lead = c.lead();
        List<String> happened = new ArrayList<>();
        happened.add(Words.sentence(seen(c, lead, inventory)));
        if (c.heed.kind() == Heed.Kind.ANNOUNCED) happened.add("It lies within announced work.");
        if (c.heed.kind() == Heed.Kind.NOTICE) happened.add("Somebody said that this is expected and to be told.");
        if (c.confirmed) happened.add("Somebody said that this is malicious.");
        if (!c.returnOf.isEmpty())
            happened.add("It is the return of what incident " + c.returnOf + " told, which nobody answered.");
        together(head, happened);
        order(c, happened);
        List<String> usual = new ArrayList<>();
        String expected = Words.sentence(lead.anomaly().expected());
        if (!expected.isEmpty()) usual.add("Expected: " + lowerFirst(expected));
        if (!lead.anomaly().rarity().isEmpty())
            usual.add("How rare: " + Words.sentence(lowerFirst(lead.anomaly().rarity())));
        LinkedHashSet<Situation> situations = new LinkedHashSet<>(List.of(lead.situation()));
        for (Case.Entry e : c.entries)
            if (e.anomaly().consequence() >= 4
                    && situations.size() < MEANINGS_MAX
                    && !(e.situation() == Situation.HARDWARE_CHANGED && saysOfCards(lead.situation())))
                situations.add(e.situation());
        List<String> meaning = new ArrayList<>();
        for (Situation s : situations) meaning.add(s.meaning);
        for (Situation s : situations) meaning.add(s.check);
        return Stream.of(happened, usual, meaning)
                .map(sentences -> String.join(" ", sentences))
                .filter(paragraph -> !paragraph.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    /** Why several are one story. */
    private static void together(Case head, List<String> sentences) {
        List<Case> round = head.round();
        Set<Address> met = met(head);
        long begun = round.getFirst().firstNanos;
        if (met.size() > 1)
            sentences.add("On one round of "
                    + Words.span(round.getLast().lead().anomaly().atNanos() - begun)
                    + " the same source did so to "
                    + Words.count(met.size(), "device") + ": " + Words.and(met, LISTED_MAX) + ".");
        else if (round.size() > 1)
            sentences.add("It came again, over " + Words.span(round.getLast().lastNanos - begun) + " by now.");
        List<Address> loaded = head.story()
                .filter(c -> c.search != null)
                .map(c -> c.lead().anomaly().device())
                .distinct()
                .toList();
        if (!loaded.isEmpty())
            sentences.add("It explains an unusual load of " + Words.count(loaded.size(), "device") + " that "
                    + (loaded.size() == 1 ? "was" : "were") + " searched: " + Words.and(loaded, LISTED_MAX) + ".");
    }

    private static String lowerFirst(String text) {
        // An address or a name at the start keeps its letters.
        return text.length() > 1 && Character.isUpperCase(text.charAt(0)) && Character.isLowerCase(text.charAt(1))
                ? Character.toLowerCase(text.charAt(0)) + text.substring(1)
                : text;
    }

    private static String seen(Case c, Case.Entry e, Inventory inventory) {
        String amended = c.amended.get(e.anomaly().id());
        if (amended != null) return amended;
        if (e.anomaly().channel() == Channel.KNOWLEDGE) return e.anomaly().seen();
        String who = describe(c, e.anomaly().device(), inventory);
        if (e.anomaly().peer() != null)
            who += " towards " + describe(c, e.anomaly().peer(), inventory);
        return e.anomaly().title() + ": " + who + ", " + e.anomaly().seen();
    }

    private static String describe(Case c, Address address, Inventory inventory) {
        return inventory.describe(address, c.owner(address, inventory));
    }

    private static String step(Case.Entry e) {
        if (saysWhose(e.situation())) return lowerFirst(e.anomaly().title());
        Address device = e.anomaly().device();
        if (e.situation() == Situation.HARDWARE_CHANGED)
            return "another hardware address for "
                    + (e.anomaly().channel() == Channel.KNOWLEDGE ? e.anomaly().peer() : device);
        return lowerFirst(e.anomaly().title()) + " by " + device
                + (e.anomaly().peer() == null ? "" : " at " + e.anomaly().peer());
    }

    /** The other steps, equal ones counted, with the time since the first. */
    @SuppressWarnings("ReferenceEquality") // the very entry
    private static void order(Case c, List<String> sentences) {
        if (c.entries.size() < 2) return;
        LinkedHashMap<String, Integer> times = new LinkedHashMap<>();
        LinkedHashMap<String, String> told = new LinkedHashMap<>();
        for (Case.Entry e : c.entries) {
            String step = step(e);
            times.merge(step, 1, Integer::sum);
            if (told.size() < STEPS_MAX)
                told.putIfAbsent(
                        step,
                        e == c.entries.getFirst()
                                ? "first"
                                : "after " + Words.span(e.anomaly().atNanos() - c.firstNanos));
        }
        List<String> steps = new ArrayList<>();
        told.forEach((step, when) ->
                steps.add(when + ", " + step + (times.get(step) > 1 ? " (" + times.get(step) + " times)" : "")));
        int more = times.size() - told.size();
        sentences.add("Over " + Words.span(c.lastNanos - c.firstNanos) + ", in this order: " + String.join("; ", steps)
                + (more > 0 ? "; and " + more + " more" : "") + ".");
        if (c.left > 0)
            sentences.add(Words.count(c.left, "further anomaly").replace("anomalys", "anomalies")
                    + " of the same kind followed.");
    }
}
