package dev.postern.wire.it.p2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Sample;
import org.junit.jupiter.api.Test;

class PeersTest {
    private final Bench stun = new Bench(new StunDissector(), Transport.UDP, 3478);
    private final Bench peers = new Bench(new BittorrentDissector(), Transport.TCP, 6881);
    private final Bench dht = new Bench(new BittorrentDissector(), Transport.UDP, 6881);

    @Test
    void aHostFindsOutHowItIsSeen() {
        stun.client(Sample.bytes("stun-binding"));
        stun.server(Sample.bytes("stun-mapped"));
        assertThat(stun.messages())
                .extracting(Message::operation, Message::outcome, Message::latencyNanos)
                .containsExactly(
                        tuple("binding", Outcome.REQUEST, -1L), tuple("binding", Outcome.SUCCESS, 10_000_000L));
        assertThat(stun.messages().get(0).fields().get("software")).isEqualTo("phone1.0");
        assertThat(stun.messages().get(1).fields().get("mapped")).isEqualTo("203.0.113.5:4000");
    }

    @Test
    void aRelayNamesTheAddressThatItGives() {
        stun.client("0003 0008 2112A442 000102030405060708090A0B 000D 0004 00000258");
        stun.server("0103 0014 2112A442 000102030405060708090A0B 0016 0008 0001 3007 2B1BA443 000D 0004 00000258");
        assertThat(stun.messages().get(1).fields().get("relayed")).isEqualTo("10.9.0.1:4373");
        assertThat(stun.messages().get(1).fields().get("lifetime_seconds")).isEqualTo(600L);
        assertThat(stun.messages().get(1).fields().get("mapped")).isNull();
    }

    /** The one that lies under the cookie is what no router on the way has rewritten. */
    @Test
    void anAddressThatIsSaidPlainlyIsReadToo() {
        stun.server("0101 000C 2112A442 000102030405060708090A0B 0001 0008 0001 0FA0 CB007105");
        assertThat(stun.messages().getLast().fields().get("mapped")).isEqualTo("203.0.113.5:4000");
        String plain = "0001 0008 0001 0FA0 0A000001", laid = "0020 0008 0001 2EB2 EA12D547";
        for (String both : new String[] {plain + laid, laid + plain}) {
            stun.server("0101 0018 2112A442 000102030405060708090A0B " + both);
            assertThat(stun.messages().getLast().fields().get("mapped")).isEqualTo("203.0.113.5:4000");
        }
    }

    @Test
    void anAttributeLongerThanItsMessageIsMalformed() {
        stun.client("0001 0008 2112A442 000102030405060708090A0B 8022 0010 61626364");
        assertThat(stun.malformed()).extracting(Malformed::rule).containsExactly("attribute longer than the message");
    }

    @Test
    void peersGreetEachOtherOnce() {
        peers.client(Sample.bytes("bittorrent-handshake"));
        peers.server(Sample.bytes("bittorrent-handshake"));
        peers.client("00000001 02");
        assertThat(peers.messages()).extracting(Message::outcome).containsExactly(Outcome.REQUEST, Outcome.SUCCESS);
        assertThat(peers.messages().getFirst().fields().get("client")).isEqualTo("qB4250");
    }

    @Test
    void theTableIsAskedForPeers() {
        dht.client(Sample.bytes("bittorrent-peers"));
        assertThat(dht.messages().getFirst().operation()).isEqualTo("get_peers");
    }
}
