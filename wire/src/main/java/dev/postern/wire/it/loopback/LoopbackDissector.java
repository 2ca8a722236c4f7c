package dev.postern.wire.it.loopback;

import dev.postern.model.Address;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * A frame that is handed on from station to station and comes back; switches send one to themselves to find a loop. Each station skips the functions that were done,
 * does the next, and adds its length to what the next one skips. Numbers are little-endian. Target is who the frame goes to next.
 *
 * <pre>{@code
 * 0      2 + skip
 * | skip | forward 2 | address | ... | reply 1 | receipt | data
 * }</pre>
 */
public final class LoopbackDissector implements Dissector {
    static final int ETHER_TYPE = 0x9000;
    private static final int FUNCTIONS = 2, REPLY = 1, FORWARD = 2, FORWARD_BYTES = 8;

    @Override
    public String protocol() {
        return "loopback";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.ETHERNET && port == ETHER_TYPE;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.ETHERNET;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int at = FUNCTIONS + pending.u16le(0);
        int function = pending.u16le(at);
        boolean plausible = (function == REPLY || function == FORWARD)
                && at % 2 == 0
                && pending.has(at, function == REPLY ? 4 : FORWARD_BYTES);
        return plausible ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int skip = pending.u16le(0);
        int at = FUNCTIONS + skip;
        if (!pending.has(at, 4)) {
            turn.malformed("skips all there is", 0);
            return pending.length();
        }
        int function = pending.u16le(at);
        Turn.Draft draft = turn.message(operation(function), Verb.DIAGNOSE, Outcome.NOTICE)
                .field("skip", (long) skip)
                .field("function", (long) function);
        if (function == REPLY) draft.field("receipt", (long) pending.u16le(at + 2));
        if (function == FORWARD && pending.has(at, FORWARD_BYTES)) {
            String next = Address.macText(pending.u48(at + 2));
            draft.target(next).field("forward_to", next);
        }
        draft.emit();
        if (function == FORWARD && !pending.has(at, FORWARD_BYTES)) turn.malformed("address ends early", at);
        return pending.length();
    }

    private static String operation(int function) {
        return function == REPLY ? "reply" : function == FORWARD ? "forward" : "function " + function;
    }
}
