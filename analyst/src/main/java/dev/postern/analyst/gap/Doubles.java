package dev.postern.analyst.gap;

import dev.postern.analyst.gap.clock.Twin;
import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Telling;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.inventory.Zones;
import dev.postern.analyst.situation.Context;
import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.GapReport.Inference;
import dev.postern.model.Identity;
import dev.postern.model.Identity.Attribute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What only one machine should say of itself, said from two networks: host name, SMB identifier, SSH key, certificate, SNMP engine, serial
 * number, the clock of its timestamps. Said from both, where the first is heard when the second has said it, it is one machine with two legs, or
 * one behind an address translation; first here and then there, it moved.
 */
public final class Doubles {
    private static final int VALUES_MAX = 20_000;
    private static final int PLACES_MAX = 4;
    private static final double NAME_CONFIDENCE_MIN = 0.7;
    /** Who names the machine itself, and not a service, a tag or a place. */
    private static final Set<String> NAMERS = Set.of(
            "dhcp",
            "dhcpv6",
            "smb2",
            "nbns",
            "browser",
            "kerberos",
            "lldp",
            "cdp",
            "rdp",
            "llmnr",
            "mdns",
            "ldap",
            "dcerpc",
            "tds");

    /** Who says more different things of one kind speaks of others, or makes them up anew each time. */
    private static final int VALUES_PER_PLACE_MAX = 8;
    /** So often at each place, for a poor source of chance gives two machines the same now and then. */
    private static final int GUID_TIMES_MIN = 3;

    private static final String GUID = "smb guid ";

    private final LinkedHashMap<String, List<Place>> values = new LinkedHashMap<>();
    /** Different values by kind and place. */
    private final HashMap<Kind, Integer> variety = new HashMap<>();

    private record Kind(Address at, Attribute attribute) {}

    /** Where an identity was told; mutable. */
    private static final class Place {
        Address at;
        /** Id of the device that said it; another may have the address later. */
        String device;

        String protocol;
        double confidence;
        long times;
        long firstNanos;
        long lastNanos;
        FrameRef frame;
    }

    void identity(Identity i, Context context) {
        double confidence = weight(i);
        Kind kind = new Kind(i.subject(), i.attribute());
        if (confidence == 0 || variety.getOrDefault(kind, 0) > VALUES_PER_PLACE_MAX) return;
        String key = i.attribute() + " " + i.value().toLowerCase(Locale.ROOT);
        List<Place> places = values.get(key);
        if (places == null) {
            if (!context.limit().room("identities", values.size(), VALUES_MAX)) return;
            values.put(key, places = new ArrayList<>(1));
        }
        for (Place place : places)
            if (place.at.equals(i.subject())) {
                place.lastNanos = i.stamp().atNanos();
                place.times++;
                return;
            }
        if (!context.limit().room("places of an identity", places.size(), PLACES_MAX)) return;
        // At most as many as there are places of values.
        if (variety.merge(kind, 1, Integer::sum) > VALUES_PER_PLACE_MAX) return;
        Place place = new Place();
        place.at = i.subject();
        Asset asset = context.inventory().at(i.subject());
        place.device = asset == null ? "" : asset.id;
        place.protocol = i.protocol();
        place.times = 1;
        place.confidence = confidence;
        place.firstNanos = place.lastNanos = i.stamp().atNanos();
        place.frame = i.stamp().ref();
        places.add(place);
    }

    /** How much it says that two are one; 0 for what many may say. */
    private static double weight(Identity i) {
        String value = i.value();
        return switch (i.attribute()) {
            case NAME ->
                i.confidence() >= NAME_CONFIDENCE_MIN && NAMERS.contains(i.protocol()) && Telling.isName(value)
                        ? 0.6
                        : 0;
            case CERTIFICATE -> i.protocol().equals("tls") ? 0.5 : 0;
            case FINGERPRINT ->
                value.startsWith(GUID)
                        ? 0.9
                        : value.startsWith("ssh key ") ? 0.6 : value.startsWith("engine ") ? 0.7 : 0;
            case SERIAL -> Telling.isSerial(value) ? 0.7 : 0;
            default -> 0;
        };
    }

    /**
     * Devices that are one, as it seems, in two networks. Several identities that say so of the same two are one inference, and surer.
     *
     * @param twins what their clocks say
     */
    List<Inference> inferences(List<Twin> twins, Context context) {
        Map<String, Pair> pairs = new LinkedHashMap<>();
        values.forEach((key, places) -> {
            for (int a = 0; a < places.size(); a++)
                for (int b = a + 1; b < places.size(); b++)
                    join(key, places.get(a), places.get(b), places.size(), pairs, context);
        });
        for (Twin twin : twins) join(twin, pairs, context);
        List<Inference> found = new ArrayList<>();
        for (Pair pair : pairs.values()) found.add(pair.inference(context));
        return found;
    }

    private void join(String key, Place a, Place b, int places, Map<String, Pair> pairs, Context context) {
        if (!apart(a.at, b.at, context) || manifold(key, a) || manifold(key, b)) return;
        Asset one = context.inventory().at(a.at);
        Asset two = context.inventory().at(b.at);
        boolean turns = until(a, one) > b.firstNanos && until(b, two) > a.firstNanos;
        // A key or serial in many places is a factory's, not a machine's.
        double sure = Math.min(a.confidence, b.confidence) * (turns ? 1 : 0.5) * (places > 2 ? 0.5 : 1);
        Pair pair = pairs.computeIfAbsent(id(one, two), _ -> new Pair(a.at, b.at, a.frame, b.frame));
        pair.doubt *= 1 - sure;
        pair.turns |= turns;
        pair.says.add(words(key, a.protocol));
        pair.firstNanos = Math.min(pair.firstNanos, Math.max(a.firstNanos, b.firstNanos));
        pair.lastNanos = Math.max(pair.lastNanos, Math.max(a.lastNanos, b.lastNanos));
    }

    /** What one clock says of two is said while both are heard. */
    private static void join(Twin twin, Map<String, Pair> pairs, Context context) {
        Asset one = context.inventory().at(twin.a());
        Asset two = context.inventory().at(twin.b());
        Pair pair =
                pairs.computeIfAbsent(id(one, two), _ -> new Pair(twin.a(), twin.b(), twin.frameA(), twin.frameB()));
        pair.doubt *= 1 - twin.sure();
        pair.turns = true;
        pair.clocks = twin.reason();
        pair.firstNanos = Math.min(pair.firstNanos, twin.firstNanos());
        pair.lastNanos = Math.max(pair.lastNanos, twin.lastNanos());
    }

    private static String id(Asset one, Asset two) {
        return one.id.compareTo(two.id) < 0 ? one.id + two.id : two.id + one.id;
    }

    /** Two devices in two networks. The same over IPv4 and IPv6 is a machine with both. */
    static boolean apart(Address a, Address b, Context context) {
        Asset one = context.inventory().at(a);
        Asset two = context.inventory().at(b);
        if (one == null || two == null || one == two) return false;
        String here = one.network;
        String there = two.network;
        if (here.isEmpty() || there.isEmpty() || here.equals(there)) return false;
        if (here.equals(Zones.UNNUMBERED) || there.equals(Zones.UNNUMBERED)) return false;
        return one.primary().kind() == two.primary().kind();
    }

    /** How long it was there: who said it need not say it again to be there still. */
    private static long until(Place place, Asset asset) {
        return asset.id.equals(place.device) ? Math.max(place.lastNanos, asset.heardNanos) : place.lastNanos;
    }

    private boolean manifold(String key, Place place) {
        int blank = key.indexOf(' ');
        Kind kind = new Kind(place.at, Attribute.valueOf(key.substring(0, blank)));
        return variety.getOrDefault(kind, 0) > VALUES_PER_PLACE_MAX
                || key.startsWith(GUID, blank + 1) && place.times < GUID_TIMES_MIN;
    }

    private static String words(String key, String protocol) {
        int blank = key.indexOf(' ');
        String value = key.substring(blank + 1);
        return switch (Attribute.valueOf(key.substring(0, blank))) {
            case NAME -> "host name " + value + " (" + protocol + ")";
            case CERTIFICATE -> "certificate of " + value;
            case SERIAL -> "serial number " + value + " (" + protocol + ")";
            default -> value;
        };
    }

    private static final class Pair {
        final Address a;
        final Address b;
        final List<FrameRef> frames;
        final TreeSet<String> says = new TreeSet<>();
        String clocks = "";
        double doubt = 1;
        boolean turns;
        long firstNanos = Long.MAX_VALUE;
        long lastNanos = Long.MIN_VALUE;

        Pair(Address a, Address b, FrameRef frameA, FrameRef frameB) {
            this.a = a;
            this.b = b;
            frames = List.of(frameA, frameB);
        }

        Inference inference(Context context) {
            Inventory inventory = context.inventory();
            String here = inventory.at(a).network;
            String there = inventory.at(b).network;
            Zones zones = context.zones();
            boolean outward =
                    here.equals(Zones.OUTSIDE) || there.equals(Zones.OUTSIDE) || zones.plantToOffice(here, there);
            String sentence = inventory.describe(a) + " in zone " + zones.name(here) + " and "
                    + inventory.describe(b) + " in zone " + zones.name(there)
                    + (turns ? " seem to be one machine." : " seem to be one machine that moved.");
            String reason = says.isEmpty()
                    ? clocks
                    : "Both say " + Words.and(says)
                            + (turns ? ", and both are heard." : "; the second began when the first had ended.")
                            + (clocks.isEmpty() ? "" : " " + clocks);
            return new Inference(
                    turns ? "one machine in two networks" : "moved machine",
                    sentence,
                    reason,
                    1 - doubt,
                    outward && turns,
                    List.of(a, b),
                    firstNanos,
                    lastNanos,
                    frames);
        }
    }
}
