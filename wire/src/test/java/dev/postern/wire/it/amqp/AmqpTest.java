package dev.postern.wire.it.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class AmqpTest {
    private final Bench bench = new Bench(new AmqpDissector(), Transport.TCP, 5672);

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

    private static String hex(int value, int bytes) {
        return HexFormat.of().toHexDigits(value, 2 * bytes);
    }

    private static String ascii(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Short string of 0-9-1. */
    private static String s(String text) {
        return hex(text.length(), 1) + ascii(text);
    }

    /** Long string of 0-9-1. */
    private static String l(String text) {
        return hex(text.length(), 4) + ascii(text);
    }

    private static String frame(int type, int channel, String payload) {
        return hex(type, 1) + hex(channel, 2) + hex(payload.length() / 2, 4) + payload + "ce";
    }

    private static String method(int of, int number, String arguments) {
        return frame(1, 1, hex(of, 2) + hex(number, 2) + arguments);
    }

    /** Performative of 1.0 with a list of up to 255 octets. */
    private static String performative(int code, int count, String entries) {
        String list = "c0" + hex(entries.length() / 2 + 1, 1) + hex(count, 1) + entries;
        String body = "0053" + hex(code, 1) + list;
        return hex(8 + body.length() / 2, 4) + (code >= 0x40 && code < 0x50 ? "0201" : "0200") + "0000" + body;
    }

    private static String str(String text) {
        return "a1" + hex(text.length(), 1) + ascii(text);
    }

    @Test
    void aConnectionShowsBothProductsAndTheUserButNoPassword() {
        String server = s("product") + "53" + l("RabbitMQ") + s("version") + "53" + l("3.13.7") + s("capabilities")
                + "46" + hex(5, 4) + s("xy") + "7401";
        String client = s("product") + "53" + l("Pika");
        bench.client("414d5150 00 00 09 01");
        bench.server(method(10, 10, "0009" + hex(server.length() / 2, 4) + server + l("PLAIN") + l("en_US")));
        bench.client(
                method(10, 11, hex(client.length() / 2, 4) + client + s("PLAIN") + l("\0op\0secret") + s("en_US")));
        bench.client(method(10, 40, s("/plant") + "0000"));
        bench.server(method(10, 41, "00"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(field(1, "product_version")).isEqualTo("3.13.7");
        assertThat(message(2).operation()).isEqualTo("connection start");
        assertThat(message(2).verb()).isEqualTo(Verb.LOGIN);
        assertThat(message(2).outcome()).isEqualTo(Outcome.REQUEST);
        assertThat(field(2, "user")).isEqualTo("op");
        assertThat(field(2, "guessable")).isEqualTo("default");
        assertThat(field(2, "password")).isEqualTo(true);
        assertThat(message(2).fields().toString()).doesNotContain("secret");
        assertThat(message(4).target()).isEqualTo("/plant");
        assertThat(message(4).outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(identities())
                .containsExactly("SOFTWARE RabbitMQ 3.13.7", "ROLE AMQP broker", "SOFTWARE Pika", "USER op");
    }

    private void login(String password) {
        bench.client("414d5150 00 00 09 01");
        bench.client(method(10, 11, hex(0, 4) + s("AMQPLAIN") + amqplain("guest", password) + s("en_US")));
    }

    private static String amqplain(String user, String password) {
        String entries = s("LOGIN") + "53" + l(user) + s("PASSWORD") + "53" + l(password);
        return hex(entries.length() / 2, 4) + entries;
    }

    @Test
    void aLoginIsAcceptedByTheTuningThatFollows() {
        login("guest");
        bench.server(method(10, 30, "00ff" + "00020000" + "003c"));
        bench.client(method(10, 31, "00ff" + "00020000" + "003c"));
        assertThat(field(1, "guessable")).isEqualTo("same as the account");
        assertThat(bench.messages())
                .extracting(Message::operation, Message::verb, Message::outcome)
                .containsExactly(
                        tuple("protocol header", Verb.SESSION, Outcome.NOTICE),
                        tuple("connection start", Verb.LOGIN, Outcome.REQUEST),
                        tuple("connection start", Verb.LOGIN, Outcome.SUCCESS),
                        tuple("connection tune", Verb.SESSION, Outcome.REQUEST),
                        tuple("connection tune", Verb.SESSION, Outcome.SUCCESS));
        assertThat(message(2).latencyNanos()).isPositive();
    }

    @Test
    void aLoginIsRefusedByTheCloseOfItsConnection() {
        login("wrong");
        bench.server(method(10, 50, hex(403, 2) + s("ACCESS_REFUSED") + "000a000b"));
        assertThat(field(1, "guessable")).isNull();
        assertThat(message(2).verb()).isEqualTo(Verb.LOGIN);
        assertThat(message(2).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(field(2, "text")).isEqualTo("ACCESS_REFUSED");
    }

    /** Content type, headers, delivery mode, message id and application stand in the order of their flags. */
    @Test
    void contentIsToldWithItsDeliveryAndItsProperties() {
        bench.server(method(60, 60, s("panel-1") + hex(9, 8) + "01" + s("plant") + s("tank")));
        String headers = s("site") + "53" + l("north");
        bench.server(frame(
                2,
                1,
                "003c0000" + hex(4, 8) + hex(0b1011_0000_1000_1000, 2) + s("text/plain") + hex(headers.length() / 2, 4)
                        + headers + "02" + s("7") + s("historian")));
        bench.server(frame(3, 1, ascii("73.5")));
        assertThat(bench.malformed()).isEmpty();
        assertThat(message(0).fields().toString())
                .contains("consumer_tag=panel-1", "delivery_tag=9", "redelivered=1", "content_type=text/plain")
                .contains("delivery_mode=2", "message_id=7", "app_id=historian", "value=73.5");
    }

    @Test
    void whatIsPublishedIsToldOnceWithItsValue() {
        bench.client(method(60, 40, "0000" + s("plant") + s("tank.level") + "00"));
        bench.client(frame(2, 1, "003c0000" + "0000000000000004" + "8000" + s("text/plain")));
        bench.client(frame(3, 1, ascii("73.5")));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages()).hasSize(1);
        assertThat(message(0).operation()).isEqualTo("publish");
        assertThat(message(0).target()).isEqualTo("plant/tank.level");
        assertThat(field(0, "value")).isEqualTo(73.5);
        assertThat(field(0, "content_type")).isEqualTo("text/plain");
    }

    @Test
    void whatFailsIsAnsweredByTheCloseOfItsChannel() {
        bench.client(method(50, 10, "0000" + s("orders") + "02" + "00000000"));
        bench.server(method(50, 11, s("orders") + "00000007" + "00000001"));
        bench.client(method(60, 70, "0000" + s("nowhere") + "00"));
        bench.server(method(20, 40, hex(404, 2) + s("NOT_FOUND") + "003c0046"));
        assertThat(message(1).verb()).isEqualTo(Verb.CONFIGURE);
        assertThat(message(1).target()).isEqualTo("orders");
        assertThat(field(1, "messages")).isEqualTo(7L);
        assertThat(message(3).operation()).isEqualTo("get");
        assertThat(message(3).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(message(3).target()).isEqualTo("nowhere");
        assertThat(field(3, "text")).isEqualTo("NOT_FOUND");
    }

    @Test
    void versionOneTransfersUnderTheAddressOfItsLink() {
        bench.client("414d5150 03 01 00 00");
        bench.client(performative(0x41, 2, "a305" + ascii("PLAIN") + "a00a" + ascii("\0op\0secret")));
        bench.server(performative(0x44, 1, "5000"));
        bench.client("414d5150 00 01 00 00");
        bench.client(performative(0x10, 2, str("sensor-7") + str("broker")));
        bench.client(performative(
                0x12, 7, str("l1") + "43" + "42" + "40" + "40" + "00532845" + "005329" + "c007" + "01" + str("tank")));
        String transfer = performative(0x14, 5, "43" + "43" + "a00101" + "43" + "41");
        String data = "005375a004" + ascii("73.5");
        bench.client(hex(transfer.length() / 2 + data.length() / 2, 4) + transfer.substring(8) + data);
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::operation)
                .containsExactly(
                        "protocol header", "sasl login", "sasl login", "protocol header", "open", "attach", "transfer");
        assertThat(field(1, "user")).isEqualTo("op");
        assertThat(message(2).outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(message(2).latencyNanos()).isEqualTo(10_000_000L);
        assertThat(message(6).target()).isEqualTo("tank");
        assertThat(field(6, "value")).isEqualTo(73.5);
    }

    /** An array has one constructor for all: PLAIN and ANONYMOUS as short symbols. */
    @Test
    void mechanismsAndWhatWasRejectedAreTold() {
        bench.client("414d5150 03 01 00 00");
        String offered = "005340 c015 01 e012 02 a3 05 504c41494e 09 414e4f4e594d4f5553".replace(" ", "");
        bench.server(hex(8 + offered.length() / 2, 4) + "02010000" + offered);
        bench.client(performative(
                0x15,
                5,
                "41" + "5201" + "40" + "41" + "005325" + "c012" + "01" + "00531d" + "c00c" + "02" + "a303"
                        + ascii("x:y") + "a104" + ascii("late")));
        assertThat(bench.malformed()).isEmpty();
        assertThat(field(1, "mechanisms")).isEqualTo("PLAIN ANONYMOUS");
        assertThat(message(2).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(field(2, "error")).isEqualTo("x:y");
        assertThat(field(2, "text")).isEqualTo("late");
    }

    @Test
    void arraysOfArraysEndSomewhere() {
        bench.client("414d5150 00 01 00 00");
        String deep = "f0".repeat(300) + "00";
        bench.client(performative(0x10, 1, "e0ff01" + "e0".repeat(250)));
        bench.client(performative(0x10, 1, "f0000001000000ff" + deep));
        assertThat(bench.malformed()).isNotEmpty();
    }

    /** Its size ends behind the count, and the constructor that all entries share would come next. */
    @Test
    void anArrayWithoutRoomForItsConstructorIsReported() {
        bench.server("414d5150 03 01 00 00");
        bench.server("00000012 02010000" + "005340" + "c005" + "01" + "e001" + "01" + "a3");
        assertThat(bench.malformed()).hasSize(1);
    }

    @Test
    void brokenFramesAreReported() {
        bench.client("414d5150 00 00 09 01");
        bench.client("08 0000 00000000 00");
        bench.client(method(60, 20, "0000" + "ff61"));
        bench.client("01 0000 7fffffff 000a000a");
        assertThat(bench.malformed())
                .extracting(Malformed::rule)
                .containsExactly("frame end not 0xCE", "arguments end early", "frame size out of range");
    }

    @Test
    void onlyTheProtocolHeaderIsCertain() {
        AmqpDissector amqp = new AmqpDissector();
        assertThat(amqp.probe(new Bytes().wrap(Bench.hex("414d5150 00 00 09 01")), Transport.TCP, true))
                .isEqualTo(Recognition.CERTAIN);
        assertThat(amqp.probe(new Bytes().wrap(Bench.hex("414d5150 00 07 09 01")), Transport.TCP, true))
                .isEqualTo(Recognition.NOT);
        assertThat(amqp.probe(new Bytes().wrap(Bench.hex(method(20, 10, "00"))), Transport.TCP, true))
                .isEqualTo(Recognition.UNSURE);
        assertThat(amqp.probe(new Bytes().wrap(Bench.hex("01 0001 00000004 77770001 ce")), Transport.TCP, true))
                .isEqualTo(Recognition.NOT);
    }
}
