package dev.postern.wire.it.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Sample;
import dev.postern.wire.it.Conveyor;
import dev.postern.wire.it.Tapped;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsDissectorTest {
    private final Bench tls = new Bench(new TlsDissector(), Transport.TCP, 443);

    @TempDir
    private Path folder;

    @Test
    void aHelloTellsTheServerWantedAndTheFingerprintOfTheClient() {
        tls.client(Sample.bytes("tls-hello"));
        Message hello = tls.messages().getFirst();
        assertThat(hello.target()).isEqualTo("plc.test");
        assertThat(hello.fields().get("version")).isEqualTo("tls 1.2");
        // JA3 text 771,49199-156,0-65281,, and JA4 parts hashed with an independent tool.
        assertThat(hello.fields().get("ja3"))
                .isEqualTo(Fingerprints.hash("MD5", Bench.ascii("771,49199-156,0-65281,,")));
        assertThat(hello.fields().text("ja4")).startsWith("t12d020200_");
    }

    @Test
    void aHelloThatLiesAboutItsLengthsIsMalformed() {
        byte[] hello = Sample.bytes("tls-hello");
        hello[45] = 0x7F;
        tls.client(hello);
        assertThat(tls.malformed()).extracting(Malformed::rule).containsExactly("client hello ends early");
        assertThat(tls.messages()).isEmpty();
    }

    @Test
    void aHelloInManySmallRecordsIsPutTogether() {
        byte[] whole = Sample.bytes("tls-hello");
        for (int at = 5; at < whole.length; at++) tls.client(new byte[] {22, 3, 1, 0, 1, whole[at]});
        assertThat(tls.messages()).singleElement().extracting(Message::target).isEqualTo("plc.test");
    }

    @Test
    void aFatalAlertIsARefusal() {
        tls.client(Sample.bytes("tls-hello"));
        tls.server("15 0303 0002 02 28");
        assertThat(tls.messages().get(1).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(tls.messages().get(1).fields().get("description")).isEqualTo("handshake failure");
    }

    @Test
    void applicationDataIsConsumedBeforeItIsComplete() {
        byte[] start = Bench.hex("17 0303 4000 0102030405");
        assertThat(tls.client(start)).isEqualTo(start.length);
        assertThat(tls.client("DEADBEEF")).isEqualTo(4);
        assertThat(tls.observations).isEmpty();
    }

    @Test
    void anOldStackBeginsInTheFormatOfSsl2() {
        // TLS 1.0 offered; suites 0x0004 (RC4), 0x002F, and 0x010080 of SSL 2.0 itself; challenge of 16.
        tls.client("80 22 01 0301 0009 0000 0010 000004 00002F 010080" + "5A".repeat(16));
        Message hello = tls.messages().getFirst();
        assertThat(hello.fields().get("version")).isEqualTo("tls 1.0");
        assertThat(hello.fields().get("ciphers")).isEqualTo(3L);
        assertThat(hello.fields().get("weak_ciphers")).isEqualTo(2L);
        assertThat(hello.fields().get("record_format")).isEqualTo("ssl 2.0");
    }

    @Test
    void aHeartbeatThatAsksForMoreThanItBringsIsMalformed() {
        tls.client(Sample.bytes("tls-hello"));
        tls.client("18 0302 0003 01 4000");
        assertThat(tls.messages().get(1).operation()).isEqualTo("heartbeat");
        assertThat(tls.malformed()).extracting(Malformed::rule).containsExactly("heartbeat longer than its record");
    }

    @Test
    void weakSuitesAreThoseWithoutSecrecyOrIdentity() {
        assertThat(Suites.weak(0x0000)).isTrue();
        assertThat(Suites.weak(0x000A)).isTrue();
        assertThat(Suites.weak(0x00A6)).isTrue();
        assertThat(Suites.weak(0xC012)).isTrue();
        assertThat(Suites.weak(0x002F)).isFalse();
        assertThat(Suites.weak(0x009C)).isFalse();
        assertThat(Suites.weak(0xC02F)).isFalse();
        assertThat(Suites.weak(0x1301)).isFalse();
    }

    @Test
    void theJdksOwnTls12HandshakeTellsTheCertificate() throws Exception {
        KeyStore keys = selfSigned();
        new Conveyor(tls).feed(handshake(keys, "TLSv1.2"));
        X509Certificate truth = (X509Certificate) keys.getCertificate("key");
        Message certificate = message("certificate");
        assertThat(certificate.fields().get("subject")).isEqualTo("hmi.test");
        assertThat(certificate.fields().get("issuer")).isEqualTo("hmi.test");
        assertThat(certificate.fields().get("self_signed")).isEqualTo(true);
        assertThat(certificate.fields().text("key")).startsWith("ec p-");
        assertThat(certificate.fields().text("signature")).endsWith("ecdsa");
        assertThat(certificate.fields().get("chain")).isEqualTo(List.of("hmi.test"));
        assertThat(certificate.fields().get("alternative_names")).isEqualTo(List.of("hmi.test", "10.0.0.9"));
        assertThat(certificate.fields().get("not_after_seconds"))
                .isEqualTo(truth.getNotAfter().toInstant().getEpochSecond());
        assertThat(certificate.fields().get("not_before_seconds"))
                .isEqualTo(truth.getNotBefore().toInstant().getEpochSecond());
        assertThat(certificate.fields().get("sha256")).isEqualTo(Fingerprints.hash("SHA-256", truth.getEncoded()));
        assertThat(tls.messages()).extracting(Message::operation).startsWith("hello", "hello", "certificate");
        assertThat(tls.observations.stream().filter(Identity.class::isInstance).map(i -> ((Identity) i).attribute()))
                .contains(Identity.Attribute.CERTIFICATE);
        assertThat(tls.malformed()).isEmpty();
    }

    @Test
    void theJdksOwnTls13HandshakeTellsNamesAndVersion() throws Exception {
        new Conveyor(tls).feed(handshake(selfSigned(), "TLSv1.3"));
        assertThat(tls.messages())
                .extracting(Message::operation, Message::target, m -> m.fields().get("version"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("hello", "hmi.test", "tls 1.3"),
                        org.assertj.core.groups.Tuple.tuple("hello", "hmi.test", "tls 1.3"));
        assertThat(tls.malformed()).isEmpty();
    }

    private Message message(String operation) {
        return tls.messages().stream()
                .filter(m -> m.operation().equals(operation))
                .findFirst()
                .orElseThrow();
    }

    /** keytool in a process of its own: the platform has no public way to sign a certificate. */
    private KeyStore selfSigned() throws Exception {
        Path store = folder.resolve("keys.p12");
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        tool,
                        "-genkeypair",
                        "-alias",
                        "key",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=hmi.test, O=Plant",
                        "-ext",
                        "san=dns:hmi.test,ip:10.0.0.9",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "secret",
                        "-storetype",
                        "PKCS12")
                .redirectErrorStream(true)
                .start();
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "secret".toCharArray());
        }
        return keys;
    }

    private static List<Tapped.Piece> handshake(KeyStore keys, String version) throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "secret".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), new TrustManager[] {new TrustAll()}, null);
        try (SSLServerSocket server = (SSLServerSocket)
                        context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Tapped tap = new Tapped(server.getLocalPort())) {
            Thread serving = Thread.ofPlatform().daemon().start(() -> greet(server));
            try (SSLSocket client =
                    (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), tap.port())) {
                SSLParameters parameters = client.getSSLParameters();
                parameters.setServerNames(List.of(new SNIHostName("hmi.test")));
                parameters.setProtocols(new String[] {version});
                client.setSSLParameters(parameters);
                client.getInputStream().readNBytes(5);
            }
            serving.join();
            return tap.pieces();
        }
    }

    private static void greet(SSLServerSocket server) {
        try (SSLSocket peer = (SSLSocket) server.accept()) {
            peer.getOutputStream().write(Bench.ascii("hello"));
        } catch (java.io.IOException closed) {
            throw new java.io.UncheckedIOException(closed);
        }
    }

    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
