package dev.postern.analyst.inventory;

import dev.postern.model.Identity;
import java.util.Locale;

/**
 * What a device is, from what it does first and from what it says second. Levels are those of the Purdue model. A rule of thumb with its
 * confidence, decided anew whenever the device changes.
 */
public final class Roles {
    private static final int SCADA_SERVERS_MIN = 5;
    private static final double BEHAVIOUR = 0.7;
    private static final double HINT = 0.4;

    private Roles() {}

    public static void judge(Asset a) {
        a.role = "";
        a.roleConfidence = 0;
        a.purdue = Double.NaN;
        if (a.primary().isPublic() && !a.onLink) {
            say(a, "outside", 0.9, 5);
            return;
        }
        if (network(a)) return;
        if (plant(a)) return;
        if (office(a)) return;
        told(a);
    }

    private static void say(Asset a, String role, double confidence, double purdue) {
        a.role = role;
        a.roleConfidence = confidence;
        a.purdue = purdue;
    }

    private static boolean network(Asset a) {
        String type = words(a);
        if (a.bridges || type.contains("bridge") || type.contains("switch")) say(a, "switch", 0.8, 2);
        else if (a.forwards || type.contains("router") || type.contains("gateway")) say(a, "gateway", BEHAVIOUR, 3);
        else return false;
        return true;
    }

    private static boolean plant(Asset a) {
        if (substation(a)) return true;
        int clients = Asset.plantPeers(a.served);
        int servers = Asset.plantPeers(a.used);
        String type = words(a);
        if (clients == 0 && servers == 0) return false;
        if (clients > 0 && clients >= servers) {
            if (a.serves("tristation")) say(a, "safety controller", 0.8, 1);
            else if (a.serves("dnp3") || a.serves("iec104")) say(a, "rtu", BEHAVIOUR, 1);
            else if (a.serves("bacnet") || a.serves("knxip")) say(a, "building controller", BEHAVIOUR, 1);
            else if (onlyServes(a, "opcua") || onlyServes(a, "opc")) say(a, "opc server", 0.5, 2);
            else if (type.contains("i/o") || type.contains("adapter") || type.contains("drive"))
                say(a, "i/o", BEHAVIOUR, 0);
            else say(a, "controller", clients > 1 ? 0.8 : BEHAVIOUR, 1);
        } else if (clients > 0) say(a, "gateway", HINT, 2);
        else if (a.engineering > 0 && a.engineering * 4 >= a.reads / 100) say(a, "engineering station", BEHAVIOUR, 3);
        else if (servers >= SCADA_SERVERS_MIN) say(a, "scada", BEHAVIOUR, 2);
        else say(a, "hmi", a.writes > 0 ? BEHAVIOUR : 0.5, 2);
        return true;
    }

    /** The devices of a bay tell everyone, and few ask them anything. */
    private static boolean substation(Asset a) {
        if (a.publishes("goose")) say(a, "protection relay", a.serves("mms") ? 0.8 : BEHAVIOUR, 1);
        else if (a.publishes("sv")) say(a, "merging unit", 0.8, 0);
        else if (a.serves("c37118")) say(a, "pmu", 0.8, 1);
        else return false;
        return true;
    }

    /** Nothing of the plant but this. */
    private static boolean onlyServes(Asset a, String service) {
        if (!a.serves(service)) return false;
        for (String other : a.served.keySet()) if (Services.plant(other) && !other.equals(service)) return false;
        return true;
    }

    private static boolean office(Asset a) {
        if (a.serves("kerberos")
                || a.serves("tcp/88")
                || a.serves("ldap") && a.serves("smb2")
                || a.serves("tcp/389") && a.serves("smb2")) say(a, "domain controller", 0.8, 4);
        else if (a.leases) say(a, "dhcp server", BEHAVIOUR, 3);
        else if (a.serves("dns")) say(a, "dns server", BEHAVIOUR, 4);
        else if (a.serves("ntp") || a.serves("udp/123")) say(a, "ntp server", 0.5, 3);
        else if (a.serves("tcp/9100") || a.serves("tcp/631") || a.serves("tcp/515")) say(a, "printer", BEHAVIOUR, 4);
        else if (clients(a) >= 3) say(a, "server", 0.6, 4);
        else if (!a.used.isEmpty()) say(a, "pc", a.used.size() > 2 ? 0.5 : 0.3, 4);
        else if (!a.served.isEmpty()) say(a, "server", 0.3, 4);
        else return false;
        return true;
    }

    private static int clients(Asset a) {
        int most = 0;
        for (var peers : a.served.values()) most = Math.max(most, peers.size());
        return most;
    }

    private static void told(Asset a) {
        String type = words(a);
        if (type.contains("plc") || type.contains("programmable logic") || type.contains("controller"))
            say(a, "controller", HINT, 1);
        else if (type.contains("printer")) say(a, "printer", HINT, 4);
        else if (type.contains("camera") || type.contains("networkvideotransmitter")) say(a, "camera", HINT, 4);
        else if (type.contains("phone")) say(a, "phone", HINT, 4);
        else if (type.contains("windows") || type.contains("station")) say(a, "pc", HINT, 4);
    }

    private static String words(Asset a) {
        return (a.best(Identity.Attribute.ROLE)
                        + ' '
                        + a.best(Identity.Attribute.TYPE)
                        + ' '
                        + a.best(Identity.Attribute.OPERATING_SYSTEM))
                .toLowerCase(Locale.ROOT);
    }
}
