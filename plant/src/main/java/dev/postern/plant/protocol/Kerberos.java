package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Kerberos version 5 over TCP: RFC 4120 section 5 and 7.2.2. What is encrypted is noise of the right length, by AES-256. */
public final class Kerberos {
    public static final int PORT = 88;
    private static final int VERSION = 5;
    private static final int AES_256 = 18;
    private static final int KEY_VERSION = 2;
    private static final int AS_REQUEST = 10;
    private static final int AS_ANSWER = 11;
    private static final int TGS_REQUEST = 12;
    private static final int TGS_ANSWER = 13;
    private static final int AP_REQUEST = 14;
    private static final int ERROR = 30;
    private static final int PREAUTHENTICATION_REQUIRED = 25;
    private static final int ENCRYPTED_TIME = 2;
    private static final int TICKET_GRANTING = 1;
    private static final int PERSON = 1;
    private static final int SERVICE = 2;
    private static final int TICKET_BYTES = 1_050;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT);

    private Kerberos() {}

    /** Who wants a ticket for what; {@code service} with slashes. */
    public record Wish(String user, String realm, String service, int nonce, long tillNanos) {}

    private static byte[] framed(byte[] message) {
        return new Out(4 + message.length).u32(message.length).bytes(message).done();
    }

    private static byte[] at(int number, byte[] content) {
        return Ber.element(0xA0 | number, content);
    }

    private static byte[] name(int kind, String... parts) {
        byte[][] all = new byte[parts.length][];
        for (int i = 0; i < parts.length; i++) all[i] = Ber.text(Ber.GENERAL_STRING, parts[i]);
        return Ber.sequence(at(0, Ber.integer(kind)), at(1, Ber.sequence(all)));
    }

    private static byte[] realm(String realm) {
        return Ber.text(Ber.GENERAL_STRING, realm);
    }

    private static byte[] time(long nanos) {
        return Ber.text(
                Ber.GENERALIZED_TIME,
                TIME.format(Instant.ofEpochSecond(nanos / 1_000_000_000L).atOffset(ZoneOffset.UTC)));
    }

    private static byte[] encrypted(byte[] noise) {
        return Ber.sequence(
                at(0, Ber.integer(AES_256)), at(1, Ber.integer(KEY_VERSION)), at(2, Ber.element(Ber.OCTETS, noise)));
    }

    private static byte[] body(Wish wish, boolean named) {
        byte[] options = at(0, Ber.element(3, new byte[] {0, 0x40, (byte) 0x81, 0, 0x10}));
        byte[] who = named ? at(1, name(PERSON, wish.user)) : new byte[0];
        return at(
                4,
                Ber.sequence(
                        options,
                        who,
                        at(2, realm(wish.realm)),
                        at(3, name(SERVICE, wish.service.split("/"))),
                        at(5, time(wish.tillNanos)),
                        at(7, Ber.integer(wish.nonce)),
                        at(8, Ber.sequence(Ber.integer(AES_256), Ber.integer(17)))));
    }

    private static byte[] request(int kind, byte[] proof, byte[] body) {
        return framed(Ber.element(
                0x60 | kind, Ber.sequence(at(1, Ber.integer(VERSION)), at(2, Ber.integer(kind)), proof, body)));
    }

    /** First without proof, which is refused, then with the time encrypted by the password. */
    public static byte[] login(Wish wish, byte[] encryptedTime) {
        byte[] proof = encryptedTime.length == 0
                ? new byte[0]
                : at(
                        3,
                        Ber.sequence(proof(
                                ENCRYPTED_TIME,
                                Ber.sequence(
                                        at(0, Ber.integer(AES_256)), at(2, Ber.element(Ber.OCTETS, encryptedTime))))));
        return request(AS_REQUEST, proof, body(wish, true));
    }

    private static byte[] proof(int kind, byte[] value) {
        return Ber.sequence(at(1, Ber.integer(kind)), at(2, Ber.element(Ber.OCTETS, value)));
    }

    public static byte[] proofRequired(Wish wish, long nowNanos) {
        return framed(Ber.element(
                0x60 | ERROR,
                Ber.sequence(
                        at(0, Ber.integer(VERSION)),
                        at(1, Ber.integer(ERROR)),
                        at(4, time(nowNanos)),
                        at(5, Ber.integer(nowNanos / 1_000 % 1_000_000)),
                        at(6, Ber.integer(PREAUTHENTICATION_REQUIRED)),
                        at(9, realm(wish.realm)),
                        at(10, name(SERVICE, wish.service.split("/"))))));
    }

    /** @param noise at least {@value #TICKET_BYTES} bytes */
    private static byte[] ticket(Wish wish, byte[] noise) {
        return Ber.element(
                0x61,
                Ber.sequence(
                        at(0, Ber.integer(VERSION)),
                        at(1, realm(wish.realm)),
                        at(2, name(SERVICE, wish.service.split("/"))),
                        at(3, encrypted(java.util.Arrays.copyOf(noise, TICKET_BYTES)))));
    }

    private static byte[] answer(int kind, Wish wish, byte[] noise) {
        return framed(Ber.element(
                0x60 | kind,
                Ber.sequence(
                        at(0, Ber.integer(VERSION)),
                        at(1, Ber.integer(kind)),
                        at(3, realm(wish.realm)),
                        at(4, name(PERSON, wish.user)),
                        at(5, ticket(wish, noise)),
                        at(6, encrypted(java.util.Arrays.copyOf(noise, 280))))));
    }

    public static byte[] loggedIn(Wish wish, byte[] noise) {
        return answer(AS_ANSWER, wish, noise);
    }

    /** With the ticket of the login. */
    public static byte[] ask(Wish wish, byte[] noise) {
        Wish granting = new Wish(wish.user, wish.realm, "krbtgt/" + wish.realm, wish.nonce, wish.tillNanos);
        byte[] application = Ber.element(
                0x60 | AP_REQUEST,
                Ber.sequence(
                        at(0, Ber.integer(VERSION)),
                        at(1, Ber.integer(AP_REQUEST)),
                        at(2, Ber.element(3, new byte[5])),
                        at(3, ticket(granting, noise)),
                        at(4, encrypted(java.util.Arrays.copyOf(noise, 180)))));
        return request(TGS_REQUEST, at(3, Ber.sequence(proof(TICKET_GRANTING, application))), body(wish, false));
    }

    public static byte[] granted(Wish wish, byte[] noise) {
        return answer(TGS_ANSWER, wish, noise);
    }
}
