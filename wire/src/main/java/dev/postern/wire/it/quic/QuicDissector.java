package dev.postern.wire.it.quic;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.quic.QuicVersion.PacketType;
import dev.postern.wire.it.tls.Choice;
import dev.postern.wire.it.tls.Offer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * QUIC over UDP: who is called by which name. One message for the client's hello and one for the server's, Retry, version negotiation and a
 * refusal; all other packets pass unread. Opens at most {@link QuicState#PACKETS_MAX} packets a side, each in time linear in its length.
 */
public final class QuicDissector implements Dissector {
    private static final int CLIENT_HELLO = 1, SERVER_HELLO = 2, HANDSHAKE_HEADER = 4;
    private static final int SAMPLE_AT = 4, SAMPLE_BYTES = 16;
    private static final int VERSIONS_MAX = 16;
    /** RFC 9000 section 20.1: errors from here on are alerts of TLS. */
    private static final long CRYPTO_ERROR = 0x100;

    @Override
    public String protocol() {
        return "quic";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.UDP && (port == 443 || port == 80);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    /** A known version, connection ids and lengths that fit; version negotiation repeats a reserved or known version. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (!LongHeader.is(pending, 0)) return Recognition.NOT;
        LongHeader header = new LongHeader(pending, 0);
        if (header.fault != null) return Recognition.NOT;
        if (header.versionNumber == 0) return isNegotiation(header) ? Recognition.CERTAIN : Recognition.NOT;
        if (header.version == null) return Recognition.NOT;
        if (header.type == PacketType.RETRY) return Recognition.UNSURE;
        return header.end - header.numberAt >= SAMPLE_AT + SAMPLE_BYTES ? Recognition.CERTAIN : Recognition.NOT;
    }

    private static boolean isNegotiation(LongHeader header) {
        int bytes = header.bytes.length() - header.afterIds;
        if (bytes < 4 || bytes % 4 != 0) return false;
        for (int at = header.afterIds; at < header.bytes.length(); at += 4)
            if (QuicVersion.of(header.bytes.i32(at)) != null) return true;
        return false;
    }

    @Override
    public Object newState() {
        return new QuicState();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        QuicState state = turn.state();
        for (int at = 0; at < pending.length() && LongHeader.is(pending, at); ) {
            LongHeader header = new LongHeader(pending, at);
            if (header.fault != null) {
                // What follows the packets of a datagram may be padding.
                if (at == 0) turn.malformed(header.fault, header.faultAt);
                break;
            }
            packet(header, turn, state);
            at = Math.max(at + 1, header.end);
        }
        return pending.length();
    }

    private static void packet(LongHeader header, Turn turn, QuicState state) {
        if (header.versionNumber == 0) negotiation(header, turn);
        else if (header.version == null) return;
        else if (header.type == PacketType.RETRY) retry(turn, state, header);
        else if (header.type == PacketType.INITIAL) initial(header, turn, state);
    }

    private static void negotiation(LongHeader header, Turn turn) {
        List<Object> versions = new ArrayList<>();
        for (int at = header.afterIds; header.bytes.has(at, 4) && versions.size() < VERSIONS_MAX; at += 4)
            versions.add(version(header.bytes.i32(at)));
        turn.message("version negotiation", Verb.SESSION, Outcome.REFUSED)
                .field("versions", versions)
                .emit();
    }

    private static String version(int number) {
        QuicVersion known = QuicVersion.of(number);
        return known != null ? known.label : "0x" + HexFormat.of().toHexDigits(number);
    }

    private static void retry(Turn turn, QuicState state, LongHeader header) {
        // The client begins again, with a connection id that the server chose.
        state.retried = true;
        if (!state.client.told) state.client.keys = null;
        if (!state.server.told) state.server.keys = null;
        turn.message("retry", Verb.SESSION, Outcome.NOTICE)
                .target(state.serverName)
                .field("quic_version", header.version.label)
                .emit();
    }

    private static void initial(LongHeader header, Turn turn, QuicState state) {
        QuicState.Side side = turn.fromClient() ? state.client : state.server;
        if (side.told || side.opened >= QuicState.PACKETS_MAX) return;
        side.opened++;
        boolean derived = false;
        if (turn.fromClient() && side.keys == null) {
            derive(header, state);
            derived = true;
        }
        byte[] clear = side.keys == null ? null : open(header, side.keys);
        if (clear == null && turn.fromClient() && !derived) {
            derive(header, state);
            clear = open(header, side.keys);
        }
        if (clear == null) {
            if (turn.fromClient()) turn.malformed("initial packet cannot be opened", header.numberAt);
            return;
        }
        frames(new Bytes().wrap(clear), turn, state, side, header.version);
    }

    private static void derive(LongHeader header, QuicState state) {
        byte[] id = header.bytes.copy(header.destinationAt, header.destinationLength);
        state.client.keys = InitialKeys.of(header.version, id, true);
        if (!state.server.told) state.server.keys = InitialKeys.of(header.version, id, false);
    }

    /** Takes the protection off: RFC 9001 section 5.4.1, then section 5.3. */
    private static byte[] open(LongHeader header, InitialKeys keys) {
        Bytes bytes = header.bytes;
        int number = header.numberAt;
        if (header.end - number < SAMPLE_AT + SAMPLE_BYTES) return null;
        byte[] mask = keys.mask(bytes.copy(number + SAMPLE_AT, SAMPLE_BYTES));
        int first = bytes.u8(header.at) ^ mask[0] & 0x0F;
        int numberBytes = (first & 3) + 1;
        byte[] clearHeader = bytes.copy(header.at, number + numberBytes - header.at);
        clearHeader[0] = (byte) first;
        long packetNumber = 0;
        for (int i = 0; i < numberBytes; i++) {
            int place = clearHeader.length - numberBytes + i;
            clearHeader[place] ^= mask[1 + i];
            packetNumber = packetNumber << 8 | clearHeader[place] & 0xFF;
        }
        int from = number + numberBytes;
        return keys.open(clearHeader, packetNumber, bytes.copy(from, header.end - from));
    }

    /** PADDING, PING, ACK, CRYPTO and CONNECTION_CLOSE are all that an Initial may carry: RFC 9000 section 12.4. */
    private static void frames(Bytes clear, Turn turn, QuicState state, QuicState.Side side, QuicVersion version) {
        int at = 0;
        while (at < clear.length()) {
            int type = clear.u8(at++);
            if (type == 0x06) {
                long offset = Varint.value(clear, at);
                at += Varint.size(clear, at);
                long length = Varint.value(clear, at);
                at += Varint.size(clear, at);
                if (length > clear.length() - at) break;
                side.crypto.add(offset, clear, at, (int) length);
                at += (int) length;
            } else if (type == 0x02 || type == 0x03) {
                at = acknowledgement(clear, at, type == 0x03);
            } else if (type == 0x1C) {
                close(clear, at, turn, state);
                break;
            } else if (type > 0x01) {
                break;
            }
        }
        hello(turn, state, side, version);
    }

    private static int acknowledgement(Bytes clear, int start, boolean counts) {
        int at = start;
        long ranges = 0;
        for (int i = 0; i < 4; i++) {
            if (i == 2) ranges = Varint.value(clear, at);
            at += Varint.size(clear, at);
        }
        long integers = 2 * Math.min(ranges, clear.length()) + (counts ? 3 : 0);
        for (long i = 0; i < integers && at < clear.length(); i++) at += Varint.size(clear, at);
        return at;
    }

    private static void close(Bytes clear, int at, Turn turn, QuicState state) {
        long error = Varint.value(clear, at);
        boolean alert = error >= CRYPTO_ERROR && error < CRYPTO_ERROR + 0x100;
        turn.message("close", Verb.SESSION, error == 0 ? Outcome.NOTICE : Outcome.REFUSED)
                .target(state.serverName)
                .field("error", error)
                .field("alert", alert ? (Object) (error - CRYPTO_ERROR) : null)
                .emit();
    }

    private static void hello(Turn turn, QuicState state, QuicState.Side side, QuicVersion version) {
        Bytes whole = side.crypto.whole();
        if (!whole.has(0, HANDSHAKE_HEADER) || !whole.has(HANDSHAKE_HEADER, whole.u24(1))) return;
        Bytes body = new Bytes().wrap(whole, HANDSHAKE_HEADER, whole.u24(1));
        boolean read = whole.u8(0) == CLIENT_HELLO && turn.fromClient()
                ? clientHello(Offer.read(body, 'q'), turn, state, version)
                : whole.u8(0) == SERVER_HELLO
                        && !turn.fromClient()
                        && serverHello(Choice.read(body), turn, state, version);
        if (!read) turn.malformed("hello unreadable", 0);
        side.done();
    }

    private static boolean clientHello(Offer offer, Turn turn, QuicState state, QuicVersion version) {
        if (offer == null) return false;
        state.serverName = offer.target();
        state.helloNanos = turn.atNanos();
        Turn.Draft draft =
                offer.fill(turn.message("hello", Verb.SESSION, Outcome.REQUEST)).field("quic_version", version.label);
        if (state.retried) draft.field("retry", true);
        draft.emit();
        offer.tell(turn);
        return true;
    }

    private static boolean serverHello(Choice choice, Turn turn, QuicState state, QuicVersion version) {
        if (choice == null) return false;
        choice.fill(turn.message("hello", Verb.SESSION, Outcome.SUCCESS))
                .target(state.serverName)
                .answers(state.helloNanos)
                .field("quic_version", version.label)
                .emit();
        return true;
    }
}
