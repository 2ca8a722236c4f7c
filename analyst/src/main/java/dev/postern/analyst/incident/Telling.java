package dev.postern.analyst.incident;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.situation.Part;
import dev.postern.model.Address;
import dev.postern.model.Incident;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A story as people and the store get it. */
final class Telling {
    private Telling() {}

    static Incident incident(Case head, Inventory inventory) {
        Case whole = head.whole();
        return new Incident(
                head.id,
                head.version,
                whole.firstNanos,
                whole.lastNanos,
                Narrator.title(head),
                Narrator.story(head, inventory),
                parties(whole, inventory),
                whole.tier,
                whole.lead().anomaly().rarity(),
                whole.consequence(),
                head.rank(),
                whole.techniques(),
                ids(whole),
                whole.heldBack,
                head.returnOf,
                head.further.isEmpty()
                        ? List.of()
                        : head.story().map(Telling::ids).toList(),
                whole.neverHidden());
    }

    /** Instead of what was told under its own id and is told by another one. */
    static Incident partOf(Case c, Case by) {
        return new Incident(
                c.id,
                c.version,
                c.firstNanos,
                c.lastNanos,
                "Part of another incident",
                "This turned out to belong to incident " + by.id + " and is told there.",
                List.of(),
                Incident.Tier.OBSERVATION,
                "",
                c.consequence(),
                0,
                List.of(),
                List.of());
    }

    private static List<String> ids(Case c) {
        return c.entries.stream().map(e -> e.anomaly().id()).toList();
    }

    /** Each device once, in its first part. */
    private static List<Incident.Party> parties(Case c, Inventory inventory) {
        List<Part> parts = Part.settled(c.parts.values());
        parts.sort(Comparator.comparingInt(Part::order).thenComparing(Part::address));
        LinkedHashMap<String, Part> firsts = new LinkedHashMap<>();
        TreeMap<String, TreeSet<Address>> addresses = new TreeMap<>();
        for (Part part : parts) {
            Asset asset = c.owner(part.address(), inventory);
            String who = asset == null ? part.address().toString() : asset.deviceId();
            firsts.putIfAbsent(who, part);
            // Those that it has, and the one that it had.
            TreeSet<Address> all = addresses.computeIfAbsent(who, key -> new TreeSet<>());
            all.add(part.address());
            if (asset != null) all.addAll(asset.ips);
            if (asset != null) all.addAll(asset.macs);
        }
        List<Incident.Party> parties = new ArrayList<>();
        firsts.forEach((who, part) -> {
            Asset asset = c.owner(part.address(), inventory);
            parties.add(new Incident.Party(
                    asset == null ? "" : who,
                    texts(addresses.get(who), Address::isIp),
                    texts(addresses.get(who), address -> !address.isIp()),
                    asset == null ? List.of() : asset.names(),
                    part.name()));
        });
        return parties;
    }

    private static List<String> texts(TreeSet<Address> addresses, Predicate<Address> wanted) {
        return addresses.stream().filter(wanted).map(Address::toString).toList();
    }
}
