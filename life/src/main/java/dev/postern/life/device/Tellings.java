package dev.postern.life.device;

import java.util.Arrays;

/**
 * What was told of one device, so that what lasts is told once a day unless it became half as surprising again, and what comes back after a pause is told anew.
 * At most {@value #LIMIT} matters of 20 octets; the one that happened longest ago gives way.
 */
final class Tellings {
    private static final int LIMIT = 128;
    private static final int DAY_MINUTES = 1440;
    /** Quiet for this long, a matter is over. */
    private static final int EPISODE_MINUTES = 10;

    private static final double MORE = 1.5;

    /** Ascending; the first {@link #size} are taken. */
    private long[] matters = new long[2];

    private int[] toldMinute = new int[2];
    /** When it last happened, told or not. */
    private int[] lastMinute = new int[2];

    private float[] weight = new float[2];
    private int size;

    /** It happens now. @return whether it is to be told */
    boolean tells(long matter, int minute, double newWeight) {
        int at = Arrays.binarySearch(matters, 0, size, matter);
        boolean lasting = at >= 0
                && Math.abs(minute - toldMinute[at]) < DAY_MINUTES
                && Math.abs(minute - lastMinute[at]) <= EPISODE_MINUTES
                && newWeight < MORE * weight[at];
        if (lasting) {
            lastMinute[at] = Math.max(minute, lastMinute[at]);
            return false;
        }
        if (at < 0) at = begin(matter);
        toldMinute[at] = lastMinute[at] = minute;
        weight[at] = (float) newWeight;
        return true;
    }

    private int begin(long matter) {
        if (size == LIMIT) remove(oldest());
        if (size == matters.length) {
            int room = Math.min(LIMIT, 2 * size);
            matters = Arrays.copyOf(matters, room);
            toldMinute = Arrays.copyOf(toldMinute, room);
            lastMinute = Arrays.copyOf(lastMinute, room);
            weight = Arrays.copyOf(weight, room);
        }
        int at = -Arrays.binarySearch(matters, 0, size, matter) - 1;
        move(at, at + 1, size - at);
        size++;
        matters[at] = matter;
        return at;
    }

    private void remove(int at) {
        size--;
        move(at + 1, at, size - at);
    }

    private void move(int from, int to, int count) {
        System.arraycopy(matters, from, matters, to, count);
        System.arraycopy(toldMinute, from, toldMinute, to, count);
        System.arraycopy(lastMinute, from, lastMinute, to, count);
        System.arraycopy(weight, from, weight, to, count);
    }

    private int oldest() {
        int oldest = 0;
        for (int i = 1; i < size; i++) if (lastMinute[i] < lastMinute[oldest]) oldest = i;
        return oldest;
    }
}
