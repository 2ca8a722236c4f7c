package dev.postern.wire.ot.iec104;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Frames put together after IEC 60870-5-1 clause 6.2.4.2, IEC 60870-5-2 and IEC 60870-5-101 clause 7. */
class Iec101Test {
    private static final String INTERROGATION = "64 01 06 05 0000 14";
    private final Bench bench = new Bench(new Iec101(), Transport.TCP, 950);

    /** A frame around these octets from the control field on, with their sum. */
    private static byte[] frame(String user) {
        byte[] octets = Bench.hex(user);
        int sum = 0;
        for (byte octet : octets) sum += octet & 0xFF;
        String head = String.format("68 %02x %02x 68", octets.length, octets.length);
        return Bench.hex(head + HexFormat.of().formatHex(octets) + String.format("%02x 16", sum & 0xFF));
    }

    private static Recognition probe(byte[] bytes) {
        return new Iec101().probe(new Bytes().wrap(bytes), Transport.TCP, true);
    }

    private static Recognition probe(String hex) {
        return probe(Bench.hex(hex));
    }

    private Message only(int index) {
        return bench.messages().get(index);
    }

    @Test
    void anUnbalancedLineIsOpenedInterrogatedAndPolled() {
        bench.client("10 49 05 4e 16");
        bench.server("10 0b 05 10 16");
        bench.client("10 40 05 45 16");
        bench.server("e5");
        bench.client(frame("73 05" + INTERROGATION));
        bench.server("10 20 05 25 16");
        bench.client("10 5a 05 5f 16");
        bench.server(frame("08 05 64 01 07 05 0000 14"));
        bench.client("10 7b 05 80 16");
        bench.server(frame("28 05 01 02 14 05 6400 01 6600 00"));
        bench.client("10 5b 05 60 16");
        bench.server("10 09 05 0e 16");
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::operation)
                .containsExactly(
                        "request status of link",
                        "request status of link",
                        "reset link",
                        "reset link",
                        "interrogation command",
                        "acknowledge",
                        "request class 1 data",
                        "interrogation command",
                        "request class 2 data",
                        "single-point information",
                        "request class 2 data",
                        "request class 2 data");
        assertThat(bench.messages()).extracting(Message::unit).containsOnly("5");
        assertThat(only(7).outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(only(7).latencyNanos()).isEqualTo(30_000_000L);
        assertThat(only(9).target()).isEqualTo("single point 100,102");
        assertThat(only(9).verb()).isEqualTo(Verb.READ);
        assertThat(only(9).fields().get("values")).isEqualTo(List.of(true, false));
        assertThat(only(9).fields().get("access_demand")).isEqualTo(true);
        assertThat(only(11).fields().text("answer")).isEqualTo("no data");
        assertThat(only(3).latencyNanos()).isEqualTo(10_000_000L);
    }

    @Test
    void aCommandIsConfirmedOrRefused() {
        bench.client("10 49 05 4e 16");
        bench.client(frame("53 05 2d 01 06 05 0a10 81"));
        bench.server("e5");
        bench.server(frame("08 05 2d 01 47 05 0a10 81"));
        assertThat(only(1).operation()).isEqualTo("single command select");
        assertThat(only(1).verb()).isEqualTo(Verb.OPERATE);
        assertThat(only(1).target()).isEqualTo("single command 4106");
        assertThat(only(3).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(only(3).fields().get("negative")).isEqualTo(true);
    }

    @Test
    void bothSidesOfABalancedLineAsk() {
        bench.client("10 c9 c9 16");
        bench.server("10 0b 0b 16");
        bench.server(frame("73 1e 02 03 00 0700 010000 01 7d8d19 8e290301 020000 00 7d8d19 8e290301"));
        bench.client("10 80 80 16");
        assertThat(bench.malformed()).isEmpty();
        assertThat(only(2).operation()).isEqualTo("single-point information with time");
        assertThat(only(2).unit()).isEqualTo("7");
        assertThat(only(2).fields().get("addresses")).isEqualTo(List.of(1L, 2L));
        assertThat(only(3).operation()).isEqualTo("acknowledge");
        assertThat(only(3).latencyNanos()).isEqualTo(10_000_000L);
    }

    @Test
    void sizesAreFoundFromWhatFits() {
        assertThat(read("10 49 05 4e 16", "53 05 2d 01 06 0500 640000 01")).isEqualTo(new Sizes(1, 1, 2, 3));
        assertThat(read("10 49 05 4e 16", "53 05 2d 01 06 00 0500 640000 01")).isEqualTo(new Sizes(1, 2, 2, 3));
        assertThat(read("10 49 05 4e 16", "53 05 2d 01 06 05 640001 01")).isEqualTo(new Sizes(1, 1, 1, 3));
        assertThat(read("10 49 05 4e 16", "53 05 2d 01 06 0500 6401 01")).isEqualTo(new Sizes(1, 1, 2, 2));
        assertThat(read("10 49 05 4e 16", "53 05 2d 01 06 00 05 6400 01")).isEqualTo(new Sizes(1, 2, 1, 2));
        assertThat(read("10 49 05 4e 16", "53 05 2d 01 06 05 01 01")).isEqualTo(new Sizes(1, 1, 1, 1));
        assertThat(read("10 49 0502 50 16", "53 0502 2d 01 06 00 0502 6400 01")).isEqualTo(new Sizes(2, 2, 2, 2));
    }

    /** Sizes after a frame without data and one with. */
    private static Sizes read(String fixed, String user) {
        Iec101State state = new Iec101State();
        state.line.link(Bench.hex(fixed).length - LinkFrame.FIXED_BYTES_MIN);
        Bytes bytes = new Bytes().wrap(frame(user));
        state.line.hear(bytes, LinkFrame.CONTROL, bytes.length() - LinkFrame.TRAILER_BYTES);
        return state.line.sizes();
    }

    @Test
    void whatOneFrameLeavesOpenALaterOneSettles() {
        bench.client("10 49 05 4e 16");
        // Fits a common address of two octets as well, until two objects stand side by side.
        bench.server(frame("08 05 01 01 03 05 000100 01"));
        bench.server(frame("08 05 01 02 03 05 000100 01 020100 00"));
        bench.server(frame("08 05 01 01 03 05 000100 01"));
        assertThat(only(2).fields().get("addresses")).isEqualTo(List.of(256L, 258L));
        assertThat(only(3).target()).isEqualTo("single point 256");
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void anAsduOfThisStandardIsCertainAndLinkFramesAreNot() {
        assertThat(probe(frame("73 05" + INTERROGATION))).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(frame("08 05 01 02 14 05 6400 01 6600 00"))).isEqualTo(Recognition.CERTAIN);
        assertThat(probe("10 49 05 4e 16")).isEqualTo(Recognition.NOT);
        assertThat(probe("10 c9 c9 16")).isEqualTo(Recognition.UNSURE);
        assertThat(probe("e5")).isEqualTo(Recognition.NOT);
        byte[] damaged = frame("73 05" + INTERROGATION);
        damaged[8] ^= 1;
        assertThat(probe(damaged)).isEqualTo(Recognition.NOT);
    }

    /** M-Bus (EN 13757-2 and -3) and IEC 60870-5-103 have the same frames around other data. */
    @Test
    void metersAndProtectionRelaysInTheSameFramesAreNotTakenForIt() {
        assertThat(probe("10 40 01 41 16")).isEqualTo(Recognition.NOT);
        assertThat(probe("10 5b 01 5c 16")).isEqualTo(Recognition.NOT);
        assertThat(probe(frame("08 02 72 78563412 2470 01 07 55 00 0000 03 13 153100 da 02 3b 1300")))
                .isEqualTo(Recognition.NOT);
        assertThat(probe(frame("53 fd 52 78563412 ffff ff ff"))).isEqualTo(Recognition.NOT);
        // Measurands, end of a general interrogation, time-tagged message, identification.
        assertThat(probe(frame("08 05 09 01 02 05 8092 e803"))).isNotEqualTo(Recognition.CERTAIN);
        assertThat(probe(frame("08 05 03 02 02 05 8091 e803 f001"))).isNotEqualTo(Recognition.CERTAIN);
        assertThat(probe(frame("08 05 08 81 0a 05 ff00 01"))).isNotEqualTo(Recognition.CERTAIN);
        assertThat(probe(frame("08 05 01 81 01 05 8010 02 10203040 00"))).isNotEqualTo(Recognition.CERTAIN);
        assertThat(probe(frame("08 05 05 81 03 05 8002 03 4142434445464748 01020304")))
                .isNotEqualTo(Recognition.CERTAIN);
    }

    @Test
    void brokenFramesAreNamed() {
        bench.client("10 49 05 4e 16");
        byte[] damaged = frame("73 05" + INTERROGATION);
        damaged[8] ^= 1;
        assertThat(bench.client(damaged)).isEqualTo(Dissector.LOST);
        bench.client("10 49 05 4e 16");
        assertThat(bench.client("68 09 08 68 73")).isEqualTo(Dissector.LOST);
        bench.client("10 49 05 4e 16");
        assertThat(bench.client("ff")).isEqualTo(Dissector.LOST);
        bench.server(frame("00 05 01 01 03 05 6400 01"));
        assertThat(bench.malformed())
                .extracting(Malformed::rule)
                .containsExactly(
                        "check does not fit", "length not repeated", "start octet unknown", "function carries no data");
    }
}
