package dev.postern.appliance.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where a life of Postern is kept. */
public final class HomeOption {
    @Option(
            names = "--home",
            // Before and after the name of a subcommand: 'zones --home H show', 'zones show --home H'.
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            defaultValue = "${POSTERN_HOME:-.postern}",
            description = "Folder that holds what is learned (default: $POSTERN_HOME, or .postern here).")
    public Path folder;
}
