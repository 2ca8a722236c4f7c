package dev.postern.wire.it.socks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Dissector;
import dev.postern.wire.Sample;
import org.junit.jupiter.api.Test;

class SocksTest {
    private final Bench socks = new Bench(new SocksDissector(), Transport.TCP, 1080);

    @Test
    void versionFourNamesWhomItReaches() {
        socks.client(Sample.bytes("socks-four"));
        socks.server("00 5A 01F6 0A000007");
        assertThat(socks.messages())
                .extracting(Message::operation, Message::outcome, Message::target)
                .containsExactly(
                        tuple("connect", Outcome.REQUEST, "plc7.plant.example:502"),
                        tuple("connect", Outcome.SUCCESS, "plc7.plant.example:502"));
    }

    @Test
    void versionFiveLogsInAndOpensAWay() {
        socks.client(Sample.bytes("socks-greeting"));
        socks.server("05 02");
        socks.client("01 04 776F6C66 06 736563726574");
        socks.server("01 00");
        socks.client("05 01 00 01 0A000007 01BB");
        socks.server("05 00 00 01 0A000002 0438");
        assertThat(socks.isOver()).isTrue();
        assertThat(socks.messages())
                .extracting(Message::protocol, Message::operation, Message::outcome, Message::target)
                .containsExactly(
                        tuple("socks", "greeting", Outcome.SUCCESS, ""),
                        tuple("socks", "login", Outcome.REQUEST, ""),
                        tuple("socks", "login", Outcome.SUCCESS, ""),
                        tuple("socks", "connect", Outcome.REQUEST, "10.0.0.7:443"),
                        tuple("socks", "connect", Outcome.SUCCESS, "10.0.0.7:443"));
        assertThat(socks.observations.toString()).doesNotContain("secret");
    }

    @Test
    void whatIsNotCertainPassesWithoutAnAnswer() {
        socks.client(Sample.bytes("socks-four"));
        assertThat(socks.client("0001 0000 0006 01 03 0000 0001")).isEqualTo(12);
        assertThat(socks.messages()).hasSize(1);
    }

    @Test
    void whatPassesMayComeInShortSegments() {
        socks.client(Sample.bytes("socks-four"));
        assertThat(socks.client("16 03 01 02")).as("may begin TLS").isEqualTo(Dissector.NEED_MORE);
        assertThat(socks.client("00")).isEqualTo(1);
        assertThat(socks.client("16 03 01 02")).as("begins nothing").isEqualTo(4);
        assertThat(socks.malformed()).isEmpty();
    }

    @Test
    void aRefusalSaysWhy() {
        socks.client(Sample.bytes("socks-greeting"));
        socks.server("05 00");
        socks.client("05 01 00 01 0A000007 01BB");
        socks.server("05 05 00 01 00000000 0000");
        assertThat(socks.messages().getLast().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(socks.messages().getLast().fields().get("status")).isEqualTo("refused");
    }

    @Test
    void aCutRequestIsWaitedFor() {
        assertThat(socks.client("04 01 01F6 00000001 776F")).isEqualTo(Dissector.NEED_MORE);
    }
}
