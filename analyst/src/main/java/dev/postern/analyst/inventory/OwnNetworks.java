package dev.postern.analyst.inventory;

import dev.postern.model.Address;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Networks that somebody numbered with public addresses: of the same first 24 bits {@value #CARDS_MIN} network cards say, by ARP, neighbour discovery or a
 * lease, that they hold an address. Neighbours that were not asked for are inside then, too. One card alone does not make a network one's own: who
 * brings a single public address stays an outsider. At most {@value #NETWORKS_MAX} networks.
 */
final class OwnNetworks {
    private static final int CARDS_MIN = 2;
    private static final int NETWORKS_MAX = 256;

    /** The first 24 bits, and the cards that hold an address of them; no more of them than it takes. */
    private final TreeMap<Long, TreeSet<Long>> cards = new TreeMap<>();

    /**
     * A card says that it holds an address.
     *
     * @return true if this makes its network one's own
     */
    boolean claimed(Address ip, long mac, Limit limit) {
        if (!isCounted(ip)) return false;
        TreeSet<Long> known = cards.get(prefix(ip));
        if (known == null) {
            if (!limit.room("networks of public addresses", cards.size(), NETWORKS_MAX)) return false;
            cards.put(prefix(ip), known = new TreeSet<>());
        }
        return known.size() < CARDS_MIN && known.add(mac) && known.size() == CARDS_MIN;
    }

    /** A public address that is used as one's own. */
    boolean contains(Address ip) {
        if (!isCounted(ip)) return false;
        TreeSet<Long> known = cards.get(prefix(ip));
        return known != null && known.size() >= CARDS_MIN;
    }

    /** Who says that he has this address on the watched link belongs there. */
    boolean holds(Address ip) {
        return !isCounted(ip) || contains(ip);
    }

    private static boolean isCounted(Address ip) {
        return ip.isPublic() && ip.kind() == Address.Kind.IPV4;
    }

    private static long prefix(Address ip) {
        return ip.low() >> 8;
    }
}
