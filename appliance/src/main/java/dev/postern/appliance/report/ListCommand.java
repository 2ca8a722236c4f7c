package dev.postern.appliance.report;

import dev.postern.appliance.cli.HomeOption;
import dev.postern.console.AuditLines;
import dev.postern.console.JsonLines;
import dev.postern.store.Capture;
import dev.postern.store.Home;
import dev.postern.store.State;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** What a home holds, one JSON line each. May run beside the process that writes the home. */
@Command(name = "list", description = "Prints what a home holds, one JSON line each.", mixinStandardHelpOptions = true)
public final class ListCommand implements Callable<Integer> {
    public enum What {
        incidents,
        anomalies,
        devices,
        conduits,
        persons,
        weaknesses,
        advisories,
        audits
    }

    @Parameters(paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}")
    private What what;

    @Mixin
    private HomeOption home;

    @Override
    public Integer call() {
        print(
                home.folder,
                what,
                new PrintStream(
                        new java.io.FileOutputStream(java.io.FileDescriptor.out), false, StandardCharsets.UTF_8));
        return 0;
    }

    /** Prints and closes {@code to}. */
    public static void print(Path folder, What what, PrintStream to) {
        try (State state = Home.openForReading(folder);
                PrintStream out = to) {
            Map<Integer, String> names =
                    state.captures().stream().collect(Collectors.toMap(Capture::ordinal, Capture::name));
            JsonLines lines = new JsonLines(ordinal -> names.getOrDefault(ordinal, "capture " + ordinal));
            JsonMapper json = JsonMapper.builder().build();
            List<Map<String, Object>> found = switch (what) {
                case incidents ->
                    state.findings().incidents().stream().map(lines::incident).toList();
                case anomalies ->
                    state.findings().anomalies().stream().map(lines::anomaly).toList();
                case devices ->
                    state.inventory().devices().stream().map(lines::device).toList();
                case conduits ->
                    state.inventory().conduits().stream().map(lines::conduit).toList();
                case audits -> {
                    AuditLines audits = new AuditLines(ordinal -> names.getOrDefault(ordinal, "capture " + ordinal));
                    yield state.audits().stream().map(audits::report).toList();
                }
                case persons ->
                    state.inventory().persons().stream()
                            .map(p -> lines.person(
                                    p, state.inventory().threat(p.threatId()).orElse(null)))
                            .toList();
                case advisories ->
                    state.advisories().matches().stream().map(lines::match).toList();
                case weaknesses ->
                    state.inventory().weaknesses().stream().map(lines::weakness).toList();
            };
            for (Map<String, Object> line : found)
                out.append(json.writeValueAsString(line)).append('\n');
        }
    }
}
