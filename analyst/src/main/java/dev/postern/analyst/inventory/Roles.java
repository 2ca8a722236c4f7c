package dev.postern.analyst.inventory;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a device is: from what it does where that leaves no doubt, then from the product that it says it is, then from what it does more or less, then from
 * what made it. Levels are those of the Purdue model; computers get theirs from where they stand ({@link Levels}). Rules of thumb with
 * their confidence and reason, decided anew whenever the device changes. Names that people give are no evidence: they are habits of a site.
 */
final class Roles {
    /** Fewer plant servers than that is a panel. */
    private static final int SCADA_SERVERS_MIN = 5;

    /** Reads of one server before its asker is taken for more than a visitor, where it asks many. */
    private static final int READS_PER_SERVER_MIN = 5;

    private static final int MANY_SERVERS = 8;
    /** One write to so many reads is hardly ever. */
    private static final int WRITES_RARE = 100;

    /** Asking in fewer than one minute of so many is hardly ever. */
    private static final int RARELY = 100;

    private static final int DAY_MINUTES = 1_440;
    private static final int HIDES_MIN = 3;
    private static final int TOUCHES_MIN = 5;

    private static final int CLIENTS_MIN = 3;
    private static final double TOLD = 0.85;
    private static final double BEHAVIOUR = 0.7;
    private static final double LIKELY = 0.5;
    private static final double HINT = 0.4;
    private static final double WEAK = 0.3;
    /** Of a computer, before {@link Levels} places it. */
    static final double PLACED_LATER = 4;
    /** What devices without a server of their own tell measurements over. */
    private static final Set<String> BROKERED = Set.of("amqp", "coap", "mqtt", "mqttsn");

    /** What a judgement needs to know of the others. */
    interface Site {
        /** Serve a plant protocol. */
        int controllers();

        /** Null if unknown. */
        Asset at(Address address);

        long watchedNanos();
    }

    private Roles() {}

    static void judge(Asset a, Site site) {
        a.role = "";
        a.roleConfidence = 0;
        a.roleReason = "";
        a.purdue = Double.NaN;
        if (a.primary().isPublic() && !a.onLink) say(a, "outside", 0.9, 5, "its address is public");
        else if (network(a) || bay(a) || product(a) || plant(a, site) || office(a) || told(a)) return;
        else made(a);
    }

    private static void say(Asset a, String role, double confidence, double purdue, String reason) {
        a.role = role;
        a.roleConfidence = confidence;
        a.purdue = purdue;
        a.roleReason = reason;
    }

    private static boolean network(Asset a) {
        String type = (a.best(Attribute.ROLE) + ' ' + a.best(Attribute.TYPE)).toLowerCase(Locale.ROOT);
        boolean virtual =
                a.macs.size() == 1 && Redundancy.virtual(a.macs.first().low());
        if (a.forwards)
            say(a, "router", 0.8, 3, "packets from or for several others in other networks pass through it");
        else if (a.hides >= HIDES_MIN)
            say(
                    a,
                    "router",
                    BEHAVIOUR,
                    3,
                    "packets with a spent hop limit come from its own address: others stand behind it");
        else if (virtual) say(a, "router", 0.8, 3, "its hardware address is one that redundant routers share");
        else if (type.contains("router")) say(a, "router", BEHAVIOUR, 3, "it says so");
        else if (a.bridges) say(a, "switch", 0.8, 2, "it takes part in the spanning tree");
        else if (type.contains("bridge") || type.contains("switch")) say(a, "switch", 0.8, 2, "it says so");
        else return false;
        return true;
    }

    /** The devices of a bay tell everyone, and few ask them anything. */
    private static boolean bay(Asset a) {
        if (a.publishes("goose"))
            say(a, "protection relay", a.serves("mms") ? 0.8 : BEHAVIOUR, 1, "it publishes events over GOOSE");
        else if (a.publishes("sv")) say(a, "merging unit", 0.8, 0, "it publishes sampled values");
        else if (a.serves("c37118")) say(a, "pmu", 0.8, 1, "it serves synchrophasors");
        else if (a.serves("tristation")) say(a, "safety controller", 0.8, 1, "it serves TriStation");
        else return false;
        return true;
    }

    private static boolean product(Asset a) {
        for (String told : new String[] {a.best(Attribute.MODEL), a.best(Attribute.TYPE), a.best(Attribute.ROLE)}) {
            String role = Products.role(told);
            if (role.isEmpty()) continue;
            say(a, role, TOLD, level(role), "it says that it is " + told);
            return true;
        }
        return false;
    }

    private static double level(String role) {
        return switch (role) {
            case "i/o", "merging unit" -> 0;
            case "safety controller", "controller", "drive", "rtu", "protection relay", "pmu" -> 1;
            case "hmi", "scada", "switch", "gateway" -> 2;
            case "router" -> 3;
            default -> PLACED_LATER;
        };
    }

    private static boolean plant(Asset a, Site site) {
        TreeSet<Address> clients = Asset.plantPeers(a.served);
        TreeSet<Address> servers = Asset.plantPeers(a.used);
        if (a.units.size() > 1 && a.serves("modbus") && (!a.modules.isEmpty() || a.units.size() > 2)) {
            String stations = a.units.size() + " numbered stations";
            say(a, "gateway", BEHAVIOUR, 2, "it answers for " + stations);
            return true;
        }
        if (clients.isEmpty() && servers.isEmpty()) return false;
        if (!clients.isEmpty() && (servers.isEmpty() || !converts(a))) serves(a, clients, site);
        else if (!clients.isEmpty()) say(a, "gateway", LIKELY, 2, "it serves one plant protocol and asks over another");
        else asks(a, servers, site);
        return true;
    }

    /** Serves in one language and asks in another; what a controller exchanges with its field devices aside. */
    private static boolean converts(Asset a) {
        for (String asked : a.used.keySet()) {
            if (Services.plant(asked) && !Services.fieldbus(asked) && !a.serves(asked)) return true;
        }
        return false;
    }

    private static void serves(Asset a, TreeSet<Address> clients, Site site) {
        String who = Words.count(clients.size(), "client");
        if (a.serves("dnp3") || a.serves("iec104") || a.serves("iec101"))
            say(a, "rtu", BEHAVIOUR, 1, "it serves a telecontrol protocol to " + who);
        else if (a.serves("bacnet") || a.serves("knxip"))
            say(a, "building controller", BEHAVIOUR, 1, "it serves a building protocol to " + who);
        else if (onlyServes(a, "opcua") || onlyServes(a, "opc"))
            say(a, "opc server", LIKELY, 2, "it serves nothing but OPC to " + who);
        else if (onlyControllersAsk(clients, site)) say(a, "i/o", BEHAVIOUR, 0, "nobody but a controller asks it");
        else say(a, "controller", clients.size() > 1 ? 0.8 : BEHAVIOUR, 1, "it serves a plant protocol to " + who);
    }

    private static boolean onlyControllersAsk(TreeSet<Address> clients, Site site) {
        for (Address client : clients) {
            Asset asking = site.at(client);
            if (asking == null || Asset.plantPeers(asking.served).isEmpty()) return false;
        }
        return true;
    }

    private static void asks(Asset a, TreeSet<Address> asks, Site site) {
        int servers = asks.size();
        String what = Words.count(servers, "plant device");
        Asset partner = PartTime.partner(a, asks, site);
        long asked = a.reads + a.writes;
        if (a.used.containsKey("tristation"))
            say(a, "engineering station", 0.8, 2, "it speaks TriStation to a safety controller");
        else if (a.engineering > 0 && a.engineering * 4 >= a.reads / 100)
            say(a, "engineering station", BEHAVIOUR, 2, "it does engineering on " + what);
        else if (partner != null)
            say(
                    a,
                    "scada",
                    LIKELY,
                    2,
                    "at times it asks " + what + ", all of which " + partner.primary() + " asks, and the two talk");
        else if (rarely(a, site)) seldom(a, what);
        else if (PartTime.collects(a, site))
            computer(a, "server", LIKELY, "it reads " + what + " now and then, each time briefly, and never writes");
        else if (servers >= MANY_SERVERS && asked < (long) READS_PER_SERVER_MIN * servers)
            say(a, "pc", LIKELY, PLACED_LATER, "it asked " + what + ", each only a few times");
        else if (a.writes * WRITES_RARE <= a.reads && servers > 1 && storesAway(a))
            say(a, "historian", BEHAVIOUR, 3, "it reads " + what + ", hardly ever writes, and passes data on");
        else if (servers >= Math.max(SCADA_SERVERS_MIN, site.controllers() / 3))
            say(a, "scada", BEHAVIOUR, 2, "it asks " + what + ", a large share of the site's");
        else say(a, "hmi", a.writes > 0 ? BEHAVIOUR : LIKELY, 2, "it asks " + what);
    }

    /** Watched long enough, and hardly ever asking: no panel, for that asks all the time. */
    private static boolean rarely(Asset a, Site site) {
        long minutes = (site.watchedNanos() - a.firstWatchedNanos) / Settings.MINUTE_NANOS;
        return minutes >= DAY_MINUTES && a.askMinutes * RARELY < minutes;
    }

    private static void seldom(Asset a, String what) {
        boolean visit = a.lastNanos - a.firstNanos < Settings.DAY_NANOS / 2;
        String asked = "it asked " + what + " in " + Words.count(a.askMinutes, "minute");
        if (visit) computer(a, "laptop", LIKELY, asked + " of a visit of " + Words.span(a.lastNanos - a.firstNanos));
        else computer(a, "pc", LIKELY, asked + " of " + Words.span(a.lastNanos - a.firstNanos));
    }

    /** Into a database, or to those who fetch it. */
    private static boolean storesAway(Asset a) {
        for (String service : a.used.keySet()) if (Services.database(service)) return true;
        for (String service : a.served.keySet())
            if (Services.database(service) || service.equals("tls") || service.equals("http")) return true;
        return false;
    }

    /** Nothing of the plant but this. */
    private static boolean onlyServes(Asset a, String service) {
        if (!a.serves(service)) return false;
        for (String other : a.served.keySet()) if (Services.plant(other) && !other.equals(service)) return false;
        return true;
    }

    private static boolean office(Asset a) {
        String told = a.best(Attribute.ROLE).toLowerCase(Locale.ROOT);
        boolean kerberos = a.serves("kerberos") || a.serves("tcp/88");
        boolean directory = a.serves("ldap") || a.serves("tcp/389");
        if (kerberos || directory && a.serves("smb2") || told.equals("domain controller"))
            computer(a, "domain controller", 0.8, "it serves the logins or the directory of a domain");
        else if (Services.databaseServed(a.served.keySet()))
            computer(a, "database server", BEHAVIOUR, "it serves a database");
        else if (a.serves("mqttsn") && a.used.containsKey("mqtt"))
            say(a, "gateway", BEHAVIOUR, 2, "it carries what sensors tell to a broker");
        else if (a.serves("mqtt") || a.serves("amqp") || a.serves("mqttsn"))
            computer(a, "server", BEHAVIOUR, "it is a broker of messages");
        else if (a.leases) computer(a, "dhcp server", BEHAVIOUR, "it hands out leases");
        else if (a.serves("dns")) computer(a, "dns server", BEHAVIOUR, "it answers questions for names");
        else if (a.serves("tcp/9100") || a.serves("tcp/631") || a.serves("tcp/515"))
            computer(a, "printer", BEHAVIOUR, "it takes print jobs");
        else if (a.serves("smtp") || a.serves("imap") || a.serves("pop3"))
            computer(a, "mail server", BEHAVIOUR, "it takes or hands out mail");
        else if (onlyOffers(a, "ntp", "udp/123")) computer(a, "time server", BEHAVIOUR, "it tells the time");
        else if (onlyOffers(a, "smb2", "smb", "nfs")) computer(a, "file server", BEHAVIOUR, "it serves files");
        else return clients(a);
        return true;
    }

    private static boolean clients(Asset a) {
        int most = 0;
        for (var peers : a.served.values()) most = Math.max(most, peers.size());
        if (most >= CLIENTS_MIN) computer(a, "server", 0.6, "it serves " + Words.count(most, "client"));
        else if (monitors(a)) computer(a, "server", LIKELY, "it asks network devices for their counters");
        else if (a.used.keySet().stream().anyMatch(BROKERED::contains) && !windows(a))
            say(a, "gateway", HINT, 2, "it tells a broker measurements");
        else if (!a.served.isEmpty()) computer(a, "server", WEAK, "it offers " + a.served.firstKey());
        else if (!personal(a) && a.met.size() >= TOUCHES_MIN)
            computer(a, "server", WEAK, "it is in touch with " + a.met.size() + " others and asks nothing of them");
        else if (personal(a)) computer(a, "pc", a.used.size() > 2 ? LIKELY : WEAK, "it asks servers and serves nobody");
        else return false;
        return true;
    }

    private static boolean monitors(Asset a) {
        TreeSet<Address> asked = a.used.get("snmp");
        return asked != null && asked.size() > 1;
    }

    /** Asks for more than the time and names, which everything does. */
    private static boolean personal(Asset a) {
        for (String service : a.used.keySet())
            if (!service.equals("ntp") && !service.equals("dns") && !service.equals("dhcp")) return true;
        return windows(a);
    }

    private static boolean onlyOffers(Asset a, String... services) {
        boolean any = false;
        for (String offered : a.served.keySet()) {
            boolean one = false;
            for (String service : services) one |= offered.equals(service);
            if (!one && !offered.equals("dcerpc") && !offered.equals("nbns")) return false;
            any |= one;
        }
        return any;
    }

    private static void computer(Asset a, String role, double confidence, String reason) {
        say(a, role, confidence, PLACED_LATER, reason);
    }

    private static boolean told(Asset a) {
        String type = (a.best(Attribute.ROLE) + ' ' + a.best(Attribute.TYPE) + ' ' + a.best(Attribute.OPERATING_SYSTEM))
                .toLowerCase(Locale.ROOT);
        if (type.contains("controller")) say(a, "controller", HINT, 1, "it says so");
        else if (type.contains("windows") || type.contains("station") || windows(a))
            computer(a, "pc", HINT, "it behaves like Windows");
        else return false;
        return true;
    }

    private static void made(Asset a) {
        String maker = a.maker();
        String role = Products.roleOfMaker(maker);
        if (!role.isEmpty()) say(a, role, HINT, level(role), "its network card is of " + maker);
    }

    /** Speaks as only Windows does, without having said so. */
    static boolean windows(Asset a) {
        return a.published.contains("nbns") || a.published.contains("browser") || a.published.contains("llmnr");
    }
}
