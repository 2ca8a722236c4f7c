package dev.postern.appliance.trial;

import dev.postern.evaluate.EvaluateException;
import dev.postern.evaluate.Labels;
import dev.postern.evaluate.Measured;
import dev.postern.evaluate.Page;
import dev.postern.evaluate.Plan;
import dev.postern.evaluate.Truth;
import dev.postern.model.Frame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs of a folder with captures, their labels and a plan: one life after the other, each as a replay would have it. */
final class PlanTrial {
    private final Path folder;
    private final Labels labels;
    private final boolean baselines;
    private final Consumer<String> progress;
    private final EvaluateCommand.Variant variant;

    PlanTrial(Path folder, boolean baselines, EvaluateCommand.Variant variant, Consumer<String> progress) {
        this.folder = folder;
        this.labels = Labels.read(folder);
        this.baselines = baselines;
        this.variant = variant;
        this.progress = progress;
    }

    /** Nothing if the variant makes no difference to this run. */
    Optional<Measured> measure(Plan.Run planned) {
        Plan.Run run = variant == EvaluateCommand.Variant.from_start ? fromTheFirstAttack(planned) : planned;
        boolean same = variant != EvaluateCommand.Variant.remapped && run.equals(planned);
        if (same && variant != EvaluateCommand.Variant.plain) return Optional.empty();
        for (String capture : run.learn()) file(capture);
        for (String capture : run.test()) file(capture);
        Consumer<Frame> change = variant.change();
        List<Stretch> stretches = new ArrayList<>();
        try (Trial first = Trial.fresh(baselines)) {
            for (String capture : run.learn()) read(first, capture, change);
            if (run.mode() == Plan.Mode.CHRONOLOGICAL) {
                first.judge();
                for (String capture : run.test()) read(first, capture, change);
                stretches.add(Stretch.of(run.name(), truth(run, run.test()), first));
            } else {
                Trial.Learned learned = first.learned();
                for (String capture : run.test()) {
                    try (Trial trial = learned.begin()) {
                        trial.judge();
                        read(trial, capture, change);
                        String name = Path.of(capture).getFileName().toString();
                        stretches.add(Stretch.of(name, truth(run, List.of(capture)), trial));
                    }
                }
            }
        }
        return Optional.of(
                Stretch.measure(Page.Part.CAPTURES, run.name(), variant.label(), run.note(), stretches, List.of()));
    }

    /** The same run with nothing before the first capture that has an attack in it. */
    private Plan.Run fromTheFirstAttack(Plan.Run run) {
        int first = 0;
        while (run.mode() == Plan.Mode.CHRONOLOGICAL
                && first < run.test().size() - 1
                && labels.truth(run, List.of(run.test().get(first))).attacks().isEmpty()) first++;
        return run.with(List.of(), run.test().subList(first, run.test().size()));
    }

    private Truth truth(Plan.Run run, List<String> captures) {
        return labels.truth(run, captures).renamed(variant::rename);
    }

    private void read(Trial trial, String capture, Consumer<Frame> change) {
        progress.accept(capture);
        trial.read(file(capture), change);
    }

    private Path file(String capture) {
        Path file = folder.resolve(capture);
        if (!Files.isRegularFile(file)) throw new EvaluateException(file + " is named in the plan and not there");
        return file;
    }
}
