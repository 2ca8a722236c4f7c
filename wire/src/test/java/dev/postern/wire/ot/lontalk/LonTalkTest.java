package dev.postern.wire.ot.lontalk;

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
import java.util.List;
import org.junit.jupiter.api.Test;

class LonTalkTest {
    private final Bench bench = new Bench(new LonTalkDissector(), Transport.UDP, 1628);

    private Message message(int index) {
        return bench.messages().get(index);
    }

    private Object field(int index, String name) {
        return message(index).fields().get(name);
    }

    private List<String> identities() {
        return bench.observations.stream()
                .filter(Identity.class::isInstance)
                .map(o -> ((Identity) o).attribute() + " " + ((Identity) o).value())
                .toList();
    }

    /** A packet of the bus within the tunnel; its link octet is 0. */
    private static String packet(String npdu) {
        return tunnelled("01", "00" + npdu);
    }

    private static String tunnelled(String type, String data) {
        return String.format("%04x", 20 + Bench.hex(data).length) + "01" + type + "0000 0000 00000001 00000007 00000000"
                + data;
    }

    @Test
    void memoryIsReadFromANodeAndItsAnswerTiedByTransaction() {
        bench.client(packet("19 0185 0187 0a 03 6d 00 4000 10"));
        bench.server(packet("19 0187 0185 0a 23 2d aabb"));
        bench.client(packet("19 0185 0187 0a 04 6e 01 4000 02 00 aabb"));
        bench.server(packet("19 0187 0185 0a 24 0e"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::operation)
                .containsExactly("read memory", "read memory", "write memory", "write memory");
        assertThat(bench.messages())
                .extracting(Message::outcome)
                .containsExactly(Outcome.REQUEST, Outcome.SUCCESS, Outcome.REQUEST, Outcome.REFUSED);
        assertThat(message(0).unit()).isEqualTo("1/7");
        assertThat(message(0).target()).isEqualTo("memory 16384 x16");
        assertThat(message(1).unit()).isEqualTo("1/7");
        assertThat(message(1).latencyNanos()).isEqualTo(10_000_000L);
        assertThat(message(2).verb()).isEqualTo(Verb.DOWNLOAD);
    }

    @Test
    void networkVariablesAreUpdatedAndPolled() {
        bench.client(packet("31 0185 00 0a 8123 0c33"));
        bench.client(packet("05 0185 07 0a 02 c123 01"));
        bench.client(packet("19 0185 0187 0a 05 8123"));
        bench.server(packet("19 0187 0185 0a 25 8123 0c33"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::operation)
                .containsExactly(
                        "network variable update",
                        "network variable update",
                        "network variable poll",
                        "network variable poll");
        assertThat(message(0).target()).isEqualTo("nv 291");
        assertThat(message(0).unit()).isEqualTo("broadcast");
        assertThat(message(1).unit()).isEqualTo("group 7");
        assertThat(field(1, "nv_direction")).isEqualTo("output");
        assertThat(message(3).outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(field(3, "data")).isEqualTo("0c33");
    }

    @Test
    void anAcknowledgementAnswersItsMessage() {
        bench.client(packet("09 0185 0187 0a 06 6c 01"));
        bench.server(packet("09 0187 0185 0a 26"));
        assertThat(bench.malformed()).extracting(Malformed::rule).isEmpty();
        assertThat(bench.messages()).extracting(Message::operation).containsOnly("set node mode");
        assertThat(bench.messages()).extracting(Message::verb).containsOnly(Verb.MODE);
        assertThat(message(1).outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void theServicePinTellsTheNeuronId() {
        bench.client(packet("30 0080 00 7f 0000112233aa 9000010000040000"));
        assertThat(identities())
                .containsExactly("NOTE LonTalk node 0/0, neuron 0000112233aa, program 9000010000040000");
    }

    @Test
    void theTunnelHasPacketsOfItsOwn() {
        bench.client(tunnelled("63", "00"));
        bench.server(tunnelled("71", "0000"));
        assertThat(bench.messages())
                .extracting(Message::operation)
                .containsExactly("device configuration request", "device configuration");
        assertThat(message(1).verb()).isEqualTo(Verb.CONFIGURE);
    }

    @Test
    void lengthsMustFit() {
        bench.client("0015 01 01 0000 0000 00000001 00000007 00000000 00");
        bench.client("0040 01 63 0000 0000 00000001 00000007 00000000 00");
        bench.client(packet("19 0185"));
        assertThat(bench.malformed())
                .extracting(Malformed::rule)
                .containsExactly("length does not fit datagram", "packet ends early");
        LonTalkDissector lon = new LonTalkDissector();
        assertThat(lon.probe(new Bytes().wrap(Bench.hex(packet("31 0185 00 0a 8123 0c33"))), Transport.UDP, true))
                .isEqualTo(Recognition.UNSURE);
        assertThat(lon.probe(
                        new Bytes().wrap(Bench.hex("0015 01 05 0000 0000 00000001 00000007 00000000 00")),
                        Transport.UDP,
                        true))
                .isEqualTo(Recognition.NOT);
    }
}
