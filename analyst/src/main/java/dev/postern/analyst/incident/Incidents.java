package dev.postern.analyst.incident;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.situation.Context;
import dev.postern.analyst.situation.Part;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Incident;
import dev.postern.model.Incident.Tier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Joins anomalies over devices: what shares a device within the quiet time belongs together; what touches two incidents makes them one.
 * A mild deviation alone stays an observation: it can be searched, and it waits for company.
 */
public final class Incidents {
    /** From this consequence on a never-hidden anomaly is an incident by itself. */
    static final int SERIOUS = 10;
    /** A peer of so many is no link between two stories by itself. */
    private static final int HUB_PEERS = 12;

    private final ArrayList<Case> open = new ArrayList<>();
    private final ArrayDeque<Case> closed = new ArrayDeque<>();

    public void add(Anomaly a, Situation s, List<Part> parts, String join, Context context, Consumer<Incident> out) {
        Settings.Limits limits = context.settings().limits();
        TreeSet<Address> touched = touched(a, parts, context.inventory());
        List<Case> related = related(a, s, touched, join, context);
        Case into = related.isEmpty() ? fresh(a, context) : related.getFirst();
        if (into == null) return;
        for (Case other : related) if (other != into) mergeInto(into, other, limits, out);
        into.add(new Case.Entry(a, s), limits.anomaliesPerIncident());
        into.members.addAll(touched);
        if (!join.isEmpty()) into.joins.add(join);
        for (Part part : parts) if (!context.inventory().group(part.address())) into.part(part);
        settleTier(into, context.settings());
        if (into.published()) publish(into, context.inventory(), out);
    }

    private Case fresh(Anomaly a, Context context) {
        if (!context.limit()
                .room("open incidents", open.size(), context.settings().limits().openIncidents())) {
            Case mildest = open.stream()
                    .filter(c -> !c.published())
                    .min(Comparator.comparingLong((Case c) -> c.lastNanos).thenComparing(c -> c.id))
                    .orElse(null);
            if (mildest != null) open.remove(mildest);
            else close(open.removeFirst(), context.settings().limits());
        }
        Case made = new Case(a);
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
    private List<Case> related(Anomaly a, Situation s, TreeSet<Address> touched, String join, Context context) {
        List<Case> related = new ArrayList<>();
        int most = context.settings().limits().anomaliesPerIncident();
        for (Case c : open) {
            if (c.entries.size() >= most) continue;
            boolean said = !join.isEmpty() && c.joins.contains(join);
            if (said || a.atNanos() - c.lastNanos <= context.settings().quietNanos() && shares(a, c, touched, context))
                related.add(c);
        }
        related.sort(Comparator.comparingLong((Case c) -> c.firstNanos).thenComparing(c -> c.id));
        if (related.isEmpty()) reopen(a, s, join, most, related);
        return related;
    }

    private static boolean shares(Anomaly a, Case c, TreeSet<Address> touched, Context context) {
        boolean serious = a.consequence() >= SERIOUS && c.consequence() >= SERIOUS;
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
    private void reopen(Anomaly a, Situation s, String join, int most, List<Case> related) {
        for (Iterator<Case> all = closed.descendingIterator(); all.hasNext(); ) {
            Case c = all.next();
            if (a.atNanos() - c.lastNanos > Settings.DAY_NANOS || c.entries.size() >= most) continue;
            if (c.knows(a, s) || !join.isEmpty() && c.joins.contains(join)) {
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

    private static void settleTier(Case c, Settings settings) {
        Tier tier = tier(c, settings);
        // Never softer than it was: a person may have acted on it.
        if (tier.ordinal() < c.tier.ordinal()) c.tier = tier;
    }

    private static Tier tier(Case c, Settings settings) {
        boolean known = false;
        int gravest = 0;
        for (Case.Entry e : c.entries) {
            if (e.anomaly().neverHidden())
                gravest = Math.max(gravest, e.anomaly().consequence());
            // Grave and rare enough by itself: what else happened at the time does not make it less so.
            if (e.anomaly().pvalue() <= settings.incidentP() && e.anomaly().channel() != Channel.KNOWLEDGE)
                gravest = Math.max(gravest, e.anomaly().consequence());
            known |= e.anomaly().neverHidden()
                    || e.anomaly().channel() == Channel.KNOWLEDGE && e.anomaly().consequence() >= 4;
        }
        if (gravest >= SERIOUS) return Tier.INCIDENT;
        double p = c.combined();
        int consequence = c.consequence();
        int situations = c.situations();
        if (p <= settings.incidentP() && consequence >= 4 && situations >= 2) return Tier.INCIDENT;
        if (known || p <= settings.noticeP() && (consequence >= 4 || situations >= 3)) return Tier.NOTICE;
        return Tier.OBSERVATION;
    }

    public void amend(String anomalyId, String seen, long atNanos, Inventory inventory, Consumer<Incident> out) {
        for (Case c : open) {
            for (Case.Entry e : c.entries) {
                if (!e.anomaly().id().equals(anomalyId)) continue;
                c.amended.put(anomalyId, seen);
                c.lastNanos = Math.max(c.lastNanos, atNanos);
                if (c.published()) publish(c, inventory, out);
                return;
            }
        }
    }

    public void close(long minuteNanos, Settings settings) {
        for (Iterator<Case> all = open.iterator(); all.hasNext(); ) {
            Case c = all.next();
            if (minuteNanos - c.lastNanos <= settings.quietNanos()) continue;
            all.remove();
            close(c, settings.limits());
        }
    }

    private void close(Case c, Settings.Limits limits) {
        if (!c.published()) return;
        closed.addLast(c);
        if (closed.size() > limits.closedIncidents()) closed.removeFirst();
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
                Narrator.title(c, inventory),
                Narrator.story(c, inventory),
                parties(c, inventory),
                c.tier,
                c.lead().anomaly().rarity(),
                c.consequence(),
                c.rank(),
                c.techniques(),
                ids);
    }

    private static List<Incident.Party> parties(Case c, Inventory inventory) {
        List<Part> parts = new ArrayList<>(c.parts.values());
        parts.sort(Comparator.comparingInt(Part::order).thenComparing(Part::address));
        TreeMap<String, Incident.Party> byDevice = new TreeMap<>();
        List<Incident.Party> parties = new ArrayList<>();
        for (Part part : parts) {
            Asset asset = inventory.at(part.address());
            String id = asset == null ? "" : asset.id;
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

    public List<Incident> list(Inventory inventory) {
        List<Incident> list = new ArrayList<>();
        for (Case c : closed) list.add(incident(c, inventory));
        for (Case c : open) if (c.published()) list.add(incident(c, inventory));
        list.sort(Comparator.comparingLong(Incident::firstNanos).thenComparing(Incident::id));
        return list;
    }
}
