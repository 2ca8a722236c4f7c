package dev.postern.wire;

import dev.postern.model.Observation;
import dev.postern.model.Transport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lets the dissector of a flow's protocol read, once the {@link Recogniser} knows which that is. No dissector can stop the reader: every
 * step consumes, waits for more, or gives up a segment, and each kind of waiting is limited.
 */
final class Reader {
    /** Bytes of a stream kept while nobody is sure. */
    static final int UNDECIDED_BYTES_MAX = 4096;

    /** Failures in a row after which the dissector is taken off the flow. */
    static final int FAILURES_MAX = 16;

    /** Times a dissector may want more of a stream without saying how much, for one message. */
    static final int RETRIES_MAX = 256;

    /** An unknown flow is looked at again after this many packets, then after four times as many each time. */
    static final int LOOK_PACKETS_FIRST = 64;

    static final int LOOKS_MAX = 5;
    /** Payloads looked at then. */
    static final int PROBES_AGAIN = 4;

    /** Datagrams of a flow kept while nobody is sure, their size, and how old they may get. */
    static final int HELD_MAX = 4;

    static final int HELD_BYTES_MAX = 2048;
    static final long HELD_NANOS_MAX = 10_000_000_000L;

    /** Times the protocol of a flow may end by its own word. */
    static final int SWITCHES_MAX = 8;

    private final Wire.Limits limits;
    private final Dissectors dissectors;
    private final Counters counters;
    private final Budget budget;
    private final Unknowns unknowns;
    private final Recogniser recogniser;
    private final Bytes bytes = new Bytes();
    private final Turn turn;
    private final Common common;

    Reader(
            Wire.Limits limits,
            Dissectors dissectors,
            Counters counters,
            Budget budget,
            Unknowns unknowns,
            Common common) {
        this.limits = limits;
        this.dissectors = dissectors;
        this.recogniser = new Recogniser(dissectors);
        this.counters = counters;
        this.budget = budget;
        this.unknowns = unknowns;
        this.common = common;
        turn = new Turn(common);
    }

    /** A whole datagram or frame payload. */
    void datagram(Flow flow, boolean fromClient, Packet packet, Consumer<Observation> out) {
        if (packet.length() == 0) return;
        if (isClosed(flow)) {
            unknowns.datagram(flow, fromClient, packet, counters, out);
            return;
        }
        boolean fromNow = fromClient;
        if (flow.transport == Transport.UDP && flow.stage == Flow.Stage.UNDECIDED && flow.probes == 0)
            fromNow = called(flow, fromClient, packet);
        else if (flow.stage != Flow.Stage.UNDECIDED) doubt(flow, fromClient, packet);
        if (flow.stage == Flow.Stage.UNDECIDED) {
            Dissector found = recognise(flow, fromClient, packet.data, packet.from, packet.length());
            if (found == null) {
                if (hopes(flow, fromClient)) keepDatagram(flow, fromClient, packet);
                else unknowns.datagram(flow, fromClient, packet, counters, out);
                return;
            }
            boolean answer = fromClient && answersFirst(flow, found, packet);
            if (answer) flow.turnAround();
            fromNow = believe(flow, found, fromClient && !answer);
            recall(flow, packet.atNanos(), out);
        }
        message(flow, fromNow, packet.data, packet.from, packet.end, packet.missing > 0, packet, out);
    }

    /**
     * A flow that somebody was told to expect is believed to be that if its first datagram is from who was to call, and may be one of that protocol; its
     * client is who was called.
     *
     * @return whether the sender of the packet in hand is the client
     */
    private boolean called(Flow flow, boolean fromClient, Packet packet) {
        String protocol = common.expectedAt(flow.conversation, !fromClient, packet.atNanos());
        Dissector found = protocol == null ? null : dissectors.named(protocol);
        if (found == null
                || dissectors.othersPort(found, flow.transport, flow.clientPort)
                || dissectors.othersPort(found, flow.transport, flow.serverPort)
                || !found.mayCall(bytes.wrap(packet.data, packet.from, packet.length()))) return fromClient;
        common.hasCalled(flow.conversation, !fromClient);
        if (fromClient) flow.turnAround();
        believe(flow, found, false);
        return false;
    }

    /** The first that is seen between two ports of the protocol is an answer, so the guess that it came from the client was wrong. */
    private boolean answersFirst(Flow flow, Dissector found, Packet packet) {
        return flow.transport == Transport.UDP
                && !flow.serverSpoke
                && found.usualPort(flow.transport, flow.clientPort)
                && found.usualPort(flow.transport, flow.serverPort)
                && found.answersForCertain(bytes.wrap(packet.data, packet.from, packet.length()));
    }

    /** Away from its port, a protocol that a datagram cannot be makes room for one that it is for certain. */
    private void doubt(Flow flow, boolean fromClient, Packet packet) {
        Dissector present = dissector(flow);
        if (present == null) return;
        Dissector other = recogniser.instead(present, flow, fromClient, packet);
        if (other == null) return;
        int doubts = flow.probes;
        over(flow);
        if (flow.stage == Flow.Stage.UNDECIDED) believe(flow, other, fromClient);
        flow.probes = doubts;
    }

    private void message(
            Flow flow,
            boolean fromClient,
            byte[] data,
            int from,
            int end,
            boolean cut,
            Turn.Origin origin,
            Consumer<Observation> out) {
        Dissector dissector = flow.stage == Flow.Stage.RECOGNISED ? dissector(flow) : null;
        int at = from;
        while (at < end && dissector != null) {
            bytes.wrap(data, at, end - at);
            turn.begin(origin, flow.conversation, fromClient, flow.protocol, flow.state, out);
            int consumed = dissector.dissect(bytes, turn);
            counters.limit("entries of a flow", turn.forgotten());
            if (consumed <= 0) {
                failed(flow);
                return;
            }
            read(flow, cut);
            at += Math.min(consumed, end - at);
            if (!turn.isOver()) continue;
            over(flow);
            return;
        }
    }

    /** Nobody reads this flow any more; but an unknown one is looked at again now and then, a few times. */
    private static boolean isClosed(Flow flow) {
        if (flow.stage != Flow.Stage.UNKNOWN) return false;
        if (flow.looks == LOOKS_MAX || flow.packets < (long) LOOK_PACKETS_FIRST << 2 * flow.looks) return true;
        flow.looks++;
        flow.stage = Flow.Stage.UNDECIDED;
        flow.probes = Recogniser.PROBES_MAX - PROBES_AGAIN;
        return false;
    }

    /** Somebody was not sure about what this side sent. */
    private static boolean hopes(Flow flow, boolean fromClient) {
        return flow.stage == Flow.Stage.UNDECIDED && (fromClient ? flow.unsureUp : flow.unsureDown) != null;
    }

    private void keepDatagram(Flow flow, boolean fromClient, Packet packet) {
        if (packet.length() > HELD_BYTES_MAX || flow.held != null && flow.held.size() == HELD_MAX) return;
        if (!budget.take(flow, packet.length(), limits.pendingBytesPerShard(), counters)) return;
        if (flow.held == null) flow.held = new ArrayList<>(2);
        Flow.Held held = new Flow.Held();
        held.fromClient = fromClient;
        held.cut = packet.missing > 0;
        held.stamp = packet.stamp();
        held.data = Arrays.copyOfRange(packet.data, packet.from, packet.end);
        flow.held.add(held);
    }

    /** What was kept is read now that its protocol is known, with the time at which it came. */
    private void recall(Flow flow, long atNanos, Consumer<Observation> out) {
        List<Flow.Held> held = flow.held;
        if (held == null) return;
        forget(flow);
        for (Flow.Held one : held) {
            if (atNanos - one.atNanos() > HELD_NANOS_MAX) continue;
            message(flow, one.fromClient, one.data, 0, one.data.length, one.cut, one, out);
        }
    }

    private void forget(Flow flow) {
        if (flow.held == null) return;
        for (Flow.Held one : flow.held) budget.giveBack(flow, one.data.length);
        flow.held = null;
    }

    /** The protocol has ended by its own word; another one may follow. */
    private void over(Flow flow) {
        flow.dissector = null;
        flow.state = null;
        flow.failures = 0;
        flow.probes = 0;
        flow.stage = Flow.Stage.UNDECIDED;
        if (++flow.switches <= SWITCHES_MAX) return;
        counters.limit("protocols of a flow");
        giveUp(flow);
    }

    /** The flow carries a tunnel of this protocol. Returns true the first time. */
    boolean carries(Flow flow, String tunnel) {
        if (flow.carrier) return false;
        flow.carrier = true;
        if (flow.stage != Flow.Stage.RECOGNISED) flow.protocol = tunnel;
        return true;
    }

    /** The next bytes of a stream, in order. */
    void stream(
            Flow flow, boolean fromClient, byte[] data, int at, int count, Packet packet, Consumer<Observation> out) {
        TcpHalf half = flow.half(fromClient);
        if (isClosed(flow)) {
            unknowns.stream(flow, fromClient, data, at, count, packet, counters, out);
            return;
        }
        if (half.skip > 0) {
            int skipped = (int) Math.min(half.skip, count);
            half.skip -= skipped;
            at += skipped;
            count -= skipped;
        }
        if (count == 0) return;
        int segment = half.length;
        if (segment > 0) {
            if (!hold(flow, half, data, at, count)) {
                drop(flow, half);
                return;
            }
            data = half.pending;
            at = half.from;
            count = half.length;
        }
        boolean fromNow = fromClient;
        if (flow.stage == Flow.Stage.UNDECIDED) {
            Dissector found = recognise(flow, fromClient, data, at, count);
            if (found == null && segment > 0 && isHopeless(flow, fromClient, segment)) {
                // What was kept may be the end of a message whose beginning was not seen, or another protocol's.
                at += segment;
                count -= segment;
                segment = 0;
                flow.probes--;
                found = recognise(flow, fromClient, data, at, count);
            }
            if (found == null) {
                if (!keepUndecided(flow, fromClient, half, data, at, count))
                    unknowns.stream(flow, fromClient, data, at, count, packet, counters, out);
                return;
            }
            fromNow = believe(flow, found, fromClient);
            TcpHalf other = flow.half(!fromNow);
            if (other.length > 0)
                consume(flow, !fromNow, other, other.pending, other.from, other.length, 0, packet, out);
            if (flow.stage != Flow.Stage.RECOGNISED) return;
        }
        consume(flow, fromNow, half, data, at, count, segment, packet, out);
    }

    /** {@code count} bytes of the stream will never be seen. */
    void gap(Flow flow, TcpHalf half, long count) {
        counters.gaps++;
        half.gapped = true;
        half.unknownLeft = 0;
        if (half.skip > 0) {
            half.skip = Math.max(0, half.skip - count);
            return;
        }
        // The hole lies within a message whose length is known: the next one can still be found.
        long inside = half.need - half.length - count;
        boolean known = flow.stage == Flow.Stage.RECOGNISED && half.length > 0 && inside >= 0;
        drop(flow, half);
        if (known) half.skip = inside;
    }

    /** Nothing of this direction is wanted any more. */
    void drop(Flow flow, TcpHalf half) {
        budget.giveBack(flow, half.length);
        half.clear();
    }

    /** Both sides have closed the stream, or one has broken it off. */
    void ended(Flow flow, Packet packet, Consumer<Observation> out) {
        Dissector dissector = flow.stage == Flow.Stage.RECOGNISED ? dissector(flow) : null;
        if (dissector == null) return;
        turn.begin(packet, flow.conversation, false, flow.protocol, flow.state, out);
        turn.afterGap(flow.up.gapped || flow.down.gapped);
        dissector.ended(turn);
        counters.limit("entries of a flow", turn.forgotten());
    }

    private void consume(
            Flow flow,
            boolean fromClient,
            TcpHalf half,
            byte[] data,
            int start,
            int count,
            int segment,
            Packet packet,
            Consumer<Observation> out) {
        Dissector dissector = dissector(flow);
        int at = start;
        int end = start + count;
        while (at < end && dissector != null && half.need <= end - at) {
            bytes.wrap(data, at, end - at);
            turn.begin(packet, flow.conversation, fromClient, flow.protocol, flow.state, out);
            turn.afterGap(half.gapped);
            half.gapped = false;
            int consumed = dissector.dissect(bytes, turn);
            counters.limit("entries of a flow", turn.forgotten());
            if (turn.heir() != null && inherits(flow)) {
                dissector = flow.dissector;
                half.need = 0;
                half.retries = 0;
            } else if (consumed > 0) {
                read(flow, false);
                at += Math.min(consumed, end - at);
                half.need = 0;
                half.retries = 0;
                if (turn.isOver()) {
                    dissector = switched(flow, fromClient, data, at, end - at);
                    if (flow.stage == Flow.Stage.UNKNOWN) at = end;
                }
            } else if (consumed == Dissector.NEED_MORE && waits(half, end - at)) {
                if (half.skip > 0) at = end;
                break;
            } else {
                half.need = 0;
                half.retries = 0;
                at = at < start + segment ? start + segment : end;
                failed(flow);
                if (flow.stage != Flow.Stage.RECOGNISED) at = end;
            }
        }
        retain(flow, half, data, at, end - at);
    }

    /** The dissector for what follows in the same segment, or null if there is nothing yet or nobody knows it. */
    private Dissector switched(Flow flow, boolean fromClient, byte[] data, int at, int count) {
        over(flow);
        TcpHalf other = flow.half(!fromClient);
        other.need = 0;
        other.retries = 0;
        other.skip = 0;
        if (count == 0 || flow.stage != Flow.Stage.UNDECIDED) return null;
        Dissector found = recognise(flow, fromClient, data, at, count);
        if (found != null) believe(flow, found, fromClient);
        return found;
    }

    /** @return false if this dissector has waited long enough */
    private boolean waits(TcpHalf half, int present) {
        int need = turn.needed();
        if (need > limits.pendingBytes()) {
            counters.limit("pending bytes of a direction");
            half.skip = (long) need - present;
            half.need = 0;
            half.retries = 0;
            return true;
        }
        half.need = need > present ? need : 0;
        return half.need > 0 || ++half.retries <= RETRIES_MAX;
    }

    /** What the dissector left becomes the pending bytes. */
    @SuppressWarnings("ReferenceEquality") // the very array
    private void retain(Flow flow, TcpHalf half, byte[] data, int at, int count) {
        if (data == half.pending) {
            budget.giveBack(flow, half.length - count);
            half.from = at;
            half.length = count;
            if (count == 0) {
                int need = half.need;
                half.clear();
                half.need = need;
            }
        } else if (count > 0) {
            hold(flow, half, data, at, count);
        }
    }

    private boolean hold(Flow flow, TcpHalf half, byte[] data, int at, int count) {
        if (half.length + count > limits.pendingBytes()) {
            counters.limit("pending bytes of a direction");
            return false;
        }
        if (!budget.take(flow, count, limits.pendingBytesPerShard(), counters)) return false;
        half.append(data, at, count);
        return true;
    }

    /** @return false if nothing can be hoped for from these bytes */
    private boolean keepUndecided(Flow flow, boolean fromClient, TcpHalf half, byte[] data, int at, int count) {
        boolean hope =
                flow.stage == Flow.Stage.UNDECIDED && (hopes(flow, fromClient) || count < recogniser.beginning(flow));
        if (hope && count <= UNDECIDED_BYTES_MAX) retain(flow, half, data, at, count);
        else drop(flow, half);
        return hope;
    }

    /** The flow's streams hold nothing any more. */
    void release(Flow flow) {
        forget(flow);
        release(flow, flow.up);
        release(flow, flow.down);
        if (!flow.hasParts()) return;
        release(flow, flow.parts(true));
        release(flow, flow.parts(false));
    }

    private void release(Flow flow, SctpParts parts) {
        while (!parts.isEmpty()) budget.giveBack(flow, parts.giveUpOldest());
    }

    private void release(Flow flow, TcpHalf half) {
        if (half == null) return;
        drop(flow, half);
        while (half.laterCount > 0) budget.giveBack(flow, half.takeLater().length);
    }

    /** Nobody knows what was kept of the stream, even together with what follows. */
    private static boolean isHopeless(Flow flow, boolean fromClient, int kept) {
        if (flow.stage != Flow.Stage.UNDECIDED || hopes(flow, fromClient)) return false;
        return kept >= Recogniser.PROBE_BYTES_MIN || !flow.asked && !flow.opened;
    }

    /** The dissector to believe, or null while there is none; a flow that was looked at often enough is given up. */
    private Dissector recognise(Flow flow, boolean fromClient, byte[] data, int at, int count) {
        Dissector found = recogniser.recognise(flow, fromClient, data, at, count);
        if (found == null && flow.probes >= Recogniser.PROBES_MAX) giveUp(flow);
        return found;
    }

    /** @return whether the sender of the bytes in hand is the client, now that the protocol has been heard */
    private boolean believe(Flow flow, Dissector found, boolean fromClient) {
        flow.stage = Flow.Stage.RECOGNISED;
        flow.protocol = found.protocol();
        flow.dissector = found;
        flow.state = found.newState();
        flow.probes = 0;
        boolean turned = !flow.sure
                && flow.transport == Transport.TCP
                && found.usualPort(flow.transport, flow.clientPort)
                && !found.usualPort(flow.transport, flow.serverPort);
        if (turned) flow.turnAround();
        flow.sure = true;
        flow.unsureUp = null;
        flow.unsureDown = null;
        return fromClient != turned;
    }

    /** The protocol that the dissector named takes the stream from here. */
    @SuppressWarnings("ReferenceEquality") // the very dissector
    private boolean inherits(Flow flow) {
        Dissector heir = dissectors.named(turn.heir());
        if (heir == null || heir == flow.dissector) return false;
        flow.protocol = heir.protocol();
        flow.dissector = heir;
        flow.state = heir.newState();
        return true;
    }

    private Dissector dissector(Flow flow) {
        if (flow.dissector == null) {
            flow.dissector = dissectors.named(flow.protocol);
            if (flow.dissector == null) giveUp(flow);
        }
        return flow.dissector;
    }

    private void read(Flow flow, boolean cut) {
        flow.messages++;
        flow.failures = 0;
        if (bytes.overrun() && !cut && !turn.complained()) turn.malformed("message ends early", bytes.overrunAt());
    }

    private void failed(Flow flow) {
        counters.lost++;
        if (++flow.failures < FAILURES_MAX) return;
        counters.limit("dissector gave up");
        flow.distrusted = flow.protocol;
        giveUp(flow);
    }

    private void giveUp(Flow flow) {
        flow.stage = Flow.Stage.UNKNOWN;
        flow.unsureUp = null;
        flow.unsureDown = null;
        flow.dissector = null;
        flow.state = null;
        if (flow.messages == 0 && !flow.carrier) flow.protocol = null;
        forget(flow);
        if (flow.up != null) drop(flow, flow.up);
        if (flow.down != null) drop(flow, flow.down);
    }
}
