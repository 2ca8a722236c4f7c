package dev.postern.appliance.peer;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.apache.commons.net.telnet.EchoOptionHandler;
import org.apache.commons.net.telnet.InvalidTelnetOptionException;
import org.apache.commons.net.telnet.SuppressGAOptionHandler;
import org.apache.commons.net.telnet.TelnetClient;
import org.apache.commons.net.telnet.TerminalTypeOptionHandler;

/** Apache Commons Net logs in at {@link TelnetResponder}, with a wrong password first, and asks for a port. */
final class TelnetTalk {
    private static final int PATIENCE_MILLIS = 10_000;

    private TelnetTalk() {}

    static Overheard talk() throws IOException, InvalidTelnetOptionException {
        try (Responder server = new Responder(new TelnetResponder())) {
            Overheard talk = Overheard.between(server.port());
            TelnetClient client = new TelnetClient();
            client.addOptionHandler(new TerminalTypeOptionHandler("VT220", false, false, true, false));
            client.addOptionHandler(new EchoOptionHandler(false, false, false, true));
            client.addOptionHandler(new SuppressGAOptionHandler(true, true, true, true));
            client.setDefaultTimeout(PATIENCE_MILLIS);
            try {
                client.connect(InetAddress.getLoopbackAddress(), talk.port());
                answer(client, "login: ", "operator");
                answer(client, "Password: ", "wrong");
                answer(client, "login: ", "operator");
                answer(client, "Password: ", "right");
                answer(client, "switch$ ", "show port 7");
                answer(client, "switch$ ", "exit");
                // Whoever hangs up on an echo that it has not read resets the connection, and what it said last is lost
                // on the way.
                await(client, "exit\r\n");
            } finally {
                client.disconnect();
                talk.close();
            }
            return talk;
        }
    }

    private static void answer(TelnetClient client, String prompt, String line) throws IOException {
        await(client, prompt);
        // As keys are pressed.
        for (byte key : (line + "\r\n").getBytes(StandardCharsets.US_ASCII)) {
            client.getOutputStream().write(key);
            client.getOutputStream().flush();
        }
    }

    private static void await(TelnetClient client, String said) throws IOException {
        InputStream in = client.getInputStream();
        StringBuilder heard = new StringBuilder();
        while (!heard.toString().endsWith(said)) {
            int octet = in.read();
            if (octet < 0) throw new IOException("hung up after " + heard);
            heard.append((char) octet);
        }
    }
}
