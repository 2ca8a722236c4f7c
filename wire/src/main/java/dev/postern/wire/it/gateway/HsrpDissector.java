package dev.postern.wire.it.gateway;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/** Routers agree on who is active; a coup takes that over. Keeps which group was told as active, so that it is said once a flow. */
public final class HsrpDissector implements Dissector {
    static final int TLVS_MAX = 8;
    private static final int PORT = 1985, PORT_V6 = 2029;
    private static final int V1_BYTES = 20, V2_BYTES = 40, ADVERTISE_BYTES = 16, TLV_DIGEST = 4;
    private static final int TLV_STATE = 1, TLV_STATE_HEAD = TLV_STATE << 8 | V2_BYTES;
    private static final int COUP = 1, ADVERTISE = 3, OPERATION_MAX = 3, STATE_ACTIVE = 16, STATE_ACTIVE_V2 = 6;
    private static final double CONFIDENCE = 0.8;
    private static final String[] OPERATIONS = {"hello", "coup", "resign", "advertise"};

    private static final class Told {
        private int group = -1;
    }

    @Override
    public String protocol() {
        return "hsrp";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.UDP && (port == PORT || port == PORT_V6);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (pending.u16(0) == TLV_STATE_HEAD && pending.u8(2) == 2 && pending.u8(3) <= OPERATION_MAX)
            return pending.has(2, V2_BYTES) ? Recognition.UNSURE : Recognition.NOT;
        int hello = pending.u8(3);
        boolean first = pending.u8(0) == 0
                && pending.u8(1) < ADVERTISE
                && pending.u8(2) <= STATE_ACTIVE
                && Integer.bitCount(pending.u8(2)) <= 1
                && hello > 0
                && pending.u8(4) > hello
                && pending.u8(7) == 0
                && (pending.length() == V1_BYTES || pending.length() > V1_BYTES && pending.u8(V1_BYTES) == TLV_DIGEST);
        return first ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public Object newState() {
        return new Told();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (pending.u8(0) == 0) {
            if (pending.u8(1) == ADVERTISE && pending.has(0, ADVERTISE_BYTES)) interfaceState(pending, turn);
            else if (pending.has(0, V1_BYTES)) first(pending, turn);
            else turn.malformed("message ends early", pending.length());
            return Math.max(1, pending.length());
        }
        int at = 0;
        for (int count = 0; count < TLVS_MAX && pending.has(at, 2); count++) {
            int length = pending.u8(at + 1);
            if (!pending.has(at + 2, length)) {
                turn.malformed("tlv ends early", at);
                break;
            }
            if (pending.u16(at) == TLV_STATE_HEAD) second(pending, turn, at + 2);
            at += 2 + length;
        }
        return Math.max(1, pending.length());
    }

    private static void first(Bytes pending, Turn turn) {
        Address address = Address.ipv4(pending.i32(16));
        Turn.Draft draft = message(turn, pending.u8(1), pending.u8(6), 1)
                .field("state", (long) pending.u8(2))
                .field("priority", (long) pending.u8(5))
                .field("hello_seconds", (long) pending.u8(3))
                .field("hold_seconds", (long) pending.u8(4))
                .field("authentication", pending.terminated(8, 8))
                .field("address", address.toString());
        draft.emit();
        if (pending.u8(2) == STATE_ACTIVE) active(turn, pending.u8(6), address);
    }

    /** Says how many groups an interface has, of which none is named. */
    private static void interfaceState(Bytes pending, Turn turn) {
        turn.message("advertise", Verb.REPORT, Outcome.NOTICE)
                .field("version", 1L)
                .field("operation_code", (long) ADVERTISE)
                .field("state", (long) pending.u8(6))
                .field("active_groups", (long) pending.u16(8))
                .field("passive_groups", (long) pending.u16(10))
                .emit();
    }

    private static void second(Bytes pending, Turn turn, int at) {
        boolean six = pending.u8(at + 3) == 6;
        Address address =
                six ? Address.ipv6(pending.i64(at + 24), pending.i64(at + 32)) : Address.ipv4(pending.i32(at + 24));
        message(turn, pending.u8(at + 1), pending.u16(at + 4), 2)
                .field("state", (long) pending.u8(at + 2))
                .field("identifier", Address.macText(pending.u48(at + 6)))
                .field("priority", pending.u32(at + 12))
                .field("hello_millis", pending.u32(at + 16))
                .field("hold_millis", pending.u32(at + 20))
                .field("address", address.toString())
                .emit();
        if (pending.u8(at + 2) == STATE_ACTIVE_V2) active(turn, pending.u16(at + 4), address);
    }

    private static Turn.Draft message(Turn turn, int operation, int group, long version) {
        return turn.message(
                        operation <= OPERATION_MAX ? OPERATIONS[operation] : "operation " + operation,
                        operation == COUP ? Verb.CONFIGURE : Verb.REPORT,
                        Outcome.NOTICE)
                .target("group " + group)
                .field("version", version)
                .field("operation_code", (long) operation)
                .field("group", (long) group);
    }

    private static void active(Turn turn, int group, Address address) {
        Told told = turn.state();
        if (told.group == group) return;
        told.group = group;
        turn.identity(turn.source(), Attribute.ROLE, "router", CONFIDENCE);
        if (!address.isUnspecified()) turn.identity(turn.source(), Attribute.ADDRESS, address.toString(), CONFIDENCE);
    }
}
