package dev.postern.appliance.zoning;

import dev.postern.analyst.policy.Nftables;
import dev.postern.analyst.policy.PolicyTable;
import dev.postern.appliance.cli.HomeOption;
import dev.postern.appliance.cli.Utf8;
import dev.postern.appliance.session.Session;
import dev.postern.console.DecisionBody;
import dev.postern.console.ZoningLines;
import dev.postern.model.Decision;
import dev.postern.model.Decision.Ask;
import dev.postern.model.Rehearsal;
import dev.postern.model.Zoning;
import dev.postern.store.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** What may pass between zones: shown, written, exported, and tried on what is on record. */
@Command(
        name = "policy",
        description =
                "What may pass between zones: learned or written, exported for a firewall, rehearsed on the history.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class PolicyCommand implements Runnable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    enum Format {
        text,
        json,
        csv,
        nftables
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private HomeOption home;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(name = "show", description = "What passes, and what of it may.", mixinStandardHelpOptions = true)
    int show(@Option(names = "--format", defaultValue = "text", description = FORMATS) Format format) {
        return Deciding.show(home.folder, z -> as(format, z));
    }

    private static final String FORMATS = "text, json, csv or nftables (default: ${DEFAULT-VALUE}).";

    @Command(
            name = "export",
            description = "The policy for a firewall between the zones, or as a table.",
            mixinStandardHelpOptions = true)
    int export(@Option(names = "--format", defaultValue = "nftables", description = FORMATS) Format format) {
        return Deciding.show(home.folder, z -> as(format, z));
    }

    private static String as(Format format, Zoning z) {
        return switch (format) {
            case text -> ZoningText.policy(z);
            case json -> JSON.writeValueAsString(ZoningLines.zoning(z).get("conduits"));
            case csv -> PolicyTable.csv(z);
            case nftables -> Nftables.of(z);
        };
    }

    @Command(
            name = "rehearse",
            description = {
                "What the policy would have done to the conversations on record. Nobody else may work in the home meanwhile; the console can rehearse"
                        + " at any time."
            },
            mixinStandardHelpOptions = true)
    int rehearse(
            @Option(names = "--hours", defaultValue = "168", description = "How far to look back (default: a week).")
                    int hours,
            @Option(
                            names = "--draft",
                            description =
                                    "Rules that are tried on top and not kept, one JSON object a line as in 'postern zones export'.")
                    Path draft,
            @Option(names = "--format", defaultValue = "text", description = "text or json (default: text).")
                    ZonesCommand.Format format) {
        Home.openForReading(home.folder).close();
        try (Session session = new Session(home.folder, 1, Home.RING_BYTES)) {
            Rehearsal rehearsal = new HomePolicies(session.home()).rehearse(session.zoning(), read(draft), hours);
            Utf8.print(
                    format == ZonesCommand.Format.json
                            ? JSON.writeValueAsString(ZoningLines.rehearsal(rehearsal))
                            : ZoningText.rehearsal(rehearsal));
        }
        return 0;
    }

    private List<Decision> read(Path draft) {
        List<Decision> rules = new ArrayList<>();
        if (draft == null) return rules;
        try {
            for (String line : Files.readAllLines(draft))
                if (!line.isBlank())
                    rules.add(JSON.readValue(line, DecisionBody.class)
                            .decision()
                            .filter(d -> d.refusal().isEmpty())
                            .orElseThrow(() -> new CommandLine.ParameterException(
                                    spec.commandLine(),
                                    "line " + (rules.size() + 1) + " of " + draft + " is no rule")));
            return rules;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Command(name = "allow", description = "A use of a conduit is allowed.", mixinStandardHelpOptions = true)
    int allow(@Mixin Rule rule) {
        return Deciding.decide(home.folder, List.of(rule.decision(true, spec.commandLine())), spec.commandLine());
    }

    @Command(name = "deny", description = "A use of a conduit is not allowed.", mixinStandardHelpOptions = true)
    int deny(@Mixin Rule rule) {
        return Deciding.decide(home.folder, List.of(rule.decision(false, spec.commandLine())), spec.commandLine());
    }

    @Command(
            name = "learn",
            description = "All that was seen in a conduit until now, or in all of them, is as it should be.",
            mixinStandardHelpOptions = true)
    int learn(
            @Parameters(paramLabel = "FROM", arity = "0..1", defaultValue = "") String from,
            @Parameters(paramLabel = "TO", arity = "0..1", defaultValue = "") String to) {
        return Deciding.decide(home.folder, List.of(Decision.learn(from, to)), spec.commandLine());
    }

    static final class Rule {
        @Parameters(paramLabel = "FROM", description = "Zone of the side that asks; * for any.")
        private String from;

        @Parameters(paramLabel = "TO", description = "Zone of the side that answers; * for any.")
        private String to;

        @Option(names = "--service", defaultValue = "", description = "As in 'policy show' (default: any).")
        private String service;

        @Option(
                names = "--ask",
                defaultValue = "",
                description =
                        "connect, read, write or engineer: allowed up to this, or denied from this on (default: anything).")
        private String ask;

        Decision decision(boolean allowed, CommandLine command) {
            try {
                return Decision.allow(
                        allowed, from, to, service, ask.isEmpty() ? null : Ask.valueOf(ask.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new CommandLine.ParameterException(command, "--ask is connect, read, write or engineer");
            }
        }
    }
}
