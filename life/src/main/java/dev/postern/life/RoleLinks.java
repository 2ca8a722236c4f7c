package dev.postern.life;

import dev.postern.life.chance.Law;
import dev.postern.life.habit.Hash;
import dev.postern.model.Address;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * M8: which role each device plays, and how many pairs of devices began to talk by the roles of the two: what the site tells the devices once a day.
 * A link that begins is the rarer the fewer links there are between such roles, as a Pitman-Yor process over pairs of roles. Immutable; 9 bytes for each
 * device and 8 for each pair of roles.
 */
public final class RoleLinks {
    /** Nobody's role is known. */
    public static final RoleLinks NONE = of(0, Map.of(), List.of());

    /** Roles are a few words; what goes beyond that has none. */
    private static final int ROLES_MAX = 127;

    private final long version;
    private final String[] roles;
    /** Sorted; {@link #roleOf} is parallel. */
    private final long[] devices;

    private final byte[] roleOf;
    /** Links by role of client times number of roles plus role of server. */
    private final long[] links;

    /** One client and one server that talked, and both spoke. */
    public record Link(Address client, Address server) {}

    /**
     * How rare a link between two roles is.
     *
     * @param pairs of roles that have links, {@code single} of them exactly one
     * @param rarer links of pairs of roles that have no more than this one
     * @param own links between just these roles
     */
    public record Rarity(String client, String server, int pairs, int single, long links, long rarer, long own) {
        double mass() {
            return Law.linkMass(pairs, single, links, rarer);
        }

        public String words() {
            String many = own == 0 ? "none" : Words.number(own);
            return "; of " + Words.number(links) + " pairs here that talk " + many + (own == 1 ? " joins " : " join ")
                    + "a device of the role " + client + " to one of the role " + server;
        }
    }

    private RoleLinks(long version, String[] roles, long[] devices, byte[] roleOf, long[] links) {
        this.version = version;
        this.roles = roles;
        this.devices = devices;
        this.roleOf = roleOf;
        this.links = links;
    }

    /**
     * @param version event time in minutes when it was made
     * @param roleOf of each address that has one
     * @param talked each link once
     */
    public static RoleLinks of(long version, Map<Address, String> roleOf, Collection<Link> talked) {
        String[] roles = new TreeSet<>(roleOf.values())
                .stream().filter(role -> !role.isEmpty()).limit(ROLES_MAX).toArray(String[]::new);
        TreeMap<Long, Byte> byHash = new TreeMap<>();
        roleOf.forEach((address, role) -> {
            int at = Arrays.binarySearch(roles, role);
            if (at >= 0) byHash.put(Hash.of(address), (byte) at);
        });
        long[] devices = byHash.keySet().stream().mapToLong(Long::longValue).toArray();
        byte[] indices = new byte[devices.length];
        for (int i = 0; i < devices.length; i++) indices[i] = byHash.get(devices[i]);
        RoleLinks made = new RoleLinks(version, roles, devices, indices, new long[roles.length * roles.length]);
        for (Link link : talked) {
            int pair = made.pair(link.client(), link.server());
            if (pair >= 0) made.links[pair]++;
        }
        return made;
    }

    public long version() {
        return version;
    }

    private int role(Address address) {
        int at = Arrays.binarySearch(devices, Hash.of(address));
        return at < 0 ? -1 : roleOf[at];
    }

    private int pair(Address client, Address server) {
        int from = role(client);
        int to = role(server);
        return from < 0 || to < 0 ? -1 : from * roles.length + to;
    }

    /** Null where a role is not known. */
    public Rarity rarity(Address client, Address server) {
        int pair = pair(client, server);
        if (pair < 0) return null;
        int pairs = 0;
        int single = 0;
        long all = 0;
        long rarer = 0;
        for (long count : links) {
            if (count > 0) pairs++;
            if (count == 1) single++;
            all += count;
            if (count <= links[pair]) rarer += count;
        }
        return new Rarity(
                roles[pair / roles.length], roles[pair % roles.length], pairs, single, all, rarer, links[pair]);
    }
}
