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
        long clientNextMac)
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
