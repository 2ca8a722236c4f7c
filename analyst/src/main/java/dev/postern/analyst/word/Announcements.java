package dev.postern.analyst.word;

import dev.postern.analyst.inventory.Limit;
import dev.postern.model.Address;
import dev.postern.model.Verb;
import dev.postern.model.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** What of announced work was seen to happen, until its window ends. */
public final class Announcements {
    private static final int WINDOWS_MAX = 256;
    private static final int ACTORS_MAX = 16;

    private final TreeMap<String, Done> done = new TreeMap<>();
    private final Limit limit;
    private long reconciledNanos = Long.MIN_VALUE;

    public Announcements(Limit limit) {
        this.limit = limit;
    }

    /** Of one window; mutable. */
    static final class Done {
        final TreeSet<Address> actors = new TreeSet<>();
        final TreeMap<Address, TreeSet<Verb>> verbs = new TreeMap<>();
        /** At whom anything was done at all. */
        final TreeSet<Address> met = new TreeSet<>();
    }

    /** Packets went between these two: whoever is to look, or to be asked, has met whom he was to meet. */
    public void met(Standing standing, Address one, Address other, long atNanos) {
        // What has no network address at one end is nobody's visit.
        if (one == null || other == null) return;
        seen(standing, one, other, null, atNanos);
        seen(standing, other, one, null, atNanos);
    }

    /** Something was asked of {@code target}. */
    public void seen(Standing standing, Address actor, Address target, Verb verb, long atNanos) {
        if (!standing.hasWindows()) return;
        Window window = standing.announced(actor, target, verb, atNanos);
        if (window == null) return;
        boolean asAnnounced = verb != null && window.includes(verb);
        // Where anybody may do it, those who only look are everybody who always does.
        if (!asAnnounced && window.who().isEmpty()) return;
        if (!done.containsKey(window.id()) && !limit.room("announced windows at work", done.size(), WINDOWS_MAX))
            return;
        Done of = done.computeIfAbsent(window.id(), key -> new Done());
        if (!of.actors.contains(actor) && limit.room("actors of an announced window", of.actors.size(), ACTORS_MAX))
            of.actors.add(actor);
        of.met.add(target);
        if (asAnnounced)
            of.verbs.computeIfAbsent(target, key -> new TreeSet<>()).add(verb);
    }

    /**
     * What came of a window.
     *
     * @param actors who did something, at most 16
     * @param happened what was done, {@code download at 10.0.0.1}
     * @param missing what was announced and not seen, in the same form
     */
    public record Outcome(Window window, List<Address> actors, List<String> happened, List<String> missing) {}

    /** The windows that ended since this was asked last, in the order they were announced. */
    public List<Outcome> reconcile(Standing standing, long upToNanos) {
        List<Outcome> outcomes = new ArrayList<>();
        if (reconciledNanos != Long.MIN_VALUE)
            for (Window window : standing.ended(reconciledNanos, upToNanos)) outcomes.add(outcome(window));
        reconciledNanos = Math.max(reconciledNanos, upToNanos);
        return outcomes;
    }

    private Outcome outcome(Window window) {
        Done of = done.remove(window.id());
        if (of == null) of = new Done();
        List<String> happened = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        boolean looks = window.verbs().stream().allMatch(verb -> verb.weight() < Reach.CHANGES);
        for (Address device : window.devices()) {
            TreeSet<Verb> verbs = of.verbs.getOrDefault(device, new TreeSet<>());
            for (Verb verb : verbs) {
                String as = window.verbs().contains(verb) ? "" : ", in which firmware may come,";
                happened.add(words(verb) + as + " at " + device);
            }
            if (verbs.isEmpty() && looks && of.met.contains(device)) happened.add("a look at " + device);
            if (!of.met.contains(device)) missing.add("anything at " + device);
        }
        // Whoever is to look does so in one way or another.
        for (Verb verb : window.verbs())
            if (!(looks && !of.met.isEmpty()) && of.verbs.values().stream().noneMatch(verbs -> shows(verbs, verb)))
                missing.add(words(verb));
        return new Outcome(window, List.copyOf(of.actors), happened, missing);
    }

    private static boolean shows(TreeSet<Verb> seen, Verb announced) {
        return seen.contains(announced) || announced == Verb.FIRMWARE && seen.contains(Verb.FILE_WRITE);
    }

    private static String words(Verb verb) {
        return verb.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
