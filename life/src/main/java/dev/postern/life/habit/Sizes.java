package dev.postern.life.habit;

import dev.postern.life.chance.Law;
import java.util.Arrays;

/**
 * How often a window brought so much, by half octaves, and how likely more than ever is. No law of one shape holds what a machine does in a minute: it polls, three times a
 * day it sends ten times as much, each night it copies an archive. So what was seen before is counted, and of what was not only the record is modelled ({@link
 * Law#asMuch}). Older windows fade by half each {@value #MEMORY_WINDOWS} windows. At most 300 octets, mostly a third of that.
 */
final class Sizes {
    /** Of minutes, 90 days. */
    private static final int MEMORY_WINDOWS = 2 * 90 * 1440;

    private static final int STEPS_MAX = 64;
    private static final float FORGOTTEN = 0.1f;

    private static final int OBJECT_BYTES = Heap.object(12);

    private double windows;
    private float[] steps = {};

    /** @param windows that brought nothing so far */
    Sizes(double windows) {
        this.windows = windows;
    }

    /** A window that brought {@code size}, 0 for nothing; {@code weight} 0 to 1. */
    void learn(double size, double weight, Room room) {
        pass();
        if (size > 0) add(size, weight, room);
    }

    /** A window passed that will be learned later, if at all. */
    void pass() {
        if (++windows <= MEMORY_WINDOWS) return;
        windows /= 2;
        for (int i = 0; i < steps.length; i++) steps[i] /= 2;
    }

    void add(double size, double weight, Room room) {
        steps = with(steps, size, weight, room);
    }

    /** Steps with one more, null for none yet; what finds no room counts as the largest size that has. */
    static float[] with(float[] steps, double size, double weight, Room room) {
        int step = step(size);
        int known = steps == null ? 0 : steps.length;
        float[] wide = steps;
        if (step >= known && room.has(Heap.array(step + 1, 4) - bytes(steps)))
            wide = steps == null ? new float[step + 1] : Arrays.copyOf(steps, step + 1);
        if (wide != null && wide.length > 0) wide[Math.min(step, wide.length - 1)] += (float) weight;
        return wide;
    }

    int bytes() {
        return OBJECT_BYTES + bytes(steps);
    }

    static int bytes(float[] steps) {
        return steps == null ? 0 : Heap.array(steps.length, 4);
    }

    /** Windows with {@code size} or more, within a step evenly on a logarithmic scale. */
    double known(double size) {
        return known(steps, size);
    }

    static double known(float[] steps, double size) {
        if (steps == null) return 0;
        int step = step(size);
        double known = 0;
        for (int i = step + 1; i < steps.length; i++) known += steps[i];
        double within = place(size) - step;
        return step < steps.length ? known + steps[step] * Math.max(0, 1 - within) : known;
    }

    double windows() {
        return windows;
    }

    /** Up to where it is known to go, at least {@code least}. */
    double record(double least) {
        return record(steps, least);
    }

    static double record(float[] steps, double least) {
        int top = steps == null ? 0 : steps.length;
        while (top > 0 && steps[top - 1] < FORGOTTEN) top--;
        return Math.max(least, top == 0 ? 0 : Math.pow(2, top / 2.0));
    }

    /**
     * Mass of windows with {@code size} or more, above 0.
     *
     * @param expected windows that are taken for seen besides
     */
    double above(double size, double expected, double least) {
        return Law.asMuch(size, known(size) + expected, windows, record(least));
    }

    private static double place(double size) {
        return 2 * Math.log(Math.max(size, 1)) / Math.log(2);
    }

    private static int step(double size) {
        return Math.min((int) place(size), STEPS_MAX - 1);
    }
}
