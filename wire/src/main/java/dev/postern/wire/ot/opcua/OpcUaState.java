package dev.postern.wire.ot.opcua;

import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a connection remembers: its channel, requests that wait for their answer, chunks of messages not yet whole, and which node each
 * monitored item stands for. Every table is bounded and its oldest entry goes first.
 */
final class OpcUaState {
    /** Publish requests wait long, and a client may have many of them. */
    static final int ASKED_MAX = 256;

    static final int ITEMS_MAX = 4096;
    static final int NODES_MAX = 256;
    static final int MESSAGE_BYTES_MAX = 262_144;

    /** A request; {@code nodes} are those it read, in order, {@code handles} the handles it gave to monitored items. */
    record Asked(
            Service service,
            String operation,
            Verb verb,
            String target,
            String[] nodes,
            long[] handles,
            long subscription,
            long atNanos) {}

    private final LinkedHashMap<Long, Asked> asked = new LinkedHashMap<>();
    private final LinkedHashMap<Long, String> items = new LinkedHashMap<>();
    private final Chunks up = new Chunks();
    private final Chunks down = new Chunks();
    /** Name of the policy without its path, or null before the channel was seen to open. */
    String policy;
    /** 1 none, 2 sign, 3 sign and encrypt, 0 unknown. */
    int mode;
    /** Event time of the hello that waits for its acknowledge, or -1. */
    long helloNanos = -1;

    String helloTarget = "";

    /** Chunks of one message so far; they follow each other on a connection. */
    static final class Chunks {
        private byte[] bytes = new byte[0];
        private int length;
        private boolean beyond;

        boolean begun() {
            return length > 0;
        }

        /** What lies beyond {@link #MESSAGE_BYTES_MAX} is dropped. */
        void add(byte[] body) {
            int more = Math.min(body.length, MESSAGE_BYTES_MAX - length);
            beyond |= more < body.length;
            if (length + more > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
            System.arraycopy(body, 0, bytes, length, more);
            length += more;
        }

        boolean beyond() {
            return beyond;
        }

        byte[] take() {
            byte[] whole = Arrays.copyOf(bytes, length);
            bytes = new byte[0];
            length = 0;
            beyond = false;
            return whole;
        }
    }

    Chunks chunks(boolean fromClient) {
        return fromClient ? up : down;
    }

    void ask(Turn turn, long request, Asked question) {
        put(turn, asked, request, question, ASKED_MAX);
    }

    Asked answered(long request) {
        return asked.remove(request);
    }

    void monitor(Turn turn, long subscription, long handle, String node) {
        put(turn, items, subscription << 32 | handle, node, ITEMS_MAX);
    }

    /** The node behind a client handle; the handle itself where its creation was not seen, which another subscription may have as well. */
    String monitored(long subscription, long handle) {
        String node = items.get(subscription << 32 | handle);
        return node != null ? node : "subscription " + subscription + " handle " + handle;
    }

    private static <K, V> void put(Turn turn, LinkedHashMap<K, V> table, K key, V value, int most) {
        if (table.size() >= most && !table.containsKey(key)) {
            Map.Entry<K, V> oldest = table.firstEntry();
            table.remove(oldest.getKey());
            turn.forgot();
        }
        table.put(key, value);
    }
}
