package dev.postern.wire;

import dev.postern.model.Malformed;
import dev.postern.model.Observation;
import dev.postern.model.Traffic;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * TCP, RFC 9293: puts the segments of each direction in order and hands them on. The first copy of a byte wins; a later copy that
 * differs is reported. A hole is given up when the receiver acknowledged data beyond it, after {@value #LATER_NANOS_MAX} ns, or when too
 * much has piled up behind it. A flow met midway begins at its first segment. What stands in order is passed on from the frame itself.
 * The first timestamp of each side in a window, RFC 7323 section 3.2, is kept for the report of the window.
 */
final class Tcp {
    static final int HEADER_BYTES = 20;
    private static final int FLAGS = 13;
    private static final int FIN = 1;
    private static final int SYN = 2;
    private static final int RST = 4;
    private static final int ACK = 16;
    private static final int OPTION_END = 0;
    private static final int OPTION_PADDING = 1;
    private static final int OPTION_TIMESTAMPS = 8;
    private static final int TIMESTAMPS_BYTES = 10;

    /** Segments kept that came before their turn, each direction. */
    static final int LATER_MAX = 64;

    static final int LATER_BYTES_MAX = 128 << 10;
    static final long LATER_NANOS_MAX = 2_000_000_000L;

    /** A sequence number further away than this from where the stream stands is believed only when the next segment goes on from it. */
    static final int JUMP_MAX = 4 << 20;

    private final Counters counters;
    private final Budget budget;
    private final Wire.Limits limits;
    private final Reader reader;
    private final CRC32C checksum = new CRC32C();

    private int sequence;
    private int acknowledged;
    private int flags;
    /** Options of the segment in hand, as far as they were captured: {@code data[options, optionsEnd)}. */
    private int options;

    private int optionsEnd;

    Tcp(Wire.Limits limits, Counters counters, Budget budget, Reader reader) {
        this.limits = limits;
        this.counters = counters;
        this.budget = budget;
        this.reader = reader;
    }

    /** Lays the packet over the segment's payload. Returns null or the broken rule. */
    String parse(Packet packet) {
        if (packet.length() < HEADER_BYTES) return "header ends early";
        byte[] data = packet.data;
        int at = packet.from;
        packet.sourcePort = Octets.u16(data, at);
        packet.destinationPort = Octets.u16(data, at + 2);
        sequence = Octets.i32(data, at + 4);
        acknowledged = Octets.i32(data, at + 8);
        flags = data[at + FLAGS];
        packet.reset = (flags & RST) != 0;
        int header = (data[at + 12] >>> 4 & 0xF) * 4;
        if (header < HEADER_BYTES) return "data offset below 5";
        if (header > packet.length() + packet.missing) return "data offset beyond segment";
        options = at + HEADER_BYTES;
        optionsEnd = at + Math.min(header, packet.length());
        packet.from = optionsEnd;
        return null;
    }

    /** The sender's timestamp among the options in {@code data[at, end)}, or 0 where there is none that can be read. */
    private static int timestamp(byte[] data, int at, int end) {
        while (end - at >= TIMESTAMPS_BYTES) {
            int kind = data[at];
            if (kind == OPTION_END) return 0;
            if (kind == OPTION_PADDING) {
                at++;
                continue;
            }
            int length = data[at + 1] & 0xFF;
            if (kind == OPTION_TIMESTAMPS) return length == TIMESTAMPS_BYTES ? Octets.i32(data, at + 2) : 0;
            if (length < 2) return 0;
            at += length;
        }
        return 0;
    }

    /** Opens a connection, asks: a new life for the address and port pair, or a repetition. */
    boolean isSyn() {
        return (flags & (SYN | ACK)) == SYN;
    }

    boolean isSynAck() {
        return (flags & (SYN | ACK)) == (SYN | ACK);
    }

    /** This SYN does not belong to the connection the flow has held so far. */
    boolean beginsAnew(Flow flow, boolean fromClient) {
        if (!isSyn()) return false;
        if (!fromClient) return true;
        if (!flow.up.synced) return false;
        int behind = flow.up.next - (sequence + 1);
        return behind != 0 && (flow.over || behind < 0 || behind > JUMP_MAX);
    }

    void segment(Flow flow, boolean fromClient, Packet packet, Consumer<Observation> out) {
        TcpHalf half = flow.half(fromClient);
        // RFC 9293 section 3.5: after its first segment, which asks or refuses, a connection acknowledges in each.
        if ((flags & (SYN | RST | ACK)) == 0 || (flags & (SYN | FIN)) == (SYN | FIN))
            out.accept(new Malformed(
                    packet.stamp(), flow.conversation, fromClient, "tcp", "flags of no connection", FLAGS));
        opening(flow, fromClient);
        if ((flags & RST) != 0) {
            flow.resets++;
            if (!flow.over) reader.ended(flow, packet, out);
            flow.over = true;
            reader.release(flow);
            return;
        }
        if (half.ticks == 0 && optionsEnd > options) {
            half.ticks = timestamp(packet.data, options, optionsEnd);
            half.ticksNanos = packet.atNanos();
        }
        if ((flags & SYN) != 0) {
            if (half.synced && half.next == sequence + 1) flow.retransmissions++;
            else half.begin(sequence + 1);
            sequence++;
        }
        if ((flags & ACK) != 0) {
            TcpHalf other = flow.half(!fromClient);
            if (other.laterCount > 0 && acknowledged - other.laterSequences[0] > 0) skipHole(flow, other, packet, out);
        }
        if (packet.length() > 0) data(flow, fromClient, packet, out);
        if ((flags & FIN) != 0) {
            half.finished = true;
            boolean over = flow.up.finished && flow.down.finished;
            if (over && !flow.over) reader.ended(flow, packet, out);
            flow.over = over;
        }
    }

    private void opening(Flow flow, boolean fromClient) {
        boolean reset = (flags & RST) != 0;
        if (isSyn() && fromClient) {
            flow.asked = true;
            if (!flow.opened) flow.opening = Traffic.Opening.UNANSWERED;
        } else if (flow.opened || !flow.asked && !isSynAck()) {
            return;
        } else if (reset) {
            if (!fromClient) flow.opening = Traffic.Opening.REFUSED;
        } else if (fromClient || isSynAck()) {
            // A client that goes on after its SYN was answered, though the answer may not have been captured.
            flow.opened = true;
            flow.opening = Traffic.Opening.OPENED;
        }
    }

    private void data(Flow flow, boolean fromClient, Packet packet, Consumer<Observation> out) {
        TcpHalf half = flow.half(fromClient);
        int count = packet.length();
        int wire = count + packet.missing;
        if (!half.synced) half.begin(sequence);
        int ahead = sequence - half.next;
        if (ahead == 0) {
            half.suspected = false;
            accept(flow, half, packet, 0, out);
        } else if (Math.abs((long) ahead) > JUMP_MAX) {
            jump(flow, half, packet, wire, out);
            return;
        } else if (ahead > 0) {
            early(flow, fromClient, half, packet, out);
            return;
        } else {
            // One byte just below: asks whether the other side is still there.
            if (wire == 1 && ahead == -1) return;
            flow.retransmissions++;
            compare(flow, fromClient, half, packet, out);
            if (ahead + wire <= 0) return;
            if (-ahead < count) accept(flow, half, packet, -ahead, out);
        }
        drain(flow, half, packet, out);
    }

    private void accept(Flow flow, TcpHalf half, Packet packet, int known, Consumer<Observation> out) {
        int count = packet.length();
        half.remember(sequence, count, checksum(packet.data, packet.from, count));
        half.keepTail(sequence + known, packet.data, packet.from + known, count - known);
        half.next = sequence + count;
        reader.stream(flow, half == flow.up, packet.data, packet.from + known, count - known, packet, out);
        if (packet.missing == 0) return;
        half.next += packet.missing;
        reader.gap(flow, half, packet.missing);
    }

    private void compare(Flow flow, boolean fromClient, TcpHalf half, Packet packet, Consumer<Observation> out) {
        int count = packet.length();
        // A byte that asks whether the other side is still there may come late and say anything.
        if (count == 1 && packet.data[packet.from] == 0) return;
        if (half.contradictsTail(sequence, packet.data, packet.from, count)
                || half.contradicts(sequence, packet.data, packet.from, count, checksum)
                || half.contradictsPending(sequence, packet.data, packet.from, count))
            conflict(flow, fromClient, packet, out);
    }

    private static void conflict(Flow flow, boolean fromClient, Packet packet, Consumer<Observation> out) {
        String rule = flow.takesTurns(fromClient, packet.atNanos())
                ? "segment repeated with other data from another card"
                : "segment repeated with other data";
        out.accept(new Malformed(packet.stamp(), flow.conversation, fromClient, "tcp", rule, 0));
    }

    private int checksum(byte[] data, int at, int count) {
        checksum.reset();
        checksum.update(data, at, count);
        return (int) checksum.getValue();
    }

    private void jump(Flow flow, TcpHalf half, Packet packet, int wire, Consumer<Observation> out) {
        boolean confirmed = half.suspected && half.suspect == sequence;
        half.suspected = !confirmed;
        half.suspect = sequence + wire;
        if (!confirmed) return;
        counters.limit("tcp sequence jump");
        while (half.laterCount > 0) budget.giveBack(flow, half.takeLater().length);
        reader.drop(flow, half);
        half.skip = 0;
        half.begin(sequence);
        accept(flow, half, packet, 0, out);
    }

    private void early(Flow flow, boolean fromClient, TcpHalf half, Packet packet, Consumer<Observation> out) {
        int count = packet.length();
        if (half.contradictsLater(sequence, packet.data, packet.from, count)) conflict(flow, fromClient, packet, out);
        if (half.hasLater(sequence, count)) {
            flow.retransmissions++;
            return;
        }
        boolean full = half.laterCount == LATER_MAX || half.laterBytes + count > LATER_BYTES_MAX;
        if (full) counters.limit("tcp segments out of order");
        if (full || half.laterCount > 0 && packet.atNanos() - half.laterNanos > LATER_NANOS_MAX) {
            skipHole(flow, half, packet, out);
            int ahead = sequence - half.next;
            if (ahead <= 0) {
                if (-ahead < count) accept(flow, half, packet, -ahead, out);
                return;
            }
        }
        if (!budget.take(flow, count, limits.pendingBytesPerShard(), counters)) return;
        half.keepLater(sequence, packet.data, packet.from, count, packet.atNanos());
    }

    /** Gives up the hole before the first early segment and goes on from there. */
    private void skipHole(Flow flow, TcpHalf half, Packet packet, Consumer<Observation> out) {
        int hole = half.laterSequences[0] - half.next;
        if (hole > 0) {
            reader.gap(flow, half, hole);
            half.next = half.laterSequences[0];
        }
        drain(flow, half, packet, out);
    }

    /** Hands on every early segment whose turn has come. */
    private void drain(Flow flow, TcpHalf half, Packet packet, Consumer<Observation> out) {
        while (half.laterCount > 0 && half.laterSequences[0] - half.next <= 0) {
            int first = half.laterSequences[0];
            byte[] segment = half.takeLater();
            budget.giveBack(flow, segment.length);
            int known = half.next - first;
            if (known >= segment.length) continue;
            half.remember(first, segment.length, checksum(segment, 0, segment.length));
            half.keepTail(half.next, segment, known, segment.length - known);
            half.next = first + segment.length;
            // Reading may tell that the roles were the other way round, so they are asked for anew each time.
            reader.stream(flow, half == flow.up, segment, known, segment.length - known, packet, out);
        }
    }
}
