package dev.postern.wire.it.tls;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import java.util.Arrays;

/**
 * One TLS connection while it is in the clear: alone in a flow, or packed into the messages of another protocol, which keeps it in its state
 * and gives it what each side sends. From the first encrypted record on a direction is consumed unread,
 * so a long transfer costs nothing. A handshake message that spans records is put together up to {@link #HANDSHAKE_BYTES_MAX}; a longer one
 * ends the reading of that direction.
 */
public final class TlsStream {
    static final int HANDSHAKE_BYTES_MAX = 1 << 16;
    private static final String PROTOCOL = "tls";
    private static final int RECORD_HEADER = 5;
    private static final int RECORD_BYTES_MAX = (1 << 14) + 2048;
    private static final int CIPHER_CHANGE = 20, ALERT = 21, HANDSHAKE = 22, APPLICATION = 23, HEARTBEAT = 24;
    private static final int CLIENT_HELLO = 1, SERVER_HELLO = 2, CERTIFICATE = 11, CERTIFICATE_REQUEST = 13;
    private static final int HANDSHAKE_HEADER = 4;
    private static final int TLS_1_3 = 0x0304;
    private static final int WARNING = 1, FATAL = 2;
    private static final int HEARTBEAT_HEADER = 3;
    private static final byte[] NOTHING = {};

    /** What one side of the connection has sent so far. */
    private static final class Side {
        private boolean quiet;
        private boolean encrypted;
        private boolean certified;
        /** Start of a handshake message whose end has not come yet: the first {@code partialBytes} of this array. */
        private byte[] partial = NOTHING;

        private int partialBytes;

        /** Keeps what is left of {@code fragment}; the array doubles, so that tiny records cost no more than large ones. */
        private void keep(Bytes fragment, int from) {
            int count = fragment.length() - from;
            if (count == 0) return;
            int total = partialBytes + count;
            if (total > partial.length) partial = Arrays.copyOf(partial, Math.max(total, 2 * partial.length));
            System.arraycopy(fragment.array(), fragment.arrayOffset() + from, partial, partialBytes, count);
            partialBytes = total;
        }

        private void silence() {
            quiet = true;
            partial = NOTHING;
            partialBytes = 0;
        }
    }

    private final Side client = new Side();
    private final Side server = new Side();
    private String serverName = "";
    private long helloNanos = -1;
    private int version;
    private boolean asksCertificate;
    /** End of the record in hand: no offset told lies behind it, though a message in several records may be longer. */
    private int recordEnd;

    /** Whether these bytes begin a record; see {@link Dissector#probe}. */
    public static Dissector.Recognition probe(Bytes pending) {
        if (V2Hello.looks(pending)) return Dissector.Recognition.CERTAIN;
        if (pending.length() < RECORD_HEADER) return Dissector.Recognition.NOT;
        int type = pending.u8(0);
        int length = pending.u16(3);
        boolean record = type >= CIPHER_CHANGE
                && type <= HEARTBEAT
                && pending.u8(1) == 3
                && pending.u8(2) <= 4
                && length > 0
                && length <= RECORD_BYTES_MAX;
        if (!record) return Dissector.Recognition.NOT;
        if (type == HANDSHAKE && pending.has(RECORD_HEADER, HANDSHAKE_HEADER + 2)) {
            int message = pending.u8(RECORD_HEADER);
            boolean hello = (message == CLIENT_HELLO || message == SERVER_HELLO)
                    && pending.u8(RECORD_HEADER + 1) == 0
                    && pending.u8(RECORD_HEADER + HANDSHAKE_HEADER) == 3;
            return hello ? Dissector.Recognition.CERTAIN : Dissector.Recognition.UNSURE;
        }
        boolean levelled = pending.length() > RECORD_HEADER && length == 2;
        if (type == ALERT && levelled && pending.u8(RECORD_HEADER) != WARNING && pending.u8(RECORD_HEADER) != FATAL)
            return Dissector.Recognition.NOT;
        if (type == CIPHER_CHANGE && length != 1) return Dissector.Recognition.NOT;
        return Dissector.Recognition.UNSURE;
    }

    /** The bytes begin as a handshake does, but are too few for {@link #probe} to be certain of it. */
    public static boolean mayBegin(Bytes pending) {
        int length = pending.length();
        return length < RECORD_HEADER + HANDSHAKE_HEADER + 2
                && pending.u8(0) == HANDSHAKE
                && (length < 2 || pending.u8(1) == 3);
    }

    /** This side encrypts from the record on that begins here, or from an earlier one: for who reads what follows by its sizes. */
    public boolean encrypts(Bytes pending, boolean fromClient) {
        Side side = fromClient ? client : server;
        side.encrypted |= pending.u8(0) == APPLICATION;
        return side.encrypted;
    }

    /** Reads one record; the result is that of {@link Dissector#dissect}. */
    public int dissect(Bytes pending, Turn turn) {
        Side side = turn.fromClient() ? client : server;
        if (side.quiet) return pending.length();
        if (V2Hello.looks(pending)) return versionTwo(pending, turn);
        int header = V2Hello.mayBegin(pending) ? V2Hello.CIPHERS : RECORD_HEADER;
        if (pending.length() < header) {
            turn.need(header);
            return Dissector.NEED_MORE;
        }
        if (probe(pending) == Dissector.Recognition.NOT) return Dissector.LOST;
        int type = pending.u8(0);
        int length = pending.u16(3);
        if (type == APPLICATION || side.encrypted && type == HANDSHAKE) {
            side.silence();
            return pending.length();
        }
        if (!pending.has(RECORD_HEADER, length)) {
            turn.need(RECORD_HEADER + length);
            return Dissector.NEED_MORE;
        }
        recordEnd = RECORD_HEADER + length;
        switch (type) {
            case CIPHER_CHANGE -> side.encrypted = version < TLS_1_3;
            case ALERT -> alert(pending, turn, length);
            case HEARTBEAT -> heartbeat(pending, turn, side, length);
            default -> handshake(new Bytes().wrap(pending, RECORD_HEADER, length), turn, side);
        }
        return RECORD_HEADER + length;
    }

    private int versionTwo(Bytes pending, Turn turn) {
        int length = V2Hello.length(pending);
        if (!pending.has(0, length)) {
            turn.need(length);
            return Dissector.NEED_MORE;
        }
        helloNanos = turn.atNanos();
        V2Hello.fill(
                        pending,
                        turn.message("hello", Verb.SESSION, Outcome.REQUEST).protocol(PROTOCOL))
                .emit();
        return length;
    }

    private void handshake(Bytes fragment, Turn turn, Side side) {
        if (side.partialBytes == 0) {
            int read = messages(fragment, turn, side);
            if (!side.quiet) side.keep(fragment, read);
            return;
        }
        side.keep(fragment, 0);
        Bytes all = new Bytes().wrap(side.partial, 0, side.partialBytes);
        if (all.has(0, HANDSHAKE_HEADER) && !all.has(HANDSHAKE_HEADER, all.u24(1)) && all.u24(1) <= HANDSHAKE_BYTES_MAX)
            return;
        side.partial = NOTHING;
        side.partialBytes = 0;
        int read = messages(all, turn, side);
        if (!side.quiet) side.keep(all, read);
    }

    /** Reads the whole messages at the start of {@code all}; returns how many bytes they take. */
    private int messages(Bytes all, Turn turn, Side side) {
        int at = 0;
        while (all.has(at, HANDSHAKE_HEADER)) {
            int length = all.u24(at + 1);
            if (length > HANDSHAKE_BYTES_MAX) {
                malformed(turn, "handshake message too long", at);
                side.silence();
                return all.length();
            }
            if (!all.has(at + HANDSHAKE_HEADER, length)) break;
            message(all.u8(at), new Bytes().wrap(all, at + HANDSHAKE_HEADER, length), turn, side);
            at += HANDSHAKE_HEADER + length;
        }
        return at;
    }

    private void message(int type, Bytes body, Turn turn, Side side) {
        switch (type) {
            case CLIENT_HELLO -> clientHello(body, turn);
            case SERVER_HELLO -> serverHello(body, turn);
            case CERTIFICATE_REQUEST -> asksCertificate = true;
            case CERTIFICATE -> {
                // TLS 1.3 encrypts it; what is read here is 1.2 and older, where it begins with the length of the
                // chain.
                if (!side.certified && !Chain.tell(body, turn)) malformed(turn, "certificate unreadable", 6);
                side.certified = true;
            }
            default -> {}
        }
    }

    private void clientHello(Bytes body, Turn turn) {
        Offer offer = Offer.read(body, 't');
        if (offer == null) {
            malformed(turn, "client hello ends early", body.overrunAt());
            return;
        }
        serverName = offer.target();
        helloNanos = turn.atNanos();
        offer.fill(turn.message("hello", Verb.SESSION, Outcome.REQUEST).protocol(PROTOCOL))
                .emit();
        offer.tell(turn);
    }

    private void serverHello(Bytes body, Turn turn) {
        Choice choice = Choice.read(body);
        if (choice == null) {
            malformed(turn, "server hello ends early", body.overrunAt());
            return;
        }
        version = choice.version();
        choice.fill(turn.message("hello", Verb.SESSION, Outcome.SUCCESS).protocol(PROTOCOL))
                .target(serverName)
                .answers(helloNanos)
                .emit();
    }

    private void alert(Bytes pending, Turn turn, int length) {
        // Two octets are in the clear, anything longer is encrypted.
        if (length != 2) return;
        int level = pending.u8(RECORD_HEADER);
        Turn.Draft draft = turn.message("alert", Verb.SESSION, level == FATAL ? Outcome.REFUSED : Outcome.NOTICE)
                .protocol(PROTOCOL)
                .target(serverName)
                .field("level", level == FATAL ? "fatal" : "warning")
                .field("description", Suites.alert(pending.u8(RECORD_HEADER + 1)));
        if (asksCertificate) draft.field("client_certificate_asked", true);
        draft.emit();
    }

    /** RFC 6520 section 4: a request whose payload is longer than its record asks for memory that is not its own. */
    private void heartbeat(Bytes pending, Turn turn, Side side, int length) {
        if (side.encrypted || length < HEARTBEAT_HEADER) return;
        int payload = pending.u16(RECORD_HEADER + 1);
        turn.message("heartbeat", Verb.SESSION, pending.u8(RECORD_HEADER) == 1 ? Outcome.REQUEST : Outcome.SUCCESS)
                .protocol(PROTOCOL)
                .target(serverName)
                .field("payload_length", (long) payload)
                .emit();
        if (payload > length - HEARTBEAT_HEADER)
            turn.malformed(PROTOCOL, "heartbeat longer than its record", RECORD_HEADER + 1);
    }

    private void malformed(Turn turn, String rule, int at) {
        turn.malformed(PROTOCOL, rule, Math.min(RECORD_HEADER + at, recordEnd));
    }
}
