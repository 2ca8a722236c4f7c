package dev.postern.appliance.trial;

import dev.postern.evaluate.Calibration;
import dev.postern.evaluate.Cost;
import dev.postern.evaluate.Figures;
import dev.postern.evaluate.Heard;
import dev.postern.evaluate.Measured;
import dev.postern.evaluate.Page;
import dev.postern.evaluate.RankedAlarms;
import dev.postern.evaluate.Ranking;
import dev.postern.evaluate.Scoring;
import dev.postern.evaluate.Story;
import dev.postern.evaluate.Truth;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What all detectors said of one judged stretch, and what was true in it.
 *
 * @param before what was shown while it was learned of an attack that came then already, or null
 */
record Stretch(
        String block,
        String life,
        Truth truth,
        double days,
        int devices,
        Ranking ranked,
        List<Story> shown,
        Map<String, RankedAlarms> rivals,
        Calibration calibration,
        Cost cost,
        Before before) {
    /** A visit that came while the home learned: who learns is not silent, so it may have been told. */
    record Before(Truth truth, double deviceDays, List<Story> shown) {}

    /** @param trial at the end of the stretch, which is a life of its own */
    static Stretch of(String block, Truth truth, Trial trial) {
        return of(block, block, truth, trial, true, null);
    }

    /**
     * @param life the same for all stretches that tell one life again
     * @param weigh whether the size of the state is to be measured, which takes as long as some minutes of traffic
     */
    static Stretch of(String block, String life, Truth truth, Trial trial, boolean weigh, Before before) {
        int devices = trial.devices();
        Jury jury = trial.jury();
        return new Stretch(
                block,
                life,
                truth,
                trial.days(),
                devices,
                jury.ranked(),
                jury.shown(),
                trial.rivals(),
                trial.weighing().calibration(truth),
                new Cost(
                        trial.frames(),
                        jury.observations(),
                        trial.cpuSeconds(),
                        weigh ? trial.size(0).stateBytes() : 0,
                        weigh ? devices : 0,
                        List.of()),
                before);
    }

    private Heard heard(Ranking by) {
        return new Heard(block, life, truth, days * devices, by);
    }

    /** Of what came while it was learned; null where nothing did. */
    private static Figures before(List<Stretch> stretches) {
        List<Heard> heard = new ArrayList<>();
        IdentityHashMap<Heard, List<Story>> shown = new IdentityHashMap<>();
        for (Stretch s : stretches) {
            if (s.before == null) continue;
            Heard one = new Heard(s.block, s.life, s.before.truth, s.before.deviceDays, s.ranked);
            heard.add(one);
            shown.put(one, s.before.shown);
        }
        return heard.isEmpty() ? null : Scoring.asShipped(heard, shown::get);
    }

    /** @param growth of what was learned before */
    static Measured measure(
            Page.Part part, String run, String variant, String note, List<Stretch> stretches, List<Cost.Size> growth) {
        List<Heard> heard = new ArrayList<>();
        IdentityHashMap<Heard, List<Story>> shown = new IdentityHashMap<>();
        Calibration calibration = Calibration.NONE;
        double days = 0;
        long frames = 0;
        long observations = 0;
        double seconds = 0;
        Cost largest = stretches.getFirst().cost;
        for (Stretch stretch : stretches) {
            Heard one = stretch.heard(stretch.ranked);
            heard.add(one);
            shown.put(one, stretch.shown);
            calibration = calibration.plus(stretch.calibration);
            days += stretch.days;
            frames += stretch.cost.frames();
            observations += stretch.cost.observations();
            seconds += stretch.cost.cpuSeconds();
            if (stretch.cost.devices() > largest.devices()) largest = stretch.cost;
        }
        Map<String, List<Figures>> budgets = new LinkedHashMap<>();
        budgets.put(Measured.PRODUCT, Scoring.atBudgets(heard));
        for (String name : stretches.getFirst().rivals.keySet())
            budgets.put(
                    name,
                    Scoring.atBudgets(stretches.stream()
                            .map(s -> s.heard(s.rivals.get(name)))
                            .toList()));
        return new Measured(
                part,
                run,
                variant,
                note,
                stretches.size(),
                days,
                100 * Scoring.exposure(heard),
                Scoring.asShipped(heard, shown::get),
                before(stretches),
                budgets,
                calibration,
                new Cost(frames, observations, seconds, largest.stateBytes(), largest.devices(), List.copyOf(growth)));
    }
}
