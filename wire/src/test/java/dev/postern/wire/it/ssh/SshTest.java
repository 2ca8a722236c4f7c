package dev.postern.wire.it.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Identity;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Dissector.Recognition;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SshTest {
    private final Bench ssh = new Bench(new SshDissector(), Transport.TCP, 22);

    /** @param payload message number and body; padded with four octets */
    private static byte[] packet(byte[] payload) {
        return ByteBuffer.allocate(5 + payload.length + 4)
                .putInt(1 + payload.length + 4)
                .put((byte) 4)
                .put(payload)
                .array();
    }

    private static byte[] offer(String... lists) {
        ByteBuffer payload = ByteBuffer.allocate(1024).put((byte) 20).position(17);
        for (String list : lists) payload.putInt(list.length()).put(Bench.ascii(list));
        payload.put((byte) 0).putInt(0);
        return packet(java.util.Arrays.copyOf(payload.array(), payload.position()));
    }

    private void begin() {
        ssh.client(Bench.ascii("SSH-2.0-PuTTY_Release_0.78\r\n"));
        ssh.server(Bench.ascii("Authorised use only\r\nSSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u2\r\n"));
    }

    @Test
    void bothSidesSayWhatTheyAre() {
        begin();
        assertThat(ssh.messages())
                .extracting(
                        Message::operation,
                        Message::outcome,
                        m -> m.fields().get("software"),
                        m -> m.fields().get("comment"))
                .containsExactly(
                        tuple("version", Outcome.REQUEST, "PuTTY_Release_0.78", null),
                        tuple("version", Outcome.SUCCESS, "OpenSSH_9.2p1", "Debian-2+deb12u2"));
        assertThat(identities())
                .contains(tuple(Attribute.SOFTWARE, "OpenSSH_9.2p1"), tuple(Attribute.OPERATING_SYSTEM, "Debian"));
    }

    /** MD5 of {@code k1,k2;c-out;m-out;none}. */
    @Test
    void theHasshIsMadeOfTheListsOfTheSendersOwnDirection() throws Exception {
        begin();
        byte[] offer = offer("k1,k2", "h1", "c-out", "c-in", "m-out", "m-in", "none", "zlib", "", "");
        ssh.client(offer);
        ssh.server(offer);
        Message client = ssh.messages().get(2);
        assertThat(client.fields().get("kex")).isEqualTo(List.of("k1", "k2"));
        assertThat(client.fields().get("ciphers")).isEqualTo(List.of("c-out"));
        assertThat(client.fields().get("hassh")).isEqualTo(md5("k1,k2;c-out;m-out;none"));
        assertThat(ssh.messages().get(3).fields().get("hassh_server")).isEqualTo(md5("k1,k2;c-in;m-in;zlib"));
    }

    private static String md5(String text) throws Exception {
        return java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("MD5").digest(Bench.ascii(text)));
    }

    @Test
    void whatIsWeakIsNamed() {
        begin();
        ssh.client(offer(
                "diffie-hellman-group1-sha1",
                "ssh-dss",
                "aes128-ctr,3des-cbc",
                "",
                "hmac-md5",
                "",
                "none",
                "",
                "",
                ""));
        assertThat(ssh.messages().get(2).fields().get("weak"))
                .isEqualTo(List.of("diffie-hellman-group1-sha1", "ssh-dss", "3des-cbc", "hmac-md5"));
    }

    @Test
    void theServersKeyIsAFingerprintOfTheServer() {
        begin();
        byte[] key = Bench.hex("0000000B 7373682D65643235353139 00000002 AABB");
        ssh.server(packet(ByteBuffer.allocate(5 + key.length)
                .put((byte) 31)
                .putInt(key.length)
                .put(key)
                .array()));
        Message message = ssh.messages().get(2);
        assertThat(message.operation()).isEqualTo("server key");
        assertThat(message.fields().get("key_type")).isEqualTo("ssh-ed25519");
        assertThat(message.fields().text("key")).startsWith("SHA256:").hasSize(7 + 43);
    }

    @Test
    void nothingIsReadAfterTheNewKeysAndInVersionOne() {
        begin();
        ssh.client(packet(new byte[] {21}));
        assertThat(ssh.client("FFFFFFFF 00112233")).isEqualTo(8);
        Bench old = new Bench(new SshDissector(), Transport.TCP, 22);
        old.client(Bench.ascii("SSH-1.5-Old\n"));
        assertThat(old.client("FFFFFFFF")).isEqualTo(4);
        assertThat(ssh.malformed()).isEmpty();
        assertThat(old.malformed()).isEmpty();
    }

    @Test
    void limitsHold() {
        assertThat(ssh.client("53".repeat(2000))).isEqualTo(2000);
        begin();
        ssh.server("7FFFFFFF 04 14");
        assertThat(ssh.malformed())
                .extracting(Malformed::rule)
                .containsExactly("version line too long", "packet length out of range");
    }

    @Test
    void aPacketThatIsNotThereYetIsWaitedFor() {
        begin();
        assertThat(ssh.client("0000000C 0A 15 00")).isEqualTo(Dissector.NEED_MORE);
    }

    @Test
    void recognisedByItsVersion() {
        assertThat(probe("SSH-2.0-x\r\n")).isEqualTo(Recognition.CERTAIN);
        assertThat(probe("SSH-x")).isEqualTo(Recognition.NOT);
    }

    private static Recognition probe(String text) {
        return new SshDissector().probe(new Bytes().wrap(Bench.ascii(text)), Transport.TCP, true);
    }

    private List<org.assertj.core.groups.Tuple> identities() {
        return ssh.observations.stream()
                .filter(Identity.class::isInstance)
                .map(Identity.class::cast)
                .map(i -> tuple(i.attribute(), i.value()))
                .toList();
    }
}
