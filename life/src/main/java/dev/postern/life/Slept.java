package dev.postern.life;

import dev.postern.life.habit.Heap;
import java.util.Arrays;

/** Closes that somebody slept through who may never come back: stretches of minutes, one after the other, that were watched alike. */
public final class Slept {
    /** A gap in what was watched ends one and begins two. */
    private static final int STRETCHES_MOST = 6;

    private static final int MINUTE = 0, COUNT = 1, FLAGS = 2, COLUMNS = 3;

    /** Of each stretch: its first minute, how many there are, how they were watched. */
    private final int[] stretches;

    private Slept(int[] stretches) {
        this.stretches = stretches;
    }

    /** One close. */
    public interface Close {
        void ended(int minute, boolean whole, boolean settled);
    }

    /** Closes {@code from} to {@code end}, without that; null where they are too many stretches to be kept. */
    static Slept of(Watch watch, int from, int end) {
        int[] stretches = new int[COLUMNS * STRETCHES_MOST];
        int at = -COLUMNS;
        for (int close = from; close < end; close++) {
            int minute = watch.minuteOf(close);
            int flags = (watch.wholeAt(close) ? 1 : 0) | (watch.settledAt(close) ? 2 : 0);
            boolean goesOn = at >= 0
                    && stretches[at + FLAGS] == flags
                    && stretches[at + MINUTE] + stretches[at + COUNT] == minute;
            if (!goesOn) {
                at += COLUMNS;
                if (at == stretches.length) return null;
                stretches[at + MINUTE] = minute;
                stretches[at + FLAGS] = flags;
            }
            stretches[at + COUNT]++;
        }
        return new Slept(Arrays.copyOf(stretches, at + COLUMNS));
    }

    public void each(Close close) {
        for (int at = 0; at < stretches.length; at += COLUMNS)
            for (int i = 0; i < stretches[at + COUNT]; i++)
                close.ended(
                        stretches[at + MINUTE] + i, (stretches[at + FLAGS] & 1) != 0, (stretches[at + FLAGS] & 2) != 0);
    }

    /** Octets of heap. */
    public int bytes() {
        return Heap.object(Heap.REFERENCE) + Heap.array(stretches.length, 4);
    }
}
