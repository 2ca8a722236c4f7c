package dev.postern.wire.ot.melsec;

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

/** Frames as rt-labs' c-link and the sample of the CC-Link Partner Association lay them out: 67 octets and 76 a station, 59 and 72. */
class FieldBasicTest {
    private final Bench cyclic = new Bench(new SlmpDissector(), Transport.UDP, 61450);

    private static String request(int stations, String slaves, String registers, String bits) {
        int length = 67 - 9 + 76 * stations;
        return "5000 00 FF FF03 00" + little(length) + "0000 700E 0000"
                + "0100 0000 2000" + "00".repeat(14)
                + "0100 0000 E803000000000000"
                + "6403A8C0 01 00 0700 F401 0300 0200" + little(stations) + "0100 0000"
                + slaves + registers + bits;
    }

    private static String little(int value) {
        return "%02x%02x".formatted(value & 0xFF, value >> 8);
    }

    private static final String THREE = request(
            3,
            "0B03A8C0 FFFFFFFF 0C03A8C0",
            "3412" + "00".repeat(62) + "0100" + "00".repeat(62) + "0200" + "00".repeat(62),
            "0180000000000000" + "00".repeat(8) + "FF00000000000000");
    private static final String ANSWER = "D000 00 FF FF03 00 7A00 0000"
            + "0100 0000 2800" + "00".repeat(14)
            + "0500 0000 11000000 0200 0000 0100 0000 00000000"
            + "0B03A8C0 01 00 0700" + "0A00" + "00".repeat(62) + "0500000000000000";

    private static Object field(Message message, String name) {
        return message.fields().get(name);
    }

    private List<String> identities() {
        return cyclic.observations.stream()
                .filter(Identity.class::isInstance)
                .map(Identity.class::cast)
                .map(i -> i.subject() + " " + i.attribute() + " " + i.value())
                .toList();
    }

    @Test
    void theMasterWritesTheOutputsOfEachSlave() {
        cyclic.client(THREE);
        assertThat(cyclic.malformed()).isEmpty();
        assertThat(cyclic.messages()).extracting(Message::operation).containsOnly("cyclic data");
        assertThat(cyclic.messages()).extracting(Message::verb).containsOnly(Verb.EXCHANGE);
        assertThat(cyclic.messages()).extracting(Message::outcome).containsOnly(Outcome.NOTICE);
        assertThat(cyclic.messages()).extracting(Message::unit).containsOnly("group 1");
        assertThat(cyclic.messages()).extracting(Message::target).containsExactly("192.168.3.11", "192.168.3.12");
        Message first = cyclic.messages().getFirst();
        assertThat(field(first, "master")).isEqualTo("192.168.3.100");
        assertThat(field(first, "master_state")).isEqualTo("running");
        assertThat(field(first, "sequence")).isEqualTo(7L);
        assertThat(field(first, "parameter")).isEqualTo(2L);
        assertThat(field(first, "active")).isEqualTo(true);
        assertThat(field(first, "stations")).isEqualTo(2L);
        // Two stations: eight words of RY, then 64 of RWw.
        List<?> values = (List<?>) field(first, "values");
        assertThat(values).hasSize(72);
        assertThat(values.get(0)).isEqualTo(0x8001L);
        assertThat(values.get(8)).isEqualTo(0x1234L);
        assertThat(values.get(40)).isEqualTo(1L);
        Message second = cyclic.messages().getLast();
        assertThat(field(second, "active")).isEqualTo(false);
        assertThat(((List<?>) field(second, "values")).subList(0, 5)).isEqualTo(List.of(0xFFL, 0L, 0L, 0L, 2L));
    }

    @Test
    void aSlaveTellsItsInputsAndOnceWhoItIs() {
        Bench slave = new Bench(new SlmpDissector(), Transport.UDP, 61450);
        slave.client(ANSWER);
        slave.client(ANSWER);
        assertThat(slave.malformed()).isEmpty();
        Message answer = slave.messages().getFirst();
        assertThat(answer.target()).isEqualTo("192.168.3.11");
        assertThat(answer.unit()).isEqualTo("group 1");
        assertThat(field(answer, "slave_state")).isEqualTo("running");
        assertThat(((List<?>) field(answer, "values")).subList(0, 5)).isEqualTo(List.of(5L, 0L, 0L, 0L, 10L));
        cyclic.observations.addAll(slave.observations);
        assertThat(identities())
                .containsExactly(
                        "10.0.0.1 ROLE CC-Link IE Field Basic slave",
                        "10.0.0.1 VENDOR CC-Link vendor 0x0005",
                        "10.0.0.1 MODEL CC-Link model 0x00000011",
                        "10.0.0.1 FIRMWARE equipment version 2");
    }

    @Test
    void aSecondMasterIsRefused() {
        cyclic.client(ANSWER.replaceFirst("0100 0000 2800", "0100 E0CF 2800"));
        Message answer = cyclic.messages().getFirst();
        assertThat(answer.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(field(answer, "name")).isEqualTo("second master");
    }

    @Test
    void stationsThatDoNotFitAreTold() {
        cyclic.client(request(1, "0B03A8C0", "00".repeat(64), "00".repeat(8))
                .replace("0100 0100 0000", "0200 0100 0000")
                .replace("0200" + "0100" + "0100 0000", "0200" + "0200" + "0100 0000"));
        assertThat(cyclic.malformed())
                .extracting(Malformed::rule)
                .containsExactly("cyclic data do not fit their stations");
    }

    @Test
    void bothDirectionsAreCertainByThemselves() {
        for (String frame : List.of(THREE, ANSWER))
            assertThat(new SlmpDissector().probe(new Bytes().wrap(Bench.hex(frame)), Transport.UDP, true))
                    .isEqualTo(Recognition.CERTAIN);
    }

    @Test
    void aNodeThatIsFoundTellsWhoItIs() {
        Bench node = new Bench(new SlmpDissector(), Transport.UDP, 61451);
        node.server("D400 0100 0000 00 FF FF03 00 3500 0000"
                + "665544332211 04 6403A8C0 AB9078563412 04 0B03A8C0 00FFFFFF FFFFFFFF 00"
                + "0500 11000000 0200 04 FFFFFFFF FFFF 0000 0BF0 01");
        assertThat(node.malformed()).isEmpty();
        Message found = node.messages().getFirst();
        assertThat(found.operation()).isEqualTo("node search");
        assertThat(found.verb()).isEqualTo(Verb.IDENTIFY);
        assertThat(field(found, "hardware")).isEqualTo("12:34:56:78:90:ab");
        assertThat(field(found, "address")).isEqualTo("192.168.3.11");
        assertThat(field(found, "mask")).isEqualTo("255.255.255.0");
        assertThat(field(found, "model")).isEqualTo(17L);
    }

    @Test
    void anAddressIsSetOnTheNodeWithAHardwareAddress() {
        cyclic.client("5400 0100 0000 00 FF FF03 00 2D00 0000 310E 0000"
                + "665544332211 04 6403A8C0 AB9078563412 04 0903A8C0 00FFFFFF FFFFFFFF 00 04 FFFFFFFF FFFF 01");
        Message set = cyclic.messages().getFirst();
        assertThat(set.verb()).isEqualTo(Verb.CONFIGURE);
        assertThat(set.target()).isEqualTo("12:34:56:78:90:ab 192.168.3.9/255.255.255.0");
        assertThat(cyclic.malformed()).isEmpty();
    }
}
