package dev.postern.wire.ot.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Dissector.Recognition;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpcUaTest {
    private final Bench bench = new Bench(new OpcUaDissector(), Transport.TCP, 4840);

    private Message message(int index) {
        return bench.messages().get(index);
    }

    private Object field(int index, String name) {
        return message(index).fields().get(name);
    }

    private List<String> identities() {
        return bench.observations.stream()
                .filter(Identity.class::isInstance)
                .map(o -> ((Identity) o).attribute() + " " + ((Identity) o).value())
                .toList();
    }

    /** Requests of channel 3, token 1, with sequence number and request id alike; null where nothing is said. */
    private static Writer request(int id, int type) {
        return new Writer()
                .u32(3)
                .u32(1)
                .u32(id)
                .u32(id)
                .type(type)
                .hex("0000")
                .u64(0)
                .u32(id)
                .u32(0)
                .nothing()
                .u32(0)
                .hex("000000");
    }

    private static Writer response(int id, int type, long status) {
        return new Writer()
                .u32(3)
                .u32(1)
                .u32(id)
                .u32(id)
                .type(type)
                .u64(0)
                .u32(id)
                .u32(status)
                .hex("00")
                .nothing()
                .hex("000000");
    }

    private void openChannel() {
        bench.client(new Writer()
                .u32(0)
                .text("http://opcfoundation.org/UA/SecurityPolicy#None")
                .nothing()
                .nothing()
                .u32(1)
                .u32(1)
                .type(446)
                .hex("0000")
                .u64(0)
                .u32(1)
                .u32(0)
                .nothing()
                .u32(0)
                .hex("000000")
                .u32(0)
                .u32(0)
                .u32(1)
                .nothing()
                .u32(3600)
                .message("OPNF"));
    }

    @Test
    void helloIsAnsweredByAcknowledgeOrError() {
        bench.client(new Writer()
                .u32(0)
                .u32(65535)
                .u32(65535)
                .u32(0)
                .u32(0)
                .text("opc.tcp://plc:4840")
                .message("HELF"));
        bench.server(new Writer().u32(0).u32(8192).u32(8192).u32(0).u32(0).message("ACKF"));
        bench.client(new Writer()
                .u32(0)
                .u32(65535)
                .u32(65535)
                .u32(0)
                .u32(0)
                .text("opc.tcp://x:4840")
                .message("HELF"));
        bench.server(new Writer().u32(0x80830000L).text("no such endpoint").message("ERRF"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages()).extracting(Message::operation).containsOnly("hello");
        assertThat(bench.messages())
                .extracting(Message::outcome)
                .containsExactly(Outcome.REQUEST, Outcome.SUCCESS, Outcome.REQUEST, Outcome.REFUSED);
        assertThat(message(1).target()).isEqualTo("opc.tcp://plc:4840");
        assertThat(message(3).latencyNanos()).isEqualTo(10_000_000L);
        assertThat(field(3, "status_name")).isEqualTo("BadTcpEndpointUrlInvalid");
    }

    @Test
    void openingAChannelShowsPolicyAndMode() {
        openChannel();
        assertThat(bench.malformed()).isEmpty();
        assertThat(message(0).operation()).isEqualTo("open secure channel");
        assertThat(field(0, "security_policy")).isEqualTo("None");
        assertThat(field(0, "security_mode")).isEqualTo("none");
    }

    @Test
    void aReadBringsTheValueWithTypeQualityAndTime() {
        openChannel();
        bench.client(request(2, 631)
                .u64(0)
                .u32(2)
                .u32(1)
                .node(2, "Pump.Speed")
                .u32(13)
                .nothing()
                .hex("0000")
                .nothing()
                .message("MSGF"));
        // Value and source time: 1 January 1970 and one second, in units of 100 ns since 1601.
        bench.server(response(2, 634, 0)
                .u32(1)
                .hex("05 0b")
                .f64(1480.5)
                .u64(116_444_736_010_000_000L)
                .nothing()
                .message("MSGF"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(message(1).target()).isEqualTo("ns=2;s=Pump.Speed");
        assertThat(message(1).verb()).isEqualTo(Verb.READ);
        assertThat(message(2).target()).isEqualTo("ns=2;s=Pump.Speed");
        assertThat(message(2).latencyNanos()).isEqualTo(10_000_000L);
        assertThat(field(2, "value")).isEqualTo(1480.5);
        assertThat(field(2, "type")).isEqualTo("double");
        assertThat(field(2, "source_millis")).isEqualTo(1000L);
    }

    @Test
    void aWriteShowsItsValueAndARefusalItsReason() {
        openChannel();
        bench.client(request(2, 673)
                .u32(1)
                .node(2, "Valve")
                .u32(13)
                .nothing()
                .hex("01 01 01")
                .message("MSGF"));
        bench.server(response(2, 676, 0).u32(1).u32(0x803B0000L).nothing().message("MSGF"));
        assertThat(message(1).verb()).isEqualTo(Verb.WRITE);
        assertThat(field(1, "value")).isEqualTo(true);
        assertThat(message(2).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(field(2, "error")).isEqualTo("BadNotWritable");
        assertThat(message(2).target()).isEqualTo("ns=2;s=Valve");
    }

    @Test
    void aMethodIsCalledOnAnObject() {
        openChannel();
        bench.client(request(2, 712)
                .u32(1)
                .node(2, "Motor")
                .node(2, "Start")
                .u32(1)
                .hex("06")
                .u32(7)
                .message("MSGF"));
        bench.server(response(2, 397, 0x801F0000L).message("MSGF"));
        assertThat(message(1).verb()).isEqualTo(Verb.OPERATE);
        assertThat(message(1).target()).isEqualTo("ns=2;s=Motor ns=2;s=Start");
        assertThat(field(1, "value")).isEqualTo(7L);
        assertThat(message(2).operation()).isEqualTo("call");
        assertThat(message(2).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(field(2, "status_name")).isEqualTo("BadUserAccessDenied");
    }

    private static byte[] changed(int request, int subscription, int notification, byte[] change) {
        return response(request, 829, 0)
                .u32(subscription)
                .nothing()
                .hex("00")
                .u32(notification)
                .u64(0)
                .u32(1)
                .type(811)
                .hex("01")
                .u32(change.length)
                .raw(change)
                .nothing()
                .nothing()
                .message("MSGF");
    }

    @Test
    void whatChangesComesUnderTheNodeThatIsMonitored() {
        openChannel();
        bench.client(request(2, 751)
                .u32(9)
                .u32(0)
                .u32(1)
                .node(2, "Level")
                .u32(13)
                .nothing()
                .hex("0000")
                .nothing()
                .u32(2)
                .u32(77)
                .f64(100)
                .hex("000000")
                .u32(1)
                .hex("01")
                .message("MSGF"));
        bench.server(response(2, 754, 0)
                .u32(1)
                .u32(0)
                .u32(5)
                .f64(100)
                .u32(1)
                .hex("000000")
                .nothing()
                .message("MSGF"));
        bench.client(request(3, 826).u32(1).u32(9).u32(41).message("MSGF"));
        byte[] change =
                new Writer().u32(1).u32(77).hex("01 0a 0000c03f").nothing().bytes();
        bench.server(changed(3, 9, 42, change));
        assertThat(bench.malformed()).isEmpty();
        assertThat(message(1).target()).isEqualTo("ns=2;s=Level");
        assertThat(field(3, "acknowledged")).isEqualTo(41L);
        assertThat(message(4).operation()).isEqualTo("publish");
        assertThat(message(4).verb()).isEqualTo(Verb.REPORT);
        assertThat(message(4).target()).isEmpty();
        assertThat(field(4, "points")).isEqualTo(List.of("ns=2;s=Level"));
        assertThat(field(4, "value")).isEqualTo(1.5);
        bench.client(request(4, 826).nothing().message("MSGF"));
        bench.server(changed(4, 10, 1, change));
        assertThat(field(6, "points")).as("nobody heard it begin").isEqualTo(List.of("subscription 10 handle 77"));
    }

    @Test
    void aUserIsNamedAndHisPasswordOnlySaidToBeThere() {
        openChannel();
        byte[] token = new Writer()
                .text("user")
                .text("operator")
                .text("secret")
                .nothing()
                .bytes();
        bench.client(request(2, 467)
                .nothing()
                .nothing()
                .nothing()
                .nothing()
                .type(324)
                .hex("01")
                .u32(token.length)
                .raw(token)
                .nothing()
                .nothing()
                .message("MSGF"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(message(1).verb()).isEqualTo(Verb.LOGIN);
        assertThat(field(1, "user_kind")).isEqualTo("username");
        assertThat(field(1, "password")).isEqualTo(true);
        assertThat(field(1, "password_encrypted")).isEqualTo(false);
        assertThat(message(1).fields().toString()).doesNotContain("secret");
        assertThat(identities()).containsExactly("USER operator");
    }

    @Test
    void endpointsTellWhoTheServerIs() {
        openChannel();
        bench.client(
                request(2, 428).text("opc.tcp://plc:4840").nothing().nothing().message("MSGF"));
        bench.server(response(2, 431, 0)
                .u32(1)
                .text("opc.tcp://plc:4840")
                .text("urn:plc")
                .text("urn:maker:product")
                .hex("02")
                .text("Press 4")
                .u32(0)
                .nothing()
                .nothing()
                .nothing()
                .nothing()
                .u32(1)
                .text("http://opcfoundation.org/UA/SecurityPolicy#None")
                .u32(1)
                .text("anon")
                .u32(0)
                .nothing()
                .nothing()
                .nothing()
                .nothing()
                .hex("00")
                .message("MSGF"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(identities()).containsExactly("SOFTWARE Press 4", "NOTE urn:plc", "ROLE OPC UA server");
        assertThat(field(2, "endpoints")).isEqualTo(List.of("opc.tcp://plc:4840 None, none, anonymous"));
    }

    @Test
    void buildInformationThatIsReadIsAnIdentity() {
        openChannel();
        bench.client(request(2, 631)
                .u64(0)
                .u32(0)
                .u32(2)
                .type(2263)
                .u32(13)
                .nothing()
                .hex("0000")
                .nothing()
                .type(2264)
                .u32(13)
                .nothing()
                .hex("0000")
                .nothing()
                .message("MSGF"));
        bench.server(response(2, 634, 0)
                .u32(2)
                .hex("01 0c")
                .text("Maker")
                .hex("01 0c")
                .text("V2.9")
                .nothing()
                .message("MSGF"));
        assertThat(identities()).containsExactly("VENDOR Maker", "FIRMWARE V2.9");
        assertThat(field(1, "nodes")).isEqualTo(List.of("i=2263", "i=2264"));
        assertThat(field(2, "points")).isEqualTo(List.of("i=2263", "i=2264"));
        assertThat(field(2, "values")).isEqualTo(List.of("Maker", "V2.9"));
    }

    @Test
    void chunksArePutTogether() {
        openChannel();
        byte[] whole = request(2, 673)
                .u32(1)
                .node(2, "Valve")
                .u32(13)
                .nothing()
                .hex("01 01 01")
                .bytes();
        byte[] head = java.util.Arrays.copyOf(whole, 40);
        byte[] tail = java.util.Arrays.copyOfRange(whole, 40, whole.length);
        bench.client(new Writer().raw(head).message("MSGC"));
        bench.client(new Writer().u32(3).u32(1).u32(3).u32(2).raw(tail).message("MSGF"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(message(1).operation()).isEqualTo("write");
        assertThat(message(1).target()).isEqualTo("ns=2;s=Valve");
    }

    @Test
    void whatIsEncryptedIsSaidToBe() {
        bench.client(new Writer()
                .u32(0)
                .text("http://opcfoundation.org/UA/SecurityPolicy#Basic256Sha256")
                .nothing()
                .nothing()
                .hex("aa".repeat(64))
                .message("OPNF"));
        bench.client(new Writer().u32(3).u32(1).hex("5c".repeat(80)).message("MSGF"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::operation)
                .containsExactly("open secure channel", "encrypted message");
        assertThat(field(1, "security_policy")).isEqualTo("Basic256Sha256");
    }

    @Test
    void aListLongerThanTheMessageIsMalformed() {
        openChannel();
        bench.client(request(2, 631).u64(0).u32(2).u32(2_000_000_000L).message("MSGF"));
        assertThat(bench.malformed()).extracting(Malformed::rule).containsExactly("message ends early");
    }

    @Test
    void aMessageIsWaitedForAndOtherTextIsNotOpcUa() {
        OpcUaDissector opcua = new OpcUaDissector();
        assertThat(bench.client("4d534746 20000000 0000")).isEqualTo(Dissector.NEED_MORE);
        assertThat(opcua.probe(
                        new Bytes().wrap("MSGFOR YOU, SIR".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                        Transport.TCP,
                        true))
                .isEqualTo(Recognition.NOT);
    }
}
