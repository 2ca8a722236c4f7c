package dev.postern.wire.ot.powerlink;

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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class PowerlinkTest {
    private final Bench bus = new Bench(new Powerlink(), Transport.ETHERNET, Powerlink.ETHER_TYPE);

    private Message last() {
        return bus.messages().getLast();
    }

    private static Recognition probe(String hex) {
        return new Powerlink().probe(new Bytes().wrap(Bench.hex(hex)), Transport.ETHERNET, true);
    }

    @Test
    void aCyclePollsItsNodes() {
        bus.client("01 FF F0 00" + "00".repeat(42));
        bus.client("03 11 F0 00 01 00 00 00 0400 01020304");
        bus.server("04 FF 11 FD 01 00 00 00 0200 0506");
        bus.client("05 FF F0 FD 00 00 01 11 20 00");
        assertThat(bus.malformed()).isEmpty();
        assertThat(bus.messages())
                .extracting(Message::operation, Message::verb, Message::unit, Message::target, Message::outcome)
                .containsExactly(
                        tuple("start of cycle", Verb.EXCHANGE, "", "", Outcome.NOTICE),
                        tuple("poll request", Verb.EXCHANGE, "17", "", Outcome.REQUEST),
                        tuple("poll response", Verb.EXCHANGE, "17", "", Outcome.SUCCESS),
                        tuple("start of asynchronous", Verb.IDENTIFY, "17", "ident request", Outcome.REQUEST));
        assertThat(bus.messages().get(2).fields().get("state_name")).isEqualTo("operational");
        assertThat(bus.messages().get(2).fields().get("values")).isEqualTo(List.of(5L, 6L));
        assertThat(bus.messages().get(1).fields().get("values")).isNull();
    }

    @Test
    void whatANodeDoesNotVouchForIsNoValue() {
        bus.server("04 FF 11 FD 00 00 00 00 0200 0506");
        assertThat(last().fields().get("values")).isNull();
        bus.server("04 FF 11 FD 01 00 00 00 0400 0506");
        assertThat(last().fields().get("values")).as("what is there").isEqualTo(List.of(5L, 6L));
    }

    @Test
    void nodesAreStartedAndStoppedByNetworkManagement() {
        bus.client("06 11 F0 04 21 00 0000");
        bus.client("06 FF F0 04 22 00 0000");
        bus.client("06 11 F0 04 28 00 0000");
        assertThat(bus.messages())
                .extracting(Message::operation, Message::verb, Message::unit)
                .containsExactly(
                        tuple("nmt start node", Verb.START, "17"),
                        tuple("nmt stop node", Verb.STOP, "all"),
                        tuple("nmt reset node", Verb.RESTART, "17"));
    }

    /** Of node 3, with 80 octets from the name of the host on. */
    private void identResponse(String host) {
        byte[] name = Arrays.copyOf(host.getBytes(StandardCharsets.US_ASCII), 80);
        bus.server(
                "06 FF 03 01 00 00 1D 00 20 00 00000000 DC05 0100 0100 00000000 0000 91010000 6C000001 371E0000 02000100 07000000"
                        + "00".repeat(24) + "0364A8C0 00FFFFFF 00000000"
                        + HexFormat.of().formatHex(name));
    }

    @Test
    void anIdentResponseTellsTheNode() {
        identResponse("drive-3");
        assertThat(bus.malformed()).isEmpty();
        assertThat(last()).extracting(Message::operation, Message::unit).containsExactly("ident response", "3");
        assertThat(bus.observations.stream().filter(Identity.class::isInstance).map(Identity.class::cast))
                .extracting(Identity::attribute, Identity::value)
                .containsExactly(
                        tuple(Attribute.NAME, "drive-3"),
                        tuple(Attribute.VENDOR, "vendor 0x100006c"),
                        tuple(Attribute.MODEL, "product 0x1e37"),
                        tuple(Attribute.FIRMWARE, "revision 0x10002"),
                        tuple(Attribute.SERIAL, "7"),
                        tuple(Attribute.ADDRESS, "192.168.100.3"));
    }

    @Test
    void whatADeviceLeftBehindTheEndOfItsNameIsNoPartOfIt() {
        identResponse("drive-3\0old-name");
        assertThat(bus.observations.stream().filter(Identity.class::isInstance).map(Identity.class::cast))
                .filteredOn(identity -> identity.attribute() == Attribute.NAME)
                .extracting(Identity::value)
                .containsExactly("drive-3");
    }

    @Test
    void objectsAreWrittenAndRefused() {
        bus.client("06 03 F0 05 02 06 0000 00 01 00 01 0600 0000 4060 00 00 0F00");
        bus.server("06 F0 03 05 06 02 0000 00 01 C0 01 0400 0000 00000206");
        assertThat(bus.messages())
                .extracting(Message::operation, Message::verb, Message::target, Message::outcome)
                .containsExactly(
                        tuple("sdo write by index", Verb.WRITE, "0x6040.0", Outcome.REQUEST),
                        tuple("sdo write by index", Verb.WRITE, "", Outcome.REFUSED));
        assertThat(last().fields().get("abort_code")).isEqualTo(0x06020000L);
        bus.client("06 03 F0 05 01 01 0000 00 00 00 00 0000 0000");
        assertThat(last().operation()).isEqualTo("sdo sequence");
    }

    @Test
    void brokenRulesAreNamed() {
        bus.client("09 FF F0");
        bus.client("03 11 F0 00 01 00 00 00 4000 0102");
        bus.client("06 FF 03 01 00 00 1D 00");
        bus.client("06 FF 03 77");
        assertThat(bus.malformed())
                .extracting(Malformed::rule)
                .containsExactly(
                        "unknown message type", "size beyond frame", "ident response ends early", "reserved service");
    }

    @Test
    void itIsNeverBeyondDoubt() {
        assertThat(probe("03 11 F0 00 01 00 00 00 0400 01020304")).isEqualTo(Recognition.UNSURE);
        assertThat(probe("03 11 F1 00 01 00 00 00 0400 01020304")).isEqualTo(Recognition.NOT);
        assertThat(probe("03 11 F0 00 01 00 00 00 0500 01020304")).isEqualTo(Recognition.NOT);
        assertThat(probe("42 42 03 00 00 00 00 00 00 00 00 00")).isEqualTo(Recognition.NOT);
    }
}
