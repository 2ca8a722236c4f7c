package dev.postern.life;

import dev.postern.life.habit.Cycle;
import dev.postern.model.Stamp;
import dev.postern.model.Verb;

/** One thing that is asked over and over in a conversation: operation and target, one direction. */
final class Symbol {
    private static final int TEXT_MAX = 200;

    final String operation;
    final String target;
    final Verb verb;
    /** Null until it came a second time, or where the conversation has enough of them. */
    Cycle cycle;

    int lastMinute = -1;
    long total;
    boolean everAsked;

    /** First of this minute. */
    Stamp first;

    long asked;
    long answered;
    long refused;

    Symbol(String operation, String target, Verb verb) {
        this.operation = operation;
        this.target = target.length() > TEXT_MAX ? target.substring(0, TEXT_MAX) : target;
        this.verb = verb;
    }

    String words() {
        return target.isEmpty() ? operation : operation + " " + target;
    }

    void clearMinute() {
        first = null;
        asked = answered = refused = 0;
    }
}
