package dev.postern.wire.it.radius;

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
 * RADIUS over UDP. Operation is what is asked ({@code access}, {@code accounting}, ...), target the user. Passwords are hidden on the wire and not
 * touched. Without a magic number the protocol is never certain: code, length and all attribute lengths must fit.
 *
 * <pre>{@code 0 code | 1 id | 2 length of all | 4 authenticator (16) | 20 attributes: type, length with these two, value}</pre>
 */
public final class RadiusDissector implements Dissector {
    private static final int CODE = 0, ID = 1, LENGTH = 2;
    static final int HEADER_BYTES = 20;
    private static final int LENGTH_MAX = 4096;

    private record Asked(String user, String station, long atNanos) {}

    @Override
    public String protocol() {
        return "radius";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.UDP
                && (port == 1812 || port == 1813 || port == 1645 || port == 1646 || port == 3799);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int length = pending.u16(LENGTH);
        if (operation(pending.u8(CODE)) == null || length < HEADER_BYTES || length > LENGTH_MAX) return Recognition.NOT;
        if (length != pending.length()) return Recognition.NOT;
        int at = HEADER_BYTES;
        while (at < length) {
            int size = pending.u8(at + 1);
            if (size < 2 || pending.u8(at) == 0) return Recognition.NOT;
            at += size;
        }
        return at == length ? Recognition.UNSURE : Recognition.NOT;
    }

    private static String operation(int code) {
        return switch (code) {
            case 1, 2, 3, 11 -> "access";
            case 4, 5 -> "accounting";
            case 12 -> "status";
            case 40, 41, 42 -> "disconnect";
            case 43, 44, 45 -> "change of authorization";
            default -> null;
        };
    }

    private static Verb verb(int code) {
        return switch (code) {
            case 1, 2, 3, 11 -> Verb.LOGIN;
            case 4, 5 -> Verb.REPORT;
            case 43, 44, 45 -> Verb.CONFIGURE;
            default -> Verb.SESSION;
        };
    }

    private static Outcome outcome(int code) {
        return switch (code) {
            case 1, 4, 12, 40, 43 -> Outcome.REQUEST;
            case 3, 42, 45 -> Outcome.REFUSED;
            case 11 -> Outcome.NOTICE;
            default -> Outcome.SUCCESS;
        };
    }

    @Override
    public Object newState() {
        return new Waiting<Long, Asked>();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int code = pending.u8(CODE);
        String operation = operation(code);
        int length = pending.u16(LENGTH);
        if (operation == null || length < HEADER_BYTES) {
            turn.malformed("code or length unknown", 0);
            return pending.length();
        }
        Attributes attributes = new Attributes(pending, Math.min(length, pending.length()));
        Outcome outcome = outcome(code);
        Waiting<Long, Asked> waiting = turn.state();
        long id = pending.u8(ID);
        Turn.Draft draft = turn.message(operation, verb(code), outcome);
        Asked asked = null;
        if (outcome == Outcome.REQUEST) {
            waiting.ask(turn, id, new Asked(attributes.user(), attributes.station, turn.atNanos()));
            draft.target(attributes.user());
        } else {
            asked = waiting.answer(id);
            draft.target(asked == null ? attributes.user() : asked.user())
                    .answers(asked == null ? -1 : asked.atNanos());
        }
        draft.field("code", (long) code).field("id", id);
        attributes.fill(draft);
        draft.emit();
        if (outcome == Outcome.REQUEST) tell(attributes, turn);
        if (code == 2 && asked != null) accepted(asked, turn);
        if (attributes.brokenAt >= 0) turn.malformed("attribute ends early", attributes.brokenAt);
        if (length > pending.length()) pending.u8(pending.length());
        return pending.length();
    }

    /** The device that asks says who it is. */
    private static void tell(Attributes attributes, Turn turn) {
        turn.identity(turn.source(), Attribute.NAME, attributes.device, 0.7);
        if (attributes.deviceAddress != null && !attributes.deviceAddress.equals(turn.source()))
            turn.identity(turn.source(), Attribute.ADDRESS, attributes.deviceAddress.toString(), 0.6);
    }

    /** The station that called is whose login was accepted, if it is named by its hardware address. */
    private static void accepted(Asked asked, Turn turn) {
        long mac = mac(asked.station());
        if (mac > 0) turn.identity(Address.mac(mac), Attribute.USER, asked.user(), 0.8);
    }

    /** Twelve hex digits with anything between them, or -1. */
    private static long mac(String text) {
        if (text == null) return -1;
        long mac = 0;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) continue;
            mac = mac << 4 | digit;
            digits++;
        }
        return digits == 12 ? mac : -1;
    }
}
