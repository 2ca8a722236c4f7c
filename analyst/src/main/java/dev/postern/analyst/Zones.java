package dev.postern.analyst;

import dev.postern.model.Address;
import java.util.List;
import java.util.TreeMap;

/**
 * A first guess of the zones: one for each /24 in use (what routers part in most plants), named by the roles found in it. A person
 * corrects it later; until then names may change as roles become clear.
 */
final class Zones {
    static final String OUTSIDE = "outside";
    static final String UNNUMBERED = "link";
    private static final int PREFIX_BITS = 24;

    /** Lowest Purdue level and highest seen in each network. */
    private final TreeMap<String, double[]> levels = new TreeMap<>();

    void survey(List<Asset> assets) {
        levels.clear();
        for (Asset asset : assets) {
            if (!asset.heard) continue;
            double[] span = levels.computeIfAbsent(network(asset), key -> new double[] {9, -1});
            // Switches and gateways stand in every zone and say nothing about it.
            if (Double.isNaN(asset.purdue) || asset.role.equals("switch") || asset.role.equals("gateway")) continue;
            span[0] = Math.min(span[0], asset.purdue);
            span[1] = Math.max(span[1], asset.purdue);
        }
    }

    String name(Asset asset) {
        return name(network(asset));
    }

    String name(String network) {
        if (network.equals(OUTSIDE) || network.equals(UNNUMBERED)) return network;
        double[] span = levels.get(network);
        String kind = span == null || span[1] < 0
                ? "network"
                : span[0] <= 1 ? "control" : span[0] < 3.5 ? "supervision" : "office";
        return kind + " " + network;
    }

    /** Controllers are in it. */
    boolean control(String network) {
        double[] span = levels.get(network);
        return span != null && span[0] <= 1;
    }

    /** One holds controllers, the other nothing below the office. */
    boolean plantToOffice(String a, String b) {
        return control(a) && office(b) || office(a) && control(b);
    }

    private boolean office(String network) {
        double[] span = levels.get(network);
        return span != null && span[1] >= 0 && span[0] >= 3.5;
    }

    static String network(Asset asset) {
        Address best = null;
        for (Address ip : asset.ips) {
            if (best == null || best.isLinkLocal() && !ip.isLinkLocal()) best = ip;
        }
        return best == null ? UNNUMBERED : network(best, asset.onLink);
    }

    /** @param onLink seen on a watched link, so that even a public address is inside */
    static String network(Address ip, boolean onLink) {
        if (ip.isPublic() && !onLink) return OUTSIDE;
        if (ip.isLinkLocal()) return UNNUMBERED;
        if (ip.kind() == Address.Kind.IPV4) return Address.ipv4((int) (ip.low() & 0xFFFF_FF00L)) + "/" + PREFIX_BITS;
        return Address.ipv6(ip.high(), 0) + "/64";
    }
}
