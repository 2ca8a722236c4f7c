package dev.postern.wire;

import dev.postern.model.Address;
import dev.postern.model.Conversation;
import dev.postern.model.Malformed;
import dev.postern.model.Observation;
import dev.postern.model.Transport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Puts IP datagrams together, RFC 791 section 3.2 and RFC 8200 section 4.5. The first copy of a byte wins; a fragment that overlaps with
 * other bytes is reported (RFC 5722). Limits: {@value #DATAGRAMS_MAX} datagrams of a shard, {@value #SOURCE_MAX} of a source,
 * {@value #BYTES_MAX} bytes, {@value #SOURCE_BYTES_MAX} of a source, {@value #WAIT_NANOS} ns; a source with too many datagrams loses its own oldest, and
 * where all are full, as in a flood from forged addresses, the oldest of all goes: fragments of one datagram come together.
 */
final class Fragments {
    static final int DATAGRAMS_MAX = 256;
    static final int SOURCE_MAX = 16;
    static final int BYTES_MAX = 4 << 20;
    static final int SOURCE_BYTES_MAX = 512 << 10;
    static final long WAIT_NANOS = 30_000_000_000L;
    /** Fragments of one datagram come together; what contradicts it so much later is another with the same identification (RFC 4963). */
    static final long TOGETHER_NANOS = 2_000_000_000L;

    private static final int PAYLOAD_MAX = 65_535;
    private static final int BLOCK_BYTES = 8;
    /** Every link passes 68 bytes whole (RFC 791 section 3.2), so a first fragment holds 48 at least. What follows may be split again on its way. */
    private static final int FIRST_BYTES_MIN = 48;

    /** One datagram, of which some 8-byte blocks are there. */
    static final class Datagram {
        Address.Kind kind;
        long sourceHigh;
        long sourceLow;
        long destinationHigh;
        long destinationLow;
        int id;
        int protocol;
        int vlan;
        long beganNanos;
        int frames;
        long wireBytes;
        int total = -1;
        int reach;
        int blocks;
        final long[] present = new long[(PAYLOAD_MAX + 1) / BLOCK_BYTES / Long.SIZE];
        byte[] data = new byte[0];

        boolean isOf(Packet packet, int fragmentId) {
            return id == fragmentId
                    && kind == packet.kind
                    && sourceLow == packet.sourceLow
                    && sourceHigh == packet.sourceHigh
                    && destinationLow == packet.destinationLow
                    && destinationHigh == packet.destinationHigh
                    && vlan == packet.vlan
                    && (kind == Address.Kind.IPV6 || protocol == packet.protocol);
        }

        boolean isFrom(Packet packet) {
            return kind == packet.kind && sourceLow == packet.sourceLow && sourceHigh == packet.sourceHigh;
        }

        boolean isOfSource(Datagram other) {
            return kind == other.kind && sourceLow == other.sourceLow && sourceHigh == other.sourceHigh;
        }

        boolean complete() {
            return total >= 0 && blocks == (total + BLOCK_BYTES - 1) / BLOCK_BYTES;
        }
    }

    /** Oldest first. */
    private final ArrayList<Datagram> waiting = new ArrayList<>();

    private long bytes;

    /** Takes a fragment in. Returns true if it completed a datagram, over whose payload the packet now lies. */
    boolean add(Packet packet, Ip ip, Counters counters, Consumer<Observation> out) {
        String layer = packet.kind == Address.Kind.IPV4 ? "ipv4" : "ipv6";
        int end = ip.fragmentOffset + packet.length();
        String rule = null;
        if (end > PAYLOAD_MAX) rule = "fragment beyond largest datagram";
        else if (ip.moreFragments && packet.missing == 0 && packet.length() % BLOCK_BYTES != 0)
            rule = "fragment length not a multiple of 8";
        if (rule != null) {
            report(packet, layer, rule, out);
            return false;
        }
        if (ip.fragmentOffset == 0 && ip.moreFragments) first(packet, layer, out);
        expire(packet.atNanos(), counters);
        Datagram datagram = find(packet, ip);
        if (datagram == null) datagram = begin(packet, ip, counters);
        datagram.frames++;
        datagram.wireBytes += packet.wireBytes;
        boolean beyond = datagram.total >= 0 && end > datagram.total;
        if (beyond || !ip.moreFragments && (datagram.total >= 0 && end != datagram.total || end < datagram.reach)) {
            report(packet, layer, "fragment beyond the last one", out);
            return false;
        }
        datagram.reach = Math.max(datagram.reach, end);
        if (!ip.moreFragments) datagram.total = end;
        if (!room(datagram, end, counters)) return false;
        if (fill(datagram, packet, ip.fragmentOffset, !ip.moreFragments)) {
            if (packet.atNanos() - datagram.beganNanos > TOGETHER_NANOS) {
                counters.limit("fragment identification used again");
                forget(waiting.indexOf(datagram));
                return add(packet, ip, counters, out);
            }
            report(packet, layer, "fragment overlaps with other data", out);
        }
        if (!datagram.complete()) return false;
        forget(waiting.indexOf(datagram));
        packet.data = datagram.data;
        packet.from = 0;
        packet.end = datagram.total;
        packet.missing = 0;
        packet.frames = datagram.frames;
        packet.wireBytes = datagram.wireBytes;
        packet.protocol = datagram.protocol;
        return true;
    }

    /** Filters that look at ports see none, or not all of the header, in such a fragment: RFC 1858, RFC 7112. */
    private static void first(Packet packet, String layer, Consumer<Observation> out) {
        int bytes = packet.length() + packet.missing;
        if (bytes < headerBytes(packet.protocol)) report(packet, layer, "first fragment splits transport header", out);
        else if (bytes < FIRST_BYTES_MIN) report(packet, layer, "first fragment smaller than any link needs", out);
    }

    /** With who sent it, which is known before the datagram is whole. */
    private static void report(Packet packet, String layer, String rule, Consumer<Observation> out) {
        Conversation between = new Conversation(
                packet.source(), packet.destination(), Transport.IP, packet.protocol, packet.protocol, packet.vlan);
        out.accept(new Malformed(packet.stamp(), between, true, layer, rule, 6));
    }

    private static int headerBytes(int protocol) {
        return switch (protocol) {
            case Ip.TCP -> Tcp.HEADER_BYTES;
            case Ip.UDP -> Udp.HEADER_BYTES;
            default -> 0;
        };
    }

    private Datagram find(Packet packet, Ip ip) {
        for (int i = 0; i < waiting.size(); i++) if (waiting.get(i).isOf(packet, ip.fragmentId)) return waiting.get(i);
        return null;
    }

    private Datagram begin(Packet packet, Ip ip, Counters counters) {
        int own = 0;
        int oldest = -1;
        for (int i = waiting.size() - 1; i >= 0; i--) {
            if (!waiting.get(i).isFrom(packet)) continue;
            own++;
            oldest = i;
        }
        if (own >= SOURCE_MAX) {
            counters.limit("fragmented datagrams of a source");
            forget(oldest);
        } else if (waiting.size() >= DATAGRAMS_MAX) {
            counters.limit("fragmented datagrams of a shard");
            forget(0);
        }
        Datagram datagram = new Datagram();
        datagram.kind = packet.kind;
        datagram.sourceHigh = packet.sourceHigh;
        datagram.sourceLow = packet.sourceLow;
        datagram.destinationHigh = packet.destinationHigh;
        datagram.destinationLow = packet.destinationLow;
        datagram.id = ip.fragmentId;
        datagram.protocol = packet.protocol;
        datagram.vlan = packet.vlan;
        datagram.beganNanos = packet.atNanos();
        waiting.add(datagram);
        return datagram;
    }

    private boolean room(Datagram datagram, int end, Counters counters) {
        if (end <= datagram.data.length) return true;
        int length = Math.min(PAYLOAD_MAX, Math.max(end, 2 * datagram.data.length));
        long more = (long) length - datagram.data.length;
        if (bytesOf(datagram) + more > SOURCE_BYTES_MAX) {
            counters.limit("fragment bytes of a source");
            return false;
        }
        while (bytes + more > BYTES_MAX) {
            counters.limit("fragment bytes of a shard");
            forget(waiting.getFirst() == datagram ? 1 : 0);
        }
        bytes += more;
        datagram.data = Arrays.copyOf(datagram.data, length);
        return true;
    }

    private long bytesOf(Datagram datagram) {
        long sum = 0;
        for (int i = 0; i < waiting.size(); i++)
            if (waiting.get(i).isOfSource(datagram)) sum += waiting.get(i).data.length;
        return sum;
    }

    /** @return true if bytes that were there differ from those that came */
    private static boolean fill(Datagram datagram, Packet packet, int offset, boolean last) {
        boolean conflict = false;
        int count = packet.length();
        for (int at = 0; at < count; at += BLOCK_BYTES) {
            int bytes = Math.min(BLOCK_BYTES, count - at);
            // Of a fragment that was cut by the capture the last, partial block is not there.
            if (bytes < BLOCK_BYTES && (!last || packet.missing > 0)) break;
            int block = (offset + at) / BLOCK_BYTES;
            int to = offset + at;
            int from = packet.from + at;
            if ((datagram.present[block >>> 6] >>> (block & 63) & 1) == 1) {
                conflict |= !Arrays.equals(datagram.data, to, to + bytes, packet.data, from, from + bytes);
            } else {
                datagram.present[block >>> 6] |= 1L << (block & 63);
                datagram.blocks++;
                System.arraycopy(packet.data, from, datagram.data, to, bytes);
            }
        }
        return conflict;
    }

    private void expire(long atNanos, Counters counters) {
        while (!waiting.isEmpty() && atNanos - waiting.getFirst().beganNanos > WAIT_NANOS) {
            counters.limit("fragments waited for in vain");
            forget(0);
        }
    }

    private void forget(int index) {
        bytes -= waiting.remove(index).data.length;
    }
}
