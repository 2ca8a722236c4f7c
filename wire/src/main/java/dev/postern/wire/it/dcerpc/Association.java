package dev.postern.wire.it.dcerpc;

import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import dev.postern.wire.ot.opc.Question;
import java.util.LinkedHashMap;

/**
 * What one association remembers: the interfaces bound, the calls without an answer yet, the handles given. Each table forgets its oldest entry at its limit; then
 * an answer is told without its request. Sequences of fragments need no table: a call is told with its first, an answer with its last. Those of OPC are put together
 * in {@link Parts} and told with their last.
 */
final class Association {
    static final int CONTEXTS_MAX = 64;
    static final int WAITING_MAX = 256;
    static final int HANDLES_MAX = 64;
    /** Items of OPC that calls without an answer are about, all together. */
    static final int QUESTIONED_MAX = 16_384;

    /**
     * A call, as far as its answer needs it.
     *
     * @param context null for a bind
     * @param question of OPC, else null
     * @param queried the interface that was asked for others of its object, else null
     */
    record Asked(
            String operation,
            Verb verb,
            String target,
            Context context,
            int number,
            long atNanos,
            Question question,
            Uuid queried) {
        Asked(String operation, Verb verb, String target, Context context, int number, long atNanos) {
            this(operation, verb, target, context, number, atNanos, null, null);
        }

        private int weight() {
            return question == null ? 0 : question.weight();
        }
    }

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

    private final Parts asking = new Parts();
    private final Parts answering = new Parts();
    private int questioned;

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
        answered(call);
        waiting.put(call, asked);
        questioned += asked.weight();
        while (waiting.size() > WAITING_MAX || questioned > QUESTIONED_MAX) {
            questioned -= waiting.pollFirstEntry().getValue().weight();
            turn.forgot();
        }
    }

    /** Null if the call was not seen. */
    Asked answered(long call) {
        Asked asked = waiting.remove(call);
        if (asked != null) questioned -= asked.weight();
        return asked;
    }

    /** The same, but it waits on. */
    Asked awaited(long call) {
        return waiting.get(call);
    }

    /** Where the fragments of calls, or of answers, are put together. */
    Parts parts(boolean ofAnswers) {
        return ofAnswers ? answering : asking;
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
