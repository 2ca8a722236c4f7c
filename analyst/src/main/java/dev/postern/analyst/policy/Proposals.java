package dev.postern.analyst.policy;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Conduits;
import dev.postern.analyst.inventory.Conduits.Line;
import dev.postern.analyst.inventory.Services;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.inventory.Zones;
import dev.postern.analyst.situation.Context;
import dev.postern.model.Address;
import dev.postern.model.Decision;
import dev.postern.model.Ids;
import dev.postern.model.Zoning.Proposal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the network could be parted, by what IEC 62443-3-2 asks for: office apart from control (ZCR 3.2), safety apart (3.3), visitors apart (3.4), and
 * cells that have little to do with each other apart, so that what befalls one does not befall all. Each proposal says what it rests on.
 */
final class Proposals {
    private static final int NETWORK_MEMBERS_MIN = 2;
    private static final int MIXED_MIN = 2;
    private static final int CELL_MIN = 3;
    private static final int CELL_CONTROLLERS_MIN = 1;
    /** Who talks plant protocols with more than this share of a zone serves all of it, and joins no cell. */
    private static final double HUB_SHARE = 0.34;

    private static final int HUB_PEERS_MIN = 4;
    private static final long VISIT_NANOS = 12 * Settings.HOUR_NANOS;
    private static final long VISITS_SHOW_AFTER_NANOS = 3 * Settings.DAY_NANOS;
    private static final int MOVES_MAX = 256;

    private final Context context;
    private final Conduits conduits;
    private final Map<String, List<Asset>> byNetwork;
    private final Map<String, List<Asset>> byZone;
    private final long sinceNanos;
    private final long nowNanos;
    private final List<Proposal> found = new ArrayList<>();
    /** By network, once they are asked for. */
    private Map<String, Packets> packets;

    /** Packets that have an end in a network, and those that have both. */
    private static final class Packets {
        long all;
        long within;
    }

    Proposals(
            Context context,
            Conduits conduits,
            Map<String, List<Asset>> byNetwork,
            Map<String, List<Asset>> byZone,
            long sinceNanos,
            long nowNanos) {
        this.context = context;
        this.conduits = conduits;
        this.byNetwork = byNetwork;
        this.byZone = byZone;
        this.sinceNanos = sinceNanos;
        this.nowNanos = nowNanos;
    }

    List<Proposal> all() {
        safety();
        visitors();
        byNetwork.forEach(this::network);
        sharedVlans();
        byZone.forEach(this::cells);
        found.sort(Comparator.comparingDouble(Proposal::confidence).reversed().thenComparing(Proposal::id));
        return found;
    }

    private boolean open(Asset asset) {
        return asset.heard && context.zones().decisions().placing(asset) == null;
    }

    private void propose(String title, String why, double confidence, List<Decision> decisions, Collection<Asset> who) {
        found.add(new Proposal(
                Ids.of("proposal", title, decisions),
                title,
                why,
                confidence,
                decisions,
                who.stream().map(Asset::primary).limit(MOVES_MAX).toList()));
    }

    private static List<Decision> moves(Collection<Asset> who, String zone) {
        return who.stream()
                .limit(MOVES_MAX)
                .map(a -> Decision.place(a.primary().toString(), zone))
                .toList();
    }

    private void network(String network, List<Asset> members) {
        if (network.equals(Zones.OUTSIDE) || network.equals(Zones.UNNUMBERED)) return;
        List<Asset> open = members.stream().filter(this::open).toList();
        if (open.size() < NETWORK_MEMBERS_MIN) return;
        if (mixed(network, open)) return;
        String name = context.zones().name(network);
        Packets packets = packets().getOrDefault(network, new Packets());
        TreeSet<String> routers = new TreeSet<>();
        for (Asset asset : members)
            if (Survey.router(asset)) routers.add(asset.primary().toString());
        propose(
                "Make " + network + " the zone " + name,
                Words.count(open.size(), "device") + " share this subnet"
                        + (packets.all == 0
                                ? ""
                                : "; " + percent(packets.within, packets.all) + " of the packets of it stay in it")
                        + (routers.isEmpty()
                                ? ". No router of it was seen."
                                : ", and the router " + Words.and(routers) + " parts it from the rest.")
                        + " A rule keeps its name, whatever the roles in it turn out to be.",
                routers.isEmpty() ? 0.6 : 0.8,
                List.of(Decision.rule(name, network, 0, "", "")),
                open);
    }

    private Map<String, Packets> packets() {
        if (packets != null) return packets;
        packets = new HashMap<>();
        for (Line line : conduits.lines()) {
            String client = network(line.client);
            String server = network(line.server);
            boolean within = client != null && client.equals(server);
            for (String network : within ? List.of(client) : Arrays.asList(client, server)) {
                if (network == null) continue;
                Packets of = packets.computeIfAbsent(network, _ -> new Packets());
                of.all += line.packets;
                if (within) of.within += line.packets;
            }
        }
        return packets;
    }

    /** Null if nobody is known there. */
    private String network(Address address) {
        Asset asset = context.inventory().at(address);
        return asset == null ? null : asset.network;
    }

    /** Office and controllers in one subnet. */
    private boolean mixed(String network, List<Asset> open) {
        List<Asset> office = open.stream().filter(a -> a.purdue >= 4).toList();
        List<Asset> control = open.stream().filter(a -> a.purdue <= 1).toList();
        if (office.size() < MIXED_MIN || control.size() < MIXED_MIN) return false;
        propose(
                "Part the office from control in " + network,
                control.size() + " controllers and " + office.size()
                        + " office devices share one subnet, so nothing stands between them (IEC 62443-3-2 ZCR 3.2). Those of the office would be"
                        + " a zone of their own; a router or firewall is needed to make it true.",
                0.7,
                moves(office, "office in " + network),
                office);
        return true;
    }

    private void safety() {
        Set<Asset> safety = new LinkedHashSet<>();
        for (Asset asset : context.inventory().all())
            if (open(asset) && asset.role.startsWith("safety")) safety.add(asset);
        if (safety.isEmpty()) return;
        // A station that talks plant protocols with nobody else belongs to it.
        TreeMap<String, Set<Asset>> partners = new TreeMap<>();
        for (Line line : conduits.lines()) {
            Asset client = context.inventory().at(line.client);
            Asset server = context.inventory().at(line.server);
            if (client != null && server != null && Services.plant(line.service))
                partners.computeIfAbsent(client.id, _ -> new HashSet<>()).add(server);
        }
        List<Asset> stations = new ArrayList<>();
        for (Asset asset : context.inventory().all()) {
            Set<Asset> with = partners.getOrDefault(asset.id, Set.of());
            if (open(asset) && !with.isEmpty() && safety.containsAll(with)) stations.add(asset);
        }
        int controllers = safety.size();
        safety.addAll(stations);
        propose(
                "Give safety a zone of its own",
                Words.count(controllers, "safety controller")
                        + (stations.isEmpty()
                                ? ""
                                : " and " + Words.count(stations.size(), "station")
                                        + " that talks plant protocols with nobody else")
                        + " share a zone with other devices; what protects people is kept apart (IEC 62443-3-2 ZCR 3.3).",
                0.9,
                moves(safety, "safety"),
                safety);
    }

    private void visitors() {
        if (nowNanos - sinceNanos < VISITS_SHOW_AFTER_NANOS) return;
        List<Asset> visitors = new ArrayList<>();
        for (Asset a : context.inventory().all())
            if (open(a)
                    && a.unicast
                    && !a.network.equals(Zones.OUTSIDE)
                    && a.lastNanos - a.firstNanos < VISIT_NANOS
                    && a.firstNanos - sinceNanos > Settings.DAY_NANOS
                    && nowNanos - a.lastNanos > Settings.DAY_NANOS) visitors.add(a);
        if (visitors.isEmpty()) return;
        propose(
                "Give visitors a zone of their own",
                Words.count(visitors.size(), "device")
                        + " came, was there for less than half a day, and left. What is connected only for a time is kept apart"
                        + " (IEC 62443-3-2 ZCR 3.4).",
                0.6,
                moves(visitors, "visitors"),
                visitors);
    }

    /** Subnets in one VLAN: nothing stands between them, whatever their addresses say. */
    private void sharedVlans() {
        TreeMap<Integer, TreeSet<String>> networks = new TreeMap<>();
        for (Asset asset : context.inventory().all())
            if (open(asset) && asset.vlan != 0 && asset.network.indexOf('/') > 0)
                networks.computeIfAbsent(asset.vlan, _ -> new TreeSet<>()).add(asset.network);
        networks.forEach((vlan, of) -> {
            if (of.size() < 2) return;
            List<Asset> who = context.inventory().all().stream()
                    .filter(a -> open(a) && a.vlan == vlan)
                    .toList();
            propose(
                    "Make VLAN " + vlan + " one zone",
                    "The subnets " + Words.and(of) + " share VLAN " + vlan
                            + ": their devices reach each other without a router, so no rule can be kept between them.",
                    0.5,
                    List.of(Decision.rule("VLAN " + vlan, "", vlan, "", "")),
                    who);
        });
    }

    /** Communities of plant traffic in one zone, those that serve all of it set aside. */
    private void cells(String zone, List<Asset> members) {
        if (!Survey.kind(zone, members).equals("control")) return;
        Map<Asset, Set<Asset>> talks = talks(members);
        double most = Math.max(HUB_PEERS_MIN, HUB_SHARE * talks.size());
        Set<Asset> hubs = new HashSet<>();
        talks.forEach((asset, with) -> {
            if (with.size() > most) hubs.add(asset);
        });
        List<List<Asset>> cells = new ArrayList<>();
        Set<Asset> seen = new HashSet<>(hubs);
        for (Asset start : members) {
            if (!talks.containsKey(start) || !seen.add(start)) continue;
            List<Asset> cell = new ArrayList<>(List.of(start));
            for (int i = 0; i < cell.size(); i++)
                for (Asset next : members) if (talks.get(cell.get(i)).contains(next) && seen.add(next)) cell.add(next);
            long controllers = cell.stream().filter(a -> a.purdue <= 1).count();
            if (cell.size() >= CELL_MIN && controllers >= CELL_CONTROLLERS_MIN) cells.add(cell);
        }
        if (cells.size() < 2) return;
        List<Decision> decisions = new ArrayList<>();
        List<Asset> who = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (List<Asset> cell : cells) {
            String name = zone + " cell " + (words.size() + 1);
            decisions.addAll(moves(cell, name));
            who.addAll(cell);
            words.add(Words.and(cell.stream()
                    .map(a -> a.names().isEmpty()
                            ? a.primary().toString()
                            : a.names().getFirst())
                    .toList()));
        }
        propose(
                "Part " + zone + " into " + cells.size() + " cells",
                "These groups speak plant protocols among themselves and not with each other: "
                        + String.join("; ", words.subList(0, Math.min(4, words.size()))) + "."
                        + (hubs.isEmpty()
                                ? ""
                                : " " + Words.count(hubs.size(), "device") + " that serves all stays outside."),
                0.5,
                decisions,
                who);
    }

    /** Who speaks plant protocols with whom within the zone; only devices that a move could take. */
    private Map<Asset, Set<Asset>> talks(List<Asset> members) {
        Set<Asset> within = new HashSet<>();
        for (Asset asset : members) if (open(asset)) within.add(asset);
        Map<Asset, Set<Asset>> talks = new HashMap<>();
        for (Line line : conduits.lines()) {
            if (!line.answered || !Services.plant(line.service)) continue;
            Asset client = context.inventory().at(line.client);
            Asset server = context.inventory().at(line.server);
            if (client == server || !within.contains(client) || !within.contains(server)) continue;
            talks.computeIfAbsent(client, _ -> new HashSet<>()).add(server);
            talks.computeIfAbsent(server, _ -> new HashSet<>()).add(client);
        }
        return talks;
    }

    private static String percent(long part, long whole) {
        return Math.round(100.0 * part / whole) + " %";
    }
}
