package dev.postern.life.device;

import dev.postern.life.Watch;
import dev.postern.life.habit.Holding;
import dev.postern.life.habit.Least;
import dev.postern.model.Address;
import dev.postern.model.Binding;
import dev.postern.model.FrameRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * M9 over the whole site: which hardware address holds which network address on which VLAN. A hardware address that carries
 * {@link #ROUTER_ADDRESSES} or more is a router, and so is one that only ever said it has addresses of other networks than the sender of a packet
 * that comes from it; what comes through a router says nothing about who holds an address.
 */
public final class Bindings {
    static final int ADDRESSES_MAX = 20_000;
    static final int CARDS_MAX = 20_000;
    private static final int ROUTER_ADDRESSES = 4;
    private static final int NAMED_MAX = 3;
    /** Before the site has shown how often addresses move: half a change in as many address-minutes. */
    private static final double PRIOR_MINUTES = 5000;

    private final Map<Place, Holding> holdings = new HashMap<>();
    private final Map<Long, TreeSet<Address>> carried = new HashMap<>();
    /** Which addresses a hardware address said it has. */
    private final Map<Long, TreeSet<Address>> said = new HashMap<>();

    /** An address taken over while its holder is still there teaches nearly nothing; a pool that moves on is learned. */
    private static final double CONTESTED_WEIGHT = 0.005;

    private static final double MOVE_WEIGHT = 0.5;

    private double changes = 0.5;
    private double minutes = PRIOR_MINUTES;
    private long forgotten;

    private record Place(Address address, int vlan) {}

    /**
     * A change of hands.
     *
     * @param numbers what p came from, as {@link dev.postern.life.chance.Law#CHANGE} takes them
     * @param shared other addresses the new holder has, a few
     * @param back the new holder had it before
     */
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    public record Change(
            double p,
            double[] numbers,
            long from,
            long to,
            List<Address> shared,
            boolean back,
            Holding holding,
            FrameRef fromFrame) {}

    public long forgotten() {
        return forgotten;
    }

    int addressesAt(long mac) {
        TreeSet<Address> addresses = carried.get(mac);
        return addresses == null ? 0 : addresses.size();
    }

    int cards() {
        return carried.size();
    }

    private boolean isRouted(Binding binding) {
        if (binding.source() != Binding.Source.IP) return false;
        return addressesAt(binding.mac()) >= ROUTER_ADDRESSES || isOfAnotherNetwork(binding.mac(), binding.address());
    }

    private boolean isOfAnotherNetwork(long mac, Address sender) {
        // No router passes on what comes from a link-local address.
        TreeSet<Address> own = sender.isLinkLocal() ? null : said.get(mac);
        if (own == null) return false;
        boolean comparable = false;
        for (Address address : own) {
            if (address.isNeighbourOf(sender)) return false;
            comparable |= address.kind() == sender.kind();
        }
        return comparable;
    }

    /** What it sends for others it does not say of itself; a lease is said by the server. */
    private void own(Binding binding) {
        Address address = binding.address();
        boolean says = binding.source() != Binding.Source.IP && binding.source() != Binding.Source.DHCP_LEASE;
        if (!says || address.isLinkLocal()) return;
        if (said.size() >= CARDS_MAX && !said.containsKey(binding.mac())) return;
        TreeSet<Address> own = said.computeIfAbsent(binding.mac(), card -> new TreeSet<>());
        if (own.size() < ROUTER_ADDRESSES) own.add(address);
    }

    /** An address was heard from a hardware address; once a minute it counts, and is one test. */
    public boolean heard(Address address, int vlan, long mac, int minute, FrameRef frame) {
        Holding holding = holdings.get(new Place(address, vlan));
        boolean counts = holding != null && holding.heard(mac, minute, frame);
        if (counts) minutes++;
        return counts;
    }

    /** @return null if nothing changed hands, or only the way through routers did */
    public Change bound(Binding binding) {
        Address address = binding.address();
        long mac = binding.mac();
        if (!address.isIp() || address.isMulticast() || address.isUnspecified()) return null;
        if (mac == 0 || Address.mac(mac).isMulticast()) return null;
        own(binding);
        boolean routed = isRouted(binding);
        int minute = Watch.minute(binding.stamp().atNanos());
        Place place = new Place(address, binding.vlan());
        Holding holding = holdings.get(place);
        FrameRef frame = binding.stamp().ref();
        if (holding == null) {
            makeRoom();
            holdings.put(place, new Holding(mac, minute, frame));
            carry(mac, address);
            return null;
        }
        if (holding.mac() == mac) {
            holding.heard(mac, minute, frame);
            return null;
        }
        boolean fromRouter = holding.viaRouter();
        Change change = null;
        if (!routed && !fromRouter) {
            double p = holding.moveProbability(mac, minute, changes / minutes);
            if (binding.source() == Binding.Source.DHCP_LEASE) p = Math.max(p, 0.05);
            change = new Change(
                    p,
                    holding.numbers(mac, minute, changes / minutes),
                    holding.mac(),
                    mac,
                    sharedWith(mac, address),
                    holding.had(mac),
                    holding.copy(),
                    holding.lastFrame());
            changes += holding.contested(minute) ? CONTESTED_WEIGHT : MOVE_WEIGHT;
        }
        double weight = holding.contested(minute) ? CONTESTED_WEIGHT : MOVE_WEIGHT;
        holding.move(mac, minute, frame, routed, routed ? 0 : weight);
        carry(mac, address);
        return change;
    }

    /** The same for what is heard late: judged as if the holder had not been heard for a while, and not learned. */
    public Change late(Binding binding) {
        Holding holding = holdings.get(new Place(binding.address(), binding.vlan()));
        long mac = binding.mac();
        if (holding == null || mac == 0 || Address.mac(mac).isMulticast() || holding.had(mac)) return null;
        if (isRouted(binding) || holding.viaRouter() || binding.source() == Binding.Source.DHCP_LEASE) return null;
        int minute = holding.lastMinute() + Holding.ALIVE_MINUTES + 1;
        return new Change(
                holding.moveProbability(mac, minute, changes / minutes),
                holding.numbers(mac, minute, changes / minutes),
                holding.mac(),
                mac,
                sharedWith(mac, binding.address()),
                false,
                holding.copy(),
                holding.lastFrame());
    }

    private List<Address> sharedWith(long mac, Address except) {
        List<Address> shared = new ArrayList<>();
        TreeSet<Address> addresses = carried.get(mac);
        if (addresses == null) return shared;
        for (Address address : addresses) if (!address.equals(except) && shared.size() < NAMED_MAX) shared.add(address);
        return shared;
    }

    private void carry(long mac, Address address) {
        if (carried.size() >= CARDS_MAX && !carried.containsKey(mac)) forgetCards();
        TreeSet<Address> addresses = carried.computeIfAbsent(mac, key -> new TreeSet<>());
        // A host has a link-local address beside its own; that makes it no router.
        if (!address.isLinkLocal() && addresses.size() < 2 * ROUTER_ADDRESSES) addresses.add(address);
    }

    /**
     * Where cards are too many, as in a flood from forged ones, those that are no router's begin anew; all of them where that makes little room, so that it is
     * not sought again for each packet.
     */
    private void forgetCards() {
        carried.values().removeIf(addresses -> addresses.size() < ROUTER_ADDRESSES);
        if (carried.size() > CARDS_MAX / 2) carried.clear();
        said.keySet().retainAll(carried.keySet());
        forgotten++;
    }

    /** Those heard in the fewest minutes, then longest ago, go. */
    private static int compareForRoom(Map.Entry<Place, Holding> one, Map.Entry<Place, Holding> other) {
        int order = Double.compare(one.getValue().minutes(), other.getValue().minutes());
        if (order == 0)
            order = Integer.compare(
                    one.getValue().lastMinute(), other.getValue().lastMinute());
        if (order == 0) order = one.getKey().address().compareTo(other.getKey().address());
        return order != 0
                ? order
                : Integer.compare(one.getKey().vlan(), other.getKey().vlan());
    }

    private void makeRoom() {
        if (holdings.size() < ADDRESSES_MAX) return;
        for (Map.Entry<Place, Holding> entry :
                Least.of(holdings.entrySet(), ADDRESSES_MAX / 8, Bindings::compareForRoom)) {
            holdings.remove(entry.getKey());
            TreeSet<Address> addresses = carried.get(entry.getValue().mac());
            if (addresses != null && addresses.remove(entry.getKey().address()) && addresses.isEmpty()) {
                carried.remove(entry.getValue().mac());
                said.remove(entry.getValue().mac());
            }
            forgotten++;
        }
    }
}
