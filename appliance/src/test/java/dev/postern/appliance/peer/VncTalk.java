package dev.postern.appliance.peer;

import com.shinyhut.vernacular.client.VernacularClient;
import com.shinyhut.vernacular.client.VernacularConfig;
import com.shinyhut.vernacular.client.exceptions.AuthenticationFailedException;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Vernacular looks at {@link RfbResponder}, and is refused with a wrong password. */
final class VncTalk {
    private static final long PATIENCE_SECONDS = 10;

    private VncTalk() {}

    /**
     * @param version of the server
     * @param asked its password, null for none
     * @param given what the client says
     */
    static Overheard talk(String version, String asked, String given) throws Exception {
        try (Responder server = new Responder(new RfbResponder(version, asked))) {
            Overheard talk = Overheard.between(server.port());
            try {
                look(talk.port(), given, asked == null || asked.equals(given));
            } finally {
                talk.close();
            }
            return talk;
        }
    }

    private static void look(int port, String password, boolean welcome) throws Exception {
        BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
        VernacularConfig config = new VernacularConfig();
        config.setPasswordSupplier(() -> password);
        config.setErrorListener(seen::add);
        config.setScreenUpdateListener(seen::add);
        VernacularClient client = new VernacularClient(config);
        client.start("127.0.0.1", port);
        try {
            Object first = seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (first == null || first instanceof AuthenticationFailedException == welcome)
                throw new IOException("expected a picture or a refusal, not " + first);
            if (welcome) client.type("start");
        } finally {
            client.stop();
        }
    }
}
