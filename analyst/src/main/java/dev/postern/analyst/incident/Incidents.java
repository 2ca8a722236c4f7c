package dev.postern.analyst.incident;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Limit;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.situation.Context;
import dev.postern.analyst.situation.Part;
import dev.postern.analyst.word.Heed;
import dev.postern.life.Retraction;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Incident;
import dev.postern.model.Incident.Tier;
import dev.postern.model.Word;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Joins anomalies over devices: what shares a device within the quiet time belongs together; what touches two incidents makes them one.
 * A mild deviation alone stays an observation: it can be searched, and it waits for company.
 */
public final class Incidents {
    /** A peer of so many is no link between two stories by itself. */
    private static final int HUB_PEERS = 12;

    /**
     * What is over goes on with the same again for a day, and an incident has a return for three; what was captured late by a day still finds it. After that the
     * store alone has the story.
     */
    private static final long KEPT_NANOS = 2 * Settings.DAY_NANOS,
            INCIDENT_KEPT_NANOS = Returns.QUARANTINE_NANOS + Settings.DAY_NANOS;

    /** What is malicious and belongs to no incident that is remembered is taken back for so long. */
    private static final long UNTOLD_NANOS = 3 * Settings.DAY_NANOS;

    private final ArrayList<Case> open = new ArrayList<>();
    private final ArrayDeque<Case> closed = new ArrayDeque<>();
    private final Past past = new Past();
    private final AlarmBudget budget = new AlarmBudget();

    public void add(Told told, Context context, Consumer<Incident> out) {
        Anomaly a = told.anomaly();
        Settings.Limits limits = context.settings().limits();
        TreeSet<Address> touched = touched(a, told.parts(), context.inventory());
        List<Case> related = related(told, touched, context);
        Case into = related.isEmpty() ? fresh(told, context) : related.getFirst();
        for (Case other : related) if (other != into) mergeInto(into, other, limits, out);
        into.add(new Case.Entry(a, told.situation(), !context.ripe()), limits.anomaliesPerIncident());
        into.confirmed |= told.heed().kind() == Heed.Kind.CONFIRMED;
        into.members.addAll(touched);
        if (into.returnOf.isEmpty() && into.tier != Tier.INCIDENT)
            into.returnOf = Returns.of(told, closed, context.settings());
        String join = join(told);
        if (!join.isEmpty()) into.joins.add(join);
        for (Part part : told.parts()) if (!context.inventory().group(part.address())) into.part(part);
        settleTier(into, a.atNanos(), context);
        if (into.published()) publish(into, context.inventory(), out);
    }

    /** What is told apart belongs together by the word or window that sets it apart. */
    private static String join(Told told) {
        return told.heed().apart() ? told.heed().decree() : told.join();
    }

    private Case fresh(Told told, Context context) {
        if (!context.limit()
                .room("open incidents", open.size(), context.settings().limits().openIncidents())) {
            Case mildest = open.stream()
                    .filter(c -> !c.published())
                    .min(Comparator.comparingLong((Case c) -> c.lastNanos).thenComparing(c -> c.id))
                    .orElse(null);
            if (mildest != null) open.remove(mildest);
            else close(open.removeFirst(), context.settings().limits(), context.limit());
        }
        Case made = new Case(told.anomaly());
        if (told.heed().apart()) made.heed = told.heed();
        open.add(made);
        return made;
    }

    private static TreeSet<Address> touched(Anomaly a, List<Part> parts, Inventory inventory) {
        TreeSet<Address> touched = new TreeSet<>();
        List<Address> named = new ArrayList<>(List.of(a.device()));
        if (a.peer() != null) named.add(a.peer());
        for (Part part : parts) named.add(part.address());
        for (Address address : named) {
            if (inventory.group(address)) continue;
            touched.add(address);
            Asset asset = inventory.at(address);
            if (asset == null) continue;
            touched.addAll(asset.ips);
            touched.addAll(asset.macs);
        }
        return touched;
    }

    /** Oldest first. */
    private List<Case> related(Told told, TreeSet<Address> touched, Context context) {
        Anomaly a = told.anomaly();
        String join = join(told);
        List<Case> related = new ArrayList<>();
        int most = context.settings().limits().anomaliesPerIncident();
        for (Case c : open) {
            if (c.entries.size() >= most || c.heed.apart() != told.heed().apart()) continue;
            boolean said = !join.isEmpty() && c.joins.contains(join);
            boolean near = !told.heed().apart()
                    && a.atNanos() - c.lastNanos <= context.settings().quietNanos();
            if (said || near && shares(a, c, touched, context)) related.add(c);
        }
        related.sort(Comparator.comparingLong((Case c) -> c.firstNanos).thenComparing(c -> c.id));
        if (related.isEmpty()) reopen(told, most, related);
        return related;
    }

    private static boolean shares(Anomaly a, Case c, TreeSet<Address> touched, Context context) {
        boolean serious = a.consequence() >= Tiers.SERIOUS && c.consequence() >= Tiers.SERIOUS;
        for (Address address : touched) {
            if (!c.members.contains(address)) continue;
            if (serious || address.equals(a.device()) && c.parts.containsKey(address)) return true;
            Asset asset = context.inventory().at(address);
            if (asset == null || peers(asset) < HUB_PEERS) return true;
        }
        return false;
    }

    private static int peers(Asset asset) {
        int peers = 0;
        for (var clients : asset.served.values()) peers += clients.size();
        for (var servers : asset.used.values()) peers += servers.size();
        return peers;
    }

    /** The same again within a day goes on with the story it belonged to; a story that is full is over. */
    private void reopen(Told told, int most, List<Case> related) {
        Anomaly a = told.anomaly();
        String join = join(told);
        boolean apart = told.heed().apart();
        for (Iterator<Case> all = closed.descendingIterator(); all.hasNext(); ) {
            Case c = all.next();
            if (a.atNanos() - c.lastNanos > Settings.DAY_NANOS || c.entries.size() >= most) continue;
            if (c.heed.apart() != apart) continue;
            if (!apart && c.knows(a, told.situation()) || !join.isEmpty() && c.joins.contains(join)) {
                all.remove();
                open.add(c);
                related.add(c);
                return;
            }
        }
    }

    private void mergeInto(Case into, Case other, Settings.Limits limits, Consumer<Incident> out) {
        open.remove(other);
        into.absorb(other, limits.anomaliesPerIncident());
        into.version = Math.max(into.version, other.version);
        if (!other.published()) return;
        other.version++;
        out.accept(new Incident(
                other.id,
                other.version,
                other.firstNanos,
                other.lastNanos,
                "Part of another incident",
                "This turned out to belong to incident " + into.id + " and is told there.",
                List.of(),
                Tier.OBSERVATION,
                "",
                other.consequence(),
                0,
                List.of(),
                List.of()));
        if (other.tier.ordinal() < into.tier.ordinal()) into.tier = other.tier;
    }

    /** Never softer than it was: a person may have acted on it. */
    private void settleTier(Case c, long atNanos, Context context) {
        Tiers.Grounds grounds = Tiers.grounds(c.entries, context.settings());
        boolean incident = c.confirmed || !c.returnOf.isEmpty();
        Tier deserved = incident ? Tier.INCIDENT : c.heed.apart() ? Tier.NOTICE : grounds.tier();
        if (deserved.ordinal() >= c.tier.ordinal()) return;
        boolean free = c.confirmed || c.heed.apart() || grounds.demanded() == deserved;
        Tier given = free ? deserved : granted(deserved, grounds.demanded(), c, atNanos, context);
        if (given.ordinal() < c.tier.ordinal()) c.tier = given;
        c.heldBack = deserved.ordinal() < c.tier.ordinal() ? deserved : null;
    }

    private Tier granted(Tier deserved, Tier demanded, Case c, long atNanos, Context context) {
        Tier granted =
                budget.grant(deserved, c.rank(), atNanos, context.standing().budget(atNanos));
        return demanded.ordinal() < granted.ordinal() ? demanded : granted;
    }

    /** Those that closed are told again, and stay closed. */
    public void amend(String anomalyId, String seen, long atNanos, Inventory inventory, Consumer<Incident> out) {
        for (Case c : open) {
            if (!c.amend(anomalyId, seen)) continue;
            c.lastNanos = Math.max(c.lastNanos, atNanos);
            if (c.published()) publish(c, inventory, out);
            return;
        }
        for (Case c : closed) {
            if (!c.amend(anomalyId, seen)) continue;
            publish(c, inventory, out);
            return;
        }
    }

    /** Whose lessons a person takes back by calling it malicious: the sources of its incident, since its first anomaly. */
    public List<Retraction> retractions(Word malicious) {
        for (Collection<Case> cases : List.of(open, closed))
            for (Case c : cases) {
                List<Retraction> sources = c.sources();
                if (c.holds(malicious.anomaly()) && !sources.isEmpty()) return sources;
            }
        List<Retraction> former = past.sources(malicious.anomaly());
        if (!former.isEmpty()) return former;
        return List.of(new Retraction(malicious.device(), malicious.saidNanos() - UNTOLD_NANOS));
    }

    public void close(long minuteNanos, Settings settings, Limit limit) {
        for (Iterator<Case> all = open.iterator(); all.hasNext(); ) {
            Case c = all.next();
            if (minuteNanos - c.lastNanos <= settings.quietNanos()) continue;
            all.remove();
            close(c, settings.limits(), limit);
        }
    }

    private void close(Case c, Settings.Limits limits, Limit limit) {
        if (!c.published()) return;
        if (!limit.room("closed incidents", closed.size(), limits.closedIncidents()))
            letGo(closed.removeFirst(), limit);
        closed.addLast(c);
    }

    /**
     * Lets go of what is over and cannot change any more; to be called once a day.
     *
     * @param mayChange whether what was said of an anomaly may still be amended
     */
    public void letGo(long atNanos, Predicate<String> mayChange, Limit limit) {
        List<Case> over = new ArrayList<>();
        for (Case c : closed) {
            long keptNanos = c.tier == Tier.INCIDENT ? INCIDENT_KEPT_NANOS : KEPT_NANOS;
            if (atNanos - c.lastNanos > keptNanos && !c.holdsAny(mayChange)) over.add(c);
        }
        closed.removeAll(new LinkedHashSet<>(over));
        for (Case c : over) letGo(c, limit);
    }

    private void letGo(Case c, Limit limit) {
        past.add(c, limit);
    }

    private static void publish(Case c, Inventory inventory, Consumer<Incident> out) {
        c.version++;
        out.accept(incident(c, inventory));
    }

    static Incident incident(Case c, Inventory inventory) {
        List<String> ids = new ArrayList<>();
        for (Case.Entry e : c.entries) ids.add(e.anomaly().id());
        return new Incident(
                c.id,
                c.version,
                c.firstNanos,
                c.lastNanos,
                Narrator.title(c),
                Narrator.story(c, inventory),
                parties(c, inventory),
                c.tier,
                c.lead().anomaly().rarity(),
                c.consequence(),
                c.rank(),
                c.techniques(),
                ids,
                c.heldBack,
                c.returnOf);
    }

    private static List<Incident.Party> parties(Case c, Inventory inventory) {
        List<Part> parts = new ArrayList<>(c.parts.values());
        parts.sort(Comparator.comparingInt(Part::order).thenComparing(Part::address));
        TreeMap<String, Incident.Party> byDevice = new TreeMap<>();
        List<Incident.Party> parties = new ArrayList<>();
        for (Part part : parts) {
            Asset asset = inventory.at(part.address());
            String id = asset == null ? "" : asset.deviceId();
            if (!id.isEmpty() && byDevice.containsKey(id)) continue;
            Incident.Party party = asset == null
                    ? new Incident.Party(
                            "",
                            part.address().isIp() ? List.of(part.address().toString()) : List.of(),
                            part.address().isIp()
                                    ? List.of()
                                    : List.of(part.address().toString()),
                            List.of(),
                            part.name())
                    : new Incident.Party(
                            id,
                            asset.ips.stream().map(Address::toString).toList(),
                            asset.macs.stream().map(Address::toString).toList(),
                            asset.names(),
                            part.name());
            if (!id.isEmpty()) byDevice.put(id, party);
            parties.add(party);
        }
        return parties;
    }

    /** What an audit lists before anything else. */
    public Headlines headlines() {
        List<Headlines.Line> told = new ArrayList<>(past.headlines());
        for (Collection<Case> cases : List.of(open, closed))
            for (Case c : cases) if (c.published() && !c.heed.apart()) told.add(Headlines.of(c, cases == open));
        return Headlines.of(told, past.others());
    }

    public List<Incident> list(Inventory inventory) {
        List<Incident> list = new ArrayList<>();
        for (Case c : closed) list.add(incident(c, inventory));
        for (Case c : open) if (c.published()) list.add(incident(c, inventory));
        list.sort(Comparator.comparingLong(Incident::firstNanos).thenComparing(Incident::id));
        return list;
    }
}
