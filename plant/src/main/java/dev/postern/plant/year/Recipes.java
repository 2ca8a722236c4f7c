package dev.postern.plant.year;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Timeline;
import dev.postern.plant.site.CipPoller;
import dev.postern.plant.site.Daily;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Pollers;
import dev.postern.plant.site.Site;

/** At the beginning of the early and the late shift each mixing line is set to the recipe that the week's plan has for it; on Sundays nothing is mixed anew. */
final class Recipes {
    private static final int[] SHIFTS = {6 * 60 + 5, 14 * 60 + 5};
    /** Turns a minute, by number of the recipe. */
    private static final float[] SPEEDS = {300, 320, 340, 350};

    private static final int SUNDAY = 6;

    private final Pollers pollers;
    private final Timeline timeline;
    private final Dice dice;
    private final long seed;

    Recipes(Site site, Pollers pollers) {
        this.pollers = pollers;
        timeline = site.network.timeline();
        seed = site.seed;
        dice = new Dice(seed, "recipes");
    }

    void begin(long atNanos) {
        for (int minutes : SHIFTS) Daily.plan(timeline, atNanos, minutes, this::shift);
    }

    private void shift(long nowNanos) {
        if (Hours.weekday(nowNanos) == SUNDAY) return;
        long at = nowNanos;
        for (int line = 0; line < pollers.mixers.size(); line++) {
            CipPoller mixer = pollers.mixers.get(line);
            int recipe = planned(nowNanos, line);
            at += dice.around(25 * Hours.SECOND, 0.5);
            timeline.plan(at, now -> mixer.writeRecipe(now, recipe, SPEEDS[recipe]));
        }
    }

    /** The plan repeats every four weeks. */
    private int planned(long nowNanos, int line) {
        long day = Hours.date(nowNanos).toEpochDay() % 28;
        long shift = 2 * day + (Hours.hour(nowNanos) < 12 ? 0 : 1);
        return (int) Long.remainderUnsigned(Dice.mix(seed ^ shift << 16 ^ line), SPEEDS.length);
    }
}
