package dev.postern.wire.ot.knxip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnxIpTest {
    private final Bench bench = new Bench(new KnxIpDissector(), Transport.UDP, 3671);

    private Message message(int index) {
        return bench.messages().get(index);
    }

    private Object field(int index, String name) {
        return message(index).fields().get(name);
    }

    private static String frame(String service, String body) {
        return "0610" + service + String.format("%04x", 6 + Bench.hex(body).length) + body;
    }

    @Test
    void aGroupIsWrittenWithItsSmallValue() {
        bench.client(frame("0530", "29 00 bc e0 1105 0a03 01 0081"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(message(0).operation()).isEqualTo("group value write");
        assertThat(message(0).verb()).isEqualTo(Verb.WRITE);
        assertThat(message(0).target()).isEqualTo("group 1/2/3");
        assertThat(message(0).outcome()).isEqualTo(Outcome.NOTICE);
        assertThat(field(0, "source")).isEqualTo("1.1.5");
        assertThat(field(0, "value")).isEqualTo(1L);
    }

    @Test
    void whatIsTunnelledIsConfirmed() {
        bench.client(frame("0420", "04 01 05 00 11 00 bc e0 0000 1007 03 0080 0c33"));
        bench.server(frame("0421", "04 01 05 00"));
        bench.server(frame("0420", "04 01 09 00 2e 00 bc e0 1102 1007 03 0080 0c33"));
        bench.client(frame("0420", "04 01 06 00 11 00 bc e0 0000 1008 01 0000"));
        bench.server(frame("0420", "04 01 0a 00 2e 00 bd e0 1102 1008 01 0000"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::outcome)
                .containsExactly(Outcome.REQUEST, Outcome.NOTICE, Outcome.SUCCESS, Outcome.REQUEST, Outcome.REFUSED);
        assertThat(message(0).target()).isEqualTo("group 2/0/7");
        assertThat(field(0, "value")).isEqualTo(0x0C33L);
        assertThat(message(2).latencyNanos()).isEqualTo(20_000_000L);
        assertThat(message(3).operation()).isEqualTo("group value read");
    }

    @Test
    void programmingADeviceIsEngineering() {
        bench.client(frame("0420", "04 01 00 00 11 00 b0 60 0000 1105 05 0282 4000 aabb"));
        bench.client(frame("0420", "04 01 01 00 11 00 b0 60 0000 1105 01 0380"));
        bench.client(frame("0420", "04 01 02 00 11 00 b0 60 0000 1105 00 80"));
        bench.client(frame("0420", "04 01 03 00 11 00 b0 60 0000 1105 06 03d1 00 deadbeef"));
        assertThat(bench.messages())
                .extracting(Message::operation)
                .containsExactly("memory write", "restart", "connect device", "authorize request");
        assertThat(bench.messages())
                .extracting(Message::verb)
                .containsExactly(Verb.DOWNLOAD, Verb.RESTART, Verb.SESSION, Verb.LOGIN);
        assertThat(message(0).unit()).isEqualTo("1.1.5");
        assertThat(message(0).target()).isEqualTo("memory 16384 x2");
        assertThat(field(0, "data")).isEqualTo("aabb");
        assertThat(message(3).fields().toString()).doesNotContain("deadbeef");
    }

    @Test
    void theLevelThatADeviceGrantsSaysWhetherItsKeyWasRight() {
        bench.client(frame("0420", "04 01 00 00 11 00 b0 60 0000 1105 06 03d1 00 deadbeef"));
        bench.server(frame("0420", "04 01 00 00 2e 00 b0 60 1101 1105 06 03d1 00 deadbeef"));
        bench.server(frame("0420", "04 01 01 00 29 00 b0 60 1105 1101 02 03d2 0f"));
        bench.server(frame("0420", "04 01 02 00 29 00 b0 60 1105 1101 02 03d2 03"));
        bench.server(frame("0420", "04 01 03 00 29 00 b0 60 1105 1101 02 03d2 00"));
        assertThat(bench.messages())
                .extracting(Message::verb, Message::outcome)
                .containsExactly(
                        tuple(Verb.LOGIN, Outcome.REQUEST),
                        tuple(Verb.SESSION, Outcome.SUCCESS),
                        tuple(Verb.LOGIN, Outcome.REFUSED),
                        tuple(Verb.LOGIN, Outcome.NOTICE),
                        tuple(Verb.LOGIN, Outcome.SUCCESS));
    }

    @Test
    void theInterfaceHasPropertiesOfItsOwn() {
        bench.client(frame("0310", "04 02 00 00 fc 0000 01 0b 1001"));
        bench.server(frame("0310", "04 02 00 00 fb 0000 01 0b 1001 00c501020304"));
        bench.client(frame("0310", "04 02 01 00 f1"));
        assertThat(message(1).operation()).isEqualTo("property read");
        assertThat(message(1).target()).isEqualTo("object type 0/1 property 11");
        assertThat(message(1).latencyNanos()).isEqualTo(10_000_000L);
        assertThat(field(1, "data")).isEqualTo("00c501020304");
        assertThat(message(2).verb()).isEqualTo(Verb.RESTART);
    }

    @Test
    void aConnectionIsRefusedWithItsReason() {
        bench.client(frame("0205", "0801 0a000001 c350 0801 0a000001 c350 0404 0200"));
        bench.server(frame("0206", "00 24"));
        assertThat(field(0, "connection_type")).isEqualTo("tunnelling");
        assertThat(message(1).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(field(1, "error")).isEqualTo("no more connections");
        assertThat(message(1).latencyNanos()).isEqualTo(10_000_000L);
    }

    @Test
    void aDeviceDescribesItself() {
        bench.client(frame("0203", "0801 0a000001 c350"));
        bench.server(frame(
                "0204",
                "36 01 02 00 1100 0000 00c501020304 e000170c 002401020304 495020526f75746572" + "00".repeat(21)
                        + "04 02 0201"));
        assertThat(bench.malformed()).isEmpty();
        List<String> identities = bench.observations.stream()
                .filter(Identity.class::isInstance)
                .map(o -> ((Identity) o).attribute() + " " + ((Identity) o).value())
                .toList();
        assertThat(identities)
                .containsExactly("NAME IP Router", "SERIAL 00c501020304", "NOTE KNX 1.1.0", "ROLE KNXnet/IP server");
        assertThat(field(1, "multicast")).isEqualTo("224.0.23.12");
    }

    @Test
    void theTotalLengthMustFit() {
        KnxIpDissector knx = new KnxIpDissector();
        bench.client("0610 0530 0020 29");
        assertThat(bench.malformed()).extracting(Malformed::rule).containsExactly("total length beyond datagram");
        assertThat(knx.probe(new Bytes().wrap(Bench.hex("0610 0201 000e 0801 c0a858e7 a17f")), Transport.UDP, true))
                .isEqualTo(Recognition.CERTAIN);
        assertThat(knx.probe(new Bytes().wrap(Bench.hex("0610 0299 000e 0801 c0a858e7 a17f")), Transport.UDP, true))
                .isEqualTo(Recognition.NOT);
    }
}
