package dev.postern.appliance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;

/** Apache MINA's client logs in at Apache MINA's server, whose password is "right". */
public final class SshTalk {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private SshTalk() {}

    public static Overheard talk(Path folder) throws IOException {
        return talk(folder, "right");
    }

    /** @param passwords one of each session */
    static Overheard talk(Path folder, String... passwords) throws IOException {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.setPort(0);
        server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider(folder.resolve("host-key")));
        server.setPasswordAuthenticator((user, password, session) -> password.equals("right"));
        server.start();
        Overheard talk = Overheard.between(server.getPort());
        SshClient client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier((session, address, key) -> true);
        client.start();
        try {
            for (String password : passwords) login(client, talk.port(), password);
        } finally {
            client.stop();
            server.stop(true);
            talk.close();
        }
        return talk;
    }

    private static void login(SshClient client, int port, String password) throws IOException {
        try (ClientSession session =
                client.connect("engineer", "127.0.0.1", port).verify(PATIENCE).getSession()) {
            session.addPasswordIdentity(password);
            session.auth().await(PATIENCE);
            assertThat(session.isAuthenticated()).isEqualTo(password.equals("right"));
        }
    }
}
