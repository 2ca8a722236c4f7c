package dev.postern.wire.ot.iec61850;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.ot.cotp.Cotp;
import dev.postern.wire.ot.cotp.Upper;

/**
 * MMS over COTP: each data unit goes through {@link OsiLayers} to {@link Mms}. What ends or refuses an association without MMS is told here; the
 * opening of the connection belongs to {@code cotp}, which hands it over.
 */
public final class MmsDissector implements Dissector {
    private static final int ASSOCIATE = 0x103, RELEASE = 0x104;

    @Override
    public String protocol() {
        return Upper.MMS;
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port == 102;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Object newState() {
        return new MmsState();
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        return Cotp.looksLike(pending) && Cotp.type(pending) == Cotp.DATA ? Upper.probeMms(pending) : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        MmsState state = turn.state();
        if (Upper.carries(pending, Upper.S7COMM, state.cotp, turn.fromClient())) return turn.handOver(Upper.S7COMM);
        Cotp.Unit unit = Cotp.read(pending, turn, state.cotp);
        state.messageBytes = unit.consumed();
        if (unit.kind() == Cotp.Kind.DISCONNECT)
            turn.message("cotp disconnect", Verb.SESSION, Outcome.NOTICE).emit();
        if (unit.kind() == Cotp.Kind.DATA) data(unit.data(), turn, state);
        return unit.consumed();
    }

    private static void remember(Turn turn, MmsState state, String operation, int kind) {
        state.asked(
                turn,
                new MmsState.Asked(
                        turn.fromClient(),
                        MmsState.NO_INVOKE,
                        kind,
                        turn.atNanos(),
                        operation,
                        Verb.SESSION,
                        "",
                        java.util.List.of()));
    }

    private static void data(Bytes unit, Turn turn, MmsState state) {
        if (unit.length() == 0) return;
        OsiLayers layers = OsiLayers.read(unit);
        if (layers.broken != null) state.malformed(turn, layers.broken, layers.brokenAt);
        if (layers.mms >= 0) Mms.read(unit, layers, turn, state);
        else without(layers, turn, state);
        if (unit.overrun()) state.malformed(turn, "message ends early", unit.length());
    }

    /** Session and association units that carry no MMS. */
    private static void without(OsiLayers layers, Turn turn, MmsState state) {
        switch (layers.session) {
            case OsiLayers.CONNECT -> asks(layers, turn, state, "associate", ASSOCIATE);
            case OsiLayers.ACCEPT, OsiLayers.REFUSE -> associated(layers, turn, state);
            case OsiLayers.FINISH -> asks(layers, turn, state, "release", RELEASE);
            case OsiLayers.DISCONNECT -> answers(layers, turn, state, RELEASE, Outcome.SUCCESS);
            case OsiLayers.NOT_FINISHED -> answers(layers, turn, state, RELEASE, Outcome.REFUSED);
            case OsiLayers.ABORT ->
                turn.message("abort", Verb.SESSION, Outcome.NOTICE).emit();
            default -> {
                if (layers.broken == null && layers.session != OsiLayers.ABORT_ACCEPT)
                    state.malformed(turn, "session unit without MMS", 0);
            }
        }
    }

    private static void asks(OsiLayers layers, Turn turn, MmsState state, String operation, int kind) {
        remember(turn, state, operation, kind);
        Turn.Draft draft = turn.message(operation, Verb.SESSION, Outcome.REQUEST);
        layers.describe(draft);
        draft.emit();
    }

    private static void associated(OsiLayers layers, Turn turn, MmsState state) {
        MmsState.Asked asked = state.answered(turn.fromClient(), MmsState.NO_INVOKE, Mms.INITIATE);
        if (asked == null) asked = state.answered(turn.fromClient(), MmsState.NO_INVOKE, ASSOCIATE);
        tell(layers, turn, asked, "associate", layers.refused() ? Outcome.REFUSED : Outcome.SUCCESS);
    }

    private static void answers(OsiLayers layers, Turn turn, MmsState state, int kind, Outcome outcome) {
        tell(layers, turn, state.answered(turn.fromClient(), MmsState.NO_INVOKE, kind), "release", outcome);
    }

    private static void tell(OsiLayers layers, Turn turn, MmsState.Asked asked, String operation, Outcome outcome) {
        Turn.Draft draft = asked == null
                ? turn.message(operation, Verb.SESSION, outcome)
                : turn.message(asked.operation(), asked.verb(), outcome).answers(asked.atNanos());
        layers.describe(draft);
        draft.emit();
    }
}
