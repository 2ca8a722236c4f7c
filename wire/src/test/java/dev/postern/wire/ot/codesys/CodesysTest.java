package dev.postern.wire.ot.codesys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Dissector.Recognition;
import org.junit.jupiter.api.Test;

class CodesysTest {
    private static final String DATAGRAM = "C5 6B 40 40 00 33 2DDC C0A80001 2DDC C0A80002 0000 ";
    private final Bench v2 = new Bench(new Codesys2Dissector(), Transport.TCP, 1200);
    private final Bench v3 = new Bench(new Codesys3Dissector(), Transport.TCP, 11740);

    private static String block(String first, String service) {
        return "000117E8 44000000" + DATAGRAM + first + " 0700 01000000 00000000 14000000 00000000" + service;
    }

    @Test
    void aLoginIsAnsweredWithSystemAndProduct() {
        v2.client("BBBB 01000000 01");
        v2.server("BBBB A1000000" + "00".repeat(59) + "4C696E7578" + "00".repeat(27) + "50464332" + "00".repeat(28)
                + "57414741" + "00".repeat(34));
        assertThat(v2.messages()).extracting(Message::operation).containsExactly("login", "login");
        assertThat(v2.messages().getLast().latencyNanos()).isEqualTo(10_000_000L);
        assertThat(v2.observations.stream().filter(Identity.class::isInstance).map(o -> ((Identity) o).value()))
                .containsExactly("Linux PFC2", "WAGA");
    }

    @Test
    void aBigEndianControllerIsReadToo() {
        assertThat(v2.client("BBBB 00000001 01")).isEqualTo(7);
        assertThat(v2.messages()).extracting(Message::operation).containsExactly("login");
    }

    @Test
    void filesAndShellCommandsAreNamed() {
        v2.client("CCCC 0100 0D000000 0000000000000000 01000000 230D0000 92 00000000 73746F7070726700");
        v2.client("CCCC 0100 0A000000 0000000000000000 01000000 23100000 31 00 0600 612E70726700");
        v2.client("6666 0100 00000000 0000000000000000 01000000 06000000");
        assertThat(v2.messages()).extracting(Message::verb).containsExactly(Verb.STOP, Verb.UPLOAD);
        assertThat(v2.messages()).extracting(Message::target).containsExactly("stopprg", "a.prg");
    }

    @Test
    void theFirstBlockOfAMessageNamesItsService() {
        v3.client(block("01 81", "55CD 1000 0200 1100 78563412 00000000 00000000"));
        v3.server(block("01 01", "55CD 1000 8200 1100 78563412 00000000 00000000"));
        v3.client(block("01 80", "55CD 1000 0200 1100 78563412 00000000 00000000"));
        assertThat(v3.messages()).extracting(Message::operation).containsExactly("app stop", "app stop");
        assertThat(v3.messages()).extracting(Message::verb).containsOnly(Verb.STOP);
        assertThat(v3.messages().getLast().outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(v3.messages().getLast().latencyNanos()).isEqualTo(10_000_000L);
    }

    /** A first block over TCP with a service header of twelve counted octets, as newer clients send it. */
    private static String service(String first, String groupAndCommand, String tags) {
        int size = Bench.hex(tags).length;
        return String.format("000117E8 %02X000000", 8 + 20 + 20 + 16 + size) + DATAGRAM + first
                + String.format(" 0700 01000000 00000000 %02X000000 00000000", 16 + size)
                + "55CD 0C00" + groupAndCommand + "78563412" + String.format("%02X000000", size) + tags;
    }

    @Test
    void aRefusedLoginReadsAsRefusedWithItsUser() {
        // Credentials 0x81 { user 0x10 "root", password 0x11 }, then the login's answer 0x82 { result 0x20: no access
        // rights }.
        v3.client(service("01 81", "0100 0200", "2284800001000000 8101 9000 10868000 726F6F740000 11828000 AABB"));
        v3.server(service("01 01", "8100 0200", "8201 8600 20828000 1900"));
        Message answer = v3.messages().getLast();
        assertThat(v3.messages().getFirst().fields().text("user")).isEqualTo("root");
        assertThat(answer.operation()).isEqualTo("device login");
        assertThat(answer.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(answer.fields().text("error")).isEqualTo("no access rights");
        v3.client(service("01 81", "0100 0200", ""));
        v3.server(service("01 01", "8100 0200", "8201 9000 20828000 0000 21868000 112233440000"));
        assertThat(v3.messages().getLast().outcome()).isEqualTo(Outcome.SUCCESS);
        v3.client(service("01 81", "0100 0200", ""));
        v3.server(service("01 01", "8100 0200", "8201 8600 20828000 0A00"));
        assertThat(v3.messages().getLast().outcome()).as("pending").isEqualTo(Outcome.NOTICE);
    }

    @Test
    void whoAskedForAChallengeIsNotInYet() {
        v3.client(service("01 81", "0100 0200", "2284800001000000"));
        // Answer 0x82 { result 0x20, kind of encryption 0x22, challenge 0x23 }.
        v3.server(service("01 01", "8100 0200", "8201 9600 20828000 0000 22848000 01000000 23848000 A1B2C3D4"));
        assertThat(v3.messages().getLast().outcome()).isEqualTo(Outcome.NOTICE);
        v3.client(service("01 81", "0100 0200", "2284800001000000 8101 9000 10868000 726F6F740000 11828000 AABB"));
        v3.server(service("01 01", "8100 0200", "8201 8E00 20828000 0000 21848000 11223344"));
        assertThat(v3.messages().getLast().outcome()).isEqualTo(Outcome.SUCCESS);
        v3.client(service("01 81", "0100 0200", "2284800001000000"));
        v3.server(service("01 01", "8100 0200", "8201 9600 20828000 0000 21848000 11223344 23848000 A1B2C3D4"));
        assertThat(v3.messages().getLast().outcome()).as("a session besides").isEqualTo(Outcome.SUCCESS);
        v3.client(service("01 81", "0100 0200", "2284800001000000"));
        v3.server(service("01 01", "8100 0200", "8201 8E00 20828000 1900 23848000 A1B2C3D4"));
        assertThat(v3.messages().getLast().outcome()).as("no access rights").isEqualTo(Outcome.REFUSED);
    }

    @Test
    void aStopWithoutRightsAndAFailedDownloadReadAsRefused() {
        v3.client(service("01 81", "0200 1100", ""));
        // 0xFF82 is common to all services: access was refused, whatever else the answer holds.
        v3.server(service("01 01", "8200 1100", "82FF03 868000 20828000 1900"));
        v3.client(service("01 81", "0200 0500", ""));
        v3.server(service("01 01", "8200 0500", "01828000 4142 02828000 0100"));
        v3.client(service("01 81", "7700 0100", ""));
        v3.server(service("01 01", "F700 0100", "FFFE03 828000 0103"));
        assertThat(v3.messages().stream().filter(m -> !m.fromClient()))
                .extracting(Message::outcome)
                .containsOnly(Outcome.REFUSED);
        assertThat(v3.messages().getLast().fields().text("error")).isEqualTo("unknown service group");
        v3.client(service("01 81", "0200 1100", ""));
        v3.server(service("01 01", "8200 1100", "01828000 0000"));
        assertThat(v3.messages().getLast().outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void filesApplicationsAndShellCommandsAreTargets() {
        v3.client(service("01 81", "0800 0200", "018C8000 506C634C6F6769632F610000"));
        v3.server(service("01 01", "8800 0200", "8401 8600 08828000 3200"));
        v3.client(service("01 81", "0200 0100", "8101 8A00 10868000 4D61696E0000"));
        v3.client(service("01 81", "1100 0100", "11848000 78563412 10868000 706C633F0000"));
        assertThat(v3.messages())
                .extracting(Message::target)
                .containsExactly("PlcLogic/a", "PlcLogic/a", "Main", "plc?");
        assertThat(v3.messages().get(1).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(v3.messages().get(1).fields().text("error")).isEqualTo("file error");
    }

    @Test
    void whoOpensASessionSaysWhichMachineItIs() {
        v3.client(service("01 81", "0100 0A00", "8301 9A00 41868000 494445000000 43848000 50433700 44848000 332E3500"));
        assertThat(v3.observations.stream().filter(Identity.class::isInstance).map(o -> ((Identity) o).value()))
                .containsExactly("PC7", "IDE 3.5");
    }

    @Test
    void tagsThatLieAboutTheirLengthSayNothing() {
        v3.client(service("01 81", "0200 1100", ""));
        v3.server(service("01 01", "8200 1100", "01FFFFFF7F 0100"));
        v3.server(service("01 01", "8200 1100", "8080808080808080808080"));
        assertThat(v3.messages()).extracting(Message::outcome).doesNotContain(Outcome.REFUSED);
        assertThat(v3.malformed()).isEmpty();
    }

    @Test
    void unnamedCommandsAreNumbers() {
        v3.client(block("01 81", "55CD 1000 7700 0500 00000000 00000000 00000000"));
        assertThat(v3.messages().getFirst().operation()).isEqualTo("group 119 5");
        assertThat(v3.messages().getFirst().verb()).isEqualTo(Verb.OTHER);
    }

    @Test
    void aNodeSaysWhoItIs() {
        Bench udp = new Bench(new Codesys3Dissector(), Transport.UDP, 1740);
        udp.client("C5 7C 40 03 00 10 0000 0001 0000 02C2 0004 78563412");
        udp.server("C5 7C 40 04 00 10 0000 0001 0000 80C2 0004 78563412"
                + "0400 01 00 0000 0200 0300 0100 00000000 01000000 03020103 00000000 02 00 00 00"
                + "0000000000000000 41004200 0000 43004400 4500 0000 5600 0000 3132 00");
        assertThat(udp.messages()).extracting(Message::operation).containsExactly("resolve address", "resolve address");
        assertThat(udp.observations.stream().filter(Identity.class::isInstance).map(o -> ((Identity) o).value()))
                .containsExactly("AB", "CDE", "V", "3.1.2.3", "12");
        assertThat(udp.malformed()).isEmpty();
    }

    @Test
    void nodesAnnounceTheirAddress() {
        Bench udp = new Bench(new Codesys3Dissector(), Transport.UDP, 1740);
        udp.client("C5 0B 40 01 00 10 014B");
        assertThat(udp.messages()).extracting(Message::operation).containsExactly("address notification");
        assertThat(udp.malformed()).isEmpty();
        assertThat(new Codesys3Dissector()
                        .probe(new Bytes().wrap(Bench.hex("C5 0B 40 01 00 10 014B")), Transport.UDP, true))
                .isEqualTo(Recognition.UNSURE);
    }

    @Test
    void brokenLayersAreNamed() {
        v3.client("000117E8 0C000000 C6000000");
        v3.client("000117E8 10000000 C5 6B 40 40 00 FF 2DDC");
        assertThat(v3.malformed())
                .extracting(Malformed::rule)
                .containsExactly("no datagram", "addresses beyond datagram");
        assertThat(v3.client("000117E8 02000000")).isEqualTo(Dissector.LOST);
        assertThat(v2.client("BBBB FFFFFFFF 00")).isEqualTo(Dissector.LOST);
    }

    @Test
    void magicAndLengthAreNeeded() {
        assertThat(probe2("BBBB 01000000 01")).isEqualTo(Recognition.CERTAIN);
        assertThat(probe2("BBBB 01020304 01")).isEqualTo(Recognition.NOT);
        assertThat(probe2("CCCC 0100 01000000 0000000000000001 01000000 23000000"))
                .isEqualTo(Recognition.NOT);
    }

    private static Recognition probe2(String hex) {
        return new Codesys2Dissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.TCP, true);
    }
}
