package dev.postern.wire.it.kerberos;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Ber;
import java.util.Locale;

/**
 * Kerberos 5 over UDP, or over TCP with four octets of length before each message. The operation is the exchange ({@code as}, {@code tgs},
 * {@code ap}), of an error that of the request; target of {@code as} is who logs in, of {@code tgs} the service wanted. Keeps the last request
 * of a flow. Nothing encrypted is read.
 */
public final class KerberosDissector implements Dissector {
    static final int MESSAGE_BYTES_MAX = 256 * 1024;
    private static final int LENGTH_BYTES = 4;
    private static final int VERSION = 5;
    /** {@code [APPLICATION n] SEQUENCE}: the tag of a message is its type. */
    private static final int APPLICATION = 0x60, TYPE_BITS = 0x1F;

    private static final int ERROR_PREAUTH_REQUIRED = 25, ERROR_TOO_BIG = 52;
    private static final int ETYPE_RC4 = 23, ETYPE_RC4_EXPORT = 24;

    static final class Asked {
        private String operation = "";
        private Verb verb = Verb.OTHER;
        private String target = "";
        private boolean preauthenticated;
        private long atNanos = -1;
    }

    @Override
    public String protocol() {
        return "kerberos";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return speaks(transport) && port == 88;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP || transport == Transport.UDP;
    }

    /** Type, version and type once more, in lengths that fit into each other. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int at = transport == Transport.TCP ? LENGTH_BYTES : 0;
        if (!isMessage(pending, at)) return Recognition.NOT;
        int total = Ber.total(pending, at);
        boolean fits = at == 0 ? total >= pending.length() : total == pending.i32(0);
        return fits ? Recognition.CERTAIN : Recognition.NOT;
    }

    static boolean isMessage(Bytes pending, int at) {
        int type = pending.u8(at) & TYPE_BITS;
        if (pending.u8(at) >> 5 != APPLICATION >> 5 || type < 10 || Ber.total(pending, at) <= 0) return false;
        int sequence = Ber.contents(pending, at);
        if (pending.u8(sequence) != Ber.SEQUENCE || Ber.total(pending, sequence) <= 0) return false;
        int version = Ber.contents(pending, sequence);
        // Requests count their parts from 1, everything else from 0.
        int first = type == Type.AS_REQ || type == Type.TGS_REQ ? 0xA1 : 0xA0;
        return pending.u8(version) == first
                && pending.i32(version + 1) == (0x03_02_01 << 8 | VERSION)
                && pending.u8(version + 5) == first + 1
                && pending.i32(version + 6) == (0x03_02_01 << 8 | type);
    }

    @Override
    public Object newState() {
        return new Asked();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (turn.conversation().transport() == Transport.UDP) {
            if (isMessage(pending, 0)) read(pending, turn);
            else turn.malformed("no message", 0);
            return pending.length();
        }
        if (pending.length() < LENGTH_BYTES) {
            turn.need(LENGTH_BYTES);
            return NEED_MORE;
        }
        int length = pending.i32(0);
        if (length <= 0 || length > MESSAGE_BYTES_MAX) return LOST;
        if (pending.length() < LENGTH_BYTES + length) {
            turn.need(LENGTH_BYTES + length);
            return NEED_MORE;
        }
        Bytes message = new Bytes().wrap(pending, LENGTH_BYTES, length);
        if (!isMessage(message, 0)) return LOST;
        read(message, turn);
        return LENGTH_BYTES + length;
    }

    private static void read(Bytes message, Turn turn) {
        int at = turn.conversation().transport() == Transport.TCP ? LENGTH_BYTES : 0;
        int type = message.u8(0) & TYPE_BITS;
        Said said = new Said(message, type);
        switch (type) {
            case Type.AS_REQ, Type.TGS_REQ, Type.AP_REQ -> request(said, turn);
            case Type.AS_REP, Type.TGS_REP, Type.AP_REP, Type.ERROR -> answer(said, turn);
            default ->
                turn.message(Type.label(type), Verb.OTHER, Outcome.NOTICE)
                        .field("type", (long) type)
                        .emit();
        }
        if (said.brokenAt >= 0) turn.malformed("element ends early", at + said.brokenAt);
    }

    private static void request(Said said, Turn turn) {
        Asked asked = turn.state();
        asked.operation = Type.label(said.type);
        asked.verb = Verb.LOGIN;
        asked.target = said.type == Type.AS_REQ ? said.clientAtRealm() : said.serviceAtRealm();
        asked.preauthenticated = said.preauthenticated();
        asked.atNanos = turn.atNanos();
        Turn.Draft draft =
                turn.message(asked.operation, asked.verb, Outcome.REQUEST).target(asked.target);
        said.fill(draft);
        if (said.type == Type.AS_REQ) draft.field("preauthenticated", asked.preauthenticated);
        draft.emit();
        if (said.type == Type.AS_REQ && asked.preauthenticated) who(said, turn, true);
    }

    private static void answer(Said said, Turn turn) {
        Asked asked = turn.state();
        boolean known = asked.atNanos >= 0;
        String operation = known ? asked.operation : Type.label(said.type);
        String target = known ? asked.target : said.type == Type.AS_REP ? said.clientAtRealm() : said.serviceAtRealm();
        Turn.Draft draft = turn.message(operation, known ? asked.verb : Verb.LOGIN, outcome(said))
                .target(target)
                .answers(asked.atNanos);
        said.fill(draft);
        boolean roasted = said.type == Type.AS_REP && known && !asked.preauthenticated;
        if (roasted) draft.field("without_preauthentication", true);
        if (said.type != Type.ERROR && (isRc4(said.ticketEtype) || isRc4(said.etype))) draft.field("rc4", true);
        draft.emit();
        asked.atNanos = -1;
        if (said.type == Type.AS_REP || said.type == Type.TGS_REP) {
            who(said, turn, false);
            turn.identity(turn.source(), Attribute.ROLE, "key distribution center", 0.8);
            turn.identity(turn.source(), Attribute.DOMAIN, lower(said.realm), 0.7);
        }
    }

    private static boolean isRc4(long etype) {
        return etype == ETYPE_RC4 || etype == ETYPE_RC4_EXPORT;
    }

    private static Outcome outcome(Said said) {
        if (said.type != Type.ERROR) return Outcome.SUCCESS;
        boolean goesOn = said.error == ERROR_PREAUTH_REQUIRED || said.error == ERROR_TOO_BIG;
        return goesOn ? Outcome.NOTICE : Outcome.REFUSED;
    }

    /** The client side is where its principal sits: a user, or with {@code $} at the end the machine itself. */
    private static void who(Said said, Turn turn, boolean request) {
        var subject = request ? turn.source() : turn.destination();
        String name = said.client;
        double confidence = request ? 0.7 : 0.8;
        if (name == null || name.isEmpty()) return;
        if (name.endsWith("$")) {
            turn.identity(subject, Attribute.NAME, lower(name.substring(0, name.length() - 1)), confidence);
            turn.identity(subject, Attribute.DOMAIN, lower(said.realm), confidence);
        } else {
            turn.identity(subject, Attribute.USER, said.clientAtRealm(), confidence);
        }
    }

    private static String lower(String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
