package dev.postern.wire.it.pppoe;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/** How a session comes about, and who logs in with a password in clear. IP within is read as a tunnel, below. Stateless. */
public final class PppoeDissector implements Dissector {
    static final int DISCOVERY = 0x8863;
    static final int SESSION = 0x8864;
    static final int TAGS_MAX = 32;
    private static final int VERSION = 0, CODE = 1, SESSION_ID = 2, LENGTH = 4, PAYLOAD = 6;
    private static final int TAG_SERVICE = 0x0101, TAG_CONCENTRATOR = 0x0102;
    private static final int PAP = 0xC023, CHAP = 0xC223;
    private static final double CONFIDENCE = 0.8;

    @Override
    public String protocol() {
        return "pppoe";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.ETHERNET && (port == DISCOVERY || port == SESSION);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.ETHERNET;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        boolean plausible = pending.u8(VERSION) == 0x11
                && (pending.u8(CODE) == 0 || discovery(pending.u8(CODE)) != null)
                && pending.has(PAYLOAD, pending.u16(LENGTH));
        return plausible ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (!pending.has(PAYLOAD, pending.u16(LENGTH))) turn.malformed("payload ends early", pending.length());
        else if (pending.u8(CODE) == 0) session(pending, turn);
        else discover(pending, turn);
        return Math.max(1, pending.length());
    }

    private static void discover(Bytes pending, Turn turn) {
        int code = pending.u8(CODE);
        String service = "";
        String concentrator = null;
        int at = PAYLOAD;
        int end = PAYLOAD + pending.u16(LENGTH);
        for (int count = 0; count < TAGS_MAX && at + 4 <= end; count++) {
            int length = pending.u16(at + 2);
            if (at + 4 + length > end) {
                turn.malformed("tag ends early", at);
                break;
            }
            if (pending.u16(at) == TAG_SERVICE) service = pending.ascii(at + 4, length);
            if (pending.u16(at) == TAG_CONCENTRATOR) concentrator = pending.ascii(at + 4, length);
            at += 4 + length;
        }
        String name = discovery(code);
        Outcome outcome =
                code == 0x09 || code == 0x19 ? Outcome.REQUEST : code == 0xA7 ? Outcome.NOTICE : Outcome.SUCCESS;
        turn.message(name == null ? "code " + code : name, Verb.SESSION, outcome)
                .target(service)
                .field("code", (long) code)
                .field("session", (long) pending.u16(SESSION_ID))
                .field("concentrator", concentrator)
                .emit();
        turn.identity(turn.source(), Attribute.NAME, concentrator, CONFIDENCE);
    }

    private static void session(Bytes pending, Turn turn) {
        int protocol = pending.u16(PAYLOAD);
        int code = pending.u8(PAYLOAD + 2);
        Verb verb = protocol == PAP || protocol == CHAP ? Verb.LOGIN : Verb.SESSION;
        Turn.Draft draft = turn.message(network(protocol), verb, outcome(protocol, code))
                .field("session", (long) pending.u16(SESSION_ID))
                .field("protocol", (long) protocol)
                .field("code", (long) code);
        String user = null;
        int length = pending.u8(PAYLOAD + 6);
        if (protocol == PAP && code == 1 && pending.has(PAYLOAD + 7, length)) {
            user = pending.utf8(PAYLOAD + 7, length);
            draft.target("user " + user).field("user", user).field("clear_password", true);
        }
        draft.emit();
        turn.identity(turn.source(), Attribute.USER, user, CONFIDENCE);
    }

    /** In all of these 1 asks; in CHAP it is the challenge, 2 the proof, and 3 and 4 are how it went. */
    private static Outcome outcome(int protocol, int code) {
        if (protocol == CHAP)
            return switch (code) {
                case 1 -> Outcome.REQUEST;
                case 3 -> Outcome.SUCCESS;
                case 4 -> Outcome.REFUSED;
                default -> Outcome.NOTICE;
            };
        return switch (code) {
            case 1, 5, 9 -> Outcome.REQUEST;
            case 2, 6, 10 -> Outcome.SUCCESS;
            case 3, 4 -> Outcome.REFUSED;
            default -> Outcome.NOTICE;
        };
    }

    private static String discovery(int code) {
        return switch (code) {
            case 0x09 -> "initiation";
            case 0x07 -> "offer";
            case 0x19 -> "session request";
            case 0x65 -> "session confirmation";
            case 0xA7 -> "terminate";
            default -> null;
        };
    }

    private static String network(int protocol) {
        return switch (protocol) {
            case 0xC021 -> "link control";
            case PAP -> "password authentication";
            case CHAP -> "challenge authentication";
            case 0x8021 -> "ip control";
            case 0x8057 -> "ipv6 control";
            case 0x80FD -> "compression control";
            default -> "protocol " + protocol;
        };
    }
}
