package dev.postern.console;

import dev.postern.model.Address;
import dev.postern.model.Device;
import dev.postern.model.GapReport;
import dev.postern.store.AttestationChain.Attestation;
import dev.postern.store.Home;
import dev.postern.store.State;
import dev.postern.verify.Attestations;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the page may ask about the gap. Everything here reads. */
final class GapApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Home home;
    private final State state;
    private final GapLines lines;

    GapApi(Home home) {
        this.home = home;
        state = home.state();
        lines = new GapLines(home::captureName);
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/v1/gap", this::report);
        routes.get("/api/v1/gap/attestations", this::attestations);
        routes.get("/api/v1/gap/attestations/bundle", this::bundle);
    }

    private void report(Context context) {
        GapReport report = state.gap().orElseThrow(() -> new Api.NotFound("Nothing was watched yet."));
        Map<String, Object> page = lines.report(report);
        page.put("device_of", deviceOf(report));
        Api.json(context, page);
    }

    /** Where the addresses lead that inferences and attempts name. */
    private Map<String, String> deviceOf(GapReport report) {
        Set<Address> named = new HashSet<>();
        for (GapReport.Inference inference : report.inferences()) named.addAll(inference.devices());
        for (GapReport.Attempt attempt : report.attempts()) named.add(attempt.host());
        Map<String, String> ids = new TreeMap<>();
        for (Device device : state.inventory().devices()) {
            for (Address address : device.addresses())
                if (named.contains(address)) ids.put(address.toString(), device.id());
            for (Address mac : device.macs()) if (named.contains(mac)) ids.put(mac.toString(), device.id());
        }
        return ids;
    }

    private void attestations(Context context) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("key", Attestations.fingerprint(home.attestationKey().publicKey()));
        page.put(
                "attestations",
                state.attestations().all().stream().map(GapApi::attestation).toList());
        Api.json(context, page);
    }

    private static Map<String, Object> attestation(Attestation one) {
        JsonNode text = JSON.readTree(one.text());
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("seq", one.seq());
        line.put("until", one.untilNanos() / 1e9);
        line.put("state", text.get("state").asString());
        line.put("sentence", text.get("sentence").asString());
        line.put("confidence", text.get("confidence_permille").asInt() / 1000.0);
        line.put("hash", Attestations.sha256(one.text()));
        return line;
    }

    private void bundle(Context context) {
        List<Attestations.Signed> all = state.attestations().all().stream()
                .map(a -> new Attestations.Signed(a.text(), a.signature()))
                .toList();
        context.contentType("application/x-ndjson")
                .header("Content-Disposition", "attachment; filename=\"postern-attestations.jsonl\"")
                .result(Attestations.bundle(
                        all,
                        home.attestationKey().publicKey(),
                        home.attestationKey().privateKey()));
    }
}
