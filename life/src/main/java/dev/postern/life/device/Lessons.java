package dev.postern.life.device;

import dev.postern.life.chance.Tail;
import dev.postern.life.habit.Quarantine;
import dev.postern.model.Address;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * What tails learned of very small p-values in the last {@value #HOURS} hours. They learn at once, or what is harmless and new would be told for days; but what turns out to
 * belong to an incident is taken back. At most {@value #MOST}; what is more stays learned.
 */
final class Lessons {
    private static final int HOURS = Quarantine.HOURS;
    private static final int MOST = 65_536;
    /** Whoever surprises less does no harm as a lesson. */
    static final double EXTREME_P = 1e-3;

    private final ArrayDeque<Lesson> lessons = new ArrayDeque<>();
    private long forgotten;

    /** Those of each device, in the same order; derived. An incident takes back of all its devices each time it is told, and most have nothing to give. */
    private transient Map<Address, ArrayDeque<Lesson>> byDevice;

    private record Lesson(Address device, int minute, Tail tail, double p) {}

    /**
     * @param p as the tail learns it
     * @param remember whether it may have to be taken back
     */
    void learn(Tail tail, double p, DeviceLife device, int minute, boolean remember) {
        tail.learn(p);
        if (!remember) return;
        if (lessons.size() >= MOST) {
            dropFirst();
            forgotten++;
        }
        Lesson lesson = new Lesson(device.address, minute, tail, p);
        byDevice().computeIfAbsent(lesson.device, _ -> new ArrayDeque<>(2)).addLast(lesson);
        lessons.addLast(lesson);
    }

    private Map<Address, ArrayDeque<Lesson>> byDevice() {
        if (byDevice != null) return byDevice;
        byDevice = new HashMap<>();
        for (Lesson lesson : lessons)
            byDevice.computeIfAbsent(lesson.device, _ -> new ArrayDeque<>(2)).addLast(lesson);
        return byDevice;
    }

    private void dropFirst() {
        Address device = lessons.getFirst().device;
        ArrayDeque<Lesson> own = byDevice().get(device);
        own.removeFirst();
        if (own.isEmpty()) byDevice().remove(device);
        lessons.removeFirst();
    }

    /** A minute ends: what is too long ago stays learned. */
    void close(int minute) {
        while (!lessons.isEmpty() && lessons.getFirst().minute < minute - HOURS * 60) dropFirst();
    }

    /** The device has belonged to an incident since this minute. */
    void takeBack(Address device, int fromMinute) {
        ArrayDeque<Lesson> own = byDevice().get(device);
        if (own == null) return;
        int gone = own.size();
        own.removeIf(lesson -> {
            boolean of = lesson.minute >= fromMinute;
            if (of) lesson.tail.forget(lesson.p);
            return of;
        });
        gone -= own.size();
        if (own.isEmpty()) byDevice().remove(device);
        // Most were learned a moment ago.
        for (Iterator<Lesson> back = lessons.descendingIterator(); gone > 0; ) {
            Lesson lesson = back.next();
            if (lesson.minute < fromMinute || !lesson.device.equals(device)) continue;
            back.remove();
            gone--;
        }
    }

    /** Lessons that can no longer be taken back, though they are young enough. */
    long forgotten() {
        return forgotten;
    }
}
