package dev.postern.wire.it.smb2;

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
import dev.postern.wire.it.parts.Asn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class Smb1Test {
    private final Bench smb = new Bench(new SmbDissector(), Transport.TCP, 445);

    /** @param octets begin at an odd place of the message where words are even */
    private static byte[] message(
            int command, boolean response, int status, int tree, int id, byte[] words, byte[] octets) {
        int length = 32 + 1 + words.length + 2 + octets.length;
        ByteBuffer out = ByteBuffer.allocate(4 + length)
                .putInt(length)
                .putInt(0xFF534D42)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) command).putInt(status).put((byte) (response ? 0x80 : 0)).putShort((short) 0xC001);
        out.position(4 + 24)
                .putShort((short) tree)
                .putShort((short) 0xFEFF)
                .putShort((short) 1)
                .putShort((short) id);
        out.put((byte) (words.length / 2))
                .put(words)
                .putShort((short) octets.length)
                .put(octets);
        return out.array();
    }

    private static byte[] wide(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_16LE);
    }

    @Test
    void aNegotiationListsItsDialects() {
        smb.client(message(0x72, false, 0, 0, 1, new byte[0], Bench.ascii("\2NT LM 0.12\0\2SMB 2.002\0")));
        assertThat(smb.messages().getFirst().protocol()).isEqualTo("smb1");
        assertThat(smb.messages().getFirst().operation()).isEqualTo("negotiate");
        assertThat(smb.messages().getFirst().fields().get("dialects")).isEqualTo(List.of("NT LM 0.12", "SMB 2.002"));
    }

    /** PLC1 is called by HMI. */
    @Test
    void aSessionOverNetbiosNamesBothSides() {
        smb.client(Asn.join(
                0x81, 0, 0, 68, 32, "FAEMEDDB" + "CA".repeat(11) + "CA", 0, 32, "EIENEJ" + "CA".repeat(12) + "AA", 0));
        assertThat(smb.messages().getFirst().operation()).isEqualTo("session request");
        assertThat(smb.messages().getFirst().target()).isEqualTo("plc1");
        assertThat(identities()).containsExactly(tuple(Attribute.NAME, "hmi"));
    }

    /** {@code PLC 1}, with a blank within. */
    private static final String PLC_1 = "FAEMEDCADB" + "CA".repeat(10) + "CA";

    private void callPlc() {
        smb.client(Asn.join(0x81, 0, 0, 68, 32, PLC_1, 0, 32, "EIENEJ" + "CA".repeat(12) + "AA", 0));
    }

    @Test
    void whoIsCalledOverNetbiosTakesTheSessionOrRefusesIt() {
        callPlc();
        smb.server("82 000000");
        callPlc();
        smb.server("83 000001 82");
        callPlc();
        smb.server("83 000001 8f");
        callPlc();
        smb.server("84 000006 0a000009 01bd");
        smb.server("82 000000");
        assertThat(smb.messages())
                .filteredOn(m -> m.outcome() != Outcome.REQUEST)
                .extracting(
                        Message::operation,
                        Message::outcome,
                        Message::target,
                        m -> m.fields().get("error_name"))
                .containsExactly(
                        tuple("session request", Outcome.SUCCESS, "plc 1", null),
                        tuple("session request", Outcome.REFUSED, "plc 1", "called name not present"),
                        tuple("session request", Outcome.REFUSED, "plc 1", null),
                        tuple("session request", Outcome.NOTICE, "plc 1", null),
                        tuple("session request", Outcome.SUCCESS, "", null));
        assertThat(smb.messages().get(1).latencyNanos()).isPositive();
        assertThat(smb.messages().getLast().latencyNanos()).isNegative();
        assertThat(smb.messages().get(7).fields().get("address")).isEqualTo("10.0.0.9");
        assertThat(smb.messages().get(7).fields().get("port")).isEqualTo(445L);
    }

    @Test
    void anOldLoginNamesUserDomainAndSystem() {
        byte[] words = Bench.hex("FF 00 0000 0411 3200 0000 00000000 0100 0200 00000000 D4000000");
        // One octet and two of passwords, after which the first text is at an even place.
        byte[] octets = Asn.join(1, 2, 3, wide("bob"), wide("WORKS"), wide("Windows 5.1"), wide("LAN"));
        smb.client(message(0x73, false, 0, 0, 2, words, octets));
        smb.server(message(0x73, true, 0xC000006D, 0, 2, new byte[0], new byte[0]));
        assertThat(smb.messages())
                .extracting(Message::operation, Message::verb, Message::outcome, Message::target)
                .containsExactly(
                        tuple("session setup", Verb.LOGIN, Outcome.REQUEST, "WORKS\\bob"),
                        tuple("session setup", Verb.LOGIN, Outcome.REFUSED, "WORKS\\bob"));
        assertThat(smb.messages().get(1).fields().get("status_name")).isEqualTo("logon failure");
        assertThat(identities())
                .containsExactly(tuple(Attribute.USER, "WORKS\\bob"), tuple(Attribute.OPERATING_SYSTEM, "Windows 5.1"));
    }

    @Test
    void aPipeIsNamedByItsHandleUntilItIsClosed() {
        smb.client(message(
                0x75, false, 0, 0, 1, Bench.hex("FF000000 0000 0100"), Asn.join(0, wide("\\\\srv\\IPC$"), "?????\0")));
        smb.server(message(0x75, true, 0, 8, 1, Bench.hex("FF000000 0100"), Bench.ascii("IPC\0")));
        smb.client(message(0xA2, false, 0, 8, 2, new byte[48], Asn.join(0, wide("\\svcctl"))));
        byte[] opened = new byte[68];
        opened[0] = (byte) 0xFF;
        opened[5] = 0x40;
        smb.server(message(0xA2, true, 0, 8, 2, opened, new byte[0]));
        byte[] write = new byte[28];
        write[0] = (byte) 0xFF;
        write[4] = 0x40;
        smb.client(message(0x2F, false, 0, 8, 3, write, new byte[0]));
        smb.client(message(0x0B, false, 0, 8, 6, Bench.hex("4000 0200 00000000 0000"), Bench.hex("01 0200 0500")));
        smb.client(message(0x0A, false, 0, 8, 7, Bench.hex("4000 0200 00000000 0000"), new byte[0]));
        smb.client(message(0x04, false, 0, 8, 4, Bench.hex("4000 00000000"), new byte[0]));
        smb.client(message(0x04, false, 0, 8, 5, Bench.hex("4000 00000000"), new byte[0]));
        assertThat(smb.messages())
                .extracting(Message::operation, Message::verb, Message::target)
                .containsExactly(
                        tuple("tree connect", Verb.SESSION, "\\\\srv\\IPC$"),
                        tuple("tree connect", Verb.SESSION, "\\\\srv\\IPC$"),
                        tuple("nt create", Verb.OTHER, "\\\\srv\\IPC$\\svcctl"),
                        tuple("nt create", Verb.OTHER, "\\\\srv\\IPC$\\svcctl"),
                        tuple("write", Verb.OTHER, "\\\\srv\\IPC$\\svcctl"),
                        tuple("write", Verb.OTHER, "\\\\srv\\IPC$\\svcctl"),
                        tuple("read", Verb.OTHER, "\\\\srv\\IPC$\\svcctl"),
                        tuple("close", Verb.OTHER, "\\\\srv\\IPC$\\svcctl"),
                        tuple("close", Verb.OTHER, ""));
    }

    @Test
    void whatTheOlderCommandsBringToAPipeIsReadAsWell() {
        smb.client(message(
                0x75, false, 0, 0, 1, Bench.hex("FF000000 0000 0100"), Asn.join(0, wide("\\\\srv\\IPC$"), "?????\0")));
        smb.server(message(0x75, true, 0, 8, 1, Bench.hex("FF000000 0100"), Bench.ascii("IPC\0")));
        String bind = "05000B03 10000000 4800 0000 01000000 B810 B810 00000000 01000000 0000 0100"
                + "81BB7A364498F135AD3298F038001003 02000000 045D888AEB1CC9119FE808002B104860 02000000";
        smb.client(message(0x0B, false, 0, 8, 2, Bench.hex("0040 4800 00000000 0000"), Bench.hex("01 4800" + bind)));
        assertThat(smb.messages()).extracting(Message::protocol).containsExactly("smb1", "smb1", "smb1", "dcerpc");
        assertThat(smb.messages().getLast().operation()).isEqualTo("bind");
        assertThat(smb.malformed()).isEmpty();
    }

    @Test
    void chainedCommandsAreReadOneByOne() {
        // Tree connect behind a session setup: its words begin where the first says.
        byte[] setup = Bench.hex("75 00 4800 0411 3200 0000 00000000 0000 00000000 D4000000");
        byte[] tree = Asn.join(4, 0xFF, 0, 0, 0, 0, 0, 0, 0, 15, 0, wide("\\\\s\\d"), 0);
        smb.client(message(
                0x73,
                false,
                0,
                0,
                1,
                Asn.join(setup, 0, 0),
                Asn.join(new byte[72 - 32 - 1 - setup.length - 2 - 2], tree)));
        assertThat(smb.messages()).extracting(Message::operation).containsExactly("session setup", "tree connect");
    }

    @Test
    void aChainThatTurnsBackIsMalformed() {
        smb.client(message(0x73, false, 0, 0, 1, Bench.hex("73 00 2000 0000"), new byte[0]));
        assertThat(smb.malformed()).extracting(Malformed::rule).containsExactly("chained command before this one");
    }

    @Test
    void fieldsBehindTheEndAreMalformed() {
        byte[] cut = message(0x75, false, 0, 0, 1, Bench.hex("FF000000 0000 0100"), new byte[0]);
        cut[4 + 32] = 100;
        smb.client(cut);
        assertThat(smb.malformed()).extracting(Malformed::rule).containsExactly("field outside");
    }

    private List<org.assertj.core.groups.Tuple> identities() {
        return smb.observations.stream()
                .filter(Identity.class::isInstance)
                .map(Identity.class::cast)
                .map(i -> tuple(i.attribute(), i.value()))
                .toList();
    }
}
