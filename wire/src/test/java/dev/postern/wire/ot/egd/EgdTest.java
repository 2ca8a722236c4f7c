package dev.postern.wire.ot.egd;

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
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EgdTest {
    private static final String DATA =
            "0D01 0700 C0A80001 05000000 00E1F565 0065CD1D 01000000 00010000 00000000 11223344";
    private final Bench egd = new Bench(new EgdDissector(), Transport.UDP, 18246);

    @Test
    void anExchangeIsOfAProducer() {
        egd.client(DATA);
        Message message = egd.messages().getFirst();
        assertThat(message.verb()).isEqualTo(Verb.EXCHANGE);
        assertThat(message.outcome()).isEqualTo(Outcome.NOTICE);
        assertThat(message.unit()).isEqualTo("192.168.0.1");
        assertThat(message.target()).isEqualTo("exchange 5");
        assertThat(message.fields().get("data")).isEqualTo("11223344");
        assertThat(egd.malformed()).isEmpty();
    }

    @Test
    void aCutHeaderIsMalformed() {
        egd.client(DATA.substring(0, 30));
        assertThat(egd.malformed()).extracting(Malformed::rule).containsExactly("header ends early");
    }

    @Test
    void timeStatusAndReserveMustBePossible() {
        assertThat(probe(DATA)).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(DATA.replace("0065CD1D", "FFFFFFFF"))).isEqualTo(Recognition.NOT);
        assertThat(probe(DATA.replace("01000000", "01000001"))).isEqualTo(Recognition.NOT);
        assertThat(probe(DATA.replace(" 00000000 ", " 00000001 "))).isEqualTo(Recognition.NOT);
    }

    private final Bench commands = new Bench(new EgdDissector(), Transport.UDP, 7937);

    private Object field(String name) {
        return commands.messages().getLast().fields().get(name);
    }

    /** The octets that ProSoft's manual shows on pages 63 to 65; its request is of another exchange. */
    @Test
    void aConfigurationIsRetrieved() {
        commands.client("03 00 1111 01 00 1000 696600C8 E12E0000");
        commands.server("04 00 1111 01 00 4C00 696600C8 E12E0000 40060000 0000 0100 696600C8" + "00".repeat(28)
                + "0200 7805 00000000 4647 0000 0000 0200 0000 0000");
        assertThat(commands.malformed()).isEmpty();
        Message answer = commands.messages().getLast();
        assertThat(answer.operation()).isEqualTo("retrieve configuration");
        assertThat(answer.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(answer.unit()).isEqualTo("105.102.0.200");
        assertThat(answer.target()).isEqualTo("exchange 12001");
        assertThat(answer.latencyNanos()).isEqualTo(10_000_000L);
        assertThat(field("exchange_length")).isEqualTo(1400L);
        assertThat(field("production_period")).isEqualTo(1600L);
        assertThat(field("destination")).isEqualTo("105.102.0.200");
        assertThat(field("port")).isEqualTo(18_246L);
    }

    private static String cells(int type, int length, int count, String cells) {
        return "%02x00 0200 01 00 %02x00 0000 00 %02x C0A80001 05000000 0000000000000000 00000000"
                        .formatted(type, length, count)
                + cells;
    }

    @Test
    void exchangesAreReadAndWrittenCellByCell() {
        commands.client(cells(32, 40, 2, "0000 0200 0800 0400"));
        assertThat(commands.messages().getLast().verb()).isEqualTo(Verb.READ);
        assertThat(field("offsets")).isEqualTo(List.of(0L, 8L));
        commands.server(cells(33, 48, 2, "0000 0200 AABB0000 0800 0400 01020304"));
        assertThat(commands.messages().getLast().outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(commands.messages().getLast().latencyNanos()).isEqualTo(10_000_000L);
        assertThat(field("contents")).isEqualTo(List.of("aabb", "01020304"));
        commands.client(cells(34, 40, 1, "0400 0100 FF000000"));
        assertThat(commands.messages().getLast().verb()).isEqualTo(Verb.WRITE);
        assertThat(commands.messages().getLast().operation()).isEqualTo("write exchange");
        assertThat(commands.messages().getLast().target()).isEqualTo("exchange 5");
        assertThat(field("contents")).isEqualTo(List.of("ff"));
        commands.server(cells(35, 32, 1, ""));
        assertThat(commands.messages().getLast().outcome()).isEqualTo(Outcome.SUCCESS);
        commands.client(cells(36, 36, 1, "04001001"));
        assertThat(commands.messages().getLast().operation()).isEqualTo("masked write exchange");
        assertThat(field("data")).as("no layout seen").isEqualTo("04001001");
        commands.server(cells(37, 32, 1, "").replaceFirst("01 00", "01 05"));
        assertThat(commands.messages().getLast().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(commands.malformed()).isEmpty();
    }

    @Test
    void cellsThatAreNotAsManyAreLeftToTheirOctets() {
        commands.client(cells(34, 40, 2, "0400 0100 FF000000"));
        assertThat(field("offsets")).isNull();
        assertThat(field("data")).isEqualTo("04000100ff000000");
        commands.client(cells(32, 36, 1, "0400 0100").replaceFirst("0000 00 01", "0000 03 01"));
        assertThat(commands.messages().getLast().target()).as("no exchange").isEqualTo("address c0a8000105000000");
        assertThat(commands.malformed()).isEmpty();
    }

    @Test
    void whatAServerSaysOfItselfAndOfItsErrorsIsTold() {
        commands.client("09 00 0300 01 00 0800");
        commands.server("0A 00 0300 01 00 2100 C0A80001 00000000 10000000 FF000000 0000 0000 4547442031");
        assertThat(field("most_exchanges")).isEqualTo(16L);
        assertThat(field("identification")).isEqualTo("EGD 1");
        assertThat(commands.observations.stream()
                        .filter(Identity.class::isInstance)
                        .map(o -> ((Identity) o).value()))
                .containsExactly("EGD 1");
        commands.client("0F 00 0400 01 00 1000 C0A80001 05000000");
        commands.server("10 00 0400 01 00 3000 C0A80001 05000000 00000000 00000000 02000000 20000000 64000000"
                + "03000000 01000000 00000000");
        assertThat(commands.messages().getLast().verb()).isEqualTo(Verb.DIAGNOSE);
        assertThat(field("messages")).isEqualTo(100L);
        assertThat(field("missed")).isEqualTo(3L);
        commands.client("07 00 0500 01 00 0C00 00 000000");
        commands.server("12 00 0500 01 00 2700 00000000 00000000 0700 0000 " + "00".repeat(16) + "626164");
        Message refused = commands.messages().getLast();
        assertThat(refused.operation()).isEqualTo("summary");
        assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(field("error_code")).isEqualTo(7L);
        assertThat(field("error")).isEqualTo("bad");
        assertThat(commands.malformed()).isEmpty();
    }

    @Test
    void aCommandFillsItsDatagramAndIsNeverCertain() {
        String request = "03 00 1111 01 00 1000 696600C8 E12E0000";
        assertThat(probe(request)).isEqualTo(Recognition.UNSURE);
        assertThat(probe(request + "00")).isEqualTo(Recognition.NOT);
        assertThat(probe(request.replace("1111 01", "1111 02"))).isEqualTo(Recognition.NOT);
        assertThat(probe("05" + request.substring(2))).isEqualTo(Recognition.NOT);
        commands.client("03 00 1111 01 00 1000");
        commands.client("03 00 11");
        commands.client(request + "00");
        assertThat(commands.malformed())
                .extracting(Malformed::rule)
                .containsExactly("command ends early", "header ends early", "length does not fit datagram");
    }

    /** Any octets behind a type are evidence and no failure. */
    @Property(seed = "500", tries = 2000)
    void noCommandBreaksAnything(@ForAll long randomness) {
        Random random = new Random(randomness);
        int[] types = {3, 4, 7, 8, 9, 10, 15, 16, 18, 32, 33, 34, 35, 36, 37};
        Bench flow = new Bench(new EgdDissector(), Transport.UDP, 7937);
        for (int i = 0; i < 4; i++) {
            byte[] bytes = new byte[1 + random.nextInt(90)];
            random.nextBytes(bytes);
            bytes[0] = (byte) types[random.nextInt(types.length)];
            if (bytes.length > 11 && random.nextBoolean()) bytes[11] = (byte) random.nextInt(4);
            if (bytes.length > 10 && random.nextBoolean()) bytes[5] = bytes[10] = 0;
            assertThat(flow.client(bytes)).isEqualTo(bytes.length);
        }
    }

    private static Recognition probe(String hex) {
        return new EgdDissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.UDP, true);
    }
}
