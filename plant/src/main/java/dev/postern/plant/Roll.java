package dev.postern.plant;

import dev.postern.model.Address;
import dev.postern.plant.net.Host;
import dev.postern.plant.site.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The roll of the machines of a works: which interfaces are one machine, what it is for, where it stands. */
final class Roll {
    /** What machines are, by the beginning of their names; the longest that fits counts. */
    private static final Map<String, Post> POSTS = new TreeMap<>();

    /** @param purdue {@link #THERE} where it follows from the network, NaN for what joins levels or was brought along for some hours */
    private record Post(List<String> roles, double purdue) {}

    private static void post(String begin, double purdue, String... roles) {
        POSTS.put(begin, new Post(List.of(roles), purdue));
    }

    /** By the network. */
    private static final double THERE = -1;

    static {
        post("core", Double.NaN, "router");
        post("sw-", Double.NaN, "switch");
        post("plc-", 1, "controller");
        post("rtu-", 1, "rtu");
        post("io-", 0, "i/o");
        post("relay", 1, "protection relay");
        post("bcu-", 1, "protection relay", "controller");
        for (String machine : List.of("press-", "skid-", "filters-")) post(machine, 1, "controller");
        post("jump-", 3.5, "server", "pc");
        post("mu-", 0, "merging unit");
        post("pmu-", 1, "pmu");
        post("drive-", 1, "drive");
        post("sis-1", 1, "safety controller");
        post("sis-ews", 2, "engineering station");
        post("booster-1", 1, "controller");
        post("booster-modem", Double.NaN, "router");
        post("ahu-", 1, "building controller", "controller");
        post("bms-", 2, "hmi", "scada");
        post("hmi-", 2, "hmi");
        post("scada-", 2, "scada");
        post("opcua-", 2, "opc server");
        post("ews-", 2, "engineering station");
        post("historian-", 3, "historian");
        post("gw-", 2, "gateway");
        post("hist-replica", 3.5, "server", "historian");
        post("portal", 3.5, "server", "web server");
        post("broker-", 3.5, "server");
        post("ntp-", 3, "time server");
        post("ot-dc-", 3, "domain controller");
        post("ot-file-", 3, "file server");
        post("sql-", 3, "database server");
        post("nms-", 3, "server");
        post("monitor-", THERE, "server", "pc");
        post("dhcp-", 3, "dhcp server");
        post("dc-", 4, "domain controller");
        post("file-", 4, "file server");
        post("pc-", 4, "pc");
        post("printer-", 4, "printer");
        post("inventory-", THERE, "pc", "laptop", "server");
        post("versions-", THERE, "pc", "server", "engineering station");
        post("meters-", 3, "scada", "hmi", "server", "historian");
        post("district-", Double.NaN, "gateway", "scada", "hmi");
        post("cell-router", Double.NaN, "router");
        for (String guest : List.of("auditor", "contractor", "integrator", "laptop", "technician", "vendor-laptop"))
            post(guest, Double.NaN, "pc", "laptop", "engineering station");
    }

    private Roll() {}

    static List<Machine> of(Site site) {
        Map<String, List<Host>> machines = new LinkedHashMap<>();
        for (Host port : site.network.routerPorts())
            machines.computeIfAbsent("core", _ -> new ArrayList<>()).add(port);
        for (Host host : site.everybody())
            machines.computeIfAbsent(host.name, _ -> new ArrayList<>()).add(host);
        Map<Long, String> held = new LinkedHashMap<>();
        machines.forEach((name, hosts) -> hosts.forEach(host -> held.put(host.ip() & 0xFFFF_FFFFL, name)));
        List<Machine> roll = new ArrayList<>();
        machines.forEach((name, hosts) -> {
            roll.add(machine(name, hosts, held));
            // What was taken out lies on a shelf: nothing but its card is left of it.
            for (Host host : hosts)
                for (long mac : host.formerMacs())
                    roll.add(new Machine(
                            name + " taken out",
                            List.of(),
                            List.of(Address.mac(mac)),
                            List.of(),
                            Double.NaN,
                            Map.of()));
        });
        return List.copyOf(roll);
    }

    private static Machine machine(String name, List<Host> hosts, Map<Long, String> held) {
        Set<Address> ips = new LinkedHashSet<>();
        Set<Address> macs = new LinkedHashSet<>();
        Map<String, Set<String>> told = new TreeMap<>();
        for (Host host : hosts) {
            if (host.ip() != 0) ips.add(Address.ipv4(host.ip()));
            for (int former : host.formerIps())
                if (!held.containsKey(former & 0xFFFF_FFFFL)) ips.add(Address.ipv4(former));
            if (host.mac() != 0) macs.add(Address.mac(host.mac()));
            host.told()
                    .forEach((kind, values) ->
                            told.computeIfAbsent(kind, _ -> new TreeSet<>()).addAll(values));
        }
        Post post = postOf(name);
        List<String> roles = post == null ? List.of() : post.roles;
        double purdue = post == null ? Double.NaN : post.purdue == THERE ? there(hosts.getFirst()) : post.purdue;
        return new Machine(name, List.copyOf(ips), List.copyOf(macs), roles, purdue, told);
    }

    private static Post postOf(String name) {
        Post best = null;
        int length = 0;
        for (Map.Entry<String, Post> entry : POSTS.entrySet())
            if (name.startsWith(entry.getKey()) && entry.getKey().length() > length) {
                best = entry.getValue();
                length = entry.getKey().length();
            }
        return best;
    }

    /** A computer among machines of the process is of level 3, one in the office of level 4. */
    private static double there(Host host) {
        int network = host.ip() >>> 8 & 0xFF;
        boolean office = network == 30;
        return office ? 4 : network == 20 ? 3.5 : 3;
    }
}
