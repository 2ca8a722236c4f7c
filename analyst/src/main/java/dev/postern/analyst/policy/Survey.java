package dev.postern.analyst.policy;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Conduits;
import dev.postern.analyst.inventory.Conduits.Line;
import dev.postern.analyst.inventory.Decisions;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.inventory.Zones;
import dev.postern.analyst.situation.Context;
import dev.postern.model.Address;
import dev.postern.model.Decided;
import dev.postern.model.Decision;
import dev.postern.model.Decision.Ask;
import dev.postern.model.Subnet;
import dev.postern.model.Zoning;
import dev.postern.model.Zoning.Passage;
import dev.postern.model.Zoning.Use;
import dev.postern.model.Zoning.Zone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts zones, conduits and proposals into words; made anew each time it is asked for. */
public final class Survey {
    private static final int PASSAGES_MAX = 4_096;
    private static final int ADDRESSES_MAX = 4_096;
    private static final int PORTS_MAX = 16;
    /** One device says nothing about the rest of its network. */
    private static final int MEMBERS_FOR_SUBNET = 2;

    private final Context context;
    private final Conduits conduits;
    private final Policy policy;
    private final long sinceNanos;
    private final long nowNanos;
    private final Decisions decisions;
    private final TreeMap<String, List<Asset>> byZone = new TreeMap<>();
    private final TreeMap<String, List<Asset>> byNetwork = new TreeMap<>();

    public Survey(Context context, Conduits conduits, Policy policy, long sinceNanos, long nowNanos) {
        this.context = context;
        this.conduits = conduits;
        this.policy = policy;
        this.sinceNanos = sinceNanos;
        this.nowNanos = nowNanos;
        decisions = context.zones().decisions();
        for (Asset asset : context.inventory().all()) {
            if (asset.zone.isEmpty() || !asset.heard) continue;
            byZone.computeIfAbsent(asset.zone, _ -> new ArrayList<>()).add(asset);
            byNetwork.computeIfAbsent(asset.network, _ -> new ArrayList<>()).add(asset);
        }
    }

    public Zoning zoning() {
        List<Zone> zones = new ArrayList<>();
        // A zone that a rule names is there before the first device is.
        for (Decided d : decisions.all())
            if (d.decision().kind() == Decision.Kind.ZONE_RULE && decisions.inForce(d))
                byZone.putIfAbsent(d.decision().zone(), List.of());
        byZone.forEach((name, members) -> zones.add(zone(name, members)));
        return new Zoning(
                nowNanos,
                zones,
                passages(),
                new Proposals(context, conduits, byNetwork, byZone, sinceNanos, nowNanos).all(),
                List.copyOf(decisions.all()),
                context.learned());
    }

    private Zone zone(String name, List<Asset> members) {
        TreeSet<String> subnets = new TreeSet<>();
        LinkedHashSet<Address> alone = new LinkedHashSet<>();
        for (Decided d : decisions.all()) {
            Decision rule = d.decision();
            boolean bySubnet =
                    rule.vlan() == 0 && rule.role().isEmpty() && rule.name().isEmpty();
            if (rule.zone().equals(name) && !rule.subnet().isEmpty() && bySubnet && decisions.inForce(d))
                subnets.add(rule.subnet());
        }
        for (Asset asset : members) if (whole(asset.network, name)) subnets.add(asset.network);
        List<Subnet> blocks = subnets.stream().map(Subnet::parse).toList();
        for (Asset asset : members)
            for (Address ip : asset.ips)
                if (alone.size() < ADDRESSES_MAX
                        && !ip.isLinkLocal()
                        && blocks.stream().noneMatch(b -> b.contains(ip))) alone.add(ip);
        boolean decided = members.isEmpty() || members.stream().anyMatch(a -> decisions.placing(a) != null);
        return new Zone(
                name,
                kind(name, members),
                why(name, members),
                List.copyOf(subnets),
                List.copyOf(alone),
                members.size(),
                decided);
    }

    /** All of a network is in one zone, and there is enough of it to say so. */
    private boolean whole(String network, String zone) {
        if (network.equals(Zones.OUTSIDE) || network.equals(Zones.UNNUMBERED)) return false;
        List<Asset> members = byNetwork.getOrDefault(network, List.of());
        return (members.size() >= MEMBERS_FOR_SUBNET
                        || zone.equals(context.zones().name(network)))
                && members.stream().allMatch(a -> a.zone.equals(zone));
    }

    static String kind(String name, List<Asset> members) {
        if (name.equals(Zones.OUTSIDE) || name.equals(Zones.UNNUMBERED)) return name;
        if (Zones.guessed(name)) return name.substring(0, name.indexOf(' '));
        double lowest = members.stream()
                .filter(a -> a.heard && !Double.isNaN(a.purdue) && !a.role.equals("switch") && !router(a))
                .mapToDouble(a -> a.purdue)
                .min()
                .orElse(Double.NaN);
        return Double.isNaN(lowest) ? "network" : lowest <= 1 ? "control" : lowest < 3.5 ? "supervision" : "office";
    }

    static boolean router(Asset asset) {
        return asset.role.equals("router") || asset.role.equals("firewall");
    }

    private String why(String name, List<Asset> members) {
        if (name.equals(Zones.OUTSIDE)) return "Public addresses: nobody of them was seen on a watched link.";
        if (name.equals(Zones.UNNUMBERED)) return "Devices without an IP address of their own.";
        TreeMap<Long, Integer> by = new TreeMap<>();
        TreeMap<String, Integer> networks = new TreeMap<>();
        for (Asset asset : members) {
            Decided placing = decisions.placing(asset);
            if (placing == null) networks.merge(asset.network, 1, Integer::sum);
            else by.merge(placing.number(), 1, Integer::sum);
        }
        List<String> sentences = new ArrayList<>();
        by.forEach((number, count) -> sentences.add(Words.count(count, "device") + " by decision " + number + "."));
        networks.forEach((network, count) -> sentences.add(guess(network, count)));
        if (sentences.isEmpty()) sentences.add("A rule names it, and no device fits yet.");
        return String.join(" ", sentences);
    }

    private String guess(String network, int count) {
        List<Asset> members = byNetwork.getOrDefault(network, List.of());
        TreeMap<String, Integer> roles = new TreeMap<>();
        TreeSet<Integer> vlans = new TreeSet<>();
        TreeSet<String> routers = new TreeSet<>();
        for (Asset asset : members) {
            if (!asset.role.isEmpty()) roles.merge(asset.role, 1, Integer::sum);
            if (asset.vlan != 0) vlans.add(asset.vlan);
            if (router(asset)) routers.add(asset.primary().toString());
        }
        List<String> most = roles.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(3)
                .map(e -> e.getValue() + " " + e.getKey())
                .toList();
        return "A first guess: " + Words.count(count, "device") + (count == 1 ? " is in " : " are in ") + network
                + (vlans.isEmpty() ? "" : ", VLAN " + Words.and(vlans))
                + (routers.isEmpty() ? "" : ", behind the router " + Words.and(routers))
                + (most.isEmpty() ? "." : " (" + String.join(", ", most) + ").");
    }

    /** One use of a conduit by several conversations; mutable. */
    private static final class Sum {
        Ask ask;
        Policy.Verdict verdict;
        final TreeSet<String> ports = new TreeSet<>();
        int conversations;
        long packets;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
    }

    private record Pass(String from, String to) {}

    private List<Passage> passages() {
        TreeMap<String, Pass> passes = new TreeMap<>();
        Map<Pass, TreeMap<String, Sum>> sums = new HashMap<>();
        for (Line line : conduits.lines()) {
            Asset client = context.inventory().at(line.client);
            Asset server = context.inventory().at(line.server);
            if (line.asked == 0 || !Policy.passes(client, server)) continue;
            Pass pass = new Pass(client.zone, server.zone);
            if (passes.size() >= PASSAGES_MAX && !sums.containsKey(pass)) continue;
            passes.put(client.zone + ">" + server.zone, pass);
            TreeMap<String, Sum> of = sums.computeIfAbsent(pass, _ -> new TreeMap<>());
            for (Ask ask : Ask.values()) {
                boolean more = line.asked >> ask.ordinal() > 1;
                if ((line.asked & Conduits.bit(ask)) == 0 || ask == Ask.CONNECT && more) continue;
                add(of, pass, line, ask);
            }
        }
        List<Passage> all = new ArrayList<>();
        for (Pass pass : passes.values()) {
            List<Use> uses = new ArrayList<>();
            sums.get(pass).forEach((key, sum) -> uses.add(use(key.substring(1), sum)));
            uses.sort(Comparator.comparing(Use::allowed)
                    .thenComparing(Use::ask, Comparator.reverseOrder())
                    .thenComparing(Use::service));
            all.add(new Passage(pass.from(), pass.to(), decisions.written(pass.from(), pass.to()), uses));
        }
        return all;
    }

    private void add(TreeMap<String, Sum> sums, Pass pass, Line line, Ask ask) {
        String service = Policy.service(line.service);
        Sum sum = sums.computeIfAbsent(ask.ordinal() + service, _ -> new Sum());
        if (sum.verdict == null) {
            sum.ask = ask;
            sum.verdict = policy.verdict(pass.from(), pass.to(), service, ask, conduits, context);
        }
        for (int port : line.ports) {
            String label = line.transport.label() + (service.endsWith("/dynamic") ? "/dynamic" : "/" + port);
            if (sum.ports.size() < PORTS_MAX) sum.ports.add(label);
        }
        sum.conversations++;
        sum.packets += line.packets;
        sum.first = Math.min(sum.first, line.firstNanos);
        sum.last = Math.max(sum.last, line.lastNanos);
    }

    private static Use use(String service, Sum s) {
        return new Use(
                service,
                s.ask,
                List.copyOf(s.ports),
                s.verdict.allowed(),
                s.verdict.basis(),
                s.conversations,
                s.packets,
                s.first,
                s.last);
    }
}
