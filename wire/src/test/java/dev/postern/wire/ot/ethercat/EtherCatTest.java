package dev.postern.wire.ot.ethercat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Address;
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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EtherCatTest {
    private final Bench bus = new Bench(new EtherCat(), Transport.ETHERNET, EtherCat.ETHER_TYPE);

    /** A frame of one datagram; command and address as hex, data as hex. */
    private static String frame(int command, String address, String data) {
        int length = Bench.hex(data).length;
        return "%s %02X 07 %s %s 0000 %s 0000"
                .formatted(little(0x1000 | length + 12), command, address, little(length), data);
    }

    private static String little(int value) {
        return "%02X%02X".formatted(value & 0xFF, value >> 8);
    }

    private Message last() {
        return bus.messages().getLast();
    }

    private static Recognition probe(String hex) {
        return new EtherCat().probe(new Bytes().wrap(Bench.hex(hex)), Transport.ETHERNET, true);
    }

    @Test
    void everyDatagramOfAFrameIsAMessage() {
        bus.client(
                "2C10 07 02 0000 3001 0280 0000 0000 0000 05 03 E903 2001 0280 0000 0800 0000 0C 04 00000100 0400 0000"
                        + " 00000000 0300 000000");
        assertThat(bus.malformed()).isEmpty();
        assertThat(bus.messages())
                .extracting(Message::operation, Message::verb, Message::unit, Message::target, Message::outcome)
                .containsExactly(
                        tuple("brd", Verb.READ, "all", "al status", Outcome.REQUEST),
                        tuple("fpwr", Verb.MODE, "1001", "al control", Outcome.REQUEST),
                        tuple("lrw", Verb.EXCHANGE, "", "logical 0x10000", Outcome.REQUEST));
        assertThat(bus.messages().get(1).fields().get("state")).isEqualTo("operational");
        assertThat(last().fields().get("working_counter")).isEqualTo(3L);
        assertThat(last().fields().get("logical_address")).isEqualTo(0x10000L);
    }

    @Test
    void slavesAreMeantByPositionUntilTheyHaveAStation() {
        bus.client(frame(2, "FEFF 1000", "E903"));
        assertThat(last())
                .extracting(Message::operation, Message::unit, Message::target, Message::verb)
                .containsExactly("apwr", "position 2", "station address", Verb.CONFIGURE);
    }

    /** A frame that has passed the slaves, one of which answered. */
    private static String passed(String address, String data) {
        return frame(4, address, data).replaceAll("0000$", "0100");
    }

    private static Bench back() {
        return new Bench(
                new EtherCat(),
                Transport.ETHERNET,
                Address.mac(0x02144F2398CFL),
                Address.BROADCAST_MAC,
                EtherCat.ETHER_TYPE);
    }

    @Test
    void whatTheSlavesMadeOfTheProcessImageAreValues() {
        String image = frame(12, "00000100", "05FF");
        bus.client(image);
        assertThat(last().fields().get("values")).as("on its way out").isNull();
        Bench back = back();
        back.client(image);
        assertThat(back.messages().getLast().fields().get("values"))
                .as("nobody took it")
                .isNull();
        back.client(image.replaceAll("0000$", "0300"));
        assertThat(back.messages().getLast().fields().get("values")).isEqualTo(List.of(5L, 255L));
        back.client(frame(10, "00000100", "00".repeat(70)).replaceAll("0000$", "0100"));
        assertThat((List<?>) back.messages().getLast().fields().get("values")).hasSize(64);
    }

    @Test
    void whatTheMasterReadsOfASlaveAtPowerUpSaysWhoItIs() {
        Bench back = back();
        // EEPROM words 8, 10 and 14; one that is still busy; then 0x1008 in a mailbox, 0x100A within four octets,
        // 0x1018.3.
        back.client(passed("0010 0205", "0000 08000000 02000000"));
        back.client(passed("0010 0205", "0080 0A000000 FFFFFFFF"));
        back.client(passed("0010 0205", "4000 0A000000 522C4C04 00001100"));
        back.client(passed("0110 0205", "0000 0E000000 39300000"));
        back.client(passed("0010 0018", "1000 0000 00 13 0030 41 0810 00 06000000 454B31313030"));
        back.client(passed("0010 0018", "0A00 0000 00 23 0030 47 0A10 00 42310000"));
        back.client(passed("0010 0018", "0A00 0000 00 33 0030 43 1810 03 00001100"));
        assertThat(back.observations.stream().filter(Identity.class::isInstance).map(Identity.class::cast))
                .allSatisfy(i -> assertThat(i.subject()).isEqualTo(Address.mac(0x00144F2398CFL)))
                .extracting(Identity::place, Identity::attribute, Identity::value)
                .containsExactly(
                        tuple("unit 4096", Attribute.VENDOR, "Beckhoff"),
                        tuple("unit 4096", Attribute.NOTE, "EtherCAT product code 0x44c2c52"),
                        tuple("unit 4096", Attribute.NOTE, "EtherCAT revision 0x110000"),
                        tuple("unit 4097", Attribute.SERIAL, "12345"),
                        tuple("unit 4096", Attribute.MODEL, "EK1100"),
                        tuple("unit 4096", Attribute.FIRMWARE, "B1"),
                        tuple("unit 4096", Attribute.NOTE, "EtherCAT revision 0x110000"));
        bus.client(passed("0010 0018", "1000 0000 00 13 0030 41 0810 00 06000000 454B31313030"));
        assertThat(bus.observations.stream().filter(Identity.class::isInstance)).isEmpty();
    }

    @Test
    void askingTheEepromToReadWritesNothing() {
        bus.client(frame(5, "E903 0205", "0001 0000"));
        bus.client(frame(5, "E903 0205", "0102 0000"));
        assertThat(bus.messages()).extracting(Message::verb).containsExactly(Verb.READ, Verb.CONFIGURE);
    }

    @Test
    void objectsAreWrittenAndReadThroughTheMailbox() {
        bus.client(frame(5, "E903 0010", "0A00 0000 00 13 0020 2B 4060 00 0F000000"));
        bus.client(frame(5, "E903 0010", "0A00 0000 00 23 0020 40 4160 00 00000000"));
        bus.client(frame(4, "E903 8010", "0A00 0000 00 33 0030 4B 4160 00 37020000"));
        bus.client(frame(4, "E903 8010", "0A00 0000 00 43 0020 80 4160 00 00000206"));
        assertThat(bus.messages())
                .extracting(Message::operation, Message::verb, Message::target, Message::outcome)
                .containsExactly(
                        tuple("sdo download", Verb.WRITE, "0x6040.0", Outcome.REQUEST),
                        tuple("sdo upload", Verb.READ, "0x6041.0", Outcome.REQUEST),
                        tuple("sdo upload", Verb.READ, "0x6041.0", Outcome.REQUEST),
                        tuple("sdo abort", Verb.OTHER, "0x6041.0", Outcome.REFUSED));
        assertThat(bus.messages().get(0).fields().get("value")).isEqualTo(15L);
        assertThat(bus.messages().get(2).fields().get("value")).isEqualTo(0x237L);
        assertThat(last().fields().get("abort_code")).isEqualTo(0x06020000L);
    }

    @Test
    void aFileIntoASlaveIsItsFirmware() {
        bus.client(frame(5, "E903 0010", "0B00 0000 00 14 02 00 00000000 66772E6566"));
        assertThat(last())
                .extracting(Message::operation, Message::verb, Message::target)
                .containsExactly("foe write", Verb.FIRMWARE, "fw.ef");
    }

    @Test
    void anEmptyMailboxIsMemory() {
        bus.client(frame(4, "E903 8010", "00".repeat(16)));
        assertThat(last()).extracting(Message::operation, Message::target).containsExactly("fprd", "memory 0x1080");
    }

    @Test
    void lengthsThatLieAreMalformed() {
        bus.client("4010 07 02 0000 3001 0200 0000 0000 0000");
        bus.client("0E10 07 02 0000 3001 4000 0000 0000 0000");
        bus.client("0E10 0F 02 0000 3001 0200 0000 0000 0000");
        bus.client("0E20 0F");
        assertThat(bus.malformed())
                .extracting(Malformed::rule)
                .containsExactly("length beyond frame", "datagram ends early", "unknown command", "unknown frame type");
    }

    @Test
    void theLengthsOfItsDatagramsMakeAFrame() {
        assertThat(probe(frame(7, "0000 3001", "0000"))).isEqualTo(Recognition.CERTAIN);
        assertThat(probe("0F10 07 02 0000 3001 0200 0000 0000 000000")).isEqualTo(Recognition.NOT);
        assertThat(probe(frame(15, "0000 3001", "0000"))).isEqualTo(Recognition.NOT);
        assertThat(probe("0010")).isEqualTo(Recognition.NOT);
    }

    @Test
    void lengthsThatFitProveNothingInUdpWhereAnyContentMayCome() {
        byte[] fitting = Bench.hex(frame(7, "0000 3001", "0000"));
        assertThat(inUdp(fitting)).isEqualTo(Recognition.UNSURE);
        assertThat(inUdp(Arrays.copyOf(fitting, fitting.length + 1))).isEqualTo(Recognition.NOT);
    }

    private static Recognition inUdp(byte[] datagram) {
        return new EtherCat().probe(new Bytes().wrap(datagram), Transport.UDP, true);
    }
}
