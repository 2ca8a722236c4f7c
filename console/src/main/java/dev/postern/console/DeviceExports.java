package dev.postern.console;

import dev.postern.model.Address;
import dev.postern.model.Device;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import tools.jackson.databind.json.JsonMapper;

/** The inventory in the forms that others read: docs/reference/inventory.md. The same devices give the same bytes. */
public final class DeviceExports {
    /** How to write it. */
    public enum Format {
        csv("text/csv; charset=utf-8", "csv"),
        json("application/json", "json"),
        cyclonedx("application/vnd.cyclonedx+json; version=1.6", "cdx.json");

        public final String contentType;
        public final String ending;

        Format(String contentType, String ending) {
            this.contentType = contentType;
            this.ending = ending;
        }
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> COLUMNS = List.of(
            "id",
            "name",
            "addresses",
            "macs",
            "role",
            "role_confidence",
            "role_why",
            "purdue",
            "criticality",
            "zone",
            "vendor",
            "type",
            "model",
            "firmware",
            "serial",
            "operating_system",
            "domain",
            "other_names",
            "services",
            "modules",
            "changes",
            "heard",
            "first",
            "last");

    private DeviceExports() {}

    /** @param captureName name of the capture with this ordinal */
    public static String write(Format format, List<Device> devices, IntFunction<String> captureName) {
        return switch (format) {
            case csv -> csv(devices);
            case json -> {
                JsonLines lines = new JsonLines(captureName);
                yield JSON.writerWithDefaultPrettyPrinter()
                        .writeValueAsString(devices.stream().map(lines::dossier).toList());
            }
            case cyclonedx ->
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(new CycloneDx(captureName).document(devices));
        };
    }

    /** RFC 4180: comma, CRLF, quotes where needed. */
    private static String csv(List<Device> devices) {
        StringBuilder text = new StringBuilder();
        row(text, COLUMNS);
        for (Device d : devices) row(text, cells(d));
        return text.toString();
    }

    private static List<String> cells(Device d) {
        List<String> cells = new ArrayList<>();
        cells.add(d.id());
        cells.add(d.names().isEmpty() ? "" : d.names().getFirst());
        cells.add(joined(d.addresses()));
        cells.add(joined(d.macs()));
        cells.add(d.role());
        cells.add(d.role().isEmpty() ? "" : String.format(Locale.ROOT, "%.2f", d.roleConfidence()));
        cells.add(d.roleReason());
        cells.add(Double.isNaN(d.purdue()) ? "" : level(d.purdue()));
        cells.add(d.criticality() == 0 ? "" : Integer.toString(d.criticality()));
        cells.add(d.zone());
        cells.add(d.vendor());
        cells.add(d.type());
        cells.add(d.model());
        cells.add(d.firmware());
        cells.add(d.serial());
        cells.add(d.operatingSystem());
        cells.add(d.domain());
        cells.add(joined(d.names().stream().skip(1).toList()));
        cells.add(joined(d.services()));
        cells.add(joined(d.modules().stream()
                .map(m -> (m.place() + " " + m.model()).strip())
                .toList()));
        cells.add(joined(d.changes().stream()
                .map(c -> Moments.text(c.atNanos()) + " " + c.attribute().name().toLowerCase(Locale.ROOT) + " "
                        + c.from() + " > " + c.to())
                .toList()));
        cells.add(Boolean.toString(d.heard()));
        cells.add(Moments.text(d.firstNanos()));
        cells.add(Moments.text(d.lastNanos()));
        return cells;
    }

    static String level(double purdue) {
        return purdue == Math.rint(purdue) ? Integer.toString((int) purdue) : Double.toString(purdue);
    }

    private static String joined(Collection<?> values) {
        StringBuilder text = new StringBuilder();
        for (Object value : values) {
            if (!text.isEmpty()) text.append("; ");
            text.append(value instanceof Address address ? address.toString() : value);
        }
        return text.toString();
    }

    private static void row(StringBuilder text, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) text.append(',');
            cell(text, cells.get(i));
        }
        text.append("\r\n");
    }

    private static void cell(StringBuilder text, String value) {
        // A device may call itself a formula; a spreadsheet must not compute it.
        String safe = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        if (!quoted) text.append(safe);
        else text.append('"').append(safe.replace("\"", "\"\"")).append('"');
    }
}
