package dev.postern.wire;

import dev.postern.model.Address;
import dev.postern.model.Frame;
import dev.postern.model.Stamp;
import dev.postern.model.Transport;

/**
 * What is known of the frame in hand while it climbs the layers. One per {@link Wire}, filled anew for each frame; holds no state across
 * frames. A reassembled datagram takes the place of its last fragment.
 */
final class Packet implements Turn.Origin {
    private Frame frame;
    private Stamp stamp;

    byte[] data;
    /** Payload of the layer reached so far: {@code data[from, end)}. */
    int from;

    int end;
    /** Bytes of the payload that were on the wire but not captured. */
    int missing;

    long sourceMac;
    long targetMac;
    long destinationMac;
    int vlan;

    Transport transport;
    Address.Kind kind;
    long sourceHigh;
    long sourceLow;
    long destinationHigh;
    long destinationLow;
    int sourcePort;
    int destinationPort;
    /** The sender answers: it is the server of a flow that begins here. */
    boolean answers;

    int protocol;
    int ttl;
    /** A segment that breaks a connection off. */
    boolean reset;
    /** Frames and bytes on the wire this packet came in: more than one frame for a reassembled datagram. */
    int frames;

    long wireBytes;

    void begin(Frame next) {
        frame = next;
        stamp = null;
        data = next.data;
        frames = 1;
        wireBytes = next.wireBytes;
        missing = 0;
        answers = false;
        reset = false;
        ttl = 0;
        protocol = 0;
        sourcePort = 0;
        destinationPort = 0;
    }

    /** The frame is done; nothing of it is kept. */
    void release() {
        frame = null;
        data = null;
        stamp = null;
    }

    @Override
    public Stamp stamp() {
        if (stamp == null) stamp = frame.stamp();
        return stamp;
    }

    @Override
    public long atNanos() {
        return frame.atNanos;
    }

    boolean late() {
        return frame.late;
    }

    int length() {
        return end - from;
    }

    Address source() {
        return new Address(kind, sourceHigh, sourceLow);
    }

    Address destination() {
        return new Address(kind, destinationHigh, destinationLow);
    }

    /** Lays the frame's hardware addresses and payload out, given what {@link Link} found; {@code trailer} bytes at the end are no payload. */
    void link(long located, int trailer) {
        from = frame.offset + Link.offset(located);
        end = frame.offset + frame.capturedBytes;
        missing = Math.max(0, frame.wireBytes - frame.capturedBytes);
        vlan = Link.vlan(located);
        sourceMac = 0;
        targetMac = 0;
        destinationMac = 0;
        switch (frame.linkType) {
            case Link.LINK_ETHERNET -> {
                destinationMac = Octets.u48(data, frame.offset);
                sourceMac = Octets.u48(data, frame.offset + 6);
                targetMac = Octets.u48(data, frame.offset);
            }
            case Link.LINK_COOKED -> cooked(frame.offset + 1, Octets.u16(data, frame.offset + 4), frame.offset + 6);
            case Link.LINK_COOKED2 -> cooked(frame.offset + 10, data[frame.offset + 11], frame.offset + 12);
            default -> {
                // Nothing below IP was captured.
            }
        }
        end -= trailer;
        if (Link.kind(located) == Link.LLC && frame.linkType == Link.LINK_ETHERNET) trim(Octets.u16(data, from - 2));
    }

    /** Goes on with what lies within a tunnel, {@code start} its first byte. Returns what {@link Link} found, or -1 if that is no frame. */
    long enter(long inside, int start) {
        wireBytes = (long) end - start + missing;
        frames = 1;
        answers = false;
        from = start;
        if (Tunnel.keepsLink(inside) && !Tunnel.isEthernet(inside)) return -1;
        sourceMac = 0;
        targetMac = 0;
        destinationMac = 0;
        vlan = Tunnel.vlan(inside);
        if (!Tunnel.isEthernet(inside)) return -1;
        long located = Link.ethernet(data, start, end, vlan);
        vlan = Link.vlan(located);
        destinationMac = Octets.u48(data, start);
        sourceMac = Octets.u48(data, start + 6);
        targetMac = Octets.u48(data, start);
        from = start + Link.offset(located);
        if (Link.kind(located) == Link.LLC) trim(Octets.u16(data, from - 2));
        return located;
    }

    /** Linux keeps the sender's address only, and says whether the frame was a broadcast. */
    private void cooked(int typeAt, int addressBytes, int addressAt) {
        if (addressBytes == 6) sourceMac = Octets.u48(data, addressAt);
        if (data[typeAt] == 1) destinationMac = Address.BROADCAST_MAC.low();
    }

    /** The payload is {@code bytes} long by its own header; what follows in the frame is padding. */
    void trim(int bytes) {
        int present = end - from;
        if (bytes <= present) {
            end = from + bytes;
            missing = 0;
        } else {
            missing = bytes - present;
        }
    }

    /** Puts the hardware addresses where the network addresses would stand. */
    void addressByMac() {
        transport = Transport.ETHERNET;
        protocol = 0;
        ttl = 0;
        kind = Address.Kind.MAC;
        sourceHigh = 0;
        sourceLow = sourceMac;
        destinationHigh = 0;
        destinationLow = destinationMac;
    }

    boolean toGroup() {
        return switch (kind) {
            case MAC -> (destinationLow >> 40 & 1) == 1;
            case IPV4 ->
                destinationLow >> 28 == 0xE
                        || destinationLow == 0xFFFF_FFFFL
                        || destinationMac == Address.BROADCAST_MAC.low();
            case IPV6 -> destinationHigh >>> 56 == 0xFF;
        };
    }
}
