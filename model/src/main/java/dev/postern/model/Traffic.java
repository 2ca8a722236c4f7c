package dev.postern.model;

/**
 * What one flow carried in one window (a minute of event time, or less when it began or ended within).
 *
 * @param stamp the first frame of the flow in this window
 * @param service name of the protocol recognised in it, else transport and port: {@code tcp/8080}, {@code ethernet/88cc}
 * @param windowNanos start of the window
 * @param packetsUp from client to server
 * @param bytesUp on the wire, link header included
 * @param clientMac hardware address the client's frames came from, 0 where there was none
 * @param clientNextMac hardware address that the client's first frame was sent to, the server's own or that of the next router; 0 where there was none
 * @param clientTtl time to live or hop limit in the client's last packet that did not break the connection off, 0 where there was none
 * @param clientTicks timestamp of TCP in the first segment of the client that had one, null where there was none
 */
public record Traffic(
        Stamp stamp,
        Conversation conversation,
        String service,
        long windowNanos,
        long packetsUp,
        long packetsDown,
        long bytesUp,
        long bytesDown,
        int retransmissions,
        int resets,
        Opening opening,
        boolean first,
        boolean last,
        long clientMac,
        long serverMac,
        int clientTtl,
        int serverTtl,
        long clientNextMac,
        Ticks clientTicks,
        Ticks serverTicks)
        implements Observation {
    /** Where nothing is known of the next router. */
    public Traffic(
            Stamp stamp,
            Conversation conversation,
            String service,
            long windowNanos,
            long packetsUp,
            long packetsDown,
            long bytesUp,
            long bytesDown,
            int retransmissions,
            int resets,
            Opening opening,
            boolean first,
            boolean last,
            long clientMac,
            long serverMac,
            int clientTtl,
            int serverTtl) {
        this(
                stamp,
                conversation,
                service,
                windowNanos,
                packetsUp,
                packetsDown,
                bytesUp,
                bytesDown,
                retransmissions,
                resets,
                opening,
                first,
                last,
                clientMac,
                serverMac,
                clientTtl,
                serverTtl,
                0);
    }

    /** Where no timestamps of TCP were read. */
    public Traffic(
            Stamp stamp,
            Conversation conversation,
            String service,
            long windowNanos,
            long packetsUp,
            long packetsDown,
            long bytesUp,
            long bytesDown,
            int retransmissions,
            int resets,
            Opening opening,
            boolean first,
            boolean last,
            long clientMac,
            long serverMac,
            int clientTtl,
            int serverTtl,
            long clientNextMac) {
        this(
                stamp,
                conversation,
                service,
                windowNanos,
                packetsUp,
                packetsDown,
                bytesUp,
                bytesDown,
                retransmissions,
                resets,
                opening,
                first,
                last,
                clientMac,
                serverMac,
                clientTtl,
                serverTtl,
                clientNextMac,
                null,
                null);
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
