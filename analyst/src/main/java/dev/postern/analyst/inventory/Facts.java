package dev.postern.analyst.inventory;

import dev.postern.model.Device.Change;
import dev.postern.model.Device.Fact;
import dev.postern.model.Identity;
import dev.postern.model.Identity.Attribute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was said of one thing, by whom, how sure, and what was said before. When the same source says another value of what a thing has only one
 * of, the old value holds no longer and that is a change; values said together hold together. A source that says many different values speaks
 * of others as well, and nothing of it is a change.
 */
final class Facts {
    private static final int FACTS_MAX = 128;
    /** Of users and programs of a server there may be any number; the ones longest unheard give way. */
    private static final int PER_ATTRIBUTE_MAX = 16;

    private static final int CHANGES_MAX = 64;
    /** Of one attribute from one source. */
    private static final int VALUES_MAX = 6;

    private static final int TIMES_CHANGED_MAX = 12;
    /** Values said within so long of each other are said together. */
    private static final long TOGETHER_NANOS = Settings.MINUTE_NANOS;

    private static final double NAME_CONFIDENCE_MIN = 0.7;
    private static final Set<Attribute> SINGLE = EnumSet.of(
            Attribute.VENDOR,
            Attribute.TYPE,
            Attribute.MODEL,
            Attribute.FIRMWARE,
            Attribute.SERIAL,
            Attribute.PROGRAM,
            Attribute.OPERATING_SYSTEM,
            Attribute.DOMAIN,
            Attribute.NAME);

    private final ArrayList<Fact> facts = new ArrayList<>();
    private final ArrayList<Change> changes = new ArrayList<>();

    /** @return true if something is known now that was not */
    boolean add(Identity i, Limit limit) {
        long at = i.stamp().atNanos();
        Fact fact = new Fact(
                i.attribute(),
                i.value(),
                i.protocol(),
                i.confidence(),
                i.stamp().ref(),
                at,
                at,
                0);
        int known = find(fact);
        if (known >= 0 && facts.get(known).holds()) {
            facts.set(known, heardAgain(facts.get(known), at));
            return false;
        }
        if (SINGLE.contains(fact.attribute()) && fact.confidence() >= NAME_CONFIDENCE_MIN) supersede(fact);
        if (known >= 0) facts.set(known, returned(facts.get(known), at));
        else if (room(fact.attribute(), limit)) facts.add(fact);
        return true;
    }

    private boolean room(Attribute attribute, Limit limit) {
        int of = 0;
        int oldest = -1;
        for (int i = 0; i < facts.size(); i++) {
            if (facts.get(i).attribute() != attribute) continue;
            of++;
            if (oldest < 0 || facts.get(i).lastNanos() < facts.get(oldest).lastNanos()) oldest = i;
        }
        if (!limit.room("facts of a kind", of, PER_ATTRIBUTE_MAX)) facts.remove(oldest);
        return limit.room("facts of a device", facts.size(), FACTS_MAX);
    }

    private int find(Fact fact) {
        for (int i = 0; i < facts.size(); i++) {
            Fact known = facts.get(i);
            if (sameKind(known, fact) && known.value().equals(fact.value())) return i;
        }
        return -1;
    }

    private static boolean sameKind(Fact a, Fact b) {
        return a.attribute() == b.attribute() && a.source().equals(b.source());
    }

    private void supersede(Fact fact) {
        Fact before = null;
        int values = 0;
        for (Fact known : facts) {
            if (!sameKind(known, fact)) continue;
            values++;
            if (known.holds() && fact.atNanos() - known.lastNanos() > TOGETHER_NANOS) before = known;
        }
        if (before == null || values > VALUES_MAX || timesChanged(fact) >= TIMES_CHANGED_MAX) return;
        for (int i = 0; i < facts.size(); i++) {
            Fact known = facts.get(i);
            if (sameKind(known, fact) && known.holds() && fact.atNanos() - known.lastNanos() > TOGETHER_NANOS)
                facts.set(i, ended(known, fact.atNanos()));
        }
        // Other spelling of the same is no change worth telling.
        if (before.value().equalsIgnoreCase(fact.value())) return;
        if (changes.size() == CHANGES_MAX) changes.removeFirst();
        changes.add(new Change(
                fact.attribute(), before.value(), fact.value(), fact.source(), fact.frame(), fact.atNanos()));
    }

    private int timesChanged(Fact fact) {
        int times = 0;
        for (Change change : changes)
            if (change.attribute() == fact.attribute() && change.source().equals(fact.source())) times++;
        return times;
    }

    private static Fact heardAgain(Fact f, long atNanos) {
        return new Fact(
                f.attribute(), f.value(), f.source(), f.confidence(), f.frame(), f.atNanos(), atNanos, f.untilNanos());
    }

    private static Fact returned(Fact f, long atNanos) {
        return new Fact(f.attribute(), f.value(), f.source(), f.confidence(), f.frame(), f.atNanos(), atNanos, 0);
    }

    private static Fact ended(Fact f, long atNanos) {
        return new Fact(
                f.attribute(), f.value(), f.source(), f.confidence(), f.frame(), f.atNanos(), f.lastNanos(), atNanos);
    }

    /** What was said of the other since then, too. */
    void inherit(Facts other, long sinceNanos) {
        for (Fact fact : other.facts)
            if (fact.lastNanos() >= sinceNanos && find(fact) < 0 && facts.size() < FACTS_MAX) facts.add(fact);
    }

    /** Everything the other knew, as it knew it. */
    void absorb(Facts other) {
        for (Fact fact : other.facts) {
            int known = find(fact);
            if (known < 0) {
                if (facts.size() < FACTS_MAX) facts.add(fact);
            } else if (fact.lastNanos() > facts.get(known).lastNanos())
                facts.set(known, heardAgain(facts.get(known), fact.lastNanos()));
        }
        changes.addAll(other.changes);
        changes.sort(Comparator.comparingLong(Change::atNanos));
        while (changes.size() > CHANGES_MAX) changes.removeFirst();
    }

    /** The surest value that holds; of equals the latest, since devices are renamed. */
    String best(Attribute attribute) {
        Fact best = bestFact(attribute);
        return best == null ? "" : best.value();
    }

    Fact bestFact(Attribute attribute) {
        Fact best = null;
        for (Fact fact : facts)
            if (fact.attribute() == attribute
                    && fact.holds()
                    && (best == null || fact.confidence() >= best.confidence())) best = fact;
        return best;
    }

    /** All values of the attribute that hold, the surest first, spellings that differ in case once. */
    List<String> values(Attribute attribute) {
        List<Fact> some = new ArrayList<>();
        for (Fact fact : facts) if (fact.attribute() == attribute && fact.holds()) some.add(fact);
        some.sort(Comparator.comparingDouble(Fact::confidence).reversed());
        TreeMap<String, String> seen = new TreeMap<>();
        List<String> values = new ArrayList<>();
        for (Fact fact : some)
            if (seen.put(fact.value().toLowerCase(Locale.ROOT), fact.value()) == null) values.add(fact.value());
        return values;
    }

    List<Fact> all() {
        return facts;
    }

    List<Change> changes() {
        return changes;
    }
}
