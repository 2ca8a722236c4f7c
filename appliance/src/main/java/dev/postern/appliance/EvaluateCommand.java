package dev.postern.appliance;

import dev.postern.evaluate.EvaluateException;
import dev.postern.evaluate.Measured;
import dev.postern.evaluate.Plan;
import dev.postern.evaluate.Report;
import dev.postern.model.Frame;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The evaluation harness: one frozen configuration over labelled data, figures for it and for the baselines. */
@Command(
        name = "evaluate",
        description = {
            "Measures detection: reads labelled data in one pass with the settings as shipped, and prints what was found, what was false, how fast, and"
                    + " how the baselines did on the same.",
            "DATASET is a folder with plan.json, labels.json and the captures they name, or the virtual plant, as plant:seeds=5,days=7"
                    + " (docs/reference/evaluate.md)."
        },
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    enum Format {
        text,
        json
    }

    /** The same data once more, so that another kind of luck is excluded. */
    enum Variant {
        plain,
        remapped,
        from_start,
        poisoned;

        /** What it does to each frame. */
        Consumer<Frame> change() {
            return this == remapped ? new Remapping() : _ -> {};
        }

        /** What an address is called in it. */
        String rename(String address) {
            return this == remapped ? Remapping.rename(address) : address;
        }
    }

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "DATASET", description = "Folder of labelled captures, or plant:...")
    private List<String> datasets;

    @Option(names = "--run", paramLabel = "NAME", description = "Only this run of a plan; may be repeated.")
    private List<String> only = List.of();

    @Option(
            names = "--variant",
            paramLabel = "V",
            defaultValue = "plain",
            description = {
                "plain; remapped: every hardware address and every private address another; from_start: nothing is learned before the first"
                        + " attack; poisoned: a plant's attack goes on in the last tenth of what is learned (default: ${DEFAULT-VALUE})."
            })
    private Variant variant;

    @Option(names = "--no-baselines", description = "The product alone, which takes half the time.")
    private boolean alone;

    @Option(
            names = "--format",
            defaultValue = "text",
            paramLabel = "F",
            description = "What is printed: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Option(names = "--json", paramLabel = "FILE", description = "Write everything as JSON, misses by name.")
    private Path json;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the tables as Markdown.")
    private Path out;

    @Override
    public Integer call() {
        try {
            List<Measured> runs = new ArrayList<>();
            for (String dataset : datasets) {
                if (PlantDataset.names(dataset)) plant(dataset, runs);
                else folder(Path.of(dataset), runs);
            }
            if (runs.isEmpty()) throw new EvaluateException("no run of the plan has such a name");
            String everything = Report.json(about(), runs);
            String tables = Report.text(runs);
            if (json != null) Files.writeString(json, everything);
            if (out != null) Files.writeString(out, tables);
            PrintStream to = new PrintStream(
                    new java.io.FileOutputStream(java.io.FileDescriptor.out), false, StandardCharsets.UTF_8);
            to.print(format == Format.json ? everything : tables);
            to.flush();
            return 0;
        } catch (EvaluateException | IOException e) {
            spec.commandLine().getErr().println("postern: " + e.getMessage());
            return 1;
        }
    }

    private void folder(Path folder, List<Measured> runs) {
        if (variant == Variant.poisoned)
            throw new EvaluateException("only the virtual plant can be learned with an attack in it");
        Plan plan = Plan.read(folder);
        PlanTrial trial = new PlanTrial(folder, !alone, variant, this::progress);
        for (Plan.Run run : plan.runs()) if (only.isEmpty() || only.contains(run.name())) runs.add(trial.measure(run));
    }

    private void plant(String dataset, List<Measured> runs) {
        runs.add(new PlantTrial(PlantDataset.parse(dataset), variant, !alone, this::progress).measure(dataset));
    }

    private Map<String, Object> about() {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("datasets", datasets);
        about.put("variant", variant.name());
        about.put("runs_chosen", only);
        return about;
    }

    private void progress(String what) {
        spec.commandLine().getErr().println("reading " + what);
    }
}
