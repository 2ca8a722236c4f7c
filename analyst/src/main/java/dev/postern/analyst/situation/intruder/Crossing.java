package dev.postern.analyst.situation.intruder;

import dev.postern.analyst.inventory.Limit;
import dev.postern.analyst.inventory.Settings;
import dev.postern.life.chance.Law;
import dev.postern.model.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** One host as a place that is passed through: who comes, where it goes, whether it goes on after a new arrival. Mutable, about 8 KB when full. */
final class Crossing {
    private static final int KNOWN_MAX = 64;
    private static final int RECENT_MAX = 8;
    /** A path becomes a habit only after so long: an intruder must not teach that he belongs. */
    private static final int HABIT_DAYS = 3;

    private final TreeMap<String, Days> came = new TreeMap<>();
    private final TreeMap<String, Days> went = new TreeMap<>();
    private final ArrayList<Arrival> recent = new ArrayList<>();
    private final ArrayList<Integer> goesOn = new ArrayList<>();
    private List<Path.Hop> way = List.of();
    private int arrivals;

    /** First and last day, and whether it was there on more than one. Mutable. */
    private static final class Days {
        int first;
        int last;
    }

    private static int day(long atNanos) {
        return (int) Math.floorDiv(atNanos, Settings.DAY_NANOS);
    }

    /** True if it was known. */
    private static boolean note(TreeMap<String, Days> known, String what, int day, Limit limit) {
        Days days = known.get(what);
        boolean before = days != null;
        if (!before) {
            if (!limit.room("hosts before and behind a host", known.size(), KNOWN_MAX)) forget(known);
            known.put(what, days = new Days());
            days.first = day;
        }
        days.last = Math.max(days.last, day);
        return before;
    }

    /** Longest not seen, then the first by name. */
    private static void forget(TreeMap<String, Days> known) {
        String oldest = known.firstKey();
        for (var entry : known.entrySet()) if (entry.getValue().last < known.get(oldest).last) oldest = entry.getKey();
        known.remove(oldest);
    }

    /** For {@link Law#NEW_KIND}: how likely an hour shows something new, where those that were there on one day only tell of more of their kind. */
    private static double[] numbers(TreeMap<String, Days> known, double hours) {
        int once = 0;
        for (Days days : known.values()) if (days.first == days.last) once++;
        double discount = known.isEmpty() ? 0 : Math.clamp(once / (double) known.size(), 0.05, 0.95);
        return new double[] {known.size(), discount, hours, 1, 1};
    }

    /** @param hours known for so long; 0 where that is too short to judge */
    void arrives(Arrival arrival, double hours, Limit limit) {
        double chance = came.containsKey(arrival.who()) || hours == 0 ? 1 : Law.NEW_KIND.p(numbers(came, hours));
        // The connection under a login that was told already says nothing more.
        boolean said = arrival.user().isEmpty()
                && recent.stream().anyMatch(a -> a.client().equals(arrival.client()) && a.chance() < 1);
        note(came, arrival.who(), day(arrival.stamp().atNanos()), limit);
        if (said) return;
        arrivals++;
        if (recent.size() >= RECENT_MAX) recent.removeFirst();
        recent.add(arrival.withChance(chance));
    }

    /** Notes that it goes there again; false if it never did. */
    boolean went(Address to, long atNanos, Limit limit) {
        return went.containsKey(to.toString()) && note(went, to.toString(), day(atNanos), limit);
    }

    /** @return for the law, or null if it went there before in this minute, or is too little known */
    double[] goesTo(Address to, long atNanos, double hours, Limit limit) {
        double[] numbers = numbers(went, hours);
        boolean known = note(went, to.toString(), day(atNanos), limit);
        return known || hours == 0 ? null : numbers;
    }

    /** The least expected of who came within the hour before. */
    Arrival latest(long atNanos) {
        Arrival found = null;
        for (Arrival a : recent) {
            long before = atNanos - a.stamp().atNanos();
            if (before < 0 || before > HostPaths.AFTER_NANOS) continue;
            if (found == null || a.chance() <= found.chance()) found = a;
        }
        return found;
    }

    /** It goes somewhere new after a visit; true if it did so on a day some time ago. */
    boolean goesOn(long atNanos) {
        int day = day(atNanos);
        boolean habit = goesOn.stream().anyMatch(d -> d <= day - HABIT_DAYS);
        if (goesOn.size() < RECENT_MAX && !goesOn.contains(day)) goesOn.add(day);
        return habit;
    }

    /** The path that led here and was told. */
    List<Path.Hop> wayHere(long atNanos) {
        boolean lately = !way.isEmpty() && atNanos - way.getLast().stamp().atNanos() <= HostPaths.AFTER_NANOS;
        return lately ? way : List.of();
    }

    void reachedBy(List<Path.Hop> hops) {
        way = List.copyOf(hops);
    }

    int arrivals() {
        return arrivals;
    }
}
