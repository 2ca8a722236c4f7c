package dev.postern.console;

import static dev.postern.console.Shown.epoch;

import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.GapReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/** The state of the gap as JSON (docs/reference/json.md): names and order of the fields are a contract. */
public final class GapLines {
    private final IntFunction<String> captureName;

    /** @param captureName name of the capture with this ordinal */
    public GapLines(IntFunction<String> captureName) {
        this.captureName = captureName;
    }

    public Map<String, Object> report(GapReport r) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("state", r.state().name().toLowerCase(Locale.ROOT));
        line.put("sentence", r.sentence());
        line.put("confidence", r.confidence());
        line.put("confidence_why", r.confidenceWhy());
        line.put("state_since", epoch(r.stateSinceNanos()));
        line.put("since", epoch(r.sinceNanos()));
        line.put("time", epoch(r.atNanos()));
        line.put("paths", r.paths().stream().map(this::path).toList());
        line.put("attempts", r.attempts().stream().map(this::attempt).toList());
        line.put("attempts_left_out", r.attemptsLeftOut());
        line.put("inferences", r.inferences().stream().map(this::inference).toList());
        line.put("coverage", r.coverage().stream().map(GapLines::coverage).toList());
        line.put("blind_spots", r.blindSpots().stream().map(GapLines::blindSpot).toList());
        line.put("crossings", r.crossings().stream().map(GapLines::crossing).toList());
        return line;
    }

    private Map<String, Object> path(GapReport.Path p) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", p.id());
        line.put("host", p.host().toString());
        line.put("sentence", p.sentence());
        line.put("confidence", p.confidence());
        line.put("current", p.current());
        line.put("answered", p.answered());
        line.put("from_outside", p.fromOutside());
        line.put("outside", texts(p.outside()));
        line.put("outside_count", p.outsideCount());
        line.put("services", p.services());
        line.put("hops", p.hops().stream().map(GapLines::hop).toList());
        line.put("reach", texts(p.reach()));
        line.put("packets", p.packets());
        span(line, p.firstNanos(), p.lastNanos());
        line.put("evidence", p.evidence().stream().map(this::frame).toList());
        return line;
    }

    private static Map<String, Object> hop(GapReport.Hop h) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("address", h.address().toString());
        line.put("device", h.device());
        line.put("what", h.what());
        line.put("via", h.via());
        return line;
    }

    private Map<String, Object> attempt(GapReport.Attempt a) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("host", a.host().toString());
        line.put("kind", a.kind());
        line.put("what", a.what());
        line.put("count", a.count());
        line.put("refused", a.refused());
        span(line, a.firstNanos(), a.lastNanos());
        line.put("evidence", List.of(frame(a.frame())));
        return line;
    }

    private Map<String, Object> inference(GapReport.Inference i) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", i.kind());
        line.put("sentence", i.sentence());
        line.put("reason", i.reason());
        line.put("confidence", i.confidence());
        line.put("outward", i.outward());
        line.put("devices", texts(i.devices()));
        span(line, i.firstNanos(), i.lastNanos());
        line.put("evidence", i.evidence().stream().map(this::frame).toList());
        return line;
    }

    private static Map<String, Object> coverage(GapReport.Coverage c) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("zone", c.zone());
        line.put("devices", c.devices());
        line.put("seen", c.seen());
        line.put(
                "shares",
                c.shares().stream()
                        .map(s -> ordered("name", s.name(), "value", s.value(), "words", s.words()))
                        .toList());
        return line;
    }

    private static Map<String, Object> blindSpot(GapReport.BlindSpot b) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("zone", b.zone());
        line.put("what", b.what());
        line.put("remedy", b.remedy());
        return line;
    }

    private static Map<String, Object> crossing(GapReport.Crossing c) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("from", c.from());
        line.put("to", c.to());
        line.put("conversations", c.conversations());
        line.put("answered", c.answered());
        line.put("packets", c.packets());
        line.put("bytes", c.bytes());
        span(line, c.firstNanos(), c.lastNanos());
        return line;
    }

    private static void span(Map<String, Object> line, long firstNanos, long lastNanos) {
        line.put("first", epoch(firstNanos));
        line.put("last", epoch(lastNanos));
    }

    private static List<String> texts(List<Address> addresses) {
        return addresses.stream().map(Address::toString).toList();
    }

    private Map<String, Object> frame(FrameRef ref) {
        return Shown.frame(ref, captureName);
    }

    /** In this order on every run. */
    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        return map;
    }
}
