package dev.postern.analyst.inventory;

import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.Identity;
import dev.postern.model.Identity.Attribute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What one device alone should say of itself, with the addresses that said it: serial number, SMB identifier, SSH key, SNMP engine, certificate,
 * host name, and the other addresses that it says it has. What too many say is a factory's or a clone's, and says nothing.
 */
final class Clues {
    private static final int CLUES_MAX = 20_000;
    private static final int PER_ADDRESS_MAX = 24;
    private static final int PLACES_MAX = 5;
    private static final double NAME_CONFIDENCE_MIN = 0.7;
    private static final double SERIAL_CONFIDENCE_MIN = 0.8;
    /** A poor source of chance gives two machines the same identifier now and then. */
    private static final int GUID_TIMES_MIN = 3;

    /** Who names the machine itself, and not a service, a tag or a place. */
    private static final Set<String> NAMERS = Set.of(
            "dhcp", "dhcpv6", "smb2", "nbns", "browser", "kerberos", "lldp", "cdp", "rdp", "llmnr", "mdns", "profinet");

    /** Speak of addresses that several share, lease or only watch. */
    private static final Set<String> NO_CLAIMS = Set.of("vrrp", "hsrp", "dhcp", "dhcpv6", "dlr", "mrp");

    enum Kind {
        SERIAL(2, true, "the same serial number"),
        /** The same module in the same slot. */
        RACK(3, true, "the same module in the same slot"),
        ENGINE(2, false, "the same SNMP engine"),
        GUID(1, false, "the same SMB identifier"),
        KEY(1, false, "the same SSH host key"),
        CERTIFICATE(1, false, "the same certificate"),
        NAME(1, false, "the same host name"),
        CLAIM(2, true, "one says that it has the address of the other");

        final int points;
        /** Not copied with a disk. */
        final boolean hard;

        final String words;

        Kind(int points, boolean hard, String words) {
            this.points = points;
            this.hard = hard;
            this.words = words;
        }
    }

    /** @param value what was said; for a claim the address */
    record Clue(Kind kind, String value) {}

    /** Where a clue was told; mutable. */
    static final class Place {
        Address at;
        String protocol;
        FrameRef frame;
        long atNanos;
        long lastNanos;
        int times;
    }

    private final HashMap<Clue, ArrayList<Place>> told = new HashMap<>();
    private final HashMap<Address, LinkedHashSet<Clue>> byAddress = new HashMap<>();

    void identity(Identity i, Limit limit) {
        Clue clue = clue(i);
        if (clue == null) return;
        ArrayList<Place> places = told.get(clue);
        if (places == null) {
            if (!limit.room("clues", told.size(), CLUES_MAX)) return;
            told.put(clue, places = new ArrayList<>(1));
        }
        for (Place place : places)
            if (place.at.equals(i.subject())) {
                place.times++;
                place.lastNanos = i.stamp().atNanos();
                return;
            }
        if (places.size() >= PLACES_MAX) return;
        LinkedHashSet<Clue> own = byAddress.computeIfAbsent(i.subject(), _ -> new LinkedHashSet<>());
        if (!limit.room("clues of an address", own.size(), PER_ADDRESS_MAX)) return;
        own.add(clue);
        Place place = new Place();
        place.at = i.subject();
        place.protocol = i.protocol();
        place.frame = i.stamp().ref();
        place.atNanos = place.lastNanos = i.stamp().atNanos();
        place.times = 1;
        places.add(place);
    }

    private static Clue clue(Identity i) {
        String value = i.value().toLowerCase(Locale.ROOT);
        if (i.ofModule()) {
            boolean rack =
                    i.attribute() == Attribute.SERIAL && i.place().startsWith("slot ") && Telling.isSerial(value);
            return rack ? new Clue(Kind.RACK, i.place() + ' ' + value) : null;
        }
        return switch (i.attribute()) {
            case SERIAL ->
                i.confidence() >= SERIAL_CONFIDENCE_MIN && Telling.isSerial(value)
                        ? new Clue(Kind.SERIAL, value)
                        : null;
            case FINGERPRINT -> fingerprint(value);
            case CERTIFICATE -> new Clue(Kind.CERTIFICATE, value);
            case NAME -> {
                boolean own =
                        i.confidence() >= NAME_CONFIDENCE_MIN && NAMERS.contains(i.protocol()) && Telling.isName(value);
                yield own ? new Clue(Kind.NAME, value) : null;
            }
            case ADDRESS -> NO_CLAIMS.contains(i.protocol()) ? null : claim(value);
            default -> null;
        };
    }

    private static Clue fingerprint(String value) {
        if (value.startsWith("smb guid ")) return new Clue(Kind.GUID, value);
        if (value.startsWith("ssh key ")) return new Clue(Kind.KEY, value);
        return value.startsWith("engine ") ? new Clue(Kind.ENGINE, value) : null;
    }

    private static Clue claim(String value) {
        try {
            Address address = Address.parse(value);
            boolean none = address.isMulticast() || address.isUnspecified() || address.isLoopback();
            return none ? null : new Clue(Kind.CLAIM, address.toString());
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** Clues that this interface gave, in the order in which it did. */
    Set<Clue> of(Asset asset) {
        Set<Clue> clues = new LinkedHashSet<>();
        for (Address ip : asset.ips) clues.addAll(byAddress.getOrDefault(ip, new LinkedHashSet<>()));
        for (Address mac : asset.macs) clues.addAll(byAddress.getOrDefault(mac, new LinkedHashSet<>()));
        return clues;
    }

    /** Who told it; empty if so many that it is nobody's own. */
    List<Place> places(Clue clue) {
        ArrayList<Place> places = told.get(clue);
        if (places == null || places.size() >= PLACES_MAX) return List.of();
        if (clue.kind() != Kind.GUID) return places;
        List<Place> steady = new ArrayList<>();
        for (Place place : places) if (place.times >= GUID_TIMES_MIN) steady.add(place);
        return steady;
    }

    /** The place of {@code clue} on this interface, or null. */
    Place placeOn(Clue clue, Asset asset) {
        for (Place place : places(clue))
            if (asset.ips.contains(place.at) || asset.macs.contains(place.at)) return place;
        return null;
    }

    /** Distinct values that are told of one kind: who tells many speaks of others. */
    static boolean manifold(Set<Clue> clues, Kind kind, int most) {
        Set<String> values = new HashSet<>();
        for (Clue clue : clues) if (clue.kind() == kind) values.add(clue.value());
        return values.size() > most;
    }
}
