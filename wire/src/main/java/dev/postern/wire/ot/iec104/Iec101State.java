package dev.postern.wire.ot.iec104;

import dev.postern.wire.Turn;

/** What a line remembers: its sizes, commands that wait, and the one service of the link layer that each side has open. */
final class Iec101State {
    final Line line = new Line();
    final Iec104State commands = new Iec104State();
    private Ask clientAsks;
    private Ask serverAsks;
    private boolean clientInStep;
    private boolean serverInStep;

    /** @param service empty for data that was sent */
    record Ask(String service, String unit, long atNanos) {}

    /** The link layer waits for one answer before it asks again: what was not answered never will be. */
    void ask(Turn turn, String service, String unit) {
        Ask ask = new Ask(service, unit, turn.atNanos());
        if (turn.fromClient()) clientAsks = ask;
        else serverAsks = ask;
    }

    /** What the other side had asked, or null. */
    Ask answered(boolean answerFromClient) {
        Ask asked = answerFromClient ? serverAsks : clientAsks;
        if (answerFromClient) serverAsks = null;
        else clientAsks = null;
        return asked;
    }

    boolean inStep(boolean fromClient) {
        return fromClient ? clientInStep : serverInStep;
    }

    void inStep(boolean fromClient, boolean value) {
        if (fromClient) clientInStep = value;
        else serverInStep = value;
    }
}
