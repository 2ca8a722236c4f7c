package dev.postern.wire.it.p2p;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/** BitTorrent: the handshake of peers over TCP, told once a side; questions and answers of the distributed hash table over UDP. */
public final class BittorrentDissector implements Dissector {
    private static final String HANDSHAKE = "\u0013BitTorrent protocol";
    private static final int HANDSHAKE_BYTES = 68, INFO_HASH = 28, PEER_ID = 48, HASH_BYTES = 20;
    private static final String ASK = "d1:ad2:id20:", ANSWER = "d1:rd2:id20:", FAULT = "d1:eli", ADDRESSED = "d2:ip6:";

    private static final class Peers {
        private boolean clientTold;
        private boolean serverTold;
        private String asked = "dht";
        private long askedNanos = -1;
    }

    @Override
    public String protocol() {
        return "bittorrent";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return port >= 6881 && port <= 6889;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP || transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (transport == Transport.TCP) return pending.startsWith(HANDSHAKE, 0) ? Recognition.CERTAIN : Recognition.NOT;
        return isDht(pending) ? Recognition.CERTAIN : Recognition.NOT;
    }

    private static boolean isDht(Bytes pending) {
        boolean begins = pending.startsWith(ASK, 0)
                || pending.startsWith(ANSWER, 0)
                || pending.startsWith(FAULT, 0)
                || pending.startsWith(ADDRESSED, 0);
        return begins && pending.u8(pending.length() - 1) == 'e';
    }

    @Override
    public Object newState() {
        return new Peers();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Peers peers = turn.state();
        if (turn.conversation().transport() == Transport.UDP) {
            // Transfers over UDP share the port.
            if (isDht(pending)) dht(pending, turn, peers);
            return pending.length();
        }
        if (turn.fromClient() ? peers.clientTold : peers.serverTold) return pending.length();
        if (pending.length() < HANDSHAKE_BYTES) {
            turn.need(HANDSHAKE_BYTES);
            return NEED_MORE;
        }
        if (turn.fromClient()) peers.clientTold = true;
        else peers.serverTold = true;
        if (!pending.startsWith(HANDSHAKE, 0)) return pending.length();
        String client = client(pending);
        turn.message("handshake", Verb.SESSION, turn.fromClient() ? Outcome.REQUEST : Outcome.SUCCESS)
                .target(pending.hex(INFO_HASH, HASH_BYTES))
                .field("client", client)
                .field("purpose", "file sharing")
                .field("tool", "BitTorrent")
                .emit();
        turn.identity(turn.source(), Attribute.SOFTWARE, "BitTorrent " + client, 0.6);
        return HANDSHAKE_BYTES;
    }

    /** {@code qB4250} of {@code -qB4250-...}; otherwise the first octets as they are. */
    private static String client(Bytes pending) {
        boolean named = pending.u8(PEER_ID) == '-' && pending.u8(PEER_ID + 7) == '-';
        return named ? pending.ascii(PEER_ID + 1, 6) : pending.ascii(PEER_ID, 8);
    }

    private static void dht(Bytes pending, Turn turn, Peers peers) {
        boolean answer = find(pending, "1:y1:r") >= 0;
        boolean fault = find(pending, "1:y1:e") >= 0;
        if (!answer && !fault) {
            peers.asked = question(pending);
            peers.askedNanos = turn.atNanos();
        }
        int version = find(pending, "1:v4:");
        Turn.Draft draft = turn.message(
                        peers.asked, Verb.BROWSE, answer ? Outcome.SUCCESS : fault ? Outcome.REFUSED : Outcome.REQUEST)
                .field("client", version < 0 ? null : pending.ascii(version + 5, 2))
                .field("purpose", "file sharing")
                .field("tool", "BitTorrent");
        if (answer || fault) draft.answers(peers.askedNanos);
        draft.emit();
    }

    private static String question(Bytes pending) {
        for (String name : new String[] {"ping", "find_node", "get_peers", "announce_peer"})
            if (find(pending, "1:q" + name.length() + ":" + name) >= 0) return name;
        return "dht";
    }

    private static int find(Bytes pending, String text) {
        for (int at = pending.indexOf(text.charAt(0), 0); at >= 0; at = pending.indexOf(text.charAt(0), at + 1))
            if (pending.startsWith(text, at)) return at;
        return -1;
    }
}
