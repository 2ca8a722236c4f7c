package dev.postern.wire;

import dev.postern.model.Address;
import dev.postern.model.Frame;
import dev.postern.model.Malformed;
import dev.postern.model.Observation;
import dev.postern.model.Transport;
import java.util.function.Consumer;

/** The way of one frame up the layers. Holds working objects only; all that must last is in the {@link Wire} it was made for. */
final class Layers {
    private final Counters counters;
    private final Fragments fragments;
    private final Bindings bindings;
    private final Packet packet = new Packet();
    private final Ip ip = new Ip();
    private final Arp arp = new Arp();
    private final Icmp icmp = new Icmp();
    private final Reader reader;
    private final Tcp tcp;
    private final Flows flows;
    private final Tap tap;

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
            Budget budget) {
        this.counters = counters;
        this.fragments = fragments;
        this.bindings = bindings;
        reader = new Reader(limits, dissectors, counters, budget);
        tcp = new Tcp(limits, counters, budget, reader);
        flows = new Flows(limits, table, dissectors, counters, reader);
        tap = new Tap(counters);
    }

    void frame(Frame frame, Consumer<Observation> out) {
        counters.frames++;
        counters.bytes += frame.wireBytes;
        if (frame.capturedBytes < frame.wireBytes) counters.truncated++;
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
            packet.link(located);
            climb(kind == Link.ETHERTYPE ? Link.type(located) : -1, Link.type(located));
        }
        packet.release();
        tap.out = null;
    }

    void close(long atNanos, Consumer<Observation> out) {
        tap.out = out;
        flows.close(atNanos, tap);
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
            default -> link(port);
        }
    }

    /** No IP: a conversation between hardware addresses. */
    private void link(int port) {
        packet.addressByMac();
        packet.sourcePort = port;
        packet.destinationPort = port;
        datagram();
    }

    private void arp(int port) {
        if (!arp.parse(packet)) {
            link(port);
            return;
        }
        packet.sourcePort = port;
        packet.destinationPort = port;
        Flow flow = flows.of(packet, tcp, tap);
        boolean fromClient = flow.isFromClient(packet);
        flows.count(flow, fromClient, packet, tap);
        arp.report(flow, fromClient, packet, bindings, counters, tap);
    }

    private void network() {
        if (ip.beyondFrame) broken(packet.kind == Address.Kind.IPV4 ? "ipv4" : "ipv6", "length beyond frame", 2);
        bindings.ip(packet, counters, tap);
        if (ip.fragmented) {
            if (!fragments.add(packet, ip, counters, tap)) return;
            boolean v6 = packet.kind == Address.Kind.IPV6;
            if (v6 && !accepted("ipv6", ip.extensions(packet, 0, packet.protocol), ip.ruleAt)) return;
        }
        switch (packet.protocol) {
            case Ip.TCP -> tcp();
            case Ip.UDP -> udp();
            case Ip.ICMP, Ip.ICMPV6 -> icmp();
            default -> {
                packet.transport = Transport.IP;
                packet.sourcePort = packet.protocol;
                packet.destinationPort = packet.protocol;
                datagram();
            }
        }
    }

    private void tcp() {
        packet.transport = Transport.TCP;
        if (!accepted("tcp", tcp.parse(packet), 0)) return;
        Flow flow = flows.of(packet, tcp, tap);
        boolean fromClient = flow.isFromClient(packet);
        flows.count(flow, fromClient, packet, tap);
        tcp.segment(flow, fromClient, packet, tap);
    }

    private void udp() {
        packet.transport = Transport.UDP;
        if (!accepted("udp", Udp.parse(packet), 0)) return;
        datagram();
    }

    private void icmp() {
        packet.transport = Transport.ICMP;
        String layer = packet.protocol == Ip.ICMP ? "icmp" : "icmpv6";
        if (!accepted(layer, icmp.parse(packet), 0)) return;
        Flow flow = flows.of(packet, tcp, tap);
        boolean fromClient = flow.isFromClient(packet);
        flows.count(flow, fromClient, packet, tap);
        if (packet.length() > 0) icmp.report(flow, fromClient, packet, flows, bindings, counters, tap);
    }

    private void datagram() {
        Flow flow = flows.of(packet, tcp, tap);
        boolean fromClient = flow.isFromClient(packet);
        flows.count(flow, fromClient, packet, tap);
        reader.datagram(flow, fromClient, packet, tap);
    }

    /** A header that the capture cut is nobody's fault. */
    private boolean accepted(String layer, String rule, int offset) {
        if (rule == null) return true;
        if (packet.missing == 0) broken(layer, rule, offset);
        return false;
    }

    private void broken(String layer, String rule, int offset) {
        tap.accept(new Malformed(packet.stamp(), null, true, layer, rule, offset));
    }
}
