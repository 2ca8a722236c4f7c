package dev.postern.life.device;

import dev.postern.life.Surprise;
import dev.postern.life.Surprise.Basis;
import dev.postern.life.Watch;
import dev.postern.life.Words;
import dev.postern.life.chance.Chance;
import dev.postern.life.chance.Law;
import dev.postern.life.habit.Trend;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.Message;
import java.util.List;

/** Puts into words that a set point is moved slowly while others set it as ever. */
final class Creeping {
    private Creeping() {}

    static Surprise surprise(Message message, String what, double value, Trend.Seen seen, int sisters, int along) {
        int minute = Watch.minute(message.stamp().atNanos());
        double days = Math.max(1, minute - seen.sinceMinute) / 1440.0;
        String here = sisters == 0 ? "" : " here and at " + Words.plural(sisters, "sister point");
        String kind = seen.byRecord
                ? seen.up ? "set higher than ever" : "set lower than ever"
                : (seen.up ? "raised by " : "lowered by ")
                        + Words.range(seen.least, 2 * seen.least, "").strip();
        String expected = what + " " + kind + " in " + Words.number(100 * seen.chance) + " % of changes" + here
                + ", between " + Words.range(seen.low, seen.high, "").strip();
        String said = what + " " + kind + " in " + seen.hits + " of " + Words.plural(seen.changes, "change")
                + " within " + Words.span(days) + ", now to " + Words.number(value);
        if (sisters > 0) said += "; " + (along == 0 ? "none" : along) + " of the sisters went along";
        double due = seen.chance * seen.changes;
        Explanation explanation = new Explanation(
                Math.max(0, Chance.countQuantile(0.05, due, due)),
                due,
                Chance.countQuantile(0.95, due, due),
                seen.hits,
                seen.byRecord ? "records" : "steps of this kind",
                seen.knownMinute * Watch.MINUTE_NANOS,
                seen.settings,
                sisters,
                along,
                List.of(),
                "normal if they were fewer, or the sisters went along");
        return Surprise.of(
                message,
                Channel.VALUE_CREEP,
                what,
                seen.p(),
                expected,
                said,
                explanation,
                List.of(message.stamp().ref()),
                Basis.of(Law.CREEP_AMID, seen.numbers()));
    }
}
