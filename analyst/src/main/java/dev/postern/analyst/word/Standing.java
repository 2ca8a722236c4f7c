package dev.postern.analyst.word;

import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Budget;
import dev.postern.model.Channel;
import dev.postern.model.Decree;
import dev.postern.model.Verb;
import dev.postern.model.Window;
import dev.postern.model.Withdrawal;
import dev.postern.model.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * All that people said, as it bears on one moment of event time. Not part of the learned state: the decrees are, and every answer depends
 * on them and the moment asked about alone.
 */
public final class Standing {
    public static final Standing NONE = new Standing(List.of());

    private static final String ROUTER = "router";

    private final List<Word> words = new ArrayList<>();
    private final List<Window> windows = new ArrayList<>();
    private final List<Budget> budgets = new ArrayList<>();
    /** Id to the moment from which it no longer holds. */
    private final Map<String, Long> withdrawn = new HashMap<>();

    /** @param decrees heard, in the order they were */
    public Standing(List<Decree> decrees) {
        for (Decree decree : decrees) {
            switch (decree) {
                case Word word -> words.add(word);
                case Window window -> windows.add(window);
                case Budget budget -> budgets.add(budget);
                case Withdrawal w -> withdrawn.putIfAbsent(w.of(), w.saidNanos());
            }
        }
    }

    /**
     * What was said of something like this.
     *
     * @param role of a device by its address, or empty
     */
    public Heed heed(Anomaly a, Function<Address, String> role) {
        Word said = null;
        for (Word word : words) {
            if (!holds(word, a.atNanos()) || !covers(word, a, role)) continue;
            // Malice outweighs habit; of equals the last word counts.
            if (said == null || said.kind() != Word.Kind.MALICIOUS || word.kind() == Word.Kind.MALICIOUS) said = word;
        }
        if (said != null && said.kind() == Word.Kind.MALICIOUS) return Heed.of(said);
        Window window = announced(a, role.apply(a.device()).equals(ROUTER));
        if (window != null) return new Heed(Heed.Kind.ANNOUNCED, window.id());
        if (said == null || a.neverHidden() && said.kind() != Word.Kind.WRONG_REASON) return Heed.ORDINARY;
        return Heed.of(said);
    }

    private boolean holds(Word word, long atNanos) {
        return atNanos > word.saidNanos() && atNanos < word.untilNanos() && stands(word.id(), atNanos);
    }

    /** Whether an anomaly lies within the scope of a word, whenever it happened. */
    public static boolean covers(Word word, Anomaly a, Function<Address, String> role) {
        return switch (word.scope()) {
            case EVENT ->
                sameRespect(word, a)
                        && a.device().equals(word.device())
                        && Objects.equals(a.peer(), word.peer())
                        && a.service().equals(word.service())
                        && a.verb() == word.verb();
            case EDGE ->
                a.device().equals(word.device()) && Objects.equals(a.peer(), word.peer())
                        || word.peer() != null
                                && a.device().equals(word.peer())
                                && word.device().equals(a.peer());
            case DEVICE_CHANNEL -> sameRespect(word, a) && a.device().equals(word.device());
            case GROUP ->
                sameRespect(word, a) && !word.role().isEmpty() && word.role().equals(role.apply(a.device()));
        };
    }

    /** What is known without learning is one channel: there the situation tells things apart. */
    private static boolean sameRespect(Word word, Anomaly a) {
        return a.channel() == word.channel()
                && (a.channel() != Channel.KNOWLEDGE || a.situation().equals(word.situation()));
    }

    private Window announced(Anomaly a, boolean router) {
        for (Window window : windows)
            if (Reach.covers(window, a, router) && stands(window.id(), a.atNanos())) return window;
        return null;
    }

    /** The window that announces what {@code actor} does to {@code target}, or null. */
    public Window announced(Address actor, Address target, Verb verb, long atNanos) {
        if (target == null) return null;
        for (Window window : windows)
            if (window.announces(actor, target, verb, atNanos) && stands(window.id(), atNanos)) return window;
        return null;
    }

    /**
     * The window by whose word {@code client} becomes a master of {@code server}, or null: it names both, and reading. Who only comes to look around, or to load, is a visitor, and
     * where nobody is named nobody is vouched for.
     */
    public Window commissions(Address client, Address server, long atNanos) {
        for (Window window : windows)
            if (window.verbs().contains(Verb.READ)
                    && window.who().contains(client)
                    && window.announces(client, server, Verb.READ, atNanos)
                    && stands(window.id(), atNanos)) return window;
        return null;
    }

    /** The work as part of which it would have been told, in words; empty where no announcement reaches it. */
    public static String announceable(Anomaly a) {
        Address target = a.peer() == null || a.peer().isMulticast() ? a.device() : a.peer();
        Verb silent = Reach.isWay(a) ? Verb.READ : Verb.CONFIGURE;
        Verb verb = a.verb() == null ? silent : a.verb();
        long at = a.atNanos();
        Window work = new Window("", List.of(a.device()), List.of(target), List.of(verb), at, at + 1, at - 1, "", "");
        if (!Reach.covers(work, a, false)) return "";
        String by = target.equals(a.device()) ? "" : " by " + a.device();
        return "announced work" + by + " at " + target + ": "
                + verb.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether it is not withdrawn yet. */
    private boolean stands(String id, long atNanos) {
        return atNanos <= withdrawn.getOrDefault(id, Long.MAX_VALUE);
    }

    public boolean hasWindows() {
        return !windows.isEmpty();
    }

    /** Windows that ended after the one moment, and up to the other, and were known before their end. */
    public List<Window> ended(long afterNanos, long upToNanos) {
        return windows.stream()
                .filter(w -> w.untilNanos() > afterNanos && w.untilNanos() <= upToNanos)
                .filter(w -> w.untilNanos() > w.saidNanos() && stands(w.id(), w.untilNanos()))
                .toList();
    }

    /** What was called malicious after the one moment, and up to the other. */
    public List<Word> confirmed(long afterNanos, long upToNanos) {
        return words.stream()
                .filter(w -> w.kind() == Word.Kind.MALICIOUS)
                .filter(w -> w.saidNanos() > afterNanos && w.saidNanos() <= upToNanos)
                .toList();
    }

    public Budget budget(long atNanos) {
        Budget said = Budget.DEFAULT;
        for (Budget budget : budgets) if (atNanos > budget.saidNanos()) said = budget;
        return said;
    }
}
