package dev.postern.wire.ot.sercos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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

class SercosTest {
    private static final String DATA = "12345678" + "00".repeat(40);
    private final Bench bus = new Bench(new Sercos(), Transport.ETHERNET, Sercos.ETHER_TYPE);

    @Test
    void aCycleHasTelegramsOfTheMasterAndForTheSlaves() {
        bus.client("20 24" + DATA);
        bus.client("C1 04" + DATA);
        bus.client("00 83" + DATA);
        assertThat(bus.malformed()).isEmpty();
        assertThat(bus.messages())
                .extracting(
                        Message::operation,
                        Message::target,
                        Message::verb,
                        m -> m.fields().get("channel"),
                        m -> m.fields().get("cycle"))
                .containsExactly(
                        tuple("mdt", "mdt0", Verb.EXCHANGE, 0L, 2L),
                        tuple("at", "at1", Verb.EXCHANGE, 1L, null),
                        tuple("mdt", "mdt0", Verb.MODE, 0L, null));
        assertThat(bus.messages().getLast().fields().get("phase")).isEqualTo(3L);
    }

    /** A telegram of phase 2 with the service channel and the device word of device 1. */
    private static String telegram(boolean acknowledge, String channel, String word) {
        return (acknowledge ? "40" : "00") + "02 12345678" + "00".repeat(6) + channel + "00".repeat(6 * 126)
                + "00".repeat(4) + word + "0000" + "00".repeat(4 * 126);
    }

    private void master(String control, String information) {
        bus.client(telegram(false, control + information, "0000"));
    }

    private void slave(String status, String information) {
        bus.client(telegram(true, status + information, "0000"));
    }

    private List<Message> services() {
        return bus.messages().stream().filter(m -> !m.unit().isEmpty()).toList();
    }

    @Test
    void aParameterIsReadThroughTheServiceChannel() {
        master("0900", "24000000");
        slave("0900", "00000000");
        master("3C00", "00000000");
        slave("0000", "00000000");
        slave("0A00", "00000000");
        slave("0800", "E8030000");
        assertThat(services())
                .extracting(Message::operation, Message::unit, Message::target, Message::verb, Message::outcome)
                .containsExactly(
                        tuple("read data", "device 1", "S-0-0036", Verb.READ, Outcome.REQUEST),
                        tuple("read data", "device 1", "S-0-0036", Verb.READ, Outcome.SUCCESS));
        assertThat(services().getLast().fields().get("values")).isEqualTo(List.of(1000L));
        assertThat(services().getLast().latencyNanos()).isEqualTo(30_000_000L);
        assertThat(bus.malformed()).isEmpty();
    }

    @Test
    void aWriteIsToldWithAllItsWordsAndMayBeRefused() {
        master("0900", "86800000");
        slave("0900", "00000000");
        master("3A00", "01000000");
        slave("0800", "00000000");
        master("3F00", "02000000");
        slave("0D00", "04700000");
        assertThat(services()).extracting(Message::operation).containsOnly("write data");
        assertThat(services()).extracting(Message::target).containsOnly("P-0-0134");
        assertThat(services()).extracting(Message::outcome).containsExactly(Outcome.REQUEST, Outcome.REFUSED);
        assertThat(services().getFirst().fields().get("values")).isEqualTo(List.of(1L, 2L));
        assertThat(services().getLast().fields().get("error")).isEqualTo(0x7004L);
    }

    @Test
    void aWriteWhoseAnswerWasLostLeavesNothingForTheNext() {
        master("0900", "86800000");
        slave("0900", "00000000");
        master("3E00", "01000000");
        master("3F00", "02000000");
        assertThat(services().getLast().fields().get("values")).isEqualTo(List.of(2L));
    }

    @Test
    void whatAWriteDoesIsKnownByItsNumber() {
        writes("86000000");
        writes("06010000");
        writes("0B010000");
        assertThat(services())
                .extracting(Message::target, Message::verb)
                .containsExactly(
                        tuple("S-0-0134", Verb.OPERATE),
                        tuple("S-0-0262", Verb.FACTORY_RESET),
                        tuple("S-0-0267", Verb.PROTECT));
        assertThat(services().get(1).fields().get("values")).isEqualTo(List.of(3L));
        assertThat(services().getLast().fields().get("values")).isNull();
    }

    private void writes(String idn) {
        master("0900", idn);
        master("3E00", "03000000");
    }

    @Test
    void anElectronicLabelIsAnIdentity() {
        master("0900", "14050400");
        slave("0900", "00000000");
        for (String[] step :
                new String[][] {{"3800", "0800", "06002800"}, {"3900", "0900", "44524956"}, {"3C00", "0800", "45310000"}
                }) {
            master(step[0], "00000000");
            slave(step[1], step[2]);
        }
        assertThat(services().getLast().target()).isEqualTo("S-0-1300.0.4");
        assertThat(bus.observations)
                .filteredOn(Identity.class::isInstance)
                .extracting(
                        o -> ((Identity) o).place() + " " + ((Identity) o).attribute() + " " + ((Identity) o).value())
                .containsExactly("device 1 MODEL DRIVE1");
    }

    private void places(String idn, String place) {
        master("0900", idn);
        slave("0900", "00000000");
        master("3E00", place);
        slave("0800", "00000000");
    }

    @Test
    void whereTheMasterSaidTheyWouldBeTheyAreFoundWhileTheBusRuns() {
        // The service channel at 8 of MDT 1 and at 2 of AT 0, the device word at 20 of MDT 0.
        places("F5030000", "08100000");
        places("F6030000", "02000000");
        places("F1030000", "14000000");
        int before = services().size();
        bus.client("01 04 12345678" + "00".repeat(8) + "0900 86000000" + "00".repeat(40));
        bus.client("40 04 12345678" + "0000 0900 00000000" + "00".repeat(40));
        bus.client("01 04 12345678" + "00".repeat(8) + "3E00 07000000" + "00".repeat(40));
        bus.client("40 04 12345678" + "0000 0800 00000000" + "00".repeat(40));
        bus.client("00 04 12345678" + "00".repeat(20) + "0080" + "00".repeat(40));
        assertThat(services().subList(before, services().size()))
                .extracting(Message::operation, Message::target, Message::verb, Message::outcome)
                .containsExactly(
                        tuple("write data", "S-0-0134", Verb.OPERATE, Outcome.REQUEST),
                        tuple("write data", "S-0-0134", Verb.OPERATE, Outcome.SUCCESS),
                        tuple("device control", "", Verb.IDENTIFY, Outcome.NOTICE));
    }

    @Test
    void aBusWhoseStartWasNotSeenHasTelegramsOnly() {
        bus.client("01 04 12345678" + "00".repeat(8) + "0900 86000000" + "00".repeat(40));
        bus.client("01 04 12345678" + "00".repeat(8) + "3E00 07000000" + "00".repeat(40));
        assertThat(services()).isEmpty();
        assertThat(bus.messages()).hasSize(2);
    }

    @Test
    void aDeviceWordIsToldWhenItChanges() {
        bus.client(telegram(false, "000000000000", "0000"));
        bus.client(telegram(false, "000000000000", "0080"));
        bus.client(telegram(false, "000000000000", "0080"));
        bus.client(telegram(false, "000000000000", "0050"));
        assertThat(services()).extracting(Message::operation).containsOnly("device control");
        assertThat(services()).extracting(Message::verb).containsExactly(Verb.IDENTIFY, Verb.CONFIGURE);
        assertThat(services().getLast().fields().get("topology")).isEqualTo(1L);
    }

    /** Device 5 joins: t1 is 16, which it takes; the length of MDT 0, which it does not. */
    @Test
    void aDeviceThatJoinsARunningBusIsToldParameters() {
        String rest = "00".repeat(40);
        bus.client("00 04 12345678 0500 0200 10000000" + rest);
        bus.client("00 04 12345678 0500 0200 10000000" + rest);
        bus.client("40 04 12345678 0500 0100 00000000" + rest);
        bus.client("40 04 12345678 0500 0200 00000000" + rest);
        bus.client("40 04 12345678 0500 0200 00000000" + rest);
        bus.client("00 04 12345678 0500 1001 40000000" + rest);
        bus.client("40 04 12345678 0500 1002 01000000" + rest);
        bus.client("00 04 12345678 0000 0000 00000000" + rest);
        assertThat(bus.messages().stream().filter(m -> m.operation().equals("hot-plug")))
                .extracting(Message::unit, Message::target, Message::verb, Message::outcome)
                .containsExactly(
                        tuple("address 5", "t1", Verb.CONFIGURE, Outcome.REQUEST),
                        tuple("address 5", "t1", Verb.CONFIGURE, Outcome.SUCCESS),
                        tuple("address 5", "mdt0 length", Verb.CONFIGURE, Outcome.REQUEST),
                        tuple("address 5", "mdt0 length", Verb.CONFIGURE, Outcome.REFUSED));
        assertThat(bus.malformed()).isEmpty();
    }

    /** The same parameter with another value: what the device says then is an answer again, and so is what it says at last. */
    @Test
    void aParameterThatIsToldTwiceIsAnsweredTwice() {
        String rest = "00".repeat(40);
        bus.client("00 04 12345678 0500 0200 10000000" + rest);
        bus.client("40 04 12345678 0500 0200 00000000" + rest);
        bus.client("00 04 12345678 0500 0200 20000000" + rest);
        bus.client("40 04 12345678 0500 0200 00000000" + rest);
        bus.client("40 04 12345678 0500 0200 00000000" + rest);
        bus.client("40 04 12345678 0500 0202 01000000" + rest);
        assertThat(bus.messages().stream().filter(m -> m.operation().equals("hot-plug")))
                .extracting(Message::outcome)
                .containsExactly(Outcome.REQUEST, Outcome.SUCCESS, Outcome.REQUEST, Outcome.SUCCESS, Outcome.REFUSED);
    }

    @Test
    void brokenRulesAreNamed() {
        bus.client("20 24 00");
        bus.client("07 0F" + DATA);
        assertThat(bus.malformed())
                .extracting(Malformed::rule)
                .containsExactly("header ends early", "telegram number beyond 3", "phase beyond 4");
    }

    @Test
    void itIsNeverBeyondDoubt() {
        assertThat(probe("20 24" + DATA)).isEqualTo(Recognition.UNSURE);
        assertThat(probe("20 27" + DATA)).isEqualTo(Recognition.NOT);
        assertThat(probe("20 24 12345678")).isEqualTo(Recognition.NOT);
    }

    private static Recognition probe(String hex) {
        return new Sercos().probe(new Bytes().wrap(Bench.hex(hex)), Transport.ETHERNET, true);
    }
}
