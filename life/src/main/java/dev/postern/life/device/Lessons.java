package dev.postern.life.device;

import dev.postern.life.chance.Tail;
import dev.postern.model.Address;
import java.util.ArrayDeque;

/**
 * What tails learned of very small p-values in the last {@value #HOURS} hours. They learn at once, or what is harmless and new would be told for days; but what turns out to
 * belong to an incident is taken back. At most {@value #MOST}; what is more stays learned.
 */
final class Lessons {
    private static final int HOURS = 72;
    private static final int MOST = 65_536;
    /** Whoever surprises less does no harm as a lesson. */
    static final double EXTREME_P = 1e-3;

    private final ArrayDeque<Lesson> lessons = new ArrayDeque<>();
    private long forgotten;

    private record Lesson(Address device, int minute, Tail tail, double p) {}

    /**
     * @param p as the tail learns it
     * @param remember whether it may have to be taken back
     */
    void learn(Tail tail, double p, DeviceLife device, int minute, boolean remember) {
        tail.learn(p);
        if (!remember) return;
        if (lessons.size() >= MOST) {
            lessons.removeFirst();
            forgotten++;
        }
        lessons.addLast(new Lesson(device.address, minute, tail, p));
    }

    /** A minute ends: what is too long ago stays learned. */
    void close(int minute) {
        while (!lessons.isEmpty() && lessons.getFirst().minute < minute - HOURS * 60) lessons.removeFirst();
    }

    /** The device has belonged to an incident since this minute. */
    void takeBack(Address device, int fromMinute) {
        lessons.removeIf(lesson -> {
            boolean gone = lesson.minute >= fromMinute && lesson.device.equals(device);
            if (gone) lesson.tail.forget(lesson.p);
            return gone;
        });
    }

    /** Lessons that can no longer be taken back, though they are young enough. */
    long forgotten() {
        return forgotten;
    }
}
