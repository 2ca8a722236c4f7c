package dev.postern.wire.ot.iec61850;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Units written down after IEC 61850-8-1 annex A; on UDP within a session of IEC 61850-90-5. */
class GooseTest {
    /** Of the sequence number in the frame of the tests. */
    private static final int SEQUENCE_AT = 63;

    private final Bench bench = goose();

    private static Bench goose() {
        return new Bench(new GooseDissector(), Transport.ETHERNET, GooseDissector.ETHER_TYPE);
    }

    private Object field(int index, String name) {
        return bench.messages().get(index).fields().get(name);
    }

    static String unit(String state, String sequence, String entries, String data) {
        return MmsTest.tlv(
                "61",
                MmsTest.text("80", "LD0/LLN0$GO$g1"),
                "810207d0",
                MmsTest.text("82", "LD0/LLN0$ds1"),
                MmsTest.text("83", "g1"),
                "84086a0000008000002a",
                "85" + state,
                "86" + sequence,
                "870100",
                "880101",
                "890101",
                "8a01" + entries,
                MmsTest.tlv("ab", data));
    }

    private static String frame(String unit) {
        return "3001" + String.format("%04x", 8 + unit.length() / 2) + "80000000" + unit;
    }

    @Test
    void aRepetitionIsExchangeAndAChangeAReport() {
        bench.client(frame(unit("0101", "0105", "02", "830101 84020640")));
        bench.client(frame(unit("0102", "0100", "02", "830100 84020680")));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages()).extracting(Message::operation).containsExactly("goose", "state change");
        assertThat(bench.messages()).extracting(Message::verb).containsExactly(Verb.EXCHANGE, Verb.REPORT);
        assertThat(bench.messages()).allSatisfy(m -> {
            assertThat(m.outcome()).isEqualTo(Outcome.NOTICE);
            assertThat(m.unit()).isEqualTo("0x3001");
            assertThat(m.target()).isEqualTo("LD0/LLN0$GO$g1");
        });
        assertThat(field(0, "time_to_live_millis")).isEqualTo(2000L);
        assertThat(field(0, "data_set")).isEqualTo("LD0/LLN0$ds1");
        assertThat(field(0, "go_id")).isEqualTo("g1");
        assertThat(field(0, "changed")).isEqualTo("2026-05-10T03:48:16.500000Z not-synchronized");
        assertThat(field(0, "st_num")).isEqualTo(1L);
        assertThat(field(0, "sq_num")).isEqualTo(5L);
        assertThat(field(0, "nds_com")).isEqualTo(true);
        assertThat(field(0, "test")).isEqualTo(false);
        assertThat(field(0, "simulation")).isEqualTo(true);
        assertThat(field(1, "values")).isEqualTo(List.of(false, "10"));
    }

    @Test
    void aFrameMeansTheSameWhateverWasToldBefore() {
        Random random = new Random(1);
        byte[] first = Bench.hex(frame(unit("0101", "0105", "02", "830101 84020640")));
        for (int i = 0; i < 20_000; i++) {
            byte[] next = first.clone();
            next[SEQUENCE_AT] = (byte) random.nextInt();
            for (int flips = random.nextInt(3); flips > 0; flips--)
                next[random.nextInt(next.length)] = (byte) random.nextInt();
            if (random.nextInt(4) == 0) next = Arrays.copyOf(next, next.length + random.nextInt(9) - 4);
            Bench before = goose();
            before.client(first);
            Bench alone = goose();
            // The first of a flow, at the same time.
            alone.client(frame(unit("0102", "0100", "00", "")));
            before.client(next);
            alone.client(next);
            assertThat(before.observations.subList(1, before.observations.size()))
                    .isEqualTo(alone.observations.subList(1, alone.observations.size()));
        }
    }

    /** More blocks, and more versions of one block, than are remembered, and one that is new each time. */
    @Test
    void blocksThatTakeTurnsMeanWhatEachMeansAlone() {
        Random random = new Random(2);
        for (int i = 0; i < 2_000; i++) {
            int block = random.nextInt(i % 200 < 100 ? 4 : 12);
            String state = String.format("01%02x", block == 0 ? 1 + i % 100 : 1 + random.nextInt(3));
            String told = frame(unit(
                            state, String.format("01%02x", 1 + random.nextInt(100)), "01", "8301" + state.substring(2)))
                    .replaceFirst("3001", String.format("30%02x", block));
            Bench alone = goose();
            alone.client(told);
            bench.client(told);
            Message last = bench.messages().getLast();
            assertThat(last.fields()).isEqualTo(alone.messages().getFirst().fields());
            assertThat(last.unit()).isEqualTo(String.format("0x30%02x", block));
        }
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void twoNumbersInOneFrameAreNoRepetition() {
        String twice = unit("0101", "0105 860107", "01", "830101");
        bench.client(frame(twice));
        bench.client(frame(twice.replace("860107", "860108")));
        assertThat(bench.messages().get(1).fields().toMap()).containsEntry("sq_num", 8L);
        assertThat(field(1, "sq_num")).isEqualTo(5L);
    }

    @Test
    void aNumberWithItsFirstBitSetIsNotNegative() {
        bench.client(frame(unit("04ffffffff", "02ffff", "01", "830101")));
        assertThat(field(0, "st_num")).isEqualTo(0xFFFF_FFFFL);
        assertThat(field(0, "sq_num")).isEqualTo(0xFFFFL);
    }

    @Test
    void whatDoesNotFitIsToldAndTheRestStillRead() {
        byte[] whole = Bench.hex(frame(unit("0101", "0105", "02", "830101 84020640")));
        bench.client(java.util.Arrays.copyOf(whole, whole.length - 3));
        bench.client(frame(unit("0101", "0105", "03", "830101")));
        bench.client(frame(unit("0101", "0105", "01", "8c0101")));
        bench.client(frame(MmsTest.tlv("61", MmsTest.text("80", "x"))));
        bench.client(frame("6200"));
        assertThat(bench.malformed())
                .extracting(Malformed::rule)
                .containsExactly(
                        "frame ends early",
                        "element does not fit",
                        "entries are not as many as told",
                        "data is none of MMS",
                        "mandatory element missing",
                        "unit is no GOOSE");
        assertThat(field(0, "st_num")).isEqualTo(1L);
    }

    @Test
    void namesAreMadeIntoTextOnceAndKeptInBounds() {
        for (int i = 0; i < 100; i++)
            bench.client(
                    frame(unit("0101", "0105", "01", "830101")).replace("6731", String.format("%04x", 0x4141 + i)));
        bench.client(frame(unit("0101", "0105", "01", "830101")));
        bench.client(frame(unit("0101", "0106", "01", "830101")));
        assertThat(bench.messages().get(100).target())
                .isSameAs(bench.messages().get(101).target());
    }

    @Test
    void aRoutedUnitIsReadFromItsSession() {
        Bench routed = new Bench(new GooseDissector(), Transport.UDP, 102);
        String datagram = routed(unit("0101", "0105", "01", "830101"));
        assertThat(routed.client(datagram)).isEqualTo(datagram.length() / 2);
        assertThat(routed.malformed()).isEmpty();
        assertThat(routed.messages()).singleElement().satisfies(m -> {
            assertThat(m.target()).isEqualTo("LD0/LLN0$GO$g1");
            assertThat(m.fields().get("spdu_number")).isEqualTo(7L);
            assertThat(m.fields().get("simulation")).isEqualTo(true);
            assertThat(m.fields().get("key_id")).isEqualTo(9L);
        });
    }

    private static String routed(String unit) {
        int payload = 6 + unit.length() / 2;
        return String.format("0140a1178015%08x00000007000200000000000000000009", 22 + payload)
                + String.format("00%08x8101 3001%04x", payload, payload - 6).replace(" ", "")
                + unit
                + "8500";
    }

    @Test
    void itsOwnTypeOrItsSessionIsNeeded() {
        GooseDissector goose = new GooseDissector();
        byte[] frame = Bench.hex(frame(unit("0101", "0105", "01", "830101")));
        assertThat(goose.probe(new Bytes().wrap(frame), Transport.ETHERNET, true))
                .isEqualTo(Recognition.UNSURE);
        byte[] datagram = Bench.hex(routed(unit("0101", "0105", "01", "830101")));
        assertThat(goose.probe(new Bytes().wrap(datagram), Transport.UDP, true)).isEqualTo(Recognition.CERTAIN);
        datagram[5]++;
        assertThat(goose.probe(new Bytes().wrap(datagram), Transport.UDP, true)).isEqualTo(Recognition.NOT);
    }
}
