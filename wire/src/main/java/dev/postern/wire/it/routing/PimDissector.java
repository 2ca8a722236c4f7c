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

/** Who wants which group from whom. Target is the group where a message is about one. Keeps whether the router's identity was said in the flow. */
public final class PimDissector implements Dissector {
    static final int PROTOCOL = 103;
    /** Of the groups, joined and pruned sources, and addresses of a message each. */
    static final int ADDRESSES_MAX = 64;

    static final int OPTIONS_MAX = 32;
    private static final int HEAD = 0, BODY = 4;
    private static final int HELLO = 0,
            REGISTER = 1,
            REGISTER_STOP = 2,
            JOIN_PRUNE = 3,
            BOOTSTRAP = 4,
            ASSERT = 5,
            GRAFT = 6,
            GRAFT_ANSWER = 7,
            CANDIDATE = 8,
            TYPE_MAX = 13;
    private static final int HOLD = 1, DELAY = 2, PRIORITY = 19, GENERATION = 20, SECONDARY = 24;
    private static final String[] OPERATIONS = {
        "hello",
        "register",
        "register stop",
        "join prune",
        "bootstrap",
        "assert",
        "graft",
        "graft acknowledgement",
        "candidate advertisement",
        "state refresh",
        "designated forwarder election",
        "redirect",
        "flooding",
        "extended"
    };
    private static final double CONFIDENCE = 0.8;

    private static final class Told {
        private boolean router;
    }

    @Override
    public String protocol() {
        return "pim";
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
        int type = pending.u8(HEAD) & 15;
        if (pending.u8(HEAD) >> 4 != 2 || type > TYPE_MAX || !pending.has(0, BODY)) return Recognition.NOT;
        boolean plausible = switch (type) {
            case HELLO -> pending.length() == BODY || pending.has(BODY + 4, pending.u16(BODY + 2));
            case REGISTER -> pending.u8(BODY + 4) >> 4 == 4 || pending.u8(BODY + 4) >> 4 == 6;
            case REGISTER_STOP, JOIN_PRUNE, ASSERT, GRAFT, GRAFT_ANSWER -> family(pending, BODY);
            case BOOTSTRAP, CANDIDATE -> family(pending, BODY + 4);
            default -> true;
        };
        return plausible ? Recognition.UNSURE : Recognition.NOT;
    }

    private static boolean family(Bytes pending, int at) {
        return pending.u8(at) == Walk.IPV4 || pending.u8(at) == Walk.IPV6;
    }

    @Override
    public Object newState() {
        return new Told();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (pending.length() < BODY) {
            turn.malformed("header ends early", pending.length());
            return Math.max(1, pending.length());
        }
        int type = pending.u8(HEAD) & 15;
        String operation = type <= TYPE_MAX ? OPERATIONS[type] : "type " + type;
        Turn.Draft draft = turn.message(operation, verb(type), Outcome.NOTICE)
                .field("version", (long) pending.u8(HEAD) >> 4)
                .field("type", (long) type);
        Walk walk = new Walk(pending, BODY);
        List<Address> others = type == HELLO ? hello(walk, draft) : List.of();
        switch (type) {
            case REGISTER -> walk.broken |= !register(pending, draft);
            case REGISTER_STOP -> {
                group(walk, draft);
                draft.field("source", walk.unicast());
            }
            case JOIN_PRUNE, GRAFT, GRAFT_ANSWER -> groups(walk, draft);
            case BOOTSTRAP -> {
                draft.field("fragment", (long) walk.u16())
                        .field("hash_mask_bits", (long) walk.u8())
                        .field("priority", (long) walk.u8())
                        .field("bootstrap_router", walk.unicast());
                rendezvous(walk, draft);
            }
            case ASSERT -> {
                group(walk, draft);
                draft.field("source", walk.unicast());
                long preference = walk.u32();
                draft.field("shared_tree", preference >> 31 == 1)
                        .field("preference", preference & 0x7FFF_FFFFL)
                        .field("metric", walk.u32());
            }
            case CANDIDATE -> candidate(walk, draft);
            default -> {}
        }
        draft.emit();
        if (walk.broken) turn.malformed("message ends early", pending.length());
        if (type == HELLO) identify(others, turn);
        return pending.length();
    }

    private static Verb verb(int type) {
        return switch (type) {
            case JOIN_PRUNE, GRAFT, GRAFT_ANSWER -> Verb.SESSION;
            case REGISTER -> Verb.OTHER;
            default -> Verb.REPORT;
        };
    }

    private static void identify(List<Address> others, Turn turn) {
        Told told = turn.state();
        if (told.router) return;
        told.router = true;
        turn.identity(turn.source(), Attribute.ROLE, "router", CONFIDENCE);
        for (Address other : others) turn.identity(turn.source(), Attribute.ADDRESS, other.toString(), CONFIDENCE);
    }

    /** @return the router's other addresses on this link */
    private static List<Address> hello(Walk walk, Turn.Draft draft) {
        List<Address> others = new ArrayList<>();
        for (int count = 0; count < OPTIONS_MAX && walk.left(); count++) {
            int option = walk.u16();
            int length = walk.u16();
            Walk value = walk.part(length);
            if (option == HOLD && length == 2) draft.field("hold_seconds", (long) value.u16());
            else if (option == DELAY && length == 4)
                draft.field("delay_millis", (long) (value.u16() & 0x7FFF)).field("override_millis", (long) value.u16());
            else if (option == PRIORITY && length == 4) draft.field("priority", value.u32());
            else if (option == GENERATION && length == 4) draft.field("generation", value.u32());
            else if (option == SECONDARY) {
                while (value.left() && others.size() < ADDRESSES_MAX) {
                    Address other = value.address();
                    if (other == null) break;
                    others.add(other);
                }
                draft.field("addresses", others.stream().map(Address::toString).toList());
            }
        }
        return others;
    }

    /** The first packet of a source travels within, whole; a null register has its header only. @return false if it ends early */
    private static boolean register(Bytes pending, Turn.Draft draft) {
        int inner = BODY + 4;
        boolean six = pending.u8(inner) >> 4 == 6;
        Walk addresses = new Walk(pending, inner + (six ? 8 : 12));
        Address source = addresses.plain(six);
        Address group = addresses.plain(six);
        draft.field("border", (pending.u8(BODY) & 0x80) != 0)
                .field("null_register", (pending.u8(BODY) & 0x40) != 0)
                .field("source", source == null ? null : source.toString());
        if (group != null) draft.target("group " + group).field("group", group.toString());
        return group != null;
    }

    private static void group(Walk walk, Turn.Draft draft) {
        String group = walk.masked();
        if (group != null) draft.target("group " + group).field("group", group);
    }

    private static void groups(Walk walk, Turn.Draft draft) {
        draft.field("upstream", walk.unicast());
        walk.u8();
        int count = walk.u8();
        draft.field("hold_seconds", (long) walk.u16()).field("count", (long) count);
        List<Object> groups = new ArrayList<>(), joins = new ArrayList<>(), prunes = new ArrayList<>();
        for (int i = 0; i < count && !walk.stopped(); i++) {
            add(groups, walk.masked());
            int joined = walk.u16();
            int pruned = walk.u16();
            for (int j = 0; j < joined && !walk.stopped(); j++) add(joins, walk.masked());
            for (int j = 0; j < pruned && !walk.stopped(); j++) add(prunes, walk.masked());
        }
        if (count == 1 && !groups.isEmpty()) draft.target("group " + groups.getFirst());
        draft.field("groups", groups).field("joins", joins).field("prunes", prunes);
    }

    /** For each group its rendezvous points. */
    private static void rendezvous(Walk walk, Turn.Draft draft) {
        List<Object> groups = new ArrayList<>(), points = new ArrayList<>();
        while (walk.left() && !walk.stopped()) {
            add(groups, walk.masked());
            walk.u8();
            int here = walk.u8();
            walk.u16();
            for (int i = 0; i < here && !walk.stopped(); i++) {
                add(points, walk.unicast());
                walk.u32();
            }
        }
        draft.field("groups", groups).field("rendezvous_points", points);
    }

    private static void candidate(Walk walk, Turn.Draft draft) {
        int count = walk.u8();
        draft.field("count", (long) count)
                .field("priority", (long) walk.u8())
                .field("hold_seconds", (long) walk.u16())
                .field("rendezvous_point", walk.unicast());
        List<Object> groups = new ArrayList<>();
        for (int i = 0; i < count && !walk.stopped(); i++) add(groups, walk.masked());
        draft.field("groups", groups);
    }

    private static void add(List<Object> list, String address) {
        if (address != null && list.size() < ADDRESSES_MAX) list.add(address);
    }

    /** Steps through encoded addresses (RFC 7761 section 4.9.1) and numbers; gives null and zero once the message is at its end. */
    private static final class Walk {
        static final int IPV4 = 1, IPV6 = 2;
        private final Bytes bytes;
        private final int end;
        private int at;
        /** Something is missing. */
        private boolean broken;
        /** An address in an encoding that is not read: what follows cannot be found. */
        private boolean foreign;

        Walk(Bytes bytes, int at) {
            this(bytes, at, bytes.length());
        }

        private Walk(Bytes bytes, int at, int end) {
            this.bytes = bytes;
            this.at = at;
            this.end = end;
        }

        boolean left() {
            return at < end && !broken;
        }

        boolean stopped() {
            return broken || foreign;
        }

        private boolean take(int octets) {
            if (stopped() || octets > end - at) {
                broken |= !foreign;
                return false;
            }
            at += octets;
            return true;
        }

        int u8() {
            return take(1) ? bytes.u8(at - 1) : 0;
        }

        int u16() {
            return take(2) ? bytes.u16(at - 2) : 0;
        }

        long u32() {
            return take(4) ? bytes.u32(at - 4) : 0;
        }

        Walk part(int octets) {
            int from = at;
            return take(octets) ? new Walk(bytes, from, at) : new Walk(bytes, end, end);
        }

        Address plain(boolean six) {
            if (!take(six ? 16 : 4)) return null;
            return six ? Address.ipv6(bytes.i64(at - 16), bytes.i64(at - 8)) : Address.ipv4(bytes.i32(at - 4));
        }

        /** Encoded unicast address: family, encoding, address. */
        Address address() {
            int family = u8();
            foreign |= u8() != 0 || !broken && family != IPV4 && family != IPV6;
            return stopped() ? null : plain(family == IPV6);
        }

        String unicast() {
            Address address = address();
            return address == null ? null : address.toString();
        }

        /** Encoded group or source address: family, encoding, flags, mask, address. The mask is said where it is not that of one address. */
        String masked() {
            int family = u8();
            foreign |= u8() != 0 || !broken && family != IPV4 && family != IPV6;
            u8();
            int mask = u8();
            Address address = stopped() ? null : plain(family == IPV6);
            if (address == null) return null;
            return mask == (family == IPV6 ? 128 : 32) ? address.toString() : address + "/" + mask;
        }
    }
}
