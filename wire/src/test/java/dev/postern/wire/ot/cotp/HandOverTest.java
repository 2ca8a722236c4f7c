package dev.postern.wire.ot.cotp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Message;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Dissector.Recognition;
import org.junit.jupiter.api.Test;

/** Who gets a connection that COTP opened. */
class HandOverTest {
    private static final String CONNECT = "03000016 11e00000000100c0010ac2020001c1020001";
    private static final String CONFIRM = "03000016 11d00001000500c0010ac2020001c1020001";
    private static final String S7 = "03000019 02f080 32010000000100080000f0000001000101e0";
    private static final String MMS = "03000016 02f080 0100010061093007020103a0028b00";

    private final Bench bench = new Bench(new CotpDissector(), Transport.TCP, 102);

    @Test
    void theOpeningIsToldBeforeTheProtocolIsKnown() {
        bench.client(CONNECT);
        bench.server(CONFIRM);
        assertThat(bench.messages()).extracting(Message::operation).containsOnly("cotp connect");
        assertThat(bench.messages().get(1).latencyNanos()).isEqualTo(10_000_000);
        assertThat(bench.messages().get(1).fields().get("called_tsap")).isEqualTo("0001");
    }

    @Test
    void theFirstDataUnitDecides() {
        assertThat(bench.client(S7)).isEqualTo(Dissector.LOST);
        assertThat(bench.client(MMS)).isEqualTo(Dissector.LOST);
        assertThat(bench.observations).isEmpty();
    }

    @Test
    void whatCarriesNothingKnownStays() {
        bench.client("0300000c 02f080 48656c6c6f");
        assertThat(bench.messages().getFirst().operation()).isEqualTo("data");
        assertThat(bench.messages().getFirst().fields().get("data")).isEqualTo("48656c6c6f");
    }

    @Test
    void aConnectRequestWithoutSelectorsIsNobodys() {
        assertThat(probe("0300000b 06e00000000000")).isEqualTo(Recognition.NOT);
        assertThat(probe(CONNECT)).isEqualTo(Recognition.UNSURE);
        assertThat(probe(S7)).isEqualTo(Recognition.NOT);
    }

    private static Recognition probe(String hex) {
        return new CotpDissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.TCP, true);
    }
}
