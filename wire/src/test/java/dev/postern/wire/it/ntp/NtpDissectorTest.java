package dev.postern.wire.it.ntp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Sample;
import org.junit.jupiter.api.Test;

class NtpDissectorTest {
    private final Bench ntp = new Bench(new NtpDissector(), Transport.UDP, 123);

    @Test
    void theAnswerIsTiedToTheQuestionWhoseTimeItRepeats() {
        ntp.client("23 00 06 EC" + "00".repeat(36) + "E1A2B3C5 11111111");
        ntp.server(Sample.bytes("ntp-answer"));
        ntp.server(Sample.bytes("ntp-answer"));
        assertThat(ntp.messages()).extracting(Message::operation).containsExactly("client", "server", "server");
        assertThat(ntp.messages()).extracting(Message::latencyNanos).containsExactly(-1L, 10_000_000L, -1L);
        assertThat(ntp.messages().get(1).fields().get("stratum")).isEqualTo(2L);
        assertThat(ntp.messages().get(1).fields().get("reference_id")).isEqualTo("192.168.0.1");
    }

    /** 1 January 2026, 12:00:00.5 in the first era; 7 February 2036, 06:28:17 is a second into the next. */
    @Test
    void aClockTellsItsTimesInBothEras() {
        ntp.server("24 01 06 EC 00008000 00010000 47505300 ED00E040 80000000" + "00".repeat(8)
                + "ED00E040 80000000 00000001 00000000");
        assertThat(ntp.messages().getFirst().fields().toString())
                .contains("root_delay=0.5", "root_dispersion=1.0", "reference_millis=1767268800500")
                .contains("receive_millis=1767268800500", "transmit_millis=2085978497000");
        ntp.server("E4 00 06 EC" + "00".repeat(44));
        assertThat(ntp.messages().get(1).fields().toString()).doesNotContain("millis");
    }

    @Test
    void aBroadcastStandsAlone() {
        ntp.client("25 01 06 EC 00000000 00000000 47505300" + "00".repeat(32));
        assertThat(ntp.messages().getFirst().operation()).isEqualTo("broadcast");
        assertThat(ntp.messages().getFirst().outcome()).isEqualTo(Outcome.NOTICE);
        assertThat(ntp.messages().getFirst().fields().get("reference_id")).isEqualTo("GPS");
    }

    @Test
    void aListOfPeersAskedForIsPrivate() {
        ntp.client("17 00 03 2A 00000000");
        assertThat(ntp.messages().getFirst().operation()).isEqualTo("private");
        assertThat(ntp.messages().getFirst().fields().get("code")).isEqualTo(42L);
    }

    @Test
    void aCutHeaderIsMalformed() {
        ntp.client("23 00 06 EC 0000");
        assertThat(ntp.malformed()).extracting(Malformed::rule).containsExactly("header ends early");
    }

    @Test
    void aStratumOverSixteenIsNotNtp() {
        byte[] other = Sample.bytes("ntp-answer");
        other[1] = 17;
        assertThat(new NtpDissector().probe(new Bytes().wrap(other), Transport.UDP, true))
                .isEqualTo(Dissector.Recognition.NOT);
    }
}
