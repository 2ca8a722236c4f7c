package dev.postern.life.habit;

import dev.postern.life.chance.Chance;
import dev.postern.model.FrameRef;
import java.util.ArrayList;
import java.util.List;

/**
 * M5 for numbers that a publisher counts up by the protocol's rule: state and sequence number, sample count, sequence of cyclic data. One that goes
 * back, or leaps further than the time that passed allows, is out of order; one that comes twice is repeated. Two senders under one address give many
 * of these within a few frames, a restart one, lost frames none. Judged on the last {@link #SPAN} numbers against the rate of before (beta-binomial);
 * the prior is that of a protocol, one in a thousand. Repeats are a habit of mirror ports, so they are judged only once they are known. About 150 bytes.
 */
public final class Numbering {
    /** Numbers looked back on. */
    public static final int SPAN = 32;

    /** Told when so rare, and not while it may still become clear. */
    private static final double CLEAR_P = 1e-8;

    /** How much a minute that was told teaches: what never ends is a habit after some hours. */
    private static final double TOLD_WEIGHT = 0.2;
    /** As many frames may be lost in a row whatever the time says. */
    private static final int LOST_MAX = 8;
    /** After so many in order a burst is another one, within the same minute as well. */
    private static final int CALM_NUMBERS = 4 * SPAN;

    private static final int STRANGE_MAX = 4;
    /** Octets of heap of one with strange frames. */
    public static final int BYTES_MOST =
            Heap.object(130) + Heap.array(STRANGE_MAX, Heap.REFERENCE) + STRANGE_MAX * Heap.object(12);

    private static final double PRIOR_NUMBERS = 1000;
    private static final double REPEATS_FROM_NUMBERS = 2000;
    private static final int REPEATS_FROM_MINUTES = 5;
    private static final double MEMORY_NUMBERS = 1e6;

    private final int bornMinute;
    private boolean begun;
    private long state;
    private long number;
    private long lastNanos;
    /** Nanoseconds from one number to the next; follows slowly. */
    private double gap;

    private int disorders;
    private int repeats;
    private int numbers;
    private int minute;
    private int minutes;

    private double learned = PRIOR_NUMBERS;
    private double disordersLearned = 1;
    private double repeatsLearned = 1;
    private int disordersNow;
    private int repeatsNow;
    /** Said of the burst that lasts; and in this minute. */
    private boolean told;

    private boolean toldNow;
    private int inOrder;
    /** Calm since it was said in this minute: what comes now is another burst. */
    private boolean calmed;

    private final FrameRef[] strange = new FrameRef[STRANGE_MAX];
    private int stranges;

    private boolean newMinute;
    private boolean repeated;
    private long before;
    private long beforeState;

    public Numbering(int minute) {
        bornMinute = minute;
        this.minute = minute;
    }

    /**
     * The next number.
     *
     * @param newState what the number counts within, or 0; a new one begins a new count
     * @return how likely such a disorder is in a minute, 1 where nothing is told
     */
    public double next(long newState, long newNumber, long atNanos, int nowMinute, FrameRef frame) {
        newMinute = nowMinute != minute;
        if (newMinute) learn(nowMinute);
        if (!begun) {
            begun = true;
            take(newState, newNumber, atNanos);
            return 1;
        }
        boolean same = newState == state && newNumber == number;
        boolean strange = !same && !follows(newState, newNumber, atNanos);
        disorders = disorders << 1 | (strange ? 1 : 0);
        if (disorders == 0 && repeats == 0) told = false;
        repeats = repeats << 1 | (same ? 1 : 0);
        numbers++;
        if (strange) disordersNow++;
        if (same) repeatsNow++;
        before = number;
        beforeState = state;
        if (!same) take(newState, newNumber, atNanos);
        if (!strange && !same) {
            inOrder++;
            return 1;
        }
        calmed |= inOrder >= CALM_NUMBERS;
        inOrder = 0;
        this.strange[stranges++ % this.strange.length] = frame;
        return told || toldNow && !calmed ? 1 : judge(same);
    }

    private double judge(boolean same) {
        if (same && (learned < REPEATS_FROM_NUMBERS || minutes < REPEATS_FROM_MINUTES)) return 1;
        int seen = Integer.bitCount(same ? repeats : disorders);
        double usual = same ? repeatsLearned : disordersLearned;
        double p = Chance.ratioAtLeast(seen, SPAN, usual, learned - usual);
        // Each span of the minute was a look.
        double looked = Chance.bounded(p * (1 + numbers / (double) SPAN));
        if (looked > CLEAR_P) return 1;
        repeated = same;
        return looked;
    }

    private boolean follows(long newState, long newNumber, long atNanos) {
        if (newState == state + 1 && newNumber <= LOST_MAX) return true;
        boolean restart = newNumber <= 1 && newState <= 1;
        if (restart) return true;
        long ahead = newState != state ? newState - state : newNumber - number;
        if (ahead <= 0) return false;
        if (ahead <= LOST_MAX) return true;
        return atNanos - lastNanos >= (ahead - 1) * gap / 2;
    }

    private void take(long newState, long newNumber, long atNanos) {
        if (newState == state && newNumber == number + 1) {
            double seen = Math.max(1, atNanos - lastNanos);
            gap = gap == 0 ? seen : gap + (seen - gap) / 64;
        }
        state = newState;
        number = newNumber;
        lastNanos = atNanos;
    }

    /** A minute that was told teaches little. */
    private void learn(int nowMinute) {
        double weight = toldNow ? TOLD_WEIGHT : 1;
        learned += numbers;
        disordersLearned += weight * disordersNow;
        repeatsLearned += weight * repeatsNow;
        if (learned > MEMORY_NUMBERS) {
            learned /= 2;
            disordersLearned = Math.max(1, disordersLearned / 2);
            repeatsLearned = Math.max(1, repeatsLearned / 2);
        }
        minutes++;
        minute = nowMinute;
        numbers = disordersNow = repeatsNow = 0;
        toldNow = told;
    }

    /** The number just heard was the first of a minute. */
    public boolean isNewMinute() {
        return newMinute;
    }

    /** It was said: that is enough until {@link #SPAN} numbers in a row were in order, and for this minute unless it was calm in between. */
    public void told() {
        told = true;
        toldNow = true;
        calmed = false;
    }

    /** What was told is about numbers that came twice, and not about their order. */
    public boolean repeated() {
        return repeated;
    }

    /** Of the last {@link #SPAN} numbers, how many were as {@link #repeated} says. */
    public int seen() {
        return Integer.bitCount(repeated ? repeats : disorders);
    }

    /** How many of {@link #SPAN} numbers usually are. */
    public double usual() {
        return SPAN * (repeated ? repeatsLearned : disordersLearned) / learned;
    }

    /** Numbers heard, without the prior. */
    public long samples() {
        return Math.round(learned - PRIOR_NUMBERS) + numbers;
    }

    public int sinceMinute() {
        return bornMinute;
    }

    public int lastMinute() {
        return minute;
    }

    /** The last two numbers in words: {@code 310 after 1}. */
    public String words() {
        if (state == 0) return number + " after " + before;
        return "state " + state + " number " + number + " after state " + beforeState + " number " + before;
    }

    /** The last frames that were out of order, in order. */
    public List<FrameRef> frames() {
        List<FrameRef> frames = new ArrayList<>();
        for (FrameRef frame : strange) if (frame != null) frames.add(frame);
        frames.sort(null);
        return List.copyOf(frames);
    }
}
