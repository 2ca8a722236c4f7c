package dev.postern.console;

import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Chronicle;
import dev.postern.model.Conduit;
import dev.postern.model.Device;
import dev.postern.model.Footprint;
import dev.postern.store.DeviceHistory;
import dev.postern.store.Home;
import dev.postern.store.PointHistory;
import dev.postern.store.State;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** What the page may ask about devices. Everything here reads. */
final class DeviceApi {
    private static final int ANOMALIES_MAX = 100;
    private static final int OPERATIONS_MAX = 200;
    private static final int WRITTEN_MAX = 300;
    private static final int POINTS_MAX = 500;
    private static final int KIN_MAX = 50;
    private static final int ACTIVITY_HOURS = 24 * 14;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private static final JsonMapper FIELDS = JsonMapper.builder().build();

    private final Home home;
    private final State state;
    private final JsonLines lines;

    DeviceApi(Home home, JsonLines lines) {
        this.home = home;
        this.lines = lines;
        state = home.state();
    }

    void addTo(RoutesConfig routes) {
        routes.get(
                "/api/v1/devices",
                context -> Api.json(
                        context,
                        state.inventory().devices().stream().map(lines::device).toList()));
        routes.get("/api/v1/devices/export/{format}", this::export);
        routes.get("/api/v1/devices/{id}", this::device);
        routes.get("/api/v1/devices/{id}/points", this::points);
        routes.get("/api/v1/devices/{id}/chronicle", this::chronicle);
    }

    private void export(Context context) {
        DeviceExports.Format format;
        try {
            format = DeviceExports.Format.valueOf(context.pathParam("format"));
        } catch (IllegalArgumentException _) {
            throw new Api.NotFound("There is no such format.");
        }
        context.contentType(format.contentType)
                .header("Content-Disposition", "attachment; filename=\"postern-devices." + format.ending + "\"")
                .result(DeviceExports.write(format, state.inventory().devices(), home::captureName));
    }

    private Device asked(Context context) {
        return state.inventory()
                .device(context.pathParam("id"))
                .orElseThrow(() -> new Api.NotFound("There is no such device."));
    }

    private static List<String> addressesOf(Device device) {
        List<String> addresses = new ArrayList<>();
        for (Address address : device.addresses()) addresses.add(address.toString());
        for (Address mac : device.macs()) addresses.add(mac.toString());
        return addresses;
    }

    /** A device that is gone is shown as it was in its last days. */
    private static long endOf(Device device) {
        return device.lastNanos() + MINUTE_NANOS;
    }

    private void points(Context context) {
        Device device = asked(context);
        List<String> addresses = addressesOf(device);
        List<PointHistory.Course> courses =
                home.history().ofDevices().points(addresses, endOf(device), ACTIVITY_HOURS, POINTS_MAX + 1);
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("hours", ACTIVITY_HOURS);
        page.put("more", courses.size() > POINTS_MAX);
        page.put(
                "points",
                courses.stream()
                        .limit(POINTS_MAX)
                        .map(course -> PointLines.course(course, addresses))
                        .toList());
        Api.json(context, page);
    }

    private void chronicle(Context context) {
        List<Chronicle> known = addressesOf(asked(context)).stream()
                .map(state.inventory()::chronicle)
                .flatMap(Optional::stream)
                .toList();
        Api.json(context, ChronicleLines.of(known));
    }

    private void device(Context context) {
        Device device = asked(context);
        List<String> addresses = addressesOf(device);
        long until = endOf(device);
        Map<String, Object> dossier = lines.dossier(device);
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("device", lines.device(device));
        state.inventory()
                .threat(device.id())
                .ifPresent(threat -> page.put("threat", lines.threat(threat, device.lastNanos())));
        memoryOf(addresses).ifPresent(memory -> page.put("memory", memory));
        for (String part : List.of("facts", "modules", "changes", "joints")) page.put(part, dossier.get(part));
        page.put("conduits", conduitsOf(device));
        page.put(
                "advisories",
                state.advisories().matchesOf(device.id()).stream()
                        .map(lines::match)
                        .toList());
        page.put(
                "weaknesses",
                state.inventory().weaknessesOf(device.id()).stream()
                        .map(lines::weakness)
                        .toList());
        page.put("anomalies", anomaliesOf(addresses));
        page.put(
                "activity",
                home.history().ofDevices().activity(addresses, until, ACTIVITY_HOURS).stream()
                        .map(DeviceApi::hour)
                        .toList());
        page.put(
                "operations",
                home.history().ofDevices().operations(addresses, until, ACTIVITY_HOURS, OPERATIONS_MAX).stream()
                        .map(DeviceApi::operation)
                        .toList());
        page.put(
                "written",
                home.history().ofDevices().written(addresses, until, ACTIVITY_HOURS, WRITTEN_MAX).stream()
                        .map(DeviceApi::written)
                        .toList());
        page.put("kin", kinOf(device));
        Api.json(context, page);
    }

    /** Absent where the pattern of life remembers nothing of it yet. */
    private Optional<Map<String, Object>> memoryOf(List<String> addresses) {
        return addresses.stream()
                .map(state.inventory()::footprint)
                .flatMap(Optional::stream)
                .reduce(Footprint::plus)
                .map(DeviceApi::memory);
    }

    private static Map<String, Object> memory(Footprint footprint) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("bytes", footprint.bytes());
        line.put("limit", footprint.limit());
        line.put("conversations", footprint.conversations());
        line.put("conversation_bytes", footprint.conversationBytes());
        line.put("largest", footprint.largest());
        line.put("conversation_limit", footprint.conversationLimit());
        return line;
    }

    /** With what the peer is called and taken for. */
    private List<Map<String, Object>> conduitsOf(Device device) {
        List<Conduit> conduits = state.inventory().conduitsOf(device.id()).stream()
                .sorted(Comparator.comparingLong(Conduit::bytes).reversed().thenComparing(Conduit::id))
                .toList();
        Map<String, Optional<Device>> peers = new HashMap<>();
        List<Map<String, Object>> all = new ArrayList<>();
        for (Conduit conduit : conduits) {
            String id = conduit.client().equals(device.id()) ? conduit.server() : conduit.client();
            Optional<Device> peer = peers.computeIfAbsent(id, state.inventory()::device);
            Map<String, Object> line = lines.conduit(conduit);
            line.put(
                    "peer_name",
                    peer.map(Device::names)
                            .filter(n -> !n.isEmpty())
                            .map(List::getFirst)
                            .orElse(""));
            line.put("peer_role", peer.map(Device::role).orElse(""));
            all.add(line);
        }
        return all;
    }

    private List<Map<String, Object>> anomaliesOf(List<String> addresses) {
        Map<String, Anomaly> found = new TreeMap<>();
        for (String address : addresses)
            for (Anomaly anomaly : state.findings().anomaliesOf(address, ANOMALIES_MAX))
                found.put(anomaly.id(), anomaly);
        return found.values().stream()
                .sorted(Comparator.comparingLong(Anomaly::order).reversed())
                .limit(ANOMALIES_MAX)
                .map(lines::anomaly)
                .toList();
    }

    private static Map<String, Object> hour(DeviceHistory.Hour hour) {
        return Map.of("time", hour.atNanos() / 1e9, "packets", hour.packets(), "bytes", hour.bytes());
    }

    private static Map<String, Object> operation(DeviceHistory.Operation o) {
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
                o.lastNanos() / 1e9,
                "period",
                o.periodSeconds(),
                "variation",
                o.variation());
    }

    private static Map<String, Object> written(DeviceHistory.Written w) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", w.atNanos() / 1e9);
        line.put("from", w.from());
        line.put("to", w.to());
        line.put("service", w.service());
        line.put("operation", w.operation());
        line.put("target", w.target());
        line.put("fields", FIELDS.readTree(w.fields()));
        return line;
    }

    /** Others of the same role and, where it is known, the same model, else the same maker: what is normal for one should be so for all. */
    private List<Map<String, Object>> kinOf(Device device) {
        if (device.role().isEmpty()) return List.of();
        return state.inventory().devices().stream()
                .filter(d ->
                        !d.id().equals(device.id()) && d.heard() && d.role().equals(device.role()))
                .filter(d -> device.model().isEmpty()
                        ? d.vendor().equals(device.vendor())
                        : d.model().equals(device.model()))
                .sorted(Comparator.comparing((Device d) -> !d.zone().equals(device.zone()))
                        .thenComparing(Device::id))
                .limit(KIN_MAX)
                .map(lines::device)
                .toList();
    }
}
