package dev.postern.wire.ot.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Dissector.Recognition;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PhoenixTest {
    private static final String OPEN = "01 01 001A 0000 0000 78 80 00 03 000C 494245544830314E305F4D 00";
    private final Bench pcworx = new Bench(new PcworxDissector(), Transport.TCP, 1962);
    private final Bench proconos = new Bench(new ProconosDissector(), Transport.TCP, 20547);
    private final Bench ade = new Bench(new AdeRemotingDissector(), Transport.TCP, 41100);

    private static Stream<String> identities(Bench bench) {
        return bench.observations.stream().filter(Identity.class::isInstance).map(o -> ((Identity) o).value());
    }

    @Test
    void aSessionOfPcWorxIsOpened() {
        pcworx.client(OPEN);
        pcworx.server("81 01 0014 0000 0001 0000 0000 0002 0000 004C 0000");
        assertThat(pcworx.messages()).extracting(Message::operation).containsOnly("open session");
        assertThat(pcworx.messages().getLast().latencyNanos()).isEqualTo(10_000_000L);
    }

    @Test
    void aControllerTellsWhoItIs() {
        pcworx.client("01 06 000E 0002 0000 0000 004C 0400");
        pcworx.server("81 06 00A4 0002" + "00".repeat(24) + "494C43203135312045544800" + "00".repeat(24) + "342E343100"
                + "00".repeat(81) + "3237303039373400" + "00".repeat(4));
        assertThat(pcworx.messages()).extracting(Message::verb).containsOnly(Verb.IDENTIFY);
        assertThat(identities(pcworx))
                .containsExactly("Phoenix Contact", "ILC 151 ETH", "4.41", "order number 2700974");
    }

    @Test
    void proconosRequestsEndWithACrc() {
        proconos.client("CC 01 000B 40 02 0000 47EE");
        proconos.client("CC 01 0006 40 05 0000 361F");
        assertThat(proconos.messages())
                .extracting(Message::operation)
                .containsExactly("read information", "command 0006");
        assertThat(proconos.malformed()).extracting(Malformed::rule).containsExactly("wrong crc");
    }

    @Test
    void aRuntimeTellsWhoItIs() {
        proconos.client("CC 01 000B 40 02 0000 47EE");
        proconos.server("CC 00 3030303030303030 0000 50726F436F6E4F532056342E32" + "00".repeat(18) + "00" + "414243"
                + "00".repeat(30) + "5072" + "00".repeat(10));
        assertThat(proconos.messages().getLast().operation()).isEqualTo("read information");
        assertThat(identities(proconos)).containsExactly("ProConOS V4.2", "ABC");
    }

    @Test
    void theControlServiceStopsAndStarts() {
        ade.client("0100 0000 0000 0800 0000 0000 0000 CFFF 4164652E582E5900");
        ade.client("0100 0200 0000 0000 0100 0700 00000000");
        ade.client("0100 0200 0000 0200 0100 0600 00000000 0200");
        ade.client("0100 0200 0000 0200 0300 0600 00000000 0200");
        assertThat(ade.messages())
                .extracting(Message::operation)
                .containsExactly("bind", "stop", "start warm", "call 6");
        assertThat(ade.messages())
                .extracting(Message::verb)
                .containsExactly(Verb.SESSION, Verb.STOP, Verb.START, Verb.OTHER);
        assertThat(ade.messages().getFirst().target()).isEqualTo("Ade.X.Y");
    }

    @Test
    void whatHasNoMagicIsNotSure() {
        assertThat(probe(new PcworxDissector(), OPEN)).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(new PcworxDissector(), "01 05 000A 0001 00000000")).isEqualTo(Recognition.UNSURE);
        assertThat(probe(new PcworxDissector(), "01 05 000B 0001 00000000")).isEqualTo(Recognition.NOT);
        assertThat(probe(new ProconosDissector(), "CC 01 000B 40 02 0000 47EE")).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(new ProconosDissector(), "CC 01 000B 40 02 0000 47EF")).isEqualTo(Recognition.NOT);
        assertThat(probe(new AdeRemotingDissector(), "0100 0200 0000 0000 0100 0700 00000000"))
                .isEqualTo(Recognition.UNSURE);
        assertThat(pcworx.client("01 05 0003 0001 00000000")).isEqualTo(Dissector.LOST);
    }

    private static Recognition probe(Dissector dissector, String hex) {
        return dissector.probe(new Bytes().wrap(Bench.hex(hex)), Transport.TCP, true);
    }
}
