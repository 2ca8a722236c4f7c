package dev.postern.wire.it.mqtt;

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
import dev.postern.wire.Sample;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MqttTest {
    /** Timestamp, one metric "temp" with alias 7 and type float, 21.5; sequence 0: the fields of Sparkplug's payload, written by hand. */
    private static final String BIRTH = "08ea f2f5a8a02b 12 0f 0a04 74656d70 1007 2009 65 0000ac41 18 00";

    private final Bench bench = new Bench(new MqttDissector(), Transport.TCP, 1883);

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

    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return join(new byte[] {(byte) (bytes.length >> 8), (byte) bytes.length}, bytes);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) out.writeBytes(part);
        return out.toByteArray();
    }

    private static byte[] packet(int first, byte[]... parts) {
        byte[] rest = join(parts);
        byte[] length = rest.length < 128
                ? new byte[] {(byte) rest.length}
                : new byte[] {(byte) (rest.length | 0x80), (byte) (rest.length >> 7)};
        return join(new byte[] {(byte) first}, length, rest);
    }

    private static byte[] raw(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] connect(int version, int flags, byte[]... rest) {
        return packet(0x10, text("MQTT"), new byte[] {(byte) version, (byte) flags, 0, 60}, join(rest));
    }

    @Test
    void connectShowsWhoAndThatThereIsAPasswordButNotWhich() {
        bench.client(connect(
                4, 0xE4, text("press4"), text("plant/press4/state"), text("offline"), text("op"), text("s3cret")));
        bench.server("20 02 00 00");
        assertThat(bench.malformed()).isEmpty();
        assertThat(message(0).verb()).isEqualTo(Verb.LOGIN);
        assertThat(field(0, "client_id")).isEqualTo("press4");
        assertThat(field(0, "user")).isEqualTo("op");
        assertThat(field(0, "password")).isEqualTo(true);
        assertThat(field(0, "will_topic")).isEqualTo("plant/press4/state");
        assertThat(field(0, "will_value")).isEqualTo("offline");
        assertThat(field(0, "will_retain")).isEqualTo(true);
        assertThat(message(0).fields().toString()).doesNotContain("s3cret");
        assertThat(message(1).outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(message(1).latencyNanos()).isEqualTo(10_000_000L);
        assertThat(identities()).containsExactly("NAME press4", "USER op", "ROLE MQTT broker");
    }

    @Test
    void aConnectionThatIsRefusedSaysWhy() {
        bench.client(connect(4, 2, text("x")));
        bench.server("20 02 00 05");
        assertThat(message(1).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(field(1, "error")).isEqualTo("not authorized");
    }

    @Test
    void whatIsPublishedHasItsTopicAndValue() {
        bench.client(packet(0x31, text("tank/level"), raw("73.5")));
        bench.client(packet(0x30, text("tank/pump/set"), raw("true")));
        bench.client(packet(
                0x30,
                text("tank"),
                raw("{\"level\": 12, \"pump\": {\"on\": false, \"name\": \"P1\"}, \"l\": [1, 2e1]}")));
        bench.client(packet(0x30, text("image"), new byte[] {(byte) 0xFF, (byte) 0xD8, 0}));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages()).extracting(Message::outcome).containsOnly(Outcome.NOTICE);
        assertThat(message(0).target()).isEqualTo("tank/level");
        assertThat(message(0).verb()).isEqualTo(Verb.REPORT);
        assertThat(field(0, "value")).isEqualTo(73.5);
        assertThat(field(0, "retain")).isEqualTo(true);
        assertThat(message(1).verb()).isEqualTo(Verb.WRITE);
        assertThat(field(1, "value")).isEqualTo(true);
        assertThat(field(2, "names")).isEqualTo(List.of("level", "pump.on", "pump.name", "l[0]", "l[1]"));
        assertThat(field(2, "values")).isEqualTo(List.of(12L, false, "P1", 1L, 20.0));
        assertThat(field(3, "data")).isEqualTo("ffd800");
    }

    /** OPC 10000-14 section 7.3.4.7: what a topic of PubSub carries is told beside the packet, as said by the publisher alone. */
    @Test
    void pubSubInsideIsRead() {
        byte[] metadata = Sample.bytes("uadp-metadata");
        byte[] frame = Bench.hex("f1 01 2a00 01 6400 01 0100 03 0000a441 02000000 6869 000000000000");
        bench.server(packet(0x30, text("opcua/uadp/data/42/g"), frame));
        bench.client(packet(0x31, text("opcua/uadp/metadata/42/g/w"), metadata));
        bench.client(packet(0x30, text("plant/opcua/uadp/data/42/g"), frame));
        bench.client(packet(0x30, text("opcua/uadp/data/42/g"), raw("no such message")));
        bench.client(packet(0x30, text("opcua/json/data/42/g"), frame));
        bench.client(packet(0x30, text("opcua/uadp/other/42"), frame));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(m -> m.protocol() + " " + m.operation())
                .containsExactly(
                        "mqtt publish",
                        "uadp key frame",
                        "mqtt publish",
                        "uadp discovery announcement",
                        "mqtt publish",
                        "uadp key frame",
                        "mqtt publish",
                        "mqtt publish",
                        "mqtt publish");
        assertThat(field(1, "values")).isNull();
        assertThat(field(5, "item_ids")).isEqualTo(List.of("group 100 writer 1 Speed", "group 100 writer 1 Name"));
        assertThat(field(5, "values")).isEqualTo(List.of(20.5, "hi"));
        assertThat(bench.observations.get(2)).as("a broker is no publisher").isInstanceOf(Message.class);
        assertThat(identities()).containsExactly("NOTE OPC UA publisher 42");
    }

    @Test
    void anAcknowledgementAnswersItsPacket() {
        bench.client(packet(0x34, text("a"), new byte[] {0, 9}, raw("1")));
        bench.server("50 02 0009");
        bench.client("62 02 0009");
        bench.server("70 02 0009");
        assertThat(bench.messages())
                .extracting(Message::operation)
                .containsExactly("publish", "publish", "publish release", "publish release");
        assertThat(bench.messages())
                .extracting(Message::outcome)
                .containsExactly(Outcome.REQUEST, Outcome.SUCCESS, Outcome.REQUEST, Outcome.SUCCESS);
        assertThat(message(1).target()).isEqualTo("a");
        assertThat(message(3).latencyNanos()).isEqualTo(10_000_000L);
    }

    @Test
    void subscriptionsAreGrantedOrRefused() {
        bench.client(packet(0x82, new byte[] {0, 1}, text("plant/#"), new byte[] {1}, text("x/+"), new byte[] {0}));
        bench.server("90 04 0001 01 80");
        bench.client(packet(0xA2, new byte[] {0, 2}, text("x/+")));
        bench.server("b0 02 0002");
        assertThat(message(0).target()).isEqualTo("plant/#, x/+");
        assertThat(message(1).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(field(1, "codes")).isEqualTo(List.of(1L, 128L));
        assertThat(message(3).operation()).isEqualTo("unsubscribe");
        assertThat(message(3).outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void versionFiveHasPropertiesAndAliases() {
        bench.client(connect(5, 2, Bench.hex("05 11 0000003c"), text("c")));
        bench.server("20 03 00 00 00");
        bench.client(packet(0x30, text("tank/level"), Bench.hex("03 23 0007"), raw("1")));
        bench.client(packet(0x30, text(""), Bench.hex("03 23 0007"), raw("2")));
        bench.server("e0 02 8e 00");
        assertThat(bench.malformed()).isEmpty();
        assertThat(field(0, "session_expiry")).isEqualTo(60L);
        assertThat(message(3).target()).isEqualTo("tank/level");
        assertThat(field(3, "value")).isEqualTo(2L);
        assertThat(message(4).operation()).isEqualTo("disconnect");
        assertThat(field(4, "error")).isEqualTo("session taken over");
    }

    @Test
    void aMetricSentByAliasIsNamedByItsBirth() {
        bench.client(packet(0x30, text("spBv1.0/plant/NBIRTH/edge1"), Bench.hex(BIRTH)));
        bench.client(packet(0x30, text("spBv1.0/plant/NDATA/edge1"), Bench.hex("12 07 1007 65 0000b041")));
        assertThat(bench.malformed()).isEmpty();
        assertThat(field(0, "sparkplug")).isEqualTo("nbirth");
        assertThat(field(0, "names")).isEqualTo(List.of("temp"));
        assertThat(field(0, "values")).isEqualTo(List.of(21.5));
        assertThat(message(1).unit()).isEqualTo("edge1");
        assertThat(field(1, "names")).isEqualTo(List.of("temp"));
        assertThat(field(1, "values")).isEqualTo(List.of(22.0));
        assertThat(field(1, "types")).isEqualTo(List.of("float"));
    }

    @Test
    void aSparkplugCommandOperatesAndARebootRestarts() {
        // Metric "Valve", boolean, true; metric "Node Control/Reboot", boolean, true.
        bench.client(packet(0x30, text("spBv1.0/plant/DCMD/edge1/d1"), Bench.hex("12 0b 0a05 56616c7665 200b 7001")));
        bench.client(packet(
                0x30,
                text("spBv1.0/plant/NCMD/edge1"),
                Bench.hex("12 19 0a13 4e6f646520436f6e74726f6c2f5265626f6f74 200b 7001")));
        assertThat(bench.messages()).extracting(Message::verb).containsExactly(Verb.OPERATE, Verb.RESTART);
        assertThat(message(0).unit()).isEqualTo("edge1/d1");
        assertThat(field(0, "values")).isEqualTo(List.of(true));
    }

    @Test
    void aPacketThatLiesAboutItsInsideIsMalformed() {
        bench.client(packet(0x30, new byte[] {0, 99}, raw("abc")));
        bench.client("ff ff ff ff ff 01");
        // An acknowledgement of version 5 whose properties are longer than it.
        bench.client(connect(5, 2, Bench.hex("00"), text("c")));
        bench.server("90 04 0001 7f 01");
        assertThat(bench.malformed())
                .extracting(Malformed::rule)
                .containsExactly("packet ends early", "remaining length longer than four octets", "packet ends early");
        assertThat(bench.client("30 7f 00")).isEqualTo(Dissector.NEED_MORE);
    }

    @Test
    void onlyAConnectPacketIsCertain() {
        MqttDissector mqtt = new MqttDissector();
        assertThat(mqtt.probe(new Bytes().wrap(connect(4, 2, text("x"))), Transport.TCP, true))
                .isEqualTo(Recognition.CERTAIN);
        assertThat(mqtt.probe(new Bytes().wrap(packet(0x30, text("a/b"), raw("1"))), Transport.TCP, true))
                .isEqualTo(Recognition.UNSURE);
        assertThat(mqtt.probe(new Bytes().wrap(packet(0x30, text("a/#"), raw("1"))), Transport.TCP, true))
                .isEqualTo(Recognition.NOT);
        assertThat(mqtt.probe(new Bytes().wrap(Bench.hex("c0 01 00")), Transport.TCP, true))
                .isEqualTo(Recognition.NOT);
        // Requests of Modbus whose transaction looks like the head of a packet.
        for (String transaction :
                List.of("300a", "400a", "620a", "820a", "900a", "b00a", "200a", "3285", "3085", "3206", "e007"))
            assertThat(mqtt.probe(
                            new Bytes().wrap(Bench.hex(transaction + "0000 0006 ff 03 0000 000a")),
                            Transport.TCP,
                            true))
                    .as(transaction)
                    .isEqualTo(Recognition.NOT);
        assertThat(mqtt.probe(new Bytes().wrap(Bench.hex("00")), Transport.TCP, true))
                .isEqualTo(Recognition.NOT);
    }
}
