package dev.postern.wire.ot.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Dissector.Recognition;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModbusRtuTest {
    private static final String READ = "11 03 006B 0003 7687";
    private static final String VALUES = "11 03 06 AE41 5652 4340 49AD";
    private final Bench rtu = new Bench(new ModbusRtu(), Transport.TCP, 4001);

    private Message last() {
        return rtu.messages().getLast();
    }

    private static Recognition probe(String hex) {
        return new ModbusRtu().probe(new Bytes().wrap(Bench.hex(hex)), Transport.TCP, true);
    }

    /** With the check of the specification's annex, computed bit by bit. */
    private static String checked(String hex) {
        byte[] bytes = Bench.hex(hex);
        int crc = 0xFFFF;
        for (byte octet : bytes) {
            crc ^= octet & 0xFF;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xA001 : crc >> 1;
        }
        return hex + "%02X%02X".formatted(crc & 0xFF, crc >> 8);
    }

    @Test
    void aReadIsThatOfModbusWithoutTransaction() {
        rtu.client(READ);
        rtu.server(VALUES);
        assertThat(rtu.malformed()).isEmpty();
        assertThat(rtu.messages())
                .extracting(
                        Message::protocol,
                        Message::operation,
                        Message::unit,
                        Message::target,
                        Message::outcome,
                        Message::latencyNanos)
                .containsExactly(
                        tuple("modbus", "read holding registers", "17", "holding 107 x3", Outcome.REQUEST, -1L),
                        tuple(
                                "modbus",
                                "read holding registers",
                                "17",
                                "holding 107 x3",
                                Outcome.SUCCESS,
                                10_000_000L));
        assertThat(last().fields().get("values")).isEqualTo(List.of(0xAE41L, 0x5652L, 0x4340L));
        assertThat(last().fields().get("transaction")).isNull();
    }

    @Test
    void severalFramesOfASegmentAreToldApart() {
        rtu.client(READ + checked("110500ACFF00"));
        assertThat(rtu.messages()).extracting(Message::verb).containsExactly(Verb.READ, Verb.WRITE);
    }

    @Test
    void everyFunctionHasItsLength() {
        for (String request : List.of(
                "1107",
                "110B",
                "110C",
                "1111",
                "11080000A537",
                "110F001300 0A02CD01".replace(" ", ""),
                "1110000100020400 0A0102".replace(" ", ""),
                "11160004 00F20025".replace(" ", ""),
                "1117 0003 0006 000E 0001 02 00FF".replace(" ", ""),
                "111804DE",
                "112B0E0100",
                "1114 07 06 0004 0001 0002".replace(" ", ""))) rtu.client(checked(request));
        assertThat(rtu.malformed()).isEmpty();
        assertThat(rtu.messages())
                .hasSize(12)
                .allSatisfy(m -> assertThat(m.outcome()).isEqualTo(Outcome.REQUEST));
    }

    @Test
    void anExceptionRefuses() {
        rtu.client(READ);
        rtu.server(checked("118302"));
        assertThat(last())
                .extracting(Message::outcome, Message::target)
                .containsExactly(Outcome.REFUSED, "holding 107 x3");
    }

    @Test
    void identificationIsAsLongAsItsObjects() {
        rtu.client(checked("112B0E0100"));
        rtu.server(checked("112B 0E 01 01 00 00 02 00 03 414243 02 02 5631".replace(" ", "")));
        assertThat(last().fields().get("vendor_name")).isEqualTo("ABC");
        assertThat(rtu.malformed()).isEmpty();
    }

    @Test
    void aConverterThatDialsOutIsAskedByItsServer() {
        rtu.server(READ);
        rtu.client(VALUES);
        rtu.server(READ);
        assertThat(rtu.messages())
                .extracting(Message::outcome)
                .containsExactly(Outcome.REQUEST, Outcome.SUCCESS, Outcome.REQUEST);
    }

    @Test
    void anUnknownFunctionIsAsLongAsItsSegment() {
        rtu.client(checked("1141 0102030405".replace(" ", "")));
        assertThat(last().operation()).isEqualTo("function 65");
    }

    @Test
    void aCutFrameIsWaitedForAndAWrongCheckSaidOnce() {
        byte[] values = Bench.hex(VALUES);
        assertThat(rtu.server(Arrays.copyOf(values, 6))).isEqualTo(Dissector.NEED_MORE);
        rtu.server(VALUES);
        assertThat(rtu.server("11 03 06 AE41 5652 4340 49AE")).isEqualTo(Dissector.LOST);
        assertThat(rtu.server("11 03 06 AE41 5652 4340 49AE")).isEqualTo(Dissector.LOST);
        assertThat(rtu.malformed()).extracting(Malformed::rule).containsExactly("check does not fit");
    }

    @Test
    void onlyAFittingCheckIsBelieved() {
        assertThat(probe(READ)).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(VALUES)).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(READ + READ)).isEqualTo(Recognition.UNSURE);
        assertThat(probe("11 03 006B 0003 7688")).isEqualTo(Recognition.NOT);
        assertThat(probe(checked("F8 03 006B 0003".replace(" ", "")))).isEqualTo(Recognition.NOT);
        assertThat(probe("00")).isEqualTo(Recognition.NOT);
    }

    @Test
    void aMessageOfRocWithTheSameCheckIsNotBeyondDoubt() {
        // Unit 1 group 2 from unit 3 group 1: opcode 6 without data; opcode 17 of five octets.
        assertThat(probe(checked("010203010600"))).isEqualTo(Recognition.UNSURE);
        assertThat(probe(checked("01020301110500001A2B3C".replace(" ", "")))).isEqualTo(Recognition.NOT);
    }

    @Test
    void countsOutOfRangeAreSomethingElse() {
        assertThat(probe(checked("11030000007E"))).isEqualTo(Recognition.NOT);
        assertThat(probe(checked("110500001234"))).isEqualTo(Recognition.NOT);
        assertThat(probe(checked("1110000100030400010002"))).isEqualTo(Recognition.NOT);
        assertThat(probe(checked("11030100"))).isEqualTo(Recognition.NOT);
    }
}
