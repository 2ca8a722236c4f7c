package dev.postern.wire.ot.opcua;

import dev.postern.wire.Turn;
import java.util.LinkedHashMap;
import java.util.Map;

/** The data sets announced between two hosts, by publisher and writer; at most {@link #SETS_MAX} with {@link #FIELDS_MAX} fields and parts of them in all, and the oldest goes first. */
final class Announced {
    static final int SETS_MAX = 64;
    static final int FIELDS_MAX = 1024;

    private record Key(String publisher, long writer) {}

    private final LinkedHashMap<Key, MetaData> sets = new LinkedHashMap<>();
    private int fields;

    void add(Turn turn, String publisher, long writer, MetaData set) {
        MetaData before = sets.remove(new Key(publisher, writer));
        if (before != null) fields -= before.parts();
        sets.put(new Key(publisher, writer), set);
        fields += set.parts();
        while (sets.size() > SETS_MAX || fields > FIELDS_MAX) {
            Map.Entry<Key, MetaData> oldest = sets.pollFirstEntry();
            fields -= oldest.getValue().parts();
            turn.forgot();
        }
    }

    /** Null where none was announced, or another version. */
    MetaData of(String publisher, long writer, long version) {
        if (sets.isEmpty()) return null;
        MetaData set = sets.get(new Key(publisher, writer));
        return set != null && set.isOf(version) ? set : null;
    }
}
