package dev.postern.wire.ot.enip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class EnipTest {
    private static final String UNLOCK = "4C 04 208E 2401 2074 2401";

    private final Bench bench = new Bench(new EnipDissector(), Transport.TCP, 44_818);

    /** SendRRData with this CIP message; the sender context is 7. */
    private static byte[] unconnected(String cip) {
        return packet(0x6F, "00000000 0000 0200 0000 0000 B200" + sized(cip));
    }

    /** SendUnitData on a connection. */
    private static byte[] connected(String connection, String sequence, String cip) {
        return packet(0x70, "00000000 0000 0200 A100 0400" + connection + "B100" + sized(sequence + cip));
    }

    private static String sized(String hex) {
        String tight = hex.replace(" ", "");
        return little(tight.length() / 2) + tight;
    }

    private static String little(int value) {
        return "%02x%02x".formatted(value & 0xFF, value >> 8);
    }

    private static byte[] packet(int command, String data) {
        return Bench.hex(
                little(command) + sized(data).substring(0, 4) + "11223344 00000000 0700000000000000 00000000" + data);
    }

    private Message last() {
        assertThat(bench.malformed()).isEmpty();
        return bench.messages().getLast();
    }

    private Message request(String cip) {
        bench.client(unconnected(cip));
        return last();
    }

    @Test
    void aSessionIsOpenedAndTheAnswerTied() {
        bench.client("6500 0400 00000000 00000000 0000000000000000 00000000 0100 0000");
        bench.server("6500 0400 0A0B0C0D 00000000 0000000000000000 00000000 0100 0000");
        assertThat(bench.messages()).extracting(Message::outcome).containsExactly(Outcome.REQUEST, Outcome.SUCCESS);
        assertThat(last().operation()).isEqualTo("register session");
        assertThat(last().latencyNanos()).isEqualTo(10_000_000);
    }

    @Test
    void dataWithoutItsBodyIsMalformedWhereItEnds() {
        bench.client(packet(0x6F, ""));
        assertThat(bench.malformed())
                .extracting(malformed -> malformed.rule() + " " + malformed.offset())
                .containsExactly("no data item 24", "items end early 24");
    }

    @Test
    void aDeviceThatListsItselfIsKnownFromThenOn() {
        bench.server("6300 3300 00000000 00000000 0000000000000000 00000000 0100 0C00 2D00 0100"
                + "0002 AF12 0A000002 0000000000000000 0100 0C00 3A00 0403 3000 8E4D5200 0B 313735362D454E42542F41 03");
        assertThat(bench.observations)
                .filteredOn(Identity.class::isInstance)
                .map(o -> ((Identity) o).attribute() + " " + ((Identity) o).value())
                .containsExactly(
                        "VENDOR Rockwell Automation",
                        "TYPE communications adapter",
                        "MODEL 1756-ENBT/A",
                        "FIRMWARE 4.3",
                        "SERIAL 00524d8e");
        assertThat(last().verb()).isEqualTo(Verb.IDENTIFY);
    }

    @Test
    void aTagIsReadWithItsTypeAndValue() {
        Message read = request("4C 06 9103466F6F00 2803 9101 4200 0200");
        assertThat(read.protocol()).isEqualTo("cip");
        assertThat(read.operation()).isEqualTo("read tag");
        assertThat(read.target()).isEqualTo("tag Foo[3].B");
        assertThat(read.fields().get("elements")).isEqualTo(2L);
        bench.server(unconnected("CC 00 00 00 C400 0A000000 FEFFFFFF"));
        assertThat(last().target()).isEqualTo("tag Foo[3].B");
        assertThat(last().fields().get("type")).isEqualTo("DINT");
        assertThat(last().fields().get("values")).isEqualTo(List.of(10L, -2L));
        assertThat(last().latencyNanos()).isEqualTo(10_000_000);
    }

    @Test
    void theElementsOfALongTagKeepTheirPlacesInEachPartOfIt() {
        request("52 03 9103466F6F00 0001 00000000");
        bench.server(unconnected("D2 00 06 00 C400 0A000000 FEFFFFFF"));
        assertThat(last().fields().get("values")).isEqualTo(List.of(10L, -2L));
        assertThat(last().fields().get("points")).isNull();
        request("52 03 9103466F6F00 0001 08000000");
        bench.server(unconnected("D2 00 00 00 C400 0B000000 0C000000"));
        assertThat(last().fields().get("points")).isEqualTo(List.of("tag Foo [2]", "tag Foo [3]"));
        assertThat(last().fields().get("values")).isEqualTo(List.of(11L, 12L));
        Message written = request("53 03 9103466F6F00 C400 0001 04000000 0D000000");
        assertThat(written.fields().get("points")).isEqualTo(List.of("tag Foo [1]"));
    }

    @Test
    void aTagIsWritten() {
        Message write = request("4D 03 9104 50756D70 CA00 0100 0000C03F");
        assertThat(write.verb()).isEqualTo(Verb.WRITE);
        assertThat(write.target()).isEqualTo("tag Pump");
        assertThat(write.fields().get("values")).isEqualTo(List.of(1.5));
    }

    @Test
    void aDenialIsRefusedWithItsReason() {
        request("0E 03 2004 2403 3003");
        bench.server(unconnected("8E 00 08 01 0102"));
        assertThat(last().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(last().target()).isEqualTo("class 0x04 instance 3 attribute 3");
        assertThat(last().fields().get("status")).isEqualTo("service not supported");
        assertThat(last().fields().get("extendedStatus")).isEqualTo(0x0201L);
    }

    @Test
    void anUnconnectedSendIsOpenedAndItsWayIsTheUnit() {
        Message inner = request("52 02 2006 2401 05 9D 0600 01 02 2001 2401 01 00 0100");
        assertThat(inner.operation()).isEqualTo("get attributes all");
        assertThat(inner.unit()).isEqualTo("1/0");
        bench.server(unconnected("81 00 00 00 0100 0E00 3600 1002 6030 78563412 03 435055"));
        assertThat(last().unit()).isEqualTo("1/0");
        assertThat(last().fields().get("deviceStatus")).isEqualTo(0x3060L);
        assertThat(bench.observations)
                .filteredOn(Identity.class::isInstance)
                .map(Identity.class::cast)
                .allSatisfy(i -> assertThat(i.place()).isEqualTo("slot 0"))
                .extracting(Identity::value)
                .containsExactly("Rockwell Automation", "programmable logic controller", "CPU", "16.2", "12345678");
    }

    @Test
    void eachServiceOfAMultiplePacketIsItsOwnMessage() {
        bench.client(unconnected("0A 02 2002 2401 0200 0600 0E00 4C 02 9101 4100 0100 4C 02 9101 4200 0100"));
        bench.server(unconnected("8A 00 1E 00 0200 0600 0E00 CC 00 00 00 C300 0700 CC 00 05 00"));
        assertThat(bench.messages()).extracting(Message::target).containsExactly("tag A", "tag B", "tag A", "tag B");
        assertThat(bench.messages())
                .extracting(Message::outcome)
                .containsExactly(Outcome.REQUEST, Outcome.REQUEST, Outcome.SUCCESS, Outcome.REFUSED);
    }

    @Test
    void aConnectionGivesItsWayAndTiesByItsTwoIds() {
        Message open = request("54 02 2006 2401 05 9B 00000000 01009402 7058 05D0 04000000 01 000000 10270000 0748"
                + "28030100 0934 A3 03 0100 2002 2401");
        assertThat(open.operation()).isEqualTo("forward open");
        assertThat(open.target()).isEqualTo("class 0x02 instance 1");
        assertThat(open.fields().get("otIntervalMicros")).isEqualTo(10_000L);
        assertThat(open.fields().get("otBytes")).isEqualTo(7L);
        assertThat(open.fields().get("toBytes")).isEqualTo(9L);
        bench.server(unconnected("D4 00 00 00 AAAA0001 01009402 7058 05D0 04000000 10270000 10270000 00 00"));
        bench.client(connected("AAAA0001", "0500", UNLOCK));
        bench.server(connected("01009402", "0500", "CC 00 00 00"));
        assertThat(last().operation()).isEqualTo("unlock");
        assertThat(last().verb()).isEqualTo(Verb.PROTECT);
        assertThat(last().unit()).isEqualTo("1/0");
        assertThat(last().target()).isEqualTo("class 0x8e instance 1 class 0x74 instance 1");
        assertThat(last().latencyNanos()).isEqualTo(10_000_000);
    }

    @Test
    void whatChangesAControllerIsNeverTakenForLess() {
        assertThat(request("05 02 2001 2401 00").verb()).isEqualTo(Verb.RESTART);
        assertThat(request("05 02 2001 2401 01").verb()).isEqualTo(Verb.FACTORY_RESET);
        assertThat(request("05 02 2072 2401").verb()).isEqualTo(Verb.RESTART);
        assertThat(request("06 02 208E 2401").verb()).isEqualTo(Verb.START);
        assertThat(request("07 02 208E 2401").verb()).isEqualTo(Verb.STOP);
        assertThat(request("4B 04 208E 2401 2074 2401 00").verb()).isEqualTo(Verb.PROTECT);
        assertThat(request("08 04 2068 2401 206D 2400 0100").verb()).isEqualTo(Verb.DOWNLOAD);
        assertThat(request("4C 02 206D 2401 000032000000").verb()).isEqualTo(Verb.UPLOAD);
        assertThat(request("4B 02 20A1 2401").verb()).isEqualTo(Verb.FIRMWARE);
        assertThat(request("10 03 208B 2401 3005 00").verb()).isEqualTo(Verb.CLOCK);
    }

    @Test
    void whatOnlyLooksIsNotTakenForMore() {
        assertThat(request("03 02 208E 2401 0100 0B00").verb()).isEqualTo(Verb.READ);
        assertThat(request("4B 02 2068 2400").verb()).isEqualTo(Verb.BROWSE);
        assertThat(request("4C 02 2072 2400 CC020400").verb()).isEqualTo(Verb.READ);
        assertThat(request("4C 02 206C 2401 00000000 0A00").verb()).isEqualTo(Verb.BROWSE);
    }

    @Test
    void aMicroLogixIsReadAndItsModeChanged() {
        String head = "4B 02 2067 2401 07 4D00 E0312B3D";
        Message read = request(head + "0F 00 0100 A2 02 07 89 00 00");
        assertThat(read.verb()).isEqualTo(Verb.READ);
        assertThat(read.target()).isEqualTo("N7:0");
        bench.server(unconnected("CB 00 00 00 07 4D00 E0312B3D 4F F0 0100 0B"));
        assertThat(last().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(last().target()).isEqualTo("N7:0");
        Message mode = request(head + "0F 00 0200 80 01");
        assertThat(mode.verb()).isEqualTo(Verb.MODE);
        assertThat(mode.fields().get("mode")).isEqualTo("program");
    }

    @Test
    void whatAMicroLogixHoldsAreValuesWithTheNamesOfItsFiles() {
        String head = "4B 02 2067 2401 07 4D00 E0312B3D";
        request(head + "0F 00 0100 A2 04 07 89 03 00");
        bench.server(unconnected("CB 00 00 00 07 4D00 E0312B3D 4F 00 0100 0A00 FEFF"));
        assertThat(last().fields().get("points")).isEqualTo(List.of("N7:3", "N7:4"));
        assertThat(last().fields().get("values")).isEqualTo(List.of(10L, -2L));
        request(head + "0F 00 0200 A2 06 04 86 05 01");
        bench.server(unconnected("CB 00 00 00 07 4D00 E0312B3D 4F 00 0200 0100 0200 0300"));
        assertThat(last().fields().get("points")).isEqualTo(List.of("T4:5.1", "T4:5.2", "T4:6"));
        request(head + "0F 00 0300 A1 08 08 8A 00");
        bench.server(unconnected("CB 00 00 00 07 4D00 E0312B3D 4F 00 0300 0000C03F 000020C1"));
        assertThat(last().fields().get("points")).isEqualTo(List.of("F8:0", "F8:1"));
        assertThat(last().fields().get("values")).isEqualTo(List.of(1.5, -10.0));
        request(head + "0F 00 0400 A2 03 07 89 00 00");
        bench.server(unconnected("CB 00 00 00 07 4D00 E0312B3D 4F 00 0400 0A00FE"));
        assertThat(last().fields().get("values")).isNull();
        assertThat(last().fields().get("data")).isEqualTo("0a00fe");
        Message written = request(head + "0F 00 0500 AA 02 07 89 FF0001 00 0700");
        assertThat(written.fields().get("points")).isEqualTo(List.of("N7:256"));
        assertThat(written.fields().get("values")).isEqualTo(List.of(7L));
        Message bits = request(head + "0F 00 0600 AB 02 03 85 00 00 2100 0100");
        assertThat(bits.target()).isEqualTo("B3:0");
        assertThat(bits.fields().get("points")).isEqualTo(List.of("B3:0/0", "B3:0/5"));
        assertThat(bits.fields().get("values")).isEqualTo(List.of(true, false));
    }

    @Test
    void aBitOfATagIsWritten() {
        Message set = request("4E 03 9104 50756D70 0100 01 FF");
        assertThat(set.verb()).isEqualTo(Verb.WRITE);
        assertThat(set.fields().get("points")).isEqualTo(List.of("tag Pump"));
        assertThat(set.fields().get("values")).isEqualTo(List.of(true));
        Message cleared = request("4E 03 9104 50756D70 0400 00000000 FFFEFFFF");
        assertThat(cleared.fields().get("points")).isEqualTo(List.of("tag Pump.8"));
        assertThat(cleared.fields().get("values")).isEqualTo(List.of(false));
        Message odd = request("4E 03 9104 50756D70 0400 00000000 FF");
        assertThat(odd.fields().get("values")).isNull();
        assertThat(odd.fields().get("data")).isEqualTo("040000000000ff");
    }

    @Test
    void memoryIsReadByItsAddress() {
        Message read = request("4C 02 2072 2400 68A20700 0200");
        assertThat(read.verb()).isEqualTo(Verb.READ);
        assertThat(read.fields().get("from")).isEqualTo("memory 0x7a268");
        assertThat(read.fields().get("elements")).isEqualTo(2L);
        bench.server(unconnected("CC 00 00 00 0A000000 FEFFFFFF"));
        assertThat(last().fields().get("points")).isEqualTo(List.of("memory 0x7a268", "memory 0x7a26c"));
        assertThat(last().fields().get("values")).isEqualTo(List.of(10L, -2L));
        request("4C 02 2072 2400 CC020400");
        bench.server(unconnected("CC 00 00 00 0A000000"));
        assertThat(last().target()).isEqualTo("class 0x72 instance 0");
        assertThat(last().fields().get("data")).isEqualTo("0a000000");
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

    @Test
    void aPathThatRunsOutIsNamed() {
        bench.client(unconnected("0E 09 2001"));
        assertThat(bench.malformed()).singleElement().satisfies(m -> {
            assertThat(m.layer()).isEqualTo("cip");
            assertThat(m.rule()).isEqualTo("path ends early");
        });
    }

    @Test
    void onlyAnEncapsulationHeaderIsTaken() {
        assertThat(probe(unconnected(UNLOCK))).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(Bench.hex("6300 0000 00000000 00000000 0000000000000000 00000000")))
                .isEqualTo(Recognition.CERTAIN);
        assertThat(probe("GET / HTTP/1.1\r\nHost: a.example\r\n".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(Recognition.NOT);
        assertThat(probe("dddddddddddddddddddddddddddddddd".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(Recognition.NOT);
        assertThat(probe(new byte[48])).isEqualTo(Recognition.NOT);
    }

    private static Recognition probe(byte[] bytes) {
        return new EnipDissector().probe(new Bytes().wrap(bytes), Transport.TCP, true);
    }

    @Property(seed = "1", tries = 2_000)
    void noCipBytesMakeItFail(@ForAll byte[] noise, @ForAll boolean fromClient, @ForAll boolean onConnection) {
        String hex = HexFormat.of().formatHex(noise);
        byte[] bytes = onConnection ? connected("01020304", "0100", hex) : unconnected(hex);
        if (fromClient) bench.client(bytes);
        else bench.server(bytes);
        bench.client(noise);
        new Bench(new EnipDissector(), Transport.UDP, 44_818).client(noise);
    }

    @Property(seed = "1", tries = 3_000)
    void noChangedOctetMakesItFail(@ForAll @IntRange(max = 200) int at, @ForAll byte value) {
        for (String cip : List.of(
                "0A 02 2002 2401 0200 0600 0E00 4C 02 9101 4100 0100 4C 02 9101 4200 0100",
                "52 02 2006 2401 05 9D 0600 01 02 2001 2401 01 00 0100",
                "54 02 2006 2401 05 9B 00000000 01009402 7058 05D0 04000000 01 000000 10270000 0748"
                        + "28030100 0934 A3 03 0100 2002 2401",
                "4B 02 2067 2401 07 4D00 E0312B3D 0F 00 0100 A2 02 07 89 00 00",
                "8A 00 1E 00 0200 0600 0E00 CC 00 00 00 C300 0700 CC 00 05 00",
                "81 00 00 00 0100 0E00 3600 1002 6030 78563412 03 435055")) {
            byte[] bytes = unconnected(cip);
            bytes[at % bytes.length] = value;
            bench.client(bytes);
            bench.server(bytes);
        }
    }
}
