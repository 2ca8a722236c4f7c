package dev.postern.wire.ot.rtps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import org.junit.jupiter.api.Test;

class RtpsTest {
    private static final String HEADER = "52545053 0203 010f 010f0102aabbccdd00000001";
    private static final String GUID_PREFIX = "010f0102aabbccdd00000001";

    /** Little-endian parameter list: topic, type, endpoint. */
    private static final String PUBLICATION = "15 05 5400 0000 1000 00000000 000003c2 00000000 01000000 00030000"
            + "0500 1000 0c000000 54656d706572617475726500 0700 0c00 07000000 53616d706c650000 5a00 1000"
            + GUID_PREFIX
            + "00000102 0100 0000";

    private final Bench bench = new Bench(new RtpsDissector(), Transport.UDP, 7410);

    private Message message(int index) {
        return bench.messages().get(index);
    }

    private Object field(int index, String name) {
        return message(index).fields().get(name);
    }

    @Test
    void aParticipantAnnouncesItself() {
        bench.client(HEADER
                + "09 01 0800 00000000 00000000"
                + "15 05 4000 0000 1000 00000000 000100c2 00000000 01000000 00030000 5000 1000"
                + GUID_PREFIX
                + "000001c1 6200 0c00 06000000 7072657373000000 0100 0000");
        assertThat(bench.malformed()).isEmpty();
        assertThat(message(0).operation()).isEqualTo("participant announcement");
        assertThat(message(0).verb()).isEqualTo(Verb.IDENTIFY);
        assertThat(field(0, "name")).isEqualTo("press");
        assertThat(field(0, "vendor_name")).isEqualTo("eProsima Fast DDS");
        assertThat(bench.observations.stream()
                        .filter(Identity.class::isInstance)
                        .map(o -> ((Identity) o).value()))
                .containsExactly("eProsima Fast DDS", "DDS participant press");
    }

    @Test
    void dataStandsUnderTheTopicThatWasAnnounced() {
        String data = "15 05 1c00 0000 1000 00000000 00000102 00000000 07000000 00010000 0000ac41";
        bench.client(HEADER + data);
        bench.client(HEADER + PUBLICATION + data);
        assertThat(bench.malformed()).isEmpty();
        assertThat(message(0).target()).isEqualTo("writer 00000102");
        assertThat(message(1).operation()).isEqualTo("publication announcement");
        assertThat(field(1, "topic_type")).isEqualTo("Sample");
        assertThat(message(2).operation()).isEqualTo("data");
        assertThat(message(2).target()).isEqualTo("Temperature");
        assertThat(message(2).verb()).isEqualTo(Verb.REPORT);
        assertThat(field(2, "size")).isEqualTo(8L);
        assertThat(field(2, "sequence")).isEqualTo(7L);
    }

    @Test
    void heartbeatsAndAcknowledgementsAreOfTheirWriter() {
        bench.client(HEADER + "07 00 001c 00000000 000003c2 00000000 00000001 00000000 00000001 00000001");
        bench.server(HEADER + "06 01 1800 000003c7 000003c2 00000000 02000000 00000000 01000000");
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages()).extracting(Message::operation).containsExactly("heartbeat", "acknack");
        assertThat(bench.messages()).extracting(Message::target).containsOnly("publications");
    }

    @Test
    void anEndpointThatIsGoneIsDisposed() {
        bench.client(HEADER + "15 03 2000 0000 1000 00000000 000003c2 00000000 02000000 7100 0400 00000003 0100 0000");
        assertThat(bench.malformed()).isEmpty();
        assertThat(field(0, "disposed")).isEqualTo(true);
        assertThat(field(0, "unregistered")).isEqualTo(true);
    }

    @Test
    void aSubmessageMustFitTheDatagram() {
        bench.client(HEADER + "15 05 ff00 0000");
        bench.client(HEADER + "15 05 0400 0000 1000");
        assertThat(bench.malformed())
                .extracting(Malformed::rule)
                .containsExactly("submessage beyond datagram", "submessage ends early");
    }

    @Test
    void theMagicIsEnough() {
        RtpsDissector rtps = new RtpsDissector();
        assertThat(rtps.probe(new Bytes().wrap(Bench.hex(HEADER)), Transport.UDP, true))
                .isEqualTo(Recognition.CERTAIN);
        assertThat(rtps.probe(new Bytes().wrap(Bench.hex("52545053 0903 010f")), Transport.UDP, true))
                .isEqualTo(Recognition.NOT);
    }
}
