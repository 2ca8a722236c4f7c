package dev.postern.life.conversation;

import dev.postern.life.Surprise;
import dev.postern.life.Watch;
import dev.postern.life.Words;
import dev.postern.life.chance.Law;
import dev.postern.life.habit.Echo;
import dev.postern.life.habit.Heeded;
import dev.postern.life.habit.Numbering;
import dev.postern.life.habit.Pairs;
import dev.postern.life.habit.Points;
import dev.postern.life.habit.Walk;
import dev.postern.life.habit.Writes;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.FrameRef;
import dev.postern.model.Message;
import dev.postern.model.Stamp;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.List;

/** Puts what a value showed into words and numbers; only called when something is surprising. */
final class ValueFindings {
    private static final double MINUTES_PER_DAY = 1440;

    private ValueFindings() {}

    /** Where the client asks, the values are those of the server; where nobody asks, as in a publication or a cyclic exchange, they may be its own. */
    private static Verb told(ConversationLife life) {
        for (Symbol symbol : life.symbols) if (symbol.verb == Verb.READ) return Verb.READ;
        return Verb.REPORT;
    }

    static Surprise write(
            ConversationLife life, Message message, String what, double value, Writes.Seen seen, double p, Writes all) {
        String range = Words.range(seen.low, seen.high, "").strip();
        String expected = what + " set to " + range + ", known from " + Words.plural(seen.known, "occasion");
        String said = what + " set to " + Words.number(value);
        return Findings.surprise(
                life,
                message.stamp(),
                Channel.VALUE_WRITE,
                message.verb(),
                what,
                p,
                expected,
                said,
                explain(
                        seen.low,
                        seen.high,
                        value,
                        "value written",
                        seen.sinceMinute,
                        seen.known,
                        "normal at " + range),
                Math.max(1, all.perDay(Watch.minute(message.stamp().atNanos()))),
                List.of(message.stamp().ref()));
    }

    static Surprise unheeded(ConversationLife life, Message message, String what, Heeded.Written point, Heeded all) {
        String expected = what + " reads as written, or moves there, within " + Words.plural(point.mostReads, "read")
                + ", as after " + Words.plural(point.heeded, "write");
        String said = Words.number(point.written) + " was written and confirmed, and " + what + " goes on reading "
                + Words.number(point.before) + " after " + Words.plural(point.reads, "read");
        if (point.inARow > 1) said += ", the " + Words.number(point.inARow) + "th write in a row";
        return Findings.surprise(
                        life,
                        message.stamp(),
                        Channel.VALUE_UNHEEDED,
                        Verb.WRITE,
                        what,
                        all.p(),
                        expected,
                        said,
                        explain(
                                point.written,
                                point.written,
                                point.before,
                                "value read after the write",
                                point.bornMinute,
                                point.heeded,
                                "normal if it read " + Words.number(point.written)),
                        MINUTES_PER_DAY,
                        List.of(point.frame, message.stamp().ref()))
                .because(Law.UNHEEDED, all.numbers());
    }

    static Surprise unrelated(ConversationLife life, Pairs.Lost lost, Stamp stamp) {
        double low = lost.expected() - lost.margin();
        double high = lost.expected() + lost.margin();
        String range = Words.range(low, high, "").strip();
        return Findings.surprise(
                        life,
                        stamp,
                        Channel.VALUE_PAIR,
                        told(life),
                        lost.point() + " with " + lost.other(),
                        lost.p(),
                        lost.point() + " at " + range + " while " + lost.other() + " is at "
                                + Words.number(lost.otherSeen()) + ": a correlation of " + Words.number(lost.r())
                                + " in " + Words.plural(lost.minutes(), "minute"),
                        lost.point() + " at " + Words.number(lost.seen()) + ", and off for half an hour",
                        new Explanation(
                                low,
                                lost.expected(),
                                high,
                                lost.seen(),
                                "value",
                                life.bornMinute * Watch.MINUTE_NANOS,
                                lost.minutes(),
                                0,
                                0,
                                List.of(),
                                "normal at " + range),
                        MINUTES_PER_DAY,
                        life.evidence())
                .because(Law.RECORD, lost.numbers());
    }

    static Surprise walk(ConversationLife life, Message message, String what, Walk.Seen seen) {
        String range = Words.range(seen.low, seen.high, "").strip();
        return Findings.surprise(
                life,
                message.stamp(),
                Channel.VALUE_WALK,
                told(life),
                what,
                seen.p,
                what + " at " + range + " in the mean of a week, as in its first quarter of a year",
                what + " at " + Words.number(seen.week) + " in the mean of the last week, at "
                        + Words.number(seen.quarter) + " in that of 90 days; no sister goes the same way",
                explain(
                        seen.low,
                        seen.high,
                        seen.week,
                        "mean of a week",
                        life.bornMinute,
                        seen.weeks,
                        "normal at " + range),
                1.0 / Walk.PERIOD_DAYS,
                List.of(message.stamp().ref()));
    }

    static Surprise numbering(ConversationLife life, Message message, Numbering numbering, double p) {
        String usual = Words.number(numbering.usual());
        String kind = numbering.repeated() ? " repeated" : " out of order";
        String what = message.target().isEmpty() ? message.operation() : message.target();
        return Findings.surprise(
                life,
                message.stamp(),
                Channel.VALUE_NUMBERING,
                message.verb(),
                what,
                p,
                "numbers of " + what + " one after the other; " + usual + " of " + Numbering.SPAN + kind,
                numbering.seen() + " of the last " + Numbering.SPAN + kind + ": " + numbering.words(),
                explain(
                        0,
                        Math.ceil(numbering.usual()),
                        numbering.seen(),
                        "of " + Numbering.SPAN + " numbers" + kind,
                        numbering.sinceMinute(),
                        numbering.samples(),
                        "normal one after the other"),
                MINUTES_PER_DAY,
                numbering.frames());
    }

    static Surprise point(ConversationLife life, Channel channel, Points.Hit hit, double p, Stamp stamp) {
        String expected = switch (channel) {
            case VALUE_LEVEL ->
                hit.codes < 8 && hit.low == hit.high
                        ? hit.words + " at " + Words.number(hit.low)
                        : hit.words + " between " + Words.number(hit.low) + " and " + Words.number(hit.high);
            case VALUE_STEP ->
                hit.counter
                        ? hit.words + " only rises"
                        : hit.words + " moves by " + Words.number(hit.high) + " at most";
            default -> hit.words + " moves at least every " + Words.plural(Math.max(1, hit.high), "minute");
        };
        String seen = switch (channel) {
            case VALUE_LEVEL -> hit.words + " at " + Words.number(hit.seen) + ", before at " + Words.number(hit.before);
            case VALUE_STEP -> hit.words + " moved by " + Words.number(hit.seen) + ", from " + Words.number(hit.before);
            default -> hit.words + " at " + Words.number(hit.before) + " for " + Words.plural(hit.seen, "minute");
        };
        String unit = channel == Channel.VALUE_STILL ? "minutes without a move" : "value";
        List<FrameRef> evidence = new ArrayList<>(life.evidence());
        // A point that stands still may not have been heard in this window.
        if (hit.frame != null && !evidence.contains(hit.frame)) evidence.add(hit.frame);
        evidence.sort(null);
        Surprise told = Findings.surprise(
                life,
                stamp,
                channel,
                told(life),
                hit.words,
                p,
                expected,
                seen,
                explain(hit.low, hit.high, hit.seen, unit, hit.sinceMinute, hit.minutes, "normal if " + expected),
                MINUTES_PER_DAY,
                List.copyOf(evidence));
        // In a cyclic exchange both ends tell values of their own.
        return hit.serversOwn ? told.ofTheOtherEnd() : told;
    }

    static Surprise replay(ConversationLife life, Symbol symbol, double p, Stamp stamp) {
        Echo echo = symbol.echo;
        String of = " of " + Echo.of() + " marked stretches";
        String expected = symbol.words() + " is noisy: " + Words.number(echo.usual()) + of + " were there before";
        return Findings.surprise(
                life,
                stamp,
                Channel.VALUE_REPLAY,
                told(life),
                symbol.words(),
                p,
                expected,
                "the same sequence of values again: " + echo.seen() + of,
                explain(
                        0,
                        Math.ceil(echo.usual()),
                        echo.seen(),
                        "repeated" + of,
                        life.bornMinute,
                        echo.samples(),
                        "normal if it did not repeat"),
                MINUTES_PER_DAY,
                life.evidence());
    }

    private static Explanation explain(
            double low, double high, double seen, String unit, int sinceMinute, long samples, String counterfactual) {
        return new Explanation(
                low,
                (low + high) / 2,
                high,
                seen,
                unit,
                sinceMinute * Watch.MINUTE_NANOS,
                samples,
                0,
                0,
                List.of(),
                counterfactual);
    }
}
