package dev.postern.appliance.peer;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** RabbitMQ's client declares, publishes, fetches and listens at Apache Qpid's broker, with a wrong password first and a queue that is not there. */
final class Amqp091Talk {
    static final String EXCHANGE = "plant";
    static final String QUEUE = "levels";
    static final String KEY = "tank.1";
    static final String LEVELS = "{\"level\": 4.3, \"high\": false}";

    private static final long PATIENCE_SECONDS = 10;

    private Amqp091Talk() {}

    static Overheard talk(Path folder, int freePort) throws Exception {
        Overheard talk = Overheard.between(freePort);
        try (Amqp091Broker broker = new Amqp091Broker(folder, freePort)) {
            refused(talk.port());
            try (Connection connection = login(talk.port(), "right").newConnection("bench-7")) {
                publish(connection);
                listen(connection);
                nowhere(connection);
            }
            talk.awaitQuiet();
        } finally {
            talk.close();
        }
        return talk;
    }

    private static ConnectionFactory login(int port, String password) {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        factory.setUsername("operator");
        factory.setPassword(password);
        factory.setVirtualHost(Amqp091Broker.HOST);
        factory.setAutomaticRecoveryEnabled(false);
        return factory;
    }

    private static void refused(int port) throws Exception {
        try (Connection connection = login(port, "wrong").newConnection()) {
            throw new AssertionError("a wrong password was accepted by " + connection);
        } catch (PossibleAuthenticationFailureException refused) {
            // As it should be.
            return;
        }
    }

    private static void publish(Connection connection) throws Exception {
        try (Channel channel = connection.createChannel()) {
            channel.exchangeDeclare(EXCHANGE, "topic");
            channel.queueDeclare(QUEUE, false, false, false, Map.of());
            channel.queueBind(QUEUE, EXCHANGE, "tank.*");
            channel.confirmSelect();
            BasicProperties json = new BasicProperties.Builder()
                    .contentType("application/json")
                    .headers(Map.of("site", "north"))
                    .messageId("7")
                    .build();
            channel.basicPublish(EXCHANGE, KEY, json, text(LEVELS));
            channel.basicPublish(EXCHANGE, KEY, null, text("4.2"));
            channel.basicPublish("", QUEUE, null, text("pump on"));
            channel.basicPublish("", QUEUE, null, new byte[0]);
            channel.waitForConfirmsOrDie(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            // Nobody listens there, so it comes back.
            channel.basicPublish(EXCHANGE, "well.1", true, null, text("9"));
            channel.basicAck(channel.basicGet(QUEUE, false).getEnvelope().getDeliveryTag(), false);
        }
    }

    private static void listen(Connection connection) throws Exception {
        CountDownLatch due = new CountDownLatch(3);
        try (Channel channel = connection.createChannel()) {
            channel.basicQos(5);
            String tag = channel.basicConsume(QUEUE, false, "panel-1", new DefaultConsumer(channel) {
                @Override
                public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body)
                        throws IOException {
                    if (body.length == 0) channel.basicReject(envelope.getDeliveryTag(), false);
                    else channel.basicAck(envelope.getDeliveryTag(), false);
                    due.countDown();
                }
            });
            if (!due.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) throw new AssertionError("not all was delivered");
            channel.basicCancel(tag);
            channel.txSelect();
            channel.txCommit();
            channel.queuePurge(QUEUE);
            if (channel.basicGet(QUEUE, true) != null) throw new AssertionError("an empty queue gave something");
            channel.queueUnbind(QUEUE, EXCHANGE, "tank.*");
            channel.queueDelete(QUEUE);
            channel.exchangeDelete(EXCHANGE);
        }
    }

    private static void nowhere(Connection connection) throws Exception {
        try {
            connection.createChannel().queueDeclarePassive("none");
            throw new AssertionError("a queue that is not there was found");
        } catch (IOException refused) {
            // As it should be; the broker has closed the channel with it.
            return;
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
