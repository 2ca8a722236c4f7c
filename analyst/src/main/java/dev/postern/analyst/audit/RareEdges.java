package dev.postern.analyst.audit;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Services;
import dev.postern.model.Address;
import dev.postern.model.AuditReport.Item;
import dev.postern.model.Conduit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Conversations that are rare for the role of who began them: of all devices of that role few or one have such a one. And such as no device of that
 * role should have, however many do: a controller that turns to the office, an office device that turns to a controller. Built anew for each report.
 */
final class RareEdges {
    /** Of fewer devices of a role nothing can be said to be rare. */
    private static final int ROLE_MIN = 4;

    private static final double RARE = 0.25;
    private static final int DEVICES_MAX = 8;
    private static final double OFFICE = 4;

    private final Inventory inventory;
    private final Map<String, Integer> devicesOfRole = new LinkedHashMap<>();
    private final Map<String, TreeSet<String>> clientsOfKind = new LinkedHashMap<>();

    private record Rare(Conduit conduit, double share, boolean wrong, String detail) {}

    RareEdges(Inventory inventory) {
        this.inventory = inventory;
    }

    /** What is wrong for its role first, then the rarest. */
    List<Item> found(List<Conduit> conduits) {
        TreeSet<String> seen = new TreeSet<>();
        for (Asset asset : inventory.all())
            if (asset.heard && !asset.role.isEmpty() && seen.add(asset.deviceId()))
                devicesOfRole.merge(asset.role, 1, Integer::sum);
        List<Conduit> candidates = new ArrayList<>();
        for (Conduit c : conduits) {
            if (!c.answered() || !Services.offered(c.service()) || kind(c) == null) continue;
            candidates.add(c);
            clientsOfKind.computeIfAbsent(kind(c), _ -> new TreeSet<>()).add(c.client());
        }
        List<Rare> rare = new ArrayList<>();
        for (Conduit c : candidates) judge(c, rare);
        rare.sort(Comparator.comparing((Rare r) -> !r.wrong())
                .thenComparingDouble(Rare::share)
                .thenComparing(r -> r.conduit().clientAddress())
                .thenComparing(r -> r.conduit().serverAddress())
                .thenComparing(r -> r.conduit().service()));
        // One that goes through many devices is one finding.
        Map<String, List<Rare>> together = new LinkedHashMap<>();
        for (Rare r : rare)
            together.computeIfAbsent(
                            r.conduit().clientAddress() + " " + r.conduit().service() + " " + r.detail(),
                            _ -> new ArrayList<>())
                    .add(r);
        return together.values().stream().map(this::item).toList();
    }

    /** Role, service and role, or null where one of the roles is not known. */
    private String kind(Conduit c) {
        String client = role(c, true);
        String server = role(c, false);
        return client.isEmpty() || server.isEmpty() ? null : client + " > " + c.service() + " > " + server;
    }

    private String role(Conduit c, boolean client) {
        Asset asset = inventory.at(client ? c.clientAddress() : c.serverAddress());
        return asset == null ? "" : asset.role;
    }

    private void judge(Conduit c, List<Rare> rare) {
        double from = inventory.at(c.clientAddress()).purdue;
        double to = inventory.at(c.serverAddress()).purdue;
        int all = devicesOfRole.getOrDefault(role(c, true), 0);
        int such = clientsOfKind.get(kind(c)).size();
        double share = all == 0 ? 1 : (double) such / all;
        boolean office = to <= 1 && from >= OFFICE && Services.plant(c.service());
        boolean outward = from <= 1 && to >= OFFICE;
        if (office)
            rare.add(new Rare(
                    c, share, true, "An office device, or one of outside, speaks a plant protocol to a controller."));
        else if (outward)
            rare.add(new Rare(c, share, true, "A controller turns to the office or the outside by itself."));
        else if (all >= ROLE_MIN && share <= RARE)
            rare.add(new Rare(
                    c, share, false, such + " of " + all + " devices of the role " + role(c, true) + " do so."));
    }

    private Item item(List<Rare> same) {
        Conduit c = same.getFirst().conduit();
        List<Address> devices = new ArrayList<>(List.of(c.clientAddress()));
        long first = Long.MAX_VALUE;
        long last = 0;
        for (Rare r : same) {
            if (devices.size() <= DEVICES_MAX) devices.add(r.conduit().serverAddress());
            first = Math.min(first, r.conduit().firstNanos());
            last = Math.max(last, r.conduit().lastNanos());
        }
        String more = same.size() == 1 ? "" : " and " + (same.size() - 1) + " more";
        return new Item(
                List.copyOf(devices),
                inventory.describe(c.clientAddress()) + " talks " + c.service() + " to "
                        + inventory.describe(c.serverAddress()) + more + ".",
                same.getFirst().detail(),
                first,
                last,
                List.of());
    }
}
