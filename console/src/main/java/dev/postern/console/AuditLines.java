package dev.postern.console;

import static dev.postern.console.Shown.epoch;

import dev.postern.model.Address;
import dev.postern.model.AuditReport;
import dev.postern.model.FrameRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** A cold-start audit as JSON (docs/reference/json.md): names and order of the fields are a contract. */
public final class AuditLines {
    private final IntFunction<String> captureName;

    /** @param captureName name of the capture with this ordinal */
    public AuditLines(IntFunction<String> captureName) {
        this.captureName = captureName;
    }

    public Map<String, Object> report(AuditReport r) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("span", r.span());
        line.put("sentence", r.sentence());
        line.put("since", epoch(r.sinceNanos()));
        line.put("time", epoch(r.atNanos()));
        line.put("sections", r.sections().stream().map(this::section).toList());
        return line;
    }

    private Map<String, Object> section(AuditReport.Section s) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", s.name());
        line.put("title", s.title());
        line.put("why", s.why());
        line.put("items", s.items().stream().map(this::item).toList());
        line.put("left_out", s.leftOut());
        return line;
    }

    private Map<String, Object> item(AuditReport.Item i) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("devices", i.devices().stream().map(Address::toString).toList());
        line.put("sentence", i.sentence());
        line.put("detail", i.detail());
        line.put("first", epoch(i.firstNanos()));
        line.put("last", epoch(i.lastNanos()));
        line.put("evidence", i.evidence().stream().map(this::frame).toList());
        return line;
    }

    private Map<String, Object> frame(FrameRef ref) {
        return Shown.frame(ref, captureName);
    }
}
