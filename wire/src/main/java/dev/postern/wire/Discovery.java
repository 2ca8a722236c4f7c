package dev.postern.wire;

import dev.postern.model.Address;
import dev.postern.model.Binding;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Observation;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What ICMPv6 says of neighbours, routers (RFC 4861, prefixes and flags RFC 4191, name servers RFC 8106) and listeners of groups (RFC 2710,
 * RFC 3810). A router that advertises itself configures who hears it. At most {@value #OPTIONS_MAX} options and {@value #GROUPS_MAX} groups.
 */
final class Discovery {
    static final int QUERY = 130, REPORT = 131, DONE = 132, ROUTER_SOLICITATION = 133, ROUTER = 134;
    static final int SOLICITATION = 135, ADVERTISEMENT = 136, REDIRECT = 137, REPORT2 = 143;
    private static final int OPTIONS_MAX = 32;
    private static final int GROUPS_MAX = 32;

    private static final int TARGET = 8;
    private static final int NEIGHBOUR_BYTES = 24, ROUTER_BYTES = 16, REDIRECT_BYTES = 40, SOLICITATION_BYTES = 8;
    private static final int OPTION_SOURCE_LINK = 1,
            OPTION_TARGET_LINK = 2,
            OPTION_PREFIX = 3,
            OPTION_MTU = 5,
            OPTION_SERVERS = 25;
    private static final double CONFIDENCE = 0.8;

    private final Bytes bytes;
    private final Turn turn;

    /** Works on what {@code bytes} and {@code turn} are laid over. */
    Discovery(Bytes bytes, Turn turn) {
        this.bytes = bytes;
        this.turn = turn;
    }

    /** The message begun, or null if {@code type} is none of these. */
    Turn.Draft message(int type) {
        return switch (type) {
            case QUERY -> group(turn.message("multicast listener query", Verb.OTHER, Outcome.REQUEST));
            case REPORT -> group(turn.message("multicast listener report", Verb.SESSION, Outcome.NOTICE));
            case DONE -> group(turn.message("multicast listener done", Verb.SESSION, Outcome.NOTICE));
            case REPORT2 -> groups(turn.message("multicast listener report", Verb.SESSION, Outcome.NOTICE));
            case ROUTER_SOLICITATION ->
                linked(
                        turn.message("router solicitation", Verb.RESOLVE, Outcome.REQUEST),
                        SOLICITATION_BYTES,
                        OPTION_SOURCE_LINK);
            case ROUTER -> router(turn.message("router advertisement", Verb.CONFIGURE, Outcome.NOTICE));
            case SOLICITATION ->
                linked(
                        turn.message("neighbour solicitation", Verb.RESOLVE, Outcome.REQUEST)
                                .target(target()),
                        NEIGHBOUR_BYTES,
                        OPTION_SOURCE_LINK);
            case ADVERTISEMENT ->
                linked(
                        turn.message("neighbour advertisement", Verb.RESOLVE, Outcome.SUCCESS)
                                .target(target())
                                .field("router", (bytes.u8(4) & 0x80) != 0)
                                .field("solicited", (bytes.u8(4) & 0x40) != 0)
                                .field("override", (bytes.u8(4) & 0x20) != 0),
                        NEIGHBOUR_BYTES,
                        OPTION_TARGET_LINK);
            case REDIRECT ->
                linked(
                        turn.message("redirect", Verb.CONFIGURE, Outcome.NOTICE)
                                .target("via " + target())
                                .field("destination", address(TARGET + 16)),
                        REDIRECT_BYTES,
                        OPTION_TARGET_LINK);
            default -> null;
        };
    }

    private Turn.Draft linked(Turn.Draft draft, int options, int kind) {
        int at = option(options, kind);
        return at < 0 ? draft : draft.field("mac", Address.macText(bytes.u48(at + 2)));
    }

    private Turn.Draft router(Turn.Draft draft) {
        int flags = bytes.u8(5);
        draft.field("hop_limit", (long) bytes.u8(4))
                .field("managed", (flags & 0x80) != 0)
                .field("other_config", (flags & 0x40) != 0)
                .field("preference", (long) (flags << 27 >> 30))
                .field("lifetime_seconds", (long) bytes.u16(6));
        List<Object> prefixes = new ArrayList<>();
        List<Object> servers = new ArrayList<>();
        int at = ROUTER_BYTES;
        for (int i = 0; i < OPTIONS_MAX && bytes.has(at, 8); i++) {
            int length = bytes.u8(at + 1) * 8;
            if (length == 0) break;
            switch (bytes.u8(at)) {
                case OPTION_PREFIX -> prefixes.add(address(at + 16) + "/" + bytes.u8(at + 2));
                case OPTION_MTU -> draft.field("mtu", bytes.u32(at + 4));
                case OPTION_SERVERS -> {
                    for (int server = at + 8; server + 16 <= at + length && servers.size() < OPTIONS_MAX; server += 16)
                        servers.add(address(server));
                }
                default -> {}
            }
            at += length;
        }
        if (!prefixes.isEmpty()) draft.target(prefixes.getFirst().toString()).field("prefixes", prefixes);
        if (!servers.isEmpty()) draft.field("name_servers", servers);
        return linked(draft, ROUTER_BYTES, OPTION_SOURCE_LINK);
    }

    private Turn.Draft group(Turn.Draft draft) {
        boolean general = bytes.i64(TARGET) == 0 && bytes.i64(TARGET + 8) == 0;
        return general ? draft : draft.target(target()).field("group", target());
    }

    private Turn.Draft groups(Turn.Draft draft) {
        List<Object> groups = new ArrayList<>();
        int at = 8;
        int count = bytes.u16(6);
        for (int i = 0; i < Math.min(count, GROUPS_MAX) && bytes.has(at, 20); i++) {
            groups.add(address(at + 4));
            at += 20 + 16 * bytes.u16(at + 2) + 4 * bytes.u8(at + 1);
        }
        if (groups.isEmpty()) return draft;
        return draft.target(groups.getFirst().toString())
                .field("group", groups.size() == 1 ? groups.getFirst() : groups);
    }

    /** What the message, now told, says of addresses. */
    void learn(int type, Packet packet, Bindings bindings, Counters counters, Consumer<Observation> out) {
        if (type == ADVERTISEMENT) {
            int option = option(NEIGHBOUR_BYTES, OPTION_TARGET_LINK);
            if (option < 0) return;
            long high = bytes.i64(TARGET);
            long low = bytes.i64(TARGET + 8);
            long mac = bytes.u48(option + 2);
            if (bindings.learn(high, low, mac, packet, counters))
                out.accept(new Binding(
                        packet.stamp(),
                        Address.ipv6(high, low),
                        mac,
                        packet.vlan,
                        Binding.Source.NEIGHBOUR_ADVERTISEMENT));
        } else if (type == ROUTER) {
            int option = option(ROUTER_BYTES, OPTION_SOURCE_LINK);
            long mac = option < 0 ? packet.sourceMac : bytes.u48(option + 2);
            if (!bindings.learn(packet.sourceHigh, packet.sourceLow, mac, packet, counters)) return;
            out.accept(new Binding(
                    packet.stamp(), packet.source(), mac, packet.vlan, Binding.Source.ROUTER_ADVERTISEMENT));
        }
    }

    /** A router is one as long as its lifetime says. */
    void identify(int type) {
        if (type == ROUTER && bytes.u16(6) > 0) turn.identity(turn.source(), Attribute.ROLE, "router", CONFIDENCE);
    }

    private String target() {
        return address(TARGET);
    }

    private String address(int at) {
        return Address.ipv6(bytes.i64(at), bytes.i64(at + 8)).toString();
    }

    /** Where the option of this kind stands, or -1. */
    private int option(int from, int kind) {
        int at = from;
        for (int i = 0; i < OPTIONS_MAX && bytes.has(at, 8); i++) {
            if (bytes.u8(at) == kind) return at;
            int length = bytes.u8(at + 1) * 8;
            if (length == 0) return -1;
            at += length;
        }
        return -1;
    }
}
