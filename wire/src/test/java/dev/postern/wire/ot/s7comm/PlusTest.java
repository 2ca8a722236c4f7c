package dev.postern.wire.ot.s7comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Identity;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PlusTest {
    private static final String SESSION = "70000E4D";
    private static final String DB6_22 = "00 88D0B88006 02 9376 16";
    private final Bench bench = new Bench(new S7comm(), Transport.TCP, 102);

    /** One unit of version 1 in TPKT and COTP. */
    private static String unit(String body) {
        return unit(1, body);
    }

    private static String unit(int version, String body) {
        int length = Bench.hex(body).length;
        return "0300%04X 02F080 72%02X%04X".formatted(length + 15, version, length)
                + body
                + "72%02X0000".formatted(version);
    }

    private static String request(int function, int sequence, String body) {
        return unit("31 0000 %04X 0000 %04X".formatted(function, sequence) + SESSION + "34" + body);
    }

    private static String answer(int function, int sequence, String body) {
        return unit("32 0000 %04X 0000 %04X 34".formatted(function, sequence) + body);
    }

    private static String text(String text) {
        return "0015%02X".formatted(text.length()) + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private Message last() {
        return bench.messages().getLast();
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anArrayOfNothingTakesNoTimeHoweverLong() {
        bench.server(answer(0x054C, 4, "00 01 1000 FFFFFFFF7F 02 0001 01 00 00"));
        assertThat(last().operation()).isEqualTo("get multi variables");
    }

    @Test
    void variablesAreReadByTheirPath() {
        bench.client(request(0x054C, 4, "00000000 02 0A" + DB6_22 + "00 52 02 9D18 0C"));
        bench.server(answer(0x054C, 4, "00 01 000E 41AA70AA 02 0001 01 00 00"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::operation, Message::verb, Message::target, Message::outcome, Message::latencyNanos)
                .containsExactly(
                        tuple("get multi variables", Verb.READ, "symbol DB6.22, symbol M.12", Outcome.REQUEST, -1L),
                        tuple(
                                "get multi variables",
                                Verb.READ,
                                "symbol DB6.22, symbol M.12",
                                Outcome.SUCCESS,
                                10_000_000L));
        assertThat(last().fields().get("values")).isEqualTo(List.of((double) 21.305012f, true));
        assertThat(last().fields().get("points")).isEqualTo(List.of("DB6.22", "M.12"));
    }

    private void notified(String object, String items) {
        bench.server(unit("33" + object + "0400 0000 0000 05 01" + items));
    }

    @Test
    void whatASubscriptionBringsIsCalledByItsPath() {
        String references = "8880848000 00 02"
                + "8880908002 05 00 88D0B88006 8AE28FB700 9376 16"
                + "8880908002 06 00 52 8A8EE5EF36 9D18 0A";
        bench.client(request(
                0x04CA, 4, SESSION + "00 00 00000000 A1 7FFFC001 8769 00 00 A3 8818 20 04 11" + references + "A2"));
        bench.server(answer(0x04CA, 4, "00 01 8780809C52 00"));
        notified("70000E52", "92 00000006 0001 01 92 00000005 000E 41AA70AA 00");
        assertThat(last().fields().get("points")).isEqualTo(List.of("M.10", "DB6.22"));
        assertThat(last().fields().get("values")).isEqualTo(List.of(true, (double) 21.305012f));
        bench.client(request(0x04D4, 9, "70000E52"));
        notified("70000E52", "92 00000006 0001 01 00");
        assertThat(last().fields().get("points")).isEqualTo(List.of("subscription 1879051858 item 6"));
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void aListOfReferencesThatPointsBeyondItselfNamesNothingMore() {
        bench.client(
                request(
                        0x04CA,
                        4,
                        SESSION
                                + "00 00 00000000 A1 7FFFC001 8769 00 00 A3 8818 20 04 06 8880848000 00 02 8880908002 05 00 A2"));
        bench.server(answer(0x04CA, 4, "00 01 8780809C52 00"));
        notified("70000E52", "92 00000005 0001 01 00");
        assertThat(last().fields().get("points")).isEqualTo(List.of("subscription 1879051858 item 5"));
    }

    @Test
    void aVariableThatIsNotThereIsRefused() {
        bench.client(request(0x054C, 4, "00000000 01 05" + DB6_22));
        bench.server(answer(0x054C, 4, "00 00 01 88DDFF80BFB7FBFF7F 00"));
        assertThat(last().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(last().fields().get("refused")).isEqualTo(List.of(1L));
    }

    @Test
    void variablesAreWrittenWithTheirValues() {
        bench.client(request(0x0542, 5, "00000000 01 05" + DB6_22 + "01 0007 FFFE 00"));
        bench.server(answer(0x0542, 5, "00 00"));
        assertThat(bench.messages().getFirst())
                .extracting(Message::verb, Message::target)
                .containsExactly(Verb.WRITE, "symbol DB6.22");
        assertThat(bench.messages().getFirst().fields().get("values")).isEqualTo(List.of(-2L));
        assertThat(last().outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void theProcessorIsStoppedAndStarted() {
        bench.client(request(0x04F2, 6, "00000034 01 9077 0008 01"));
        bench.client(request(0x0542, 7, "00000034 01 01 9077 01 0008 03 00"));
        assertThat(bench.messages())
                .extracting(Message::operation, Message::verb, Message::target)
                .containsExactly(
                        tuple("set variable: plc stop", Verb.STOP, "cpu"),
                        tuple("set multi variables: plc start", Verb.START, "cpu"));
    }

    @Test
    void blocksAreDownloadedAndDeleted() {
        bench.client(
                request(0x04CA, 8, "00000003 0004 00 00000000 A1 8A0E0007 940E 00 00 A3 8169" + text("Motor") + "A2"));
        bench.client(request(0x04D4, 9, "8A0E0007"));
        bench.server(answer(0x04D4, 9, "80 8A0E0007"));
        assertThat(bench.messages())
                .extracting(Message::operation, Message::verb, Message::target)
                .startsWith(
                        tuple("create object", Verb.DOWNLOAD, "plc program"),
                        tuple("delete object", Verb.DOWNLOAD, "DB7"));
        assertThat(bench.messages().getFirst().fields().get("name")).isEqualTo("Motor");
        assertThat(bench.messages().getFirst().fields().get("class")).isEqualTo(2574L);
    }

    @Test
    void whatASessionMadeIsItsOwn() {
        bench.client(request(0x04D4, 9, "70000E51"));
        bench.client(request(0x04F2, 10, "70000E4D 01 8230 1002 02 0102"));
        assertThat(bench.messages())
                .extracting(Message::verb, Message::target)
                .containsExactly(tuple(Verb.SESSION, ""), tuple(Verb.LOGIN, ""));
        assertThat(last().fields().get("values")).isNull();
    }

    @Test
    void aSessionTellsBothItsEnds() {
        bench.client(unit("31 0000 04CA 0000 0001 00000120 36 0000011D 0004 00 00000000 A1 000000D3 821F 00 00 A3 8229"
                + text("SIMATIC NET PC Software") + "A3 822A" + text("OPC Server_1") + "A2"));
        bench.server(unit("32 0000 04CA 0000 0001 36 00 02 8706 8707 A1 00000120 821F 00 00 A3 8232 0017 0000013A 823F"
                + text("1;6ES7 511-1AK00-0AB0;V1.5") + "00 A2"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.observations.stream()
                        .filter(Identity.class::isInstance)
                        .map(Identity.class::cast))
                .extracting(Identity::attribute, Identity::value)
                .containsExactly(
                        tuple(Attribute.SOFTWARE, "SIMATIC NET PC Software"),
                        tuple(Attribute.NOTE, "OPC Server_1"),
                        tuple(Attribute.VENDOR, "Siemens"),
                        tuple(Attribute.MODEL, "6ES7 511-1AK00-0AB0"),
                        tuple(Attribute.FIRMWARE, "V1.5"));
    }

    @Test
    void aSubscriptionReportsByReference() {
        bench.server(unit(
                3,
                "00 33 70000E51 0400 0000 0000 C9 8EC148 01 92 00000019 000E 417E538E 9B 1A 0004 8100 13 00000007 00"));
        assertThat(last())
                .extracting(Message::operation, Message::verb, Message::outcome)
                .containsExactly("notification", Verb.REPORT, Outcome.NOTICE);
        assertThat(last().fields().get("items")).isEqualTo(List.of("25", "26"));
        assertThat(last().fields().get("values")).isEqualTo(List.of((double) 15.895399f, 128L));
        assertThat(last().fields().get("refused")).isEqualTo(List.of(7L));
    }

    /** As an S7-1200 with firmware 2.2 sent it. */
    @Test
    void anOlderControllerNumbersNoReports() {
        bench.server(unit(2, "33 1000006A 0400 0000 0000 15 01 92 FFFFFFFF 0007 03EB 92 FFFFFFFE 0007 0006 00 000000"));
        assertThat(last().fields().get("values")).isEqualTo(List.of(1003L, 6L));
        assertThat(last().fields().get("credit")).isEqualTo(0x15L);
        assertThat(last().fields().get("sequence")).isNull();
    }

    @Test
    void valuesOfAllKindsAreRead() {
        String[] written = {
            "0000",
            "0001 01",
            "0002 FF",
            "0003 0102",
            "0005 81 00",
            "0006 FF",
            "0008 7F",
            "0009 40",
            "000C 00000001",
            "000F 3FF0000000000000",
            "0010 0000000000000001",
            "0014 00 02 ABCD",
            "1002 03 010203",
            "4004 01 05 02 06 00",
            "0017 0000013A 01 0002 07 00"
        };
        StringBuilder body = new StringBuilder("00 ");
        for (int i = 0; i < written.length; i++)
            body.append("%02X".formatted(i + 1)).append(written[i]);
        bench.server(answer(0x054C, 1, body + "00 00"));
        assertThat(last().fields().get("values"))
                .isEqualTo(
                        List.of(true, 255L, 258L, 128L, -1L, -1L, -64L, 1L, 1.0, 1L, "abcd", 1L, 2L, 3L, 5L, 6L, 7L));
    }

    @Test
    void valuesWithoutEndOrTypeStopTheReading() {
        bench.server(answer(0x054C, 1, "00 01 0017 00000001 01" + "0017 00000001 01".repeat(40)));
        bench.server(answer(0x054C, 1, "00 01 00FE 00"));
        bench.server(answer(0x054C, 1, "00 01 1002 8FFFFFFF7F 01"));
        assertThat(bench.messages()).hasSize(3);
        assertThat(bench.malformed()).isEmpty();
    }
}
