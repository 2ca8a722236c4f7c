package dev.postern.appliance;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a life of Postern is kept. */
public final class HomeOption {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "${POSTERN_HOME:-.postern}",
            description = "Folder that holds what is learned (default: $POSTERN_HOME, or .postern here).")
    public Path folder;
}
