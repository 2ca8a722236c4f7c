package dev.postern.analyst;

/** What a detector may look at and where it reports; valid for one call. */
record Context(
        Settings settings,
        Inventory inventory,
        Zones zones,
        Suspicions suspicions,
        Limit limit,
        Finding.Desk desk,
        long homeNanos) {
    /** The home is older than the first minutes of its life. */
    boolean warm() {
        return homeNanos >= settings.coldStartNanos();
    }

    boolean learned() {
        return homeNanos >= settings.learningNanos();
    }
}
