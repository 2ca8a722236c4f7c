package dev.postern.wire.it.amqp;

import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a connection remembers: its version, requests by channel, contents that are on their way, links. Bounded; the oldest entry goes first. */
final class AmqpState {
    static final int ENTRIES_MAX = 256;
    static final int UNKNOWN = 0, VERSION_091 = 9, VERSION_10 = 10;

    int version = UNKNOWN;

    record Asked(int method, String operation, Verb verb, String target, long atNanos) {}

    /** A method of 0-9-1 that is followed by content, with its arguments; {@code size} is -1 until its header has come, whose properties join them. */
    record Content(Method method, String target, long size, List<String> names, List<Object> values) {}

    private final LinkedHashMap<Integer, Asked> asked = new LinkedHashMap<>();
    private final LinkedHashMap<Integer, Content> contents = new LinkedHashMap<>();
    private final LinkedHashMap<Long, String> links = new LinkedHashMap<>();

    private static int key(boolean fromClient, int channel) {
        return fromClient ? channel : channel | 0x1_0000;
    }

    void ask(Turn turn, boolean fromClient, int channel, Asked question) {
        put(turn, asked, key(fromClient, channel), question);
    }

    /** What the other side asked on this channel, or null; a question waits only while it is the last. */
    Asked answered(boolean fromClient, int channel) {
        return asked.remove(key(!fromClient, channel));
    }

    void content(Turn turn, boolean fromClient, int channel, Content content) {
        if (content == null) contents.remove(key(fromClient, channel));
        else put(turn, contents, key(fromClient, channel), content);
    }

    Content content(boolean fromClient, int channel) {
        return contents.get(key(fromClient, channel));
    }

    void link(Turn turn, boolean fromClient, int channel, long handle, String address) {
        put(turn, links, (long) key(fromClient, channel) << 32 | handle, address);
    }

    /** Address behind the handle of a link, empty if its attach was not seen. */
    String link(boolean fromClient, int channel, long handle) {
        return links.getOrDefault((long) key(fromClient, channel) << 32 | handle, "");
    }

    private static <K, V> void put(Turn turn, LinkedHashMap<K, V> table, K key, V value) {
        if (table.size() >= ENTRIES_MAX && !table.containsKey(key)) {
            Map.Entry<K, V> oldest = table.firstEntry();
            table.remove(oldest.getKey());
            turn.forgot();
        }
        table.put(key, value);
    }
}
