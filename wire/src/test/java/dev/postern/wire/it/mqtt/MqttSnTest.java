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
import dev.postern.wire.Dissector.Recognition;
import org.junit.jupiter.api.Test;

/** Octets after the tables of MQTT-SN 1.2, section 5.4. */
class MqttSnTest {
    private final Bench bench = new Bench(new MqttSnDissector(), Transport.UDP, 1883);

    private Message message(int index) {
        return bench.messages().get(index);
    }

    private Object field(int index, String name) {
        return message(index).fields().get(name);
    }

    private static Recognition probe(String hex) {
        return new MqttSnDissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.UDP, true);
    }

    /** 5.4.4 to 5.4.9: the gateway asks for the will of a client that has one. */
    @Test
    void aClientConnectsWithAWill() {
        bench.client("0b 04 0c 01 003c 6e6f646531");
        bench.server("02 06");
        bench.client("07 07 30 6c617374");
        bench.server("02 08");
        bench.client("06 09 676f6e65");
        bench.server("03 05 00");
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(m -> m.operation() + " " + m.outcome())
                .containsExactly(
                        "connect REQUEST",
                        "will topic REQUEST",
                        "will topic SUCCESS",
                        "will message REQUEST",
                        "will message SUCCESS",
                        "connect SUCCESS");
        assertThat(field(0, "client_id")).isEqualTo("node1");
        assertThat(field(0, "keep_alive")).isEqualTo(60L);
        assertThat(field(0, "clean")).isEqualTo(true);
        assertThat(field(2, "will_topic")).isEqualTo("last");
        assertThat(field(2, "qos")).isEqualTo(1L);
        assertThat(field(2, "retain")).isEqualTo(true);
        assertThat(field(4, "will_value")).isEqualTo("gone");
        assertThat(message(5).latencyNanos()).isEqualTo(50_000_000L);
        assertThat(bench.observations)
                .filteredOn(Identity.class::isInstance)
                .singleElement()
                .satisfies(i -> assertThat(((Identity) i).value()).isEqualTo("MQTT-SN client node1"));
    }

    /** 5.4.10 to 5.4.13: what is published under an id has the name that was registered. */
    @Test
    void aTopicIdIsResolvedByItsRegistration() {
        bench.client("0b 0c 20 0001 0009 32312e35");
        bench.client("10 0a 0000 0001 706c616e742f74656d70");
        bench.server("07 0b 0001 0001 00");
        bench.client("0b 0c 20 0001 0002 32312e35");
        bench.server("07 0d 0001 0002 00");
        bench.server("0f 0a 0007 0004 76616c76652f736574");
        bench.server("09 0c 00 0007 0000 6f6e");
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(m -> m.operation() + " " + m.target() + " " + m.verb())
                .containsExactly(
                        "publish topic 1 REPORT",
                        "register plant/temp SESSION",
                        "register plant/temp SESSION",
                        "publish plant/temp REPORT",
                        "publish plant/temp REPORT",
                        "register valve/set SESSION",
                        "publish valve/set WRITE");
        assertThat(field(3, "value")).isEqualTo(21.5);
        assertThat(field(3, "topic_id")).isEqualTo(1L);
        assertThat(message(3).outcome()).isEqualTo(Outcome.REQUEST);
        assertThat(message(4).outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(message(4).latencyNanos()).isEqualTo(10_000_000L);
        assertThat(message(6).outcome()).isEqualTo(Outcome.NOTICE);
        assertThat(field(6, "value")).isEqualTo("on");
    }

    /** 5.3.4 and 6.8: predefined ids and short names need no registration, quality -1 no connection. */
    @Test
    void predefinedAndShortTopicsAreTold() {
        bench.client("09 0c 61 0005 0000 6f6e");
        bench.client("09 0c 02 6162 0000 6f6e");
        assertThat(bench.messages()).extracting(Message::target).containsExactly("predefined 5", "ab");
        assertThat(field(0, "qos")).isEqualTo(-1L);
        assertThat(message(0).outcome()).isEqualTo(Outcome.NOTICE);
        assertThat(field(1, "topic_id")).isNull();
    }

    /** 5.4.15 to 5.4.18; code 2 is an invalid topic id. */
    @Test
    void subscriptionsGiveIdsAndAreRefused() {
        bench.client("09 12 20 0003 74616e6b");
        bench.server("08 13 20 0002 0003 00");
        bench.server("09 0c 00 0002 0000 3135");
        bench.client("07 12 01 0004 0009");
        bench.server("08 13 00 0000 0004 02");
        bench.client("09 14 00 0005 74616e6b");
        bench.server("04 15 0005");
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(m -> m.operation() + " " + m.target() + " " + m.outcome())
                .containsExactly(
                        "subscribe tank REQUEST",
                        "subscribe tank SUCCESS",
                        "publish tank NOTICE",
                        "subscribe predefined 9 REQUEST",
                        "subscribe predefined 9 REFUSED",
                        "unsubscribe tank REQUEST",
                        "unsubscribe tank SUCCESS");
        assertThat(field(2, "value")).isEqualTo(15L);
        assertThat(field(4, "error")).isEqualTo("invalid topic id");
    }

    /** 5.4.1 to 5.4.3, 5.4.19 to 5.4.21; a duration in a disconnect is sleep. */
    @Test
    void gatewaysAreSoughtAndClientsSleep() {
        bench.client("03 01 01");
        bench.server("03 02 08");
        bench.server("05 00 08 0384");
        bench.client("04 18 012c");
        bench.server("02 18");
        bench.client("07 16 6e6f646531");
        bench.server("02 17");
        bench.client("02 18");
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(m -> m.operation() + " " + m.verb() + " " + m.outcome())
                .containsExactly(
                        "search gateway IDENTIFY REQUEST",
                        "search gateway IDENTIFY SUCCESS",
                        "advertise IDENTIFY NOTICE",
                        "sleep SESSION REQUEST",
                        "sleep SESSION SUCCESS",
                        "ping SESSION REQUEST",
                        "ping SESSION SUCCESS",
                        "disconnect SESSION REQUEST");
        assertThat(field(2, "interval")).isEqualTo(900L);
        assertThat(field(3, "sleep_seconds")).isEqualTo(300L);
        assertThat(field(5, "client_id")).isEqualTo("node1");
    }

    /** Quality of service 2 (5.4.14) and changes of the will (5.4.22 to 5.4.25). */
    @Test
    void exactlyOnceAndNewWillsAreAnswered() {
        bench.client("09 0c 40 0005 0008 6f6e");
        bench.server("04 0f 0008");
        bench.client("04 10 0008");
        bench.server("04 0e 0008");
        bench.client("07 1a 00 6c617374");
        bench.server("03 1b 00");
        bench.client("06 1c 676f6e65");
        bench.server("03 1d 03");
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(m -> m.operation() + " " + m.outcome())
                .containsExactly(
                        "publish REQUEST",
                        "publish SUCCESS",
                        "publish release REQUEST",
                        "publish release SUCCESS",
                        "will topic REQUEST",
                        "will topic SUCCESS",
                        "will message REQUEST",
                        "will message REFUSED");
        assertThat(message(3).latencyNanos()).isEqualTo(10_000_000L);
    }

    /** 5.5: nodes behind a forwarder are units, each with topics of its own. 5.2.1: a length of three octets. */
    @Test
    void forwardedNodesAreUnitsAndLongMessagesAreRead() {
        bench.client("05 fe 01 0a01 08 0a 0007 0001 6162");
        bench.client("05 fe 01 0a01 09 0c 00 0007 0000 6f6e");
        bench.client("05 fe 01 0a02 09 0c 00 0007 0000 6f6e");
        bench.client("01 000b 0c 00 0007 0000 6f6e");
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(m -> m.unit() + ", " + m.target())
                .containsExactly("node 0a01, ab", "node 0a01, ab", "node 0a02, topic 7", ", topic 7");
        assertThat(message(3).verb()).isEqualTo(Verb.REPORT);
    }

    @Test
    void onlyWhatFillsItsDatagramIsPossibleAndNothingIsCertain() {
        assertThat(probe("0b 04 04 01 003c 6e6f646531")).isEqualTo(Recognition.UNSURE);
        assertThat(probe("05 fe 01 0a01 04 18 012c")).isEqualTo(Recognition.UNSURE);
        assertThat(probe("0b 04 04 01 003c 6e6f646531 00")).isEqualTo(Recognition.NOT);
        assertThat(probe("0b 04 04 02 003c 6e6f646531")).as("protocol 2").isEqualTo(Recognition.NOT);
        assertThat(probe("0b 04 84 01 003c 6e6f646531")).as("flags of others").isEqualTo(Recognition.NOT);
        assertThat(probe("06 04 04 01 003c")).as("no client id").isEqualTo(Recognition.NOT);
        assertThat(probe("07 0d 0001 0002 04")).as("reserved code").isEqualTo(Recognition.NOT);
        assertThat(probe("02 11")).as("reserved type").isEqualTo(Recognition.NOT);
        assertThat(probe("05 fe 04 0a01 04 18 012c"))
                .as("reserved control bits")
                .isEqualTo(Recognition.NOT);
    }

    /** Its answer is then one to nobody, as if the connect had not been heard. */
    @Test
    void aConnectOfAnotherVersionIsNotReadAsThisOne() {
        bench.client("0b 04 04 02 003c 6e6f646531");
        bench.server("03 05 00");
        assertThat(bench.malformed()).extracting(Malformed::rule).containsExactly("protocol id is not 1");
        assertThat(bench.messages()).singleElement().extracting(Message::verb).isEqualTo(Verb.OTHER);
    }

    @Test
    void whatDoesNotFitIsReported() {
        bench.client("0c 04 04 01 003c 6e6f646531");
        bench.client("03 0d 00");
        bench.client("01 00");
        bench.client("05 fe 01 0a01");
        assertThat(bench.malformed())
                .extracting(Malformed::rule)
                .containsExactly(
                        "length does not fit datagram",
                        "length does not fit type",
                        "header ends early",
                        "nothing encapsulated");
    }
}
