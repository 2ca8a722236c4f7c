package dev.postern.wire.ot.modbus;

import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import java.util.ArrayList;

/** What a flow remembers: requests without an answer yet, oldest first, at most {@link #PENDING_MAX}; the oldest goes first. */
final class ModbusState {
    /** A client may have several transactions open; the implementation guide speaks of 1 to 16. */
    static final int PENDING_MAX = 64;

    final ArrayList<Asked> pending = new ArrayList<>();
    boolean clientInStep;
    boolean serverInStep;

    /**
     * A request, as far as its answer needs it.
     *
     * @param quantity what a read asks for; -1 where the function has none
     */
    record Asked(
            int transaction,
            int unit,
            int function,
            long atNanos,
            String operation,
            Verb verb,
            String target,
            int address,
            int quantity) {}

    void asked(Turn turn, Asked request) {
        if (pending.size() == PENDING_MAX) {
            pending.removeFirst();
            turn.forgot();
        }
        pending.add(request);
    }

    /**
     * Takes the request that an answer belongs to. Some clients give every request the same transaction id; then the oldest whose quantity
     * fits goes, and those before it are given up.
     *
     * @param quantities accepts the quantity of the request
     */
    Asked answered(int transaction, int unit, int function, java.util.function.IntPredicate quantities) {
        int found = -1;
        for (int i = 0; i < pending.size(); i++) {
            Asked asked = pending.get(i);
            if (asked.transaction != transaction || asked.unit != unit || asked.function != function) continue;
            if (found < 0 || quantities.test(asked.quantity)) found = i;
            if (quantities.test(asked.quantity)) break;
        }
        if (found < 0) return null;
        Asked result = pending.remove(found);
        for (int i = found - 1; i >= 0; i--)
            if (pending.get(i).transaction == transaction && pending.get(i).unit == unit) pending.remove(i);
        return result;
    }

    void inStep(boolean fromClient, boolean value) {
        if (fromClient) clientInStep = value;
        else serverInStep = value;
    }

    boolean inStep(boolean fromClient) {
        return fromClient ? clientInStep : serverInStep;
    }
}
