package dev.postern.wire.it.dhcpv6;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Waiting;

/**
 * DHCPv6. Operation is the type of message, of an answer to a request seen in the same flow that of the request; target is the client, by the hardware
 * address in its DUID or the whole DUID. What relays carry is read in place of their own message.
 *
 * <pre>{@code
 * client, server  0 type | 1 transaction (3) | 4 options
 * relay           0 type | 1 hops | 2 link address (16) | 18 peer address (16) | 34 options
 * }</pre>
 */
public final class Dhcpv6Dissector implements Dissector {
    private static final String[] TYPES = {
        "",
        "solicit",
        "advertise",
        "request",
        "confirm",
        "renew",
        "rebind",
        "reply",
        "release",
        "decline",
        "reconfigure",
        "information-request",
        "relay-forward",
        "relay-reply"
    };
    static final int ADVERTISE = 2, REPLY = 7, RECONFIGURE = 10, RELAY_FORWARD = 12, RELAY_REPLY = 13;
    static final int HEADER_BYTES = 4, RELAY_BYTES = 34;
    static final int RELAYS_MAX = 8;
    private static final double CONFIDENCE = 0.9;

    private record Asked(String operation, long atNanos) {}

    @Override
    public String protocol() {
        return "dhcpv6";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.UDP && (port == 546 || port == 547);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    /** Certain if the options fill the message and one of them is a DUID of a known kind. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int type = pending.u8(0);
        if (type == 0 || type >= TYPES.length) return Recognition.NOT;
        int at = type >= RELAY_FORWARD ? RELAY_BYTES : HEADER_BYTES;
        boolean named = false;
        while (pending.has(at, 4)) {
            int option = pending.u16(at);
            int length = pending.u16(at + 2);
            if (option == 0 || option > Options.CODE_MAX) return Recognition.NOT;
            boolean duid =
                    (option == 1 || option == 2) && length >= 6 && pending.u16(at + 4) >= 1 && pending.u16(at + 4) <= 4;
            // A relay carries a whole message.
            named |= duid || option == Options.RELAY_MESSAGE && type >= RELAY_FORWARD && length > HEADER_BYTES;
            at += 4 + length;
        }
        if (at != pending.length()) return Recognition.NOT;
        return named ? Recognition.CERTAIN : Recognition.UNSURE;
    }

    @Override
    public Object newState() {
        return new Waiting<Long, Asked>();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Bytes message = pending;
        int from = 0;
        String peer = null;
        long hops = 0;
        while (message.u8(0) == RELAY_FORWARD || message.u8(0) == RELAY_REPLY) {
            peer = Address.ipv6(message.i64(18), message.i64(26)).toString();
            Options relay = new Options(message, RELAY_BYTES);
            if (relay.relayed == null || ++hops > RELAYS_MAX) {
                turn.malformed("relay without message", Math.min(from + RELAY_BYTES, pending.length()));
                return pending.length();
            }
            from += relay.relayedAt;
            message = relay.relayed;
        }
        if (message.u8(0) == 0 || message.u8(0) >= TYPES.length)
            turn.malformed("type unknown", Math.min(from, pending.length()));
        else one(message, from, peer, hops, turn);
        return pending.length();
    }

    private static void one(Bytes message, int from, String peer, long hops, Turn turn) {
        int type = message.u8(0);
        boolean answer = type == ADVERTISE || type == REPLY;
        long transaction = message.u24(1);
        Options options = new Options(message, HEADER_BYTES);
        Waiting<Long, Asked> waiting = turn.state();
        Asked asked = answer ? waiting.answer(transaction) : null;
        if (!answer) waiting.ask(turn, transaction, new Asked(TYPES[type], turn.atNanos()));
        Outcome outcome = !answer
                ? type == RECONFIGURE ? Outcome.NOTICE : Outcome.REQUEST
                : options.status > 0 ? Outcome.REFUSED : Outcome.SUCCESS;
        Turn.Draft draft = turn.message(asked == null ? TYPES[type] : asked.operation(), Verb.CONFIGURE, outcome)
                .target(options.client())
                .answers(asked == null ? -1 : asked.atNanos())
                .field("type", (long) type)
                .field("transaction", transaction);
        options.fill(draft);
        draft.field("relay_peer", peer).field("relay_hops", peer == null ? null : (Object) hops);
        draft.emit();
        if (options.brokenAt >= 0) turn.malformed("option ends early", from + options.brokenAt);
        tell(options, answer, peer, turn);
    }

    private static void tell(Options options, boolean answer, String peer, Turn turn) {
        if (peer != null) return;
        Address client = answer ? turn.destination() : turn.source();
        if (client.isMulticast()) return;
        if (options.clientMac > 0) turn.identity(client, Attribute.ADDRESS, Address.macText(options.clientMac), 0.5);
        if (answer) {
            for (Object address : options.addresses)
                turn.identity(client, Attribute.ADDRESS, address.toString(), CONFIDENCE);
            return;
        }
        turn.identity(client, Attribute.NAME, options.name, CONFIDENCE);
        turn.identity(
                client, Attribute.FINGERPRINT, options.asked == null ? null : "dhcpv6 " + options.asked, CONFIDENCE);
        turn.identity(client, Attribute.SOFTWARE, options.vendorClass, 0.6);
    }
}
