package dev.postern.wire.ot.enip;

import static dev.postern.wire.ot.enip.EnipFrames.connected;
import static dev.postern.wire.ot.enip.EnipFrames.packet;
import static dev.postern.wire.ot.enip.EnipFrames.unconnected;
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
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EnipTest {
    private static final String UNLOCK = "4C 04 208E 2401 2074 2401";

    private final Bench bench = new Bench(new EnipDissector(), Transport.TCP, 44_818);

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

    /** As recorded: a MicroLogix that is watched. */
    @Test
    void wordsThatAMicroLogixGivesByAddressAreValues() {
        String head = "4B 02 2067 2401 07 4D00 E0312B3D";
        Message read = request(head + "0F 00 0100 A3 FF944F FFD64F 10");
        assertThat(read.operation()).isEqualTo("read words by address");
        assertThat(read.verb()).isEqualTo(Verb.READ);
        bench.server(unconnected("CB 00 00 00 07 4D00 E0312B3D 4F 00 0100 002000 00FFFF 000100"));
        assertThat(last().fields().get("points"))
                .isEqualTo(List.of("address 0x4f94", "address 0x4fd6", "address 0x10"));
        assertThat(last().fields().get("values")).isEqualTo(List.of(32L, -1L, 1L));
        for (String odd : List.of("002000 00FFFF 010100", "002000 00FFFF", "002000 00FFFF 000100 00")) {
            request(head + "0F 00 0100 A3 FF944F FFD64F 10");
            bench.server(unconnected("CB 00 00 00 07 4D00 E0312B3D 4F 00 0100" + odd));
            assertThat(last().fields().get("values")).as(odd).isNull();
            assertThat(last().fields().get("data")).as(odd).isNotNull();
        }
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
