package dev.postern.console;

import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Conduit;
import dev.postern.model.Device;
import dev.postern.model.Incident;
import dev.postern.store.History;
import dev.postern.store.Home;
import dev.postern.store.State;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What the page may ask. Everything here reads. */
final class Api {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private static final int INCIDENTS_MAX = 1_000;
    private static final int ANOMALIES_OF_DEVICE_MAX = 100;
    private static final int OPERATIONS_MAX = 200;
    private static final int ACTIVITY_HOURS = 24 * 14;

    /** There is nothing of this name. */
    static final class NotFound extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotFound(String message) {
            super(message);
        }
    }

    private final Home home;
    private final State state;
    private final Supplier<Status> status;
    private final JsonLines lines;

    Api(Home home, Supplier<Status> status) {
        this.home = home;
        this.status = status;
        state = home.state();
        lines = new JsonLines(home::captureName);
    }

    JsonLines lines() {
        return lines;
    }

    static String write(Object value) {
        return JSON.writeValueAsString(value);
    }

    void addTo(RoutesConfig routes) {
        // A page hears of conclusions at once and asks for them before they were kept.
        routes.before("/api/v1/*", context -> state.flush());
        routes.get("/api/v1/status", context -> json(context, status.get()));
        routes.get("/api/v1/incidents", this::incidents);
        routes.get("/api/v1/incidents/{id}", this::incident);
        routes.get("/api/v1/anomalies/{id}", this::anomaly);
        routes.get("/api/v1/anomalies/{id}/packets", this::packets);
        routes.get(
                "/api/v1/devices",
                context -> json(
                        context, state.devices().stream().map(lines::device).toList()));
        routes.get("/api/v1/devices/{id}", this::device);
        routes.get("/api/v1/map", this::map);
        AuditLines audits = new AuditLines(home::captureName);
        routes.get(
                "/api/v1/audits",
                context -> json(
                        context, state.audits().stream().map(audits::report).toList()));
        routes.get(
                "/api/v1/advisories",
                context -> json(
                        context,
                        state.advisories().matches().stream().map(lines::match).toList()));
        routes.get(
                "/api/v1/weaknesses",
                context -> json(
                        context,
                        state.weaknesses().stream().map(lines::weakness).toList()));
        new GapApi(home).addTo(routes);
    }

    static void json(Context context, Object value) {
        context.contentType("application/json").result(write(value));
    }

    private void incidents(Context context) {
        int limit = INCIDENTS_MAX;
        String asked = context.queryParam("limit");
        if (asked != null && asked.matches("\\d{1,4}")) limit = Math.min(limit, Integer.parseInt(asked));
        json(context, state.recentIncidents(limit).stream().map(lines::incident).toList());
    }

    private void incident(Context context) {
        Incident incident =
                state.incident(context.pathParam("id")).orElseThrow(() -> new NotFound("There is no such incident."));
        Map<String, Object> page = lines.incident(incident);
        List<Map<String, Object>> anomalies = new ArrayList<>();
        for (String id : incident.anomalies()) state.anomaly(id).ifPresent(a -> anomalies.add(lines.anomaly(a)));
        page.put("anomaly_list", anomalies);
        json(context, page);
    }

    private Anomaly found(Context context) {
        return state.anomaly(context.pathParam("id")).orElseThrow(() -> new NotFound("There is no such anomaly."));
    }

    private void anomaly(Context context) {
        json(context, lines.anomaly(found(context)));
    }

    private void packets(Context context) {
        Anomaly anomaly = found(context);
        Path file = home.evidence()
                .fileOf(anomaly.id())
                .orElseThrow(
                        () -> new NotFound("No packets of this anomaly were kept: they had left the packet ring."));
        try {
            context.contentType("application/x-pcapng")
                    .header("Content-Disposition", "attachment; filename=\"" + file.getFileName() + "\"")
                    .result(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void device(Context context) {
        Device device =
                state.device(context.pathParam("id")).orElseThrow(() -> new NotFound("There is no such device."));
        List<String> addresses = new ArrayList<>();
        for (Address address : device.addresses()) addresses.add(address.toString());
        for (Address mac : device.macs()) addresses.add(mac.toString());
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("device", lines.device(device));
        page.put("facts", device.facts().stream().map(this::fact).toList());
        page.put("conduits", conduitsOf(device).stream().map(lines::conduit).toList());
        page.put(
                "advisories",
                state.advisories().matchesOf(device.id()).stream()
                        .map(lines::match)
                        .toList());
        page.put(
                "weaknesses",
                state.weaknessesOf(device.id()).stream().map(lines::weakness).toList());
        page.put("anomalies", anomaliesOf(addresses));
        page.put(
                "activity",
                home.history().activity(addresses, ACTIVITY_HOURS).stream()
                        .map(Api::hour)
                        .toList());
        page.put(
                "operations",
                home.history().operations(addresses, ACTIVITY_HOURS, OPERATIONS_MAX).stream()
                        .map(Api::operation)
                        .toList());
        json(context, page);
    }

    private List<Conduit> conduitsOf(Device device) {
        return state.conduitsOf(device.id()).stream()
                .sorted(Comparator.comparingLong(Conduit::bytes).reversed().thenComparing(Conduit::id))
                .toList();
    }

    private List<Map<String, Object>> anomaliesOf(List<String> addresses) {
        Map<String, Anomaly> found = new TreeMap<>();
        for (String address : addresses)
            for (Anomaly anomaly : state.anomaliesOf(address, ANOMALIES_OF_DEVICE_MAX))
                found.put(anomaly.id(), anomaly);
        return found.values().stream()
                .sorted(Comparator.comparingLong(Anomaly::order).reversed())
                .limit(ANOMALIES_OF_DEVICE_MAX)
                .map(lines::anomaly)
                .toList();
    }

    private Map<String, Object> fact(Device.Fact fact) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("attribute", fact.attribute().name().toLowerCase(java.util.Locale.ROOT));
        line.put("value", fact.value());
        line.put("source", fact.source());
        line.put("confidence", fact.confidence());
        line.put("time", fact.atNanos() / 1e9);
        if (fact.frame() != null)
            line.put(
                    "frame",
                    Map.of(
                            "capture",
                            home.captureName(fact.frame().capture()),
                            "frame",
                            fact.frame().frame()));
        return line;
    }

    private static Map<String, Object> hour(History.Hour hour) {
        return Map.of("time", hour.atNanos() / 1e9, "packets", hour.packets(), "bytes", hour.bytes());
    }

    private static Map<String, Object> operation(History.Operation o) {
        return Map.of(
                "peer",
                o.peer(),
                "service",
                o.service(),
                "operation",
                o.operation(),
                "target",
                o.target(),
                "count",
                o.count(),
                "last",
                o.lastNanos() / 1e9);
    }

    private void map(Context context) {
        json(
                context,
                Map.of(
                        "nodes", state.devices().stream().map(lines::device).toList(),
                        "edges", state.conduits().stream().map(lines::conduit).toList()));
    }
}
