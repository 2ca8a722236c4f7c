package dev.postern.analyst.policy;

import dev.postern.analyst.inventory.Decisions;
import dev.postern.analyst.inventory.Limit;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.inventory.Zones;
import dev.postern.model.Address;
import dev.postern.model.Decided;
import dev.postern.model.Decision;
import dev.postern.model.Decision.Ask;
import dev.postern.model.Decision.Kind;
import dev.postern.model.Zoning;
import dev.postern.model.Zoning.Passage;
import dev.postern.model.Zoning.Use;
import dev.postern.model.Zoning.Zone;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The policy as a ruleset for a Linux firewall between the zones, in the syntax of nft(8) 1.0. A packet filter sees addresses and ports: what is
 * allowed for reading alone is let through whole, and the ruleset says so where it does. What it cannot keep it names in a comment.
 */
public final class Nftables {
    private static final int COMMENT_MAX = 120;
    private static final String INSIDE = "inside";
    private static final String PRIVATE_V4 = "10.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.168.0.0/16";
    private static final String PRIVATE_V6 = "fc00::/7, fe80::/10";

    private final Zoning zoning;
    private final StringBuilder out = new StringBuilder();
    private final Map<String, String> names = new TreeMap<>();
    /** Which of {@code 4} and {@code 6} a zone has. */
    private final Map<String, String> families = new TreeMap<>();
    /** Service to the ports it was ever offered at. */
    private final Map<String, TreeSet<String>> ports = new TreeMap<>();

    private Nftables(Zoning zoning) {
        this.zoning = zoning;
    }

    public static String of(Zoning zoning) {
        return new Nftables(zoning).write();
    }

    private String write() {
        line("#!/usr/sbin/nft -f");
        line("# Policy of zones and conduits by Postern, as of " + Words.moment(zoning.atNanos()) + ".");
        line(
                "# For the firewall between the zones. Load it first with a rule that accepts and logs in the place of the last one.");
        line("table inet postern");
        line("delete table inet postern");
        line("table inet postern {");
        sets();
        line("  chain forward {");
        line("    type filter hook forward priority filter; policy drop;");
        line("    ct state established,related accept");
        line("    ct state invalid drop");
        line("    meta l4proto ipv6-icmp icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept");
        for (Passage passage : zoning.conduits())
            for (Use use : passage.uses())
                ports.computeIfAbsent(use.service(), _ -> new TreeSet<>()).addAll(use.ports());
        written();
        for (Passage passage : zoning.conduits()) learned(passage);
        line("    limit rate 10/second log prefix \"postern drop: \"");
        line("    counter drop");
        line("  }");
        line("}");
        return out.toString();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private void sets() {
        int number = 0;
        LinkedHashSet<String> public4 = new LinkedHashSet<>();
        for (Zone zone : zoning.zones()) {
            if (zone.name().equals(Zones.OUTSIDE) || zone.name().equals(Zones.UNNUMBERED)) continue;
            List<String> v4 = new ArrayList<>();
            List<String> v6 = new ArrayList<>();
            for (String subnet : zone.subnets()) (subnet.indexOf(':') >= 0 ? v6 : v4).add(subnet);
            for (Address a : zone.addresses()) (a.kind() == Address.Kind.IPV4 ? v4 : v6).add(a.toString());
            for (Address a : zone.addresses())
                if (a.isPublic() && a.kind() == Address.Kind.IPV4) public4.add(a.toString());
            String name = "z" + ++number + "_" + plain(zone.name());
            names.put(zone.name(), name);
            families.put(zone.name(), (v4.isEmpty() ? "" : "4") + (v6.isEmpty() ? "" : "6"));
            line("  # Zone " + zone.name() + ": " + zone.why());
            if (!v4.isEmpty()) set(name + "_v4", "ipv4_addr", String.join(", ", v4));
            if (!v6.isEmpty()) set(name + "_v6", "ipv6_addr", String.join(", ", v6));
        }
        names.put(Zones.OUTSIDE, INSIDE);
        families.put(Zones.OUTSIDE, "46");
        set(INSIDE + "_v4", "ipv4_addr", PRIVATE_V4 + (public4.isEmpty() ? "" : ", " + String.join(", ", public4)));
        set(INSIDE + "_v6", "ipv6_addr", PRIVATE_V6);
    }

    private void set(String name, String type, String elements) {
        line("  set " + name + " {");
        line("    type " + type);
        line("    flags interval");
        line("    auto-merge");
        line("    elements = { " + elements + " }");
        line("  }");
    }

    private static String plain(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        return plain.substring(0, Math.min(20, plain.length())).replaceAll("_$", "");
    }

    /** The newest first: of several that fit it counts. */
    private void written() {
        Decisions decisions = new Decisions();
        for (Decided d : zoning.decisions()) decisions.add(d, new Limit());
        for (Decided d : zoning.decisions().reversed()) {
            Decision rule = d.decision();
            if (rule.kind() != Kind.ALLOW && rule.kind() != Kind.DENY || !decisions.inForce(d)) continue;
            String why = "rule " + d.number() + ": " + rule.sentence();
            boolean allow = rule.kind() == Kind.ALLOW;
            if (!allow && rule.ask() != null && rule.ask() != Ask.CONNECT) {
                line("    # Not kept here, since a packet filter cannot tell a "
                        + rule.ask().name().toLowerCase(Locale.ROOT) + " from the rest: " + why);
                continue;
            }
            List<String> matches = new ArrayList<>();
            if (rule.service().isEmpty()) matches.add("");
            else matches(rule.service(), ports.getOrDefault(rule.service(), new TreeSet<>()), matches);
            if (matches.isEmpty()) line("    # Not kept here, since no port of the service is known: " + why);
            for (String match : matches) emit(rule.zone(), rule.toZone(), match, allow, rule.ask(), why);
        }
    }

    private void learned(Passage passage) {
        for (Use use : passage.uses()) {
            if (!use.basis().equals("learned")) continue;
            List<String> matches = new ArrayList<>();
            matches(use.service(), use.ports(), matches);
            if (matches.isEmpty())
                line("    # " + use.service() + " from " + passage.from() + " to " + passage.to()
                        + " is no IP traffic.");
            for (String match : matches)
                emit(passage.from(), passage.to(), match, true, use.ask(), use.service() + ", learned");
        }
    }

    /** What to compare beside the addresses, one for each transport. */
    private static void matches(String service, Iterable<String> ports, List<String> matches) {
        TreeMap<String, TreeSet<Integer>> byTransport = new TreeMap<>();
        for (String port : ports) {
            int slash = port.indexOf('/');
            String transport = port.substring(0, slash);
            String number = port.substring(slash + 1);
            switch (transport) {
                case "tcp", "udp", "sctp" -> {
                    if (number.equals("dynamic")) matches.add(transport + " dport 32768-65535");
                    else
                        byTransport
                                .computeIfAbsent(transport, _ -> new TreeSet<>())
                                .add(Integer.valueOf(number));
                }
                case "icmp" -> matches.add(service.equals("icmpv6") ? "meta l4proto ipv6-icmp" : "meta l4proto icmp");
                case "ip" -> matches.add("meta l4proto " + number);
                default -> {}
            }
        }
        byTransport.forEach((transport, numbers) -> matches.add(transport + " dport { "
                + String.join(", ", numbers.stream().map(String::valueOf).toList()) + " }"));
        List<String> once = List.copyOf(new LinkedHashSet<>(matches));
        matches.clear();
        matches.addAll(once);
    }

    private void emit(String from, String to, String match, boolean allow, Ask ask, String why) {
        String most = allow && ask != null && ask.compareTo(Ask.READ) <= 0 && match.contains("dport")
                ? " (" + ask.name().toLowerCase(Locale.ROOT) + " only, not kept here)"
                : "";
        String comment = (why + most).replace("\"", "").replace("\n", " ");
        if (comment.length() > COMMENT_MAX) comment = comment.substring(0, COMMENT_MAX);
        boolean any = false;
        for (String family : List.of("4", "6")) {
            String source = side(from, "saddr", family);
            String destination = side(to, "daddr", family);
            if (source == null || destination == null) continue;
            if (family.equals("6") && match.equals("meta l4proto icmp")
                    || family.equals("4") && match.equals("meta l4proto ipv6-icmp")) continue;
            String both = source + destination;
            if (both.isEmpty() && family.equals("6")) continue;
            line("    " + both + (match.isEmpty() ? "" : match + " ") + (allow ? "accept" : "drop") + " comment \""
                    + comment + "\"");
            any = true;
        }
        if (!any) line("    # No addresses are known for: " + comment);
    }

    /** Null if the zone has no address of the family; empty for any zone. */
    private String side(String zone, String field, String family) {
        if (zone.equals("*")) return "";
        String known = names.keySet().stream()
                .filter(name -> Decisions.names(zone, name))
                .findFirst()
                .orElse(null);
        if (known == null || !families.get(known).contains(family)) return null;
        String ip = family.equals("4") ? "ip" : "ip6";
        String not = known.equals(Zones.OUTSIDE) ? "!= " : "";
        return ip + " " + field + " " + not + "@" + names.get(known) + "_v" + family + " ";
    }
}
