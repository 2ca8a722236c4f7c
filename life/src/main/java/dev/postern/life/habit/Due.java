package dev.postern.life.habit;

/**
 * When each of many points is to be remembered next: {@link #FIRST} times a minute apart, then every {@link #EVERY_MINUTES}. So a short recording has a course
 * to show, and a year costs 144 samples a day. O(1) an answer; at most {@link #LIMIT} points, twice as many places of 13 bytes.
 */
public final class Due {
    public static final int LIMIT = 256;
    private static final int FIRST = 60;
    private static final int EVERY_MINUTES = 10;
    private static final int IDLE_MINUTES = 120;
    private static final int PLACES_LEAST = 16;
    private static final int PLACE_BYTES = 13;
    /** Without points. */
    public static final int BYTES_LEAST = Heap.object(36) + tables(PLACES_LEAST);

    private long[] points = new long[PLACES_LEAST];
    private int[] dueMinutes = new int[PLACES_LEAST];
    private byte[] samples = new byte[PLACES_LEAST];
    private int size;
    private int roomMinute = -1;
    private long refused;

    /** Times that a point found no room, once a minute at most. */
    public long refused() {
        return refused;
    }

    private static int tables(int places) {
        return Heap.array(places, 8) + Heap.array(places, 4) + Heap.array(places, 1);
    }

    /** Octets of heap. */
    public int bytes() {
        return BYTES_LEAST - tables(PLACES_LEAST) + tables(points.length);
    }

    /** Minutes until the next sample, when there were so many. */
    public static int pause(int samples) {
        return samples < FIRST ? 1 : EVERY_MINUTES;
    }

    /**
     * Is this point to be remembered now? If so, not again for a while.
     *
     * @param point its name, not 0
     */
    public boolean take(long point, int minute, Room room) {
        int at = find(point);
        if (points[at] == 0) {
            if (isFull(room) && !makeRoom(minute, room)) return false;
            if (2 * size >= points.length) rebuild(2 * points.length, Integer.MIN_VALUE);
            at = find(point);
            points[at] = point;
            samples[at] = 0;
            size++;
        } else if (minute < dueMinutes[at]) {
            return false;
        }
        if (samples[at] < FIRST) samples[at]++;
        dueMinutes[at] = minute + pause(samples[at]);
        return true;
    }

    private int find(long point) {
        int mask = points.length - 1;
        int at = (int) (point ^ point >>> 32) & mask;
        while (points[at] != 0 && points[at] != point) at = (at + 1) & mask;
        return at;
    }

    /** Those go that were not there for two hours. Tried once a minute. */
    private boolean makeRoom(int minute, Room room) {
        if (roomMinute != minute) {
            roomMinute = minute;
            rebuild(points.length, minute - IDLE_MINUTES);
            if (isFull(room)) refused++;
        }
        return !isFull(room);
    }

    private boolean isFull(Room room) {
        return size == LIMIT || 2 * size >= points.length && !room.has(points.length * PLACE_BYTES);
    }

    /** @param fromMinute those that were due before are forgotten */
    private void rebuild(int length, int fromMinute) {
        long[] names = points;
        int[] due = dueMinutes;
        byte[] had = samples;
        points = new long[length];
        dueMinutes = new int[length];
        samples = new byte[length];
        size = 0;
        for (int i = 0; i < names.length; i++) {
            if (names[i] == 0 || due[i] < fromMinute) continue;
            int at = find(names[i]);
            points[at] = names[i];
            dueMinutes[at] = due[i];
            samples[at] = had[i];
            size++;
        }
    }
}
