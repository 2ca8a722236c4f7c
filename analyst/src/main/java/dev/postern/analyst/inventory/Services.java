package dev.postern.analyst.inventory;

import dev.postern.model.PlantProtocols;
import java.util.Map;
import java.util.Set;

/** What the analyst knows about protocols by name: which belong to the plant, which are no service of a device. */
public final class Services {
    private static final int EPHEMERAL_PORT_MIN = 32_768;

    /** Protocols of networks themselves: they say nothing about what a device offers. */
    private static final Set<String> PLUMBING = Set.of(
            "arp",
            "icmp",
            "icmpv6",
            "igmp",
            "stp",
            "rstp",
            "lacp",
            "cdp",
            "lldp",
            "mdns",
            "llmnr",
            "ssdp",
            "ethernet/0806",
            "ip/2");

    private static final Map<String, String> CARRIERS = Map.of("cip", "enip");

    private Services() {}

    /** Speaks to controllers. */
    public static boolean plant(String service) {
        return PlantProtocols.contains(service);
    }

    private static final Set<String> SESSIONS = Set.of(
            "rdp", "ssh", "vnc", "telnet", "rlogin", "x11", "radmin", "dameware", "teamviewer", "tcp/5985", "tcp/5986");

    /** One sits at another machine with it. */
    public static boolean session(String service) {
        return SESSIONS.contains(service);
    }

    private static final Set<String> DATABASES =
            Set.of("tds", "mysql", "postgresql", "pgsql", "tns", "mongodb", "redis", "cassandra", "influxdb");

    public static boolean database(String service) {
        return DATABASES.contains(service);
    }

    /** A controller asks its own inputs and outputs over it. */
    private static final Set<String> FIELDBUSES = Set.of(
            "profinet",
            "pndcp",
            "pnio",
            "pnrt",
            "ethercat",
            "powerlink",
            "sercos",
            "cclink",
            "enip",
            "cip",
            "egd",
            "esio",
            "goose",
            "sv",
            "hartip",
            "uadp");

    /** What a controller exchanges with its field devices over. */
    public static boolean fieldbus(String service) {
        return FIELDBUSES.contains(service);
    }

    /** Automates a building and not a process. */
    static boolean building(String service) {
        return service.equals("bacnet") || service.equals("knxip") || service.equals("lontalk");
    }

    static boolean databaseServed(Iterable<String> services) {
        for (String service : services) if (database(service)) return true;
        return false;
    }

    /** Worth listing as offered by a device. */
    public static boolean offered(String service) {
        if (PLUMBING.contains(service) || service.startsWith("ethernet/") || service.startsWith("icmp")) return false;
        int slash = service.indexOf('/');
        if (slash < 0) return true;
        return !service.startsWith("udp/") && !service.startsWith("tcp/") || port(service, slash) < EPHEMERAL_PORT_MIN;
    }

    /** What a conversation in which this is spoken is called. */
    public static String carrier(String protocol) {
        return CARRIERS.getOrDefault(protocol, protocol);
    }

    private static int port(String service, int slash) {
        int port = 0;
        for (int i = slash + 1; i < service.length(); i++) {
            int digit = service.charAt(i) - '0';
            if (digit < 0 || digit > 9) return 0;
            port = Math.min(1 << 20, port * 10 + digit);
        }
        return port;
    }
}
