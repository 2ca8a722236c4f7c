package dev.postern.wire.ot.esio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import dev.postern.wire.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class EsioDissectorTest {
    private final EsioDissector dissector = new EsioDissector();
    private final Bench esio = new Bench(dissector, Transport.UDP, 6060);

    private Message last() {
        return esio.messages().getLast();
    }

    @Test
    void aStationExchangesItsData() {
        esio.client(Sample.bytes("esio-data"));
        assertThat(last().operation()).isEqualTo("data");
        assertThat(last().verb()).isEqualTo(Verb.EXCHANGE);
        assertThat(last().outcome()).isEqualTo(Outcome.NOTICE);
        assertThat(last().unit()).isEqualTo("13");
        assertThat(last().fields().get("transaction")).isEqualTo(30_230L);
        assertThat(last().fields().get("telegram")).isEqualTo(24L);
        assertThat(last().fields().get("transfers")).isEqualTo(List.of(92L, 93L));
        assertThat(last().fields().get("destinations")).isEqualTo(List.of(1L, 2L));
        assertThat(last().fields().get("data")).isEqualTo(List.of("000b30", "ff"));
        assertThat(last().fields().get("points"))
                .isEqualTo(List.of("transfer 92 [0]", "transfer 92 [1]", "transfer 92 [2]", "transfer 93 [0]"));
        assertThat(last().fields().get("values")).isEqualTo(List.of(0L, 11L, 48L, 255L));
        esio.client("4553494F 0001 0000 0021 7617 00000018 0000000D 01 00 0000005C 00000001 0001 0B");
        assertThat(last().target()).isEqualTo("transfer 92");
        assertThat(esio.malformed()).isEmpty();
    }

    @Test
    void aStationTellsHowItIs() {
        esio.client(Sample.bytes("esio-status"));
        assertThat(last().operation()).isEqualTo("status");
        assertThat(last().verb()).isEqualTo(Verb.REPORT);
        assertThat(last().unit()).isEqualTo("13");
        assertThat(last().fields().get("lost")).isEqualTo(1L);
        assertThat(last().fields().get("diagnostics")).isEqualTo(1L);
        assertThat(esio.malformed()).isEmpty();
    }

    @Test
    void whatIsMissingIsMalformedAndCostsOneTelegram() {
        esio.client("4553494F 0001 0000 0021 7617 00000018 0000000D 02 00 0000005C 00000001 0001 0B");
        esio.client("4553494F 0001 0000 0020 7617 00000018 0000000D 01 00 0000005C 00000001 FFFF");
        esio.client("4553494F 0002 0000 0010 0000 0001 000C");
        esio.client("4553494F 0001 0000 00FF 0000");
        assertThat(esio.malformed())
                .extracting(Malformed::rule)
                .containsExactly(
                        "transfer ends early",
                        "transfer ends early",
                        "status ends early",
                        "length does not fit datagram",
                        "transfer header ends early");
        assertThat(esio.messages()).hasSize(2);
    }

    @Test
    void aTransferWithoutDataIsToldAsSuch() {
        esio.client("4553494F 0001 0000 0020 7617 00000018 0000000D 01 00 0000005C 00000001 0000");
        assertThat(last().fields().get("data")).isEqualTo(List.of(""));
        assertThat(esio.malformed()).isEmpty();
    }

    @Test
    void aTelegramIsKnownByItsHeadAndLength() {
        assertThat(probe("4553494F 0002 0000 000C 0000")).isEqualTo(Recognition.CERTAIN);
        assertThat(probe("4553494F 0002 0000 000D 0000")).isEqualTo(Recognition.UNSURE);
        assertThat(probe("4553494F 0003 0000 000C 0000")).isEqualTo(Recognition.UNSURE);
        assertThat(probe("4553494F 0002 0000")).isEqualTo(Recognition.NOT);
        assertThat(probe("4553494E 0002 0000 000C 0000")).isEqualTo(Recognition.NOT);
    }

    private Recognition probe(String hex) {
        return dissector.probe(new Bytes().wrap(Bench.hex(hex)), Transport.UDP, true);
    }
}
