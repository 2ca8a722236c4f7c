package dev.postern.plant.net;

import java.util.Arrays;

/** Things that wait for their time; of those with the same time, first come, first served. Binary heap, O(log n) a step. */
final class TimeHeap<T> {
    private static final int INITIAL = 256;
    private long[] times = new long[INITIAL];
    private long[] tickets = new long[INITIAL];
    private Object[] items = new Object[INITIAL];
    private int size;
    private long nextTicket;

    boolean isEmpty() {
        return size == 0;
    }

    /** Time of the first; {@link Long#MAX_VALUE} if there is none. */
    long firstNanos() {
        return size == 0 ? Long.MAX_VALUE : times[0];
    }

    void push(long atNanos, T item) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            tickets = Arrays.copyOf(tickets, size * 2);
            items = Arrays.copyOf(items, size * 2);
        }
        long ticket = nextTicket++;
        int hole = size++;
        while (hole > 0) {
            int parent = (hole - 1) >> 1;
            if (times[parent] <= atNanos) break;
            move(parent, hole);
            hole = parent;
        }
        put(hole, atNanos, ticket, item);
    }

    @SuppressWarnings("unchecked")
    T pop() {
        T first = (T) items[0];
        size--;
        long atNanos = times[size];
        long ticket = tickets[size];
        Object last = items[size];
        items[size] = null;
        if (size == 0) return first;
        int hole = 0;
        while (true) {
            int child = 2 * hole + 1;
            if (child >= size) break;
            if (child + 1 < size && before(times[child + 1], tickets[child + 1], times[child], tickets[child])) child++;
            if (before(atNanos, ticket, times[child], tickets[child])) break;
            move(child, hole);
            hole = child;
        }
        put(hole, atNanos, ticket, last);
        return first;
    }

    private static boolean before(long time, long ticket, long otherTime, long otherTicket) {
        return time < otherTime || (time == otherTime && ticket < otherTicket);
    }

    private void move(int from, int to) {
        put(to, times[from], tickets[from], items[from]);
    }

    private void put(int at, long atNanos, long ticket, Object item) {
        times[at] = atNanos;
        tickets[at] = ticket;
        items[at] = item;
    }
}
