package dev.postern.life.habit;

import java.util.Arrays;

/**
 * Windows so surprising that they must not teach yet: kept by the hour, and learned {@link #HOURS} later unless somebody said meanwhile that
 * they were malicious. What one hour brought is kept as sums, so an attack that lasts takes no more room than one that does not: 14 octets an hour that had any,
 * 1 KB at most.
 */
public final class Quarantine {
    /** A window with a p below this waits. */
    static final double WAITS_P = 1e-3;

    /** How long what surprises waits to be learned, may be taken back, and is refused to an incident. */
    public static final int HOURS = 72;

    private static final int MINUTES = 60;

    private static final int OBJECT_BYTES = Heap.object(25);

    /** Which hours, by their place in a ring of {@link #HOURS}; as long as the columns are. */
    private byte[] places = new byte[1];

    private float[] weight = new float[1];
    private float[] sum = new float[1];
    private float[] logSum = new float[1];
    private byte[] busy = new byte[1];
    private byte waiting;
    private int minute;

    /**
     * What one hour brought: the mean of its windows, and of the logarithms of those that had any.
     *
     * @param busy how many had any
     */
    record Hour(double weight, double mean, double busy, double logMean) {}

    /** A minute passes. @return the hour whose time is over, or null */
    Hour tick() {
        if (++minute % MINUTES != 0) return null;
        int at = find(place(0));
        if (at < 0) return null;
        Hour due = new Hour(weight[at], sum[at] / weight[at], busy[at], busy[at] == 0 ? 0 : logSum[at] / busy[at]);
        remove(at);
        return due;
    }

    /** An hour that finds no room waits with one that came before. */
    void add(double windowWeight, double plain, double seen, Room room) {
        int at = find(place(0));
        if (at < 0) at = begin(place(0), room);
        weight[at] += (float) windowWeight;
        sum[at] += (float) (windowWeight * plain);
        if (seen <= 0 || busy[at] == Byte.MAX_VALUE) return;
        busy[at]++;
        logSum[at] += (float) Math.log(seen);
    }

    /** Of the hour that began so many hours ago. */
    private int place(int back) {
        return Math.floorMod(minute / MINUTES - back, HOURS);
    }

    private int find(int place) {
        for (int at = 0; at < waiting; at++) if (places[at] == place) return at;
        return -1;
    }

    private int begin(int place, Room room) {
        if (waiting == places.length) {
            int hours = Math.min(HOURS, 2 * waiting);
            if (!room.has(bytes(hours) - bytes())) return waiting - 1;
            places = Arrays.copyOf(places, hours);
            weight = Arrays.copyOf(weight, hours);
            sum = Arrays.copyOf(sum, hours);
            logSum = Arrays.copyOf(logSum, hours);
            busy = Arrays.copyOf(busy, hours);
        }
        int at = waiting++;
        places[at] = (byte) place;
        weight[at] = sum[at] = logSum[at] = busy[at] = 0;
        return at;
    }

    private void remove(int at) {
        int last = --waiting;
        places[at] = places[last];
        weight[at] = weight[last];
        sum[at] = sum[last];
        logSum[at] = logSum[last];
        busy[at] = busy[last];
    }

    int bytes() {
        return bytes(places.length);
    }

    private static int bytes(int hours) {
        return OBJECT_BYTES + 3 * Heap.array(hours, 4) + 2 * Heap.array(hours, 1);
    }

    boolean isEmpty() {
        return waiting == 0;
    }

    /** Nothing of this and the {@code hours} before will ever be learned. */
    void clear(int hours) {
        for (int back = 0; back <= hours && back < HOURS; back++) {
            int at = find(place(back));
            if (at >= 0) remove(at);
        }
    }
}
