package dev.postern.appliance.trial;

import dev.postern.appliance.cli.Utf8;
import dev.postern.evaluate.BridgeScore;
import dev.postern.evaluate.EvaluateException;
import dev.postern.evaluate.Measured;
import dev.postern.evaluate.Page;
import dev.postern.evaluate.Plan;
import dev.postern.evaluate.Report;
import dev.postern.evaluate.inventory.InventoryScore;
import dev.postern.model.Frame;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
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
                    + " (docs/reference/evaluate.md).",
            "bridges, or bridges:seeds=3,sites=30,hours=36, measures instead what is said of the gap: planted bridges of all kinds, and sites without."
        },
        mixinStandardHelpOptions = true)
public final class EvaluateCommand implements Callable<Integer> {
    enum Format {
        text,
        json
    }

    /** The same data once more, so that another kind of luck is excluded. */
    enum Variant {
        plain,
        remapped,
        from_start,
        poisoned,
        announced;

        String label() {
            return name().replace('_', ' ');
        }

        /** What it does to each frame. */
        Consumer<Frame> change() {
            return this == remapped ? new Remapping() : _ -> {};
        }

        /** What an address is called in it. */
        String rename(String address) {
            return this == remapped ? Remapping.rename(address) : address;
        }
    }

    private static final long STRETCH_BYTES = 512L << 20;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "DATASET", description = "Folder of labelled captures, or plant:...")
    private List<String> datasets;

    @Option(names = "--run", paramLabel = "NAME", description = "Only this run of a plan; may be repeated.")
    private List<String> only = List.of();

    @Option(
            names = "--variant",
            paramLabel = "V",
            split = ",",
            defaultValue = "plain",
            description = {
                "One or more of: plain; remapped, every hardware address and every private address another; from_start, nothing is learned"
                        + " before the first attack; poisoned, a plant's attack goes on in the last tenth of what is learned; announced, a"
                        + " plant's work orders are entered as maintenance windows. The baselines are asked in plain alone (default:"
                        + " ${DEFAULT-VALUE})."
            })
    private List<Variant> variants;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Stretches of a plant that are judged side by side (default: one a processor, as far as memory reaches).")
    private int threads;

    @Option(
            names = "--keep",
            paramLabel = "FOLDER",
            description = {
                "Keep there what each seed of a plant gave, and take from there what was kept of the same settings: a run of hours that is cut goes on"
                        + " where it was. A seed kept by another build counts as well, and the note of the run says so."
            })
    private Path keep;

    @Option(names = "--no-baselines", description = "The product alone, which takes half the time.")
    private boolean alone;

    @Option(
            names = "--inventory",
            description =
                    "Measure how well the machines of a virtual plant are recognised instead; of DATASET first, seeds, days, lines, thinning"
                            + " and event count.")
    private boolean inventory;

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
            if (datasets.size() == 1 && BridgeTrial.names(datasets.getFirst())) return bridges(datasets.getFirst());
            if (inventory) return inventory();
            List<Measured> runs = new ArrayList<>();
            for (Variant variant : variants)
                for (String dataset : datasets) {
                    if (PlantDataset.names(dataset)) plant(dataset, variant, runs);
                    else folder(Path.of(dataset), variant, runs);
                }
            if (runs.isEmpty()) throw new EvaluateException("no run of the plan has such a name");
            write(runs);
            print(format == Format.json ? Report.json(about(), runs) : Report.text(runs));
            return 0;
        } catch (EvaluateException e) {
            spec.commandLine().getErr().println("postern: " + e.getMessage());
            return 1;
        }
    }

    private int bridges(String dataset) {
        BridgeScore score = BridgeTrial.parse(dataset).measure(this::progress);
        try {
            if (json != null) Files.writeString(json, score.json(about()));
            if (out != null) Page.put(out, Page.Part.BRIDGES, head() + "\n" + score.text());
        } catch (IOException e) {
            throw new EvaluateException("cannot write " + e.getMessage(), e);
        }
        Utf8.print(format == Format.json ? score.json(about()) : score.text());
        return 0;
    }

    private int inventory() {
        List<InventoryScore> scores = new ArrayList<>();
        for (String dataset : datasets) {
            if (!PlantDataset.names(dataset)) throw new EvaluateException("only a virtual plant knows its machines");
            PlantDataset plant = PlantDataset.parse(dataset);
            for (long seed = plant.first(); seed < plant.first() + plant.seeds(); seed++) {
                progress("machines of seed " + seed);
                scores.add(new InventoryTrial(plant).measure(seed));
            }
        }
        InventoryScore sum = InventoryScore.sum(scores);
        StringBuilder text = new StringBuilder(sum.table());
        text.append("\nDevices of no machine of the site (visitors' peers, the outside): ")
                .append(sum.unknown());
        text.append("; only spoken of: ").append(sum.spokenOf()).append(".\n\n");
        for (String miss : sum.misses()) text.append("- ").append(miss).append('\n');
        print(text.toString());
        try {
            if (out != null) Page.put(out, Page.Part.INVENTORY, head() + "\n" + text);
        } catch (IOException e) {
            throw new EvaluateException("cannot write " + e.getMessage(), e);
        }
        return 0;
    }

    private static void print(String text) {
        PrintStream to = new PrintStream(
                new java.io.FileOutputStream(java.io.FileDescriptor.out), false, StandardCharsets.UTF_8);
        to.print(text);
        to.flush();
    }

    private void write(List<Measured> runs) {
        try {
            if (json != null) Files.writeString(json, Report.json(about(), runs));
            if (out != null) writePage(runs);
        } catch (IOException e) {
            throw new EvaluateException("cannot write " + e.getMessage(), e);
        }
    }

    private void writePage(List<Measured> runs) throws IOException {
        Map<Page.Part, List<Measured>> parts = new EnumMap<>(Page.Part.class);
        for (Measured run : runs)
            parts.computeIfAbsent(run.part(), _ -> new ArrayList<>()).add(run);
        for (Map.Entry<Page.Part, List<Measured>> part : parts.entrySet())
            Page.put(out, part.getKey(), head() + "\n" + Report.text(part.getValue()));
    }

    private void folder(Path folder, Variant variant, List<Measured> runs) {
        Plan plan = Plan.read(folder);
        PlanTrial trial = new PlanTrial(folder, baselines(variant), variant, this::progress);
        for (Plan.Run run : plan.runs())
            if (only.isEmpty() || only.contains(run.name())) {
                trial.measure(run).ifPresent(runs::add);
                write(runs);
            }
    }

    private void plant(String dataset, Variant variant, List<Measured> runs) {
        PlantDataset plant = PlantDataset.parse(dataset);
        int at = runs.size();
        new PlantTrial(plant, variant, baselines(variant), threads(), keep, this::progress).measure(soFar -> {
            if (runs.size() > at) runs.set(at, soFar);
            else runs.add(soFar);
            write(runs);
        });
    }

    /** Each stretch needs a works and a life of its own in memory. */
    private int threads() {
        long room = Runtime.getRuntime().maxMemory() / STRETCH_BYTES;
        int most = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        return (int) Math.clamp(room, 1, most);
    }

    private boolean baselines(Variant variant) {
        return !alone && variant == Variant.plain;
    }

    private Map<String, Object> about() {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("datasets", datasets);
        about.put("runs_chosen", only);
        about.put("measured", LocalDate.now(ZoneOffset.UTC).toString());
        about.put("machine", machine());
        return about;
    }

    /** What must be known to measure it again. */
    private String head() {
        List<String> arguments = spec.commandLine().getParseResult().originalArgs();
        if (spec.commandLine().getParent() != null) arguments = arguments.subList(1, arguments.size());
        return "Measured " + LocalDate.now(ZoneOffset.UTC) + " on " + machine()
                + ", settings as shipped for all runs, by\n"
                + "`./postern evaluate " + String.join(" ", arguments) + "`.\n";
    }

    private static String machine() {
        return System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, Java "
                + Runtime.version().feature();
    }

    private void progress(String what) {
        synchronized (this) {
            spec.commandLine().getErr().println("reading " + what);
        }
    }
}
