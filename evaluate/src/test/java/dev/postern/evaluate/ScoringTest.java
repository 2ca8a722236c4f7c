package dev.postern.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.postern.model.Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Seconds are data here: attacks at 100 to 110 and at 500 to 510, a harmless event at 300 to 310. */
class ScoringTest {
    private static final long S = 1_000_000_000L;
    private static final Truth TRUTH = new Truth(
            List.of(attack("scan", 100, 110, true), attack("write", 500, 510, true), attack("unseen", 700, 710, false)),
            List.of(new Span("vendor", 300 * S, 310 * S)),
            List.of(new Span("", 0, 90 * S)));

    private static Attack attack(String name, long from, long until, boolean counted) {
        return new Attack(
                name,
                name,
                name,
                from * S,
                List.of(new Span("", (from - 5) * S, until * S)),
                counted,
                Set.of("T0846"),
                Set.of("10.0.0.66"),
                Set.of("10.0.0.1"),
                name.equals("write") ? 505 * S : Long.MAX_VALUE);
    }

    private static Story story(String title, double score, long... seconds) {
        List<Alarm> alarms = new ArrayList<>();
        for (long at : seconds) alarms.add(new Alarm(at * S, (at + 1) * S, Set.of("10.0.0.66"), false));
        return new Story(title, score, Set.of("10.0.0.66"), Set.of("T0846", "T0800"), alarms);
    }

    private static Figures shipped(Story... stories) {
        Heard heard = new Heard("b", "b", TRUTH, 100, new RankedStories(List.of(stories)));
        return Scoring.asShipped(List.of(heard), one -> List.of(stories));
    }

    @Test
    void oneStoryWithAnAlarmInEachWindowFindsBoth() {
        Figures f = shipped(story("a", 3, 104, 200, 507));
        assertThat(f.found()).isEqualTo(2);
        assertThat(f.attacks()).as("what left no trace need not be found").isEqualTo(2);
        assertThat(f.falseStories()).isZero();
        assertThat(f.missed()).isEmpty();
        assertThat(f.detectSeconds())
                .as("counted from the start, to when it was told")
                .isEqualTo(8);
        assertThat(f.beforeHarm()).as("told at 508, harm at 505").isZero();
        assertThat(f.soonAfterHarm()).isEqualTo(1);
        assertThat(f.harmSeconds90()).isEqualTo(3);
        assertThat(f.harmSeconds50()).isEqualTo(3);
        assertThat(shipped().harmSeconds50())
                .as("what is missed counts for ever")
                .isNaN();
        assertThat(f.harmful()).isEqualTo(1);
    }

    @Test
    void anAlarmInTheSlackCountsAndIsNeverFasterThanNothing() {
        Figures f = shipped(story("a", 3, 96));
        assertThat(f.found()).isEqualTo(1);
        assertThat(f.detectSeconds()).isZero();
        assertThat(f.missed()).containsExactly("b: write");
        assertThat(f.foundBy()).containsExactly("b: scan: a; told after 0.0 s");
    }

    @Test
    void whatIsToldLateAfterHarmSaysHowLate() {
        assertThat(shipped(story("a", 3, 509)).foundBy())
                .as("told at 510, harm at 505, five seconds are soon")
                .containsExactly("b: write: a; told after 10 s");
        assertThat(shipped(story("a", 3, 510)).foundBy())
                .containsExactly("b: write: a; told after 11 s, 6.0 s after the first harmful write");
    }

    @Test
    void whatIsToldOfAnAttackIsNotToldOfTheHarmlessEventThatGoesOnMeanwhile() {
        Truth both = new Truth(
                List.of(attack("injection", 100, 110, true)), List.of(new Span("fault", 100 * S, 130 * S)), List.of());
        Heard heard = new Heard("b", "b", both, 100, new RankedStories(List.of()));
        Figures.Tally during = Scoring.asShipped(List.of(heard), _ -> List.of(story("a", 3, 104)))
                .twins()
                .get("fault");
        Figures.Tally after = Scoring.asShipped(List.of(heard), _ -> List.of(story("a", 3, 120)))
                .twins()
                .get("fault");
        assertThat(during.found()).isZero();
        assertThat(after.found()).isEqualTo(1);
    }

    @Test
    void anIncidentThatWasRaisedByAnAttackIsNotRaisedAgainByWhatItTakesInLater() {
        Truth both = new Truth(
                List.of(attack("injection", 100, 110, true)), List.of(new Span("fault", 300 * S, 310 * S)), List.of());
        Heard heard = new Heard("b", "b", both, 100, new RankedStories(List.of()));
        Alarm forged = new Alarm(104 * S, 104 * S, Set.of(), false, true);
        Alarm call = new Alarm(305 * S, 305 * S, Set.of(), true, false);
        Alarm stop = new Alarm(305 * S, 305 * S, Set.of(), true, true);
        Figures taken = figures(heard, incident(104 * S, forged, call));
        assertThat(taken.twins().get("fault").found()).isZero();
        assertThat(taken.joined().get("fault").found()).as("stands beside").isEqualTo(1);
        assertThat(taken.told().get("fault").found()).isEqualTo(1);
        Figures grave = figures(heard, incident(104 * S, forged, stop));
        assertThat(grave.twins().get("fault").found())
                .as("what would be an incident alone rings again")
                .isEqualTo(1);
        assertThat(grave.joined().get("fault").found()).isZero();
        assertThat(figures(heard, incident(305 * S, forged, call))
                        .twins()
                        .get("fault")
                        .found())
                .as("it helped to raise it")
                .isEqualTo(1);
    }

    private static Story incident(long raisedNanos, Alarm... alarms) {
        return new Story("a", true, raisedNanos, 3, Set.of(), Set.of(), Set.of(), List.of(alarms));
    }

    private static Figures figures(Heard heard, Story... stories) {
        return Scoring.asShipped(List.of(heard), _ -> List.of(stories));
    }

    @Test
    void aNoticeThatIsNeverHiddenIsToldApartFromAFalseIncidentAndFindsByItself() {
        Heard heard = new Heard("b", "b", TRUTH, 100, new RankedStories(List.of()));
        Figures f = figures(heard, notice("a", 104), notice("b", 200), notice("c", 305), story("d", 2, 400));
        assertThat(f.found()).isEqualTo(1);
        assertThat(f.byNotice()).isEqualTo(1);
        assertThat(f.falseStories()).as("both").isEqualTo(2);
        assertThat(f.falseIncidents()).isEqualTo(1);
        assertThat(f.falseRate()).as("of incidents").isEqualTo(1);
        assertThat(f.harmless()).isEqualTo(1);
        assertThat(f.harmlessNotices()).isEqualTo(1);
        assertThat(figures(heard, notice("a", 104), story("e", 1, 105)).byNotice())
                .as("an incident tells of it as well")
                .isZero();
    }

    private static Story notice(String title, long second) {
        Alarm alarm = new Alarm(second * S, second * S, Set.of(), true, false);
        return new Story(title, false, Long.MAX_VALUE, 1, Set.of(), Set.of(), Set.of(), List.of(alarm));
    }

    @Test
    void falseHarmlessAndTracelessStoriesAreToldApart() {
        Figures f = shipped(story("a", 3, 94), story("b", 2, 200), story("c", 9, 305), story("d", 1, 705));
        assertThat(f.found()).isZero();
        assertThat(f.falseTitles()).containsExactly("a", "b");
        assertThat(f.falseRate()).as("2 in one day of 100 devices").isEqualTo(2);
        assertThat(f.harmless()).isEqualTo(1);
        assertThat(f.traceless()).isEqualTo(1);
    }

    @Test
    void theTrueOneStandsBehindWhatIsLouderAndAboutNoAttack() {
        Figures f = shipped(story("a", 3, 104), story("b", 4, 200), story("c", 9, 305), story("d", 1, 400));
        assertThat(f.rank()).isEqualTo(3);
        assertThat(f.attackerNamed()).isEqualTo(1);
        assertThat(f.attackerKnown()).isEqualTo(1);
        assertThat(f.victimNamed()).isZero();
        assertThat(f.techniqueNamed()).isEqualTo(1);
    }

    @Test
    void whoDidItIsToldApartFromWhoIsOnlyNamed() {
        assertThat(blaming("10.0.0.66")).as("the attacker").containsExactly(1, 0);
        assertThat(blaming("10.0.0.1")).as("the victim").containsExactly(0, 1);
        assertThat(blaming("10.0.0.66", "10.0.0.1")).as("both").containsExactly(1, 1);
    }

    /** How often the attacker and how often the victim is said to have done it. */
    private static List<Integer> blaming(String... sources) {
        Alarm alarm = new Alarm(104 * S, 104 * S, Set.of(), false);
        Set<String> all = Set.of("10.0.0.66", "10.0.0.1");
        Figures f = shipped(new Story("a", true, Long.MAX_VALUE, 1, all, Set.of(sources), Set.of(), List.of(alarm)));
        assertThat(f.attackerNamed()).isEqualTo(1);
        assertThat(f.victimNamed()).isEqualTo(1);
        return List.of(f.attackerBlamed(), f.victimBlamed());
    }

    @Test
    void aBudgetShowsAsMuchAsItAllowsFalseOnes() {
        Ranking ranking = new RankedStories(List.of(
                story("true", 1, 104), story("false", 5, 200), story("other", 3, 400), story("late", 0.5, 504)));
        List<Figures> f = Scoring.atBudgets(List.of(new Heard("b", "b", TRUTH, 100, ranking)));
        assertThat(f).extracting(Figures::found).as("at 0.1, 1 and 10").containsExactly(0, 0, 2);
        assertThat(f).extracting(Figures::falseStories).containsExactly(0, 1, 2);
    }

    @Test
    void whatIsNeverHiddenIsShownWithoutAnyBudget() {
        Alarm loud = new Alarm(104 * S, 104 * S, Set.of(), true);
        Alarm faint = new Alarm(504 * S, 504 * S, Set.of(), false);
        Ranking ranking = new RankedStories(
                List.of(new Story("mixed", 1, Set.of(), Set.of(), List.of(loud, faint)), story("false", 5, 200)));
        Figures f = Scoring.atBudgets(List.of(new Heard("b", "b", TRUTH, 100, ranking)))
                .getFirst();
        assertThat(f.found())
                .as("the loud one, not the faint one of the same story")
                .isEqualTo(1);
        assertThat(f.falseStories()).isZero();
    }

    @Test
    void aLargerBudgetIsNotSpentOnWhatBuriesTheTruth() {
        List<Alarm> alarms = new ArrayList<>(List.of(new Alarm(104 * S, 104 * S, Set.of(), true)));
        for (long at = 200; at < 210; at++) alarms.add(new Alarm(at * S, at * S, Set.of(), false));
        Ranking ranking = new RankedStories(List.of(new Story("buried", 1, Set.of(), Set.of(), alarms)));
        assertThat(Scoring.atBudgets(List.of(new Heard("b", "b", TRUTH, 100, ranking))))
                .extracting(Figures::found)
                .as("its loud one is shown by itself at 0.1, 1 and 10")
                .containsExactly(1, 1, 1);
    }

    @Test
    void aDetectorThatNeverFallsSilentFindsNothingAtABudget() {
        List<RankedAlarms.Scored> alarms = new ArrayList<>();
        for (long at = 0; at < 1_000; at++) alarms.add(scored(at, 1, 2, 1));
        Figures f = Scoring.atBudgets(List.of(new Heard("b", "b", TRUTH, 100, new RankedAlarms("all", alarms))))
                .getFirst();
        assertThat(f.found()).isZero();
        assertThat(f.stories()).isZero();
    }

    private static RankedAlarms.Scored scored(long seconds, int device, int peer, double score) {
        return new RankedAlarms.Scored(seconds * S, Address.ipv4(device), Address.ipv4(peer), score);
    }

    @Test
    void alarmsOfOneDeviceAreJoinedUntilHalfAnHourPasses() {
        Ranking ranking = new RankedAlarms(
                "x",
                List.of(
                        scored(0, 1, 2, 5),
                        scored(1_000, 2, 3, 7),
                        scored(1_500, 8, 9, 1),
                        scored(1_600, 8, 9, 6),
                        scored(9_000, 1, 2, 5)));
        assertThat(ranking.shown(5)).extracting(s -> s.alarms().size()).containsExactly(2, 1, 1);
        assertThat(ranking.shown(5)).extracting(Story::score).containsExactly(7.0, 6.0, 5.0);
        assertThat(ranking.shown(6.5)).hasSize(1);
    }

    @Test
    void whatIsFalseInALifeThatIsToldAgainIsFalseOnce() {
        Story again = story("b", 2, 200);
        Story other = story("b", 2, 400);
        List<Heard> heard = new ArrayList<>();
        for (int i = 0; i < 3; i++)
            heard.add(new Heard("stretch " + i, "life", TRUTH, 100, new RankedStories(List.of(again, other))));
        heard.add(new Heard("stretch 3", "other life", TRUTH, 100, new RankedStories(List.of(again))));
        Figures f = Scoring.asShipped(heard, one -> one.ranking().shown(0));
        assertThat(f.falseStories()).isEqualTo(3);
        assertThat(f.falseRate()).as("two lives of one day and 100 devices").isEqualTo(1.5);
    }

    @Test
    void aLeadIsAWinOnlyIfItsIntervalIsAboveNothing() {
        Figures both = shipped(story("a", 3, 104, 507));
        Figures one = shipped(story("a", 3, 104));
        assertThat(Scoring.lead(both, one).difference()).isEqualTo(0.5);
        assertThat(Scoring.lead(both, one).low())
                .as("two attacks prove nothing")
                .isZero();
        assertThat(Scoring.lead(one, one)).isEqualTo(new Scoring.Lead(0, 0, 0));
    }

    @Test
    void exactIntervalsOfCountsAreThoseOfTheTables() {
        // Garwood 1936.
        assertThat(Chance.ofCount(0).low()).isZero();
        assertThat(Chance.ofCount(0).high()).isEqualTo(3.689, within(1e-3));
        assertThat(Chance.ofCount(10).low()).isEqualTo(4.795, within(1e-3));
        assertThat(Chance.ofCount(10).high()).isEqualTo(18.390, within(1e-3));
    }

    @Test
    void blocksAreDrawnTogether() {
        List<String> alone = new ArrayList<>();
        List<String> together = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            alone.add("b" + i);
            together.add("b" + i / 10);
        }
        Chance.Interval narrow = Chance.ofMean(alone, i -> i < 50 ? 1 : 0);
        Chance.Interval wide = Chance.ofMean(together, i -> i < 50 ? 1 : 0);
        assertThat(wide.high() - wide.low()).isGreaterThan(2 * (narrow.high() - narrow.low()));
        assertThat(Chance.ofMean(alone, i -> i < 50 ? 1 : 0)).as("seeded").isEqualTo(narrow);
    }

    @Test
    void calibrationCountsAllThatIsSaidInBenignTimeAndNothingElse() {
        List<String> of = List.of("device minute", "count.messages", "count.bytes");
        List<Calibration.Minute> minutes = List.of(
                new Calibration.Minute(60 * S, new int[] {500, 40, 6, 1, 0, 0, 0, 900, 0, 0, 0, 0, 0, 0}),
                new Calibration.Minute(80 * S, new int[] {500, 50, 4, 1, 1, 0, 0}),
                new Calibration.Minute(105 * S, new int[] {500, 500, 500, 500, 500, 500, 500}));
        Calibration calibration = Calibration.of(TRUTH, of, minutes);
        assertThat(calibration.lines())
                .as("a channel that was asked nothing has no line")
                .containsExactly(
                        new Calibration.Line("device minute", 1000, List.of(90L, 10L, 2L, 1L, 0L, 0L)),
                        new Calibration.Line("count.messages", 900, List.of(0L, 0L, 0L, 0L, 0L, 0L)));
        assertThat(calibration.lines().getFirst().ratio(3)).isEqualTo(2, within(1e-9));
        assertThat(calibration.plus(calibration).lines().getFirst().seen(2)).isEqualTo(20);
    }

    @Property(seed = "1")
    void windowsCoverWhatAnyOfThemCovers(
            @ForAll @Size(max = 12) List<@IntRange(max = 60) Integer> ends, @ForAll @IntRange(max = 60) int at) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i + 1 < ends.size(); i += 2)
            spans.add(new Span("", Math.min(ends.get(i), ends.get(i + 1)), Math.max(ends.get(i), ends.get(i + 1))));
        boolean any = spans.stream().anyMatch(s -> s.fromNanos() <= at && at <= s.untilNanos());
        assertThat(Windows.of(spans).cover((long) at)).isEqualTo(any);
    }

    @Property(seed = "1")
    void aLargerBudgetNeverFindsLess(
            @ForAll @Size(max = 20) List<@IntRange(max = 800) Integer> seconds, @ForAll @IntRange(max = 9) int salt) {
        Story[] stories = new Story[seconds.size()];
        for (int i = 0; i < stories.length; i++) stories[i] = story("s" + i, (i * 7 + salt) % 11, seconds.get(i));
        Heard heard = new Heard("b", "b", TRUTH, 30, new RankedStories(Arrays.asList(stories)));
        List<Figures> f = Scoring.atBudgets(List.of(heard));
        assertThat(f.get(1).found()).isGreaterThanOrEqualTo(f.get(0).found());
        assertThat(f.get(2).found()).isGreaterThanOrEqualTo(f.get(1).found());
        for (int b = 0; b < 3; b++)
            assertThat(f.get(b).falseStories()).isLessThanOrEqualTo((int) (Scoring.BUDGETS.get(b) * 0.3));
    }
}
