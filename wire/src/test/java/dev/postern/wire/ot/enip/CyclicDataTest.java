package dev.postern.wire.ot.enip;

import static dev.postern.wire.ot.enip.EnipFrames.sized;
import static dev.postern.wire.ot.enip.EnipFrames.unconnected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** What connections carry that are agreed on elsewhere: inputs and outputs. */
class CyclicDataTest {
    private final Bench bench = new Bench(new EnipDissector(), Transport.TCP, 44_818);

    private void request(String cip) {
        bench.client(unconnected(cip));
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void cyclicDataStandsAloneUnderOneName() {
        Bench io = new Bench(new EnipDissector(), Transport.UDP, 2_222);
        io.client("0200 0280 0800 01009402 15000000 B100 0600 1500 01000000");
        Message message = io.messages().getFirst();
        assertThat(message.verb()).isEqualTo(Verb.EXCHANGE);
        assertThat(message.target()).isEqualTo("io");
        assertThat(message.fields().get("sequence")).isEqualTo(21L);
        assertThat(message.fields().get("data")).isEqualTo("150001000000");
    }

    /** A connection of cyclic data is opened: the target calls the outputs 0xAAAA0001, the originator its inputs 0x02940001. */
    private Bench cyclic(int transport) {
        request(
                "54 02 2006 2401 05 9B 00000000 01009402 7058 05D0 04000000 01 000000 10270000 0C48 10270000 0848 %02X 03 0100 2002 2401"
                        .formatted(transport));
        bench.server(unconnected("D4 00 00 00 AAAA0001 01009402 7058 05D0 04000000 10270000 10270000 00 00"));
        return bench.beside(Transport.UDP, 2_222);
    }

    private static String io(String connection, String data) {
        return "0200 0280 0800" + connection + "15000000 B100" + sized(data);
    }

    private static void runs(Bench io, int packets) {
        for (int i = 0; i < packets; i++) io.client(io("AAAA0001", "1500 01000000 0F00"));
    }

    private static List<String> operations(Bench io) {
        return io.messages().stream().map(Message::operation).distinct().toList();
    }

    @Test
    void aControllerThatIdlesSaysSoInTheHeaderOfItsOutputs() {
        Bench io = cyclic(1);
        runs(io, 20);
        assertThat(io.messages().getLast().fields().get("run")).isEqualTo(true);
        io.client(io("AAAA0001", "1600 00000000 0F00"));
        Message idle = io.messages().getLast();
        assertThat(idle.operation()).isEqualTo("outputs idle");
        assertThat(idle.outcome()).isEqualTo(Outcome.NOTICE);
        assertThat(idle.fields().get("run")).isEqualTo(false);
        io.client(io("AAAA0001", "1700 00000000 0F00"));
        assertThat(io.messages().getLast().operation()).as("it goes on idling").isEqualTo("io");
        assertThat(io.messages().getLast().fields().get("run")).isEqualTo(false);
    }

    @Test
    void aConnectionThatBeginsIdleHasNotIdled() {
        Bench io = cyclic(1);
        for (int i = 0; i < 20; i++) io.client(io("AAAA0001", "1500 00000000 0F00"));
        runs(io, 3);
        io.client(io("AAAA0001", "1600 00000000 0F00"));
        assertThat(operations(io)).containsExactly("io");
    }

    @Test
    void outputsWithoutTheHeaderSayNothingOfTheController() {
        Bench io = cyclic(1);
        io.client(io("AAAA0001", "1500 01000A00 0F00"));
        runs(io, 20);
        io.client(io("AAAA0001", "1600 00000000 0F00"));
        assertThat(operations(io)).containsExactly("io");
        assertThat(io.messages())
                .allSatisfy(m -> assertThat(m.fields().get("run")).isNull());
    }

    /** Inputs have no such header, whatever their first word; nor is it known where they are of a connection that was opened unseen. */
    @Test
    void inputsAndConnectionsThatWereNotSeenOpeningSayNothingOfTheController() {
        for (String connection : List.of("01009402", "BBBB0001")) {
            Bench io = cyclic(1);
            for (int i = 0; i < 20; i++) io.server(io(connection, "1500 01000000 0F00"));
            io.server(io(connection, "1600 00000000 0F00"));
            assertThat(operations(io)).as(connection).containsExactly("io");
        }
    }

    /** Where many get the inputs the target chooses their id, and the answer has another than was asked for. */
    @Test
    void anOpeningIsFoundByWhoAskedForIt() {
        request(
                "54 02 2006 2401 05 9B 00000000 01009402 7058 05D0 04000000 01 000000 10270000 0C48 10270000 0848 01 03 0100 2002 2401");
        bench.server(unconnected("D4 00 00 00 AAAA0001 CCCC0001 7058 05D0 04000000 10270000 10270000 00 00"));
        Bench io = bench.beside(Transport.UDP, 2_222);
        runs(io, 20);
        io.client(io("AAAA0001", "1600 00000000 0F00"));
        assertThat(io.messages().getLast().operation()).isEqualTo("outputs idle");
    }

    @Test
    void aConnectionThatOpensAnewUnderTheIdOfOneOpenedUnseenIsLookedUp() {
        Bench io = bench.beside(Transport.UDP, 2_222);
        runs(io, 3);
        cyclic(1);
        io.client("0200 0280 0800 AAAA0001 01000000 B100" + sized("0100 01000000 0F00"));
        assertThat(io.messages().getLast().fields().get("run")).isEqualTo(true);
    }

    @Test
    void fortyConnectionsBetweenTwoHostsAreAllRemembered() {
        Bench io = cyclic(1);
        runs(io, 20);
        for (int i = 0; i < 80; i++) io.client(io("%02X000002".formatted(i), "1500 01000000 0F00"));
        io.client(io("AAAA0001", "1600 00000000 0F00"));
        assertThat(io.messages().getLast().operation()).isEqualTo("outputs idle");
    }

    /** Class 0 has no count before the header. */
    @Test
    void theHeaderIsWhereTheTransportClassPutsIt() {
        Bench io = cyclic(0);
        for (int i = 0; i < 20; i++) io.client(io("AAAA0001", "01000000 0F00"));
        io.client(io("AAAA0001", "00000000 0F00"));
        assertThat(io.messages().getLast().operation()).isEqualTo("outputs idle");
    }

    private static Map<String, Object> told(Bench io) {
        return io.messages().getLast().fields().toMap();
    }

    /** The module in slot 0: assembly 102 is written, 101 told, 103 configures. */
    private Bench opened(int transport) {
        request(
                "54 02 2006 2401 07 9B 00000000 01009402 7058 05D0 04000000 01 000000 10270000 0C48 10270000 0848 %02X 05 2004 2467 2C66 2C65 0100"
                        .formatted(transport));
        bench.server(unconnected("D4 00 00 00 AAAA0001 01009402 7058 05D0 04000000 10270000 10270000 00 00"));
        return bench.beside(Transport.UDP, 2_222);
    }

    @Test
    void valuesOfCyclicDataAreNamedAsTheForwardOpenNamesThem() {
        Bench io = opened(1);
        io.client(io("AAAA0001", "1500 01000000 0F00 FEFF"));
        assertThat(told(io))
                .containsEntry("points", List.of("1/0 output 102 [0]", "1/0 output 102 [1]"))
                .containsEntry("values", List.of(15L, -2L));
        io.server(io("01009402", "1500 0A 0B 0C"));
        assertThat(told(io))
                .as("an odd number of octets")
                .containsEntry("points", List.of("1/0 input 101 [0]", "1/0 input 101 [1]", "1/0 input 101 [2]"))
                .containsEntry("values", List.of(10L, 11L, 12L));
    }

    @Test
    void valuesOfCyclicDataAreToldWhenTheyChange() {
        Bench io = opened(1);
        io.client(io("AAAA0001", "1500 01000000 0F00"));
        io.client(io("AAAA0001", "1600 01000000 0F00"));
        assertThat(told(io)).as("only counted on").doesNotContainKey("values");
        io.client(io("AAAA0001", "1700 01000000 1000"));
        assertThat(told(io)).containsEntry("values", List.of(16L));
    }

    @Test
    void withoutACountValuesBeginAtOnce() {
        Bench io = opened(0);
        io.server(io("01009402", "0F00 1000"));
        assertThat(told(io)).containsEntry("values", List.of(15L, 16L));
    }

    @Test
    void inputsToAGroupAreNamedByWhatTheForwardOpenOfTheSenderSaid() {
        request(
                "54 02 2006 2401 05 9B 00000000 00000000 7058 05D0 04000000 01 000000 10270000 0C48 10270000 0828 01 04 2004 2467 2C66 2C65");
        bench.server(unconnected("D4 00 00 00 AAAA0001 CCCC0001 7058 05D0 04000000 10270000 10270000 00 00"));
        Bench io = bench.beside(Transport.UDP, 2_222);
        io.server(io("CCCC0001", "1500 0F00"));
        assertThat(told(io)).containsEntry("points", List.of("input 101"));
    }

    @Test
    void aRefusedOpeningNamesNothing() {
        request(
                "54 02 2006 2401 05 9B 00000000 01009402 7058 05D0 04000000 01 000000 10270000 0C48 10270000 0848 01 04 2004 2467 2C66 2C65");
        bench.server(unconnected("D4 00 01 01 0001 AAAA0001 01009402 7058 05D0 04000000 10270000 10270000 00 00"));
        Bench io = bench.beside(Transport.UDP, 2_222);
        io.server(io("01009402", "1500 0F00"));
        assertThat(told(io)).doesNotContainKey("values");
    }

    @Test
    void ofAConnectionThatWasOpenBeforeValuesAreToldByNumberAfterTwoMinutes() {
        Bench io = bench.beside(Transport.UDP, 2_222);
        io.client(io("BBBB0001", "1500 0F00 1000"));
        io.later(121_000_000_000L);
        io.client(io("BBBB0001", "1500 0F00 1000"));
        assertThat(told(io))
                .containsEntry("points", List.of("6 octets [0]", "6 octets [1]"))
                .containsEntry("values", List.of(15L, 16L));
    }

    @Test
    void ofTwoConnectionsWithAsManyOctetsNeitherIsToldAsNobodyCouldTellThemApartLater() {
        Bench io = bench.beside(Transport.UDP, 2_222);
        for (int second = 0; second < 125; second += 5) {
            io.client(io("BBBB0001", "1500 0F00"));
            io.client(io("BBBB0002", "1500 0F00"));
            io.server(io("BBBB0003", "1500 0F00"));
            io.later(5_000_000_000L);
        }
        io.client(io("BBBB0001", "1500 1000"));
        assertThat(told(io)).doesNotContainKey("values");
        io.client(io("BBBB0002", "1500 1000"));
        assertThat(told(io)).doesNotContainKey("values");
        io.server(io("BBBB0003", "1500 1000"));
        assertThat(told(io)).as("the only one that way").containsEntry("values", List.of(16L));
    }

    @Test
    void whereSixtyFourConnectionsGoOnAnotherIsNotToldUntilOneHasEnded() {
        Bench io = bench.beside(Transport.UDP, 2_222);
        for (int i = 0; i < 64; i++) io.client(io("%02X000002".formatted(i), "1500" + "00".repeat(i + 1)));
        for (int second = 0; second < 150; second += 10) {
            io.later(10_000_000_000L);
            for (int i = 0; i < 65; i++) io.client(io("%02X000002".formatted(i), "1500" + "00".repeat(i + 1)));
        }
        assertThat(told(io)).doesNotContainKey("values");
        io.client(io("00000002", "1500 01"));
        assertThat(told(io)).as("one of the first").containsKey("values");
        io.later(61_000_000_000L);
        io.client(io("40000002", "1500" + "00".repeat(65)));
        io.later(121_000_000_000L);
        io.client(io("40000002", "1500" + "00".repeat(65)));
        assertThat(told(io)).as("the others have ended").containsKey("values");
    }

    @Test
    void howManyValuesAreLeftOutIsTold() {
        Bench io = opened(1);
        io.server(io("01009402", "1500" + "0100".repeat(70)));
        assertThat(told(io)).containsEntry("more_values", 6L);
        assertThat(io.messages().getLast().fields().get("values"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(64);
    }
}
