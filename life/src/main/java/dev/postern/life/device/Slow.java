package dev.postern.life.device;

import dev.postern.life.Surprise;
import dev.postern.life.Watch;
import dev.postern.life.Words;
import dev.postern.life.chance.Law;
import dev.postern.life.habit.Drift;
import dev.postern.life.habit.Phases;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.FrameRef;
import dev.postern.model.Stamp;
import java.util.List;

/** Words for what changed slowly and lasts. */
final class Slow {
    private Slow() {}

    static Surprise surprise(
            DeviceLife device, int meter, Drift.Step step, boolean hourly, Stamp stamp, List<FrameRef> frames) {
        String span = hourly ? "hour" : "day";
        String unit = DeviceLife.UNITS[meter].replace("a minute", "an hour");
        if (!hourly) unit = unit.replace("an hour", "a day");
        double low = step.usual(-1.645);
        double high = step.usual(1.645);
        String usual = Words.range(low, high, unit);
        double[] numbers = step.numbers();
        Explanation explanation = new Explanation(
                low,
                step.usual(0),
                high,
                step.seen(),
                unit,
                device.bornMinute * Watch.MINUTE_NANOS,
                step.steps(),
                0,
                0,
                List.of(),
                "normal if it stayed at " + usual);
        String seen = (step.upward() ? "more" : "less") + " than usual, " + span + " by " + span + " for "
                + Words.plural(step.lasted(), span) + ", lately " + Words.number(step.seen()) + " " + unit;
        return Surprise.ofDevice(
                        stamp,
                        device.address,
                        hourly ? Channel.DRIFT_HOUR : Channel.DRIFT_DAY,
                        unit,
                        Law.DRIFT.p(numbers),
                        usual,
                        seen,
                        explanation,
                        hourly ? 24 : 1,
                        frames)
                .because(Law.DRIFT, numbers);
    }

    static Surprise phase(DeviceLife device, Stamp stamp, List<FrameRef> frames) {
        Phases.Fresh fresh = device.fresh;
        double[] numbers = {fresh.kinds(), fresh.discount(), fresh.quarters(), 1, 1};
        String expected = "one of " + Words.plural(fresh.kinds(), "phase") + " of activity, known from "
                + Words.span(fresh.quarters() * Phases.QUARTER_MINUTES / 1440.0);
        long since = fresh.phase().sinceMinute() * Watch.MINUTE_NANOS;
        Explanation explanation = new Explanation(
                Double.NaN,
                Double.NaN,
                Double.NaN,
                fresh.phase().usual(0),
                "packets a minute",
                device.bornMinute * Watch.MINUTE_NANOS,
                Math.round(fresh.quarters()),
                0,
                0,
                List.of(),
                "normal in one of the phases of before");
        return Surprise.ofDevice(
                        stamp,
                        device.address,
                        Channel.PHASE_NEW,
                        "phase of activity",
                        Law.NEW_KIND.p(numbers),
                        expected,
                        "for " + Words.span((stamp.atNanos() - since) / 86_400e9) + " " + words(fresh.phase()),
                        explanation,
                        96,
                        frames)
                .because(Law.NEW_KIND, numbers);
    }

    private static String words(Phases.Phase phase) {
        return Words.number(phase.usual(0)) + " packets, " + Words.number(phase.usual(1)) + " times 64 bytes, "
                + Words.number(phase.usual(2)) + " peers and " + Words.number(phase.usual(3)) + " commands a minute";
    }
}
