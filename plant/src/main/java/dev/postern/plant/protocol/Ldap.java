package dev.postern.plant.protocol;

/** LDAP version 3: RFC 4511 section 4. */
public final class Ldap {
    public static final int PORT = 389;
    private static final int VERSION = 3;
    private static final int SUBTREE = 2;

    private Ldap() {}

    private static byte[] message(int id, byte[] operation) {
        return Ber.sequence(Ber.integer(id), operation);
    }

    private static byte[] octets(String text) {
        return Ber.text(Ber.OCTETS, text);
    }

    private static byte[] success(int tag) {
        return Ber.element(tag, Ber.integer(Ber.ENUMERATED, 0), octets(""), octets(""));
    }

    /** Name and password in clear. */
    public static byte[] bind(int id, String name, String password) {
        return message(id, Ber.element(0x60, Ber.integer(VERSION), octets(name), Ber.text(0x80, password)));
    }

    public static byte[] bound(int id) {
        return message(id, success(0x61));
    }

    /** Who below {@code base} has {@code attribute} equal to {@code value}, and what is its {@code wanted}? */
    public static byte[] search(int id, String base, String attribute, String value, String wanted) {
        return message(
                id,
                Ber.element(
                        0x63,
                        octets(base),
                        Ber.integer(Ber.ENUMERATED, SUBTREE),
                        Ber.integer(Ber.ENUMERATED, 0),
                        Ber.integer(0),
                        Ber.integer(0),
                        Ber.bool(1, false),
                        Ber.element(0xA3, octets(attribute), octets(value)),
                        Ber.sequence(octets(wanted))));
    }

    public static byte[] found(int id, String name, String attribute, String value) {
        byte[] pair = Ber.sequence(octets(attribute), Ber.element(0x31, octets(value)));
        return message(id, Ber.element(0x64, octets(name), Ber.sequence(pair)));
    }

    public static byte[] searched(int id) {
        return message(id, success(0x65));
    }

    public static byte[] unbind(int id) {
        return message(id, Ber.element(0x42));
    }
}
