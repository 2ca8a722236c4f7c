package dev.postern.wire.it.coap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import org.junit.jupiter.api.Test;

/** Messages after appendix A of RFC 7252. */
class CoapTest {
    private final Bench bench = new Bench(new CoapDissector(), Transport.UDP, 5683);

    private Message message(int index) {
        return bench.messages().get(index);
    }

    private Object field(int index, String name) {
        return message(index).fields().get(name);
    }

    private static Recognition probe(String hex) {
        return new CoapDissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.UDP, true);
    }

    @Test
    void aResourceIsReadAndItsAnswerTiedByToken() {
        bench.client("41 01 7d34 20 bb 74656d7065726174757265");
        bench.server("61 45 7d34 20 ff 32322e3320");
        assertThat(bench.malformed()).isEmpty();
        assertThat(message(0).operation()).isEqualTo("get");
        assertThat(message(0).target()).isEqualTo("/temperature");
        assertThat(message(0).verb()).isEqualTo(Verb.READ);
        assertThat(message(1).operation()).isEqualTo("get");
        assertThat(message(1).outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(message(1).latencyNanos()).isEqualTo(10_000_000L);
        assertThat(field(1, "value")).isEqualTo(22.3);
        assertThat(field(1, "status")).isEqualTo("2.05 content");
    }

    @Test
    void aWriteThatIsRefusedSaysWhy() {
        bench.client("41 03 0001 07 b4 74616e6b 05 6c6576656c 10 ff 3733");
        bench.server("61 83 0001 07");
        assertThat(message(0).verb()).isEqualTo(Verb.WRITE);
        assertThat(message(0).target()).isEqualTo("/tank/level");
        assertThat(field(0, "value")).isEqualTo(73L);
        assertThat(message(1).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(field(1, "status")).isEqualTo("4.03 forbidden");
    }

    @Test
    void whatIsObservedIsReportedUnderItsPath() {
        bench.client("41 01 0001 07 60 51 74");
        bench.server("61 45 0001 07 61 0c ff 31");
        bench.server("51 45 0002 07 61 0d ff 32");
        bench.client("60 00 0002");
        assertThat(bench.messages())
                .extracting(Message::outcome)
                .containsExactly(Outcome.REQUEST, Outcome.SUCCESS, Outcome.NOTICE, Outcome.NOTICE);
        assertThat(message(2).verb()).isEqualTo(Verb.REPORT);
        assertThat(message(2).target()).isEqualTo("/t");
        assertThat(field(2, "value")).isEqualTo(2L);
        assertThat(message(3).operation()).isEqualTo("acknowledge");
    }

    @Test
    void aDeviceRegistersUnderItsName() {
        bench.client("40 02 0001 b2 7264 47 65703d6c6f6331");
        assertThat(bench.observations)
                .filteredOn(Identity.class::isInstance)
                .singleElement()
                .satisfies(o -> assertThat(((Identity) o).value()).isEqualTo("loc1"));
    }

    @Test
    void optionsHaveExtendedDeltasAndLengths() {
        // Uri-Path of 13 octets; then Size1 (60): delta 49.
        bench.client("40 03 0001 bd00 61616161616161616161616161 d1 24 0a");
        assertThat(bench.malformed()).isEmpty();
        assertThat(message(0).target()).isEqualTo("/aaaaaaaaaaaaa");
    }

    @Test
    void brokenOptionsAreReported() {
        bench.client("40 01 0001 bf");
        bench.client("40 01 0001 b5 6161");
        bench.client("40 01 0001 b1 61 ff");
        assertThat(bench.malformed())
                .extracting(Malformed::rule)
                .containsExactly(
                        "reserved option length or delta", "option ends early", "payload marker without payload");
    }

    @Test
    void itIsNeverCertain() {
        assertThat(probe("41 01 7d34 20 bb 74656d7065726174757265")).isEqualTo(Recognition.UNSURE);
        assertThat(probe("41 1f 7d34 20 bb 74656d7065726174757265")).isEqualTo(Recognition.NOT);
        assertThat(probe("40 01 7d34 ff")).isEqualTo(Recognition.NOT);
        assertThat(probe("60 00 7d34 00")).isEqualTo(Recognition.NOT);
    }
}
