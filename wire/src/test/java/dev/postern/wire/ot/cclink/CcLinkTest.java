package dev.postern.wire.ot.cclink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import org.junit.jupiter.api.Test;

class CcLinkTest {
    private final Bench ring = new Bench(new CcLink(), Transport.ETHERNET, CcLink.ETHER_TYPE);

    @Test
    void framesAreToldApartByTheirFirstOctetAndHaveASender() {
        ring.client("82 01 0000 00 00 0003 01 00 00000000 1234");
        ring.client("29 00 0000 00 00 0000 11 00 00000000");
        assertThat(ring.malformed()).isEmpty();
        assertThat(ring.messages()).extracting(Message::operation).containsExactly("cyclic RWw", "parameter");
        assertThat(ring.messages()).extracting(Message::target).containsExactly("type 0x82", "type 0x29");
        assertThat(ring.messages()).extracting(Message::unit).containsExactly("node 3", "node 0");
        assertThat(ring.messages()).extracting(Message::verb).containsExactly(Verb.EXCHANGE, Verb.CONFIGURE);
        assertThat(ring.messages().getFirst().fields().get("data_type")).isEqualTo(1L);
        assertThat(ring.messages().getFirst().fields().get("network")).isEqualTo("field");
        assertThat(ring.messages().getLast().fields().get("version")).isEqualTo(1L);
    }

    @Test
    void framesOfTimeSensitiveNetworksHaveAnotherHeader() {
        ring.client("C4 00 0000");
        ring.client("C9 00 0000");
        assertThat(ring.messages()).extracting(Message::operation).containsExactly("cyclic of the master", "frame");
        assertThat(ring.messages()).extracting(Message::unit).containsOnly("");
        assertThat(ring.malformed()).isEmpty();
    }

    @Test
    void aNodeTellsOnceWhatItIs() {
        ring.client("10 00 000000 30 0000 01 00 00000000");
        ring.client("11 00 000000 30 0000 01 00 00000000");
        ring.server("12 00 000000 35 0004 01 00 00000000");
        ring.server("12 00 000000 02 0004 00 00 00000000");
        assertThat(ring.observations)
                .filteredOn(Identity.class::isInstance)
                .extracting(o -> ((Identity) o).value())
                .containsExactly("CC-Link IE Field master", "CC-Link IE Field remote I/O");
    }

    @Test
    void aHeaderThatIsCutIsTold() {
        ring.client("82 01 0000");
        assertThat(ring.malformed()).extracting(Malformed::rule).containsExactly("header ends early");
    }
}
