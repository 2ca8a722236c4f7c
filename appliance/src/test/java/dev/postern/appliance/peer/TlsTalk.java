package dev.postern.appliance.peer;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** The JDK's TLS client greets the JDK's TLS server, whose certificate keytool made. */
public final class TlsTalk {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private TlsTalk() {}

    /** @param lasts days from 2020 on that the certificate is valid */
    public static Overheard talk(Path folder, int lasts) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(folder.resolve("keys" + lasts + ".p12"), lasts), new TrustManager[] {new Anybody()}, null);
        try (SSLServerSocket server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            server.setEnabledProtocols(new String[] {"TLSv1.2"});
            Thread.ofPlatform().daemon().start(() -> serve(server));
            Overheard talk = Overheard.between(server.getLocalPort());
            try (talk;
                    SSLSocket client = (SSLSocket)
                            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), talk.port())) {
                client.setEnabledProtocols(new String[] {"TLSv1.2"});
                client.getOutputStream().write('?');
                if (client.getInputStream().read() != '!') throw new IOException("no answer");
            }
            return talk;
        }
    }

    /** A greeting in version 1.0 with AES-128-CBC, by hand (RFC 2246 section 7.4.1): no present stack agrees to it any more. */
    public static Overheard oldHello() throws IOException {
        byte[] client = hello(1, 0, 2, 0x00, 0x2F, 1, 0);
        byte[] server = hello(2, 0x00, 0x2F, 0);
        Overheard talk = new Overheard();
        int connection = talk.newConnection();
        talk.heard(connection, false, true, client);
        talk.heard(connection, false, false, server);
        talk.close();
        return talk;
    }

    /** Record, handshake, version, random, no session, then what is asked or chosen. */
    private static byte[] hello(int type, int... rest) {
        int body = 2 + 32 + 1 + rest.length;
        byte[] record = new byte[9 + body];
        byte[] head = {22, 3, 1, 0, (byte) (4 + body), (byte) type, 0, 0, (byte) body, 3, 1};
        System.arraycopy(head, 0, record, 0, head.length);
        for (int i = 0; i < rest.length; i++) record[record.length - rest.length + i] = (byte) rest[i];
        return record;
    }

    private static void serve(SSLServerSocket server) {
        try (SSLSocket client = (SSLSocket) server.accept()) {
            client.getInputStream().read();
            client.getOutputStream().write('!');
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static javax.net.ssl.KeyManager[] keys(Path store, int days)
            throws IOException, InterruptedException, GeneralSecurityException {
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "works",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=plc.works.example",
                        "-startdate",
                        "2020/01/01 00:00:00",
                        "-validity",
                        Integer.toString(days),
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (made.waitFor() != 0) throw new IOException("keytool failed");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        return factory.getKeyManagers();
    }

    /** Trusts whoever answers, as many a device does. */
    private static final class Anybody implements X509TrustManager {
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
