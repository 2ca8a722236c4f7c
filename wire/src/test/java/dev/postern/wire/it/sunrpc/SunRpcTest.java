package dev.postern.wire.it.sunrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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

class SunRpcTest {
    private final Bench udp = new Bench(new SunRpcDissector(), Transport.UDP, 111);
    private final Bench tcp = new Bench(new SunRpcDissector(), Transport.TCP, 2049);

    @Test
    void aPortIsLookedUpByTheNameOfItsProgram() {
        udp.client(Sample.bytes("sunrpc-getport"));
        udp.server(Sample.bytes("sunrpc-port"));
        assertThat(udp.messages())
                .extracting(Message::operation, Message::outcome, Message::unit, Message::target)
                .containsExactly(
                        tuple("getport", Outcome.REQUEST, "portmap", "nfs v3"),
                        tuple("getport", Outcome.SUCCESS, "portmap", "nfs v3"));
        assertThat(udp.messages().get(1).fields().get("port")).isEqualTo(2049L);
    }

    @Test
    void aMountTellsPathMachineAndUser() {
        udp.client(Sample.bytes("sunrpc-mount"));
        Message mount = udp.messages().getFirst();
        assertThat(mount.target()).isEqualTo("/export/recipes");
        assertThat(mount.fields().get("machine")).isEqualTo("eng1");
        assertThat(mount.fields().get("uid")).isEqualTo(1000L);
    }

    @Test
    void overTcpAFileThatIsNotThereIsARefusal() {
        tcp.client(Sample.bytes("sunrpc-lookup"));
        tcp.server("8000001C 00000009 00000001 00000000 00000000 00000000 00000000 00000002");
        assertThat(tcp.messages())
                .extracting(Message::operation, Message::outcome, Message::target)
                .containsExactly(
                        tuple("lookup", Outcome.REQUEST, "batch.csv"), tuple("lookup", Outcome.REFUSED, "batch.csv"));
        assertThat(tcp.messages().get(1).fields().get("file_status")).isEqualTo(2L);
    }

    @Test
    void anInstrumentTellsItsErrorsAsRefusals() {
        tcp.client("80000034 00000007 00000000 00000002 000607AF 00000001 0000000B 00000000 00000000 00000000 00000000"
                + "00000001 000003E8 00000000");
        tcp.server("8000001C 00000007 00000001 00000000 00000000 00000000 00000000 0000000F");
        Message answer = tcp.messages().getLast();
        assertThat(answer.operation()).isEqualTo("device write");
        assertThat(answer.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(answer.fields().get("device_error")).isEqualTo(15L);
    }

    @Test
    void filesReadAndWrittenAreVerbs() {
        assertThat(Programs.verb(Programs.NFS, Programs.procedure(Programs.NFS, 3, 6)))
                .isEqualTo(Verb.FILE_READ);
        assertThat(Programs.verb(Programs.NFS, Programs.procedure(Programs.NFS, 3, 7)))
                .isEqualTo(Verb.FILE_WRITE);
        assertThat(Programs.procedure(395_183, 1, 11)).isEqualTo("device write");
    }

    @Test
    void aProgramNobodyKnowsIsNotCertain() {
        byte[] call = Sample.bytes("sunrpc-getport");
        call[12] = 0x20;
        assertThat(new SunRpcDissector().probe(new Bytes().wrap(call), Transport.UDP, true))
                .isEqualTo(Recognition.UNSURE);
    }

    @Test
    void neitherCallNorReplyIsMalformed() {
        udp.client("00000001 00000005 00000002");
        assertThat(udp.malformed()).extracting(Malformed::rule).containsExactly("neither call nor reply");
    }
}
