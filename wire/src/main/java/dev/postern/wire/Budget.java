package dev.postern.wire;

/**
 * Bytes that all flows of a shard hold together, of streams and of datagrams nobody is sure about. One source may hold an eighth of what the others leave: who opens
 * many connections and sends messages that never end fills its own part only, and n of them, with forged addresses too, leave 7 / (n + 7) of all to others (a dynamic
 * threshold, Choudhury and Hahne, IEEE/ACM Transactions on Networking 6, 1998).
 */
final class Budget {
    static final int SOURCE_PART = 8;

    private long used;

    /** Takes the bytes for this flow; false, and counted, if its source or the shard has too many. */
    boolean take(Flow flow, long bytes, long most, Counters counters) {
        FlowTable.Source holder = flow.holder;
        if (holder != null && holder.bytes + bytes > most / SOURCE_PART) {
            counters.limit("pending bytes of a source");
            return false;
        }
        boolean beyond = holder != null && holder.bytes + bytes > (most - used + holder.bytes) / SOURCE_PART;
        if (beyond || used + bytes > most) {
            counters.limit("pending bytes of a shard");
            return false;
        }
        used += bytes;
        if (holder != null) holder.bytes += bytes;
        return true;
    }

    void giveBack(Flow flow, long bytes) {
        used -= bytes;
        if (flow.holder != null) flow.holder.bytes -= bytes;
    }

    long used() {
        return used;
    }
}
