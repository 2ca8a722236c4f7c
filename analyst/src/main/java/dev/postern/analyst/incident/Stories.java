package dev.postern.analyst.incident;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Incident.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which cases have one cause and are told as one story. Judging knows nothing of it: a case is as grave as it is alone, however many are told with it, so a
 * round of twelve controllers is as harmless as a visit of one, and what becomes an incident is told by itself. One cause are
 *
 * <ul>
 *   <li>notices of one kind about the same source that begin within a shift: the engineer's round from controller to controller;
 *   <li>notices with the same sentence on this day and the next, as long as they go on, for a month;
 *   <li>a search that is told, and the loads of those that the searcher met at that time.
 * </ul>
 */
final class Stories {
    private static final long SHIFT_NANOS = 8 * Settings.HOUR_NANOS;
    /** To any hour of the next day. */
    private static final long NEXT_DAY_NANOS = 2 * Settings.DAY_NANOS;

    private static final long MONTH_NANOS = 31 * Settings.DAY_NANOS;
    /** A story with so many is full; what comes then begins another. */
    private static final int ANOMALIES_MAX = 200;

    private static final Set<Situation> SEARCHES = Set.of(
            Situation.SCAN,
            Situation.SWEEP,
            Situation.STEALTH_SCAN,
            Situation.RAW_PACKETS,
            Situation.HOSTS_SWEPT,
            Situation.IDENTITY_ASKED);

    private Stories() {}

    /** Whether it is told with another for a reason that still holds. */
    static boolean belongs(Case c, Tier deserved, Inventory inventory) {
        if (c.search != null) return deserved == Tier.NOTICE && explains(c.search, c, inventory);
        if (c.head == null) return c.round().size() < 2 || isNotice(c, deserved) && oneKind(c, c.round(), inventory);
        return isNotice(c, deserved) && sameKind(c, c.head, inventory);
    }

    private static boolean oneKind(Case c, List<Case> round, Inventory inventory) {
        return round.stream().allMatch(other -> sameKind(c, other, inventory));
    }

    /** The head of the story that a case with nothing told beside it goes on with, the latest of several; null for none. */
    private static Case headOf(Case c, Iterable<Case> all, Inventory inventory) {
        Case round = null;
        Case again = null;
        for (Case other : all) {
            if (other == c || other.head != null || !mayGoOn(other, c)) continue;
            if (!sameKind(c, other, inventory) || !hasRoom(other)) continue;
            if (Math.abs(c.firstNanos - other.firstNanos) <= SHIFT_NANOS) round = later(round, other);
            else if (other.round().stream().allMatch(o -> knowsDeed(o, c))) again = later(again, other);
        }
        return round != null ? round : again;
    }

    private static Case later(Case one, Case other) {
        if (one == null) return other;
        int byTime = Long.compare(one.firstNanos, other.firstNanos);
        return byTime > 0 || byTime == 0 && one.id.compareTo(other.id) < 0 ? one : other;
    }

    private static boolean isNotice(Case c, Tier deserved) {
        return deserved == Tier.NOTICE && !c.confirmed && !c.heed.apart() && c.returnOf.isEmpty();
    }

    private static boolean mayGoOn(Case head, Case c) {
        if (!head.published() || !isNotice(head, head.deserved())) return false;
        long last = head.story().mapToLong(o -> o.lastNanos).max().orElse(head.lastNanos);
        return c.firstNanos - last < NEXT_DAY_NANOS && c.firstNanos - head.firstNanos < MONTH_NANOS;
    }

    /** By what each is called. */
    private static boolean sameKind(Case a, Case b, Inventory inventory) {
        return kind(a.lead().situation()).equals(kind(b.lead().situation()))
                && isOne(a.lead().anomaly().device(), b.lead().anomaly().device(), inventory);
    }

    /** Whether {@code c} is called by what was told in {@code former} as well. */
    static boolean knowsDeed(Case former, Case c) {
        return former.knows(c.lead().anomaly(), c.lead().situation());
    }

    private static String kind(Situation situation) {
        return Tiers.VISITS.contains(situation) ? "visit" : situation.name();
    }

    private static boolean isOne(Address a, Address b, Inventory inventory) {
        if (a.equals(b)) return true;
        Asset one = inventory.at(a);
        Asset other = inventory.at(b);
        return one != null && other != null && one.deviceId().equals(other.deviceId());
    }

    /** The search that is told and that a load is explained by; null if there is none. */
    private static Case searchOf(Case load, Iterable<Case> all, Inventory inventory) {
        if (!isLoad(load)) return null;
        for (Case search : all) if (hasRoom(search.head()) && explains(search, load, inventory)) return search;
        return null;
    }

    static boolean hasRoom(Case head) {
        return head.story().mapToInt(c -> c.entries.size()).sum() < ANOMALIES_MAX;
    }

    /** Whether whoever searched in it met who is loaded, at the time of each load. */
    static boolean explains(Case search, Case load, Inventory inventory) {
        if (search == load || !search.published() || search.heed.apart() || !isLoad(load)) return false;
        return load.entries.stream().allMatch(l -> isOf(l.anomaly(), search, inventory));
    }

    private static boolean isOf(Anomaly load, Case search, Inventory inventory) {
        // Most cases are long over by then.
        if (load.atNanos() - search.lastNanos > Tiers.VISIT_NANOS) return false;
        for (Case.Entry e : search.entries)
            if (SEARCHES.contains(e.situation())
                    && Math.abs(e.anomaly().atNanos() - load.atNanos()) <= Tiers.VISIT_NANOS
                    && inventory.met(e.anomaly().device(), load.device())) return true;
        return false;
    }

    /** Nothing but a load of one device, and no flood. */
    private static boolean isLoad(Case c) {
        if (c.confirmed || c.heed.apart()) return false;
        Address device = c.entries.getFirst().anomaly().device();
        for (Case.Entry e : c.entries)
            if (!Tiers.isLoad(e) || !e.anomaly().device().equals(device)) return false;
        return true;
    }

    /** Finds the story of a case with nothing told beside it. @return false if it is told by itself */
    static boolean join(Case c, Tier deserved, Iterable<Case> all, Inventory inventory) {
        if (!isNotice(c, deserved)) return false;
        Case search = searchOf(c, all, inventory);
        Case head = search != null ? search.head() : headOf(c, all, inventory);
        if (head == null) return false;
        move(c, head);
        c.search = search;
        return true;
    }

    static boolean searches(Case c) {
        return c.entries.stream().anyMatch(e -> SEARCHES.contains(e.situation()));
    }

    /** A load that was told by itself is told with the search that explains it. */
    static void told(Case load, Case search) {
        move(load, search.head());
        load.search = search;
    }

    private static void move(Case c, Case head) {
        if (c.head != null) c.head.further.remove(c);
        c.head = head;
        head.further.add(c);
    }

    /**
     * From now on it is told by itself, with the loads that it explains; the others of its story go on without it.
     *
     * @return their head, or null if nobody is left
     */
    static Case leave(Case c) {
        Case head = c.head;
        List<Case> story = new ArrayList<>(c.head().further);
        if (head != null) {
            head.further.remove(c);
            c.head = null;
            c.search = null;
            for (Case other : story) if (other.search == c) move(other, c);
            return head;
        }
        List<Case> rest = story.stream().filter(o -> o.search != c).toList();
        if (rest.isEmpty()) return null;
        Case next = rest.stream().filter(o -> o.search == null).findFirst().orElseThrow();
        c.further.remove(next);
        next.head = null;
        for (Case other : rest) if (other != next) move(other, next);
        return next;
    }

    /** What {@code other} explains {@code into} explains, for they are one. Both are told by themselves or with what they explain. */
    static void inherit(Case into, Case other) {
        for (Case load : List.copyOf(other.further)) {
            move(load, into.head());
            load.search = into;
        }
    }
}
