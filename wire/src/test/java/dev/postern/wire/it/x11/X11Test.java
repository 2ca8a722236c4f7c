package dev.postern.wire.it.x11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Sample;
import org.junit.jupiter.api.Test;

class X11Test {
    private final Bench x11 = new Bench(new X11Dissector(), Transport.TCP, 6000);

    @Test
    void aCookieInTheClearIsWeak() {
        x11.client(Sample.bytes("x11-setup"));
        x11.server(Sample.bytes("x11-accepted"));
        assertThat(x11.messages())
                .extracting(Message::operation, Message::outcome)
                .containsExactly(tuple("connect", Outcome.REQUEST), tuple("connect", Outcome.SUCCESS));
        assertThat(x11.messages().get(0).fields().get("weak")).isEqualTo(true);
        assertThat(x11.messages().get(1).fields().get("vendor")).isEqualTo("The X.Org Foundation");
    }

    @Test
    void aRefusalSaysWhy() {
        x11.client(Sample.bytes("x11-setup"));
        x11.server("00 04 0B00 0000 0100 6E6F2021");
        assertThat(x11.messages().get(1).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(x11.messages().get(1).fields().get("text")).isEqualTo("no !");
    }

    @Test
    void whatFollowsPassesUnread() {
        x11.client(Sample.bytes("x11-setup"));
        assertThat(x11.client("01 00 0800 00000000")).isEqualTo(8);
        assertThat(x11.messages()).hasSize(1);
    }
}
