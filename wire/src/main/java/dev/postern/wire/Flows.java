package dev.postern.wire;

import dev.postern.model.Address;
import dev.postern.model.Conversation;
import dev.postern.model.Encounter;
import dev.postern.model.Observation;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import java.util.function.Consumer;

/** Begins flows, counts what they carry in each window, and ends them when idle, replaced or in the way. */
final class Flows {
    private static final long SECOND_NANOS = 1_000_000_000L;
    /** An open TCP connection may be silent this long. */
    static final long IDLE_CONNECTION_NANOS = 3600 * SECOND_NANOS;
    /** Conversations below IP have no end; a silent one is forgotten after this. */
    static final long IDLE_LINK_NANOS = 3600 * SECOND_NANOS;

    static final long IDLE_NANOS = 300 * SECOND_NANOS;
    /** After both sides finished, or one reset, stragglers still belong to the flow. */
    static final long IDLE_OVER_NANOS = 30 * SECOND_NANOS;

    /** All flows are looked through this often; one that has traffic again after its time is begun anew in any case. */
    private static final long SWEEP_NANOS = IDLE_NANOS;

    /** A flow in one direction only is worth keeping from here on. */
    private static final int PACKETS_KEPT = 16;

    /** After so many packets a flow is told of by its port. */
    private static final int NAMED_BY_PACKETS = 8;

    private final Wire.Limits limits;
    private final FlowTable table;
    private final Dissectors dissectors;
    private final Counters counters;
    private final Reader reader;
    private Consumer<Encounter> encounters;

    Flows(Wire.Limits limits, FlowTable table, Dissectors dissectors, Counters counters, Reader reader) {
        this.limits = limits;
        this.table = table;
        this.dissectors = dissectors;
        this.counters = counters;
        this.reader = reader;
    }

    void tell(Consumer<Encounter> to) {
        encounters = to;
    }

    /** The flow of this packet, begun if need be. {@code tcp} has parsed the packet if it is TCP. */
    Flow of(Packet packet, Tcp tcp, Consumer<Observation> out) {
        int hash = FlowTable.hash(packet);
        Flow flow = table.find(packet, hash);
        if (flow != null) {
            boolean stale = packet.atNanos() - flow.lastNanos > idleNanos(flow)
                    || flow.transport == Transport.TCP && tcp.beginsAnew(flow, flow.isFromClient(packet));
            if (!stale) return flow;
            end(flow, out);
        }
        return begin(packet, hash, tcp, out);
    }

    /** The flow an ICMP error speaks of, or null. */
    Flow known(Packet packet) {
        return table.find(packet, FlowTable.hash(packet));
    }

    private static long idleNanos(Flow flow) {
        if (flow.over) return IDLE_OVER_NANOS;
        if (flow.transport == Transport.ETHERNET) return IDLE_LINK_NANOS;
        boolean connection = flow.transport == Transport.TCP && (flow.answered() || flow.opened);
        return connection ? IDLE_CONNECTION_NANOS : IDLE_NANOS;
    }

    private Flow begin(Packet packet, int hash, Tcp tcp, Consumer<Observation> out) {
        Address source = packet.source();
        if (table.flowsOf(source) >= limits.flowsPerSource()) {
            counters.limit("flows of a source");
            end(table.spareOf(source), out);
        } else if (table.size() >= limits.flows()) {
            counters.limit("flows of a shard");
            end(table.spare(), out);
        }
        counters.flows++;
        Flow flow = new Flow();
        flow.hash = hash;
        flow.source = source;
        flow.transport = packet.transport;
        flow.kind = packet.kind;
        flow.vlan = packet.vlan;
        flow.lastNanos = packet.atNanos();
        boolean tcpFlow = packet.transport == Transport.TCP;
        flow.sure = !tcpFlow || tcp.isSyn() || tcp.isSynAck();
        orient(flow, packet, isClient(packet, tcp));
        if (tcpFlow) {
            flow.up = new TcpHalf();
            flow.down = new TcpHalf();
        }
        table.add(flow);
        return flow;
    }

    private void orient(Flow flow, Packet packet, boolean client) {
        flow.clientHigh = client ? packet.sourceHigh : packet.destinationHigh;
        flow.clientLow = client ? packet.sourceLow : packet.destinationLow;
        flow.serverHigh = client ? packet.destinationHigh : packet.sourceHigh;
        flow.serverLow = client ? packet.destinationLow : packet.sourceLow;
        flow.clientPort = client ? packet.sourcePort : packet.destinationPort;
        flow.serverPort = client ? packet.destinationPort : packet.sourcePort;
        boolean ports = switch (flow.transport) {
            case TCP, UDP, SCTP -> true;
            case ICMP, IP, ETHERNET -> false;
        };
        flow.conversation = new Conversation(
                client ? flow.source : packet.destination(),
                client ? packet.destination() : flow.source,
                flow.transport,
                ports ? flow.clientPort : 0,
                flow.serverPort,
                flow.vlan);
    }

    /** Is the sender of a flow's first packet its client? */
    private boolean isClient(Packet packet, Tcp tcp) {
        if (packet.transport == Transport.TCP) {
            if (tcp.isSyn()) return true;
            if (tcp.isSynAck()) return false;
            boolean source = isService(packet.transport, packet.sourcePort);
            boolean destination = isService(packet.transport, packet.destinationPort);
            return source == destination ? packet.sourcePort >= packet.destinationPort : destination;
        }
        if (packet.transport == Transport.UDP && !packet.toGroup())
            return !isService(packet.transport, packet.sourcePort)
                    || isService(packet.transport, packet.destinationPort);
        return !packet.answers;
    }

    private boolean isService(Transport transport, int port) {
        return Ports.name(transport, port) != null || dissectors.usualPort(transport, port);
    }

    /** Counts the packet into the flow's window. */
    void count(Flow flow, boolean fromClient, Packet packet, Consumer<Observation> out) {
        long at = packet.atNanos();
        long into = at - flow.windowNanos;
        if (flow.windowStamp == null
                || into < 0
                || into >= Wire.WINDOW_NANOS
                || flow.windowStamp.late() != packet.late()) {
            if (flow.windowStamp != null) report(flow, false, out);
            flow.windowStamp = packet.stamp();
            flow.windowNanos = Math.floorDiv(at, Wire.WINDOW_NANOS) * Wire.WINDOW_NANOS;
            table.list(flow);
            table.refresh(flow);
        }
        flow.lastNanos = at;
        flow.packets += packet.frames;
        flow.spokeFrom(fromClient, packet.sourceMac, at);
        if (fromClient) {
            flow.packetsUp += packet.frames;
            flow.bytesUp += packet.wireBytes;
            if (flow.clientNextMac == 0) flow.clientNextMac = packet.targetMac;
            if (tells(packet, flow.clientTtl)) flow.clientTtl = packet.ttl;
            flow.clientSpoke = true;
        } else {
            flow.packetsDown += packet.frames;
            flow.bytesDown += packet.wireBytes;
            if (flow.serverNextMac == 0) flow.serverNextMac = packet.targetMac;
            if (tells(packet, flow.serverTtl)) flow.serverTtl = packet.ttl;
            flow.serverSpoke = true;
        }
        if (encounters != null && !flow.met && meets(flow)) {
            flow.met = true;
            encounters.accept(new Encounter(flow.windowStamp, flow.conversation, service(flow)));
        }
        if (!flow.kept && (flow.answered() || flow.packets >= PACKETS_KEPT)) table.keep(flow);
    }

    /** In its first window, who asked whom being known, and what about as far as its first packets tell. A refusal may be a firewall's. */
    private static boolean meets(Flow flow) {
        return flow.first
                && flow.answered()
                && flow.opening != Traffic.Opening.REFUSED
                && flow.opening != Traffic.Opening.UNANSWERED
                && flow.sure
                && (flow.protocol != null || flow.packets >= NAMED_BY_PACKETS);
    }

    private static String service(Flow flow) {
        return flow.protocol != null ? flow.protocol : Ports.service(flow.transport, flow.serverPort);
    }

    /** What breaks a connection off may be the word of a firewall, or of the true owner of an address that somebody else speaks for. */
    private static boolean tells(Packet packet, int known) {
        return !packet.reset || known == 0;
    }

    /** Reports the flow's last window and forgets it. */
    private void end(Flow flow, Consumer<Observation> out) {
        if (flow.windowStamp != null) report(flow, true, out);
        reader.release(flow);
        table.remove(flow);
    }

    private void report(Flow flow, boolean last, Consumer<Observation> out) {
        out.accept(new Traffic(
                flow.windowStamp,
                flow.conversation,
                service(flow),
                flow.windowNanos,
                new Traffic.Side(
                        flow.packetsUp,
                        flow.bytesUp,
                        flow.clientMac,
                        flow.clientTtl,
                        flow.clientNextMac,
                        flow.up == null ? null : flow.up.takeTicks()),
                new Traffic.Side(
                        flow.packetsDown,
                        flow.bytesDown,
                        flow.serverMac,
                        flow.serverTtl,
                        flow.serverNextMac,
                        flow.down == null ? null : flow.down.takeTicks()),
                flow.retransmissions,
                flow.resets,
                flow.opening,
                flow.first,
                last));
        table.unlist(flow);
        flow.windowStamp = null;
        flow.clientNextMac = 0;
        flow.serverNextMac = 0;
        flow.packetsUp = 0;
        flow.packetsDown = 0;
        flow.bytesUp = 0;
        flow.bytesDown = 0;
        flow.retransmissions = 0;
        flow.resets = 0;
        flow.opening = Traffic.Opening.NONE;
        flow.first = false;
    }

    /** Reports every window, and from time to time ends the flows that have been idle for too long at {@code atNanos}. */
    void close(long atNanos, Consumer<Observation> out) {
        for (int place = 0; place < table.listedCount(); place++) {
            Flow flow = table.listed(place);
            if (flow == null) continue;
            if (atNanos - flow.lastNanos > idleNanos(flow)) end(flow, out);
            else report(flow, false, out);
        }
        if (atNanos < table.nextSweepNanos) return;
        table.nextSweepNanos = atNanos < Long.MAX_VALUE - SWEEP_NANOS ? atNanos + SWEEP_NANOS : atNanos;
        for (int slot = 0; slot < table.slots(); slot++) {
            Flow flow = table.at(slot);
            if (flow != null && atNanos - flow.lastNanos > idleNanos(flow)) end(flow, out);
        }
    }
}
