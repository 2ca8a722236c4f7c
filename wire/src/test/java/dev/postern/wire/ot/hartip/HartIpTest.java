package dev.postern.wire.ot.hartip;

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

class HartIpTest {
    private final Bench hart = new Bench(new HartIpDissector(), Transport.UDP, 5094);

    /** Header and check octet around a frame. */
    private static String message(String type, String frame) {
        byte[] bytes = Bench.hex(frame);
        int check = 0;
        for (byte octet : bytes) check ^= octet & 0xFF;
        HexFormat hex = HexFormat.of();
        return "01" + type + "03 00 0006" + hex.toHexDigits((short) (8 + bytes.length + 1)) + frame
                + hex.toHexDigits((byte) check);
    }

    @Test
    void sessionsAreOpened() {
        hart.client("01 00 00 00 0002 000D 01 00007530");
        hart.server("01 01 00 00 0002 000D 01 0000EA60");
        assertThat(hart.messages()).extracting(Message::operation).containsOnly("session initiate");
        assertThat(hart.messages().getLast().latencyNanos()).isEqualTo(10_000_000L);
        assertThat(hart.messages().getLast().fields().get("close_timer")).isEqualTo(60_000L);
    }

    @Test
    void measuredValuesStandInTheAnswer() {
        hart.client("01 00 03 00 0006 0011 82 264E0000D2 03 00 3B");
        hart.server(message("01", "86 A64E0000D2 03 0B 00 00 40800000 20 41200000"));
        assertThat(hart.messages())
                .extracting(Message::operation)
                .containsOnly("read dynamic variables and loop current");
        assertThat(hart.messages()).extracting(Message::unit).containsOnly("264e0000d2");
        assertThat(hart.messages().getLast().fields().get("loop_current")).isEqualTo(4.0);
        assertThat(hart.messages().getLast().fields().get("values")).isEqualTo(List.of(10.0));
        assertThat(hart.messages().getLast().fields().get("units")).isEqualTo(List.of(32L));
        assertThat(hart.malformed()).isEmpty();
    }

    @Test
    void responseCodesRefuseButWarningsDoNot() {
        hart.client(message("00", "82 264E0000D2 23 09 20 41200000 00000000"));
        hart.server(message("01", "86 264E0000D2 23 02 07 00"));
        hart.client(message("00", "82 264E0000D2 23 09 20 41200000 00000000"));
        hart.server(message("01", "86 264E0000D2 23 02 08 00"));
        assertThat(hart.messages()).extracting(Message::verb).containsOnly(Verb.WRITE);
        assertThat(hart.messages())
                .extracting(Message::outcome)
                .containsExactly(Outcome.REQUEST, Outcome.REFUSED, Outcome.REQUEST, Outcome.SUCCESS);
    }

    @Test
    void aBurstIsAReport() {
        hart.server(message("02", "81 264E0000D2 01 07 00 00 20 41200000"));
        assertThat(hart.messages().getFirst().verb()).isEqualTo(Verb.REPORT);
        assertThat(hart.messages().getFirst().outcome()).isEqualTo(Outcome.NOTICE);
    }

    @Test
    void tagsArePackedAscii() {
        hart.server(message("01", "86 264E0000D2 0D 17 00 00 041083 D34820 0C3D20 820820 820820 820820 01 01 7A"));
        assertThat(hart.observations.stream().filter(Identity.class::isInstance).map(o -> ((Identity) o).value()))
                .containsExactly("AABC44");
    }

    @Test
    void aCommandToASubDeviceHasItsConsequence() {
        hart.client(message("00", "82 26450000D2 4D 0C 01 02 05 82 264E0000D3 2A 00 00"));
        Message message = hart.messages().getFirst();
        assertThat(message.verb()).isEqualTo(Verb.RESTART);
        assertThat(message.target()).isEqualTo("card 1 channel 2 264e0000d3");
    }

    @Test
    void checkAndLengthAreChecked() {
        hart.client("01 00 03 00 0006 0011 82 264E0000D2 03 00 3C");
        hart.client("01 00 03 00 0006 0012 82 264E0000D2 03 00 3B");
        assertThat(hart.malformed())
                .extracting(Malformed::rule)
                .containsExactly("wrong check octet", "length does not fit datagram");
        Bench tcp = new Bench(new HartIpDissector(), Transport.TCP, 5094);
        assertThat(tcp.client("01 00 03 00 0006 0011 82")).isEqualTo(Dissector.NEED_MORE);
        assertThat(tcp.client("01 00 03 00 0006 0001 82")).isEqualTo(Dissector.LOST);
    }

    @Test
    void aFrameWhoseCheckIsRightIsCertain() {
        assertThat(probe("01 00 03 00 0006 0011 82 264E0000D2 03 00 3B")).isEqualTo(Recognition.CERTAIN);
        assertThat(probe("01 00 03 00 0006 0011 82 264E0000D2 03 00 3C")).isEqualTo(Recognition.UNSURE);
        assertThat(probe("01 00 02 00 0006 0009 82")).isEqualTo(Recognition.NOT);
        assertThat(probe("03 00 02 00 0006 0008")).isEqualTo(Recognition.NOT);
    }

    private static Recognition probe(String hex) {
        return new HartIpDissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.UDP, true);
    }
}
