package dev.postern.wire.it.ldap;

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
import dev.postern.wire.Sample;
import dev.postern.wire.it.parts.Ber;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class LdapTest {
    private final Bench ldap = new Bench(new LdapDissector(), Transport.TCP, 389);

    private static byte[] message(int id, byte[] operation) {
        return seq(integer(id), operation);
    }

    private static byte[] simpleBind(int id, String name, String password) {
        return message(id, of(0x60, integer(3), octets(name), of(0x80, password)));
    }

    private static byte[] result(int id, int tag, int code, String text) {
        return message(id, of(tag, of(Ber.ENUMERATED, code), octets(), octets(text)));
    }

    private static byte[] search(int id, String base, byte[] filter, String... attributes) {
        Object[] names = new Object[attributes.length];
        for (int i = 0; i < names.length; i++) names[i] = octets(attributes[i]);
        return message(
                id,
                of(
                        0x63,
                        octets(base),
                        of(Ber.ENUMERATED, 2),
                        of(Ber.ENUMERATED, 0),
                        integer(100),
                        integer(0),
                        of(Ber.BOOLEAN, 0),
                        filter,
                        seq(names)));
    }

    private static byte[] equal(String name, String value) {
        return of(0xA3, octets(name), octets(value));
    }

    @Test
    void aPasswordInClearIsFlaggedAndNotKept() {
        ldap.client(simpleBind(1, "cn=op", "s3cret"));
        ldap.server(result(1, 0x61, 49, "data 52e"));
        assertThat(ldap.messages())
                .extracting(Message::operation, Message::verb, Message::outcome, Message::target)
                .containsExactly(
                        tuple("bind", Verb.LOGIN, Outcome.REQUEST, "cn=op"),
                        tuple("bind", Verb.LOGIN, Outcome.REFUSED, "cn=op"));
        assertThat(ldap.messages().getFirst().fields().get("credentials")).isEqualTo(true);
        assertThat(ldap.messages().getFirst().fields().toString()).doesNotContain("s3cret");
        assertThat(ldap.messages().get(1).fields().get("result_name")).isEqualTo("invalid credentials");
        assertThat(identities(ldap)).containsExactly(tuple(Attribute.USER, "cn=op"));
    }

    @Test
    void aBindWithoutPasswordIsAnonymousOrUnauthenticated() {
        ldap.client(simpleBind(1, "", ""));
        ldap.client(simpleBind(2, "cn=op", ""));
        assertThat(ldap.messages())
                .extracting(m -> m.fields().get("bind"), m -> m.fields().get("credentials"))
                .containsExactly(tuple("anonymous", null), tuple("unauthenticated", null));
    }

    @Test
    void aSearchShowsWhatWasLookedForAndHowMuchWasFound() {
        byte[] filter = of(
                0xA0,
                equal("objectClass", "user"),
                of(0xA2, of(0xA4, octets("cn"), seq(of(0x80, "a"), of(0x81, "b"), of(0x82, "c")))),
                of(0xA9, of(0x81, "1.2.3"), of(0x82, "flags"), of(0x83, "2")),
                of(0xA1, of(0x87, "mail"), of(0xA5, octets("uid"), octets("5"))));
        ldap.client(search(7, "DC=works", filter, "servicePrincipalName"));
        for (int i = 0; i < 2; i++)
            ldap.server(message(
                    7, of(0x64, octets("CN=x,DC=works"), seq(seq(octets("cn"), of(Ber.SET, octets("x")))))));
        ldap.server(result(7, 0x65, 0, ""));
        Message asked = ldap.messages().getFirst();
        assertThat(asked.target()).isEqualTo("DC=works");
        assertThat(asked.fields().get("filter"))
                .isEqualTo("(&(objectClass=user)(!(cn=a*b*c))(flags:1.2.3:=2)(|(mail=*)(uid>=5)))");
        assertThat(asked.fields().get("scope_name")).isEqualTo("subtree");
        assertThat(asked.fields().get("attributes")).isEqualTo(List.of("servicePrincipalName"));
        assertThat(ldap.messages())
                .extracting(Message::outcome)
                .containsExactly(Outcome.REQUEST, Outcome.NOTICE, Outcome.NOTICE, Outcome.SUCCESS);
        assertThat(ldap.messages().get(3).fields().get("entries")).isEqualTo(2L);
        assertThat(ldap.messages().get(3).latencyNanos()).isEqualTo(30_000_000L);
    }

    private String called(String base, byte[] filter) {
        ldap.client(search(9, base, filter));
        ldap.server(result(9, 0x65, 0, ""));
        assertThat(ldap.messages().getLast().operation())
                .isEqualTo(ldap.messages().get(ldap.messages().size() - 2).operation());
        return ldap.messages().getLast().operation();
    }

    @Test
    void aSearchIsCalledByWhatItLooksForWhereItsFilterSaysIt() {
        byte[] services = of(0x87, "servicePrincipalName");
        byte[] flags =
                of(0xA9, of(0x81, "1.2.840.113556.1.4.803"), of(0x82, "userAccountControl"), of(0x83, "4194304"));
        byte[] everything = of(0x87, "objectClass");
        byte[] users = equal("objectCategory", "person");
        assertThat(called("DC=works", of(0xA0, users, services))).isEqualTo("search accounts of services");
        assertThat(called("DC=works", of(0xA0, users, flags))).isEqualTo("search accounts without proof");
        assertThat(called("DC=works,DC=local", everything)).isEqualTo("search everything");
        assertThat(called("DC=works", of(0xA0, users, of(0xA2, services)))).isEqualTo("search");
        assertThat(called("DC=works", equal("servicePrincipalName", "host/pc1")))
                .isEqualTo("search");
        assertThat(called("OU=pumps,DC=works", everything)).isEqualTo("search");
        assertThat(called("", everything)).isEqualTo("search");
    }

    @Test
    void changesAreNamedWithoutTheirValues() {
        ldap.client(message(
                3,
                of(
                        0x66,
                        octets("CN=bob"),
                        seq(seq(of(Ber.ENUMERATED, 2), seq(octets("description"), of(Ber.SET, octets("x"))))))));
        ldap.client(message(
                4, of(0x68, octets("CN=new"), seq(seq(octets("objectClass"), of(Ber.SET, octets("computer")))))));
        ldap.client(message(5, of(0x4A, "CN=old")));
        assertThat(ldap.messages())
                .extracting(Message::operation, Message::verb, Message::target)
                .containsExactly(
                        tuple("modify", Verb.CONFIGURE, "CN=bob"),
                        tuple("add", Verb.CONFIGURE, "CN=new"),
                        tuple("delete", Verb.CONFIGURE, "CN=old"));
        assertThat(ldap.messages().getFirst().fields().get("changes")).isEqualTo(List.of("replace description"));
        assertThat(ldap.messages().get(1).fields().get("attributes")).isEqualTo(List.of("objectClass"));
    }

    private byte[] changed(String... attributes) {
        byte[][] changes = new byte[attributes.length][];
        for (int i = 0; i < attributes.length; i++)
            changes[i] = seq(of(Ber.ENUMERATED, 0), seq(octets(attributes[i]), of(Ber.SET, octets("x"))));
        return of(0x66, octets("CN=bob"), seq((Object[]) changes));
    }

    private byte[] added(String attribute) {
        return of(0x68, octets("CN=new"), seq(seq(octets(attribute), of(Ber.SET, octets("x")))));
    }

    @Test
    void whatLetsSomebodyInOrDoMoreIsAChangeOfRightsOfRequestAndAnswer() {
        ldap.client(message(3, changed("MEMBER", "description")));
        ldap.server(result(3, 0x67, 50, ""));
        ldap.client(message(4, changed("msDS-KeyCredentialLink;binary")));
        ldap.client(message(5, changed("memberOf", "remember")));
        ldap.client(message(6, added("sAMAccountName")));
        ldap.client(message(7, added("sAMAccountType")));
        assertThat(ldap.messages())
                .extracting(Message::operation, Message::verb, Message::outcome)
                .containsExactly(
                        tuple("modify rights", Verb.PROTECT, Outcome.REQUEST),
                        tuple("modify rights", Verb.PROTECT, Outcome.REFUSED),
                        tuple("modify rights", Verb.PROTECT, Outcome.REQUEST),
                        tuple("modify", Verb.CONFIGURE, Outcome.REQUEST),
                        tuple("add account", Verb.PROTECT, Outcome.REQUEST),
                        tuple("add", Verb.CONFIGURE, Outcome.REQUEST));
        assertThat(ldap.messages().getFirst().fields().get("changes"))
                .isEqualTo(List.of("add MEMBER", "add description"));
    }

    @Test
    void aControllerThatIsLookedForSaysWhoItIs() {
        Bench cldap = new Bench(new LdapDissector(), Transport.UDP, 389);
        cldap.client(search(1, "", of(0xA0, equal("DnsDomain", "works.example"), equal("Host", "PC-7")), "Netlogon"));
        // Opcode 23, flags, GUID; forest "w.ex", domain the same, host "dc1" before it, WORKS, DC1, no user, two sites.
        byte[] answer = Bench.hex(
                "1700 0000 FD330000" + "11".repeat(16)
                        + "01 77 02 6578 00  C018  03 646331 C018  05 574F524B53 00  03 444331 00  00  01 41 00 C02E  05000000 FFFF FFFF");
        cldap.server(message(1, of(0x64, octets(), seq(seq(octets("Netlogon"), of(Ber.SET, octets((Object)
                answer)))))));
        assertThat(cldap.messages()).extracting(Message::protocol).containsOnly("cldap");
        assertThat(cldap.messages().get(1).fields().get("host_name")).isEqualTo("dc1.w.ex");
        assertThat(cldap.messages().get(1).fields().get("domain")).isEqualTo("WORKS");
        assertThat(identities(cldap))
                .containsExactly(
                        tuple(Attribute.NAME, "pc-7"),
                        tuple(Attribute.NAME, "dc1.w.ex"),
                        tuple(Attribute.DOMAIN, "w.ex"),
                        tuple(Attribute.ROLE, "domain controller"));
    }

    @Test
    void theEntryWithoutANameIsTheServer() {
        ldap.server(message(
                2,
                of(
                        0x64,
                        octets(),
                        seq(
                                seq(octets("dnsHostName"), of(Ber.SET, octets("DC1.works.example"))),
                                seq(octets("defaultNamingContext"), of(Ber.SET, octets("DC=works,DC=example")))))));
        assertThat(identities(ldap))
                .containsExactly(tuple(Attribute.NAME, "dc1.works.example"), tuple(Attribute.DOMAIN, "works.example"));
    }

    @Test
    void whatIsOnlySignedIsReadAndWhatIsSealedPasses() {
        byte[] search = search(9, "DC=works", of(0x87, "cn"));
        ldap.client(join(length(16 + search.length), new byte[16], search));
        // A Kerberos token with a checksum of 12 octets turned to the front.
        ldap.client(join(length(28 + search.length), Bench.hex("0504 04 FF 000C 000C" + "00".repeat(8 + 12)), search));
        ldap.client(join(length(40), Bench.hex("0504 06 FF 0000 001C"), new byte[32]));
        assertThat(ldap.messages()).extracting(Message::operation).containsExactly("search", "search", "sealed");
    }

    private static byte[] length(int octets) {
        return ByteBuffer.allocate(4).putInt(octets).array();
    }

    @Test
    void afterStartTlsTheHandshakeIsRead() {
        ldap.client(message(1, of(0x77, of(0x80, "1.3.6.1.4.1.1466.20037"))));
        ldap.server(message(1, of(0x78, of(Ber.ENUMERATED, 0), octets(), octets())));
        assertThat(ldap.messages()).extracting(Message::operation).containsExactly("start tls", "start tls");
        ldap.client(Sample.bytes("tls-hello"));
        assertThat(ldap.messages().get(2).protocol()).isEqualTo("tls");
    }

    @Test
    void aDeepFilterIsCut() {
        byte[] filter = of(0x87, "cn");
        for (int i = 0; i < 60; i++) filter = of(0xA2, (Object) filter);
        ldap.client(search(1, "", filter));
        assertThat(ldap.messages().getFirst().fields().text("filter"))
                .startsWith("(!(!(")
                .hasSizeLessThan(100);
    }

    @Test
    void lengthsDecideWhetherItIsLdap() {
        byte[] bind = simpleBind(1, "cn=op", "x");
        assertThat(probe(bind)).isEqualTo(Recognition.CERTAIN);
        assertThat(ldap.client(java.util.Arrays.copyOf(bind, 10))).isEqualTo(Dissector.NEED_MORE);
        bind[1]++;
        assertThat(probe(join(bind, 0))).isEqualTo(Recognition.NOT);
        assertThat(probe(message(1, of(0xA0, integer(1))))).isEqualTo(Recognition.NOT);
        assertThat(ldap.client("30 85 0000000001")).isEqualTo(Dissector.LOST);
    }

    @Test
    void anElementBeyondTheEndIsMalformed() {
        byte[] bind = simpleBind(1, "cn=op", "pw");
        bind[bind.length - 3] = 60;
        ldap.client(bind);
        assertThat(ldap.malformed()).extracting(Malformed::rule).containsExactly("element ends early");
    }

    private static Recognition probe(byte[] bytes) {
        return new LdapDissector().probe(new Bytes().wrap(bytes), Transport.TCP, true);
    }

    private static List<org.assertj.core.groups.Tuple> identities(Bench bench) {
        return bench.observations.stream()
                .filter(Identity.class::isInstance)
                .map(Identity.class::cast)
                .map(i -> tuple(i.attribute(), i.value()))
                .toList();
    }
}
