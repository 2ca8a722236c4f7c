package dev.postern.wire.it.routing;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/** Header of every packet, contents of hellos. Keeps whether the router's identity was said in the flow. */
public final class OspfDissector implements Dissector {
    static final int PROTOCOL = 89;
    static final int NEIGHBOURS_MAX = 64;
    private static final int VERSION = 0, TYPE = 1, LENGTH = 2, ROUTER = 4, AREA = 8, AUTHENTICATION = 14;
    private static final int HEADER_BYTES_2 = 24, HEADER_BYTES_3 = 16;
    private static final int HELLO = 1, UPDATE = 4, TYPE_MAX = 5, AUTHENTICATION_MAX = 2;
    private static final double CONFIDENCE = 0.8;
    private static final String[] OPERATIONS = {
        "hello", "database description", "link state request", "link state update", "link state acknowledgement"
    };

    private static final class Told {
        private boolean router;
    }

    @Override
    public String protocol() {
        return "ospf";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.IP && port == PROTOCOL;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.IP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int version = pending.u8(VERSION);
        int header = version == 2 ? HEADER_BYTES_2 : HEADER_BYTES_3;
        boolean plausible = (version == 2 && pending.u16(AUTHENTICATION) <= AUTHENTICATION_MAX
                        || version == 3 && pending.u8(AUTHENTICATION + 1) == 0)
                && pending.u8(TYPE) >= HELLO
                && pending.u8(TYPE) <= TYPE_MAX
                && pending.u16(LENGTH) >= header
                && pending.has(0, header);
        return plausible ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public Object newState() {
        return new Told();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int version = pending.u8(VERSION);
        int type = pending.u8(TYPE);
        int header = version == 2 ? HEADER_BYTES_2 : HEADER_BYTES_3;
        if (pending.length() < header || pending.u16(LENGTH) > pending.length()) {
            turn.malformed("packet ends early", pending.length());
            return Math.max(1, pending.length());
        }
        boolean known = type >= HELLO && type <= TYPE_MAX;
        Turn.Draft draft = turn.message(known ? OPERATIONS[type - 1] : "type " + type, Verb.REPORT, Outcome.NOTICE)
                .target("area " + id(pending, AREA))
                .unit(id(pending, ROUTER))
                .field("version", (long) version)
                .field("type", (long) type)
                .field("router", id(pending, ROUTER))
                .field("area", id(pending, AREA));
        if (version == 2) draft.field("authentication", (long) pending.u16(AUTHENTICATION));
        if (type == HELLO) hello(pending, draft, version, header);
        if (type == UPDATE && version == 2) draft.field("advertisements", pending.u32(header));
        draft.emit();
        Told told = turn.state();
        if (!told.router) {
            told.router = true;
            turn.identity(turn.source(), Attribute.ROLE, "router", CONFIDENCE);
        }
        return Math.max(1, pending.length());
    }

    private static void hello(Bytes pending, Turn.Draft draft, int version, int at) {
        if (version == 2) draft.field("mask", id(pending, at));
        draft.field("hello_seconds", (long) pending.u16(version == 2 ? at + 4 : at + 8))
                .field("priority", (long) pending.u8(version == 2 ? at + 7 : at + 4))
                .field("dead_seconds", version == 2 ? pending.u32(at + 8) : (long) pending.u16(at + 10))
                .field("designated", id(pending, at + 12))
                .field("backup", id(pending, at + 16));
        List<Object> neighbours = new ArrayList<>();
        int end = Math.min(pending.length(), pending.u16(LENGTH));
        for (int i = 0; i < NEIGHBOURS_MAX && at + 24 + 4 * i <= end; i++) neighbours.add(id(pending, at + 20 + 4 * i));
        draft.field("neighbours", neighbours);
    }

    private static String id(Bytes pending, int at) {
        return Address.ipv4(pending.i32(at)).toString();
    }
}
