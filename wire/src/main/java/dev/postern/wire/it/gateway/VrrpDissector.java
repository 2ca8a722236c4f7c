package dev.postern.wire.it.gateway;

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

/** The router that now is the virtual one says so every second. Keeps which virtual router was told, so that it is said once a flow. */
public final class VrrpDissector implements Dissector {
    static final int PROTOCOL = 112;
    static final int ADDRESSES_MAX = 20;
    private static final int VERSION_AND_TYPE = 0,
            ROUTER = 1,
            PRIORITY = 2,
            COUNT = 3,
            AUTHENTICATION = 4,
            INTERVAL = 4,
            ADDRESSES = 8;
    private static final int ADVERTISEMENT_2 = 0x21, ADVERTISEMENT_3 = 0x31;
    private static final double CONFIDENCE = 0.8;

    private static final class Told {
        private int router = -1;
    }

    @Override
    public String protocol() {
        return "vrrp";
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
        int head = pending.u8(VERSION_AND_TYPE);
        boolean plausible = (head == ADVERTISEMENT_2 || head == ADVERTISEMENT_3)
                && pending.u8(COUNT) > 0
                && pending.has(ADDRESSES, 4 * pending.u8(COUNT));
        return plausible ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public Object newState() {
        return new Told();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int version = pending.u8(VERSION_AND_TYPE) >> 4;
        int count = pending.u8(COUNT);
        boolean six = turn.source().kind() == Address.Kind.IPV6;
        int size = six ? 16 : 4;
        if (!pending.has(ADDRESSES, count * size)) turn.malformed("addresses end early", pending.length());
        List<Object> addresses = new ArrayList<>();
        for (int i = 0; i < Math.min(count, ADDRESSES_MAX) && pending.has(ADDRESSES + i * size, size); i++)
            addresses.add(address(pending, ADDRESSES + i * size, six).toString());
        int priority = pending.u8(PRIORITY);
        Turn.Draft draft = turn.message(priority == 0 ? "resign" : "advertisement", Verb.REPORT, Outcome.NOTICE)
                .target("virtual router " + pending.u8(ROUTER))
                .field("version", (long) version)
                .field("router", (long) pending.u8(ROUTER))
                .field("priority", (long) priority)
                .field("addresses", addresses);
        if (version == 2)
            draft.field("authentication", (long) pending.u8(AUTHENTICATION))
                    .field("interval", (long) pending.u8(AUTHENTICATION + 1));
        else draft.field("interval_centiseconds", (long) (pending.u16(INTERVAL) & 0xFFF));
        draft.emit();
        Told told = turn.state();
        if (told.router != pending.u8(ROUTER)) {
            told.router = pending.u8(ROUTER);
            turn.identity(turn.source(), Attribute.ROLE, "router", CONFIDENCE);
            for (Object address : addresses)
                turn.identity(turn.source(), Attribute.ADDRESS, address.toString(), CONFIDENCE);
        }
        return Math.max(1, pending.length());
    }

    private static Address address(Bytes pending, int at, boolean six) {
        return six ? Address.ipv6(pending.i64(at), pending.i64(at + 8)) : Address.ipv4(pending.i32(at));
    }
}
