package dev.postern.wire.ot.cotp;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * A connection over COTP whose protocol is not known yet: its opening is told here, and with the first data unit it is handed over ({@link
 * Upper}). What carries nothing known stays here.
 */
public final class CotpDissector implements Dissector {
    static final int PORT = 102;
    private static final int SHOWN_BYTES_MAX = 32;

    private static final class State {
        private final CotpState cotp = new CotpState();
        private long askedNanos = -1;
    }

    @Override
    public String protocol() {
        return "cotp";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port == PORT;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Object newState() {
        return new State();
    }

    /** Only the opening: data units of unknown protocols look like anything. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (!Cotp.looksLike(pending) || !pending.has(0, Cotp.body(pending))) return Recognition.NOT;
        boolean opens = Cotp.type(pending) == Cotp.CONNECT_REQUEST || Cotp.type(pending) == Cotp.CONNECT_CONFIRM;
        return opens && Cotp.calledTsap(pending) != null ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        State state = turn.state();
        if (Upper.carries(pending, Upper.S7COMM, state.cotp, turn.fromClient())) return turn.handOver(Upper.S7COMM);
        if (Upper.carries(pending, Upper.MMS, state.cotp, turn.fromClient())) return turn.handOver(Upper.MMS);
        Cotp.Unit unit = Cotp.read(pending, turn, state.cotp);
        switch (unit.kind()) {
            case CONNECT_REQUEST -> {
                state.askedNanos = turn.atNanos();
                connect(turn, state, Outcome.REQUEST, -1);
            }
            case CONNECT_CONFIRM -> connect(turn, state, Outcome.SUCCESS, state.askedNanos);
            case DISCONNECT ->
                turn.message("cotp disconnect", Verb.SESSION, Outcome.NOTICE).emit();
            case DATA ->
                turn.message("data", Verb.OTHER, Outcome.NOTICE)
                        .field("size", (long) unit.data().length())
                        .field(
                                "data",
                                unit.data()
                                        .hex(
                                                0,
                                                Math.min(
                                                        SHOWN_BYTES_MAX,
                                                        unit.data().length())))
                        .emit();
            default -> {
                // Nothing to tell: no complete data unit.
            }
        }
        return unit.consumed();
    }

    private static void connect(Turn turn, State state, Outcome outcome, long askedNanos) {
        byte[] called = state.cotp.calledTsap();
        byte[] calling = state.cotp.callingTsap();
        turn.message("cotp connect", Verb.SESSION, outcome)
                .answers(askedNanos)
                .field("calling_tsap", calling.length == 0 ? null : Cotp.tsapText(calling))
                .field("called_tsap", called.length == 0 ? null : Cotp.tsapText(called))
                .emit();
    }
}
