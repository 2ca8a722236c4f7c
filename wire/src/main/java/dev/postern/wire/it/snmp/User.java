package dev.postern.wire.it.snmp;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Ber;
import dev.postern.wire.it.parts.Text;

/** Parameters of the user-based security model, RFC 3414 section 2.4: whose key, and which engine. */
final class User {
    private static final int TEXT_BYTES_MAX = 64;
    private static final int ENGINE_BYTES_MIN = 5, ENGINE_BYTES_MAX = 32;
    private static final int FORMAT_IPV4 = 1, FORMAT_MAC = 3, FORMAT_TEXT = 4;

    private Bytes engine = new Bytes();
    private long boots;
    private long time;
    private String name = "";

    /** @param octets the octet string that holds the parameters */
    static User read(Bytes bytes, Ber octets) {
        Ber outer = octets.inside();
        if (!outer.next(Ber.SEQUENCE)) return null;
        Ber parts = outer.inside();
        User user = new User();
        if (parts.next(Ber.OCTET_STRING)) user.engine = parts.value();
        if (parts.next(Ber.INTEGER)) user.boots = parts.integer();
        if (parts.next(Ber.INTEGER)) user.time = parts.integer();
        if (parts.next(Ber.OCTET_STRING)) user.name = Text.orHex(bytes, parts.start(), parts.length(), TEXT_BYTES_MAX);
        return user;
    }

    void fill(Turn.Draft draft) {
        if (engine.length() > 0) draft.field("engine", engineText());
        draft.field("engine_boots", boots).field("engine_time", time).field("user", name.isEmpty() ? null : name);
    }

    void refused(Turn turn) {
        turn.message("login", Verb.LOGIN, Outcome.REFUSED)
                .target(name)
                .field("user", name.isEmpty() ? null : name)
                .emit();
    }

    private String engineText() {
        return engine.hex(0, Math.min(engine.length(), ENGINE_BYTES_MAX));
    }

    /** The engine named is that of the side that is asked, or that sends a notification; the user that of the side that asks. */
    void tell(Turn turn, boolean asks, boolean tied) {
        Address asking = asks || !tied ? turn.source() : turn.destination();
        if (!name.isEmpty()) turn.identity(asking, Attribute.USER, name, 0.8);
        if (engine.length() < ENGINE_BYTES_MIN || asks) return;
        Address subject = turn.source();
        turn.identity(subject, Attribute.FINGERPRINT, "engine " + engineText(), 0.8);
        if ((engine.u8(0) & 0x80) == 0) return;
        turn.identity(subject, Attribute.VENDOR, Enterprises.name(engine.u32(0) & 0x7FFF_FFFFL), 0.7);
        int format = engine.u8(4);
        if (format == FORMAT_IPV4 && engine.length() == 9)
            turn.identity(
                    subject, Attribute.ADDRESS, Address.ipv4(engine.i32(5)).toString(), 0.7);
        if (format == FORMAT_MAC && engine.length() == 11)
            turn.identity(subject, Attribute.ADDRESS, Address.macText(engine.u48(5)), 0.7);
        if (format == FORMAT_TEXT && Text.isText(engine, 5, engine.length() - 5))
            turn.identity(subject, Attribute.NOTE, engine.utf8(5, engine.length() - 5), 0.6);
    }
}
