package dev.postern.plant.net;

/** Ethernet frames with IPv4, TCP, UDP, ICMP and ARP in them, checksums included; hardware addresses of IP frames are filled in on the way. */
final class Packets {
    static final int ETHERNET_BYTES = 14;
    private static final int FRAME_BYTES_MIN = 60;
    static final int IP = ETHERNET_BYTES;
    private static final int IP_BYTES = 20;
    private static final int TRANSPORT = IP + IP_BYTES;
    private static final int UDP_BYTES = 8;
    private static final int TCP_BYTES = 20;
    private static final int TTL = IP + 8;
    private static final int IP_CHECKSUM = IP + 10;
    private static final int TCP_CHECKSUM = TRANSPORT + 16;
    private static final int PROTOCOL_ICMP = 1;
    private static final int PROTOCOL_TCP = 6;
    private static final int PROTOCOL_UDP = 17;

    private Packets() {}

    static byte[] udp(Host from, int sourcePort, int destinationIp, int destinationPort, byte[] payload) {
        return udp(from, from.ip(), sourcePort, destinationIp, destinationPort, payload);
    }

    /** With a source address other than the host's: a DHCP client has none yet. */
    static byte[] udp(Host from, int sourceIp, int sourcePort, int destinationIp, int destinationPort, byte[] payload) {
        byte[] frame = ip(from, sourceIp, destinationIp, PROTOCOL_UDP, UDP_BYTES + payload.length);
        put16(frame, TRANSPORT, sourcePort);
        put16(frame, TRANSPORT + 2, destinationPort);
        put16(frame, TRANSPORT + 4, UDP_BYTES + payload.length);
        System.arraycopy(payload, 0, frame, TRANSPORT + UDP_BYTES, payload.length);
        int sum = transportChecksum(frame, PROTOCOL_UDP, UDP_BYTES + payload.length);
        put16(frame, TRANSPORT + 6, sum == 0 ? 0xFFFF : sum);
        return frame;
    }

    static byte[] icmpEcho(Host from, int destinationIp, boolean reply, int id, int sequence, byte[] payload) {
        byte[] frame = ip(from, from.ip(), destinationIp, PROTOCOL_ICMP, 8 + payload.length);
        frame[TRANSPORT] = (byte) (reply ? 0 : 8);
        put16(frame, TRANSPORT + 4, id);
        put16(frame, TRANSPORT + 6, sequence);
        System.arraycopy(payload, 0, frame, TRANSPORT + 8, payload.length);
        put16(frame, TRANSPORT + 2, fold(sum(frame, TRANSPORT, 8 + payload.length)));
        return frame;
    }

    /** One segment; {@code options} a multiple of four bytes. */
    static byte[] tcp(
            Host from,
            int sourcePort,
            int destinationIp,
            int destinationPort,
            int sequence,
            int acknowledged,
            int flags,
            int window,
            byte[] options,
            byte[] payload,
            int start,
            int length) {
        int header = TCP_BYTES + options.length;
        byte[] frame = ip(from, from.ip(), destinationIp, PROTOCOL_TCP, header + length);
        put16(frame, TRANSPORT, sourcePort);
        put16(frame, TRANSPORT + 2, destinationPort);
        put32(frame, TRANSPORT + 4, sequence);
        put32(frame, TRANSPORT + 8, acknowledged);
        frame[TRANSPORT + 12] = (byte) (header << 2);
        frame[TRANSPORT + 13] = (byte) flags;
        put16(frame, TRANSPORT + 14, window);
        System.arraycopy(options, 0, frame, TRANSPORT + TCP_BYTES, options.length);
        System.arraycopy(payload, start, frame, TRANSPORT + header, length);
        put16(frame, TCP_CHECKSUM, transportChecksum(frame, PROTOCOL_TCP, header + length));
        return frame;
    }

    private static byte[] ip(Host from, int sourceIp, int destinationIp, int protocol, int payloadBytes) {
        byte[] frame = new byte[Math.max(FRAME_BYTES_MIN, TRANSPORT + payloadBytes)];
        put16(frame, 12, 0x0800);
        frame[IP] = 0x45;
        put16(frame, IP + 2, IP_BYTES + payloadBytes);
        put16(frame, IP + 4, from.nextIpId());
        frame[IP + 6] = (byte) (protocol == PROTOCOL_TCP ? 0x40 : 0);
        frame[TTL] = (byte) from.stack.ttl;
        frame[IP + 9] = (byte) protocol;
        put32(frame, IP + 12, sourceIp);
        put32(frame, IP + 16, destinationIp);
        put16(frame, IP_CHECKSUM, fold(sum(frame, IP, IP_BYTES)));
        return frame;
    }

    /** A copy with another identification: how a stack sends a segment again. */
    static byte[] again(byte[] frame, int ipId) {
        byte[] copy = frame.clone();
        put16(copy, IP + 4, ipId);
        return headerSummed(copy);
    }

    /** A copy one hop further. */
    static byte[] forwarded(byte[] frame) {
        byte[] copy = frame.clone();
        copy[TTL]--;
        return headerSummed(copy);
    }

    /** The same frame with so many hops to live. */
    static byte[] lasting(byte[] frame, int hops) {
        frame[TTL] = (byte) hops;
        return headerSummed(frame);
    }

    private static byte[] headerSummed(byte[] frame) {
        put16(frame, IP_CHECKSUM, 0);
        put16(frame, IP_CHECKSUM, fold(sum(frame, IP, IP_BYTES)));
        return frame;
    }

    /** Where the payload of a TCP frame starts. */
    static int tcpPayload(byte[] frame) {
        return TRANSPORT + ((frame[TRANSPORT + 12] & 0xF0) >> 2);
    }

    static boolean isTcp(byte[] frame) {
        return frame[12] == 8 && frame[13] == 0 && frame[IP + 9] == PROTOCOL_TCP;
    }

    /** 0 where it is no TCP. */
    static int tcpDestination(byte[] frame) {
        return isTcp(frame) ? (frame[TRANSPORT + 2] & 0xFF) << 8 | frame[TRANSPORT + 3] & 0xFF : 0;
    }

    static int ipEnd(byte[] frame) {
        return IP + ((frame[IP + 2] & 0xFF) << 8 | (frame[IP + 3] & 0xFF));
    }

    /** Sums up anew after the payload was changed in place. */
    static void tcpSummed(byte[] frame) {
        put16(frame, TCP_CHECKSUM, 0);
        put16(frame, TCP_CHECKSUM, transportChecksum(frame, PROTOCOL_TCP, ipEnd(frame) - TRANSPORT));
    }

    static void hardware(byte[] frame, long destination, long source) {
        put48(frame, 0, destination);
        put48(frame, 6, source);
    }

    /** @param operation 1 who-has, 2 is-at */
    static byte[] arp(int operation, long destinationMac, long senderMac, int senderIp, long targetMac, int targetIp) {
        byte[] frame = new byte[FRAME_BYTES_MIN];
        hardware(frame, destinationMac, senderMac);
        put16(frame, 12, 0x0806);
        put16(frame, 14, 1);
        put16(frame, 16, 0x0800);
        frame[18] = 6;
        frame[19] = 4;
        put16(frame, 20, operation);
        put48(frame, 22, senderMac);
        put32(frame, 28, senderIp);
        put48(frame, 32, targetMac);
        put32(frame, 38, targetIp);
        return frame;
    }

    /** Any other Ethernet payload. */
    static byte[] ethernet(long destination, long source, int etherType, byte[] payload) {
        byte[] frame = new byte[Math.max(FRAME_BYTES_MIN, ETHERNET_BYTES + payload.length)];
        hardware(frame, destination, source);
        put16(frame, 12, etherType);
        System.arraycopy(payload, 0, frame, ETHERNET_BYTES, payload.length);
        return frame;
    }

    private static int transportChecksum(byte[] frame, int protocol, int bytes) {
        return fold(sum(frame, IP + 12, 8) + protocol + bytes + sum(frame, TRANSPORT, bytes));
    }

    private static long sum(byte[] bytes, int start, int length) {
        long sum = 0;
        int end = start + length - 1;
        int i = start;
        for (; i < end; i += 2) sum += (bytes[i] & 0xFF) << 8 | (bytes[i + 1] & 0xFF);
        return i == end ? sum + ((bytes[i] & 0xFF) << 8) : sum;
    }

    private static int fold(long sum) {
        long folded = (sum & 0xFFFF) + (sum >>> 16);
        folded = (folded & 0xFFFF) + (folded >>> 16);
        return (int) (~folded & 0xFFFF);
    }

    private static void put16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    private static void put32(byte[] bytes, int at, int value) {
        put16(bytes, at, value >> 16);
        put16(bytes, at + 2, value);
    }

    private static void put48(byte[] bytes, int at, long value) {
        put16(bytes, at, (int) (value >> 32));
        put32(bytes, at + 2, (int) value);
    }
}
