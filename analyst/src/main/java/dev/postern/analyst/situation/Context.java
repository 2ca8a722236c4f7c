package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Limit;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Zones;
import dev.postern.analyst.word.Standing;

/** What a detector may look at and where it reports; valid for one call. */
public record Context(
        Settings settings,
        Inventory inventory,
        Zones zones,
        Suspicions suspicions,
        Limit limit,
        Finding.Desk desk,
        Standing standing,
        long homeNanos) {
    /** The home is older than the first minutes of its life. */
    public boolean warm() {
        return homeNanos >= settings.coldStartNanos();
    }

    /** The home has seen a whole week: who comes for the first time now is a newcomer. */
    public boolean ripe() {
        return homeNanos >= Settings.RIPE_NANOS;
    }

    public boolean learned() {
        return homeNanos >= settings.learningNanos();
    }
}
