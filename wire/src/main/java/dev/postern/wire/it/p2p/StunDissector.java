package dev.postern.wire.it.p2p;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.text.Once;

/** STUN and TURN over UDP and TCP: messages with the magic cookie. At most {@link #ATTRIBUTES_MAX} attributes; other data of the flow pass unread. */
public final class StunDissector implements Dissector {
    static final int ATTRIBUTES_MAX = 32;
    private static final int HEADER_BYTES = 20, COOKIE = 0x2112_A442;
    private static final int CLASS_MASK = 0x0110, REQUEST = 0x0000, INDICATION = 0x0010, SUCCESS = 0x0100;
    private static final int MAPPED = 0x0001,
            USERNAME = 0x0006,
            ERROR = 0x0009,
            CHANNEL = 0x000C,
            LIFETIME = 0x000D,
            PEER = 0x0012,
            REALM = 0x0014,
            RELAYED = 0x0016,
            XOR_MAPPED = 0x0020,
            SOFTWARE = 0x8022;
    private static final int TEXT_BYTES_MAX = 128;

    private static final class Exchange {
        private final Once once = new Once();
        private long transaction;
        private long askedNanos = -1;
    }

    @Override
    public String protocol() {
        return "stun";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return (transport == Transport.UDP || transport == Transport.TCP) && (port == 3478 || port == 19_302);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP || transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (!isHeader(pending)) return Recognition.NOT;
        boolean whole = transport == Transport.TCP || pending.u16(2) + HEADER_BYTES == pending.length();
        return whole ? Recognition.CERTAIN : Recognition.NOT;
    }

    private static boolean isHeader(Bytes pending) {
        return pending.has(0, HEADER_BYTES)
                && pending.u8(0) < 0x40
                && pending.i32(4) == COOKIE
                && pending.u16(2) % 4 == 0;
    }

    @Override
    public Object newState() {
        return new Exchange();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        boolean stream = turn.conversation().transport() == Transport.TCP;
        if (stream && pending.length() < HEADER_BYTES) return NEED_MORE;
        if (stream && !isHeader(pending)) return channel(pending, turn);
        // Media and channels of a relay share the port.
        if (!isHeader(pending)) return pending.length();
        int length = HEADER_BYTES + pending.u16(2);
        if (!pending.has(0, length)) {
            if (!stream) {
                turn.malformed("longer than the datagram", 2);
                return pending.length();
            }
            turn.need(length);
            return NEED_MORE;
        }
        message(new Bytes().wrap(pending, 0, length), turn);
        return length;
    }

    /** Data of a channel of TURN over TCP, RFC 8656 section 12.4: number, length, padded to four octets. */
    private static int channel(Bytes pending, Turn turn) {
        if (pending.u8(0) >> 4 != 4) return LOST;
        int length = 4 + (pending.u16(2) + 3 & ~3);
        if (pending.has(0, length)) return length;
        turn.need(length);
        return NEED_MORE;
    }

    private static void message(Bytes message, Turn turn) {
        Exchange exchange = turn.state();
        int type = message.u16(0);
        int kind = type & CLASS_MASK;
        long transaction = message.i64(12);
        if (kind == REQUEST) {
            exchange.transaction = transaction;
            exchange.askedNanos = turn.atNanos();
        }
        boolean known = transaction == exchange.transaction;
        Turn.Draft draft = turn.message(method(type), Verb.SESSION, outcome(kind))
                .field("method", (long) (type & ~CLASS_MASK))
                .field("type", (long) type);
        if (kind == SUCCESS || kind == CLASS_MASK) draft.answers(known ? exchange.askedNanos : -1);
        attributes(message, draft, turn, exchange);
        draft.emit();
    }

    private static Outcome outcome(int kind) {
        return switch (kind) {
            case REQUEST -> Outcome.REQUEST;
            case INDICATION -> Outcome.NOTICE;
            case SUCCESS -> Outcome.SUCCESS;
            default -> Outcome.REFUSED;
        };
    }

    private static String method(int type) {
        return switch (type & ~CLASS_MASK) {
            case 1 -> "binding";
            case 2 -> "shared secret";
            case 3 -> "allocate";
            case 4 -> "refresh";
            case 6 -> "send";
            case 7 -> "data";
            case 8 -> "create permission";
            case 9 -> "channel bind";
            case 10 -> "connect";
            case 11 -> "connection bind";
            case 12 -> "connection attempt";
            default -> "method " + (type & ~CLASS_MASK);
        };
    }

    private static void attributes(Bytes message, Turn.Draft draft, Turn turn, Exchange exchange) {
        int at = HEADER_BYTES;
        String mapped = null;
        for (int i = 0; i < ATTRIBUTES_MAX && message.has(at, 4); i++) {
            int length = message.u16(at + 2);
            if (!message.has(at + 4, length)) {
                turn.malformed("attribute longer than the message", at);
                break;
            }
            int value = at + 4;
            switch (message.u16(at)) {
                case USERNAME -> draft.field("user", message.utf8(value, Math.min(length, TEXT_BYTES_MAX)));
                case REALM -> draft.field("realm", message.utf8(value, Math.min(length, TEXT_BYTES_MAX)));
                case ERROR -> draft.field("error", (message.u8(value + 2) & 7) * 100L + message.u8(value + 3));
                // Of servers that say it in both ways the one that no router on the way has rewritten counts.
                case MAPPED -> mapped = mapped == null ? address(message, value, false) : mapped;
                case XOR_MAPPED -> mapped = address(message, value, true);
                case PEER -> draft.field("peer", address(message, value, true));
                case RELAYED -> draft.field("relayed", address(message, value, true));
                case CHANNEL -> draft.field("channel", (long) message.u16(value));
                case LIFETIME -> draft.field("lifetime_seconds", message.u32(value));
                case SOFTWARE -> {
                    String software = message.utf8(value, Math.min(length, TEXT_BYTES_MAX))
                            .replace("\0", "");
                    draft.field("software", software);
                    exchange.once.identity(turn, Attribute.SOFTWARE, software, 0.6);
                }
                default -> {}
            }
            at = value + (length + 3 & ~3);
        }
        draft.field("mapped", mapped);
    }

    /** Sections 14.1 and 14.2: address and port, plain or with the cookie laid over them; of IPv6 with the transaction, too. */
    private static String address(Bytes message, int at, boolean laid) {
        int port = message.u16(at + 2) ^ (laid ? COOKIE >>> 16 : 0);
        if (message.u8(at + 1) == 1) return Address.ipv4(message.i32(at + 4) ^ (laid ? COOKIE : 0)) + ":" + port;
        long high = message.i64(at + 4) ^ (laid ? message.i64(4) : 0);
        long low = message.i64(at + 12) ^ (laid ? message.i64(12) : 0);
        return "[" + Address.ipv6(high, low) + "]:" + port;
    }
}
