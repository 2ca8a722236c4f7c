package dev.postern.appliance.zoning;

import dev.postern.appliance.cli.HomeOption;
import dev.postern.console.DecisionBody;
import dev.postern.console.ZoningLines;
import dev.postern.model.Decided;
import dev.postern.model.Decision;
import dev.postern.model.Zoning.Proposal;
import dev.postern.store.DecisionTable;
import dev.postern.store.Home;
import dev.postern.store.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Zones: as they are, as they could be, and as people decide. May run beside the process that writes the home. */
@Command(
        name = "zones",
        description = "The zones, why they are so, and what people decided about them.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class ZonesCommand implements Runnable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    enum Format {
        text,
        json
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private HomeOption home;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(name = "show", description = "Zones, proposals and decisions.", mixinStandardHelpOptions = true)
    int show(
            @Option(names = "--format", defaultValue = "text", description = "text or json (default: text).")
                    Format format) {
        return Deciding.show(
                home.folder,
                z -> format == Format.json ? JSON.writeValueAsString(ZoningLines.zoning(z)) : ZoningText.zones(z));
    }

    @Command(
            name = "rule",
            description = "From now on devices that fit are in a zone; of several rules the newest that fits counts.",
            mixinStandardHelpOptions = true)
    int rule(
            @Parameters(paramLabel = "ZONE") String zone,
            @Option(names = "--subnet", defaultValue = "", description = "As 10.10.1.0/24.") String subnet,
            @Option(names = "--vlan", defaultValue = "0", description = "1 to 4094.") int vlan,
            @Option(names = "--role", defaultValue = "", description = "As in the inventory: controller, hmi, ...")
                    String role,
            @Option(names = "--name", defaultValue = "", description = "A device name; * stands for any characters.")
                    String name) {
        return Deciding.decide(home.folder, List.of(Decision.rule(zone, subnet, vlan, role, name)), spec.commandLine());
    }

    @Command(
            name = "place",
            description = "One device is in a zone, whatever the rules say; no zone gives it back to them.",
            mixinStandardHelpOptions = true)
    int place(
            @Parameters(paramLabel = "ADDRESS") String device,
            @Parameters(paramLabel = "ZONE", arity = "0..1", defaultValue = "") String zone) {
        return Deciding.decide(home.folder, List.of(Decision.place(device, zone)), spec.commandLine());
    }

    @Command(name = "withdraw", description = "A decision counts no longer.", mixinStandardHelpOptions = true)
    int withdraw(@Parameters(paramLabel = "NUMBER") long number) {
        return Deciding.decide(home.folder, List.of(Decision.withdraw(number)), spec.commandLine());
    }

    @Command(name = "accept", description = "Does what a proposal says.", mixinStandardHelpOptions = true)
    int accept(@Parameters(paramLabel = "PROPOSAL") String id) {
        List<Decision> decisions;
        try (State state = Home.openForReading(home.folder)) {
            decisions = state.zoning().stream()
                    .flatMap(z -> z.proposals().stream())
                    .filter(p -> p.id().equals(id))
                    .map(Proposal::decisions)
                    .findFirst()
                    .orElse(List.of());
        }
        if (decisions.isEmpty())
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "there is no proposal " + id + "; 'postern zones show' lists them");
        return Deciding.decide(home.folder, decisions, spec.commandLine());
    }

    @Command(
            name = "export",
            description = "Writes all decisions with their event times, one JSON object a line.",
            mixinStandardHelpOptions = true)
    int export(@Parameters(paramLabel = "FILE") Path file) {
        try (State state = Home.openForReading(home.folder)) {
            StringBuilder lines = new StringBuilder();
            for (Decided d : state.decisions().after(0)) {
                Map<String, Object> line = new LinkedHashMap<>(ZoningLines.decided(d));
                // Exactly, for the same packets shall meet it at the same place.
                if (d.atNanos() == DecisionTable.UNDATED) line.remove("time");
                else line.put("at_nanos", String.valueOf(d.atNanos()));
                lines.append(JSON.writeValueAsString(line)).append('\n');
            }
            Files.writeString(file, lines);
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Command(
            name = "import",
            description = {
                "Takes over decisions that were exported, into a home that has none. Each counts from its event time on, so that the same captures"
                        + " replayed give the same."
            },
            mixinStandardHelpOptions = true)
    int imports(@Parameters(paramLabel = "FILE") Path file) {
        List<Decided> read = read(file);
        // A home may be made for it.
        if (!Files.exists(home.folder.resolve("state.db")))
            Home.open(home.folder, Home.RING_BYTES).close();
        try (State state = Home.openForSaying(home.folder)) {
            if (state.decisions().last() > 0)
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "this home has decisions of its own, whose numbers are taken");
            state.decisions().takeOver(read, System.currentTimeMillis() * 1_000_000L, Deciding.WHO);
        }
        Deciding.settle(home.folder, System.out);
        System.out.println(read.size() + " decisions taken over.");
        return 0;
    }

    private List<Decided> read(Path file) {
        List<Decided> found = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.isBlank()) continue;
                JsonNode node = JSON.readTree(line);
                Decision d = JSON.treeToValue(node, DecisionBody.class)
                        .decision()
                        .filter(known -> known.refusal().isEmpty())
                        .orElseThrow(() -> new CommandLine.ParameterException(
                                spec.commandLine(), "line " + (found.size() + 1) + " of " + file + " is no decision"));
                long at = node.has("at_nanos")
                        ? Long.parseLong(node.get("at_nanos").asString())
                        : DecisionTable.UNDATED;
                long made = ((long) (node.path("made").asDouble(0) * 1e6)) * 1_000;
                found.add(new Decided(
                        found.size() + 1L, at, made, node.path("who").asString(Deciding.WHO), d));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
