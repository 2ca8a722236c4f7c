package dev.postern.wire.it.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import dev.postern.wire.it.parts.Asn;
import org.junit.jupiter.api.Test;

class Http2Test {
    private static final byte[] PREFACE = Bench.ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    private final Bench http = new Bench(new Http2Dissector(), Transport.TCP, 50051);

    private static byte[] frame(int type, int flags, int stream, String payload) {
        byte[] octets = Bench.hex(payload);
        return Asn.join(0, octets.length >> 8, octets.length, type, flags, 0, 0, 0, stream, octets);
    }

    /** The requests of RFC 7541 appendix C.4, coded and with the table of the one before, and its answer C.6.1. */
    @Test
    void requestsAreReadThroughTheirCompression() {
        http.client(PREFACE);
        http.client(frame(1, 5, 1, "828684418cf1e3c2e5f23a6ba0ab90f4ff"));
        http.client(frame(1, 5, 3, "828684be5886a8eb10649cbf"));
        http.client(frame(1, 5, 5, "828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf"));
        http.server(
                frame(
                        1,
                        4,
                        1,
                        "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f0b97c8e9ae82ae43d3"));
        assertThat(http.messages())
                .extracting(
                        Message::operation,
                        Message::outcome,
                        Message::target,
                        m -> m.fields().get("host"))
                .containsExactly(
                        tuple("get", Outcome.REQUEST, "/", "www.example.com"),
                        tuple("get", Outcome.REQUEST, "/", "www.example.com"),
                        tuple("get", Outcome.REQUEST, "/index.html", "www.example.com"),
                        tuple("get", Outcome.SUCCESS, "/", null));
        assertThat(http.messages().get(3).fields().get("status")).isEqualTo(302L);
        assertThat(http.messages().get(3).latencyNanos()).isEqualTo(30_000_000L);
    }

    @Test
    void aPathInClearLosesItsQuery() {
        http.client(frame(1, 4, 1, "83 04 06 2F613F623D63"));
        assertThat(http.messages().getFirst().operation()).isEqualTo("post");
        assertThat(http.messages().getFirst().target()).isEqualTo("/a");
    }

    @Test
    void aHeaderBlockThatGoesOnIsPutTogether() {
        http.client(frame(1, 1, 1, "828684418cf1e3c2"));
        http.client(frame(9, 0, 1, "e5f23a"));
        http.client(frame(9, 4, 1, "6ba0ab90f4ff"));
        http.client(frame(1, 5, 3, "828684be5886a8eb10649cbf"));
        assertThat(http.messages())
                .extracting(m -> m.fields().get("host"))
                .containsExactly("www.example.com", "www.example.com");
        assertThat(http.malformed()).isEmpty();
    }

    /** In a table of 650 octets there is room for x-a with 600 times X, or for x-b, not for both. */
    @Test
    void aLongValueCountsWholeInTheTable() {
        http.client(frame(1, 5, 1, "3FEB04 82 86 84 40 03782D61 FFD903" + "FC".repeat(600) + "40 03782D62 0131"));
        http.client(frame(1, 5, 3, "82 86 BF"));
        assertThat(http.malformed()).extracting(Malformed::rule).containsExactly("header block unreadable");
    }

    @Test
    void aBackslashAndWhatIsNoTextAreRead() {
        // Backslash is 19 bits, 0x7FFF0; then a (00011) and a byte 0x80 of 20 bits, 0xFFFE6.
        http.client(frame(1, 5, 1, "82 86 04 86 FFFE03FFFE6F"));
        assertThat(http.messages().getFirst().target()).isEqualTo("\\a.");
    }

    @Test
    void dataPassesUnread() {
        assertThat(http.client("010000 00 00 00000001 AABB")).isEqualTo(11);
        assertThat(http.client(new byte[1000])).isEqualTo(1000);
        assertThat(http.messages()).isEmpty();
    }

    @Test
    void whatEndsAConnectionIsTold() {
        http.server(frame(7, 0, 0, "00000005 0000000B"));
        http.server(frame(3, 0, 5, "00000008"));
        assertThat(http.messages())
                .extracting(Message::operation, m -> m.fields().get("error"))
                .containsExactly(tuple("go away", 11L), tuple("reset", 8L));
    }

    @Test
    void aReferenceToNothingIsMalformedAndThenUnknown() {
        http.client(frame(1, 4, 1, "82 FF00"));
        http.client(frame(1, 4, 3, "82 84 BE"));
        assertThat(http.malformed()).extracting(Malformed::rule).containsExactly("header block unreadable");
        assertThat(http.messages()).hasSize(2);
        http.client(frame(1, 4, 7, "02 00"));
        assertThat(http.malformed()).extracting(Malformed::rule).contains("method is no word");
        http.client(frame(1, 12, 5, "FF 82"));
        assertThat(http.malformed()).extracting(Malformed::rule).contains("padding longer than frame");
    }

    @Test
    void recognisedByPrefaceAndSettings() {
        assertThat(probe(PREFACE, true)).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(frame(4, 0, 0, "000300000064"), false)).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(frame(4, 0, 0, ""), false)).isEqualTo(Recognition.UNSURE);
        assertThat(probe(frame(4, 0, 0, "000000000064"), false)).isEqualTo(Recognition.NOT);
    }

    private static Recognition probe(byte[] bytes, boolean client) {
        return new Http2Dissector().probe(new Bytes().wrap(bytes), Transport.TCP, client);
    }
}
