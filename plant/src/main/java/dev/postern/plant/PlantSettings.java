package dev.postern.plant;

import dev.postern.plant.net.Dice;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Site;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a plant is made from; the same settings give the same bytes.
 *
 * @param seed of all chance
 * @param startNanos when its life begins, nanoseconds since the epoch; a whole second
 * @param lines of controllers, eight devices each, 1 to 600
 * @param thinning stretches every poll period: 1 is a real works, 5 gives some seven frames a second with one line, for long demonstrations; it must
 *     not change within a life, for the rhythm is what is learned
 * @param mirrorsBothLegs whether the mirror port shows a routed packet before and after the router, or once
 * @param occasions harmless events that look like attacks
 * @param extensions what there is beyond the lines
 */
public record PlantSettings(
        long seed,
        long startNanos,
        int lines,
        double thinning,
        boolean mirrorsBothLegs,
        List<Occasion> occasions,
        Set<Extension> extensions) {
    /** Monday 2 March 2026, 00:00 UTC. */
    public static final long MONDAY_NANOS = 1_772_409_600L * 1_000_000_000L;

    /** A controller that a real works asks every two seconds is then asked three times an hour. */
    public static final int THINNING_MAX = 600;

    /** @param afterNanos from the beginning of the plant's life */
    public record Occasion(LifeEvent event, long afterNanos) {
        public Occasion {
            if (afterNanos < 0) throw new IllegalArgumentException(event + " before the beginning");
        }
    }

    public PlantSettings {
        if (startNanos % 1_000_000_000L != 0) throw new IllegalArgumentException("start is no whole second");
        if (lines < 1 || lines > Site.LINES_MAX)
            throw new IllegalArgumentException("lines out of 1.." + Site.LINES_MAX);
        if (!(thinning >= 1 && thinning <= THINNING_MAX))
            throw new IllegalArgumentException("thinning out of 1.." + THINNING_MAX);
        occasions = List.copyOf(occasions);
        for (Occasion occasion : occasions)
            if (!extensions.containsAll(occasion.event().needs()))
                throw new IllegalArgumentException(
                        occasion.event() + " needs " + occasion.event().needs());
        extensions = Collections.unmodifiableSet(
                extensions.isEmpty() ? EnumSet.noneOf(Extension.class) : EnumSet.copyOf(extensions));
    }

    /** Lines alone, without events. */
    public PlantSettings(long seed, long startNanos, int lines, double thinning, boolean mirrorsBothLegs) {
        this(seed, startNanos, lines, thinning, mirrorsBothLegs, List.of(), Set.of());
    }

    /** The small works of the demonstration. */
    public static PlantSettings demo(long seed) {
        return new PlantSettings(seed, MONDAY_NANOS, 1, 5, true);
    }

    /** Lines of the smallest works with at least {@code devices} machines, those of the offices included. */
    public static int linesFor(int devices) {
        int lines = 1;
        while (lines < Site.LINES_MAX && Site.machines(lines) < devices) lines++;
        return lines;
    }

    public PlantSettings startingAt(long nanos) {
        return new PlantSettings(seed, nanos, lines, thinning, mirrorsBothLegs, occasions, extensions);
    }

    /** With these, and no others. */
    public PlantSettings with(Set<Extension> all) {
        return new PlantSettings(seed, startNanos, lines, thinning, mirrorsBothLegs, occasions, all);
    }

    /** With the extensions that these attacks and events need, beside those it has. */
    public PlantSettings suiting(Cause... causes) {
        Set<Extension> all = EnumSet.noneOf(Extension.class);
        all.addAll(extensions);
        for (Cause cause : causes) all.addAll(cause.needs());
        return with(all);
    }

    /** One more event, {@code minutes} after midnight of the {@code day}th day, 0 the first. */
    public PlantSettings with(LifeEvent event, int day, int minutes) {
        List<Occasion> more = new ArrayList<>(occasions);
        more.add(new Occasion(event, day * Hours.DAY + minutes * Hours.MINUTE));
        return new PlantSettings(seed, startNanos, lines, thinning, mirrorsBothLegs, more, extensions);
    }

    /**
     * Each kind of event that suits the extensions once, on days and at hours that the seed chooses: people's work on working days, failures at any time.
     *
     * @param lastDay at least six days after {@code firstDay}
     */
    public PlantSettings withEveryEvent(int firstDay, int lastDay) {
        if (lastDay - firstDay < 6) throw new IllegalArgumentException("less than a week");
        PlantSettings settings = this;
        for (LifeEvent event : LifeEvent.values()) {
            if (!extensions.containsAll(event.needs())) continue;
            Dice dice = new Dice(seed, "occasion " + event);
            int day = firstDay + dice.below(lastDay - firstDay + 1);
            while (event.isWork() && !Hours.isWorkday(startNanos + day * Hours.DAY))
                day = firstDay + dice.below(lastDay - firstDay + 1);
            settings = settings.with(event, day, event.isWork() ? 8 * 60 + dice.below(6 * 60) : dice.below(24 * 60));
        }
        return settings;
    }
}
