package dev.postern.console;

import dev.postern.model.Anomaly;
import dev.postern.model.Incident;
import dev.postern.store.Home;
import dev.postern.store.State;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What the page may ask. Everything here reads. */
final class Api {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private static final int INCIDENTS_MAX = 1_000;

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
        routes.get("/api/v1/map", this::map);
        new DeviceApi(home, lines).addTo(routes);
        new PersonApi(state, lines).addTo(routes);
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
                        state.inventory().weaknesses().stream()
                                .map(lines::weakness)
                                .toList()));
        new GapApi(home).addTo(routes);
    }

    static void json(Context context, Object value) {
        context.contentType("application/json").result(write(value));
    }

    private void incidents(Context context) {
        int limit = INCIDENTS_MAX;
        String asked = context.queryParam("limit");
        if (asked != null && asked.matches("\\d{1,4}")) limit = Math.min(limit, Integer.parseInt(asked));
        json(
                context,
                state.findings().recentIncidents(limit).stream()
                        .map(lines::incident)
                        .toList());
    }

    private void incident(Context context) {
        Incident incident = state.findings()
                .incident(context.pathParam("id"))
                .orElseThrow(() -> new NotFound("There is no such incident."));
        Map<String, Object> page = lines.incident(incident);
        List<Map<String, Object>> anomalies = new ArrayList<>();
        for (String id : incident.anomalies())
            state.findings().anomaly(id).ifPresent(a -> anomalies.add(lines.anomaly(a)));
        page.put("anomaly_list", anomalies);
        json(context, page);
    }

    private Anomaly found(Context context) {
        return state.findings()
                .anomaly(context.pathParam("id"))
                .orElseThrow(() -> new NotFound("There is no such anomaly."));
    }

    private void anomaly(Context context) {
        json(context, lines.anomaly(found(context)));
    }

    private void packets(Context context) {
        Anomaly anomaly = found(context);
        byte[] packets = home.evidence()
                .of(anomaly.id())
                .orElseThrow(
                        () -> new NotFound("No packets of this anomaly were kept: they had left the packet ring."));
        context.contentType("application/x-pcapng")
                .header("Content-Disposition", "attachment; filename=\"" + anomaly.id() + ".pcapng\"")
                .result(packets);
    }

    private void map(Context context) {
        json(
                context,
                Map.of(
                        "nodes",
                                state.inventory().devices().stream()
                                        .map(lines::device)
                                        .toList(),
                        "edges",
                                state.inventory().conduits().stream()
                                        .map(lines::conduit)
                                        .toList()));
    }
}
