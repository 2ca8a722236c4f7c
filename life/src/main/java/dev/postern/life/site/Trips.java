package dev.postern.life.site;

import dev.postern.life.Moved;
import dev.postern.life.Surprise;
import dev.postern.life.Words;
import dev.postern.life.chance.Law;
import dev.postern.life.habit.Hash;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.FrameRef;
import dev.postern.model.Stamp;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * M5 over the devices of a substation: a switch that acts, for what is measured moves right after its publisher's state changed, and nothing measured says
 * why. Protection trips on what is measured, so that moves before; a breaker that somebody opens at its panel is published when the current is gone already;
 * and a command over the network is heard. What is left: nothing moved before, or only what belongs to one place leapt to ten times what it was and
 * more, while at least four other values, and three times as many, stood still, as they cannot next to a fault. The way back to the state of rest is no
 * trip. What happened on three days is how things are. Its p is that of the coincidence: that something moves by itself within so short a time.
 */
final class Trips {
    static final int STREAMS_MAX = 64;
    static final int SWITCHES_MAX = 256;
    private static final int PENDING_MAX = 8;
    private static final int STATES_MAX = 8;
    private static final int HABIT_DAYS = 3;
    private static final int REST_TIMES = 10;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long CAUSE_NANOS = 2 * SECOND_NANOS;
    private static final long OBEYED_NANOS = 3 * SECOND_NANOS;
    private static final long COMMANDED_NANOS = 10 * SECOND_NANOS;
    /** A fault is felt by its neighbours within a few cycles of the mains. */
    private static final long FELT_NANOS = SECOND_NANOS / 10;

    /** Where things move by themselves so often, that something did says nothing: of whoever is watched for so short a time no p is small. */
    private static final double COINCIDENCE_P = 0.05;

    private static final double WATCHED_SECONDS = 3_600;
    /** Once it is known how often things move by themselves. */
    private static final double RARE_P = 1e-3;

    private static final double FAULT_LEAP = 10;
    private static final int STILL_MIN = 4;
    private static final int STILL_TIMES = 3;
    private static final long DAY_NANOS = 86_400 * SECOND_NANOS;

    private final TreeMap<Long, Stream> streams = new TreeMap<>();
    private final TreeMap<Long, Switch> switches = new TreeMap<>();
    private final ArrayList<Change> pending = new ArrayList<>();
    private long watchedFromNanos = -1;
    private long commandedNanos = Long.MIN_VALUE / 2;
    /** Movements that no change of state went before. */
    private int spontaneous;

    private long refused;

    /** Samples of one publisher; mutable. */
    private static final class Stream {
        boolean moving;
        boolean everMoved;
        long sinceNanos;
        long movedNanos;
        int moved;
        int carrying;
        double leap;
        String leaper = "";

        boolean movedSince(long nanos) {
            return moving || everMoved && movedNanos >= nanos;
        }
    }

    /** What publishes a state; mutable. Its states with the time that each was held. */
    private static final class Switch {
        final long[] states = new long[STATES_MAX];
        final long[] heldNanos = new long[STATES_MAX];
        int known;
        int now = -1;
        long sinceNanos;
        /** Of changes that nothing measured led up to. */
        int days;

        long lastDay = -1;

        /** @return whether it left its state of rest for another */
        boolean changed(long state, long atNanos) {
            int to = 0;
            while (to < known && states[to] != state) to++;
            // One with so many states publishes measurements.
            if (to == STATES_MAX) {
                now = -1;
                return false;
            }
            if (to == known) states[known++] = state;
            if (now >= 0) heldNanos[now] += atNanos - sinceNanos;
            boolean first = now < 0;
            now = to;
            sinceNanos = atNanos;
            return !first && known < STATES_MAX && to != rest();
        }

        /** The state it was first heard in, unless another was held many times as long: after a fault a line may stay off for hours. */
        private int rest() {
            int longest = 0;
            for (int i = 1; i < known; i++) if (heldNanos[i] > heldNanos[longest]) longest = i;
            return heldNanos[longest] > REST_TIMES * heldNanos[0] ? longest : 0;
        }
    }

    /** A change of state that the process has not followed yet. Null words of a leap: nothing moved before. */
    private static final class Change {
        Switch of;
        Moved moved;
        boolean suspicious;
        String leaper;
        double leap;
        int still;
        long quietNanos;
    }

    void limitsHit(Map<String, Long> into) {
        if (refused > 0) into.put("publishers of samples and states", refused);
    }

    /** Somebody gave a command to a device of the plant. */
    void commanded(long atNanos) {
        commandedNanos = atNanos;
    }

    /** @return what surprises, or null */
    Surprise heard(Moved moved) {
        long name = Hash.of(Hash.of(moved.publisher()), Hash.of(moved.unit()));
        return switch (moved.kind()) {
            case SWITCHES -> {
                switched(Hash.of(name, Hash.of(moved.what())), moved);
                yield null;
            }
            case MOVES -> moves(name, moved);
            default -> {
                Stream stream = stream(name, moved);
                if (stream != null) stream.moving = false;
                if (stream != null && moved.kind() == Moved.Kind.RESTS) stream.movedNanos = moved.atNanos();
                yield null;
            }
        };
    }

    private Stream stream(long name, Moved moved) {
        Stream stream = streams.get(name);
        if (stream == null) {
            if (streams.size() >= STREAMS_MAX) {
                refused++;
                return null;
            }
            streams.put(name, stream = new Stream());
            if (watchedFromNanos < 0) watchedFromNanos = moved.stamp().atNanos();
        }
        if (!stream.moving) stream.carrying = moved.carrying();
        return stream;
    }

    private void switched(long name, Moved moved) {
        Switch one = switches.get(name);
        if (one == null) {
            if (switches.size() >= SWITCHES_MAX) {
                refused++;
                return;
            }
            switches.put(name, one = new Switch());
        }
        boolean left = one.changed(moved.state(), moved.atNanos());
        if (!left || streams.isEmpty() || moved.atNanos() - commandedNanos <= COMMANDED_NANOS) return;
        if (pending.size() == PENDING_MAX) pending.removeFirst();
        Change change = new Change();
        change.of = one;
        change.moved = moved;
        look(change);
        pending.add(change);
    }

    /** What was measured when the state changed. */
    private void look(Change change) {
        long at = change.moved.atNanos();
        int moving = 0;
        int still = 0;
        long last = watchedFromNanos;
        Stream leaping = null;
        for (Stream stream : streams.values()) {
            if (stream.everMoved) last = Math.max(last, stream.movedNanos);
            if (!stream.movedSince(at - CAUSE_NANOS)) {
                still += stream.carrying;
                continue;
            }
            moving++;
            leaping = stream;
            still += Math.max(0, stream.carrying - stream.moved);
        }
        change.quietNanos = at - last;
        change.still = still;
        boolean alone = moving == 1
                && leaping.leap >= FAULT_LEAP
                && at - leaping.sinceNanos >= FELT_NANOS
                && still >= Math.max(STILL_MIN, STILL_TIMES * leaping.moved);
        change.suspicious = moving == 0 && still > 0 || alone;
        change.leaper = alone ? leaping.leaper : null;
        change.leap = alone ? leaping.leap : 0;
    }

    private Surprise moves(long name, Moved moved) {
        Stream stream = stream(name, moved);
        if (stream == null) return null;
        boolean atRest = streams.values().stream().noneMatch(one -> one.moving);
        boolean followed = false;
        Surprise worst = null;
        for (Iterator<Change> it = pending.iterator(); it.hasNext(); ) {
            Change change = it.next();
            long delay = moved.atNanos() - change.moved.atNanos();
            if (delay <= 0) continue;
            it.remove();
            if (delay > OBEYED_NANOS) continue;
            followed = true;
            Surprise surprise = change.suspicious ? judge(change, moved, delay) : null;
            if (worst == null) worst = surprise;
        }
        if (atRest && !followed) spontaneous++;
        if (!stream.moving) stream.sinceNanos = moved.atNanos();
        stream.moving = stream.everMoved = true;
        stream.movedNanos = moved.atNanos();
        stream.moved = moved.moved();
        stream.leap = moved.leap();
        stream.leaper = moved.what();
        // What was on its way when the state changed.
        for (Change change : pending) look(change);
        return worst;
    }

    private Surprise judge(Change change, Moved moved, long delay) {
        Switch one = change.of;
        boolean habit = one.days >= HABIT_DAYS;
        long day = Math.floorDiv(change.moved.atNanos(), DAY_NANOS);
        if (day != one.lastDay) one.days++;
        one.lastDay = day;
        double watched = Math.max(1, (change.moved.atNanos() - watchedFromNanos) / (double) SECOND_NANOS);
        // A leap that only looks like a cause is part of what is judged.
        int others = Math.max(0, spontaneous - (change.leaper == null ? 0 : 1));
        double[] numbers = {others, watched, delay / (double) SECOND_NANOS};
        double p = Law.COINCIDENCE.p(numbers);
        if (habit || p > (watched < WATCHED_SECONDS ? COINCIDENCE_P : RARE_P)) return null;
        return surprise(change, moved, delay, p).because(Law.COINCIDENCE, numbers);
    }

    private Surprise surprise(Change change, Moved moved, long delay, double p) {
        Stamp stamp = moved.stamp();
        String what = change.moved.what();
        String before = change.leaper == null
                ? "nothing measured had moved for " + Words.duration(change.quietNanos)
                : change.leaper + " had leapt to " + Words.number(change.leap) + " times what it was, and "
                        + Words.plural(change.still, "other value") + " stood still";
        List<FrameRef> evidence = new ArrayList<>(List.of(change.moved.stamp().ref(), stamp.ref()));
        evidence.sort(null);
        return new Surprise(
                stamp,
                change.moved.publisher(),
                moved.publisher(),
                change.moved.service(),
                change.moved.unit(),
                Channel.VALUE_TRIP,
                Verb.OPERATE,
                what,
                p,
                change.leaper == null
                        ? "what is measured moves before " + what + " changes its state, or somebody commands it"
                        : "a fault is felt by the neighbours before " + what + " trips",
                what + " changed its state and " + Words.duration(delay) + " later what is measured moved; " + before,
                new Explanation(
                        0,
                        0,
                        CAUSE_NANOS / (double) SECOND_NANOS,
                        change.quietNanos / (double) SECOND_NANOS,
                        "s at rest before the change",
                        watchedFromNanos,
                        spontaneous,
                        0,
                        0,
                        List.of(),
                        "normal after a measured fault or a command"),
                Math.max(1, switches.size()),
                1,
                List.copyOf(evidence));
    }
}
