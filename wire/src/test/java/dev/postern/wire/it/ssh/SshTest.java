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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SshTest {
    private Bench ssh = new Bench(new SshDissector(), Transport.TCP, 22);

    /** @param payload message number and body */
    private static byte[] packet(byte[] payload) {
        return packet(payload, 10);
    }

    private static byte[] packet(byte[] payload, int padding) {
        return ByteBuffer.allocate(5 + payload.length + padding)
                .putInt(1 + payload.length + padding)
                .put((byte) padding)
                .put(payload)
                .array();
    }

    private static byte[] offer(String... lists) {
        ByteBuffer payload = ByteBuffer.allocate(4096).put((byte) 20).position(17);
        for (String list : lists) payload.putInt(list.length()).put(Bench.ascii(list));
        payload.put((byte) 0).putInt(0);
        return packet(Arrays.copyOf(payload.array(), payload.position()));
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

    /** Keys are agreed, with aes256-gcm unless said otherwise: packets of 36 octets and more. */
    private void sealed(String ciphers, String macs) {
        begin();
        agree(ciphers, macs);
    }

    private void agree(String ciphers, String macs) {
        byte[] offer = offer("k", "h", "", ciphers, "", macs, "none", "none,zlib@openssh.com", "", "");
        ssh.client(offer);
        ssh.server(offer);
        ssh.server(packet(new byte[] {21}));
        ssh.client(packet(new byte[] {21}));
        ssh.observations.clear();
    }

    private void sealed() {
        sealed("aes256-gcm@openssh.com", "");
    }

    /** The client asks, the server answers with so many octets. */
    private void exchange(int answer) {
        ssh.client(new byte[68]);
        ssh.server(new byte[answer]);
    }

    private List<org.assertj.core.groups.Tuple> logins() {
        return ssh.messages().stream()
                .map(m -> tuple(
                        m.operation(), m.outcome(), m.fromClient(), m.fields().get("answers")))
                .toList();
    }

    @Test
    void theShortestPacketThereIsSaysThatALoginSucceeded() {
        sealed();
        ssh.server(new byte[150]);
        exchange(52);
        exchange(68);
        exchange(36);
        assertThat(logins()).isEmpty();
        ssh.client(new byte[84]);
        assertThat(logins()).containsExactly(tuple("login", Outcome.SUCCESS, false, 2L));
        exchange(36);
        ssh.close();
        assertThat(logins()).hasSize(1);
    }

    @Test
    void onALongWayMoreFollowsTheSuccessBeforeTheClientSpeaks() {
        sealed();
        exchange(52);
        exchange(36);
        ssh.server(new byte[600]);
        ssh.close();
        assertThat(logins()).containsExactly(tuple("login", Outcome.SUCCESS, false, 1L));
    }

    @Test
    void aConnectionOfNothingButRefusalsBroughtNoLogin() {
        sealed();
        exchange(52);
        for (int i = 0; i < 3; i++) exchange(68);
        assertThat(logins()).isEmpty();
        ssh.close();
        assertThat(logins()).containsExactly(tuple("login", Outcome.REFUSED, false, 3L));
    }

    /** As Apache MINA now and then, whose client then asks without waiting for the service. */
    @Test
    void whatTheServerCanDoIsNoAnswerWhereItCrossesTheFirstQuestion() {
        sealed();
        for (int answer : new int[] {452, 128, 92, 76, 92, 76}) exchange(answer);
        ssh.close();
        assertThat(logins()).containsExactly(tuple("login", Outcome.REFUSED, false, 4L));
    }

    @Test
    void questionsBetweenRefusalsAreOfOneLengthAsWell() {
        sealed();
        for (int answer : new int[] {52, 68, 84, 68, 84, 68}) exchange(answer);
        ssh.close();
        assertThat(logins()).containsExactly(tuple("login", Outcome.REFUSED, false, 5L));
    }

    @Test
    void nothingIsSaidOfWhatTheSizesDoNotTell() {
        sealed();
        exchange(52);
        ssh.close();
        assertThat(logins()).as("nobody tried").isEmpty();
        for (int[] answers : new int[][] {{52, 68, 100, 84}, {52, 68, 300}, {52, 640, 68, 84}}) {
            ssh = new Bench(new SshDissector(), Transport.TCP, 22);
            sealed();
            for (int answer : answers) exchange(answer);
            ssh.close();
            assertThat(logins()).as("%s", Arrays.toString(answers)).isEmpty();
        }
        String[][] unknown = {
            {"cipher-of-tomorrow", "hmac-sha1"},
            {"aes128-ctr", "mac-of-tomorrow"},
            {"aes128-ctr", "hmac-sha1" + ",hmac-of-nobody".repeat(70)},
        };
        for (String[] offers : unknown) {
            ssh = new Bench(new SshDissector(), Transport.TCP, 22);
            sealed(offers[0], offers[1]);
            for (int i = 0; i < 3; i++) exchange(68);
            ssh.close();
            assertThat(logins()).as("%s", Arrays.toString(offers)).isEmpty();
        }
    }

    /** RFC 4253 section 6 and RFC 5647, by hand; OpenSSH 9.2 agreed in each of the first seven. */
    @Test
    void theShortestPacketIsThatOfWhatBothSidesHave() {
        assertThat(Sizes.chosen("a,b,c", "c,b")).isEqualTo("b");
        assertThat(Sizes.chosen("a", "aa")).isEmpty();
        assertThat(shortest("chacha20-poly1305@openssh.com", "", "none")).isEqualTo(4 + 8 + 16);
        assertThat(shortest("aes128-gcm@openssh.com", "hmac-sha1", "none")).isEqualTo(4 + 16 + 16);
        assertThat(shortest("aes256-ctr", "hmac-sha2-256-etm@openssh.com", "none"))
                .isEqualTo(4 + 16 + 32);
        assertThat(shortest("aes256-ctr", "hmac-sha2-512", "none")).isEqualTo(16 + 64);
        assertThat(shortest("aes256-ctr", "hmac-sha1", "none")).isEqualTo(16 + 20);
        assertThat(shortest("aes256-ctr", "umac-64-etm@openssh.com", "none")).isEqualTo(4 + 16 + 8);
        assertThat(shortest("aes256-ctr", "umac-128@openssh.com", "none")).isEqualTo(16 + 16);
        assertThat(shortest("aes128-ctr", "hmac-sha2-256", "zlib@openssh.com")).isEqualTo(16 + 32);
        assertThat(shortest("3des-cbc", "hmac-md5-96", "none")).isEqualTo(16 + 12);
        assertThat(Sizes.of("aes128-ctr", "hmac-sha2-256", "zlib")).isNull();
    }

    private static int shortest(String cipher, String mac, String compression) {
        return Sizes.of(cipher, mac, compression).packet(1);
    }

    /** Apache MINA pads by a block more than it must, under chacha20-poly1305 and under AES. */
    @Test
    void aServerThatPadsMoreThanItMustIsUnderstood() {
        sealed("chacha20-poly1305@openssh.com", "");
        for (int answer : new int[] {52, 92, 36}) exchange(answer);
        ssh.close();
        assertThat(logins()).containsExactly(tuple("login", Outcome.SUCCESS, false, 2L));
        ssh = new Bench(new SshDissector(), Transport.TCP, 22);
        sealed();
        for (int answer : new int[] {52, 84, 52}) exchange(answer);
        ssh.close();
        assertThat(logins()).containsExactly(tuple("login", Outcome.SUCCESS, false, 2L));
    }

    /** One answer, as short as a refusal of a server that pads little and as a success of one that pads much. */
    @Test
    void oneAnswerThatMayBeEitherIsARefusalOfWhoPadsLittleElsewhere() {
        sealed();
        for (int answer : new int[] {52, 52}) exchange(answer);
        ssh.close();
        assertThat(logins()).isEmpty();
        ssh = new Bench(new SshDissector(), Transport.TCP, 22);
        begin();
        ssh.server(packet(new byte[] {2}, 4));
        agree("aes256-gcm@openssh.com", "");
        for (int answer : new int[] {52, 52}) exchange(answer);
        ssh.close();
        assertThat(logins()).containsExactly(tuple("login", Outcome.REFUSED, false, 1L));
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
