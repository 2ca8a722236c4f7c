package dev.postern.wire;

import dev.postern.model.Address;
import dev.postern.model.Observation;
import dev.postern.model.Outcome;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * ICMP (RFC 792, 1191, 1256) and ICMPv6 (RFC 4443; {@link Discovery} for what it says of neighbours) messages. An error from the very host a packet was sent to marks that packet's
 * flow as refused; errors from routers meet another shard and only tell of themselves.
 */
final class Icmp {
    private static final int HEADER_BYTES = 8;
    private static final int V6_HEADER_BYTES = 40;
    private static final int ROUTERS_MAX = 8;

    private static final String[] UNREACHABLE = {
        "network",
        "host",
        "protocol",
        "port",
        "fragmentation needed",
        "source route failed",
        "network unknown",
        "host unknown",
        "host isolated",
        "network prohibited",
        "host prohibited",
        "network for service",
        "host for service",
        "prohibited",
        "precedence violation",
        "precedence cutoff"
    };
    private static final String[] UNREACHABLE_V6 = {
        "no route", "prohibited", "beyond scope", "address", "port", "source policy", "rejected route"
    };

    private final Turn turn = new Turn();
    private final Bytes bytes = new Bytes();
    private final Packet inner = new Packet();
    private final Discovery discovery = new Discovery(bytes, turn);

    /** Lays the packet out as an ICMP flow. Returns null or the broken rule. */
    String parse(Packet packet) {
        if (packet.length() < HEADER_BYTES && packet.missing == 0) return "header ends early";
        int type = packet.length() > 0 ? packet.data[packet.from] & 0xFF : -1;
        packet.answers = packet.protocol == Ip.ICMP
                ? type == 0 || type == 3 || type == 5 || type == 11 || type == 12 || type == 14 || type == 18
                : type == 129 || type >= 1 && type <= 4 || type == 136 && !packet.toGroup();
        return null;
    }

    void report(
            Flow flow,
            boolean fromClient,
            Packet packet,
            Flows flows,
            Bindings bindings,
            Counters counters,
            Consumer<Observation> out) {
        bytes.wrap(packet.data, packet.from, packet.length());
        boolean v4 = packet.protocol == Ip.ICMP;
        turn.begin(packet, flow.conversation, fromClient, v4 ? "icmp" : "icmpv6", null, out);
        int type = bytes.u8(0);
        int code = bytes.u8(1);
        Turn.Draft draft = v4 ? message(flow, packet, type, code) : message6(flow, packet, type, code);
        boolean error = v4 ? type == 3 || type == 4 || type == 11 || type == 12 : type >= 1 && type <= 4;
        draft.field("type", (long) type).field("code", (long) code);
        boolean known = error || v4 && type == 5;
        if (known) about(draft, packet, v4, v4 && type == 3 || !v4 && type == 1, flows);
        else draft.field("bytes", Math.max(0L, packet.length() - HEADER_BYTES));
        draft.emit();
        if (v4) return;
        discovery.learn(type, packet, bindings, counters, out);
        discovery.identify(type);
    }

    private Turn.Draft message(Flow flow, Packet packet, int type, int code) {
        return switch (type) {
            case 0 -> echo(answer(flow, "echo"), flow, true);
            case 3 ->
                turn.message("destination unreachable", Verb.OTHER, Outcome.NOTICE)
                        .target(name(UNREACHABLE, code));
            case 4 -> turn.message("source quench", Verb.OTHER, Outcome.NOTICE);
            case 5 ->
                turn.message("redirect", Verb.CONFIGURE, Outcome.NOTICE).target("via " + Address.ipv4(bytes.i32(4)));
            case 8 -> echo(ask(flow, packet, "echo", Verb.OTHER), flow, false);
            case 9 -> routers(turn.message("router advertisement", Verb.CONFIGURE, Outcome.NOTICE));
            case 10 -> turn.message("router solicitation", Verb.RESOLVE, Outcome.REQUEST);
            case 11 -> turn.message("time exceeded", Verb.OTHER, Outcome.NOTICE);
            case 12 -> turn.message("parameter problem", Verb.OTHER, Outcome.NOTICE);
            case 13 -> ask(flow, packet, "timestamp", Verb.OTHER);
            case 14 -> answer(flow, "timestamp");
            case 17 -> ask(flow, packet, "address mask", Verb.OTHER);
            case 18 -> answer(flow, "address mask");
            default -> turn.message("type " + type, Verb.OTHER, Outcome.NOTICE);
        };
    }

    private Turn.Draft message6(Flow flow, Packet packet, int type, int code) {
        return switch (type) {
            case 1 ->
                turn.message("destination unreachable", Verb.OTHER, Outcome.NOTICE)
                        .target(name(UNREACHABLE_V6, code));
            case 2 -> turn.message("packet too big", Verb.OTHER, Outcome.NOTICE).field("mtu", bytes.u32(4));
            case 3 -> turn.message("time exceeded", Verb.OTHER, Outcome.NOTICE);
            case 4 -> turn.message("parameter problem", Verb.OTHER, Outcome.NOTICE);
            case 128 -> echo(ask(flow, packet, "echo", Verb.OTHER), flow, false);
            case 129 -> echo(answer(flow, "echo"), flow, true);
            default -> {
                Turn.Draft draft = discovery.message(type);
                yield draft != null ? draft : turn.message("type " + type, Verb.OTHER, Outcome.NOTICE);
            }
        };
    }

    private Turn.Draft ask(Flow flow, Packet packet, String operation, Verb verb) {
        flow.asking = bytes.i32(4);
        flow.askedNanos = packet.atNanos();
        return turn.message(operation + " request", verb, Outcome.REQUEST);
    }

    private Turn.Draft answer(Flow flow, String operation) {
        boolean known = flow.askedNanos >= 0 && flow.asking == bytes.i32(4);
        return turn.message(operation + " reply", Verb.OTHER, Outcome.SUCCESS).answers(known ? flow.askedNanos : -1);
    }

    private Turn.Draft echo(Turn.Draft draft, Flow flow, boolean answer) {
        int digest = EchoPayload.digest(bytes, HEADER_BYTES);
        String kind = EchoPayload.kind(bytes, HEADER_BYTES);
        draft.field("id", (long) bytes.u16(4))
                .field("sequence", (long) bytes.u16(6))
                .field("payload", kind);
        if (!answer) flow.askedDigest = digest;
        else if (flow.asking == bytes.i32(4) && flow.askedNanos >= 0 && flow.askedDigest != digest) {
            draft.field("differs", true);
            // Small devices cut the pattern of a long ping.
            if (kind.equals("data") || kind.equals("text")) turn.malformed("echo returns other data", HEADER_BYTES);
        }
        return draft;
    }

    /** Number of addresses, words of each, lifetime; then each with its preference. */
    private Turn.Draft routers(Turn.Draft draft) {
        int step = bytes.u8(5) * 4;
        List<Object> routers = new ArrayList<>();
        for (int i = 0; i < Math.min(bytes.u8(4), ROUTERS_MAX) && step >= 8 && bytes.has(8 + i * step, 8); i++)
            routers.add(Address.ipv4(bytes.i32(8 + i * step)).toString());
        if (!routers.isEmpty()) draft.target("via " + routers.getFirst());
        return draft.field("routers", routers).field("lifetime_seconds", (long) bytes.u16(6));
    }

    private static String name(String[] names, int code) {
        return code < names.length ? names[code] : "code " + code;
    }

    /** Names the packet an error speaks of, and marks its flow. */
    private void about(Turn.Draft draft, Packet packet, boolean v4, boolean unreachable, Flows flows) {
        int at = HEADER_BYTES;
        int header = v4 ? (bytes.u8(at) & 0xF) * 4 : V6_HEADER_BYTES;
        if (header < 20 || !bytes.has(at, header + 4)) return;
        inner.kind = packet.kind;
        inner.vlan = packet.vlan;
        inner.sourceHigh = v4 ? 0 : bytes.i64(at + 8);
        inner.sourceLow = v4 ? bytes.u32(at + 12) : bytes.i64(at + 16);
        inner.destinationHigh = v4 ? 0 : bytes.i64(at + 24);
        inner.destinationLow = v4 ? bytes.u32(at + 16) : bytes.i64(at + 32);
        int protocol = bytes.u8(v4 ? at + 9 : at + 6);
        draft.field("about_source", inner.source().toString())
                .field("about_destination", inner.destination().toString())
                .field("about_protocol", (long) protocol);
        if (protocol != Ip.TCP && protocol != Ip.UDP) return;
        inner.transport = protocol == Ip.TCP ? Transport.TCP : Transport.UDP;
        inner.sourcePort = bytes.u16(at + header);
        inner.destinationPort = bytes.u16(at + header + 2);
        draft.field("about_sport", (long) inner.sourcePort).field("about_dport", (long) inner.destinationPort);
        boolean own = packet.sourceLow == inner.destinationLow
                && packet.sourceHigh == inner.destinationHigh
                && packet.destinationLow == inner.sourceLow
                && packet.destinationHigh == inner.sourceHigh;
        if (!own || !unreachable) return;
        Flow refused = flows.known(inner);
        if (refused != null && refused.isFromClient(inner) && !refused.answered())
            refused.opening = Traffic.Opening.REFUSED;
    }
}
