package dev.postern.wire.ot.profinet;

import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import java.util.LinkedHashMap;

/**
 * What one pair of stations remembers: get and set requests that wait for their answer, by transaction id, the oldest goes at
 * {@link #WAITING_MAX}; and the last frame id of each side with its name.
 */
final class ProfinetState {
    static final int WAITING_MAX = 16;

    /** What the answer repeats. */
    record Asked(String operation, Verb verb, String target, long atNanos) {}

    private final LinkedHashMap<Long, Asked> waiting = new LinkedHashMap<>();
    private int clientFrame = -1;
    private int serverFrame = -1;
    private String clientFrameName;
    private String serverFrameName;

    void ask(Turn turn, long transaction, Asked asked) {
        waiting.put(transaction, asked);
        if (waiting.size() > WAITING_MAX) {
            waiting.pollFirstEntry();
            turn.forgot();
        }
    }

    /** @return null if the request was not seen */
    Asked answered(long transaction) {
        return waiting.remove(transaction);
    }

    /** Names the communication relation, so that the inputs and outputs of one pair of devices are told apart; made once for a run of frames. */
    String frameName(int id, boolean fromClient) {
        if (id != (fromClient ? clientFrame : serverFrame)) {
            String name = "frame 0x" + Integer.toHexString(id);
            if (fromClient) {
                clientFrame = id;
                clientFrameName = name;
            } else {
                serverFrame = id;
                serverFrameName = name;
            }
        }
        return fromClient ? clientFrameName : serverFrameName;
    }
}
