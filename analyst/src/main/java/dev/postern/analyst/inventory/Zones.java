package dev.postern.analyst.inventory;

import dev.postern.model.Address;
import dev.postern.model.Decided;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * In which zone each device is: where a person put it ({@link Decisions}), else by a first guess, one zone for each /24 in use (what routers
 * part in most plants), named by the roles found in it. Guessed names may change as roles become clear. A minute costs what changed in it.
 */
public final class Zones {
    public static final String OUTSIDE = "outside";
    public static final String UNNUMBERED = "link";
    private static final int PREFIX_BITS = 24;
    /** In place of a Purdue level, above all of them: it says something only where nobody else does. */
    private static final double BUILDING = 100;

    private static final Set<String> KINDS = Set.of("network", "control", "supervision", "office");

    private final HashMap<String, Network> networks = new HashMap<>();
    /** Networks that lost or won a member, or a level, since the last survey. */
    private final TreeSet<String> touched = new TreeSet<>();

    private final Decisions decisions = new Decisions();
    /** Rises whenever a device comes into another zone. */
    private long version;

    /** The devices of one network and what they make of it; mutable. */
    private static final class Network {
        final ArrayList<Asset> members = new ArrayList<>();
        /** How many members stand at each Purdue level. */
        final TreeMap<Double, Integer> levels = new TreeMap<>();

        String kind = "network";

        void count(double level, int difference) {
            if (Double.isNaN(level)) return;
            if (levels.merge(level, difference, Integer::sum) == 0) levels.remove(level);
        }

        /** @return true if it is another now */
        boolean judge() {
            double lowest = levels.isEmpty() ? Double.NaN : levels.firstKey();
            String now = Double.isNaN(lowest)
                    ? "network"
                    : lowest <= 1 || lowest == BUILDING ? "control" : lowest < 3.5 ? "supervision" : "office";
            boolean other = !now.equals(kind);
            kind = now;
            return other;
        }
    }

    /** @return the devices that changed, and those whose zone has another name because of them, by their first address */
    public List<Asset> survey(Collection<Asset> changed) {
        LinkedHashSet<Asset> told = new LinkedHashSet<>(changed);
        for (Asset asset : changed) {
            String network = network(asset);
            // Switches and gateways stand in every zone and say nothing about it.
            boolean says = asset.heard && !asset.role.equals("switch") && !asset.role.equals("router");
            double level = says ? level(asset) : Double.NaN;
            if (network.equals(asset.network) && Double.compare(level, asset.level) == 0) continue;
            leave(asset);
            touched.add(network);
            asset.network = network;
            asset.level = level;
            Network joined = networks.computeIfAbsent(network, _ -> new Network());
            joined.members.add(asset);
            joined.count(level, 1);
        }
        for (String name : touched) {
            Network network = networks.get(name);
            if (network.judge()) told.addAll(network.members);
        }
        touched.clear();
        List<Asset> all = new ArrayList<>(told);
        all.sort(Comparator.comparing(Asset::primary));
        for (Asset asset : all) place(asset);
        return all;
    }

    /** Of a building's automation many stand among the computers of an office. */
    private static double level(Asset asset) {
        return asset.role.equals("building controller") ? BUILDING : asset.purdue;
    }

    private boolean place(Asset asset) {
        Decided by = decisions.placing(asset);
        String zone = by == null ? name(asset.network) : by.decision().zone();
        if (zone.equals(asset.zone)) return false;
        asset.zone = zone;
        version++;
        return true;
    }

    /** From now on a decision counts; gives the devices that are in another zone by it. */
    public List<Asset> decide(Decided decided, Collection<Asset> everything, Limit limit) {
        if (!decisions.add(decided, limit)) return List.of();
        List<Asset> moved = new ArrayList<>();
        for (Asset asset : everything) if (!asset.network.isEmpty() && place(asset)) moved.add(asset);
        return moved;
    }

    public Decisions decisions() {
        return decisions;
    }

    public long version() {
        return version;
    }

    /** The device is none of its network any more. */
    public void leave(Asset asset) {
        Network left = networks.get(asset.network);
        if (left == null || !left.members.remove(asset)) return;
        left.count(asset.level, -1);
        touched.add(asset.network);
    }

    public String name(String network) {
        if (network.equals(OUTSIDE) || network.equals(UNNUMBERED)) return network;
        Network known = networks.get(network);
        return (known == null ? "network" : known.kind) + " " + network;
    }

    /** Nobody gave this name. */
    public static boolean guessed(String name) {
        return !bare(name).equals(name);
    }

    /** A guessed name without the kind, which may change; any other as it is. */
    static String bare(String name) {
        int blank = name.indexOf(' ');
        return blank > 0 && KINDS.contains(name.substring(0, blank)) && name.indexOf('/') > blank
                ? name.substring(blank + 1)
                : name;
    }

    /** Controllers are in it. */
    public boolean control(String network) {
        return kind(network).equals("control");
    }

    /** Controllers are in it, or what watches and engineers them. */
    public boolean production(String network) {
        return control(network) || kind(network).equals("supervision");
    }

    /** Nothing below the office is in it. */
    public boolean office(String network) {
        return kind(network).equals("office");
    }

    /** One holds controllers, the other nothing below the office. */
    public boolean plantToOffice(String a, String b) {
        return control(a) && kind(b).equals("office") || kind(a).equals("office") && control(b);
    }

    private String kind(String network) {
        Network known = networks.get(network);
        return known == null ? "" : known.kind;
    }

    private static String network(Asset asset) {
        Address best = null;
        for (Address ip : asset.ips) {
            if (best == null || best.isLinkLocal() && !ip.isLinkLocal()) best = ip;
        }
        return best == null ? UNNUMBERED : network(best, asset.onLink);
    }

    /** @param onLink seen on a watched link, so that even a public address is inside */
    public static String network(Address ip, boolean onLink) {
        if (ip.isPublic() && !onLink) return OUTSIDE;
        if (ip.isLinkLocal()) return UNNUMBERED;
        if (ip.kind() == Address.Kind.IPV4) return Address.ipv4((int) (ip.low() & 0xFFFF_FF00L)) + "/" + PREFIX_BITS;
        return Address.ipv6(ip.high(), 0) + "/64";
    }
}
