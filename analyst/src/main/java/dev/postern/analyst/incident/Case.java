package dev.postern.analyst.incident;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.situation.Part;
import dev.postern.analyst.situation.Situation;
import dev.postern.analyst.word.Heed;
import dev.postern.life.Retraction;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Ids;
import dev.postern.model.Incident;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Anomalies that are being joined and are judged together: an incident, or one in the making. Several of one cause are told as one story, which has the id of the
 * first, its head: {@link Stories}. Mutable.
 */
public final class Case {
    /**
     * One anomaly with its name.
     *
     * @param young told before the home had learned
     */
    record Entry(Anomaly anomaly, Situation situation, boolean young) {}

    String id;
    int version;
    long firstNanos;
    long lastNanos;
    final ArrayList<Entry> entries = new ArrayList<>();
    /** Every address of everyone involved. */
    final TreeSet<Address> members = new TreeSet<>();
    /** The weightiest part each one played. */
    final TreeMap<Address, Part> parts = new TreeMap<>();
    /** Whose each of these was then: a lease may be another's by the time it is told again. */
    private TreeMap<Address, Asset> owners = new TreeMap<>();

    final TreeSet<String> joins = new TreeSet<>();
    /** Anomaly id to the sentence that replaces what was seen first. */
    final TreeMap<String, String> amended = new TreeMap<>();

    Incident.Tier tier = Incident.Tier.OBSERVATION;
    /** The tier it deserves, where the budget allows less; else null. */
    Incident.Tier heldBack;
    /** Told apart from the ordinary, or not. */
    Heed heed = Heed.ORDINARY;
    /** A person said that something in it is malicious. */
    boolean confirmed;
    /** The incident that nobody answered and that something in it is the return of, or "". */
    String returnOf = "";
    /** Anomalies that were left out because there were too many. */
    int left;
    /** The one that tells it as well; null for one that is told by itself. */
    Case head;
    /** Those that are told with it, in the order in which they were joined. */
    final ArrayList<Case> further = new ArrayList<>();
    /** The search that it is the load of, or null. */
    Case search;
    /** What it is called by, until something is added. */
    private transient Entry lead;

    Case() {}

    Case(Anomaly first) {
        id = Ids.of("incident", first.id());
        firstNanos = first.atNanos();
        lastNanos = first.atNanos();
    }

    /** Its tier, or the one that only the budget denies it. */
    Incident.Tier deserved() {
        return heldBack == null ? tier : heldBack;
    }

    /** What the budget holds back can still be searched. */
    boolean published() {
        return tier != Incident.Tier.OBSERVATION || heldBack != null;
    }

    void add(Entry entry, int most) {
        firstNanos = Math.min(firstNanos, entry.anomaly.atNanos());
        lastNanos = Math.max(lastNanos, entry.anomaly.atNanos());
        lead = null;
        if (entries.size() < most) entries.add(entry);
        else left++;
    }

    /** @return false if the anomaly is none of its own */
    boolean amend(String anomalyId, String seen) {
        for (Entry e : entries) {
            if (!e.anomaly().id().equals(anomalyId)) continue;
            amended.put(anomalyId, seen);
            return true;
        }
        return false;
    }

    void part(Part part) {
        Part known = parts.get(part.address());
        if (known == null || part.weight() < known.weight()) parts.put(part.address(), part);
    }

    /** Whoever has this address now is the one who is told of. */
    void own(Address address, Inventory inventory) {
        Asset asset = inventory.at(address);
        if (asset != null) owners().putIfAbsent(address, asset);
    }

    /** Whose the address was when it was told of, if that is known, else whose it is; what has become part of another is that other. Null if it is nobody's. */
    Asset owner(Address address, Inventory inventory) {
        Asset then = owners().get(address);
        if (then == null) return inventory.at(address);
        return then.isGone() ? inventory.at(then.primary()) : then;
    }

    /** Homes of earlier releases have none. */
    private TreeMap<Address, Asset> owners() {
        if (owners == null) owners = new TreeMap<>();
        return owners;
    }

    void absorb(Case other, int most) {
        for (Entry entry : other.entries) add(entry, most);
        entries.sort((a, b) -> {
            int byOrder = Long.compare(a.anomaly.order(), b.anomaly.order());
            return byOrder != 0 ? byOrder : a.anomaly.id().compareTo(b.anomaly.id());
        });
        members.addAll(other.members);
        other.parts.values().forEach(this::part);
        other.owners().forEach(owners()::putIfAbsent);
        joins.addAll(other.joins);
        amended.putAll(other.amended);
        left += other.left;
        confirmed |= other.confirmed;
        if (returnOf.isEmpty()) returnOf = other.returnOf;
        lastNanos = Math.max(lastNanos, other.lastNanos);
    }

    /** The one that tells it. */
    Case head() {
        return head == null ? this : head;
    }

    boolean alone() {
        return head == null && further.isEmpty();
    }

    /** Of a head: itself and all that are told with it. */
    Stream<Case> story() {
        return Stream.concat(Stream.of(this), further.stream());
    }

    /** Those of the story that tell the same deed as its head; the others are loads that a search explains. */
    List<Case> round() {
        return story().filter(c -> c.search == null).toList();
    }

    /** Of a head: all that is told with it, as if it were one, to be told and not to be judged; itself if that is nothing. */
    Case whole() {
        if (further.isEmpty()) return this;
        Case whole = new Case();
        whole.id = id;
        whole.version = version;
        whole.firstNanos = firstNanos;
        whole.heed = heed;
        whole.tier = tier;
        Incident.Tier deserved = deserved();
        for (Case c : further) {
            if (c.tier.ordinal() < whole.tier.ordinal()) whole.tier = c.tier;
            if (c.deserved().ordinal() < deserved.ordinal()) deserved = c.deserved();
        }
        whole.heldBack = deserved.ordinal() < whole.tier.ordinal() ? deserved : null;
        story().forEach(c -> whole.absorb(c, Integer.MAX_VALUE));
        // Who has a load because somebody searched did nothing.
        for (Case c : further)
            if (c.search != null) c.parts.keySet().forEach(address -> whole.part(Part.victim(address)));
        whole.lead = lead();
        for (Case c : round()) if (weight(c.lead()) > weight(whole.lead)) whole.lead = c.lead();
        return whole;
    }

    boolean knows(Anomaly a, Situation s) {
        for (Entry e : entries)
            if (e.situation == s
                    && e.anomaly.device().equals(a.device())
                    && java.util.Objects.equals(e.anomaly.peer(), a.peer())) return true;
        return false;
    }

    boolean holds(String anomalyId) {
        for (Entry e : entries) if (e.anomaly.id().equals(anomalyId)) return true;
        return false;
    }

    boolean holdsAny(Predicate<String> anomalyId) {
        for (Entry e : entries) if (anomalyId.test(e.anomaly.id())) return true;
        return false;
    }

    /** What all this taught about whoever may have done it, and about those that it left other than they always are. */
    List<Retraction> sources() {
        List<Retraction> sources = new ArrayList<>();
        for (Part part : parts.values()) if (part.isSource()) sources.add(new Retraction(part.address(), firstNanos));
        return sources;
    }

    boolean neverHidden() {
        for (Entry e : entries) if (e.anomaly.neverHidden()) return true;
        return false;
    }

    int consequence() {
        int most = 1;
        for (Entry e : entries) most = Math.max(most, e.anomaly.consequence());
        return most;
    }

    /** The gravest of what made it an incident, else the gravest of what is never hidden; of equals the first. */
    Entry lead() {
        if (lead != null) return lead;
        lead = entries.getFirst();
        for (Entry e : entries) if (weight(e) > weight(lead)) lead = e;
        return lead;
    }

    private static double weight(Entry e) {
        double known = e.anomaly.channel() == Channel.KNOWLEDGE ? 1 : 0;
        return (Tiers.alone(e) ? 200 : e.anomaly.neverHidden() ? 100 : 0)
                + e.anomaly.consequence()
                + known
                + rarity(e) / 100;
    }

    private static double rarity(Entry e) {
        return e.anomaly.channel() == Channel.KNOWLEDGE ? 6 : -Math.log10(Math.max(e.anomaly.pvalue(), 1e-12));
    }

    List<String> techniques() {
        LinkedHashSet<String> techniques = new LinkedHashSet<>(lead().anomaly.techniques());
        for (Entry e : entries) techniques.addAll(e.anomaly.techniques());
        return List.copyOf(techniques);
    }

    /** Rarity times consequence times breadth of techniques; of several told together that of the first in rank, for a number of harmless deeds is no harm. */
    double rank() {
        double most = ownRank();
        for (Case c : further) most = Math.max(most, c.ownRank());
        return most;
    }

    private double ownRank() {
        double rarest = 0;
        for (Entry e : entries) rarest = Math.max(rarest, rarity(e));
        double breadth = 1 + 0.25 * Math.min(6, techniques().size() - 1);
        return Math.round(rarest * consequence() * breadth * 100) / 100.0;
    }
}
