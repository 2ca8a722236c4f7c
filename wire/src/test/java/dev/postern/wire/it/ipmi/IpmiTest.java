package dev.postern.wire.it.ipmi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Identity;
import dev.postern.model.Identity.Attribute;
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

class IpmiTest {
    private final Bench ipmi = new Bench(new IpmiDissector(), Transport.UDP, 623);

    @Test
    void aHardResetRestartsTheMachine() {
        ipmi.client(Sample.bytes("ipmi-reset"));
        // Answer of sequence 3: function 1, command 2, completed.
        ipmi.server("0600FF07 00 00000000 00000000 08 81 04 7B 20 0C 02 00 D2");
        assertThat(ipmi.messages())
                .extracting(Message::operation, Message::verb, Message::outcome, Message::target, Message::latencyNanos)
                .containsExactly(
                        tuple("chassis control", Verb.RESTART, Outcome.REQUEST, "hard reset", -1L),
                        tuple("chassis control", Verb.RESTART, Outcome.SUCCESS, "hard reset", 10_000_000L));
    }

    @Test
    void powerDownAndSoftShutdownStopPowerUpStarts() {
        assertThat(Command.controlVerb(0)).isEqualTo(Verb.STOP);
        assertThat(Command.controlVerb(5)).isEqualTo(Verb.STOP);
        assertThat(Command.controlVerb(1)).isEqualTo(Verb.START);
        assertThat(Command.controlVerb(2)).isEqualTo(Verb.RESTART);
    }

    @Test
    void aLoginTellsTheUser() {
        ipmi.client(Sample.bytes("ipmi-open"));
        ipmi.client(Sample.bytes("ipmi-rakp"));
        assertThat(ipmi.messages())
                .extracting(Message::operation, Message::verb, m -> m.fields().get("user"))
                .containsExactly(tuple("open session", Verb.SESSION, null), tuple("rakp", Verb.LOGIN, "ADMIN"));
        assertThat(ipmi.messages().get(1).fields().get("privilege")).isEqualTo("administrator");
    }

    @Test
    void aControllerTellsFirmwareAndMaker() {
        ipmi.server(Sample.bytes("ipmi-device"));
        Message device = ipmi.messages().getFirst();
        assertThat(device.operation()).isEqualTo("get device id");
        assertThat(device.fields().get("firmware")).isEqualTo("2.45");
        assertThat(device.fields().get("manufacturer")).isEqualTo(674L);
        assertThat(ipmi.observations)
                .filteredOn(Identity.class::isInstance)
                .extracting(i -> ((Identity) i).attribute())
                .containsExactly(Attribute.FIRMWARE, Attribute.MODEL, Attribute.ROLE);
    }

    @Test
    void aCipherWithoutAuthenticationIsWeak() {
        ipmi.server("0600FF07 06 11 00000000 00000000 2400 00 00 04 00 A0A1A2A3 B0B1B2B3"
                + "00 0000 08 00 000000 01 0000 08 00 000000 02 0000 08 00 000000");
        assertThat(ipmi.messages().getFirst().fields().get("weak")).isEqualTo(true);
    }

    @Test
    void presenceIsAskedAndTold() {
        ipmi.client(Sample.bytes("ipmi-presence"));
        assertThat(ipmi.messages().getFirst().operation()).isEqualTo("presence");
        assertThat(ipmi.messages().getFirst().verb()).isEqualTo(Verb.IDENTIFY);
    }

    @Test
    void aMessageLongerThanItsDatagramIsMalformed() {
        ipmi.client("0600FF07 00 00000000 00000000 20 20 18 C8 81 04 38 43");
        assertThat(ipmi.malformed()).extracting(Malformed::rule).containsExactly("message longer than the datagram");
    }

    @Test
    void aHeaderAloneIsNotCertain() {
        assertThat(new IpmiDissector().probe(new Bytes().wrap(Bench.hex("0600FF07")), Transport.UDP, true))
                .isEqualTo(Recognition.NOT);
    }
}
