package dev.postern.wire.ot.bacnet;

import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Waiting;
import java.util.Arrays;
import java.util.LinkedHashMap;

/**
 * What a flow remembers: confirmed requests that wait for their answer, messages of which not all segments have come (clause 5.4), and the
 * last question to a broadcast manager. Each list is bounded and its oldest entry goes first.
 */
final class BacnetState {
    static final int ASKED_MAX = 64;
    static final int ASSEMBLIES_MAX = 8;
    static final int ASSEMBLY_BYTES_MAX = 65_536;

    /** A confirmed request; an answer that comes in segments leaves it here until its last one. */
    record Asked(int service, String operation, Verb verb, String unit, String target, long atNanos) {}

    record BvlcAsked(int function, String operation, Verb verb, String target, long atNanos) {}

    private static final class Assembly {
        private byte[] bytes = new byte[1024];
        private int length;
        private int nextSequence;
    }

    private final Waiting<String, Asked> asked = new Waiting<>(ASKED_MAX);
    private final LinkedHashMap<String, Assembly> assemblies = new LinkedHashMap<>();
    private BvlcAsked bvlcAsked;

    /** Which exchange: who asked, with which invoke id, and whom. */
    static String key(boolean clientAsked, int invoke, String unit) {
        return (clientAsked ? "c" : "s") + invoke + " " + unit;
    }

    void ask(Turn turn, String key, Asked request) {
        asked.ask(turn, key, request);
    }

    /** The request this answers, or null. */
    Asked answered(String key, boolean last) {
        return last ? asked.answer(key) : asked.peek(key);
    }

    /**
     * Takes one segment.
     *
     * @return all of the message once its last segment has come, else null
     */
    byte[] segment(Turn turn, String key, int sequence, boolean more, byte[] part) {
        Assembly assembly = assemblies.get(key);
        if (sequence == 0) {
            assemblies.remove(key);
            if (assemblies.size() >= ASSEMBLIES_MAX) {
                assemblies.pollFirstEntry();
                turn.forgot();
            }
            assembly = new Assembly();
            assemblies.put(key, assembly);
        }
        // A repeated segment brings nothing new; one out of order is sent again (clause 5.4.4).
        if (assembly == null || sequence != assembly.nextSequence) return null;
        int length = assembly.length + part.length;
        if (length > ASSEMBLY_BYTES_MAX) {
            assemblies.remove(key);
            turn.forgot();
            return null;
        }
        if (length > assembly.bytes.length)
            assembly.bytes = Arrays.copyOf(assembly.bytes, Math.max(2 * assembly.bytes.length, length));
        System.arraycopy(part, 0, assembly.bytes, assembly.length, part.length);
        assembly.length = length;
        assembly.nextSequence = sequence + 1 & 0xFF;
        if (more) return null;
        assemblies.remove(key);
        return Arrays.copyOf(assembly.bytes, length);
    }

    void bvlcAsk(BvlcAsked question) {
        bvlcAsked = question;
    }

    BvlcAsked bvlcAnswered() {
        BvlcAsked question = bvlcAsked;
        bvlcAsked = null;
        return question;
    }
}
