package dev.postern.appliance.verdict;

import dev.postern.appliance.cli.HomeOption;
import dev.postern.model.Word;
import dev.postern.store.Home;
import dev.postern.store.State;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** A person's word on an anomaly. May run beside the process that writes the home, which hears of it within a second. */
@Command(
        name = "word",
        description = "Says what to think of an anomaly and all that is like it, or lists what was said.",
        mixinStandardHelpOptions = true)
public final class WordCommand implements Callable<Integer> {
    @ArgGroup(exclusive = true, multiplicity = "1")
    private Act act;

    private static final class Act {
        @ArgGroup(exclusive = false)
        private Say say;

        @Option(
                names = "--list",
                description = "List all words, windows and budgets, newest first, one JSON line each.")
        private boolean list;

        @Option(names = "--reconcile", paramLabel = "ID", description = "Tell what came of a window, as JSON.")
        private String reconcile;

        @Option(names = "--withdraw", paramLabel = "ID", description = "Take a word or a window back.")
        private String withdraw;
    }

    private static final class Say {
        @Parameters(index = "0", paramLabel = "ANOMALY", description = "Id, as 'list anomalies' has it.")
        private String anomaly;

        @Parameters(
                index = "1",
                paramLabel = "VERDICT",
                description = "expected, expected-tell, malicious or wrong-reason.")
        private String verdict;

        @Option(
                names = "--scope",
                defaultValue = "event",
                paramLabel = "SCOPE",
                description = "event, edge, device-channel or group (default: ${DEFAULT-VALUE}).")
        private String scope = "event";

        @Option(
                names = "--days",
                defaultValue = "90",
                paramLabel = "DAYS",
                description = "How long it holds (default: ${DEFAULT-VALUE}).")
        private int days = 90;

        @Option(names = "--note", defaultValue = "", paramLabel = "TEXT", description = "Why.")
        private String note = "";

        @Option(names = "--preview", description = "Only tell what it would have changed in the last 90 days.")
        private boolean preview;
    }

    @Mixin
    private HomeOption home;

    @Mixin
    private AuthorOption author;

    @Override
    public Integer call() {
        boolean reads = act.list || act.reconcile != null || act.say != null && act.say.preview;
        try (State state = reads ? Home.openForReading(home.folder) : Home.openForSaying(home.folder)) {
            Said said = new Said(state, InstantSource.system());
            if (act.list) {
                JsonMapper json = JsonMapper.builder().build();
                for (Map<String, Object> line : Lines.decrees(state)) System.out.println(json.writeValueAsString(line));
            } else if (act.reconcile != null) System.out.println(reconciled(state, act.reconcile));
            else if (act.withdraw != null)
                System.out.println("Taken back: "
                        + said.withdraw(act.withdraw, author.name).of());
            else say(said);
            return 0;
        } catch (Said.Refused refused) {
            System.err.println("postern: " + refused.getMessage());
            return 1;
        }
    }

    private static String reconciled(State state, String window) {
        return Reconciliation.of(state, window)
                .map(JsonMapper.builder().build()::writeValueAsString)
                .orElseThrow(() -> new Said.Refused("There is no window " + window + "."));
    }

    private void say(Said said) {
        Say say = act.say;
        Word word = said.word(say.anomaly, say.verdict, say.scope, say.days, say.note, author.name);
        System.out.println(Lines.sentence(word, said.preview(word)));
        if (say.preview) return;
        said.say(word);
        System.out.println("Said of " + word.reach() + ": " + Said.words(word.kind()) + ", for " + say.days + " days ("
                + word.id() + ").");
    }
}
