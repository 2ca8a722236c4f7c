package dev.postern.wire.ot.cclink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Message;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import org.junit.jupiter.api.Test;

class CcLinkTest {
    @Test
    void framesAreToldApartByTheirFirstOctet() {
        Bench ring = new Bench(new CcLink(), Transport.ETHERNET, CcLink.ETHER_TYPE);
        ring.client("82 01 0000");
        ring.client("20 00 0000");
        assertThat(ring.malformed()).isEmpty();
        assertThat(ring.messages()).extracting(Message::target).containsExactly("type 0x82", "type 0x20");
        assertThat(ring.messages().getFirst().verb()).isEqualTo(Verb.EXCHANGE);
        assertThat(ring.messages().getFirst().fields().get("data_type")).isEqualTo(1L);
    }
}
