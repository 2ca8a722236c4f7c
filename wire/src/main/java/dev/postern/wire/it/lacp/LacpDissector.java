package dev.postern.wire.it.lacp;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/** Two ends of an aggregated link tell each other what they see. */
public final class LacpDissector implements Dissector {
    static final int ETHER_TYPE = 0x8809;
    private static final int SUBTYPE = 0, VERSION = 1, ACTOR = 2, PARTNER = 22;
    private static final int LACP = 1, MARKER = 2, OAM = 3, ORGANISATION = 10;
    private static final int PART_BYTES = 20, UNIT_BYTES = 42;
    private static final double IDENTITY = 0.9;

    @Override
    public String protocol() {
        return "lacp";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.ETHERNET && port == ETHER_TYPE;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.ETHERNET;
    }

    /** Which system was told last. */
    private static final class Told {
        private long system;
    }

    @Override
    public Object newState() {
        return new Told();
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        boolean aggregation = pending.u8(SUBTYPE) == LACP
                && pending.u16(ACTOR) == (1 << 8 | PART_BYTES)
                && pending.u16(PARTNER) == (2 << 8 | PART_BYTES)
                && pending.has(0, UNIT_BYTES);
        if (aggregation) return Recognition.CERTAIN;
        int subtype = pending.u8(SUBTYPE);
        return subtype == MARKER || subtype == OAM || subtype == ORGANISATION ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int subtype = pending.u8(SUBTYPE);
        if (subtype == LACP) {
            if (pending.u16(ACTOR) != (1 << 8 | PART_BYTES))
                turn.malformed("actor information missing", Math.min(ACTOR, pending.length()));
            Turn.Draft draft = turn.message("lacp", Verb.SESSION, Outcome.NOTICE)
                    .unit("port " + pending.u16(ACTOR + 14))
                    .target("partner " + Address.macText(pending.u48(PARTNER + 4)))
                    .field("version", (long) pending.u8(VERSION));
            end(draft, pending, ACTOR + 2, "actor");
            end(draft, pending, PARTNER + 2, "partner");
            draft.emit();
            identify(pending, turn);
        } else {
            turn.message(operation(subtype), Verb.OTHER, Outcome.NOTICE)
                    .field("subtype", (long) subtype)
                    .emit();
        }
        return Math.max(1, pending.length());
    }

    /** Once a flow, and when it changes. A note only: two switches of one group may share the number. */
    private static void identify(Bytes pending, Turn turn) {
        Told told = turn.state();
        long system = pending.u48(ACTOR + 4);
        if (system == 0 || system == told.system) return;
        told.system = system;
        String text = "LACP system " + Address.macText(system) + " priority " + pending.u16(ACTOR + 2);
        turn.identity(turn.source(), Attribute.NOTE, text, IDENTITY);
    }

    private static void end(Turn.Draft draft, Bytes pending, int at, String name) {
        draft.field(name + "_system_priority", (long) pending.u16(at))
                .field(name + "_system", Address.macText(pending.u48(at + 2)))
                .field(name + "_key", (long) pending.u16(at + 8))
                .field(name + "_port_priority", (long) pending.u16(at + 10))
                .field(name + "_port", (long) pending.u16(at + 12))
                .field(name + "_state", (long) pending.u8(at + 14));
    }

    private static String operation(int subtype) {
        return switch (subtype) {
            case MARKER -> "marker";
            case OAM -> "oam";
            case ORGANISATION -> "organisation specific";
            default -> "subtype " + subtype;
        };
    }
}
