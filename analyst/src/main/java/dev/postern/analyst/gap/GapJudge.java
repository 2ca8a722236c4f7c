package dev.postern.analyst.gap;

import dev.postern.analyst.inventory.Conduits;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.situation.Context;
import dev.postern.model.GapReport;
import dev.postern.model.GapReport.Attempt;
import dev.postern.model.GapReport.Inference;
import dev.postern.model.GapReport.Path;
import dev.postern.model.GapReport.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Says how far the gap holds, from what the other classes counted. Costs what is known, so it is asked once a day and when somebody looks. What
 * was seen to pass both ways is a fact, whatever else was missed; that nothing passed is only as sure as the view was wide and long.
 */
public final class GapJudge {
    private static final int PATHS_MAX = 500;
    private static final int INFERENCES_MAX = 500;
    private static final int CROSSINGS_MAX = 1_024;
    /** After so long a view nothing that comes weekly was missed. */
    private static final long LONG_NANOS = 7 * Settings.DAY_NANOS;

    private static final double SURE_MAX = 0.95;
    private static final double DOUBT_MIN = 0.5;
    /** Less sure than this, after some four hours of a full view, it is better not said. */
    private static final double HOLDS_MIN = 0.15;

    private final Context context;
    private final long sinceNanos;
    private final long nowNanos;
    private final Ways ways;

    public GapJudge(Context context, Conduits conduits, Gap gap, long sinceNanos, long nowNanos) {
        this.context = context;
        this.sinceNanos = sinceNanos;
        this.nowNanos = nowNanos;
        ways = new Ways(context, conduits, gap, nowNanos);
    }

    public GapReport report(Gap gap, Visibility visibility, Conduits conduits) {
        List<Inference> inferences = inferences(gap);
        long watched = visibility.watchedNanos(sinceNanos, nowNanos);
        CoverageFigures coverage = new CoverageFigures(visibility, context, watched);
        Verdict verdict = verdict(inferences, coverage, watched);
        return new GapReport(
                sinceNanos,
                nowNanos,
                verdict.state,
                verdict.sinceNanos,
                verdict.sentence,
                verdict.confidence,
                verdict.why,
                first(ways.paths(), PATHS_MAX),
                ways.attempts(),
                ways.attemptsLeftOut(),
                inferences,
                coverage.zones(),
                coverage.spots(),
                first(conduits.crossings(context.inventory()), CROSSINGS_MAX));
    }

    private static <T> List<T> first(List<T> all, int most) {
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }

    private List<Inference> inferences(Gap gap) {
        List<Inference> all = new ArrayList<>(gap.inferences(context, sinceNanos, nowNanos));
        all.addAll(context.suspicions().inferences());
        all.addAll(Visitors.inferences(context));
        all.sort(Comparator.comparing(Inference::outward)
                .thenComparingDouble(Inference::confidence)
                .reversed()
                .thenComparingLong(Inference::firstNanos)
                .thenComparing(Inference::sentence));
        return first(all, INFERENCES_MAX);
    }

    private record Verdict(State state, long sinceNanos, String sentence, double confidence, String why) {}

    private Verdict verdict(List<Inference> inferences, CoverageFigures coverage, long watched) {
        if (!ways.open().isEmpty()) return open(ways.open());
        double wide = coverage.seen();
        double longEnough = Math.min(1, Math.sqrt((double) watched / LONG_NANOS));
        double sure = Math.min(SURE_MAX, wide * longEnough);
        String why = CoverageFigures.percent(wide) + " of what the devices heard do is seen, for " + Words.span(watched)
                + (longEnough < 1
                        ? "; so short a time counts " + CoverageFigures.percent(longEnough) + ", a week counts in full."
                        : ", which is long enough.");
        Verdict doubt = doubt(inferences, sure, why);
        if (doubt != null) return doubt;
        long since = lastWayNanos();
        if (sure < HOLDS_MIN)
            return new Verdict(
                    State.UNKNOWN,
                    sinceNanos,
                    "Too little was seen to say whether the gap holds: "
                            + (wide < longEnough ? CoverageFigures.percent(wide) + " of it, " : "")
                            + "watched for " + Words.span(watched) + (ways.tries() > 0 ? "; " + tried() : ".")
                            + (ways.paths().isEmpty() ? "" : " A way was last used at " + Words.moment(since) + "."),
                    sure,
                    why);
        return new Verdict(
                State.HOLDS,
                since,
                "The gap holds by what was seen since " + Words.moment(since) + ": nothing passed"
                        + (ways.tries() > 0 ? ", though " + tried() : ".")
                        + (ways.paths().isEmpty() ? "" : " Until then there was a way."),
                sure,
                why);
    }

    /** Null where nothing points to a way. */
    private Verdict doubt(List<Inference> inferences, double sure, String why) {
        List<Path> current = ways.paths().stream().filter(Path::current).toList();
        List<Path> both = current.stream().filter(Path::answered).toList();
        if (!both.isEmpty())
            return new Verdict(
                    State.DOUBTFUL,
                    both.stream().mapToLong(Path::firstNanos).min().orElse(nowNanos),
                    "Only " + Words.count(hosts(both), "office host")
                            + " reached the outside, and from there no way to a controller was seen;"
                            + " whether the gap holds depends on what parts the office from the plant.",
                    sure,
                    why);
        if (!current.isEmpty())
            return new Verdict(
                    State.DOUBTFUL,
                    current.getFirst().firstNanos(),
                    "The gap is in doubt: packets from outside came in, though none was seen to go back. "
                            + current.getFirst().sentence(),
                    current.getFirst().confidence(),
                    "Only one direction was seen: a mirror that shows half, or a device with a wrong address, would explain it.");
        for (Inference i : inferences)
            if (i.outward() && i.confidence() >= DOUBT_MIN && nowNanos - i.lastNanos() <= Ways.CURRENT_NANOS)
                return new Verdict(
                        State.DOUBTFUL,
                        i.firstNanos(),
                        "The gap is in doubt: nothing was seen to pass, but " + lowerThe(i.sentence()),
                        i.confidence(),
                        i.reason());
        return null;
    }

    private static String lowerThe(String sentence) {
        return sentence.startsWith("Several ") || sentence.startsWith("A ") || sentence.startsWith("The ")
                ? Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1)
                : sentence;
    }

    private String tried() {
        long hosts = ways.attempts().stream().map(Attempt::host).distinct().count();
        return Words.count(hosts, "device") + " asked for the outside " + Words.count(ways.tries(), "time") + ".";
    }

    /** When the last way was used that is none any more, or the beginning. */
    private long lastWayNanos() {
        return ways.paths().stream().mapToLong(Path::lastNanos).max().orElse(sinceNanos);
    }

    private static long hosts(List<Path> paths) {
        return paths.stream().map(Path::host).distinct().count();
    }

    private static Verdict open(List<Path> open) {
        Path worst = open.getFirst();
        long others = hosts(open) - 1;
        return new Verdict(
                State.OPEN,
                open.stream().mapToLong(Path::firstNanos).min().orElse(worst.firstNanos()),
                "The gap is open: " + worst.sentence()
                        + (others > 0
                                ? " " + others + " more " + (others == 1 ? "host has" : "hosts have") + " a way out."
                                : ""),
                open.stream().mapToDouble(Path::confidence).max().orElse(worst.confidence()),
                "Packets were seen both ways; frames are named.");
    }
}
