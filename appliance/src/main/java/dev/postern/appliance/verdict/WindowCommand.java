package dev.postern.appliance.verdict;

import dev.postern.appliance.cli.HomeOption;
import dev.postern.store.Home;
import dev.postern.store.State;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Announces work. May run beside the process that writes the home. */
@Command(
        name = "window",
        description = "Announces work: who will do what to which devices, and when. 'word --withdraw' takes it back.",
        mixinStandardHelpOptions = true)
public final class WindowCommand implements Callable<Integer> {
    @Option(names = "--who", split = ",", paramLabel = "ADDRESS", description = "Stations that do it (default: any).")
    private List<String> who = List.of();

    @Option(names = "--device", split = ",", required = true, paramLabel = "ADDRESS", description = "Worked upon.")
    private List<String> devices;

    @Option(
            names = "--verb",
            split = ",",
            required = true,
            paramLabel = "VERB",
            description = "What is done: download, stop, start, write ...")
    private List<String> verbs;

    @Option(names = "--from", required = true, paramLabel = "TIME", description = "Like 2026-03-01T06:00Z.")
    private String from;

    @Option(names = "--until", required = true, paramLabel = "TIME", description = "The same, excluded.")
    private String until;

    @Option(names = "--note", defaultValue = "", paramLabel = "TEXT", description = "Work order, reason.")
    private String note;

    @Mixin
    private HomeOption home;

    @Mixin
    private AuthorOption author;

    @Override
    public Integer call() {
        try (State state = Home.openForSaying(home.folder)) {
            String id = new Said(state, InstantSource.system())
                    .announce(who, devices, verbs, nanos(from), nanos(until), note, author.name)
                    .id();
            System.out.println("Announced: " + id + ".");
            return 0;
        } catch (Said.Refused refused) {
            System.err.println("postern: " + refused.getMessage());
            return 1;
        }
    }

    private static long nanos(String text) {
        try {
            Instant at = OffsetDateTime.parse(text).toInstant();
            return at.getEpochSecond() * 1_000_000_000L + at.getNano();
        } catch (DateTimeParseException e) {
            throw new Said.Refused("\"" + text + "\" is no time like 2026-03-01T06:00Z.");
        }
    }
}
