package dev.postern.wire.it.mail;

import dev.postern.wire.Turn;
import java.util.ArrayDeque;

/** Commands without an answer yet, oldest first; of more than {@link #MOST} the oldest are forgotten. */
final class Asked {
    static final int MOST = 64;

    /** @param tag the client's name for the command where the protocol has one, else empty */
    record Command(String tag, String name, String target, long atNanos) {}

    private final ArrayDeque<Command> waiting = new ArrayDeque<>();

    void add(Turn turn, String tag, String name, String target) {
        if (waiting.size() == MOST) {
            waiting.removeFirst();
            turn.forgot();
        }
        waiting.addLast(new Command(tag, name, target, turn.atNanos()));
    }

    /** The one answered next, or null. */
    Command first() {
        return waiting.peekFirst();
    }

    Command take() {
        return waiting.pollFirst();
    }

    /** The command with this tag, or null; older ones stay. */
    Command take(String tag) {
        for (Command command : waiting)
            if (command.tag().equals(tag)) {
                waiting.remove(command);
                return command;
            }
        return null;
    }
}
