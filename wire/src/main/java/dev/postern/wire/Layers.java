package dev.postern.wire;

import dev.postern.model.Address;
import dev.postern.model.Conversation;
import dev.postern.model.Encounter;
import dev.postern.model.Frame;
import dev.postern.model.Malformed;
import dev.postern.model.Observation;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** The way of one frame up the layers. Holds working objects only; all that must last is in the {@link Wire} it was made for. */
final class Layers {
    private final Counters counters;
    private final Fragments fragments;
    private final Bindings bindings;
    private final Redundancy redundancy;
    private final Loops loops;
    private final Packet packet = new Packet();
    private final Ip ip = new Ip();
    private final Arp arp = new Arp();
    private final Icmp icmp = new Icmp();
    private final Reader reader;
    private final Tcp tcp;
    private final Sctp sctp;
    private final Flows flows;
    private final Tap tap;
    private final Turn turn = new Turn();
    private final CRC32C checksum = new CRC32C();

    /** Shards that have the frame in hand, and which of them this is. */
    private int owners;

    private Wire.Share share;
    /** The conversation reached belongs to this shard. */
    private boolean mine;
    /** Tunnels entered. */
    private int depth;

    /** Counts what goes out. */
    private static final class Tap implements Consumer<Observation> {
        private final Counters counters;
        private Consumer<Observation> out;

        Tap(Counters counters) {
            this.counters = counters;
        }

        @Override
        public void accept(Observation observation) {
            counters.observations++;
            if (observation instanceof Malformed malformed) counters.broken(malformed.layer(), malformed.rule());
            out.accept(observation);
        }
    }

    Layers(
            Wire.Limits limits,
            Dissectors dissectors,
            Counters counters,
            FlowTable table,
            Fragments fragments,
            Bindings bindings,
            Redundancy redundancy,
            Loops loops,
            Unknowns unknowns,
            Budget budget,
            Common common) {
        this.counters = counters;
        this.fragments = fragments;
        this.bindings = bindings;
        this.redundancy = redundancy;
        this.loops = loops;
        reader = new Reader(limits, dissectors, counters, budget, unknowns, common);
        tcp = new Tcp(limits, counters, budget, reader);
        sctp = new Sctp(limits, counters, budget, reader);
        flows = new Flows(limits, table, dissectors, counters, reader);
        tap = new Tap(counters);
    }

    void encounters(Consumer<Encounter> to) {
        flows.tell(to);
    }

    void frame(Frame frame, int dealtTo, Wire.Share own, Consumer<Observation> out) {
        owners = dealtTo;
        share = own;
        mine = Integer.numberOfTrailingZeros(dealtTo) == own.self();
        depth = 0;
        int trailer = Redundancy.trailer(frame);
        boolean copy = redundancy.repeats(frame, trailer, counters);
        if (mine) count(frame, copy);
        if (copy) return;
        long located = Link.locate(frame);
        int kind = Link.kind(located);
        if (kind == Link.UNKNOWN) {
            counters.unknownLinkType(frame.linkType);
            return;
        }
        tap.out = out;
        packet.begin(frame);
        if (kind == Link.CUT) {
            if (frame.capturedBytes >= frame.wireBytes) broken("link", "header ends early", Link.offset(located));
        } else {
            packet.link(located, trailer);
            if (mine && loops.shows(frame)) loop(Link.type(located));
            climb(kind == Link.ETHERTYPE ? Link.type(located) : -1, Link.type(located));
        }
        packet.release();
        tap.out = null;
    }

    private void loop(int type) {
        Conversation between = new Conversation(
                Address.mac(packet.sourceMac),
                Address.mac(packet.destinationMac),
                Transport.ETHERNET,
                type,
                type,
                packet.vlan);
        tap.accept(new Malformed(packet.stamp(), between, true, "ethernet", Loops.RULE, 0));
    }

    private void count(Frame frame, boolean copy) {
        counters.frames++;
        counters.bytes += frame.wireBytes;
        if (frame.capturedBytes < frame.wireBytes) counters.truncated++;
        if (copy) counters.duplicates++;
    }

    /**
     * The packet's addresses are those of a conversation further in: is it this shard's? One that the dealing did not see stays with what
     * carries it, so exactly one shard has it in any case.
     */
    private void claim() {
        if ((owners & owners - 1) == 0) return;
        int owner = Shards.of(
                packet.sourceHigh, packet.sourceLow, packet.destinationHigh, packet.destinationLow, share.of());
        if ((owners >>> owner & 1) == 1) mine = owner == share.self();
    }

    void close(long atNanos, Consumer<Observation> out) {
        tap.out = out;
        flows.close(atNanos, tap);
        bindings.close(counters);
        tap.out = null;
    }

    private void climb(int etherType, int port) {
        switch (etherType) {
            case Link.IPV4 -> {
                if (accepted("ipv4", ip.v4(packet), ip.ruleAt)) network();
            }
            case Link.IPV6 -> {
                if (accepted("ipv6", ip.v6(packet), ip.ruleAt)) network();
            }
            case Link.ARP -> arp(port);
            default -> link(etherType, port);
        }
    }

    /** No IP: a conversation between hardware addresses. */
    private void link(int etherType, int port) {
        packet.addressByMac();
        packet.sourcePort = port;
        packet.destinationPort = port;
        claim();
        long inside = Tunnel.inEthernet(etherType, packet.data, packet.from, packet.end);
        if (inside == Tunnel.NONE) datagram();
        else tunnel(inside, packet.from);
    }

    private void arp(int port) {
        if (!arp.parse(packet)) {
            link(Link.ARP, port);
            return;
        }
        packet.transport = Transport.ETHERNET;
        packet.sourcePort = port;
        packet.destinationPort = port;
        claim();
        if (!mine) return;
        Flow flow = flows.of(packet, tcp, tap);
        boolean fromClient = flow.isFromClient(packet);
        flows.count(flow, fromClient, packet, tap);
        arp.report(flow, fromClient, packet, bindings, counters, tap);
    }

    private void network() {
        claim();
        if (ip.beyondFrame) broken(packet.kind == Address.Kind.IPV4 ? "ipv4" : "ipv6", "length beyond frame", 2);
        if (mine) bindings.ip(packet, counters, tap);
        if (ip.fragmented && !reassembled()) return;
        switch (packet.protocol) {
            case Ip.TCP -> tcp();
            case Ip.UDP -> udp();
            case Ip.ICMP, Ip.ICMPV6 -> icmp();
            case Sctp.PROTOCOL -> sctp();
            default -> other();
        }
    }

    private boolean reassembled() {
        if (!mine || !fragments.add(packet, ip, counters, tap)) return false;
        // Nobody but this shard has the whole, so all that is in it is its own.
        owners = 1 << share.self();
        boolean v6 = packet.kind == Address.Kind.IPV6;
        return !v6 || accepted("ipv6", ip.extensions(packet, 0, packet.protocol), ip.ruleAt);
    }

    private void other() {
        packet.transport = Transport.IP;
        packet.sourcePort = packet.protocol;
        packet.destinationPort = packet.protocol;
        long inside = Tunnel.inIp(packet.protocol, packet.data, packet.from, packet.end);
        if (inside == Tunnel.NONE) datagram();
        else tunnel(inside, packet.from);
    }

    private void tcp() {
        packet.transport = Transport.TCP;
        if (!mine || !accepted("tcp", tcp.parse(packet), 0)) return;
        Flow flow = flows.of(packet, tcp, tap);
        boolean fromClient = flow.isFromClient(packet);
        flows.count(flow, fromClient, packet, tap);
        tcp.segment(flow, fromClient, packet, tap);
    }

    private void udp() {
        packet.transport = Transport.UDP;
        int header = packet.from;
        if (!accepted("udp", Udp.parse(packet), 0)) return;
        long inside = Tunnel.inUdp(packet.data, header, packet.end);
        if (inside == Tunnel.NONE) datagram();
        else tunnel(inside, header);
    }

    private void icmp() {
        packet.transport = Transport.ICMP;
        String layer = packet.protocol == Ip.ICMP ? "icmp" : "icmpv6";
        if (!mine || !accepted(layer, icmp.parse(packet), 0)) return;
        Flow flow = flows.of(packet, tcp, tap);
        boolean fromClient = flow.isFromClient(packet);
        flows.count(flow, fromClient, packet, tap);
        if (packet.length() > 0) icmp.report(flow, fromClient, packet, flows, bindings, counters, tap);
    }

    private void sctp() {
        packet.transport = Transport.SCTP;
        if (!mine || !accepted("sctp", sctp.parse(packet), 0)) return;
        Flow flow = flows.of(packet, tcp, tap);
        boolean fromClient = flow.isFromClient(packet);
        flows.count(flow, fromClient, packet, tap);
        sctp.chunks(flow, fromClient, packet, tap);
    }

    private void datagram() {
        if (!mine) return;
        Flow flow = flows.of(packet, tcp, tap);
        boolean fromClient = flow.isFromClient(packet);
        flows.count(flow, fromClient, packet, tap);
        if (flow.takesTurns(fromClient, packet.atNanos())) compare(flow, fromClient);
        reader.datagram(flow, fromClient, packet, tap);
    }

    /** Of datagrams without identification, and of fragments, it is not known which are copies. */
    private void compare(Flow flow, boolean fromClient) {
        boolean identified = packet.kind == Address.Kind.IPV4 && !ip.fragmented && ip.fragmentId != 0;
        if (!identified || packet.transport != Transport.UDP) return;
        checksum.reset();
        checksum.update(packet.data, packet.from, packet.length());
        int sum = (int) checksum.getValue();
        if (flow.copies(fromClient).contradicts(ip.fragmentId, sum, packet.sourceMac, packet.atNanos()))
            tap.accept(new Malformed(packet.stamp(), flow.conversation, fromClient, "udp", Copies.RULE, 0));
    }

    /** The carrier is a flow, told once with what tells its tunnel from others; then the way goes on within. */
    private void tunnel(long inside, int header) {
        if (depth == Tunnel.DEPTH_MAX) {
            counters.limit("tunnels in a frame");
            datagram();
            return;
        }
        depth++;
        if (mine) carrier(inside, header);
        long located = packet.enter(inside, header + Tunnel.offset(inside));
        if (!Tunnel.isEthernet(inside)) climb(Tunnel.type(inside), Tunnel.type(inside));
        else if (Link.kind(located) == Link.CUT) accepted("link", "header ends early", Link.offset(located));
        else climb(Link.kind(located) == Link.ETHERTYPE ? Link.type(located) : -1, Link.type(located));
    }

    private void carrier(long inside, int header) {
        Flow flow = flows.of(packet, tcp, tap);
        boolean fromClient = flow.isFromClient(packet);
        flows.count(flow, fromClient, packet, tap);
        if (!reader.carries(flow, Tunnel.name(inside))) return;
        turn.begin(packet, flow.conversation, fromClient, Tunnel.name(inside), null, tap);
        turn.message("carry", Verb.SESSION, Outcome.NOTICE)
                .target(Tunnel.key(inside, packet.data, header))
                .emit();
    }

    /** A header that the capture cut is nobody's fault. */
    private boolean accepted(String layer, String rule, int offset) {
        if (rule == null) return true;
        if (packet.missing == 0) broken(layer, rule, offset);
        return false;
    }

    private void broken(String layer, String rule, int offset) {
        if (mine) tap.accept(new Malformed(packet.stamp(), null, true, layer, rule, offset));
    }
}
