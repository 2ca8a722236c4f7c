package dev.postern.analyst.gap;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Conduits;
import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Services;
import dev.postern.model.Address;
import dev.postern.model.GapReport.Hop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which controllers a host gets to by what was seen to be answered: itself, or over hosts that it controls remotely, at most {@link #HOPS_MAX}
 * away. Built anew for each report; a search costs what is reachable.
 */
public final class Reach {
    private static final int HOPS_MAX = 3;
    /** What one sits at another machine with. */
    private static final Set<String> REMOTE = Set.of(
            "rdp",
            "ssh",
            "vnc",
            "telnet",
            "smb2",
            "dcerpc",
            "x11",
            "radmin",
            "dameware",
            "teamviewer",
            "socks",
            "tcp/5985",
            "tcp/5986");

    private final Map<Asset, List<Edge>> edges = new HashMap<>();
    private boolean controllers;

    private record Edge(Asset to, Address at, String service) {}

    private record Step(Asset asset, Hop hop, Step before, int depth) {}

    /** @param hops from the host's next to the nearest controller, which is the last; empty if the host is one or reaches none */
    record Found(List<Address> controllers, List<Hop> hops) {}

    Reach(Conduits conduits, Inventory inventory) {
        for (Conduits.Line line : conduits.lines()) {
            if (!line.answered || !Services.offered(line.service)) continue;
            Asset client = inventory.at(line.client);
            Asset server = inventory.at(line.server);
            if (client == null || server == null || client == server) continue;
            boolean target = controller(server);
            controllers |= target || controller(client);
            if (target || REMOTE.contains(line.service))
                edges.computeIfAbsent(client, _ -> new ArrayList<>()).add(new Edge(server, line.server, line.service));
        }
    }

    /** Levels 0 and 1 of the Purdue model. */
    static boolean controller(Asset asset) {
        return asset.purdue <= 1;
    }

    /** Any controller is known at all. */
    boolean anyController() {
        return controllers;
    }

    @SuppressWarnings("ReferenceEquality") // the very step
    Found from(Asset host) {
        LinkedHashMap<Asset, Step> seen = new LinkedHashMap<>();
        ArrayDeque<Step> waiting = new ArrayDeque<>();
        Step start = new Step(host, null, null, 0);
        seen.put(host, start);
        waiting.add(start);
        Step nearest = null;
        List<Address> found = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Step step = waiting.poll();
            if (step != start && controller(step.asset())) {
                if (nearest == null) nearest = step;
                found.add(step.hop().address());
                continue;
            }
            if (step.depth() == HOPS_MAX) continue;
            for (Edge edge : edges.getOrDefault(step.asset(), List.of())) {
                if (seen.containsKey(edge.to()) || edge.to().purdue >= 5) continue;
                String what = controller(edge.to()) ? "controller" : "host";
                Step next = new Step(
                        edge.to(),
                        new Hop(edge.at(), edge.to().deviceId(), what, edge.service()),
                        step,
                        step.depth() + 1);
                seen.put(edge.to(), next);
                waiting.add(next);
            }
        }
        ArrayList<Hop> hops = new ArrayList<>();
        for (Step step = nearest; step != null && step != start; step = step.before()) hops.addFirst(step.hop());
        return new Found(found, hops);
    }
}
