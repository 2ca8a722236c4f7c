package dev.postern.wire.it.loopback;

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
import org.junit.jupiter.api.Test;

class LoopbackDissectorTest {
    private final LoopbackDissector dissector = new LoopbackDissector();
    private final Bench loopback = new Bench(dissector, Transport.ETHERNET, LoopbackDissector.ETHER_TYPE);

    private Message last() {
        return loopback.messages().getLast();
    }

    @Test
    void aSwitchAsksItself() {
        loopback.client(Sample.bytes("loopback-reply"));
        assertThat(last().operation()).isEqualTo("reply");
        assertThat(last().verb()).isEqualTo(Verb.DIAGNOSE);
        assertThat(last().outcome()).isEqualTo(Outcome.NOTICE);
        assertThat(last().fields().get("receipt")).isEqualTo(0L);
        assertThat(loopback.malformed()).isEmpty();
    }

    @Test
    void aFrameIsHandedOnToTheNextThatIsNotSkipped() {
        loopback.client(Sample.bytes("loopback-forward"));
        assertThat(last().operation()).isEqualTo("forward");
        assertThat(last().target()).isEqualTo("02:00:00:00:00:0b");
        loopback.client("1000 0200 02000000000A 0200 02000000000B 0100 0700 50494E47");
        assertThat(last().operation()).isEqualTo("reply");
        assertThat(last().fields().get("receipt")).isEqualTo(7L);
        assertThat(loopback.malformed()).isEmpty();
    }

    @Test
    void whatCannotBeFoundIsMalformed() {
        loopback.client("FFFF 0100 0000");
        loopback.client("0000 0200 0200");
        assertThat(loopback.malformed())
                .extracting(Malformed::rule)
                .containsExactly("skips all there is", "address ends early");
        assertThat(probe("FFFF 0100 0000")).isEqualTo(Recognition.NOT);
        assertThat(probe("0000 0300 0000")).isEqualTo(Recognition.NOT);
        assertThat(probe("0100 00 0100 0000")).isEqualTo(Recognition.NOT);
    }

    private Recognition probe(String hex) {
        return dissector.probe(new Bytes().wrap(Bench.hex(hex)), Transport.ETHERNET, true);
    }
}
