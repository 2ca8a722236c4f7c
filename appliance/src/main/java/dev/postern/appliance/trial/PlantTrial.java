package dev.postern.appliance.trial;

import dev.postern.appliance.cli.Build;
import dev.postern.appliance.copy.DeepCopy;
import dev.postern.evaluate.Cost;
import dev.postern.evaluate.EvaluateException;
import dev.postern.evaluate.Measured;
import dev.postern.model.Frame;
import dev.postern.plant.Label;
import dev.postern.plant.LifeEvent;
import dev.postern.plant.Pace;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import dev.postern.plant.Scenario;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Runs the virtual plant: each seed is a works, with all that the chosen attacks and events need, that lives and is learned once. From there one stretch
 * branches for each attack, for each harmless event and for nothing at all, each from a copy of the works and of what was learned. Only what is there from the first
 * day has a past of its own.
 */
final class PlantTrial {
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long DAY_NANOS = 1_440 * MINUTE_NANOS;
    /** In the poisoned variant the attack goes on in this last share of what is learned. */
    private static final double POISONED_SHARE = 0.1;
    /** What happens by day begins within these minutes after this one. */
    private static final int FIRST_MINUTE = 540;

    private static final int MINUTES = 300;
    /** Work that an attack hides in begins so long before it. */
    private static final long WORK_BEFORE_NANOS = 20 * MINUTE_NANOS;

    private final PlantDataset dataset;
    private final EvaluateCommand.Variant variant;
    private final boolean baselines;
    private final int threads;
    private final KeptSeeds kept;
    /** Of the seed after the one that is judged, or null. */
    private Learning ahead;

    private final Consumer<String> progress;

    /**
     * @param threads in which stretches are judged side by side; changes the speed and nothing else
     * @param keep where seeds are kept, or null
     */
    PlantTrial(
            PlantDataset dataset,
            EvaluateCommand.Variant variant,
            boolean baselines,
            int threads,
            Path keep,
            Consumer<String> progress) {
        this.dataset = dataset;
        this.variant = variant;
        this.baselines = baselines;
        this.threads = threads;
        this.kept = keep == null ? null : new KeptSeeds(keep, variant, baselines, dataset);
        this.progress = progress;
    }

    /** What may happen to a works; neither for nothing at all. */
    private record Fate(Scenario scenario, LifeEvent event) {
        String name() {
            return scenario != null ? scenario.name() : event != null ? event.name() : "nothing happens";
        }
    }

    /** A works that has lived up to where it is judged, what was learned of it, and how that grew, which goes on in a stretch that is all there is. */
    private record Past(String life, Plant plant, Trial.Learned learned, List<Cost.Size> growth) {}

    /** The past of a seed, under way. */
    private record Learning(long seed, Future<Past> past) {}

    /** @param soFar hears the figures after each seed, for a run takes its time */
    void measure(Consumer<Measured> soFar) {
        List<KeptSeeds.Seed> seeds = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            for (int done = 0; done < dataset.seeds(); done++) {
                seeds.add(seed(dataset.first() + done, workers));
                soFar.accept(measured(seeds));
            }
        }
    }

    private KeptSeeds.Seed seed(long number, ExecutorService workers) {
        if (kept == null) return judged(number, workers);
        Optional<KeptSeeds.Seed> before = kept.find(number);
        if (before.isPresent()) {
            progress.accept("seed " + number + " as it was kept");
            return before.get();
        }
        KeptSeeds.Seed seed = judged(number, workers);
        kept.keep(seed);
        return seed;
    }

    private KeptSeeds.Seed judged(long seed, ExecutorService workers) {
        try {
            Past shared = (ahead != null && ahead.seed == seed ? ahead : learning(seed, workers)).past.get();
            // One life can only be learned in one thread, so the next one is begun while this one is judged.
            ahead = isNext(seed + 1) ? learning(seed + 1, workers) : null;
            List<Future<Stretch>> going = new ArrayList<>();
            for (Fate fate : fates()) going.add(workers.submit(() -> stretch(seed, fate, shared)));
            List<Stretch> stretches = new ArrayList<>();
            for (Future<Stretch> done : going) stretches.add(done.get());
            return new KeptSeeds.Seed(
                    seed, Build.id(), LocalDate.now(ZoneOffset.UTC).toString(), stretches, shared.growth);
        } catch (ExecutionException e) {
            workers.shutdownNow();
            throw new IllegalStateException("a stretch failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EvaluateException("interrupted", e);
        }
    }

    private Learning learning(long seed, ExecutorService workers) {
        return new Learning(seed, workers.submit(() -> past(seed, new Fate(null, null))));
    }

    private boolean isNext(long seed) {
        return seed < dataset.first() + dataset.seeds() && (kept == null || !kept.has(seed));
    }

    private List<Fate> fates() {
        List<Fate> fates = new ArrayList<>();
        fates.add(new Fate(null, null));
        for (Scenario scenario : dataset.scenarios()) fates.add(new Fate(scenario, null));
        for (LifeEvent event : dataset.events()) fates.add(new Fate(null, event));
        return fates;
    }

    private Measured measured(List<KeptSeeds.Seed> seeds) {
        String note = String.format(
                Locale.ROOT,
                "the virtual plant, seeds %d to %d, lines: %d, poll periods stretched %.0f times; %d days learned, then %d judged for each"
                        + " harmless event and for nothing at all, and for each attack until it has been quiet for a day, %d at most%s",
                dataset.first(),
                dataset.first() + seeds.size() - 1,
                dataset.lines(),
                dataset.thinning(),
                learnDays(),
                dataset.days(),
                dataset.most(),
                KeptSeeds.told(seeds));
        List<Stretch> stretches =
                seeds.stream().flatMap(seed -> seed.stretches().stream()).toList();
        List<Cost.Size> growth = seeds.getFirst().growth();
        String name = "plant, " + dataset.scenarios().size() + " attacks";
        return Stretch.measure(dataset.part(variant), name, variant.label(), note, stretches, growth);
    }

    private int learnDays() {
        return variant == EvaluateCommand.Variant.from_start ? 0 : dataset.learnDays();
    }

    private long judgedNanos() {
        return PlantSettings.MONDAY_NANOS + learnDays() * DAY_NANOS;
    }

    /** Minutes after midnight at which it begins. */
    private static int minutes(long seed, Fate fate) {
        int kind =
                fate.scenario != null ? fate.scenario.ordinal() : fate.event != null ? 1_000 + fate.event.ordinal() : 0;
        return FIRST_MINUTE + new SplittableRandom(seed * 10_000 + kind).nextInt(MINUTES);
    }

    /** Up to where all stretches have one past. */
    private long branchNanos() {
        double own = variant == EvaluateCommand.Variant.poisoned ? POISONED_SHARE : 0;
        return judgedNanos() - (long) (own * learnDays() * DAY_NANOS);
    }

    private boolean isSuffered(Fate fate) {
        return variant == EvaluateCommand.Variant.poisoned && fate.scenario != null;
    }

    /** Whether something of it is there from the first day. */
    private static boolean hasPast(Fate fate) {
        return fate.event != null && fate.event.isPrepared();
    }

    private Past past(long seed, Fate fate) {
        PlantSettings settings = new PlantSettings(
                        seed, PlantSettings.MONDAY_NANOS, dataset.lines(), dataset.thinning(), false)
                .suiting(dataset.causes());
        if (hasPast(fate)) settings = settings.with(fate.event, learnDays(), minutes(seed, fate));
        Plant plant = new Plant(settings);
        List<Cost.Size> growth = new ArrayList<>();
        try (Trial trial = Trial.fresh(baselines)) {
            Consumer<Frame> change = variant.change();
            Frame frame = new Frame();
            for (int day = 1; day <= learnDays(); day++) {
                long endNanos = PlantSettings.MONDAY_NANOS + day * DAY_NANOS;
                live(plant, frame, Math.min(endNanos, branchNanos()), change, trial);
                if (endNanos <= branchNanos()) weigh(trial, day, day == learnDays(), growth);
            }
            return new Past(seed + (hasPast(fate) ? " " + fate.name() : ""), plant, trial.learned(), growth);
        }
    }

    /** How much is known at the end of the first, second, fourth ... day and of the last one. */
    private static void weigh(Trial trial, int day, boolean last, List<Cost.Size> growth) {
        if (Integer.bitCount(day) == 1 || last) growth.add(trial.size(day));
    }

    /** Feeds what the mirror shows before the moment. The works then stands before its first frame at or after it. */
    private static void live(Plant plant, Frame frame, long untilNanos, Consumer<Frame> change, Trial trial) {
        while (plant.nextNanos() < untilNanos && plant.next(frame)) {
            change.accept(frame);
            trial.feed(frame);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very past
    private Stretch stretch(long seed, Fate fate, Past shared) {
        String name = "seed " + seed + " " + fate.name();
        progress.accept(name);
        Past past = hasPast(fate) ? past(seed, fate) : shared;
        // Copied side by side: what is shared only waits.
        Plant plant = past == shared ? DeepCopy.of(past.plant) : past.plant;
        try (Trial trial = past.learned.begin()) {
            Frame frame = new Frame();
            Consumer<Frame> change = variant.change();
            Stretch.Before before = isSuffered(fate) ? suffer(plant, frame, fate, "seed " + seed, trial) : null;
            if (before == null) live(plant, frame, judgedNanos(), change, trial);
            begin(plant, seed, fate);
            trial.judge();
            Announcing announcing = new Announcing(plant, trial, variant);
            int days = 0;
            do {
                long endNanos = judgedNanos() + ++days * DAY_NANOS;
                while (plant.nextNanos() < endNanos && plant.next(frame)) {
                    announcing.upTo(frame.atNanos);
                    change.accept(frame);
                    trial.feed(frame);
                }
                if (dataset.isUneventful()) weigh(trial, learnDays() + days, days == dataset.days(), past.growth);
            } while (days < dataset.days() || fate.scenario != null && days < dataset.most() && goesOn(plant, fate));
            trial.finish();
            PlantTruth truth = new PlantTruth(judgedNanos(), days, fate.scenario, fate.event, "seed " + seed);
            return Stretch.of(
                    name,
                    isSuffered(fate) ? past.life + " " + fate.name() : past.life,
                    truth.of(plant.labels()).renamed(variant::rename),
                    trial,
                    fate.scenario == null && fate.event == null,
                    before);
        }
    }

    /** Lives up to where judging begins, with the attack; what is shown meanwhile is judged by itself, for who learns is not silent. */
    private Stretch.Before suffer(Plant plant, Frame frame, Fate fate, String block, Trial trial) {
        trial.judge();
        plant.start(fate.scenario, dataset.pace(fate.scenario), branchNanos());
        live(plant, frame, judgedNanos(), variant.change(), trial);
        trial.settle();
        PlantTruth truth = new PlantTruth(branchNanos(), 1, fate.scenario, null, block);
        double days = (judgedNanos() - branchNanos()) / (double) DAY_NANOS;
        return new Stretch.Before(
                truth.of(plant.labels()).renamed(variant::rename),
                days * trial.devices(),
                trial.jury().shown());
    }

    private void begin(Plant plant, long seed, Fate fate) {
        long atNanos = judgedNanos() + minutes(seed, fate) * MINUTE_NANOS;
        // He who comes at night comes at three.
        if (fate.scenario == Scenario.NIGHT_DOWNLOAD) atNanos = judgedNanos() + DAY_NANOS + 180 * MINUTE_NANOS;
        if (fate.scenario != null) plant.start(fate.scenario, dataset.pace(fate.scenario), atNanos);
        if (fate.event != null && !fate.event.isPrepared()) plant.start(fate.event, atNanos);
        if (fate.scenario != null && variant == EvaluateCommand.Variant.announced)
            cover(fate.scenario, plant, atNanos - WORK_BEFORE_NANOS);
    }

    /** Announced work goes on around an attack: every ordered twin of it, so that whatever hides in a window would be missed. */
    private void cover(Scenario scenario, Plant plant, long atNanos) {
        for (LifeEvent event : LifeEvent.values())
            if (event.isOrdered()
                    && !event.isPrepared()
                    && event.twinOf().contains(scenario)
                    && plant.has(event.needs())) plant.start(event, atNanos);
    }

    /** Whether an attack acted within the last day, or is a slow one, whose pauses are longer than that. */
    private boolean goesOn(Plant plant, Fate fate) {
        if (dataset.pace(fate.scenario) == Pace.SLOW) return true;
        long last = Long.MIN_VALUE;
        for (Label label : plant.labels())
            if (label.cause() == fate.scenario) last = Math.max(last, label.untilNanos());
        return last == Long.MIN_VALUE || last > plant.nowNanos() - DAY_NANOS;
    }
}
