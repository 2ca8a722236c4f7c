package dev.postern.wire.it.dcerpc;

import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import java.util.LinkedHashMap;

/**
 * What one association remembers: the interfaces bound, the calls without an answer yet, the handles given. Each table forgets its oldest entry at its limit; then
 * an answer is told without its request. Sequences of fragments need no table: a call is told with its first, an answer with its last.
 */
final class Association {
    static final int CONTEXTS_MAX = 64;
    static final int WAITING_MAX = 256;
    static final int HANDLES_MAX = 64;

    /** A call, as far as its answer needs it. {@code context} is null for a bind. */
    record Asked(String operation, Verb verb, String target, Context context, int number, long atNanos) {}

    /** An interface, and the version asked for. */
    record Context(Uuid uuid, int major, int minor) {
        Interface known() {
            return Interfaces.of(uuid);
        }
    }

    private final LinkedHashMap<Integer, Context> contexts = new LinkedHashMap<>();
    private final LinkedHashMap<Long, Asked> waiting = new LinkedHashMap<>();

    /** What was opened, by the handle that the answer gave. */
    private final LinkedHashMap<Uuid, String> handles = new LinkedHashMap<>();

    private static <K, V> void keep(Turn turn, LinkedHashMap<K, V> table, K key, V value, int most) {
        table.put(key, value);
        if (table.size() <= most) return;
        table.pollFirstEntry();
        turn.forgot();
    }

    void bind(Turn turn, int id, Context context) {
        keep(turn, contexts, id, context, CONTEXTS_MAX);
    }

    /** Null if the bind was not seen. */
    Context context(int id) {
        return contexts.get(id);
    }

    void ask(Turn turn, long call, Asked asked) {
        keep(turn, waiting, call, asked, WAITING_MAX);
    }

    /** Null if the call was not seen. */
    Asked answered(long call) {
        return waiting.remove(call);
    }

    void opened(Turn turn, Uuid handle, String name) {
        if (handle.isNil()) return;
        keep(turn, handles, handle, name, HANDLES_MAX);
    }

    /** The object of a handle, or the empty string. */
    String object(Uuid handle) {
        return handles.getOrDefault(handle, "");
    }
}
