package dev.postern.evaluate;

import dev.postern.model.Address;
import dev.postern.model.GapReport;
import dev.postern.model.GapReport.Hop;
import dev.postern.model.GapReport.Inference;
import dev.postern.model.GapReport.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What is said of the gap, measured against planted bridges and against sites that have none. */
public final class BridgeScore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<Planted> planted = new ArrayList<>();
    private final List<Clean> clean = new ArrayList<>();

    /** One statement that something joins what should be apart. */
    private record Said(String kind, String sentence, double confidence, List<Address> names) {}

    /**
     * @param found statements that name the bridge, the surest first
     * @param beside statements about something else
     */
    private record Planted(String kind, String site, List<Said> found, List<Said> beside) {}

    private record Clean(String site, List<Said> invented) {}

    private static List<Said> said(GapReport report) {
        List<Said> all = new ArrayList<>();
        for (Path p : report.paths()) {
            List<Address> names = new ArrayList<>(List.of(p.host()));
            for (Hop hop : p.hops()) names.add(hop.address());
            all.add(new Said(p.answered() ? "way" : "way in", p.sentence(), p.confidence(), names));
        }
        for (Inference i : report.inferences()) all.add(new Said(i.kind(), i.sentence(), i.confidence(), i.devices()));
        all.sort(Comparator.comparingDouble(Said::confidence).reversed());
        return all;
    }

    /**
     * @param machines who must be named; one of them is enough
     * @param kinds what it may be called, by the kinds of the report
     */
    public void planted(String kind, String site, List<Address> machines, List<String> kinds, GapReport report) {
        List<Said> found = new ArrayList<>();
        List<Said> beside = new ArrayList<>();
        for (Said one : said(report)) {
            boolean named = one.names().stream().anyMatch(machines::contains);
            if (named && kinds.contains(one.kind())) found.add(one);
            else if (!named) beside.add(one);
        }
        planted.add(new Planted(kind, site, found, beside));
    }

    public void clean(String site, GapReport report) {
        clean.add(new Clean(site, said(report)));
    }

    public String text() {
        StringBuilder out = new StringBuilder();
        long found = planted.stream().filter(p -> !p.found().isEmpty()).count();
        long without = clean.stream().filter(c -> c.invented().isEmpty()).count();
        out.append(found + " of " + planted.size() + " planted bridges found; nothing invented on " + without + " of "
                        + clean.size() + " sites without one.\n\n")
                .append(
                        "| bridge | found | by | sure to | what was said | other machines named |\n|---|---|---|---|---|---|\n");
        for (Planted p : planted)
            out.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s | %s |%n",
                    words(p.kind()),
                    p.found().isEmpty() ? "**no**" : "yes",
                    p.found().isEmpty() ? "" : p.found().getFirst().kind(),
                    p.found().isEmpty()
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    "%.0f %%",
                                    100 * p.found().getFirst().confidence()),
                    p.found().isEmpty() ? "" : p.found().getFirst().sentence(),
                    p.beside().isEmpty()
                            ? "none"
                            : p.beside().size() + ": " + p.beside().getFirst().kind()));
        out.append("\n| site without a bridge | invented |\n|---|---|\n");
        for (Clean c : clean)
            out.append("| ").append(c.site()).append(" | ").append(invented(c)).append(" |\n");
        return out.toString();
    }

    private static String invented(Clean c) {
        if (c.invented().isEmpty()) return "nothing";
        List<String> all = new ArrayList<>();
        for (Said one : c.invented()) all.add(one.kind() + ": " + one.sentence());
        return String.join("; ", all);
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    public String json(Map<String, Object> about) {
        Map<String, Object> all = new LinkedHashMap<>(about);
        all.put("planted", planted.stream().map(BridgeScore::line).toList());
        all.put(
                "clean",
                clean.stream()
                        .map(c -> Map.of("site", c.site(), "invented", lines(c.invented())))
                        .toList());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    }

    private static Map<String, Object> line(Planted p) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("bridge", words(p.kind()));
        line.put("site", p.site());
        line.put("found", !p.found().isEmpty());
        line.put("statements", lines(p.found()));
        line.put("about_others", lines(p.beside()));
        return line;
    }

    private static List<Map<String, Object>> lines(List<Said> said) {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Said one : said) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("kind", one.kind());
            line.put("sentence", one.sentence());
            line.put("confidence", one.confidence());
            lines.add(line);
        }
        return lines;
    }
}
