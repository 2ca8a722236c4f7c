package dev.postern.life;

import dev.postern.life.chance.Law;
import dev.postern.life.habit.Drift;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.FrameRef;
import dev.postern.model.Stamp;
import dev.postern.model.Verb;
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
        return new Surprise(
                        stamp,
                        device.address,
                        null,
                        "",
                        "",
                        hourly ? Channel.DRIFT_HOUR : Channel.DRIFT_DAY,
                        Verb.OTHER,
                        unit,
                        Law.DRIFT.p(numbers),
                        usual,
                        seen,
                        explanation,
                        hourly ? 24 : 1,
                        1,
                        frames)
                .because(Law.DRIFT, numbers);
    }
}
