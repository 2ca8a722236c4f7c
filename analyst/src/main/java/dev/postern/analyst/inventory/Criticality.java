package dev.postern.analyst.inventory;

import java.util.TreeSet;

/**
 * How much depends on a device, 1 to 5, before a person says better: what its role can do to the process, one more where many depend on it. Not
 * a probability and not a score, but an order in which to look.
 */
final class Criticality {
    private static final int DEPENDING_MIN = 10;

    private Criticality() {}

    /** 0 where the role is unknown. */
    static int of(Asset a) {
        if (a.role.isEmpty() || a.role.equals("outside")) return 0;
        int own = switch (a.role) {
            case "safety controller" -> 5;
            case "controller", "rtu", "protection relay", "drive" -> 4;
            case "scada", "engineering station", "domain controller", "gateway", "router", "i/o", "merging unit" -> 3;
            case "hmi", "switch", "opc server", "historian", "building controller", "pmu", "time server" -> 3;
            case "pc", "laptop", "printer", "camera", "phone" -> 1;
            default -> 2;
        };
        return own < 5 && own > 1 && depending(a) >= DEPENDING_MIN ? own + 1 : own;
    }

    private static int depending(Asset a) {
        TreeSet<dev.postern.model.Address> clients = new TreeSet<>();
        a.served.values().forEach(clients::addAll);
        return clients.size();
    }
}
