package dev.postern.wire;

/**
 * Bytes that all flows of a shard hold together, of streams and of datagrams nobody is sure about. One source may hold an eighth: who opens
 * many connections and sends messages that never end fills its own part only.
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
        if (used + bytes > most) {
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
