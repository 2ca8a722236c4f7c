package dev.postern.wire.it.smb2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Sample;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmbDissectorTest {
    private final Bench smb = new Bench(new SmbDissector(), Transport.TCP, 445);

    @Test
    void whatAFileSaysIsNoMessage() {
        byte[] inside = Sample.bytes("smb2-negotiate");
        smb.client("00 0003E8 FD534D42" + "00".repeat(60));
        assertThat(smb.client(inside)).isEqualTo(inside.length);
        assertThat(smb.client("00")).isEqualTo(1);
        assertThat(smb.messages()).isEmpty();
        assertThat(smb.malformed()).isEmpty();
    }

    @Test
    void aNegotiationListsItsDialects() {
        smb.client(Sample.bytes("smb2-negotiate"));
        assertThat(smb.messages()).singleElement().satisfies(message -> {
            assertThat(message.operation()).isEqualTo("negotiate");
            assertThat(message.fields().get("dialects")).isEqualTo(List.of("2.0.2", "2.1"));
        });
    }

    @Test
    void aMachineIsKnownAgainByTheIdentifierThatItMadeForItself() {
        smb.client(Sample.bytes("smb2-negotiate"));
        assertThat(smb.observations.stream().filter(Identity.class::isInstance).map(Identity.class::cast))
                .extracting(Identity::value)
                .containsExactly("smb guid 03020100-0504-0706-0809-0a0b0c0d0e0f");
        byte[] without = Sample.bytes("smb2-negotiate");
        java.util.Arrays.fill(without, 4 + 64 + 12, 4 + 64 + 28, (byte) 0);
        Bench nameless = new Bench(new SmbDissector(), Transport.TCP, 445);
        nameless.client(without);
        assertThat(nameless.observations).noneMatch(Identity.class::isInstance);
    }

    @Test
    void aFileIsKnownByItsShareAndPathUntilItIsClosed() {
        smb.client(packet(3, 1, 0, false, 0, connect("\\\\srv\\data")));
        smb.server(packet(3, 1, 7, true, 0, Bench.hex("1000 01 00 00000000 00000000 00000000")));
        smb.client(packet(5, 2, 7, false, 0, create("plc\\prog.s7p")));
        smb.server(packet(5, 2, 7, true, 0, opened()));
        smb.client(packet(9, 3, 7, false, 0, write()));
        assertThat(smb.messages())
                .extracting(Message::operation, Message::target)
                .containsExactly(
                        tuple("tree connect", "\\\\srv\\data"),
                        tuple("tree connect", "\\\\srv\\data"),
                        tuple("create", "\\\\srv\\data\\plc\\prog.s7p"),
                        tuple("create", "\\\\srv\\data\\plc\\prog.s7p"),
                        tuple("write", "\\\\srv\\data\\plc\\prog.s7p"));
        assertThat(smb.messages().getLast().verb()).isEqualTo(Verb.FILE_WRITE);
        assertThat(smb.messages().get(3).latencyNanos()).isEqualTo(10_000_000L);
    }

    /** A listing of 20 000 octets, and behind it what says that there is no more: no length may hide the next command. */
    @Test
    void aCommandBehindALongOneOfItsChainIsRead() {
        byte[] long1 = new byte[20_000];
        byte[] first = packet(14, 1, 7, true, 0, Bench.hex("0900 4800 D84D0000"));
        byte[] last = packet(14, 2, 7, true, 0x80000006, Bench.hex("0900 0000 00000000"));
        System.arraycopy(first, 4, long1, 0, first.length - 4);
        long1[20] = (byte) 0x20;
        long1[21] = (byte) 0x4E;
        byte[] frame = new byte[4 + 20_000 + last.length - 4];
        System.arraycopy(long1, 0, frame, 4, 20_000);
        System.arraycopy(last, 4, frame, 20_004, last.length - 4);
        int length = frame.length - 4;
        frame[1] = (byte) (length >> 16);
        frame[2] = (byte) (length >> 8);
        frame[3] = (byte) length;
        smb.server(frame);
        smb.client(packet(3, 3, 0, false, 0, connect("\\\\srv\\data")));
        assertThat(smb.messages()).extracting(m -> m.fields().get("message_id")).containsExactly(1L, 2L, 3L);
        assertThat(smb.malformed()).isEmpty();
    }

    /** A frame of commands in a chain, each with room to its next one; {@code packets} as {@link #packet} makes them. */
    private static byte[] chain(int room, byte[]... packets) {
        byte[] last = packets[packets.length - 1];
        int length = room * (packets.length - 1) + last.length - 4;
        ByteBuffer frame = ByteBuffer.allocate(4 + length).putInt(length);
        for (int i = 0; i < packets.length; i++) {
            frame.position(4 + i * room).put(packets[i], 4, packets[i].length - 4);
            if (i < packets.length - 1) frame.putInt(4 + i * room + 20, Integer.reverseBytes(room));
        }
        return frame.array();
    }

    private void openFile() {
        smb.client(packet(3, 1, 0, false, 0, connect("\\\\srv\\data")));
        smb.server(packet(3, 1, 7, true, 0, Bench.hex("1000 01 00 00000000 00000000 00000000")));
        smb.client(packet(5, 2, 7, false, 0, create("a")));
        smb.server(packet(5, 2, 7, true, 0, opened()));
        smb.observations.clear();
    }

    /** Of the second command 128 octets are within the 16 384 that are looked at, its name is not. */
    @Test
    void aCommandAtTheEdgeOfWhatIsLookedAtHasItsName() {
        openFile();
        smb.client(
                chain(16_256, packet(9, 3, 7, false, 0, write()), packet(5, 4, 7, false, 0, create("n".repeat(20)))));
        assertThat(smb.messages())
                .extracting(Message::operation, Message::target)
                .containsExactly(
                        tuple("write", "\\\\srv\\data\\a"), tuple("create", "\\\\srv\\data\\" + "n".repeat(20)));
        assertThat(smb.malformed()).isEmpty();
    }

    /** What is written to a file need not be in hand. */
    @Test
    void aWriteAtTheEdgeOfWhatIsLookedAtIsNotWaitedFor() {
        openFile();
        byte[] content = java.util.Arrays.copyOf(write(), 8000);
        byte[] frame = chain(12_000, packet(9, 3, 7, false, 0, write()), packet(9, 4, 7, false, 0, content));
        assertThat(smb.client(java.util.Arrays.copyOf(frame, 4 + 16_384))).isEqualTo(4 + 16_384);
        assertThat(smb.messages()).hasSize(2);
    }

    @Test
    void aChainOfTheServerIsNothingOfOneOfTheClientThatIsUnderWay() {
        openFile();
        byte[] related = write();
        ByteBuffer.wrap(related).putLong(16, -1).putLong(24, -1);
        byte[] asks = chain(20_000, packet(9, 3, 7, false, 0, write()), packet(9, 4, 7, false, 0, related));
        byte[] tells = chain(
                20_000,
                packet(14, 5, 7, true, 0, Bench.hex("0900 4800 D84D0000")),
                packet(14, 6, 7, true, 0x80000006, Bench.hex("0900 0000 00000000")));
        smb.client(java.util.Arrays.copyOf(asks, 18_000));
        smb.server(tells);
        smb.client(java.util.Arrays.copyOfRange(asks, 18_000, asks.length));
        assertThat(smb.messages()).hasSize(4);
        assertThat(smb.messages().getLast().target()).isEqualTo("\\\\srv\\data\\a");
    }

    @Test
    void aChainOfManyCommandsIsReadToItsEnd() {
        openFile();
        byte[][] commands = new byte[150][];
        for (int i = 0; i < commands.length; i++) commands[i] = packet(13, 10 + i, 7, false, 0, Bench.hex("04000000"));
        smb.client(chain(72, commands));
        assertThat(smb.messages()).hasSize(150);
        assertThat(smb.messages().getLast().fields().get("message_id")).isEqualTo(159L);
        smb.client(packet(13, 200, 7, false, 0, Bench.hex("04000000")));
        assertThat(smb.messages()).hasSize(151);
        assertThat(smb.malformed()).isEmpty();
    }

    @Test
    void aLoginTellsUserDomainAndWorkstation() {
        smb.client(packet(1, 1, 0, false, 0, login()));
        smb.server(packet(1, 1, 0, true, 0xC000006D, Bench.hex("0900 0000 4800 0000")));
        assertThat(smb.messages().getFirst().verb()).isEqualTo(Verb.LOGIN);
        assertThat(smb.messages().getFirst().target()).isEqualTo("DOM\\bob");
        assertThat(smb.messages().get(1).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(smb.observations.stream().filter(Identity.class::isInstance).map(Identity.class::cast))
                .extracting(Identity::value)
                .containsExactly("DOM\\bob", "ws1");
    }

    @Test
    void theContentsOfALongWriteAreNotWaitedFor() {
        byte[] start = packet(9, 3, 7, false, 0, write());
        ByteBuffer.wrap(start).putInt(0, 1 << 20);
        byte[] padded = java.util.Arrays.copyOf(start, 400);
        assertThat(smb.client(padded)).isEqualTo(400);
        assertThat(smb.messages()).hasSize(1);
        assertThat(smb.client(new byte[1000])).isEqualTo(1000);
        assertThat(smb.messages()).hasSize(1);
    }

    @Test
    void anUnknownCommandIsMalformed() {
        smb.client(packet(99, 1, 0, false, 0, new byte[8]));
        assertThat(smb.malformed()).extracting(Malformed::rule).containsExactly("command unknown");
    }

    @Test
    void aLoginThatFailsSaysWhy() {
        smb.client(packet(1, 1, 0, false, 0, login()));
        smb.server(packet(1, 1, 0, true, 0xC0000234, Bench.hex("0900 0000 4800 0000")));
        assertThat(smb.messages().get(1).fields().get("status_name")).isEqualTo("account locked out");
    }

    @Test
    void aFileIsRenamedOrDeletedThroughItsInformation() {
        smb.client(packet(
                17, 4, 7, false, 0, setInfo(10, Bench.hex("01 00000000000000 0000000000000000 04000000 62002E00"))));
        smb.client(packet(17, 5, 7, false, 0, setInfo(13, new byte[] {1})));
        assertThat(smb.messages().getFirst().fields().get("new_name")).isEqualTo("b.");
        assertThat(smb.messages().get(1).fields().get("delete")).isEqualTo(true);
        assertThat(smb.messages()).extracting(Message::verb).containsOnly(Verb.FILE_WRITE);
    }

    @Test
    void whatGoesThroughAPipeIsReadAsRpc() {
        smb.client(packet(3, 1, 0, false, 0, connect("\\\\srv\\IPC$")));
        smb.server(packet(3, 1, 7, true, 0, Bench.hex("1000 02 00 00000000 00000000 00000000")));
        smb.client(packet(5, 2, 7, false, 0, create("svcctl")));
        smb.server(packet(5, 2, 7, true, 0, opened()));
        byte[] rpc = dev.postern.wire.Sample.bytes("dcerpc-bind");
        ByteBuffer body = ByteBuffer.allocate(48 + rpc.length).order(ByteOrder.LITTLE_ENDIAN);
        body.putShort((short) 49).putShort((short) 112).putInt(rpc.length).position(16);
        body.putLong(5).putLong(0x4242).position(48).put(rpc);
        smb.client(packet(9, 3, 7, false, 0, body.array()));
        assertThat(smb.messages().get(4).verb()).isEqualTo(Verb.OTHER);
        assertThat(smb.messages().get(5).protocol()).isEqualTo("dcerpc");
        assertThat(smb.messages().get(5).operation()).isEqualTo("bind");
    }

    private static byte[] setInfo(int kind, byte[] buffer) {
        ByteBuffer body = ByteBuffer.allocate(32 + buffer.length).order(ByteOrder.LITTLE_ENDIAN);
        body.putShort((short) 33)
                .put((byte) 1)
                .put((byte) kind)
                .putInt(buffer.length)
                .putShort((short) 96);
        return body.position(32).put(buffer).array();
    }

    private static byte[] packet(int command, long messageId, int tree, boolean response, int status, byte[] body) {
        ByteBuffer packet = ByteBuffer.allocate(4 + 64 + body.length);
        packet.putInt(64 + body.length).putInt(0xFE534D42).order(ByteOrder.LITTLE_ENDIAN);
        packet.putShort((short) 64).putShort((short) 0).putInt(status).putShort((short) command);
        packet.putShort((short) 1)
                .putInt(response ? 1 : 0)
                .putInt(0)
                .putLong(messageId)
                .putInt(0)
                .putInt(tree);
        return packet.position(68).put(body).array();
    }

    private static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    private static byte[] connect(String path) {
        ByteBuffer body = ByteBuffer.allocate(8 + 2 * path.length()).order(ByteOrder.LITTLE_ENDIAN);
        return body.putShort((short) 9)
                .putShort((short) 0)
                .putShort((short) 72)
                .putShort((short) (2 * path.length()))
                .put(utf16(path))
                .array();
    }

    private static byte[] create(String path) {
        ByteBuffer body = ByteBuffer.allocate(56 + 2 * path.length()).order(ByteOrder.LITTLE_ENDIAN);
        body.putShort((short) 57).position(44);
        return body.putShort((short) 120)
                .putShort((short) (2 * path.length()))
                .position(56)
                .put(utf16(path))
                .array();
    }

    private static byte[] opened() {
        ByteBuffer body = ByteBuffer.allocate(88).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 89);
        return body.position(64).putLong(5).putLong(0x4242).array();
    }

    private static byte[] write() {
        ByteBuffer body = ByteBuffer.allocate(52).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 49);
        return body.position(16).putLong(5).putLong(0x4242).array();
    }

    /** Session setup with an NTLMSSP AUTHENTICATE token: domain DOM, user bob, workstation WS1. */
    private static byte[] login() {
        ByteBuffer token = ByteBuffer.allocate(64 + 18).order(ByteOrder.LITTLE_ENDIAN);
        token.put(Bench.ascii("NTLMSSP\0")).putInt(3);
        int[] at = {28, 36, 44};
        String[] texts = {"DOM", "bob", "WS1"};
        for (int i = 0; i < 3; i++) {
            token.putShort(at[i], (short) 6).putShort(at[i] + 2, (short) 6).putInt(at[i] + 4, 64 + 6 * i);
            token.position(64 + 6 * i).put(utf16(texts[i]));
        }
        token.putInt(60, 1);
        ByteBuffer body = ByteBuffer.allocate(24 + token.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        body.putShort((short) 25).putShort(12, (short) 88).putShort(14, (short) token.capacity());
        return body.position(24).put(token.array()).array();
    }

    private static org.assertj.core.groups.Tuple tuple(String operation, String target) {
        return org.assertj.core.groups.Tuple.tuple(operation, target);
    }
}
