package dev.postern.wire.ot.ethercat;

import dev.postern.model.Address;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * A frame of the master runs through all slaves and comes back changed, so every datagram is seen twice: going out it asks, coming back it is the
 * answer with its working counter. The way back shows in the second bit of the source address, which the first slave sets; those are two pairs of
 * addresses, so answers are not tied to requests. At most {@link #DATAGRAMS_MAX} datagrams a frame, one message each.
 *
 * <pre>{@code
 * 0                    2         3       4              8        10          12        12 + n
 * | length 11 | type 4 | command | index | address (4)  | length | interrupt | data (n) | working counter | next datagram ...
 * }</pre>
 */
public final class EtherCat implements Dissector {
    static final int ETHER_TYPE = 0x88A4;
    private static final int UDP_PORT = 34980;
    static final int DATAGRAMS_MAX = 128;
    private static final int HEADER_BYTES = 2;
    private static final int TYPE_DATAGRAMS = 1, TYPE_NETWORK_VARIABLES = 4, TYPE_MAILBOX = 5;
    private static final int LENGTH_MASK = 0x7FF, RESERVED = 0x3800, MORE = 0x8000;
    static final long LOCAL_ADDRESS_BIT = 0x0200_0000_0000L;

    @Override
    public String protocol() {
        return "ethercat";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.ETHERNET && port == ETHER_TYPE || transport == Transport.UDP && port == UDP_PORT;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.ETHERNET || transport == Transport.UDP;
    }

    @Override
    public Object newState() {
        return new Names();
    }

    /** The lengths of the datagrams must make up that of the frame. In UDP, where any content may come, that alone proves nothing off the usual port. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int head = pending.u16le(0);
        int end = HEADER_BYTES + (head & LENGTH_MASK);
        if (head >> 12 != TYPE_DATAGRAMS || (head & 0x800) != 0 || !pending.has(0, end)) return Recognition.NOT;
        int at = HEADER_BYTES;
        for (int i = 0; i < DATAGRAMS_MAX && at + Datagram.OVERHEAD_BYTES <= end; i++) {
            int length = pending.u16le(at + Datagram.LENGTH);
            if (pending.u8(at) > Datagram.COMMAND_MAX || (length & RESERVED) != 0) return Recognition.NOT;
            at += Datagram.OVERHEAD_BYTES + (length & LENGTH_MASK);
            if ((length & MORE) == 0) break;
        }
        if (at != end || at == HEADER_BYTES) return Recognition.NOT;
        if (transport == Transport.ETHERNET) return Recognition.CERTAIN;
        return end == pending.length() ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int head = pending.u16le(0);
        switch (head >> 12) {
            case TYPE_DATAGRAMS -> datagrams(pending, head & LENGTH_MASK, turn);
            case TYPE_NETWORK_VARIABLES ->
                turn.message("network variables", Verb.EXCHANGE, Outcome.NOTICE)
                        .target("publisher " + Address.macText(pending.u48(HEADER_BYTES)))
                        .emit();
            case TYPE_MAILBOX ->
                turn.message("mailbox gateway", Verb.OTHER, Outcome.NOTICE).emit();
            default -> turn.malformed("unknown frame type", 0);
        }
        return Math.max(1, pending.length());
    }

    private static void datagrams(Bytes pending, int length, Turn turn) {
        Address source = turn.source();
        boolean back = source.kind() == Address.Kind.MAC && (source.low() & LOCAL_ADDRESS_BIT) != 0;
        int end = HEADER_BYTES + length;
        if (end > pending.length()) {
            turn.malformed("length beyond frame", 0);
            end = pending.length();
        }
        int at = HEADER_BYTES;
        for (int i = 0; i < DATAGRAMS_MAX; i++) {
            int field = pending.u16le(at + Datagram.LENGTH);
            int next = at + Datagram.OVERHEAD_BYTES + (field & LENGTH_MASK);
            if (next > end) {
                turn.malformed("datagram ends early", at);
                return;
            }
            new Datagram(pending, at, field & LENGTH_MASK, back, turn).emit();
            at = next;
            if ((field & MORE) == 0) return;
        }
    }
}
