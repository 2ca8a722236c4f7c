package dev.postern.wire.it.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Message;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Dissector.Recognition;
import dev.postern.wire.Sample;
import org.junit.jupiter.api.Test;

class RemoteToolTest {
    private static Recognition probe(Dissector dissector, String sample) {
        return dissector.probe(new Bytes().wrap(Sample.bytes(sample)), Transport.TCP, true);
    }

    @Test
    void aToolIsToldOnceAFlow() {
        Bench bench = new Bench(RemoteToolDissector.teamViewer(), Transport.TCP, 5938);
        bench.client(Sample.bytes("teamviewer-ping"));
        bench.server(Sample.bytes("teamviewer-ping"));
        assertThat(bench.messages()).extracting(Message::operation).containsExactly("remote access");
        assertThat(bench.messages().getFirst().fields().get("tool")).isEqualTo("TeamViewer");
    }

    @Test
    void theFirstBytesTellThemApart() {
        assertThat(probe(RemoteToolDissector.teamViewer(), "teamviewer-ping")).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(RemoteToolDissector.radmin(), "radmin-hello")).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(RemoteToolDissector.dameWare(), "dameware-hello")).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(RemoteToolDissector.radmin(), "dameware-hello")).isEqualTo(Recognition.NOT);
        assertThat(probe(RemoteToolDissector.dameWare(), "radmin-hello")).isEqualTo(Recognition.NOT);
    }

    @Test
    void aMagicWithoutItsLengthIsNotCertain() {
        byte[] other = Sample.bytes("teamviewer-ping");
        other[3] = 7;
        assertThat(RemoteToolDissector.teamViewer().probe(new Bytes().wrap(other), Transport.TCP, true))
                .isEqualTo(Recognition.UNSURE);
    }
}
