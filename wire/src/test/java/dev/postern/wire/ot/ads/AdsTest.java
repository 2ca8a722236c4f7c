package dev.postern.wire.ot.ads;

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
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdsTest {
    private static final String PLC = "050D75600101 ";
    private static final String CLIENT = "C0A801630101 2680 ";
    private final Bench ads = new Bench(new AdsDissector(), Transport.TCP, 48898);

    private static String little(int value, int octets) {
        return HexFormat.of()
                .toHexDigits(
                        octets == 2
                                ? Short.reverseBytes((short) value) & 0xFFFFL
                                : Integer.reverseBytes(value) & 0xFFFFFFFFL,
                        2 * octets);
    }

    private static String request(int port, int command, String data) {
        int length = Bench.hex(data).length;
        return "0000" + little(32 + length, 4) + PLC + little(port, 2) + CLIENT + little(command, 2) + "0400"
                + little(length, 4) + "00000000 07000000" + data;
    }

    private static String answer(int port, int command, String data) {
        int length = Bench.hex(data).length;
        return "0000" + little(32 + length, 4) + CLIENT + PLC + little(port, 2) + little(command, 2) + "0500"
                + little(length, 4) + "00000000 07000000" + data;
    }

    @Test
    void aShortRequestIsNotReadTogetherWithTheNext() {
        ads.client(request(851, 2, "20400000 64000000") + request(851, 2, "20400000 64000000 02000000"));
        assertThat(ads.malformed()).extracting(Malformed::rule).containsExactly("message ends early");
        assertThat(ads.messages()).extracting(m -> m.fields().get("length")).containsExactly(0L, 2L);
    }

    private static String item(int group, int offset, int length) {
        return little(group, 4) + little(offset, 4) + little(length, 4);
    }

    private static String sum(int group, int count, int readLength, String items) {
        return little(group, 4) + little(count, 4) + little(readLength, 4) + little(Bench.hex(items).length, 4) + items;
    }

    private static String brought(String data) {
        return "00000000" + little(Bench.hex(data).length, 4) + data;
    }

    @Test
    void aSumTellsEachValueThatItReads() {
        ads.client(request(851, 9, "03F00000 00000000 04000000 07000000 4D41494E2E4100"));
        ads.server(answer(851, 9, brought("11000080")));
        ads.client(request(
                851, 9, sum(0xF080, 3, 19, item(0xF005, 0x80000011, 2) + item(0x4020, 8, 4) + item(0x4020, 12, 1))));
        ads.server(answer(851, 9, brought("00000000 00000000 03070000 3412 78563412 00")));
        Message asked = ads.messages().get(2);
        Message answer = ads.messages().get(3);
        assertThat(asked.operation()).isEqualTo("sum read");
        assertThat(asked.verb()).isEqualTo(Verb.READ);
        assertThat(answer.target()).isEqualTo("MAIN.A, memory 8, memory 12");
        assertThat(answer.fields().get("points")).isEqualTo(List.of("MAIN.A", "memory 8", "memory 12"));
        assertThat(answer.fields().get("values")).isEqualTo(List.of(0x1234L, 0x12345678L, ""));
        assertThat(answer.fields().get("results")).isEqualTo(List.of(0L, 0L, 0x703L));
        assertThat(answer.fields().get("length")).as("of all it brought").isEqualTo(19L);
        assertThat(answer.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(ads.malformed()).isEmpty();
    }

    @Test
    void aSumTellsEachValueThatItWrites() {
        ads.client(request(851, 9, sum(0xF081, 2, 8, item(0x4020, 8, 2) + item(0x4020, 10, 4) + "0100 00000080")));
        ads.server(answer(851, 9, brought("04070000 04070000")));
        assertThat(ads.messages()).extracting(Message::verb).containsOnly(Verb.WRITE);
        assertThat(ads.messages().getFirst().fields().get("values")).isEqualTo(List.of(1L, 0x80000000L));
        assertThat(ads.messages().getLast().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(ads.messages().getLast().target()).isEqualTo("memory 8, memory 10");
    }

    /** Handles are asked for in sums as well, and what comes back has its own length. */
    @Test
    void handlesOfASumAreLearned() {
        String names = little(0xF003, 4) + little(0, 4) + little(4, 4) + little(2, 4) + little(0xF003, 4) + little(0, 4)
                + little(4, 4) + little(2, 4) + "4100 4200";
        ads.client(request(851, 9, sum(0xF082, 2, 24, names)));
        ads.server(answer(851, 9, brought("00000000 04000000 00000000 04000000 21000080 22000080")));
        ads.client(request(851, 9, sum(0xF084, 2, 24, item(0xF005, 0x80000022, 4) + item(0xF005, 0x80000021, 4))));
        ads.server(answer(851, 9, brought("00000000 02000000 00000000 04000000 0500 06000000")));
        assertThat(ads.messages().getFirst().verb()).isEqualTo(Verb.BROWSE);
        assertThat(ads.messages().getLast().target()).isEqualTo("B, A");
        assertThat(ads.messages().getLast().fields().get("values")).isEqualTo(List.of(5L, 6L));
    }

    @Test
    void aSumThatLiesAboutItsItemsIsReadAsFarAsItGoes() {
        ads.client(request(851, 9, sum(0xF081, 0x7FFFFFFF, 8, item(0x4020, 8, 0x7FFFFFFF) + "0100")));
        ads.server(answer(851, 9, brought("00000000")));
        assertThat(ads.messages()).extracting(Message::target).containsOnly("memory 8");
        assertThat(ads.messages().getFirst().fields().get("values")).isEqualTo(List.of(""));
    }

    @Test
    void aReadIsTiedToItsAnswer() {
        ads.client(request(851, 2, "20400000 64000000 02000000"));
        ads.server(answer(851, 2, "00000000 02000000 3412"));
        assertThat(ads.messages()).extracting(Message::target).containsExactly("memory 100", "memory 100");
        assertThat(ads.messages()).extracting(Message::unit).containsOnly("5.13.117.96.1.1:851");
        assertThat(ads.messages().getLast().fields().get("value")).isEqualTo(0x1234L);
        assertThat(ads.messages().getLast().latencyNanos()).isEqualTo(10_000_000L);
    }

    @Test
    void aHandleStandsForTheNameItWasGivenFor() {
        ads.client(request(851, 9, "03F00000 00000000 04000000 05000000 4D41494E00"));
        ads.server(answer(851, 9, "00000000 04000000 11000080"));
        ads.client(request(851, 3, "05F00000 11000080 02000000 0100"));
        Message write = ads.messages().getLast();
        assertThat(ads.messages().getFirst().verb()).isEqualTo(Verb.BROWSE);
        assertThat(write.target()).isEqualTo("MAIN");
        assertThat(write.verb()).isEqualTo(Verb.WRITE);
        assertThat(write.fields().get("value")).isEqualTo(1L);
    }

    @Test
    void writeControlStopsOrConfigures() {
        ads.client(request(851, 5, "0600 0000 00000000"));
        ads.client(request(10000, 5, "1000 0000 00000000"));
        ads.client(request(851, 5, "0500 0000 00000000"));
        assertThat(ads.messages()).extracting(Message::verb).containsExactly(Verb.STOP, Verb.MODE, Verb.START);
        assertThat(ads.messages().get(1).fields().get("state")).isEqualTo("reconfig");
        assertThat(ads.malformed()).isEmpty();
    }

    @Test
    void filesOfTheSystemServiceAreNamed() {
        ads.client(request(10000, 9, "78000000 01000000 04000000 08000000 433A5C612E657865"));
        assertThat(ads.messages().getFirst().target()).isEqualTo("C:\\a.exe");
        assertThat(ads.messages().getFirst().verb()).isEqualTo(Verb.FILE_READ);
    }

    @Test
    void eachSampleOfANotificationIsAReport() {
        ads.client(request(851, 6, "20400000 64000000 02000000 04000000 00000000 A0860100" + "00".repeat(16)));
        ads.server(answer(851, 6, "00000000 2A000000"));
        ads.server(request(
                32806, 8, "22000000 01000000 0000000000000000 02000000 2A000000 02000000 0500 2B000000 01000000 01"));
        assertThat(ads.messages().subList(2, 4)).extracting(Message::verb).containsOnly(Verb.REPORT);
        assertThat(ads.messages().get(2).target()).isEqualTo("memory 100");
        assertThat(ads.messages().get(3).target()).isEmpty();
    }

    @Test
    void anErrorIsARefusal() {
        ads.client(request(851, 2, "20400000 64000000 02000000"));
        ads.server(answer(851, 2, "03070000 00000000"));
        assertThat(ads.messages().getLast().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(ads.messages().getLast().fields().get("result")).isEqualTo(0x703L);
    }

    @Test
    void theDeviceTellsWhoItIs() {
        ads.server(answer(10000, 1, "00000000 03 01 C80F 5477696E43415400 0000000000000000"));
        Bench udp = new Bench(new AdsDissector(), Transport.UDP, 48899);
        udp.server("03661471 00000000 01000080 050D75600101 1027 02000000 0500 0400 43583100 0300 0400 02 0B C508");
        assertThat(identities(ads)).containsExactly("Beckhoff", "TwinCAT 3.1.4040");
        assertThat(identities(udp))
                .containsExactly("Beckhoff", "CX1", "AMS net id 5.13.117.96.1.1", "TwinCAT 2.11.2245");
    }

    private static java.util.stream.Stream<String> identities(Bench bench) {
        return bench.observations.stream().filter(Identity.class::isInstance).map(o -> ((Identity) o).value());
    }

    @Test
    void aRouteNamesItsUserButNotThePassword() {
        Bench udp = new Bench(new AdsDissector(), Transport.UDP, 48899);
        udp.client("03661471 00000000 06000000 C0A801630101 1027 03000000 0C00 0300 504300 0D00 0600 41646D696E00 0200"
                + " 0200 3100");
        Message message = udp.messages().getFirst();
        assertThat(message.operation()).isEqualTo("add route");
        assertThat(message.target()).isEqualTo("PC");
        assertThat(message.fields().get("user")).isEqualTo("Admin");
        assertThat(message.verb()).isEqualTo(Verb.CONFIGURE);
    }

    @Test
    void lengthsMustAgree() {
        String good = request(851, 2, "20400000 64000000 02000000");
        assertThat(probe(good)).isEqualTo(Recognition.CERTAIN);
        String bad = good.replace("0c000000", "0d000000");
        assertThat(probe(bad)).isEqualTo(Recognition.NOT);
        ads.client(bad);
        assertThat(ads.malformed()).extracting(Malformed::rule).containsExactly("lengths disagree");
        assertThat(ads.client("0000 FFFFFF7F 00")).isEqualTo(Dissector.LOST);
    }

    private static Recognition probe(String hex) {
        return new AdsDissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.TCP, true);
    }
}
