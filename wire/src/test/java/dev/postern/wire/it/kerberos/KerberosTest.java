package dev.postern.wire.it.kerberos;

import static dev.postern.wire.it.parts.Asn.integer;
import static dev.postern.wire.it.parts.Asn.join;
import static dev.postern.wire.it.parts.Asn.octets;
import static dev.postern.wire.it.parts.Asn.of;
import static dev.postern.wire.it.parts.Asn.seq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Identity;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Dissector.Recognition;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class KerberosTest {
    private static final int AES = 18, RC4 = 23;
    private final Bench kerberos = new Bench(new KerberosDissector(), Transport.UDP, 88);

    private static byte[] part(int number, Object... contents) {
        return of(0xA0 + number, contents);
    }

    private static byte[] text(String text) {
        return of(0x1B, text);
    }

    private static byte[] name(int type, String... parts) {
        Object[] strings = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) strings[i] = text(parts[i]);
        return seq(part(0, integer(type)), part(1, seq(strings)));
    }

    private static byte[] encrypted(int etype) {
        return seq(part(0, integer(etype)), part(2, octets(1, 2, 3)));
    }

    private static byte[] ticket(String... service) {
        return of(
                0x61,
                seq(part(0, integer(5)), part(1, text("EX.COM")), part(2, name(2, service)), part(3, encrypted(RC4))));
    }

    private static byte[] pa(int kind, byte[] value) {
        return seq(part(1, integer(kind)), part(2, octets((Object) value)));
    }

    private static byte[] asReq(String client, byte[]... pa) {
        byte[] body = seq(
                part(0, of(3, 0, 0x40, 0x81, 0, 0x10)),
                part(1, name(1, client)),
                part(2, text("EX.COM")),
                part(3, name(2, "krbtgt", "EX.COM")),
                part(8, seq(integer(AES), integer(RC4))));
        return of(0x6A, seq(part(1, integer(5)), part(2, integer(10)), part(3, seq((Object[]) pa)), part(4, body)));
    }

    private static byte[] rep(int type, String client, int etype, String... service) {
        return of(
                0x60 + type,
                seq(
                        part(0, integer(5)),
                        part(1, integer(type)),
                        part(3, text("EX.COM")),
                        part(4, name(1, client)),
                        part(5, ticket(service)),
                        part(6, encrypted(etype))));
    }

    private static byte[] error(int code) {
        return of(
                0x7E,
                seq(
                        part(0, integer(5)),
                        part(1, integer(30)),
                        part(6, integer(code)),
                        part(9, text("EX.COM")),
                        part(10, name(2, "krbtgt", "EX.COM"))));
    }

    @Test
    void aLoginNamesTheUserAndTheAnswerTheKeyCentre() {
        kerberos.client(asReq("bob", pa(2, encrypted(AES))));
        kerberos.server(rep(11, "bob", AES, "krbtgt", "EX.COM"));
        assertThat(kerberos.messages())
                .extracting(Message::operation, Message::verb, Message::outcome, Message::target, Message::latencyNanos)
                .containsExactly(
                        tuple("as", Verb.LOGIN, Outcome.REQUEST, "bob@EX.COM", -1L),
                        tuple("as", Verb.LOGIN, Outcome.SUCCESS, "bob@EX.COM", 10_000_000L));
        assertThat(kerberos.messages().getFirst().fields().get("etypes")).isEqualTo(List.of(18L, 23L));
        assertThat(kerberos.messages().getFirst().fields().get("preauthenticated"))
                .isEqualTo(true);
        assertThat(identities())
                .contains(
                        tuple(Attribute.USER, "bob@EX.COM"),
                        tuple(Attribute.ROLE, "key distribution center"),
                        tuple(Attribute.DOMAIN, "ex.com"));
    }

    @Test
    void anAnswerToALoginThatProvedNothingIsMarked() {
        kerberos.client(asReq("svc"));
        kerberos.server(rep(11, "svc", RC4, "krbtgt", "EX.COM"));
        Message answer = kerberos.messages().get(1);
        assertThat(answer.fields().get("without_preauthentication")).isEqualTo(true);
        assertThat(answer.fields().get("rc4")).isEqualTo(true);
    }

    @Test
    void theCallForPreauthenticationIsNoRefusalButAWrongPasswordIs() {
        kerberos.client(asReq("bob"));
        kerberos.server(error(25));
        kerberos.client(asReq("bob", pa(2, encrypted(AES))));
        kerberos.server(error(24));
        assertThat(kerberos.messages())
                .extracting(Message::outcome, m -> m.fields().get("error_name"))
                .containsExactly(
                        tuple(Outcome.REQUEST, null),
                        tuple(Outcome.NOTICE, "pre-authentication required"),
                        tuple(Outcome.REQUEST, null),
                        tuple(Outcome.REFUSED, "pre-authentication failed"));
        assertThat(kerberos.messages()).extracting(Message::target).containsOnly("bob@EX.COM");
    }

    @Test
    void aServiceTicketIsAskedForWithATicketAndMayBeForSomebodyElse() {
        byte[] shown = of(
                0x6E,
                seq(
                        part(0, integer(5)),
                        part(1, integer(14)),
                        part(2, of(3, 0, 0, 0, 0, 0)),
                        part(3, ticket("krbtgt", "EX.COM")),
                        part(4, encrypted(AES))));
        byte[] forUser = seq(part(0, name(1, "admin")), part(1, text("EX.COM")));
        byte[] body = seq(
                part(0, of(3, 0, 0, 2, 0, 0)),
                part(2, text("EX.COM")),
                part(3, name(2, "cifs", "fs-1")),
                part(8, seq(integer(RC4))),
                part(11, seq(ticket("web", "w-1"))));
        kerberos.client(of(
                0x6C,
                seq(
                        part(1, integer(5)),
                        part(2, integer(12)),
                        part(3, seq(pa(1, shown), pa(129, forUser))),
                        part(4, body))));
        Message message = kerberos.messages().getFirst();
        assertThat(message.operation()).isEqualTo("tgs");
        assertThat(message.target()).isEqualTo("cifs/fs-1@EX.COM");
        assertThat(message.fields().get("presented_service")).isEqualTo("krbtgt/EX.COM");
        assertThat(message.fields().get("presented_etype")).isEqualTo(23L);
        assertThat(message.fields().get("for_user")).isEqualTo("admin@EX.COM");
        assertThat(message.fields().get("delegated")).isEqualTo(true);
    }

    @Test
    void aMachineAccountIsTheNameOfTheMachine() {
        kerberos.client(asReq("PC-7$", pa(2, encrypted(AES))));
        assertThat(identities()).containsExactly(tuple(Attribute.NAME, "pc-7"), tuple(Attribute.DOMAIN, "ex.com"));
    }

    @Test
    void overTcpEachMessageHasItsLength() {
        Bench tcp = new Bench(new KerberosDissector(), Transport.TCP, 88);
        byte[] message = asReq("bob");
        byte[] framed = join(ByteBuffer.allocate(4).putInt(message.length).array(), message);
        assertThat(tcp.client(framed)).isEqualTo(framed.length);
        assertThat(tcp.messages()).hasSize(1);
        assertThat(tcp.client(java.util.Arrays.copyOf(framed, 20))).isEqualTo(Dissector.NEED_MORE);
        assertThat(tcp.client("7FFFFFFF 6A")).isEqualTo(Dissector.LOST);
        assertThat(new KerberosDissector().probe(new Bytes().wrap(framed), Transport.TCP, true))
                .isEqualTo(Recognition.CERTAIN);
    }

    @Test
    void anElementBeyondTheEndIsMalformed() {
        byte[] message = error(25);
        message[3] = 127;
        kerberos.client(message);
        assertThat(kerberos.malformed()).extracting(Malformed::rule).containsExactly("element ends early");
        kerberos.client("6A 02 30 00");
        assertThat(kerberos.malformed()).extracting(Malformed::rule).contains("no message");
    }

    private List<org.assertj.core.groups.Tuple> identities() {
        return kerberos.observations.stream()
                .filter(Identity.class::isInstance)
                .map(Identity.class::cast)
                .map(i -> tuple(i.attribute(), i.value()))
                .toList();
    }
}
