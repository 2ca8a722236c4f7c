package dev.postern.appliance.verdict;

import picocli.CommandLine.Option;

/** Who says it. */
final class AuthorOption {
    @Option(
            names = "--author",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who says it (default: ${DEFAULT-VALUE}).")
    String name;
}
