package dev.postern.analyst.inventory;

import dev.postern.analyst.inventory.Clues.Clue;
import dev.postern.analyst.inventory.Clues.Kind;
import dev.postern.model.Address;
import dev.postern.model.Device.Fact;
import dev.postern.model.Device.Joint;
import dev.postern.model.FrameRef;
import dev.postern.model.Identity;
import dev.postern.model.Identity.Attribute;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which interfaces are one device. Two are joined by clues that together weigh enough, more of them if both are in the same network, and never
 * if they exchanged packets, contradict each other, or hide others behind them. If any two of those that hang together may not be one, none of them
 * are: precision first. Judged anew whenever one of them changes, so what was joined comes apart when evidence speaks against it.
 */
final class Merges {
    private static final int POINTS_MIN = 2;
    private static final int POINTS_MIN_NEIGHBOURS = 3;
    private static final int ROW_POINTS = 1;
    private static final int ROW_POINTS_ROUTERS = 2;
    /** Ports of one box carry hardware addresses this near to each other. */
    private static final int ROW_DISTANCE_MAX = 3;

    private static final int MEMBERS_MAX = 16;
    private static final int NAMES_MAX = 4;
    private static final int HIDES_MIN = 3;
    private static final double CONTRADICTION_CONFIDENCE_MIN = 0.9;

    private final Clues clues = new Clues();
    /** Cards that forward. */
    private final TreeMap<Address, Asset> forwarding = new TreeMap<>();

    /** Evidence between two. */
    private record Bond(Joint joint, boolean rack) {}

    void identity(Identity i, Limit limit) {
        clues.identity(i, limit);
    }

    void forwards(Address card, Asset owner) {
        forwarding.put(card, owner);
    }

    /** @return those whose device is another one now, or has other parts, with the ones that changed */
    List<Asset> survey(Collection<Asset> changed, Inventory inventory) {
        LinkedHashSet<Asset> told = new LinkedHashSet<>(changed);
        Set<Asset> done = new LinkedHashSet<>();
        for (Asset asset : changed) {
            if (done.contains(asset) || asset.gone) continue;
            List<Asset> near = component(asset, inventory);
            done.addAll(near);
            if (near.size() > 1 || asset.group != null) told.addAll(regroup(near));
        }
        return new ArrayList<>(told);
    }

    /** All that hang together with it by any clue, or did. */
    private List<Asset> component(Asset start, Inventory inventory) {
        LinkedHashSet<Asset> found = new LinkedHashSet<>(List.of(start));
        ArrayDeque<Asset> open = new ArrayDeque<>(found);
        while (!open.isEmpty() && found.size() < 4 * MEMBERS_MAX) {
            Asset asset = open.poll();
            for (Asset other : near(asset, inventory)) if (!other.gone && found.add(other)) open.add(other);
        }
        List<Asset> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingLong((Asset a) -> a.firstNanos).thenComparing(Asset::primary));
        return sorted;
    }

    private List<Asset> near(Asset asset, Inventory inventory) {
        List<Asset> near = new ArrayList<>(asset.parts());
        for (Clue clue : clues.of(asset)) {
            for (Clues.Place place : clues.places(clue)) add(near, inventory.at(place.at));
            if (clue.kind() == Kind.CLAIM) add(near, inventory.at(Address.parse(clue.value())));
        }
        for (Address own : ownAddresses(asset))
            for (Clues.Place place : clues.places(new Clue(Kind.CLAIM, own.toString())))
                add(near, inventory.at(place.at));
        if (asset.forwards)
            for (Address mac : asset.macs) {
                long value = mac.low();
                near.addAll(forwarding
                        .subMap(
                                Address.mac(Math.max(0, value - ROW_DISTANCE_MAX)),
                                true,
                                Address.mac(value + ROW_DISTANCE_MAX),
                                true)
                        .values());
            }
        return near;
    }

    private static void add(List<Asset> to, Asset asset) {
        if (asset != null) to.add(asset);
    }

    private static List<Address> ownAddresses(Asset asset) {
        List<Address> own = new ArrayList<>(asset.ips);
        own.addAll(asset.macs);
        return own;
    }

    private List<Asset> regroup(List<Asset> near) {
        List<List<Asset>> parts = new ArrayList<>();
        List<List<Joint>> reasons = new ArrayList<>();
        Set<Asset> placed = new LinkedHashSet<>();
        for (Asset first : near) {
            if (!placed.add(first)) continue;
            List<Asset> part = new ArrayList<>(List.of(first));
            List<Joint> joints = new ArrayList<>();
            boolean rack = false;
            for (int i = 0; i < part.size(); i++)
                for (Asset other : near) {
                    if (placed.contains(other) || part.size() >= MEMBERS_MAX) continue;
                    Bond bond = bond(part.get(i), other);
                    if (bond == null) continue;
                    placed.add(other);
                    part.add(other);
                    joints.add(bond.joint);
                    rack |= bond.rack;
                }
            boolean one = agree(part, rack);
            for (Asset asset : one ? List.<Asset>of() : part) {
                parts.add(List.of(asset));
                reasons.add(List.of());
            }
            if (one) {
                parts.add(part);
                reasons.add(joints);
            }
        }
        List<Asset> moved = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) place(parts.get(i), reasons.get(i), moved);
        return moved;
    }

    private static void place(List<Asset> part, List<Joint> joints, List<Asset> moved) {
        Group before = part.getFirst().group;
        if (part.size() == 1) {
            if (before != null) moved.add(part.getFirst());
            part.getFirst().group = null;
            return;
        }
        boolean same = before != null && before.members.size() == part.size() && before.members.containsAll(part);
        Group group = same ? before : new Group();
        if (!same) {
            // Who gave the device its id before goes on doing so.
            Asset head = before != null && part.contains(before.members.getFirst())
                    ? before.members.getFirst()
                    : part.getFirst();
            group.members.add(head);
            for (Asset asset : part) if (asset != head) group.members.add(asset);
            for (Asset asset : part) asset.group = group;
            moved.addAll(part);
        }
        group.joints.clear();
        group.joints.addAll(joints);
    }

    /** Null if the two are not to be joined by what they say. */
    private Bond bond(Asset a, Asset b) {
        Evidence evidence = new Evidence();
        Set<Clue> ofA = clues.of(a);
        Set<Clue> ofB = clues.of(b);
        for (Clue clue : ofA) {
            Clues.Place there = clue.kind() == Kind.CLAIM || !ofB.contains(clue) ? null : clues.placeOn(clue, b);
            if (there != null && clues.placeOn(clue, a) != null) evidence.add(clue.kind(), there);
        }
        Clues.Place claim = claim(ofA, a, b);
        if (claim == null) claim = claim(ofB, b, a);
        if (claim != null) evidence.add(Kind.CLAIM, claim);
        if (inARow(a, b)) evidence.addRow(a.forwards && b.forwards, Math.max(a.firstNanos, b.firstNanos));
        if (!evidence.suffices(neighbours(a, b))) return null;
        // Many names at one address are those of machines behind it.
        if (Clues.manifold(ofA, Kind.NAME, NAMES_MAX) || Clues.manifold(ofB, Kind.NAME, NAMES_MAX)) return null;
        return new Bond(
                new Joint(a.primary(), b.primary(), Words.and(evidence.reasons), evidence.frame, evidence.atNanos),
                evidence.kinds.contains(Kind.RACK));
    }

    /** What speaks for two being one. */
    private static final class Evidence {
        final EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
        final List<String> reasons = new ArrayList<>();
        FrameRef frame;
        long atNanos = Long.MIN_VALUE;
        private int points;
        private int hardPoints;
        private boolean routers;

        void add(Kind kind, Clues.Place place) {
            if (!kinds.add(kind)) return;
            points += kind.points;
            if (kind.hard) hardPoints += kind.points;
            reasons.add(kind.words + " (" + place.protocol + ")");
            if (place.atNanos <= atNanos) return;
            atNanos = place.atNanos;
            frame = place.frame;
        }

        void addRow(boolean bothForward, long sinceNanos) {
            routers = bothForward;
            points += bothForward ? ROW_POINTS_ROUTERS : ROW_POINTS;
            reasons.add("hardware addresses in a row" + (bothForward ? ", and both pass on packets" : ""));
            atNanos = Math.max(atNanos, sinceNanos);
        }

        /** Of two in one network only what is not copied with a disk counts, for that is where clones stand. */
        boolean suffices(boolean neighbours) {
            if (neighbours) return hardPoints >= POINTS_MIN_NEIGHBOURS;
            boolean own = hardPoints > 0 || routers || kinds.contains(Kind.ENGINE) || kinds.contains(Kind.NAME);
            return own && points >= POINTS_MIN;
        }
    }

    /**
     * Whose machine gave itself away under the addresses of {@code asset}: it said that it has a hardware address of that one, or its host name. The
     * names that it said in doing so are none of {@code asset}. Null if none did.
     */
    Behind behind(Asset asset, Inventory inventory, Limit limit) {
        Set<Clue> own = clues.of(asset);
        Behind behind = null;
        for (Clue clue : own) {
            Clues.Place here = clues.placeOn(clue, asset);
            if (here == null) continue;
            Behind found = clue.kind() == Kind.CLAIM
                    ? claimed(clue, here, asset, inventory)
                    : clue.kind() == Kind.NAME ? named(clue, here, asset, inventory) : null;
            if (found != null && (behind == null || clue.kind() == Kind.CLAIM)) behind = found;
        }
        if (behind != null)
            for (Clue clue : own) if (clue.kind() == Kind.NAME) disown(clue, behind, asset, inventory, limit);
        return behind;
    }

    private static Behind claimed(Clue clue, Clues.Place here, Asset asset, Inventory inventory) {
        Address card = Address.parse(clue.value());
        Asset other = card.isIp() ? null : inventory.at(card);
        if (!another(asset, other)) return null;
        return new Behind(other.primary(), "the hardware address " + card, here.protocol, here.frame);
    }

    private Behind named(Clue clue, Clues.Place here, Asset asset, Inventory inventory) {
        Asset only = null;
        for (Clues.Place place : clues.places(clue)) {
            Asset other = inventory.at(place.at);
            if (!another(asset, other) || other == only) continue;
            if (only != null) return null;
            only = other;
        }
        return only == null || !neighbours(asset, only)
                ? null
                : new Behind(only.primary(), "the name " + clue.value(), here.protocol, here.frame);
    }

    private static boolean another(Asset asset, Asset other) {
        return other != null && other.heard && !other.deviceId().equals(asset.deviceId());
    }

    private void disown(Clue name, Behind behind, Asset asset, Inventory inventory, Limit limit) {
        boolean inOneBreath = clues.placeOn(name, asset).frame.equals(behind.frame());
        if (inOneBreath || clues.placeOn(name, inventory.at(behind.who())) != null) asset.disown(name.value(), limit);
    }

    private Clues.Place claim(Set<Clue> clues, Asset claimant, Asset claimed) {
        for (Address own : ownAddresses(claimed)) {
            Clue clue = new Clue(Kind.CLAIM, own.toString());
            Clues.Place place = clues.contains(clue) ? this.clues.placeOn(clue, claimant) : null;
            // Said before the other was there: the address has gone over to it, as to a spare part.
            if (place != null && place.lastNanos >= claimed.firstNanos) return place;
        }
        return null;
    }

    private static boolean inARow(Asset a, Asset b) {
        if (neighbours(a, b)) return false;
        for (Address one : a.macs)
            for (Address two : b.macs)
                if (Math.abs(one.low() - two.low()) <= ROW_DISTANCE_MAX
                        && !Redundancy.virtual(one.low())
                        && !Redundancy.virtual(two.low())) return true;
        return false;
    }

    /** Both have an address in the same network. */
    private static boolean neighbours(Asset a, Asset b) {
        TreeSet<String> networks = new TreeSet<>();
        for (Address ip : a.ips) networks.add(Zones.network(ip, true));
        for (Address ip : b.ips) if (networks.contains(Zones.network(ip, true))) return true;
        return false;
    }

    /** None of them rules out another. */
    private static boolean agree(List<Asset> part, boolean rack) {
        for (int i = 0; i < part.size(); i++)
            for (int j = i + 1; j < part.size(); j++) {
                Asset a = part.get(i);
                Asset b = part.get(j);
                if (a.talksTo(b) || outside(a) || outside(b)) return false;
                if (a.hides >= HIDES_MIN || b.hides >= HIDES_MIN) return false;
                // Two interfaces of one rack are modules with a number and a model of their own.
                if (!rack && contradict(a, b)) return false;
            }
        return true;
    }

    private static boolean outside(Asset asset) {
        return asset.primary().isPublic() && !asset.onLink;
    }

    /** The same protocol says something else at each of them that a device has only one of. */
    private static boolean contradict(Asset a, Asset b) {
        for (Attribute attribute : List.of(Attribute.SERIAL, Attribute.MODEL, Attribute.FIRMWARE, Attribute.NAME))
            for (Fact one : a.said.all()) {
                if (one.attribute() != attribute || !weighs(one)) continue;
                boolean both = false;
                boolean same = false;
                for (Fact two : b.said.all()) {
                    if (two.attribute() != attribute
                            || !weighs(two)
                            || !two.source().equals(one.source())) continue;
                    both = true;
                    same |= two.value().equalsIgnoreCase(one.value());
                }
                if (both && !same) return true;
            }
        return false;
    }

    private static boolean weighs(Fact fact) {
        return fact.holds() && fact.confidence() >= CONTRADICTION_CONFIDENCE_MIN;
    }
}
