package dev.postern.appliance.advisory;

import dev.postern.appliance.cli.HomeOption;
import dev.postern.model.Advisory;
import dev.postern.store.Home;
import dev.postern.store.State;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Security advisories that somebody carried to this place. */
@Command(
        name = "advisories",
        description =
                "Security advisories (CSAF 2.0) held against the inventory, without any connection to the outside.",
        mixinStandardHelpOptions = true,
        subcommands = {AdvisoriesCommand.Import.class, AdvisoriesCommand.Forget.class})
public final class AdvisoriesCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private HomeOption home;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "import",
            description =
                    "Reads CSAF 2.0 files and says which devices they are about. May run beside 'watch' and 'replay'.",
            mixinStandardHelpOptions = true)
    static final class Import implements Callable<Integer> {
        private static final int FILES_MAX = 20_000;

        @Parameters(arity = "1..*", paramLabel = "PATH", description = "CSAF 2.0 files (.json), or folders of them.")
        private List<Path> paths;

        @ParentCommand
        private AdvisoriesCommand advisories;

        private final PrintStream out = System.out;
        private int added;
        private int kept;
        private int refused;

        @Override
        public Integer call() throws IOException {
            try (State state = Home.openForSaying(advisories.home.folder)) {
                for (Path path : paths) add(path, state);
                new AdvisoryBook().refresh(state, state.inventory().devices());
                long devices = state.advisories().matches().stream()
                        .map(m -> m.device())
                        .distinct()
                        .count();
                state.audit()
                        .add(
                                System.currentTimeMillis() * 1_000_000,
                                System.getProperty("user.name", ""),
                                "imported " + added + " advisories, refused " + refused);
                out.println(added + " advisories imported, " + kept + " known already, " + refused + " refused; "
                        + state.advisories().matches().size() + " matches with " + devices + " devices.");
            }
            return refused == 0 ? 0 : 1;
        }

        private void add(Path path, State state) throws IOException {
            if (!Files.isDirectory(path)) {
                one(path, state);
                return;
            }
            try (Stream<Path> files = Files.walk(path)) {
                List<Path> found = files.filter(Files::isRegularFile)
                        .filter(f -> f.toString().toLowerCase(Locale.ROOT).endsWith(".json"))
                        .sorted()
                        .limit(FILES_MAX + 1L)
                        .toList();
                if (found.size() > FILES_MAX) refuse(path, "more than " + FILES_MAX + " files");
                else for (Path file : found) one(file, state);
            }
        }

        private void one(Path file, State state) {
            try {
                Advisory advisory = CsafReader.read(file);
                switch (state.advisories().put(advisory)) {
                    case KEPT -> added++;
                    case KNOWN -> kept++;
                    case FULL -> refuse(file, "this home holds as many advisories as it can");
                }
            } catch (CsafException e) {
                refuse(file, e.getMessage());
            }
        }

        private void refuse(Path file, String why) {
            refused++;
            System.err.println("postern: " + file + " is refused: " + why);
        }
    }

    @Command(name = "forget", description = "Forgets all imported advisories.", mixinStandardHelpOptions = true)
    static final class Forget implements Callable<Integer> {
        @ParentCommand
        private AdvisoriesCommand advisories;

        @Override
        public Integer call() {
            try (State state = Home.openForSaying(advisories.home.folder)) {
                long count = state.advisories().forget();
                state.audit()
                        .add(
                                System.currentTimeMillis() * 1_000_000,
                                System.getProperty("user.name", ""),
                                "forgot " + count + " advisories");
                System.out.println(count + " advisories forgotten.");
            }
            return 0;
        }
    }
}
