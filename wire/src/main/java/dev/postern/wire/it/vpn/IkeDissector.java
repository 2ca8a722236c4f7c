package dev.postern.wire.it.vpn;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.text.Once;
import java.util.ArrayList;
import java.util.List;

/**
 * IKE versions 1 and 2 over UDP 500 and 4500: exchanges, what makers say of themselves, refusals. ESP and keep-alives that share the port pass
 * unread. At most {@link #PAYLOADS_MAX} payloads of a message.
 */
public final class IkeDissector implements Dissector {
    static final int PAYLOADS_MAX = 32;
    private static final int HEADER_BYTES = 28,
            NEXT = 16,
            VERSION = 17,
            EXCHANGE = 18,
            FLAGS = 19,
            MESSAGE_ID = 20,
            LENGTH = 24;
    private static final int VERSION_1 = 0x10, VERSION_2 = 0x20;
    private static final int FLAG_ENCRYPTED = 1, FLAG_RESPONSE = 0x20;
    private static final int NOTIFY_1 = 11, VENDOR_1 = 13, IDENTIFICATION_1 = 5;
    private static final int NOTIFY_2 = 41, VENDOR_2 = 43, ENCRYPTED_2 = 46, FRAGMENT_2 = 53;
    private static final int AGGRESSIVE = 4;
    private static final int VENDOR_BYTES_MAX = 24, NAME_BYTES_MAX = 128;
    private static final int ERRORS_2_END = 16_384;
    private static final int KEEP_ALIVE = 0xFF;

    private static final class Peer {
        private final Once once = new Once();
        private long askedNanos = -1;
        private long esp;
    }

    @Override
    public String protocol() {
        return "ike";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.UDP && (port == 500 || port == 4500);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        // ESP alone is an index and a number: too little to know it by.
        return isHeader(pending, start(pending)) ? Recognition.CERTAIN : Recognition.NOT;
    }

    /** Four zeros before the header tell IKE from ESP on port 4500. */
    private static int start(Bytes pending) {
        return pending.u32(0) == 0 ? 4 : 0;
    }

    private static boolean isHeader(Bytes pending, int at) {
        int version = pending.u8(at + VERSION);
        int exchange = pending.u8(at + EXCHANGE);
        boolean known = version == VERSION_1 && (exchange >= 1 && exchange <= 6 || exchange == 32 || exchange == 33)
                || version == VERSION_2 && exchange >= 34 && exchange <= 44;
        return known
                && pending.has(at, HEADER_BYTES)
                && pending.u32(at + LENGTH) == pending.length() - at
                && pending.i64(at) != 0
                && (pending.u8(at + FLAGS) & 0xC0) == 0;
    }

    @Override
    public Object newState() {
        return new Peer();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Peer peer = turn.state();
        if (pending.length() == 1 && pending.u8(0) == KEEP_ALIVE) return 1;
        int at = start(pending);
        if (!pending.has(at, HEADER_BYTES) || !isHeader(pending, at)) {
            other(pending, turn, peer, at);
            return pending.length();
        }
        boolean two = pending.u8(at + VERSION) == VERSION_2;
        int exchange = pending.u8(at + EXCHANGE);
        boolean first = pending.i64(at + 8) == 0;
        boolean answer = two ? (pending.u8(at + FLAGS) & FLAG_RESPONSE) != 0 : !turn.fromClient();
        boolean encrypted = two
                ? pending.u8(at + NEXT) == ENCRYPTED_2 || pending.u8(at + NEXT) == FRAGMENT_2
                : (pending.u8(at + FLAGS) & FLAG_ENCRYPTED) != 0;
        Payloads payloads = new Payloads(two);
        if (!encrypted) payloads.read(new Bytes().wrap(pending, at, pending.length() - at));
        if (!answer) peer.askedNanos = turn.atNanos();
        Outcome outcome = !answer ? Outcome.REQUEST : payloads.error >= 0 ? Outcome.REFUSED : Outcome.SUCCESS;
        Turn.Draft draft = turn.message(exchange(exchange), Verb.SESSION, outcome)
                .field("version", two ? 2L : 1L)
                .field("exchange", (long) exchange)
                .field("message_id", pending.u32(at + MESSAGE_ID))
                .field("encrypted", encrypted)
                .field("vendor_ids", payloads.vendors.isEmpty() ? null : payloads.vendors)
                .field("identification", payloads.identification)
                .field("notify", payloads.notify < 0 ? null : (Object) payloads.notify);
        if (answer) draft.answers(peer.askedNanos);
        // Aggressive mode shows who one is, and a hash that passwords can be tried on.
        if (!two && exchange == AGGRESSIVE) draft.field("weak", true);
        draft.emit();
        if (payloads.fault != null) turn.malformed(payloads.fault, Math.min(at + payloads.faultAt, pending.length()));
        if (first || answer) tell(payloads, turn, peer);
        return pending.length();
    }

    private static void other(Bytes pending, Turn turn, Peer peer, int at) {
        if (at == 0 && pending.u32(0) > 255) {
            // Once a flow: that there is a tunnel, its traffic is told by the flow.
            if (peer.esp++ == 0)
                turn.message("esp", Verb.SESSION, Outcome.NOTICE)
                        .field("encrypted", true)
                        .emit();
            return;
        }
        turn.malformed("neither ike nor esp", 0);
    }

    private static void tell(Payloads payloads, Turn turn, Peer peer) {
        for (Object vendor : payloads.vendors)
            if (VendorIds.isProduct((String) vendor))
                peer.once.identity(turn, Attribute.SOFTWARE, "IKE: " + vendor, 0.5);
        peer.once.identity(turn, Attribute.USER, payloads.identification, 0.5);
        peer.once.identity(turn, Attribute.ROLE, "vpn gateway or client", 0.6);
    }

    private static String exchange(int exchange) {
        return switch (exchange) {
            case 1 -> "base";
            case 2 -> "main mode";
            case 3 -> "authentication only";
            case 4 -> "aggressive mode";
            case 5 -> "informational";
            case 6 -> "transaction";
            case 32 -> "quick mode";
            case 33 -> "new group";
            case 34 -> "sa init";
            case 35 -> "auth";
            case 36 -> "create child sa";
            case 37 -> "informational";
            case 38 -> "session resume";
            case 43 -> "intermediate";
            default -> "exchange " + exchange;
        };
    }

    /** The chain of payloads that are in the clear. */
    private static final class Payloads {
        private final boolean two;
        private final List<Object> vendors = new ArrayList<>();
        private String identification;
        private long notify = -1;
        private long error = -1;
        private String fault;
        private int faultAt;

        private Payloads(boolean two) {
            this.two = two;
        }

        private void read(Bytes message) {
            int type = message.u8(NEXT);
            int at = HEADER_BYTES;
            for (int i = 0; i < PAYLOADS_MAX && type != 0; i++) {
                int length = message.u16(at + 2);
                if (!message.has(at, 4) || length < 4 || !message.has(at, length)) {
                    fault = "payload longer than the message";
                    faultAt = at;
                    return;
                }
                payload(type, message, at, length);
                type = message.u8(at);
                at += length;
            }
        }

        private void payload(int type, Bytes message, int at, int length) {
            if (length == 4) return;
            if (type == (two ? VENDOR_2 : VENDOR_1)) {
                String hex = message.hex(at + 4, Math.min(length - 4, VENDOR_BYTES_MAX));
                String name = VendorIds.name(hex);
                vendors.add(name == null ? hex : name);
            } else if (type == (two ? NOTIFY_2 : NOTIFY_1)) {
                notify = message.u16(two ? at + 6 : at + 10);
                if (notify > 0 && notify < (two ? ERRORS_2_END : 8192)) error = notify;
            } else if (!two && type == IDENTIFICATION_1) {
                // A name or address in words: kinds 2 and 3.
                int kind = message.u8(at + 4);
                if (kind == 2 || kind == 3)
                    identification = message.ascii(at + 8, Math.clamp(length - 8, 0, NAME_BYTES_MAX));
            }
        }
    }
}
