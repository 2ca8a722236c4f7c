package dev.postern.model;

/**
 * What one flow carried in one window (a minute of event time, or less when it began or ended within).
 *
 * @param stamp the first frame of the flow in this window
 * @param service name of the protocol recognised in it, else transport and port: {@code tcp/8080}, {@code ethernet/88cc}
 * @param windowNanos start of the window
 * @param up what the client sent
 * @param down what the server sent
 */
public record Traffic(
        Stamp stamp,
        Conversation conversation,
        String service,
        long windowNanos,
        Side up,
        Side down,
        int retransmissions,
        int resets,
        Opening opening,
        boolean first,
        boolean last)
        implements Observation {
    /**
     * What one end sent.
     *
     * @param bytes on the wire, link header included
     * @param mac hardware address its frames came from, 0 where there was none
     * @param ttl time to live or hop limit in its last packet that did not break the connection off, 0 where there was none
     * @param nextMac hardware address that its first frame was sent to, the other end's own or that of the next router; 0 where that is not known
     * @param ticks timestamp of TCP in its first segment that had one, null where there was none
     */
    public record Side(long packets, long bytes, long mac, int ttl, long nextMac, Ticks ticks) {
        /** Where neither the next router is known nor a timestamp was read. */
        public Side(long packets, long bytes, long mac, int ttl) {
            this(packets, bytes, mac, ttl, 0, null);
        }
    }

    public long packetsUp() {
        return up.packets;
    }

    public long packetsDown() {
        return down.packets;
    }

    public long bytesUp() {
        return up.bytes;
    }

    public long bytesDown() {
        return down.bytes;
    }

    /**
     * The timestamp of one TCP segment, RFC 7323 section 3.2: the sender's clock beside the sensor's.
     *
     * @param value in ticks of the sender, 1 to 2^32 - 1; how long a tick is, and when the count began, is not said on the wire
     * @param atNanos capture time of the segment, nanoseconds since the epoch
     */
    public record Ticks(long value, long atNanos) {}

    /** What became of the attempt to open a connection. */
    public enum Opening {
        /** Not in this window, or the transport has no connections. */
        NONE,
        /** Handshake completed. */
        OPENED,
        /** Reset, or an ICMP unreachable, instead of an answer. */
        REFUSED,
        /** Asked; no answer seen by the end of the window. */
        UNANSWERED
    }
}
