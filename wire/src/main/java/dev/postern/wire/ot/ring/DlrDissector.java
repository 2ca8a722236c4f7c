package dev.postern.wire.ot.ring;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/** Device level ring of EtherNet/IP: beacons of the supervisor, tests of neighbours, faults. Keeps who was told to be supervisor. */
public final class DlrDissector implements Dissector {
    static final int ETHER_TYPE = 0x80E1;
    private static final int SUBTYPE = 0, VERSION = 1, FRAME_TYPE = 2, PORT = 3, ADDRESS = 4, SEQUENCE = 8, BODY = 12;
    private static final int RING_SUBTYPE = 2;
    private static final int BEACON = 1, SIGN_ON = 7, TYPE_MAX = 10;
    private static final int HEADER_BYTES = 12;
    private static final double CONFIDENCE = 0.8;
    private static final String[] OPERATIONS = {
        "beacon",
        "neighbor check request",
        "neighbor check response",
        "link status",
        "locate fault",
        "announce",
        "sign on",
        "advertise",
        "flush tables",
        "learning update"
    };

    private static final class Told {
        private boolean supervisor;
    }

    @Override
    public String protocol() {
        return "dlr";
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
        int type = pending.u8(FRAME_TYPE);
        boolean plausible = pending.has(0, HEADER_BYTES)
                && pending.u8(SUBTYPE) == RING_SUBTYPE
                && pending.u8(VERSION) == 1
                && type >= BEACON
                && type <= TYPE_MAX
                && pending.u8(PORT) <= 2;
        return plausible ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public Object newState() {
        return new Told();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int type = pending.u8(FRAME_TYPE);
        if (pending.length() < HEADER_BYTES) {
            turn.malformed("header ends early", pending.length());
            return pending.length();
        }
        boolean known = type >= BEACON && type <= TYPE_MAX;
        int address = pending.i32(ADDRESS);
        Turn.Draft draft = turn.message(known ? OPERATIONS[type - 1] : "type " + type, Verb.REPORT, outcome(type))
                .field("type", (long) type)
                .field("port", (long) pending.u8(PORT))
                .field("address", Address.ipv4(address).toString())
                .field("sequence", pending.u32(SEQUENCE));
        if (type == BEACON) {
            draft.field("ring_state", (long) pending.u8(BODY))
                    .field("precedence", (long) pending.u8(BODY + 1))
                    .field("interval_us", pending.u32(BODY + 2))
                    .field("timeout_us", pending.u32(BODY + 6));
        } else if (type == SIGN_ON) {
            draft.field("members", (long) pending.u16(BODY));
        }
        draft.emit();
        Told told = turn.state();
        if (type == BEACON && !told.supervisor) {
            told.supervisor = true;
            turn.identity(turn.source(), Attribute.ROLE, "ring supervisor", CONFIDENCE);
            if (address != 0)
                turn.identity(
                        turn.source(), Attribute.ADDRESS, Address.ipv4(address).toString(), CONFIDENCE);
        }
        return pending.length();
    }

    private static Outcome outcome(int type) {
        return type == 2 ? Outcome.REQUEST : type == 3 ? Outcome.SUCCESS : Outcome.NOTICE;
    }
}
