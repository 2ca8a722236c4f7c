package dev.postern.analyst.gap;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Services;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.inventory.Zones;
import dev.postern.analyst.situation.Context;
import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.GapReport.Inference;
import dev.postern.model.Traffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What people carry past every firewall. A visitor (E7) is a device that came when the site was known, dealt with controllers, and was gone within a day.
 * Something carried in on a medium (E8) shows at a host that was there all along: from one hour to the next it asks for names of the outside, or
 * contacts public addresses, as it never did, and looks at machines that it never talked to, though nobody gave it anything over the network.
 */
public final class Comers {
    private static final int HOSTS_MAX = 20_000;
    private static final int PEERS_MAX = 256;
    private static final long VISIT_MAX_NANOS = 14 * Settings.HOUR_NANOS;
    private static final long GONE_NANOS = Settings.HOUR_NANOS;
    private static final double VISITOR = 0.5;
    private static final double CARRIED = 0.4;
    private static final int NEW_NAMES_MIN = 2;
    private static final int NEW_PEERS_MIN = 4;
    private static final long TOGETHER_NANOS = 6 * Settings.HOUR_NANOS;
    /** Ways by which a program comes to a host, or somebody to its screen. */
    private static final Set<String> BRINGS =
            Set.of("smb2", "rdp", "ssh", "vnc", "radmin", "teamviewer", "dameware", "ftp", "tftp");

    private final LinkedHashMap<Address, Host> hosts = new LinkedHashMap<>();

    /** What an inside host did as client; mutable. */
    private static final class Host {
        final TreeSet<Address> known = new TreeSet<>();
        final TreeSet<Address> fresh = new TreeSet<>();
        long freshFirstNanos;
        long freshLastNanos;
        FrameRef frame;
        final TreeSet<Address> controllers = new TreeSet<>();
        /** When somebody last came to it with a file or to its screen. */
        long broughtNanos = Long.MIN_VALUE;
    }

    void traffic(Traffic t, Context context) {
        Address client = t.conversation().client();
        Address server = t.conversation().server();
        if (server.isMulticast() || server.isPublic() || client.isPublic() || !client.isIp()) return;
        Host host = host(client, context);
        if (host != null && t.packetsUp() > 0) asks(host, t, server, context);
        if (BRINGS.contains(t.service()) && t.packetsDown() > 0) {
            Host visited = host(server, context);
            if (visited != null) visited.broughtNanos = t.stamp().atNanos();
        }
    }

    private Host host(Address address, Context context) {
        Host host = hosts.get(address);
        if (host != null) return host;
        if (!context.limit().room("hosts that come and go", hosts.size(), HOSTS_MAX)) return null;
        hosts.put(address, host = new Host());
        return host;
    }

    /** True if it was not in there before. */
    private static boolean add(Set<Address> peers, Address one, Context context) {
        return !peers.contains(one)
                && context.limit().room("peers of a host that comes and goes", peers.size(), PEERS_MAX)
                && peers.add(one);
    }

    private static void asks(Host host, Traffic t, Address server, Context context) {
        if (!context.learned()) {
            add(host.known, server, context);
            return;
        }
        if (Services.plant(t.service()) && t.packetsDown() > 0) add(host.controllers, server, context);
        if (host.known.contains(server) || !add(host.fresh, server, context)) return;
        if (host.fresh.size() == 1) {
            host.freshFirstNanos = t.stamp().atNanos();
            host.frame = t.stamp().ref();
        }
        host.freshLastNanos = t.stamp().atNanos();
    }

    List<Inference> inferences(Asked asked, Context context, long sinceNanos, long nowNanos) {
        List<Inference> found = new ArrayList<>();
        long learned = sinceNanos + context.settings().learningNanos();
        hosts.forEach((address, host) -> {
            Asset asset = context.inventory().at(address);
            if (asset == null || !asset.heard || !asset.primary().equals(address)) return;
            if (asset.firstNanos >= learned) visitor(address, asset, host, nowNanos, context, found);
            else carried(address, host, asked, learned, context, found);
        });
        return found;
    }

    private static void visitor(
            Address address, Asset asset, Host host, long nowNanos, Context context, List<Inference> found) {
        boolean came =
                asset.lastNanos - asset.firstNanos <= VISIT_MAX_NANOS && nowNanos - asset.lastNanos >= GONE_NANOS;
        if (!came || host.controllers.isEmpty() || asset.network.equals(Zones.OUTSIDE)) return;
        found.add(new Inference(
                "visitor",
                context.inventory().describe(address) + " was a visitor, as it seems: it dealt with "
                        + Words.count(host.controllers.size(), "device") + " of the plant.",
                "It came at " + Words.moment(asset.firstNanos) + ", stayed for "
                        + Words.span(asset.lastNanos - asset.firstNanos)
                        + ", and is gone. Where it was before, and what it brought, was not seen.",
                VISITOR,
                false,
                List.of(address),
                asset.firstNanos,
                asset.lastNanos,
                host.frame == null ? List.of() : List.of(host.frame)));
    }

    private static void carried(
            Address address, Host host, Asked asked, long learned, Context context, List<Inference> found) {
        if (host.fresh.size() < NEW_PEERS_MIN) return;
        List<String> names = asked.firstAsked(address, learned, host.freshFirstNanos, TOGETHER_NANOS);
        if (names.size() < NEW_NAMES_MIN) return;
        boolean brought =
                host.broughtNanos >= host.freshFirstNanos - TOGETHER_NANOS && host.broughtNanos <= host.freshFirstNanos;
        if (brought) return;
        found.add(new Inference(
                "carried in",
                "Something seems to have been carried to " + context.inventory().describe(address)
                        + ", on a stick perhaps.",
                "It asked for " + Words.and(names) + ", as it never had for the outside, looked at "
                        + Words.count(host.fresh.size(), "machine")
                        + " that it never talked to, and nobody had brought it anything over the network.",
                CARRIED,
                true,
                List.of(address),
                host.freshFirstNanos,
                host.freshLastNanos,
                host.frame == null ? List.of() : List.of(host.frame)));
    }
}
