package dev.postern.wire.it.snmp;

import static dev.postern.wire.it.parts.Asn.integer;
import static dev.postern.wire.it.parts.Asn.octets;
import static dev.postern.wire.it.parts.Asn.of;
import static dev.postern.wire.it.parts.Asn.oid;
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
import dev.postern.wire.Dissector.Recognition;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnmpTest {
    private static final int GET = 0xA0,
            RESPONSE = 0xA2,
            SET = 0xA3,
            TRAP_1 = 0xA4,
            GET_BULK = 0xA5,
            TRAP_2 = 0xA7,
            REPORT = 0xA8;
    private static final byte[] SYS_DESCR = oid(0x2B, 6, 1, 2, 1, 1, 1, 0);
    private static final byte[] SYS_OBJECT_ID = oid(0x2B, 6, 1, 2, 1, 1, 2, 0);
    private static final byte[] SYS_NAME = oid(0x2B, 6, 1, 2, 1, 1, 5, 0);
    private static final byte[] NULL = of(5);
    /** Engine of enterprise 4196 with the hardware address 00:1b:1b:01:02:03. */
    private static final byte[] ENGINE = Bench.hex("80001064 03 001B1B010203");

    private final Bench snmp = new Bench(new SnmpDissector(), Transport.UDP, 161);

    private static byte[] version2(String community, byte[] pdu) {
        return seq(integer(1), octets(community), pdu);
    }

    private static byte[] pdu(int tag, int id, int second, int third, byte[]... variables) {
        return of(tag, integer(id), integer(second), integer(third), seq((Object[]) variables));
    }

    @Test
    void anAnswerCarriesTheOperationAndObjectOfItsRequestAndSaysWhoTheAgentIs() {
        snmp.client(version2(
                "public", pdu(GET, 7, 0, 0, seq(SYS_DESCR, NULL), seq(SYS_OBJECT_ID, NULL), seq(SYS_NAME, NULL))));
        snmp.server(version2(
                "public",
                pdu(
                        RESPONSE,
                        7,
                        0,
                        0,
                        seq(SYS_DESCR, octets("SCALANCE X208")),
                        seq(SYS_OBJECT_ID, oid(0x2B, 6, 1, 4, 1, 0xA0, 0x64, 3)),
                        seq(SYS_NAME, octets("sw-1")))));
        assertThat(snmp.messages())
                .extracting(Message::operation, Message::verb, Message::outcome, Message::target, Message::latencyNanos)
                .containsExactly(
                        tuple("get", Verb.READ, Outcome.REQUEST, "1.3.6.1.2.1.1.1.0 +2", -1L),
                        tuple("get", Verb.READ, Outcome.SUCCESS, "1.3.6.1.2.1.1.1.0 +2", 10_000_000L));
        assertThat(snmp.messages().getFirst().fields().get("values")).isNull();
        assertThat(snmp.messages().get(1).fields().get("values"))
                .isEqualTo(List.of("SCALANCE X208", "1.3.6.1.4.1.4196.3", "sw-1"));
        assertThat(identities())
                .containsExactly(
                        tuple(Attribute.NOTE, "SCALANCE X208"),
                        tuple(Attribute.FINGERPRINT, "sysObjectID 1.3.6.1.4.1.4196.3"),
                        tuple(Attribute.VENDOR, "Siemens"),
                        tuple(Attribute.NAME, "sw-1"));
    }

    @Test
    void aCommunityThatNobodyGuessesIsNotKept() {
        snmp.client(version2("public", pdu(GET, 1, 0, 0)));
        snmp.client(version2("w4terw0rks", pdu(GET, 2, 0, 0)));
        assertThat(snmp.messages())
                .extracting(m -> m.fields().get("community"), m -> m.fields().get("community_default"))
                .containsExactly(tuple("public", true), tuple("(not a usual one)", false));
        assertThat(snmp.messages().get(1).fields().toString()).doesNotContain("w4ter");
    }

    @Test
    void aSetWritesItsValueAndMayBeRefused() {
        snmp.client(version2("private", pdu(SET, 9, 0, 0, seq(SYS_NAME, octets("x")))));
        snmp.server(version2("private", pdu(RESPONSE, 9, 17, 1, seq(SYS_NAME, octets("x")))));
        assertThat(snmp.messages())
                .extracting(Message::operation, Message::verb, Message::outcome)
                .containsExactly(tuple("set", Verb.WRITE, Outcome.REQUEST), tuple("set", Verb.WRITE, Outcome.REFUSED));
        assertThat(snmp.messages().get(1).fields().get("error")).isEqualTo(17L);
    }

    @Test
    void getBulkHasRepetitionsWhereOthersHaveAnError() {
        snmp.client(version2("public", pdu(GET_BULK, 3, 0, 25, seq(SYS_DESCR, NULL))));
        assertThat(snmp.messages().getFirst().fields().get("repetitions")).isEqualTo(25L);
        assertThat(snmp.messages().getFirst().fields().get("error")).isNull();
    }

    @Test
    void numbersOfAllKindsAreKept() {
        snmp.server(version2(
                "public",
                pdu(
                        RESPONSE,
                        3,
                        0,
                        0,
                        seq(SYS_DESCR, integer(-2)),
                        seq(SYS_DESCR, of(0x41, 0xFF, 0xFF, 0xFF, 0xFE)),
                        seq(SYS_DESCR, of(0x46, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF)),
                        seq(SYS_DESCR, of(0x40, 10, 0, 0, 9)),
                        seq(SYS_DESCR, octets(1, 2, 3)),
                        seq(SYS_DESCR, of(0x81)))));
        assertThat(snmp.messages().getFirst().fields().get("values"))
                .isEqualTo(List.of(-2L, 4294967294L, 0xFF_FFFF_FFFFL, "10.0.0.9", "010203", ""));
        assertThat(snmp.messages().getFirst().fields().get("types"))
                .isEqualTo(List.of("integer", "counter32", "counter64", "address", "octets", "no such instance"));
    }

    @Test
    void trapsOfBothVersionsNameWhatHappened() {
        Bench manager = new Bench(new SnmpDissector(), Transport.UDP, 162);
        byte[] enterprise = oid(0x2B, 6, 1, 4, 1, 0xA0, 0x64);
        manager.client(seq(
                integer(0),
                octets("public"),
                of(TRAP_1, enterprise, of(0x40, 10, 0, 0, 1), integer(6), integer(12), of(0x43, 100), seq())));
        manager.client(version2(
                "public",
                pdu(
                        TRAP_2,
                        1,
                        0,
                        0,
                        seq(oid(0x2B, 6, 1, 2, 1, 1, 3, 0), of(0x43, 100)),
                        seq(oid(0x2B, 6, 1, 6, 3, 1, 1, 4, 1, 0), oid(0x2B, 6, 1, 6, 3, 1, 1, 5, 3)))));
        assertThat(manager.messages())
                .extracting(Message::operation, Message::outcome, Message::target)
                .containsExactly(
                        tuple("trap", Outcome.NOTICE, "1.3.6.1.4.1.4196.12"),
                        tuple("trap", Outcome.NOTICE, "1.3.6.1.6.3.1.1.5.3"));
    }

    private static byte[] version3(int flags, String user, byte[] data) {
        byte[] parameters = seq(octets(ENGINE), integer(4), integer(1000), octets(user), octets(), octets());
        return seq(integer(3), seq(integer(77), integer(1500), octets(flags), integer(3)), octets(parameters), data);
    }

    @Test
    void version3NamesTheUserAndTheEngine() {
        snmp.client(version3(7, "operator", octets(1, 2, 3, 4)));
        snmp.server(version3(3, "operator", octets(1, 2, 3, 4)));
        assertThat(snmp.messages())
                .extracting(Message::operation, Message::outcome, Message::latencyNanos)
                .containsExactly(
                        tuple("encrypted", Outcome.REQUEST, -1L), tuple("encrypted", Outcome.SUCCESS, 10_000_000L));
        assertThat(identities())
                .containsExactly(
                        tuple(Attribute.USER, "operator"),
                        tuple(Attribute.USER, "operator"),
                        tuple(Attribute.FINGERPRINT, "engine 8000106403001b1b010203"),
                        tuple(Attribute.VENDOR, "Siemens"),
                        tuple(Attribute.ADDRESS, "00:1b:1b:01:02:03"));
    }

    @Test
    void aReportOfAnUnknownUserRefusesHisLoginAndOneThatTellsTheEngineDoesNot() {
        byte[] asked = seq(octets(), octets(), pdu(GET, 1, 0, 0));
        for (int counter : new int[] {3, 4}) {
            byte[] name = oid(0x2B, 6, 1, 6, 3, 15, 1, 1, counter, 0);
            snmp.client(version3(4, "bob", asked));
            snmp.server(version3(0, "bob", seq(octets(), octets(), pdu(REPORT, 1, 0, 0, seq(name, of(0x41, 1))))));
        }
        assertThat(snmp.messages())
                .extracting(
                        Message::operation,
                        Message::outcome,
                        m -> m.fields().get("reason"),
                        m -> m.fields().get("user"))
                .containsExactly(
                        tuple("get", Outcome.REQUEST, null, "bob"),
                        tuple("get", Outcome.REFUSED, "user unknown", "bob"),
                        tuple("login", Outcome.REFUSED, null, "bob"),
                        tuple("get", Outcome.REQUEST, null, "bob"),
                        tuple("get", Outcome.SUCCESS, "engine id wanted", "bob"));
    }

    @Test
    void recognisedOnlyIfThePartsFillTheMessage() {
        byte[] good = version2("public", pdu(GET, 1, 0, 0, seq(SYS_DESCR, NULL)));
        assertThat(probe(good)).isEqualTo(Recognition.CERTAIN);
        good[1]--;
        assertThat(probe(good)).isEqualTo(Recognition.NOT);
        // An LDAP unbind request.
        assertThat(probe(seq(integer(1), of(0x42)))).isEqualTo(Recognition.NOT);
    }

    @Test
    void aVariableBeyondTheEndIsMalformed() {
        byte[] bad = version2("public", pdu(GET, 1, 0, 0, seq(SYS_DESCR, NULL)));
        bad[bad.length - 1] = 9;
        snmp.client(bad);
        assertThat(snmp.messages()).hasSize(1);
        bad[bad.length - 13] = 40;
        snmp.client(bad);
        assertThat(snmp.malformed()).extracting(Malformed::rule).contains("variable ends early");
    }

    private static Recognition probe(byte[] bytes) {
        return new SnmpDissector().probe(new Bytes().wrap(bytes), Transport.UDP, true);
    }

    private List<org.assertj.core.groups.Tuple> identities() {
        return snmp.observations.stream()
                .filter(Identity.class::isInstance)
                .map(Identity.class::cast)
                .map(i -> tuple(i.attribute(), i.value()))
                .toList();
    }
}
