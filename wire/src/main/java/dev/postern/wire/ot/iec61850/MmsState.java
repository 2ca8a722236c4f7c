package dev.postern.wire.ot.iec61850;

import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import dev.postern.wire.ot.cotp.CotpState;
import java.util.ArrayList;
import java.util.List;

/** What an MMS flow remembers: requests without an answer, and names behind the numbers of open files and uploads. */
final class MmsState {
    /** Servers allow some ten outstanding requests (maxServOutstanding); the oldest goes first. */
    static final int PENDING_MAX = 64;

    static final int HANDLES_MAX = 32;
    /** Of a request for more variables than these the names are not kept for its answer. */
    static final int VARIABLES_MAX = 64;

    /** Stands for what has no invoke id: the association and its end. */
    static final long NO_INVOKE = -1;

    final CotpState cotp = new CotpState();
    private final ArrayList<Asked> pending = new ArrayList<>();
    private final ArrayList<Handle> handles = new ArrayList<>();
    /** Both have been told to speak TASE.2. */
    boolean tase2;
    /** Length of the message in hand. */
    int messageBytes;

    /** @param variables names asked for, in order; empty where there are none */
    record Asked(
            boolean fromClient,
            long invoke,
            int service,
            long atNanos,
            String operation,
            Verb verb,
            String target,
            List<Object> variables) {}

    private record Handle(int service, long number, String name) {}

    /** @param offset in the data unit, which may have come in several messages: told as far as the last of them reaches */
    void malformed(Turn turn, String rule, int offset) {
        turn.malformed(rule, Math.min(offset, messageBytes));
    }

    void asked(Turn turn, Asked request) {
        if (pending.size() == PENDING_MAX) {
            pending.removeFirst();
            turn.forgot();
        }
        pending.add(request);
    }

    /** Takes the other side's latest request with this invoke id and service (-1: any), or null. */
    Asked answered(boolean answerFromClient, long invoke, int service) {
        for (int i = pending.size() - 1; i >= 0; i--) {
            Asked asked = pending.get(i);
            if (asked.fromClient != answerFromClient
                    && asked.invoke == invoke
                    && (service < 0 || asked.service == service)) return pending.remove(i);
        }
        return null;
    }

    /** An open file or upload: {@code number} stands for {@code name} from now on. */
    void open(Turn turn, int service, long number, String name) {
        if (handles.size() == HANDLES_MAX) {
            handles.removeFirst();
            turn.forgot();
        }
        handles.add(new Handle(service, number, name));
    }

    /** Name of the latest with this number, or the empty string. */
    String opened(int service, long number) {
        for (int i = handles.size() - 1; i >= 0; i--) {
            Handle handle = handles.get(i);
            if (handle.service == service && handle.number == number) return handle.name;
        }
        return "";
    }
}
