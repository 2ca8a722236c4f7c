package dev.postern.wire;

import dev.postern.model.Address;
import java.util.Arrays;
import java.util.HashMap;

/**
 * The flows of one shard: a hash index by linear probing over slots, and for each source two queues from the flow longest without
 * traffic to the latest, one of flows that were never answered, one of those worth keeping. When a source is at its limit its own
 * oldest unanswered flow must go; when the shard is full, the oldest unanswered one of all. So a scan or a flood pushes out itself.
 * Looking up allocates nothing. Nothing is iterated in hash order.
 */
final class FlowTable {
    private static final int NONE = -1;
    private static final int SLOTS_FIRST = 256;

    /** Ends of a queue of slots. */
    static final class Queue {
        int head = NONE;
        int tail = NONE;
    }

    /** What one source has. */
    static final class Source {
        int flows;
        /** Held by its flows, see {@link Budget}. */
        long bytes;

        final Queue unanswered = new Queue();
        final Queue kept = new Queue();
    }

    private Flow[] slots = new Flow[SLOTS_FIRST];
    /** Slot + 1 by hash; 0 is empty. */
    private int[] index = new int[2 * SLOTS_FIRST];

    /** Slots with traffic in this window, in the order of their first packet; -1 where the flow has been reported since. */
    private int[] listed = new int[SLOTS_FIRST];

    private int listedCount;

    private int[] free = new int[SLOTS_FIRST];
    private int freeCount;
    private int used;
    private int size;
    /** Event time from which idle flows are looked for again. */
    long nextSweepNanos = Long.MIN_VALUE;

    private int[] before = new int[SLOTS_FIRST];
    private int[] after = new int[SLOTS_FIRST];
    private int[] beforeOfSource = new int[SLOTS_FIRST];
    private int[] afterOfSource = new int[SLOTS_FIRST];
    private final Queue unanswered = new Queue();
    private final Queue kept = new Queue();
    private final HashMap<Address, Source> sources = new HashMap<>();

    int size() {
        return size;
    }

    /** One more than the highest slot ever used. */
    int slots() {
        return used;
    }

    /** The flow in a slot, or null. */
    Flow at(int slot) {
        return slots[slot];
    }

    static int hash(Packet packet) {
        long a = (packet.sourceHigh * 31 + packet.sourceLow) * 0x9E37_79B9_7F4A_7C15L + packet.sourcePort;
        long b =
                (packet.destinationHigh * 31 + packet.destinationLow) * 0x9E37_79B9_7F4A_7C15L + packet.destinationPort;
        return (int) Octets.mix(
                (a ^ b) + (a + b) * 0x2545_F491_4F6C_DD1DL + (long) packet.vlan * 8 + packet.transport.ordinal());
    }

    Flow find(Packet packet, int hash) {
        int mask = index.length - 1;
        for (int i = hash & mask; index[i] != 0; i = i + 1 & mask) {
            Flow flow = slots[index[i] - 1];
            if (flow.hash == hash
                    && flow.transport == packet.transport
                    && flow.vlan == packet.vlan
                    && flow.kind == packet.kind
                    && (flow.isFromClient(packet) || flow.isFromServer(packet))) return flow;
        }
        return null;
    }

    /** Flows begun by {@code source}. */
    int flowsOf(Address source) {
        Source of = sources.get(source);
        return of == null ? 0 : of.flows;
    }

    /** The flow of this source that can best be spared; the source has one. */
    Flow spareOf(Address source) {
        Source of = sources.get(source);
        return slots[of.unanswered.head != NONE ? of.unanswered.head : of.kept.head];
    }

    /** The flow of the shard that can best be spared; there is one. */
    Flow spare() {
        return slots[unanswered.head != NONE ? unanswered.head : kept.head];
    }

    void add(Flow flow) {
        if (freeCount == 0 && used == slots.length) grow();
        int slot = freeCount > 0 ? free[--freeCount] : used++;
        flow.slot = slot;
        slots[slot] = flow;
        place(slot, flow.hash);
        size++;
        Source of = sources.computeIfAbsent(flow.source, _ -> new Source());
        of.flows++;
        flow.holder = of;
        enqueue(flow, of);
    }

    void remove(Flow flow) {
        Source of = sources.get(flow.source);
        dequeue(flow, of);
        if (--of.flows == 0) sources.remove(flow.source);
        unplace(flow);
        slots[flow.slot] = null;
        free[freeCount++] = flow.slot;
        size--;
    }

    /** The flow has traffic again. */
    void refresh(Flow flow) {
        Source of = sources.get(flow.source);
        dequeue(flow, of);
        enqueue(flow, of);
    }

    /** The flow has shown that it is more than an attempt. */
    void keep(Flow flow) {
        Source of = sources.get(flow.source);
        dequeue(flow, of);
        flow.kept = true;
        enqueue(flow, of);
    }

    /** The flow has something to report at the end of the window. */
    void list(Flow flow) {
        if (listedCount == listed.length) listed = Arrays.copyOf(listed, 2 * listedCount);
        flow.listed = listedCount;
        listed[listedCount++] = flow.slot;
    }

    /** The flow was reported before the end of the window. */
    void unlist(Flow flow) {
        listed[flow.listed] = NONE;
        flow.listed = NONE;
        while (listedCount > 0 && listed[listedCount - 1] == NONE) listedCount--;
    }

    int listedCount() {
        return listedCount;
    }

    /** The flow at a place in the list, or null. */
    Flow listed(int place) {
        return listed[place] == NONE ? null : slots[listed[place]];
    }

    private void enqueue(Flow flow, Source of) {
        append(flow.kept ? kept : unanswered, before, after, flow.slot);
        append(flow.kept ? of.kept : of.unanswered, beforeOfSource, afterOfSource, flow.slot);
    }

    private void dequeue(Flow flow, Source of) {
        unlink(flow.kept ? kept : unanswered, before, after, flow.slot);
        unlink(flow.kept ? of.kept : of.unanswered, beforeOfSource, afterOfSource, flow.slot);
    }

    private static void append(Queue queue, int[] before, int[] after, int slot) {
        before[slot] = queue.tail;
        after[slot] = NONE;
        if (queue.tail == NONE) queue.head = slot;
        else after[queue.tail] = slot;
        queue.tail = slot;
    }

    private static void unlink(Queue queue, int[] before, int[] after, int slot) {
        if (before[slot] == NONE) queue.head = after[slot];
        else after[before[slot]] = after[slot];
        if (after[slot] == NONE) queue.tail = before[slot];
        else before[after[slot]] = before[slot];
    }

    private void place(int slot, int hash) {
        int mask = index.length - 1;
        int i = hash & mask;
        while (index[i] != 0) i = i + 1 & mask;
        index[i] = slot + 1;
    }

    /** Closes the hole in the probe sequence by moving later entries forward. */
    private void unplace(Flow flow) {
        int mask = index.length - 1;
        int hole = flow.hash & mask;
        while (index[hole] != flow.slot + 1) hole = hole + 1 & mask;
        for (int i = hole + 1 & mask; index[i] != 0; i = i + 1 & mask) {
            int home = slots[index[i] - 1].hash & mask;
            if ((i - home & mask) < (i - hole & mask)) continue;
            index[hole] = index[i];
            hole = i;
        }
        index[hole] = 0;
    }

    private void grow() {
        int length = 2 * slots.length;
        slots = Arrays.copyOf(slots, length);
        free = Arrays.copyOf(free, length);
        before = Arrays.copyOf(before, length);
        after = Arrays.copyOf(after, length);
        beforeOfSource = Arrays.copyOf(beforeOfSource, length);
        afterOfSource = Arrays.copyOf(afterOfSource, length);
        index = new int[2 * length];
        for (int slot = 0; slot < used; slot++) if (slots[slot] != null) place(slot, slots[slot].hash);
    }
}
