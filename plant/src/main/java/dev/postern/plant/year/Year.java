package dev.postern.plant.year;

import dev.postern.plant.site.Life;
import dev.postern.plant.site.Site;

/** Everything that comes round at the works, each with dice of its own. */
public final class Year {
    private Year() {}

    public static void begin(Site site, Life life) {
        new Recipes(site, life.pollers()).begin(site.startNanos);
        new Archives(site).begin(site.startNanos);
        new MonthlyWork(site, life.pollers()).begin(site.startNanos);
        for (int line = 0; line < site.mixingLines.size(); line++)
            new Overhaul(site, life.pollers(), line).begin(site.startNanos);
        new Guests(site).begin(site.startNanos);
    }
}
