package dev.postern.appliance;

import dev.postern.evaluate.Attack;
import dev.postern.evaluate.Measured;
import dev.postern.evaluate.Span;
import dev.postern.evaluate.Truth;
import dev.postern.model.Frame;
import dev.postern.plant.Label;
import dev.postern.plant.LifeEvent;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import dev.postern.plant.Scenario;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Runs the virtual plant: each seed is a works, with all that the chosen attacks and events need, that is learned once, and from there one stretch for each
 * attack, one for each harmless event and one in which nothing happens. A plant cannot be copied, so each stretch lives the same life again from its beginning and is judged from where learning
 * ended; where the frames before are not the same, because a harmless event was prepared from the first day, it is learned anew.
 */
final class PlantTrial {
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long DAY_NANOS = 1_440 * MINUTE_NANOS;
    /** An alarm counts for a step of a story until so long after its last frame. */
    private static final long SLACK_NANOS = 10 * MINUTE_NANOS;

    private static final long UNSEEN_NANOS = 90 * MINUTE_NANOS;
    /** In the poisoned variant the attack goes on in this last share of what is learned. */
    private static final double POISONED_SHARE = 0.1;
    /** What happens by day begins within these minutes after this one. */
    private static final int FIRST_MINUTE = 540;

    private static final int MINUTES = 300;

    private final PlantDataset dataset;
    private final EvaluateCommand.Variant variant;
    private final boolean baselines;
    private final Consumer<String> progress;
    /** What was learned, by a mark of the frames that it was learned from; of one seed. */
    private final Map<Long, Trial.Learned> pasts = new HashMap<>();

    PlantTrial(PlantDataset dataset, EvaluateCommand.Variant variant, boolean baselines, Consumer<String> progress) {
        this.dataset = dataset;
        this.variant = variant;
        this.baselines = baselines;
        this.progress = progress;
    }

    /** @param soFar hears the figures after each seed, for a run takes its time */
    void measure(Consumer<Measured> soFar) {
        List<Stretch> stretches = new ArrayList<>();
        for (int done = 1; done <= dataset.seeds(); done++) {
            seed(dataset.first() + done - 1, stretches);
            soFar.accept(measured(done, stretches));
        }
    }

    private void seed(long seed, List<Stretch> stretches) {
        pasts.clear();
        stretches.add(stretch(seed, null, null));
        for (Scenario scenario : dataset.scenarios()) stretches.add(stretch(seed, scenario, null));
        for (LifeEvent event : dataset.events()) stretches.add(stretch(seed, null, event));
    }

    private Measured measured(int seeds, List<Stretch> stretches) {
        String note = String.format(
                Locale.ROOT,
                "the virtual plant, seeds %d to %d, lines: %d, poll periods stretched %.0f times; %d days learned, then %d judged for each"
                        + " attack, for each harmless event and for nothing at all",
                dataset.first(),
                dataset.first() + seeds - 1,
                dataset.lines(),
                dataset.thinning(),
                learnDays(),
                dataset.days());
        String name = "plant, " + dataset.scenarios().size() + " attacks";
        return Stretch.measure(name, variant.label(), note, stretches);
    }

    private int learnDays() {
        return variant == EvaluateCommand.Variant.from_start ? 0 : dataset.learnDays();
    }

    private Stretch stretch(long seed, Scenario scenario, LifeEvent event) {
        String name = "seed " + seed + " "
                + (scenario != null ? scenario.name() : event != null ? event.name() : "nothing happens");
        progress.accept(name);
        Life life = new Life(seed, scenario, event);
        Plant plant = life.plant();
        Frame frame = new Frame();
        long mark = walk(plant, frame, life.judgedNanos, _ -> {});
        Trial.Learned learned = pasts.get(mark);
        if (learned == null) {
            try (Trial trial = Trial.fresh(baselines)) {
                walk(life.plant(), new Frame(), life.judgedNanos, trial::feed);
                learned = trial.learned();
            }
            pasts.put(mark, learned);
        }
        try (Trial trial = learned.begin()) {
            trial.judge();
            trial.feed(frame);
            walk(plant, frame, life.judgedNanos + dataset.days() * DAY_NANOS, trial::feed);
            trial.finish();
            return Stretch.of(
                    name, seed + " " + mark, life.truth(plant.labels()).renamed(variant::rename), trial);
        }
    }

    /** Lives until {@code frame} is the first at or after the moment, which is not heard. Returns a mark of the frames heard. */
    private long walk(Plant plant, Frame frame, long untilNanos, Consumer<Frame> heard) {
        Consumer<Frame> change = variant.change();
        long mark = 0;
        while (plant.next(frame) && frame.atNanos < untilNanos) {
            mark = mark * 31 + frame.atNanos * 1_000_003 + frame.data[frame.data.length - 1];
            change.accept(frame);
            heard.accept(frame);
        }
        change.accept(frame);
        return mark;
    }

    /** One life of a works and the one thing that happens in it. */
    private final class Life {
        private final long seed;
        private final Scenario scenario;
        private final LifeEvent event;
        private final int minutes;
        final long judgedNanos;

        Life(long seed, Scenario scenario, LifeEvent event) {
            this.seed = seed;
            this.scenario = scenario;
            this.event = event;
            int kind = scenario != null ? scenario.ordinal() : event != null ? 1_000 + event.ordinal() : 0;
            minutes = FIRST_MINUTE + new SplittableRandom(seed * 10_000 + kind).nextInt(MINUTES);
            judgedNanos = PlantSettings.MONDAY_NANOS + learnDays() * DAY_NANOS;
        }

        Plant plant() {
            PlantSettings settings = new PlantSettings(
                            seed, PlantSettings.MONDAY_NANOS, dataset.lines(), dataset.thinning(), false)
                    .suiting(dataset.causes());
            if (event != null) settings = settings.with(event, learnDays(), minutes);
            Plant plant = new Plant(settings);
            if (scenario == null) return plant;
            if (variant == EvaluateCommand.Variant.poisoned)
                plant.start(scenario, judgedNanos - (long) (POISONED_SHARE * learnDays() * DAY_NANOS));
            // He who comes at night comes at three.
            long after = scenario == Scenario.NIGHT_DOWNLOAD ? DAY_NANOS + 180 * MINUTE_NANOS : minutes * MINUTE_NANOS;
            plant.start(scenario, judgedNanos + after);
            return plant;
        }

        /** An event that consists of frames that are not there concerns everybody, for as long as it and the return to order may last. */
        private Span unseen(Label label) {
            return new Span(label.cause().name(), label.atNanos(), label.atNanos() + UNSEEN_NANOS);
        }

        Truth truth(List<Label> labels) {
            List<Span> windows = new ArrayList<>();
            Set<String> techniques = new LinkedHashSet<>();
            Set<String> attackers = new LinkedHashSet<>();
            Set<String> victims = new LinkedHashSet<>();
            long start = Label.NOT_YET;
            long harm = Long.MAX_VALUE;
            for (Label label : labels) {
                if (label.untilNanos() < judgedNanos) continue;
                if (label.frames().isEmpty()) {
                    if (event != null) windows.add(unseen(label));
                    continue;
                }
                String source = label.source().toString();
                String target = label.target().toString();
                windows.add(new Span(
                        label.cause().name(),
                        label.atNanos(),
                        label.untilNanos() + SLACK_NANOS,
                        source.equals(target) ? Set.of(source) : Set.of(source, target)));
                techniques.add(label.technique());
                attackers.add(source);
                victims.add(target);
                start = Math.min(start, label.knowableNanos());
                if (label.harmfulWrite()) harm = Math.min(harm, label.atNanos());
            }
            boolean calm = scenario == null && event == null;
            List<Span> benign =
                    calm ? List.of(new Span("", judgedNanos, judgedNanos + dataset.days() * DAY_NANOS)) : List.of();
            if (windows.isEmpty()) return new Truth(List.of(), List.of(), benign);
            if (event != null) return new Truth(List.of(), windows, List.of());
            Attack attack = new Attack(
                    scenario.name(),
                    scenario.name(),
                    "seed " + seed,
                    start,
                    windows,
                    start != Label.NOT_YET,
                    techniques,
                    attackers,
                    victims,
                    harm);
            return new Truth(List.of(attack), List.of(), List.of());
        }
    }
}
