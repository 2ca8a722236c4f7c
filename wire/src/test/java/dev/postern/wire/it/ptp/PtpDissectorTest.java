package dev.postern.wire.it.ptp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class PtpDissectorTest {
    private static Message last(Bench bench) {
        return bench.messages().getLast();
    }

    private static List<String> said(Bench bench) {
        return bench.observations.stream()
                .filter(Identity.class::isInstance)
                .map(Identity.class::cast)
                .map(i -> i.attribute() + " " + i.value())
                .toList();
    }

    private final Bench ptp = new Bench(new PtpDissector(), Transport.ETHERNET, PtpDissector.ETHER_TYPE);

    @Test
    void theGrandmasterAnnouncesItself() {
        ptp.client(Sample.bytes("ptp-announce"));
        ptp.client(Sample.bytes("ptp-announce"));
        assertThat(last(ptp).unit()).isEqualTo("domain 0");
        assertThat(last(ptp).target()).isEqualTo("grandmaster 020000fffe00000a");
        assertThat(last(ptp).fields().get("priority1")).isEqualTo(128L);
        assertThat(last(ptp).fields().get("class")).isEqualTo(6L);
        assertThat(last(ptp).fields().get("utc_offset")).isEqualTo(37L);
        assertThat(last(ptp).fields().get("time_source")).isEqualTo(0x20L);
        assertThat(said(ptp)).containsExactly("ROLE grandmaster clock");
    }

    @Test
    void aDelayResponseIsTiedToItsRequest() {
        String header =
                "0034 00 00 0000 0000000000000000 00000000 020000FFFE00000B 0001 0009 01 7F 00000000000000000000";
        ptp.client("01 02" + header + "0000000000000000");
        ptp.server(
                "09 02 0036 00 00 0000 0000000000000000 00000000 020000FFFE00000A 0001 0009 03 00 00000000000000000000 020000FFFE00000B 0001");
        assertThat(last(ptp).outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(last(ptp).latencyNanos()).isEqualTo(10_000_000);
        assertThat(last(ptp).fields().get("requester")).isEqualTo("020000fffe00000b");
    }

    @Test
    void settingAClockIsAConfiguration() {
        ptp.client(
                "0D 02 0036 00 00 0000 0000000000000000 00000000 020000FFFE00000B 0001 0009 04 7F FFFFFFFFFFFFFFFFFFFF 01 01 01 00 0001 0002 2005");
        assertThat(last(ptp).verb()).isEqualTo(Verb.CONFIGURE);
        assertThat(last(ptp).target()).isEqualTo("management 8197");
    }

    @Test
    void theFirstVersionIsRead() {
        ptp.client(Sample.bytes("ptp-sync1"));
        assertThat(last(ptp).operation()).isEqualTo("sync");
        assertThat(last(ptp).unit()).isEqualTo("subdomain _DFLT");
        assertThat(last(ptp).fields().get("version")).isEqualTo(1L);
        assertThat(last(ptp).target()).isEqualTo("grandmaster 02000000000a");
        assertThat(ptp.malformed()).isEmpty();
    }

    @Test
    void aMessageShorterThanItSaysIsMalformed() {
        ptp.client("0B 02 0040 00 00");
        assertThat(ptp.malformed()).extracting(Malformed::rule).containsExactly("message ends early");
        assertThat(ptp.messages()).extracting(Message::operation).isEmpty();
    }
}
