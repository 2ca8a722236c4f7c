package dev.postern.wire.ot.iec61850;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Units written down after IEC 61850-9-2 clause 8.5 and the 9-2 LE guideline. */
class SvTest {
    private final Bench bench = new Bench(new SvDissector(), Transport.ETHERNET, SvDissector.ETHER_TYPE);

    private Object field(int index, String name) {
        return bench.messages().get(index).fields().get(name);
    }

    private static String asdu(String id, String count, String sample) {
        return MmsTest.tlv(
                "30", MmsTest.text("80", id), "8202" + count, "830400000001", "850102", MmsTest.tlv("87", sample));
    }

    private static String frame(String told, String... asdus) {
        String unit = MmsTest.tlv("60", "8001" + told, MmsTest.tlv("a2", asdus));
        return "4001" + String.format("%04x", 8 + unit.length() / 2) + "00000000" + unit;
    }

    @Test
    void valuesStandBesideTheirQuality() {
        bench.client(frame("01", asdu("MU01", "0118", "fffe598200000000 00043ddc00002000")));
        bench.client(frame("01", asdu("MU01", "0119", "fffe598200000000 00043ddc00000000")));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages()).allSatisfy(m -> {
            assertThat(m.operation()).isEqualTo("sampled values");
            assertThat(m.verb()).isEqualTo(Verb.EXCHANGE);
            assertThat(m.unit()).isEqualTo("0x4001");
            assertThat(m.target()).isEqualTo("MU01");
        });
        assertThat(field(0, "smp_cnt")).isEqualTo(280L);
        assertThat(field(0, "smp_synch")).isEqualTo(2L);
        assertThat(field(0, "values")).isEqualTo(List.of(-108_158L, 277_980L));
        assertThat(field(0, "qualities")).isEqualTo(List.of(0L, 0x2000L));
        assertThat(field(1, "qualities")).isNull();
    }

    @Test
    void severalAsdusAreOneMessage() {
        bench.client(frame("02", asdu("A", "0001", "0000000100000000"), asdu("B", "0001", "0000000200000000")));
        bench.client(frame("02", asdu("A", "0001", "0000000100000000"), asdu("A", "0002", "0000000200000000")));
        assertThat(bench.messages()).hasSize(2);
        assertThat(bench.messages()).extracting(Message::target).containsExactly("A, B", "A, A");
        assertThat(field(0, "sv_ids")).isEqualTo(List.of("A", "B"));
        assertThat(field(0, "smp_cnt")).isEqualTo(1L);
        assertThat(field(1, "smp_cnt")).isEqualTo(List.of(1L, 2L));
        assertThat(field(0, "values")).isEqualTo(List.of(1L, 2L));
    }

    @Test
    void aValueWithATimeThatIsNowIsReadAndOtherSamplesAreShown() {
        bench.client(frame("01", asdu("A", "0001", "00000011 0000000080000000")));
        bench.client(frame("01", asdu("A", "0001", "00000011 6600000080000000")));
        assertThat(field(0, "values")).isEqualTo(List.of(17L));
        assertThat(field(0, "times")).isEqualTo("1970-01-01T00:00:00.500000Z");
        assertThat(field(1, "data")).isEqualTo(List.of("000000116600000080000000"));
    }

    @Test
    void whatDoesNotFitIsTold() {
        bench.client(frame("02", asdu("A", "0001", "0000000100000000")));
        bench.client(frame("01", "30058004"));
        bench.client("4001000a00000000 6100");
        assertThat(bench.malformed())
                .extracting(Malformed::rule)
                .containsExactly(
                        "ASDUs are not as many as told",
                        "ASDU does not fit",
                        "ASDUs are not as many as told",
                        "unit is no sampled values");
    }
}
