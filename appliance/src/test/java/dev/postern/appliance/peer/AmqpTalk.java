package dev.postern.appliance.peer;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.qpid.protonj2.client.Client;
import org.apache.qpid.protonj2.client.ClientOptions;
import org.apache.qpid.protonj2.client.Connection;
import org.apache.qpid.protonj2.client.ConnectionOptions;
import org.apache.qpid.protonj2.client.Delivery;
import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.Receiver;
import org.apache.qpid.protonj2.client.ReceiverOptions;
import org.apache.qpid.protonj2.client.Sender;
import org.apache.qpid.protonj2.client.exceptions.ClientException;

/** Qpid ProtonJ2's client sends and receives at a broker of Vert.x Proton ({@link AmqpBroker}), settles, rejects, and is refused. */
final class AmqpTalk {
    private static final long PATIENCE_SECONDS = 10;

    private AmqpTalk() {}

    static Overheard talk(int freePort) throws Exception {
        Overheard talk = Overheard.between(freePort);
        try (AmqpBroker broker = new AmqpBroker(freePort)) {
            ask(talk.port());
            talk.awaitQuiet();
        } finally {
            talk.close();
        }
        return talk;
    }

    private static ConnectionOptions login(String password) {
        ConnectionOptions options = new ConnectionOptions();
        options.user("operator");
        options.password(password);
        options.virtualHost("default");
        options.saslOptions().addAllowedMechanism("PLAIN");
        options.reconnectOptions().reconnectEnabled(false);
        return options;
    }

    private static void ask(int port) throws Exception {
        try (Client client = Client.create(new ClientOptions().id("bench-7"))) {
            refused(client, port);
            try (Connection connection = client.connect("127.0.0.1", port, login("right"))) {
                Sender sender = connection.openSender(AmqpBroker.QUEUE);
                sender.send(Message.create("4.2 m")).awaitSettlement(PATIENCE_SECONDS, TimeUnit.SECONDS);
                sender.send(Message.create("{\"level\": 4.3}".getBytes(StandardCharsets.UTF_8)))
                        .awaitSettlement(PATIENCE_SECONDS, TimeUnit.SECONDS);
                sender.send(Message.create(17L)).awaitSettlement(PATIENCE_SECONDS, TimeUnit.SECONDS);
                Receiver receiver = connection.openReceiver(AmqpBroker.QUEUE, new ReceiverOptions().autoAccept(false));
                for (int i = 0; i < 3; i++) {
                    Delivery delivery = receiver.receive(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    if (i == 1) delivery.reject("bench:unwanted", "not that");
                    else delivery.accept();
                }
                receiver.close();
                sender.close();
                nowhere(connection);
            }
        }
    }

    private static void refused(Client client, int port) {
        try (Connection connection = client.connect("127.0.0.1", port, login("wrong"))) {
            connection.openFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("a wrong password was accepted");
        } catch (Exception refused) {
            // As it should be.
            return;
        }
    }

    private static void nowhere(Connection connection) {
        try {
            connection.openReceiver("none").receive(PATIENCE_SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("a queue that is not there was found");
        } catch (ClientException refused) {
            // As it should be.
            return;
        }
    }
}
