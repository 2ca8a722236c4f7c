package dev.postern.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Turns what was said and what was true into figures. Counted are stories, never packets, and nothing is adjusted after the fact: an attack is
 * found when an alarm of a story that is shown lies within its window; a story none of whose alarms touches any attack is false.
 *
 * <p>A budget is a number of false stories. The loudness is chosen for each detector alike, after the fact, so that most is found within the budget: what
 * comes out is what a detector could do if somebody knew how to set it. There a story must also have at least half of its alarms within attacks, else
 * it finds none and is false: without that, a random score that never falls silent finds everything in one story.
 */
public final class Scoring {
    /** False incidents a day for 100 devices. */
    public static final List<Double> BUDGETS = List.of(0.1, 1.0, 10.0);

    private static final double DEVICES = 100;
    /** As long after the first harmful write as somebody may be told at the latest. */
    static final double SOON_SECONDS = 5;

    /** Each loudness that is tried shows at least this many times more than the one before. */
    private static final double STEP = 1.05;
    /** Behind the title of what is shown for what it is and is no incident. */
    private static final String NOTICE = " (a notice that is never hidden)";

    private Scoring() {}

    /** At one of the {@link #BUDGETS}, for each. */
    public static List<Figures> atBudgets(List<Heard> heard) {
        List<Figures> all = new ArrayList<>();
        for (double budget : BUDGETS) {
            double least = loudness(heard, budget * exposure(heard));
            all.add(figures(
                    String.valueOf(budget),
                    heard,
                    Truth.Rule.MOST,
                    one -> one.ranking().shown(least)));
        }
        return all;
    }

    /** Days times hundreds of devices, of each life once. */
    public static double exposure(List<Heard> heard) {
        Map<String, Double> lives = new TreeMap<>();
        for (Heard one : heard) lives.merge(one.life(), one.deviceDays(), Math::max);
        return lives.values().stream().mapToDouble(Double::doubleValue).sum() / DEVICES;
    }

    /** What makes two false stories the same one, told again with the same life. */
    private record Falsehood(String life, String title, long atNanos) {
        static Falsehood of(Heard heard, Story story) {
            return new Falsehood(
                    heard.life(), story.title(), story.alarms().getFirst().atNanos());
        }
    }

    /**
     * The score down to which most attacks are found while no more than {@code allowed} false stories are shown; of several the lowest. Lower is not
     * always more: what is shown of a story only because it is never hidden may tell of an attack, and the whole of it of anything.
     */
    private static double loudness(List<Heard> heard, double allowed) {
        double[] scores = heard.stream()
                .flatMapToDouble(one -> Arrays.stream(one.ranking().scores()))
                .sorted()
                .toArray();
        double least = Double.POSITIVE_INFINITY;
        double last = Double.POSITIVE_INFINITY;
        int most = tried(heard, least).found;
        for (double place = 1; place <= scores.length; place = Math.max(place + 1, place * STEP)) {
            double score = scores[scores.length - (int) place];
            if (score == last) continue;
            last = score;
            // Equal scores are shown together, so this tries the whole of a tie.
            Tried tried = tried(heard, score);
            if (tried.falseStories > allowed) break;
            if (tried.found < most) continue;
            most = tried.found;
            least = score;
        }
        return least;
    }

    /** What one loudness gives. */
    private record Tried(int falseStories, int found) {}

    private static Tried tried(List<Heard> heard, double least) {
        Set<Falsehood> distinct = new HashSet<>();
        int found = 0;
        for (Heard one : heard) {
            List<Story> finding = new ArrayList<>();
            for (Story story : one.ranking().shown(least)) {
                Truth.Meaning meaning = one.truth().meaning(story, Truth.Rule.MOST);
                if (meaning == Truth.Meaning.NOTHING) distinct.add(Falsehood.of(one, story));
                if (meaning == Truth.Meaning.ATTACK) finding.add(story);
            }
            for (Attack attack : one.truth().attacks()) if (attack.counted() && isFound(attack, finding)) found++;
        }
        return new Tried(distinct.size(), found);
    }

    private static boolean isFound(Attack attack, List<Story> finding) {
        if (finding.isEmpty()) return false;
        Windows windows = Windows.of(attack.windows());
        return finding.stream().anyMatch(story -> told(story, windows) != Long.MAX_VALUE);
    }

    /** When the first alarm of the story within the windows was shown, or {@link Long#MAX_VALUE}. */
    private static long told(Story story, Windows windows) {
        long first = Long.MAX_VALUE;
        for (Alarm alarm : story.alarms()) if (windows.cover(alarm)) first = Math.min(first, alarm.toldNanos());
        return first;
    }

    /** @param shown what a detector shows of each stretch by itself; judged by the rule of plans */
    public static Figures asShipped(List<Heard> heard, Function<Heard, List<Story>> shown) {
        return figures("as shipped", heard, Truth.Rule.ANY, shown);
    }

    private static Figures figures(
            String view, List<Heard> heard, Truth.Rule rule, Function<Heard, List<Story>> shown) {
        Count count = new Count();
        for (Heard one : heard) count.add(one, shown.apply(one), rule);
        return count.figures(view, exposure(heard));
    }

    private static final class Count {
        private final List<String> names = new ArrayList<>();
        private final List<String> blocks = new ArrayList<>();
        private final List<Boolean> outcomes = new ArrayList<>();
        private final List<Double> seconds = new ArrayList<>();
        private final List<Double> ranks = new ArrayList<>();
        private final Map<String, Figures.Tally> kinds = new TreeMap<>();
        private final Twins twins = new Twins();
        private final List<String> foundBy = new ArrayList<>();
        private final List<String> missed = new ArrayList<>();
        private final List<String> falseTitles = new ArrayList<>();
        private final List<String> harmlessTitles = new ArrayList<>();
        private final Set<Falsehood> distinct = new HashSet<>();
        private int stories;
        private int traceless;
        private int harmless;
        private int harmlessNotices;
        private int falseNotices;
        private int found;
        private int byNotice;
        private int beforeHarm;
        private int harmful;
        private final List<Double> harmSeconds = new ArrayList<>();
        private int right;
        private int rightKnown;
        private final int[] named = new int[3];
        private final int[] known = new int[3];
        private int attackerBlamed;
        private int victimBlamed;

        void add(Heard heard, List<Story> shown, Truth.Rule rule) {
            List<Double> besides = new ArrayList<>();
            List<Story> finding = new ArrayList<>();
            for (Story story : shown) {
                stories++;
                Truth.Meaning meaning = heard.truth().meaning(story, rule);
                switch (meaning) {
                    case ATTACK -> finding.add(story);
                    case TRACELESS_ATTACK -> traceless++;
                    case HARMLESS_EVENT -> {
                        harmless++;
                        if (!story.incident()) harmlessNotices++;
                        harmlessTitles.add(heard.block() + ": " + story.title() + (story.incident() ? "" : NOTICE));
                    }
                    case NOTHING -> {
                        if (!distinct.add(Falsehood.of(heard, story))) break;
                        if (!story.incident()) falseNotices++;
                        falseTitles.add(story.title() + (story.incident() ? "" : NOTICE));
                    }
                }
                if (meaning == Truth.Meaning.HARMLESS_EVENT || meaning == Truth.Meaning.NOTHING)
                    besides.add(story.score());
            }
            twins.add(heard.truth(), shown);
            for (Attack attack : heard.truth().attacks()) if (attack.counted()) attack(heard, attack, finding, besides);
        }

        private void attack(Heard heard, Attack attack, List<Story> finding, List<Double> besides) {
            long first = Long.MAX_VALUE;
            Story best = null;
            boolean incident = false;
            Windows windows = Windows.of(attack.windows());
            for (Story story : finding) {
                long told = told(story, windows);
                if (told == Long.MAX_VALUE) continue;
                first = Math.min(first, told);
                incident |= story.incident();
                if (best == null || story.score() > best.score()) best = story;
            }
            String name = heard.block() + ": " + attack.name();
            names.add(name);
            blocks.add(attack.block());
            outcomes.add(best != null);
            Twins.count(kinds, attack.kind(), best != null);
            boolean harms = attack.harmNanos() != Long.MAX_VALUE;
            if (harms) harmful++;
            if (best == null) {
                missed.add(name);
                return;
            }
            found++;
            if (!incident) byNotice++;
            double detect = Math.max(0, first - attack.startNanos()) / 1e9;
            double harm = harms ? Math.max(0, first - attack.harmNanos()) / 1e9 : 0;
            List<String> taken = taken(attack, best);
            victimBlamed += taken.isEmpty() ? 0 : 1;
            String late = harm > SOON_SECONDS ? ", " + Report.duration(harm) + " after the first harmful write" : "";
            String also = taken.isEmpty() ? "" : "; taken for ones who did it as well: " + String.join(", ", taken);
            foundBy.add(name + ": " + best.title() + "; told after " + Report.duration(detect) + late + also);
            if (harms && first < attack.harmNanos()) beforeHarm++;
            if (harms) harmSeconds.add(harm);
            seconds.add(detect);
            double score = best.score();
            ranks.add(1.0 + besides.stream().filter(other -> other > score).count());
            names(0, attack.attackers(), best.devices());
            names(1, attack.victims(), best.devices());
            names(2, attack.techniques(), best.techniques());
            if (!Collections.disjoint(attack.attackers(), best.sources())) attackerBlamed++;
            if (attack.techniques().isEmpty()
                    || attack.attackers().isEmpty() && attack.victims().isEmpty()) return;
            rightKnown++;
            boolean device = !Collections.disjoint(attack.attackers(), best.devices())
                    || !Collections.disjoint(attack.victims(), best.devices());
            if (device && !Collections.disjoint(attack.techniques(), best.techniques())) right++;
        }

        /** Victims that are no attackers, and that the story says did it or passed it on. */
        private static List<String> taken(Attack attack, Story best) {
            return attack.victims().stream()
                    .filter(victim -> best.sources().contains(victim))
                    .filter(victim -> !attack.attackers().contains(victim))
                    .sorted()
                    .toList();
        }

        private void names(int what, Set<String> right, Set<String> said) {
            if (right.isEmpty()) return;
            known[what]++;
            if (!Collections.disjoint(right, said)) named[what]++;
        }

        Figures figures(String view, double exposure) {
            boolean[] each = new boolean[outcomes.size()];
            for (int i = 0; i < each.length; i++) each[i] = outcomes.get(i);
            Chance.Interval share = Chance.ofMean(blocks, i -> each[i] ? 1 : 0);
            int incidents = falseTitles.size() - falseNotices;
            Chance.Interval count = Chance.ofCount(incidents);
            return new Figures(
                    view,
                    each.length,
                    found,
                    byNotice,
                    share.low(),
                    share.high(),
                    stories,
                    traceless,
                    harmless,
                    harmlessNotices,
                    falseTitles.size(),
                    falseNotices,
                    incidents / exposure,
                    count.low() / exposure,
                    count.high() / exposure,
                    Chance.quantile(doubles(seconds), 0.5),
                    Chance.quantile(doubles(seconds), 0.9),
                    beforeHarm,
                    harmful,
                    (int) harmSeconds.stream()
                            .filter(after -> after <= SOON_SECONDS)
                            .count(),
                    median(harmSeconds, harmful),
                    Chance.quantile(doubles(harmSeconds), 0.9),
                    Chance.quantile(doubles(ranks), 0.5),
                    named[0],
                    known[0],
                    attackerBlamed,
                    named[1],
                    known[1],
                    victimBlamed,
                    named[2],
                    known[2],
                    right,
                    rightKnown,
                    kinds,
                    twins.raised,
                    twins.joined,
                    twins.told,
                    foundBy,
                    missed,
                    falseTitles,
                    harmlessTitles,
                    new Figures.Outcomes(names, blocks, each));
        }

        /** @return not a number where less than half of {@code all} have one */
        private static double median(List<Double> seconds, int all) {
            List<Double> sorted = seconds.stream().sorted().toList();
            int middle = (all - 1) / 2;
            return middle >= 0 && middle < sorted.size() ? sorted.get(middle) : Double.NaN;
        }

        private static double[] doubles(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    /**
     * How much more one detector found than another, on the same attacks.
     *
     * @param low of the 95 % interval; above 0 it is a win
     */
    public record Lead(double difference, double low, double high) {}

    public static Lead lead(Figures one, Figures other) {
        boolean[] a = one.outcomes().found();
        boolean[] b = other.outcomes().found();
        Chance.Interval interval = Chance.ofMean(one.outcomes().blocks(), i -> (a[i] ? 1 : 0) - (b[i] ? 1 : 0));
        return new Lead(one.share() - other.share(), interval.low(), interval.high());
    }
}
