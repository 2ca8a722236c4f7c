package dev.postern.wire.it.eapol;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/** Who wants onto the network, by which method, and whether it was let in. Keeps the last question of a flow. */
public final class EapolDissector implements Dissector {
    static final int ETHER_TYPE = 0x888E;
    private static final int PREAUTHENTICATION = 0x88C7;
    private static final int VERSION = 0, TYPE = 1, LENGTH = 2, CODE = 4, ID = 5, EAP_LENGTH = 6, METHOD = 8, DATA = 9;
    private static final int VERSION_MAX = 3, TYPE_MAX = 8;
    private static final int PACKET = 0, START = 1, LOGOFF = 2;
    private static final int REQUEST = 1, RESPONSE = 2, SUCCESS = 3, FAILURE = 4;
    private static final int METHOD_IDENTITY = 1, METHOD_NAK = 3;
    private static final int HEADER_BYTES = 4;
    private static final int NAME_BYTES_MAX = 253;
    private static final double CONFIDENCE = 0.8;
    private static final String[] TYPES = {
        "packet",
        "start",
        "logoff",
        "key",
        "asf alert",
        "mka",
        "announcement generic",
        "announcement specific",
        "announcement request"
    };

    private static final class Asked {
        private int id = -1;
        private long atNanos;
        private String user;
    }

    @Override
    public String protocol() {
        return "eapol";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.ETHERNET && (port == ETHER_TYPE || port == PREAUTHENTICATION);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.ETHERNET;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        boolean plausible = pending.u8(VERSION) >= 1
                && pending.u8(VERSION) <= VERSION_MAX
                && pending.u8(TYPE) <= TYPE_MAX
                && pending.has(HEADER_BYTES, pending.u16(LENGTH));
        return plausible ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public Object newState() {
        return new Asked();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int type = pending.u8(TYPE);
        if (!pending.has(HEADER_BYTES, pending.u16(LENGTH))) turn.malformed("body ends early", pending.length());
        if (type == PACKET && pending.has(CODE, 4)) {
            eap(pending, turn);
        } else {
            Verb verb = type == START || type == LOGOFF ? Verb.LOGIN : Verb.SESSION;
            turn.message(type <= TYPE_MAX ? TYPES[type] : "type " + type, verb, Outcome.NOTICE)
                    .field("version", (long) pending.u8(VERSION))
                    .field("type", (long) type)
                    .emit();
        }
        return Math.max(1, pending.length());
    }

    private static void eap(Bytes pending, Turn turn) {
        int code = pending.u8(CODE);
        boolean method = code == REQUEST || code == RESPONSE;
        int kind = method ? pending.u8(METHOD) : 0;
        // A step is no login yet, and how it ends does not say whose it was.
        Verb verb = method ? Verb.SESSION : Verb.LOGIN;
        Turn.Draft draft = turn.message(method ? method(kind) : "authentication", verb, outcome(code, kind))
                .field("version", (long) pending.u8(VERSION))
                .field("type", (long) PACKET)
                .field("code", (long) code)
                .field("id", (long) pending.u8(ID))
                .field("method", method ? (long) kind : null);
        Asked asked = turn.state();
        if (code == REQUEST) {
            asked.id = pending.u8(ID);
            asked.atNanos = turn.atNanos();
        } else if (asked.id == pending.u8(ID)) {
            draft.answers(asked.atNanos);
        }
        String user = null;
        int length = Math.min(NAME_BYTES_MAX, pending.u16(EAP_LENGTH) - (DATA - CODE));
        if (code == RESPONSE && kind == METHOD_IDENTITY && length > 0 && pending.has(DATA, length)) {
            user = pending.utf8(DATA, length);
            asked.user = user;
        }
        String told = method ? user : asked.user;
        if (told != null) draft.target("user " + told).field("user", told);
        draft.emit();
        turn.identity(turn.source(), Attribute.USER, user, CONFIDENCE);
    }

    private static Outcome outcome(int code, int method) {
        return switch (code) {
            case REQUEST -> Outcome.REQUEST;
            case RESPONSE -> method == METHOD_NAK ? Outcome.REFUSED : Outcome.SUCCESS;
            case SUCCESS -> Outcome.SUCCESS;
            case FAILURE -> Outcome.REFUSED;
            default -> Outcome.NOTICE;
        };
    }

    private static String method(int type) {
        return switch (type) {
            case METHOD_IDENTITY -> "identity";
            case 2 -> "notification";
            case METHOD_NAK -> "nak";
            case 4 -> "md5 challenge";
            case 5 -> "one-time password";
            case 6 -> "generic token card";
            case 13 -> "tls";
            case 17 -> "leap";
            case 18 -> "sim";
            case 21 -> "ttls";
            case 23 -> "aka";
            case 25 -> "peap";
            case 26 -> "mschapv2";
            case 43 -> "fast";
            case 50 -> "aka'";
            case 52 -> "password";
            case 55 -> "teap";
            default -> "method " + type;
        };
    }
}
