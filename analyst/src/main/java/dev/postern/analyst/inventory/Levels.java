package dev.postern.analyst.inventory;

import dev.postern.model.Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;

/**
 * The Purdue level of computers, which is that of the place where they stand: with machines of the process it is 3, in an office 4, and in a network of
 * servers that both sides use 3.5. What it costs in a minute grows with what changed in it.
 */
final class Levels {
    private static final int NETWORKS_AROUND_MAX = 64;

    /** What a device says about its network. */
    enum Kind {
        NONE,
        /** Controls, watches or engineers the process. */
        PROCESS,
        /** Somebody sits before it. */
        PERSON,
        SERVER
    }

    private static final class Place {
        final int[] count = new int[Kind.values().length];
        final ArrayList<Asset> computers = new ArrayList<>();
        /** Networks that it has answered conversations with. */
        final TreeSet<String> around = new TreeSet<>();

        double level = Roles.PLACED_LATER;

        @SuppressWarnings("EnumOrdinal") // a place in an array
        void count(Kind kind, int difference) {
            count[kind.ordinal()] += difference;
        }

        @SuppressWarnings("EnumOrdinal")
        int of(Kind kind) {
            return count[kind.ordinal()];
        }
    }

    private final HashMap<String, Place> places = new HashMap<>();

    private static Kind kind(Asset a) {
        // A device with legs in several networks says what one of them is.
        if (a.group != null && a.group.members.getFirst() != a || building(a)) return Kind.NONE;
        return switch (a.role) {
            // Of a building's automation many stand among the computers of an office.
            case "building controller", "switch", "router", "outside", "" -> Kind.NONE;
            case "pc", "laptop", "printer", "phone", "camera" -> Kind.PERSON;
            default -> a.purdue == Roles.PLACED_LATER ? Kind.SERVER : Kind.PROCESS;
        };
    }

    /** Watches nothing but a building. */
    private static boolean building(Asset a) {
        boolean any = false;
        for (String service : a.used.keySet()) {
            if (!Services.plant(service)) continue;
            if (!Services.building(service)) return false;
            any = true;
        }
        return any;
    }

    /** @return those that changed, and those whose level is another because of them */
    List<Asset> survey(Collection<Asset> changed, Inventory inventory) {
        LinkedHashSet<Asset> told = new LinkedHashSet<>(changed);
        TreeSet<String> touched = new TreeSet<>();
        for (Asset asset : changed) {
            leave(asset, touched);
            if (!asset.heard || asset.ips.isEmpty()) continue;
            asset.kind = kind(asset);
            asset.levelNetwork = network(asset);
            Place place = places.computeIfAbsent(asset.levelNetwork, _ -> new Place());
            place.count(asset.kind, 1);
            if (asset.purdue == Roles.PLACED_LATER) place.computers.add(asset);
            around(asset, place, inventory);
            touched.add(asset.levelNetwork);
        }
        for (String network : touched) judge(network, told);
        return new ArrayList<>(told);
    }

    private void leave(Asset asset, TreeSet<String> touched) {
        Place place = places.get(asset.levelNetwork);
        if (place == null) return;
        place.count(asset.kind, -1);
        place.computers.remove(asset);
        touched.add(asset.levelNetwork);
        asset.levelNetwork = "";
    }

    private static String network(Asset asset) {
        return Zones.network(asset.ips.first(), asset.onLink);
    }

    private static void around(Asset asset, Place place, Inventory inventory) {
        if (place.around.size() >= NETWORKS_AROUND_MAX) return;
        for (var table : List.of(asset.served, asset.used))
            for (TreeSet<Address> peers : table.values())
                for (Address peer : peers) {
                    Asset other = peer.isIp() ? inventory.at(peer) : null;
                    if (other == null || !other.heard) continue;
                    String network = Zones.network(peer, other.onLink);
                    if (!network.equals(asset.levelNetwork)) place.around.add(network);
                }
    }

    private void judge(String network, LinkedHashSet<Asset> told) {
        Place place = places.get(network);
        place.level = level(place);
        for (Asset computer : place.computers) {
            if (computer.purdue == place.level) continue;
            computer.purdue = place.level;
            told.add(computer);
        }
    }

    private double level(Place place) {
        if (place.of(Kind.PROCESS) > 0 && place.of(Kind.PROCESS) * 4 >= place.of(Kind.PERSON)) return 3;
        boolean served = place.of(Kind.SERVER) > place.of(Kind.PERSON);
        return served && between(place) ? 3.5 : 4;
    }

    /** It has to do with the process on one side and with people or the outside on the other. */
    private boolean between(Place place) {
        boolean process = false;
        boolean people = false;
        for (String network : place.around) {
            Place other = places.get(network);
            if (network.equals(Zones.OUTSIDE)) people = true;
            else if (other != null && other.of(Kind.PROCESS) > 0 && other.of(Kind.PROCESS) * 4 >= other.of(Kind.PERSON))
                process = true;
            else if (other != null) people |= other.of(Kind.PERSON) > 0;
        }
        return process && people;
    }
}
