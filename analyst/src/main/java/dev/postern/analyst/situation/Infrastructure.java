package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.inventory.Zones;
import dev.postern.model.Address;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Stamp;
import dev.postern.model.Tally;
import dev.postern.model.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who provides the network's own services: leases, the way out, names, time. A second one (A7) is reported once. From leases and router
 * advertisements that needs no learning; a host that merely answers names or time, or a clock that offers itself, is a second server only after learning.
 */
public final class Infrastructure {
    private static final Set<Address> NONE = Set.of();
    private static final Set<String> GATEWAYS = Set.of("hsrp", "vrrp");
    private static final int PROVIDERS_MAX = 64;
    private static final int NETWORKS_MAX = 4_096;
    /** A notice by itself. */
    private static final int MILD = 4;

    /** {@code kind network} to the providers seen. */
    private final TreeMap<String, TreeSet<Address>> providers = new TreeMap<>();
    /** Domain of PTP to its grandmasters, and who told of each first. */
    private final TreeMap<String, TreeMap<String, Address>> clocks = new TreeMap<>();

    public void message(Message m, Context context) {
        switch (m.operation()) {
            case "redirect" -> {
                if (m.protocol().startsWith("icmp")) redirect(m, context);
            }
            case "router advertisement" -> router(m, context);
            default -> {}
        }
        if (m.protocol().equals("dhcpv6")) leasesOfIpv6(m, context);
        if (GATEWAYS.contains(m.protocol()))
            gateway(
                    m.conversation().source(m.fromClient()),
                    m.protocol(),
                    m.operation().equals("coup"),
                    m.stamp(),
                    context);
        // A server that was heard first passes for the client of the flow: what is said tells who says it.
        if (!m.protocol().equals("dhcp") || m.outcome() != Outcome.SUCCESS && m.outcome() != Outcome.REFUSED) return;
        List<Address> servers = addresses(m, "server");
        Address sender = m.conversation().source(m.fromClient());
        if (servers.isEmpty() && !sender.isMulticast() && !sender.isUnspecified()) servers = List.of(sender);
        List<Address> routers = new ArrayList<>(addresses(m, "router"));
        routers.addAll(addresses(m, "routes_by"));
        String network = Zones.network(
                routers.isEmpty()
                        ? servers.isEmpty() ? m.conversation().client() : servers.getFirst()
                        : routers.getFirst(),
                true);
        for (Address server : servers) {
            Asset asset = context.inventory().at(server);
            if (asset != null) asset.leases = true;
        }
        Address who = servers.isEmpty() ? sender : servers.getFirst();
        boolean stands = leadsAsBefore(m, network, routers);
        provide("DHCP server", network, servers, who, m.stamp(), "dhcp", stands, context);
        provide("gateway", network, routers, who, m.stamp(), "dhcp", false, context);
        provide("DNS server", network, addresses(m, "dns"), who, m.stamp(), "dhcp", false, context);
        provide("NTP server", network, addresses(m, "ntp"), who, m.stamp(), "dhcp", false, context);
    }

    /** A router shows a host a shorter way (RFC 792, RFC 4861 section 8): one that was shown while the home learned, or through another router, is one. */
    private void redirect(Message m, Context context) {
        List<Address> ways = parsed(m.target().substring(m.target().lastIndexOf(' ') + 1));
        if (ways.isEmpty()) return;
        Address way = ways.getFirst();
        Address who = m.conversation().source(m.fromClient());
        String network = Zones.network(way, true);
        TreeSet<Address> known = known("shorter way", network, context);
        if (known == null || known.size() >= PROVIDERS_MAX || !known.add(way) || !context.learned()) return;
        Asset asset = context.inventory().at(way);
        if (asset != null && asset.role.equals("router")) return;
        TreeSet<Address> both = new TreeSet<>(List.of(who, way));
        report("gateway", network, way, who, both, m.stamp(), m.protocol(), false, context);
    }

    /**
     * Who takes part in being the one gateway of a network by turns (RFC 2281, RFC 5798). One that waits is not heard: of VRRP it is a switch-over when it speaks, of HSRP to be told, and no
     * attack by itself unless it takes the place of one that is there.
     */
    private void gateway(Address who, String protocol, boolean takes, Stamp stamp, Context context) {
        String network = Zones.network(who, true);
        TreeSet<Address> known = known("gateway by " + protocol, network, context);
        if (known == null || known.size() >= PROVIDERS_MAX || !known.add(who) || !context.learned()) return;
        boolean first = known.size() == 1;
        if (!first && protocol.equals("vrrp")) return;
        report("gateway", network, who, who, first ? NONE : known, stamp, protocol, !first && !takes, context);
    }

    /** Who hands out the known way out, names and time and no proxy leads nobody elsewhere: a successor, or a stand-by. */
    private boolean leadsAsBefore(Message m, String network, List<Address> routers) {
        return !routers.isEmpty()
                && knows("gateway", network, routers)
                && knows("DNS server", network, addresses(m, "dns"))
                && knows("NTP server", network, addresses(m, "ntp"))
                && m.fields().get("proxy_rules") == null
                && m.fields().get("boot_file") == null;
    }

    private boolean knows(String kind, String network, List<Address> named) {
        return providers.getOrDefault(kind + " " + network, new TreeSet<>()).containsAll(named);
    }

    private static List<Address> addresses(Message m, String field) {
        Object value = m.fields().get(field);
        if (value == null) return List.of();
        List<Address> found = new ArrayList<>();
        for (Object one : value instanceof List<?> list ? list : List.of(value)) found.addAll(parsed(one.toString()));
        return found;
    }

    /** Up to the first word that is no address. */
    private static List<Address> parsed(String texts) {
        List<Address> found = new ArrayList<>();
        for (String text : texts.split("[ ,;\\[\\]]+")) {
            if (text.isEmpty()) continue;
            Address address = Address.parseIfAny(text);
            if (address == null) return found;
            if (!address.isUnspecified() && !address.isMulticast()) found.add(address);
        }
        return found;
    }

    /** RFC 4861 section 4.2; one that is none any more says so by a lifetime of zero. */
    private void router(Message m, Context context) {
        if (!(m.fields().get("lifetime_seconds") instanceof Long seconds) || seconds == 0) return;
        Address who = m.conversation().source(m.fromClient());
        context.suspicions()
                .note(
                        "IPv6 router",
                        context.inventory().describe(who) + " offers itself as an IPv6 router.",
                        "Devices that speak IPv6 follow it by themselves, whatever the rules for IPv4 say.",
                        0.3,
                        false,
                        List.of(who),
                        m.stamp(),
                        context);
        provide("gateway", ipv6(m), List.of(who), who, m.stamp(), m.protocol(), false, context);
    }

    /** RFC 8415 and 3646. */
    private void leasesOfIpv6(Message m, Context context) {
        if (m.outcome() != Outcome.SUCCESS) return;
        Address who = m.conversation().source(m.fromClient());
        if (who.isMulticast() || who.isUnspecified()) return;
        provide("DHCP server", ipv6(m), List.of(who), who, m.stamp(), m.protocol(), false, context);
        provide("DNS server", ipv6(m), addresses(m, "dns"), who, m.stamp(), m.protocol(), false, context);
    }

    private static String ipv6(Message m) {
        return "ipv6 vlan " + m.conversation().vlan();
    }

    public void traffic(Traffic t, Context context) {
        String kind = switch (t.service()) {
            case "dns" -> "DNS server";
            case "ntp", "udp/123" -> "NTP server";
            default -> "";
        };
        Address server = t.conversation().server();
        if (kind.isEmpty() || t.packetsDown() == 0 || t.packetsUp() == 0) return;
        if (server.isPublic() || server.isMulticast() || server.isLinkLocal()) return;
        String network = Zones.network(server, true);
        TreeSet<Address> known = known("answering " + kind, network, context);
        if (known == null || known.contains(server) || known.size() >= PROVIDERS_MAX) return;
        boolean second = !known.isEmpty() && context.learned();
        known.add(server);
        if (second) report(kind, network, server, server, known, t.stamp(), t.service(), false, context);
    }

    /** A clock that nobody followed so far offers itself: whom they follow decides what time it is for all (IEEE 1588-2019 section 9.3). */
    public void tally(Tally t, Context context) {
        if (GATEWAYS.contains(t.service())) gateway(t.client(), t.service(), false, t.stamp(), context);
        if (!t.service().equals("ptp")
                || !t.operation().equals("announce")
                || t.target().isEmpty()) return;
        String domain = t.unit().isEmpty() ? "this network" : t.unit();
        TreeMap<String, Address> known = clocks.get(domain);
        if (known == null) {
            if (!context.limit().room("network services", clocks.size(), NETWORKS_MAX)) return;
            clocks.put(domain, known = new TreeMap<>());
        }
        if (known.containsKey(t.target()) || known.size() >= PROVIDERS_MAX) return;
        TreeSet<Address> others = new TreeSet<>(known.values());
        known.put(t.target(), t.client());
        if (others.isEmpty() || !context.learned()) return;
        // A boundary clock hands on what it follows: then it is the same that told of another before.
        if (others.size() > 1) others.remove(t.client());
        report(
                "PTP server",
                domain + ", " + t.target(),
                t.client(),
                t.client(),
                others,
                t.stamp(),
                "ptp",
                false,
                context);
    }

    private TreeSet<Address> known(String kind, String network, Context context) {
        String key = kind + " " + network;
        TreeSet<Address> known = providers.get(key);
        if (known == null && context.limit().room("network services", providers.size(), NETWORKS_MAX))
            providers.put(key, known = new TreeSet<>());
        return known;
    }

    /**
     * Those named together for the first time are one set; whoever is named later is a second.
     *
     * @param stands it offers what the known ones do: to be told, and no attack by itself
     */
    private void provide(
            String kind,
            String network,
            List<Address> named,
            Address who,
            Stamp stamp,
            String service,
            boolean stands,
            Context context) {
        TreeSet<Address> known = known(kind, network, context);
        if (known == null) return;
        // Routers announce themselves every half an hour at the least (RFC 4861 section 6.2.1), leases may last for
        // days.
        boolean advertised = service.equals("icmpv6");
        boolean late = advertised ? context.learned() : context.ripe();
        boolean first = known.isEmpty();
        for (Address address : named) {
            if (known.size() >= PROVIDERS_MAX || !known.add(address) || first && !late) continue;
            boolean mild = stands || first && !advertised;
            report(kind, network, address, who, first ? NONE : known, stamp, service, mild, context);
        }
    }

    private static void report(
            String kind,
            String network,
            Address provider,
            Address who,
            Set<Address> known,
            Stamp stamp,
            String service,
            boolean stands,
            Context context) {
        Situation s = Situation.SECOND_SERVER;
        List<Address> others = new ArrayList<>(known);
        if (others.size() > 1) others.remove(provider);
        boolean second = !others.isEmpty();
        String only = second ? "only " + Words.and(others) : "nobody";
        Inventory inventory = context.inventory();
        String seen = who.equals(provider)
                ? inventory.describe(provider) + " acts as " + kind + " for " + network
                        + (stands && second && service.equals("dhcp")
                                ? ", and hands out the same way out and servers as before."
                                : ".")
                : inventory.describe(who) + " tells devices in " + network + " to use " + provider + " as " + kind
                        + ".";
        List<Part> parts = new ArrayList<>(List.of(Part.source(who)));
        if (!who.equals(provider)) parts.add(Part.involved(provider));
        // Names and time may well have a stand-by, and so may leases; who leads traffic away leads out, if not by a
        // known router.
        if (second && (kind.equals("gateway") || kind.equals("DHCP server")))
            context.suspicions()
                    .note(
                            "second " + kind,
                            seen,
                            "Until then " + only + " did.",
                            context.warm() ? 0.7 : 0.4,
                            kind.equals("gateway"),
                            who.equals(provider) ? List.of(who) : List.of(who, provider),
                            stamp,
                            context);
        context.desk()
                .raise(new Finding(
                        s,
                        kind + "|" + network + "|" + provider,
                        stamp,
                        who,
                        who.equals(provider) ? null : provider,
                        service,
                        null,
                        (second ? "Second " : "New ") + kind,
                        seen,
                        "Until now " + only + " did.",
                        "first time in this network",
                        context.warm() && !stands ? s.consequence : MILD,
                        true,
                        List.of(stamp.ref()),
                        parts,
                        ""));
    }
}
