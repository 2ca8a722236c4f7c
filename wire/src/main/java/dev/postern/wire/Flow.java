package dev.postern.wire;

import dev.postern.model.Address;
import dev.postern.model.Conversation;
import dev.postern.model.Stamp;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import java.util.ArrayList;
import java.util.BitSet;

/** State of one flow: its key, what it carried in this window, what is read in it. Plain data, about 400 bytes without streams. */
final class Flow {
    /** What is known about the protocol in a flow. */
    enum Stage {
        UNDECIDED,
        RECOGNISED,
        UNKNOWN
    }

    int slot;
    int hash;
    Conversation conversation;
    /** Cap on flows is kept for this address: who sent the first packet. */
    Address source;

    /** What that source has; null in a flow of an older snapshot. */
    FlowTable.Source holder;

    Transport transport;
    Address.Kind kind;
    long clientHigh;
    long clientLow;
    long serverHigh;
    long serverLow;
    int clientPort;
    int serverPort;
    int vlan;

    /** The start was seen, or the protocol told: client and server are known, not guessed. */
    boolean sure;
    /** Both sides spoke, or one spoke often: worth keeping when others must go. */
    boolean kept;

    long lastNanos;
    boolean over;

    /** Place in the table's list of flows of this window, or -1. */
    int listed = -1;

    Stamp windowStamp;
    long windowNanos;
    long packetsUp;
    long packetsDown;
    long bytesUp;
    long bytesDown;
    int retransmissions;
    int resets;
    Traffic.Opening opening = Traffic.Opening.NONE;
    boolean first = true;
    /** That both ends spoke was told. */
    boolean met;

    boolean clientSpoke;
    boolean serverSpoke;
    long clientMac;
    long serverMac;
    /** Where the first frame of each side in this window was sent to: behind a router the same packet may come again. */
    long clientNextMac;

    long serverNextMac;
    /** When frames of that side last came from another card than the one before; 0 if never. */
    private long clientTurnNanos;

    private long serverTurnNanos;
    /** Null while a side has one card. */
    private Copies clientCopies;

    private Copies serverCopies;
    int clientTtl;
    int serverTtl;
    long packets;

    Stage stage = Stage.UNDECIDED;
    String protocol;
    /** A tunnel was seen in it; its protocol stands in {@link #protocol} while no dissector is found for the rest. */
    boolean carrier;

    transient Dissector dissector;
    Object state;
    /** Dissectors that were not sure about what the client, the server sent. */
    BitSet unsureUp;

    BitSet unsureDown;
    int probes;
    /** Messages read, and failures since the last one. */
    long messages;

    int failures;
    /** Times the protocol changed within the flow, times an unknown flow was looked at again. */
    int switches;

    int looks;
    /** Protocol whose dissector was taken off: believed again only when it is certain. */
    String distrusted;
    /** Datagrams that came before anybody was sure, or null. */
    ArrayList<Held> held;

    /** Messages of an SCTP association that are not whole yet, or null. */
    private SctpParts partsUp;

    private SctpParts partsDown;

    /** Its frames come from this card. */
    void spokeFrom(boolean fromClient, long mac, long atNanos) {
        long before = fromClient ? clientMac : serverMac;
        if (before == mac) return;
        boolean turns = before != 0 && mac != 0;
        if (fromClient) {
            clientMac = mac;
            if (turns) clientTurnNanos = atNanos;
        } else {
            serverMac = mac;
            if (turns) serverTurnNanos = atNanos;
        }
    }

    /** Frames of this side come from two cards in turn, as where one passes on what the other sends. */
    boolean takesTurns(boolean fromClient, long atNanos) {
        long turn = fromClient ? clientTurnNanos : serverTurnNanos;
        return turn != 0 && Math.abs(atNanos - turn) <= Copies.TURNS_NANOS;
    }

    /** Of such a side; made when it is needed. */
    Copies copies(boolean fromClient) {
        if (fromClient) return clientCopies == null ? clientCopies = new Copies() : clientCopies;
        return serverCopies == null ? serverCopies = new Copies() : serverCopies;
    }

    /** Of what one side sent; made when it is needed. */
    SctpParts parts(boolean fromClient) {
        if (partsUp == null) {
            partsUp = new SctpParts();
            partsDown = new SctpParts();
        }
        return fromClient ? partsUp : partsDown;
    }

    boolean hasParts() {
        return partsUp != null;
    }

    /** A datagram kept until it is known what it is. */
    static final class Held implements Turn.Origin {
        boolean fromClient;
        boolean cut;
        Stamp stamp;
        byte[] data;

        @Override
        public Stamp stamp() {
            return stamp;
        }

        @Override
        public long atNanos() {
            return stamp.atNanos();
        }
    }

    /** Streams, TCP only. */
    TcpHalf up;

    TcpHalf down;
    /** A connection was asked for, was opened. */
    boolean asked;

    boolean opened;

    /** Last question of ICMP or ARP: identifier and sequence, and when. */
    int asking;

    long askedNanos = -1;
    /** Of the payload of the last echo asked. */
    int askedDigest;
    /** Of an unknown protocol: the verb last asked, and where the format stands in {@link Unknowns}. */
    int askedVerb;

    int unknownPlace;

    boolean isFromClient(Packet packet) {
        return packet.sourcePort == clientPort
                && packet.sourceLow == clientLow
                && packet.sourceHigh == clientHigh
                && packet.destinationPort == serverPort
                && packet.destinationLow == serverLow
                && packet.destinationHigh == serverHigh;
    }

    boolean isFromServer(Packet packet) {
        return packet.sourcePort == serverPort
                && packet.sourceLow == serverLow
                && packet.sourceHigh == serverHigh
                && packet.destinationPort == clientPort
                && packet.destinationLow == clientLow
                && packet.destinationHigh == clientHigh;
    }

    boolean answered() {
        return clientSpoke && serverSpoke;
    }

    TcpHalf half(boolean fromClient) {
        return fromClient ? up : down;
    }

    /** The roles were guessed wrong: exchanges client and server in everything remembered. */
    void turnAround() {
        conversation = new Conversation(
                /* client= */ conversation.server(),
                /* server= */ conversation.client(),
                transport,
                /* clientPort= */ conversation.serverPort(),
                /* serverPort= */ conversation.clientPort(),
                vlan);
        long high = clientHigh;
        long low = clientLow;
        clientHigh = serverHigh;
        clientLow = serverLow;
        serverHigh = high;
        serverLow = low;
        int port = clientPort;
        clientPort = serverPort;
        serverPort = port;
        long packetsBefore = packetsUp;
        packetsUp = packetsDown;
        packetsDown = packetsBefore;
        long bytesBefore = bytesUp;
        bytesUp = bytesDown;
        bytesDown = bytesBefore;
        long mac = clientMac;
        clientMac = serverMac;
        serverMac = mac;
        mac = clientNextMac;
        clientNextMac = serverNextMac;
        serverNextMac = mac;
        int ttl = clientTtl;
        clientTtl = serverTtl;
        serverTtl = ttl;
        boolean spoke = clientSpoke;
        clientSpoke = serverSpoke;
        serverSpoke = spoke;
        BitSet unsure = unsureUp;
        unsureUp = unsureDown;
        unsureDown = unsure;
        TcpHalf half = up;
        up = down;
        down = half;
    }
}
