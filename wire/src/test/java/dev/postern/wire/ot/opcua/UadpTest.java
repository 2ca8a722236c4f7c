package dev.postern.wire.ot.opcua;

import static dev.postern.wire.ot.opcua.UadpMetadataTest.META;
import static dev.postern.wire.ot.opcua.UadpMetadataTest.TYPES;
import static dev.postern.wire.ot.opcua.UadpMetadataTest.VERSION;
import static dev.postern.wire.ot.opcua.UadpMetadataTest.announcement;
import static dev.postern.wire.ot.opcua.UadpMetadataTest.raw;
import static dev.postern.wire.ot.opcua.UadpMetadataTest.scalar;
import static dev.postern.wire.ot.opcua.UadpMetadataTest.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
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

/** Octets put together from the tables of OPC 10000-14 release 1.05; sections are of it. */
class UadpTest {
    private final Bench bench = new Bench(new UadpDissector(), Transport.UDP, 4840);

    private Message message(int index) {
        return bench.messages().get(index);
    }

    private Object field(int index, String name) {
        return message(index).fields().get(name);
    }

    private static Recognition probe(String hex) {
        return new UadpDissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.UDP, true);
    }

    /** 7.2.4.4.2 flags, publisher id and group header; 7.2.4.5.2 payload header; 7.2.4.5.3 sizes; 7.2.4.5.4 headers; 7.2.4.5.5 key frames. */
    @Test
    void eachWriterOfAMessageTellsItsFieldsByTheirPlace() {
        bench.client("f1 01 2a00"
                + "0f 6400 01000000 0200 0700"
                + "02 0100 0200"
                + "1100 1300"
                + "09 0500 0300 0a0000a441 0101 0601000000"
                + "0d 0600 0200 01 0607000000 03 040300 00004040");
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(
                        m -> m.operation() + ", " + m.unit() + ", " + m.target() + ", " + m.verb() + ", " + m.outcome())
                .containsExactly(
                        "key frame, publisher 42, group 100 writer 1, REPORT, NOTICE",
                        "key frame, publisher 42, group 100 writer 2, REPORT, NOTICE");
        assertThat(field(0, "writer_group")).isEqualTo(100L);
        assertThat(field(0, "group_version")).isEqualTo(1L);
        assertThat(field(0, "message_number")).isEqualTo(2L);
        assertThat(field(0, "group_sequence")).isEqualTo(7L);
        assertThat(field(0, "sequence")).isEqualTo(5L);
        assertThat(field(0, "encoding")).isEqualTo("variant");
        assertThat(field(0, "item_ids"))
                .isEqualTo(List.of(
                        "group 100 writer 1 field 0", "group 100 writer 1 field 1", "group 100 writer 1 field 2"));
        assertThat(field(0, "values")).isEqualTo(List.of(20.5, true, 1L));
        assertThat(field(0, "types")).isEqualTo(List.of("float", "boolean", "int32"));
        assertThat(field(0, "results")).isNull();
        assertThat(field(1, "encoding")).isEqualTo("data value");
        assertThat(field(1, "values")).isEqualTo(List.of(7L, 3L));
        assertThat(field(1, "results")).isEqualTo(List.of(0L, 0x4040_0000L));
    }

    @Test
    void fieldsBeyondTheLimitAreCounted() {
        bench.client("71 05 01 0100 01 0300 01 0301" + "0101".repeat(259));
        assertThat(bench.malformed()).isEmpty();
        assertThat((List<?>) field(0, "values")).hasSize(DataSetMessage.FIELDS_MAX);
        assertThat(field(0, "more_fields")).isEqualTo(3L);
    }

    /** 7.2.4.5.6: each field of a delta frame has its index; table 162: timestamp, status and versions. */
    @Test
    void aDeltaFrameNamesTheFieldsThatItHas() {
        bench.client("71 05 01 0100 01 0300"
                + "f1 11 00c08976453cda01 8a80 02000000 03000000"
                + "0100 0400 0b0000000000000440");
        assertThat(bench.malformed()).isEmpty();
        assertThat(message(0).operation()).isEqualTo("delta frame");
        assertThat(message(0).target()).isEqualTo("group 1 writer 3");
        assertThat(field(0, "item_ids")).isEqualTo(List.of("group 1 writer 3 field 4"));
        assertThat(field(0, "values")).isEqualTo(List.of(2.5));
        assertThat(field(0, "set_millis")).isEqualTo(1_704_067_200_000L);
        assertThat(field(0, "status")).isEqualTo(0x808A_0000L);
        assertThat(field(0, "error")).isEqualTo("BadNotConnected");
        assertThat(field(0, "major_version")).isEqualTo(2L);
        assertThat(field(0, "minor_version")).isEqualTo(3L);
    }

    /** Table 154: the id of the publisher in each type, a class of data sets, time stamp, promoted fields. */
    @Test
    void publishersOfEachTypeAreNamed() {
        String rest = "01 0100 01 0100 0305";
        bench.client("31 05" + rest);
        bench.client("b1 01 0501" + rest);
        bench.client("b1 02 05010000" + rest);
        bench.client("b1 03 ffffffffffffffff" + rest);
        bench.client("b1 04 02000000 5031" + rest);
        bench.client(
                "b1 e8 02 05 00112233445566778899aabbccddeeff 01 0100 00c08976453cda01 0100 0200 0307 01 0100 0305");
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::unit)
                .containsExactly(
                        "publisher 5",
                        "publisher 261",
                        "publisher 261",
                        "publisher 18446744073709551615",
                        "publisher P1",
                        "publisher 5");
        assertThat(bench.messages()).extracting(Message::target).containsOnly("group 1 data set 0");
        assertThat(field(5, "class_id")).isEqualTo("33221100-5544-7766-8899-aabbccddeeff");
        assertThat(field(5, "sent_millis")).isEqualTo(1_704_067_200_000L);
        assertThat(field(5, "values")).isEqualTo(List.of(5L));
        assertThat(bench.observations)
                .filteredOn(Identity.class::isInstance)
                .extracting(o -> ((Identity) o).value())
                .containsExactly(
                        "OPC UA publisher 5",
                        "OPC UA publisher 261",
                        "OPC UA publisher 18446744073709551615",
                        "OPC UA publisher P1");
    }

    /** 7.2.4.5.8 and 7.2.4.5.9: an event is a report; a keep alive has no fields; raw fields are octets; an invalid message is not looked into. */
    @Test
    void eventsKeepAlivesAndRawFieldsAreTold() {
        bench.client("71 05 01 0100 01 0300 81 02 0100 0c02000000 6869");
        bench.client("71 05 01 0100 01 0300 89 03 0900");
        bench.client("71 05 01 0100 01 0300 03 0102030405");
        bench.client("71 05 01 0100 01 0300 00 ffff");
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(m -> m.operation() + " " + m.verb())
                .containsExactly("event REPORT", "keep alive SESSION", "key frame REPORT", "key frame REPORT");
        assertThat(field(0, "values")).isEqualTo(List.of("hi"));
        assertThat(field(1, "sequence")).isEqualTo(9L);
        assertThat(field(2, "encoding")).isEqualTo("raw");
        assertThat(field(2, "data")).isEqualTo("0102030405");
        assertThat(field(3, "valid")).isEqualTo(false);
        assertThat(field(3, "values")).isNull();
    }

    /** 7.2.4.4.3: nothing is read of what is encrypted; what is only signed is read up to the signature. */
    @Test
    void whatIsEncryptedStaysClosedAndWhatIsSignedIsRead() {
        String signature = "00".repeat(31) + "01";
        bench.client("f1 10 07 01 6400 01 0100 03 01000000 08 0102030405060708 0100 0305 0000" + signature);
        bench.client("f1 10 07 01 6400 01 0100 01 01000000 00 01 0100 0305" + signature);
        assertThat(bench.malformed()).isEmpty();
        assertThat(message(0).operation()).isEqualTo("encrypted message");
        assertThat(message(0).target()).isEqualTo("group 100");
        assertThat(field(0, "security_token")).isEqualTo(1L);
        assertThat(field(0, "size")).isEqualTo(6L);
        assertThat(field(0, "writers")).isEqualTo(List.of(1L));
        assertThat(field(0, "values")).isNull();
        assertThat(message(1).target()).isEqualTo("group 100 writer 1");
        assertThat(field(1, "signed")).isEqualTo(true);
        assertThat(field(1, "values")).isEqualTo(List.of(5L));
    }

    /** Table 154: flags and what they say is there; text, octets, a variant, a duration. */
    @Test
    void whoAsksForAnActionIsTold() {
        String header = "f1 81 20 2a00 01 6400 01 0100";
        String rest = "0100 0700 01 0100 0305";
        bench.client(header + "1f" + text("opc.udp://a:1") + "02000000 abcd" + "0c" + text("HMI") + "0000000000408f40"
                + rest);
        bench.client(header + "04 02000000 abcd" + rest);
        bench.client(header + "20" + rest);
        bench.client(header + "02 ff000000");
        assertThat(message(0).operation()).isEqualTo("action request");
        assertThat(message(0).verb()).isEqualTo(Verb.OPERATE);
        assertThat(message(0).outcome()).isEqualTo(Outcome.REQUEST);
        assertThat(message(0).target()).isEqualTo("group 100");
        assertThat(field(0, "writers")).isEqualTo(List.of(1L));
        assertThat(field(0, "response_address")).isEqualTo("opc.udp://a:1");
        assertThat(field(0, "correlation")).isEqualTo("abcd");
        assertThat(field(0, "requestor")).isEqualTo("HMI");
        assertThat(field(0, "timeout_millis")).isEqualTo(1000.0);
        assertThat(field(0, "size")).isEqualTo(9L);
        assertThat(message(1).operation()).isEqualTo("action response");
        assertThat(message(1).verb()).isEqualTo(Verb.OTHER);
        assertThat(field(1, "correlation")).isEqualTo("abcd");
        assertThat(bench.malformed())
                .extracting(Malformed::rule)
                .containsExactly("reserved action flags", "action header ends early");
    }

    @Test
    void anEncryptedActionIsOnlyThere() {
        bench.client("f1 91 20 2a00 01 6400 01 0100 03 01000000 00 1f01020304" + "00".repeat(32));
        assertThat(bench.malformed()).isEmpty();
        assertThat(message(0).operation()).isEqualTo("encrypted message");
        assertThat(message(0).verb()).isEqualTo(Verb.OTHER);
    }

    /** 7.2.4.4.4: a part of a message. */
    @Test
    void aChunkSaysWhereItBelongs() {
        bench.client("d1 80 01 05 0300 0100 00040000 00080000 04000000 01020304");
        assertThat(bench.malformed()).isEmpty();
        assertThat(message(0).operation()).isEqualTo("chunk");
        assertThat(field(0, "chunk_offset")).isEqualTo(1024L);
        assertThat(field(0, "total_size")).isEqualTo(2048L);
        assertThat(field(0, "writers")).isEqualTo(List.of(3L));
    }

    /** Table 154 and section 6.2.3.2.5: variants in the header, named by the fields whose flag is set, and readable where the payload is not. */
    @Test
    void promotedFieldsAreTold() {
        String fields = "0a0000a441 0101";
        bench.client("f1 81 02 2a00 01 6400 01 0100 0700" + fields + "01 0100 0305");
        bench.client(announcement(
                1,
                UadpMetadataTest.field("Speed", 1, 10, -1, "ffffffff", 0),
                scalar("Count", 3),
                UadpMetadataTest.field("On", 1, 1, -1, "ffffffff", 0)));
        bench.client("f1 81 02 2a00 01 6400 01 0100 0700" + fields + "01 0100 0305");
        bench.client("f1 91 02 2a00 01 6400 01 0100 0700" + fields + "03 01000000 00 0305" + "00".repeat(32));
        bench.client("f1 81 02 2a00 01 6400 01 0100 0200 0305 01 0100 0305");
        bench.client("f1 81 02 2a00 01 6400 01 0100 0300 030503 01 0100 0305");
        assertThat(bench.malformed()).isEmpty();
        for (int told : new int[] {0, 2, 3}) {
            assertThat(field(told, "promoted")).isEqualTo(List.of(20.5, true));
            assertThat(field(told, "promoted_types")).isEqualTo(List.of("float", "boolean"));
            assertThat(field(told, "promoted_names")).isEqualTo(told == 0 ? null : List.of("Speed", "On"));
        }
        assertThat(message(3).operation()).isEqualTo("encrypted message");
        assertThat(field(4, "promoted")).isEqualTo(List.of(5L));
        assertThat(field(4, "promoted_names")).as("one of two").isNull();
        assertThat(field(5, "promoted")).as("no variants").isNull();
        assertThat(field(5, "values")).isEqualTo(List.of(5L));
        String many = "0101".repeat(NetworkMessage.PROMOTED_MAX + 2);
        bench.client("f1 81 02 2a00 01 6400 01 0100 8400" + many + "01 0100 0305");
        assertThat((List<?>) field(6, "promoted")).hasSize(NetworkMessage.PROMOTED_MAX);
        assertThat(field(6, "more_promoted")).isEqualTo(2L);
    }

    /** 7.2.4.6.12.4 and 7.2.4.6.3: probes and announcements, by name. */
    @Test
    void discoveryIsToldByName() {
        bench.client("91 91 04 2a00 00 00000000 00 01 02 02000000 0100 0200");
        bench.client("91 91 04 2a00 00 00000000 00 01 01");
        bench.server(META + "02 0300 0100" + TYPES + "ffffffff 00 ffffffff" + VERSION + "0000b380");
        bench.server("91 91 08 2a00 00 00000000 00 01 0400 00000000 00000000");
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(m -> m.operation() + ": " + m.target() + " " + m.outcome())
                .containsExactly(
                        "discovery probe: data set metadata REQUEST",
                        "discovery probe: endpoints REQUEST",
                        "discovery announcement: data set metadata NOTICE",
                        "discovery announcement: endpoints NOTICE");
        assertThat(bench.messages()).extracting(Message::verb).containsOnly(Verb.IDENTIFY);
        assertThat(field(0, "writers")).isEqualTo(List.of(1L, 2L));
        assertThat(field(2, "writers")).isEqualTo(List.of(1L));
        assertThat(field(2, "sequence")).isEqualTo(3L);
        assertThat(field(2, "status")).isEqualTo(0x80B3_0000L);
        assertThat(field(2, "names")).isNull();
        assertThat(message(0).outcome()).isEqualTo(Outcome.REQUEST);
    }

    @Test
    void onlyWhatEndsWhereTheDatagramEndsIsPossibleAndNothingIsCertain() {
        String good = "71 05 01 0100 01 0300 01 0100 0305";
        assertThat(probe(good)).isEqualTo(Recognition.UNSURE);
        assertThat(probe(good + "0000")).as("filled up with zeros").isEqualTo(Recognition.UNSURE);
        assertThat(probe(good + "01")).isEqualTo(Recognition.NOT);
        assertThat(probe("71 05 01 0100 01 0300 01 0200 0305")).isEqualTo(Recognition.NOT);
        assertThat(probe("72 05 01 0100 01 0300 01 0100 0305")).as("version 2").isEqualTo(Recognition.NOT);
        assertThat(probe("71 05 11 0100 01 0300 01 0100 0305"))
                .as("group flags")
                .isEqualTo(Recognition.NOT);
        assertThat(probe("71 05 01 0100 01 0300 07 0100 0305")).as("encoding 3").isEqualTo(Recognition.NOT);
        assertThat(probe("01 01 0100 0305")).as("nothing but a version").isEqualTo(Recognition.NOT);
        assertThat(probe("01 03 00000001 840a")).as("Modbus RTU").isEqualTo(Recognition.NOT);
    }

    @Test
    void whatBreaksTheRulesIsReported() {
        bench.client("71 05 01 0100 01 0300 01 0200 0305");
        bench.client("72 05 01 0100");
        bench.client("71 05 01 0100 02 0100 0200 0500 5000 01 0100 0305");
        bench.client("f1 05");
        bench.client(announcement(1, scalar("Count", 5)).replaceFirst("..$", ""));
        bench.client(announcement(1, scalar("Count", 5)) + "01");
        bench.client(raw("0900"));
        assertThat(message(bench.messages().size() - 1).fields().get("values"))
                .as("not remembered")
                .isNull();
        assertThat(bench.malformed())
                .extracting(Malformed::rule)
                .containsExactly(
                        "data set message ends early",
                        "version not 1",
                        "data set message ends early",
                        "reserved flags",
                        "discovery message ends early",
                        "octets behind the message");
    }
}
