package dev.postern.wire;

/** UDP, RFC 768. */
final class Udp {
    static final int HEADER_BYTES = 8;

    private Udp() {}

    /** Lays the packet over the payload. Returns null or the broken rule. */
    static String parse(Packet packet) {
        if (packet.length() < HEADER_BYTES) return "header ends early";
        byte[] data = packet.data;
        int at = packet.from;
        packet.sourcePort = Octets.u16(data, at);
        packet.destinationPort = Octets.u16(data, at + 2);
        int length = Octets.u16(data, at + 4);
        // Length 0: a jumbogram, or segmentation left to the card.
        if (length != 0 && length < HEADER_BYTES) return "length below 8";
        if (length > packet.length() + packet.missing) return "length beyond datagram";
        packet.from += HEADER_BYTES;
        if (length != 0) packet.trim(length - HEADER_BYTES);
        return null;
    }
}
