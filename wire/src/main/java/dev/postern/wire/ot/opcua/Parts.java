package dev.postern.wire.ot.opcua;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Chunks of PubSub messages that are not yet whole, OPC 10000-14 section 7.2.4.4.4; they come in any order, and again. At most {@link #MESSAGES_MAX} messages and
 * {@link #BYTES_MAX} octets in hand, and the oldest goes first; what is longer, or lies in more than {@link #PARTS_MAX} chunks, is not put together.
 */
final class Parts {
    static final int MESSAGES_MAX = 8;
    static final int PARTS_MAX = 256;
    static final int BYTES_MAX = 262_144;
    /** Numbers come again: what is older belongs to another message. */
    static final long NANOS_MAX = 10_000_000_000L;

    private record Key(String publisher, int type, long writer, int sequence) {}

    /** One message, its chunks by their offset. */
    private record Begun(long sinceNanos, long total, TreeMap<Integer, byte[]> parts) {
        int length() {
            int length = 0;
            for (byte[] part : parts.values()) length += part.length;
            return length;
        }

        /** Null where chunks overlap. */
        Bytes join() {
            byte[] whole = new byte[(int) total];
            int at = 0;
            for (Map.Entry<Integer, byte[]> part : parts.entrySet()) {
                if (part.getKey() != at) return null;
                System.arraycopy(part.getValue(), 0, whole, at, part.getValue().length);
                at += part.getValue().length;
            }
            return new Bytes().wrap(whole);
        }
    }

    private final LinkedHashMap<Key, Begun> begun = new LinkedHashMap<>();
    private int bytes;

    /** The payload of the whole message where this chunk was the last that it lacked, else null. */
    Bytes add(Turn turn, NetworkMessage message) {
        int length = message.chunkData.length();
        if (length == 0) return null;
        if (message.totalSize > BYTES_MAX) {
            turn.forgot();
            return null;
        }
        long writer = message.writers.isEmpty() ? -1 : message.writers.getFirst();
        Key key = new Key(message.publisher, message.type, writer, message.chunkSequence);
        Begun of = begun.get(key);
        boolean another =
                of != null && (of.total != message.totalSize || Math.abs(turn.atNanos() - of.sinceNanos) > NANOS_MAX);
        if (another) remove(key);
        if (of == null || another) {
            of = new Begun(turn.atNanos(), message.totalSize, new TreeMap<>());
            begun.put(key, of);
        }
        byte[] part = message.chunkData.copy(0, length);
        if (of.parts.putIfAbsent((int) message.chunkOffset, part) == null) bytes += length;
        if (of.length() == of.total) {
            remove(key);
            return of.join();
        }
        if (of.length() > of.total || of.parts.size() > PARTS_MAX) {
            remove(key);
            turn.forgot();
        }
        while (begun.size() > MESSAGES_MAX || bytes > BYTES_MAX) {
            remove(begun.firstEntry().getKey());
            turn.forgot();
        }
        return null;
    }

    private void remove(Key key) {
        bytes -= begun.remove(key).length();
    }
}
