package dev.postern.analyst.incident;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.situation.Part;
import dev.postern.model.Address;
import dev.postern.model.Incident;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

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

    private static List<Incident.Party> parties(Case c, Inventory inventory) {
        List<Part> parts = Part.settled(c.parts.values());
        parts.sort(Comparator.comparingInt(Part::order).thenComparing(Part::address));
        TreeMap<String, Incident.Party> byDevice = new TreeMap<>();
        List<Incident.Party> parties = new ArrayList<>();
        for (Part part : parts) {
            Asset asset = inventory.at(part.address());
            String id = asset == null ? "" : asset.deviceId();
            if (!id.isEmpty() && byDevice.containsKey(id)) continue;
            Incident.Party party = asset == null
                    ? new Incident.Party(
                            "",
                            part.address().isIp() ? List.of(part.address().toString()) : List.of(),
                            part.address().isIp()
                                    ? List.of()
                                    : List.of(part.address().toString()),
                            List.of(),
                            part.name())
                    : new Incident.Party(
                            id,
                            asset.ips.stream().map(Address::toString).toList(),
                            asset.macs.stream().map(Address::toString).toList(),
                            asset.names(),
                            part.name());
            if (!id.isEmpty()) byDevice.put(id, party);
            parties.add(party);
        }
        return parties;
    }
}
