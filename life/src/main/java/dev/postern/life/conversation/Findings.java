package dev.postern.life.conversation;

import dev.postern.life.Group;
import dev.postern.life.Priors;
import dev.postern.life.Surprise;
import dev.postern.life.Watch;
import dev.postern.life.Words;
import dev.postern.life.chance.Law;
import dev.postern.life.habit.Cycle;
import dev.postern.life.habit.Hash;
import dev.postern.life.habit.Kinds;
import dev.postern.life.habit.Meter;
import dev.postern.life.habit.Sequence;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.FrameRef;
import dev.postern.model.Message;
import dev.postern.model.Stamp;
import dev.postern.model.Verb;
import java.util.List;
import java.util.Locale;

/** Puts what a conversation showed into words and numbers; only called when something is surprising. */
public final class Findings {
    /** A p-value from here on is not worth a word; it is counted in the census. */
    public static final double TOLD_P = 0.05;

    private static final double MINUTES_PER_DAY = 1440;
    private static final int NAMED_MAX = 4;

    private Findings() {}

    /** First message of a conversation nobody remembers: the devices judge it as a peer and a service. */
    static Surprise contact(ConversationLife life, Message message) {
        return novelty(life, message, Channel.NOVELTY_PEER, message.protocol(), 1, "", "", Explanation.NONE, 0);
    }

    static Surprise unit(ConversationLife life, Kinds units, Message message, double p) {
        return novelty(
                        life,
                        message,
                        Channel.NOVELTY_UNIT,
                        "unit " + life.key.unit(),
                        p,
                        "one of the " + Words.plural(units.size(), "unit") + " it has asked for",
                        "unit " + life.key.unit() + " for the first time",
                        explain(units, 0, 0, "one of the units it asked for before"),
                        perDay(units, message.stamp()))
                .because(Law.NEW_KIND, units.numbers(0, 1, 1));
    }

    /** @param habit whose operations it is held against, its own or those at another unit of the server */
    static Surprise operation(ConversationLife life, ConversationLife habit, Message message, double p, Priors priors) {
        Kinds kinds = habit.operations;
        String known = kinds == null ? "" : operations(habit);
        long group = Group.OPERATION.name(life.key.service());
        int ever = priors.keepersOf(Hash.of(group, ConversationLife.operationItem(message)));
        return novelty(
                        life,
                        message,
                        Channel.NOVELTY_OPERATION,
                        message.operation(),
                        p,
                        kinds == null ? "nothing known of it yet" : "one of its operations" + at(life, habit) + known,
                        (names(known, message.operation()) ? apart(message) : message.operation())
                                + " for the first time",
                        explain(kinds, priors.groupSize(group), ever, "one of the operations it used before"),
                        perDay(kinds, message.stamp()))
                .because(Law.NEW_KIND, numbers(kinds, priors, group, ConversationLife.operationItem(message)));
    }

    /** @param habit whose targets it is held against, its own or those at another unit of the server */
    static Surprise target(ConversationLife life, ConversationLife habit, Message message, double p, Priors priors) {
        Kinds kinds = habit.targets;
        long group = Group.TARGET.name(life.key.service());
        int ever = priors.keepersOf(Hash.of(group, ConversationLife.targetItem(message)));
        int known = kinds == null ? 0 : kinds.size();
        return novelty(
                        life,
                        message,
                        ConversationLife.targetChannel(message),
                        message.target(),
                        p,
                        "one of the " + Words.plural(known, "target") + " it has asked for" + unit(life, habit),
                        Words.deed(message.operation(), message.target()) + " for the first time",
                        explain(kinds, priors.groupSize(group), ever, "one of the targets it asked for before"),
                        perDay(kinds, message.stamp()))
                .because(Law.NEW_KIND, numbers(kinds, priors, group, ConversationLife.targetItem(message)));
    }

    private static String at(ConversationLife life, ConversationLife habit) {
        return unit(life, habit) + ": ";
    }

    private static String unit(ConversationLife life, ConversationLife habit) {
        return habit == life ? "" : " at unit " + habit.key.unit();
    }

    private static boolean names(String known, String operation) {
        return (", " + known + ", ").contains(", " + operation + ", ");
    }

    /** The same word for something else, as to read who a device is where its values are read: what it is about tells them apart, or what it does. */
    private static String apart(Message message) {
        return message.target().isEmpty()
                ? message.operation() + " ("
                        + message.verb().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")"
                : Words.deed(message.operation(), message.target());
    }

    private static double[] numbers(Kinds kinds, Priors priors, long group, long item) {
        double mass = priors.mass(group, Hash.of(group, item));
        return kinds == null ? Kinds.numbersOfNone(mass, 1) : kinds.numbers(0, mass, 1);
    }

    private static String operations(ConversationLife life) {
        StringBuilder words = new StringBuilder();
        int named = 0;
        for (Symbol symbol : life.symbols) {
            if (!symbol.everAsked() || words.indexOf(symbol.operation) >= 0) continue;
            if (++named > NAMED_MAX) return words.append(" ...").toString();
            if (named > 1) words.append(", ");
            words.append(symbol.operation);
        }
        return words.toString();
    }

    private static Explanation explain(Kinds kinds, int groupSize, int groupEver, String counterfactual) {
        long samples = kinds == null ? 0 : Math.round(kinds.total());
        long since = kinds == null ? 0 : kinds.sinceMinute() * Watch.MINUTE_NANOS;
        return Explanation.firstTime(since, samples, groupSize, groupEver, "normal if it were " + counterfactual);
    }

    /** Item-minutes a day. */
    public static double perDay(Kinds kinds, Stamp stamp) {
        if (kinds == null || kinds.size() == 0) return 1;
        double minutes = Math.max(60, Watch.minute(stamp.atNanos()) - kinds.sinceMinute() + 1);
        return Math.max(1, kinds.total() / minutes * MINUTES_PER_DAY);
    }

    private static Surprise novelty(
            ConversationLife life,
            Message message,
            Channel channel,
            String what,
            double p,
            String expected,
            String seen,
            Explanation explanation,
            double perDay) {
        return surprise(
                life,
                message.stamp(),
                channel,
                message.verb(),
                what,
                p,
                expected,
                seen,
                explanation,
                perDay,
                List.of(message.stamp().ref()));
    }

    /** What one conversation showed, one test. */
    static Surprise surprise(
            ConversationLife life,
            Stamp stamp,
            Channel channel,
            Verb verb,
            String what,
            double p,
            String expected,
            String seen,
            Explanation explanation,
            double perDay,
            List<FrameRef> evidence) {
        return new Surprise(
                stamp,
                life.key.client(),
                life.key.server(),
                life.key.service(),
                life.key.unit(),
                channel,
                verb,
                what,
                p,
                expected,
                seen,
                explanation,
                perDay,
                1,
                evidence);
    }

    static Surprise count(ConversationLife life, Channel channel, Meter meter, String unit, Stamp stamp) {
        Meter.Usual range = meter.usual();
        String usual = Words.range(range.low(), range.high(), unit);
        return window(
                        life,
                        channel,
                        Verb.OTHER,
                        unit,
                        meter.p(),
                        usual,
                        Words.number(meter.seen()) + " " + unit,
                        meter.explanation(range, unit, life.bornMinute * Watch.MINUTE_NANOS, "normal at " + usual),
                        stamp)
                .because(meter.law(), meter.numbers());
    }

    static Surprise cycle(
            ConversationLife life, Channel channel, Symbol symbol, Cycle.Window seen, double p, Stamp stamp) {
        Cycle cycle = symbol.cycle;
        double period = cycle.periodNanos();
        double margin = 2 * cycle.scale();
        String every = "every " + Words.duration(period) + ", " + Words.number(100 * margin) + " % more or less";
        String words = symbol.words();
        return switch (channel) {
            case CYCLE_PERIOD ->
                window(
                        life,
                        channel,
                        symbol.verb,
                        words,
                        p,
                        words + " " + every,
                        "every " + Words.duration(seen.periodNanos),
                        rhythm(cycle, period * (1 - margin), period, period * (1 + margin), seen.periodNanos, "ns"),
                        stamp);
            case CYCLE_MISSED -> {
                double usual = cycle.missedRate() * seen.missedOf;
                yield window(
                        life,
                        channel,
                        symbol.verb,
                        words,
                        p,
                        words + " " + every + ", " + Words.number(seen.missedOf) + " a minute",
                        Words.number(seen.missed) + " of " + Words.number(seen.missedOf) + " did not come",
                        rhythm(cycle, 0, usual, Math.ceil(3 * usual), seen.missed, "missed a minute"),
                        stamp);
            }
            default -> {
                double usual = cycle.extraRate() * seen.polls;
                yield window(
                        life,
                        channel,
                        symbol.verb,
                        words,
                        p,
                        words + " " + every,
                        Words.number(seen.extra) + " between the regular ones",
                        rhythm(cycle, 0, usual, Math.ceil(3 * usual), seen.extra, "extra a minute"),
                        stamp);
            }
        };
    }

    static Surprise order(ConversationLife life, double p, Stamp stamp) {
        Sequence sequence = life.sequence;
        String unit = "bits a message over " + Sequence.BLOCK + " messages";
        String range = Words.range(sequence.low(), sequence.high(), unit);
        Symbol strangest = life.strangest;
        String what = strangest == null ? "" : strangest.words();
        Explanation explanation = new Explanation(
                sequence.low(),
                (sequence.low() + sequence.high()) / 2,
                sequence.high(),
                sequence.seen(),
                unit,
                life.bornMinute * Watch.MINUTE_NANOS,
                sequence.samples(),
                0,
                0,
                List.of(),
                "normal at " + range);
        return window(
                life,
                Channel.SEQUENCE_ORDER,
                strangest == null ? Verb.OTHER : strangest.verb,
                what,
                p,
                "messages in the order of before: " + range,
                Words.number(sequence.seen()) + " " + unit + (what.isEmpty() ? "" : ", least expected: " + what),
                explanation,
                stamp);
    }

    private static Explanation rhythm(Cycle cycle, double low, double middle, double high, double seen, String unit) {
        return new Explanation(
                low,
                middle,
                high,
                seen,
                unit,
                cycle.sinceNanos(),
                cycle.polls(),
                0,
                0,
                List.of(),
                "normal every " + Words.duration(cycle.periodNanos()));
    }

    /** Of a minute that ended. */
    static Surprise window(
            ConversationLife life,
            Channel channel,
            Verb verb,
            String what,
            double p,
            String expected,
            String seen,
            Explanation explanation,
            Stamp stamp) {
        return surprise(
                life, stamp, channel, verb, what, p, expected, seen, explanation, MINUTES_PER_DAY, life.evidence());
    }
}
