package dev.postern.wire.ot.enip;

import dev.postern.wire.Turn;
import java.util.List;

/**
 * How one direction of a connection of cyclic data is to be read, which its forward open says in a conversation of its own; inputs may go to a group of addresses besides. Agreed by
 * sender and connection id. Plain data, not changed once it is agreed.
 *
 * @param name of all its values: {@code output 102} is what is written to assembly 102, {@code 1/3 input 101} what the module in slot 3 tells
 */
record IoForm(int transportClass, String name) {
    /** Connection ids have 32 bits, and others number what they announce as well. */
    private static final long NUMBERS = 0x454E_4950L << 32;

    /** Both directions, as asked for. */
    static Both of(CipData.Opening opening, int transportClass) {
        CipPath path = opening.path();
        List<Long> points = opening.points();
        String way = path.route().isEmpty() ? "" : path.route() + " ";
        String object = path.target().isEmpty() ? "" : " of " + path.target();
        String read = points.isEmpty() ? object : " " + points.getFirst();
        String told = points.isEmpty() ? object : " " + points.getLast();
        return new Both(
                new IoForm(transportClass, way + "output" + read), new IoForm(transportClass, way + "input" + told));
    }

    /** What waits for the target to grant it. Plain data. */
    record Both(IoForm outputs, IoForm inputs) {
        /** Said by the target. */
        void granted(Turn turn, long outputsId, long inputsId) {
            turn.agree(turn.destination(), null, NUMBERS | outputsId, outputs, 1);
            turn.announce(NUMBERS | inputsId, inputs, 1);
        }
    }

    /** What was agreed on what this side sends on a connection, or null. */
    static IoForm agreed(Turn turn, long connection) {
        return turn.announced(NUMBERS | connection) instanceof IoForm form ? form : null;
    }
}
