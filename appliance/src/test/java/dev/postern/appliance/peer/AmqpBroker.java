package dev.postern.appliance.peer;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import io.vertx.proton.ProtonConnection;
import io.vertx.proton.ProtonReceiver;
import io.vertx.proton.ProtonSender;
import io.vertx.proton.ProtonServer;
import io.vertx.proton.sasl.ProtonSaslAuthenticator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.Transport;
import org.apache.qpid.proton.message.Message;

/** One queue, {@link #QUEUE}, on Vert.x Proton, for the operator with the right password. */
final class AmqpBroker implements AutoCloseable {
    static final String QUEUE = "levels";
    private static final long PATIENCE_SECONDS = 10;

    private final Vertx vertx = Vertx.vertx();
    private final Deque<Message> queue = new ArrayDeque<>();

    AmqpBroker(int port) throws Exception {
        ProtonServer.create(vertx)
                .saslAuthenticatorFactory(Password::new)
                .connectHandler(this::serve)
                .listen(port, "127.0.0.1", done -> {});
        // Nothing else is asked of this instance, so its loop is free again once the port is open.
        vertx.executeBlocking(() -> true)
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void serve(ProtonConnection connection) {
        connection.setContainer("works-broker");
        connection.openHandler(opened -> connection.open());
        connection.closeHandler(closed -> connection.close());
        connection.sessionOpenHandler(session -> session.open());
        connection.receiverOpenHandler(this::take);
        connection.senderOpenHandler(this::give);
        connection.open();
    }

    private void take(ProtonReceiver receiver) {
        receiver.setTarget(receiver.getRemoteTarget()).setSource(receiver.getRemoteSource());
        receiver.handler((delivery, message) -> queue.add(message))
                .closeHandler(closed -> receiver.close())
                .open();
    }

    private void give(ProtonSender sender) {
        sender.setTarget(sender.getRemoteTarget()).setSource(sender.getRemoteSource());
        sender.closeHandler(closed -> sender.close()).open();
        if (!QUEUE.equals(sender.getRemoteSource().getAddress())) {
            sender.setCondition(new ErrorCondition(Symbol.valueOf("amqp:not-found"), "no such queue"));
            sender.close();
            return;
        }
        sender.sendQueueDrainHandler(ready -> {
            while (!queue.isEmpty() && !ready.sendQueueFull()) ready.send(queue.poll());
        });
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** PLAIN, RFC 4616. */
    private static final class Password implements ProtonSaslAuthenticator {
        private static final String RIGHT = "\0operator\0right";
        private Sasl sasl;
        private boolean right;

        @Override
        public void init(NetSocket socket, ProtonConnection connection, Transport transport) {
            sasl = transport.sasl();
            sasl.server();
            sasl.allowSkip(false);
            sasl.setMechanisms("PLAIN", "ANONYMOUS");
        }

        @Override
        public void process(Handler<Boolean> done) {
            boolean answered = sasl.getRemoteMechanisms().length > 0;
            if (answered) {
                byte[] response = new byte[sasl.pending()];
                sasl.recv(response, 0, response.length);
                right = new String(response, StandardCharsets.UTF_8).equals(RIGHT);
                sasl.done(right ? Sasl.SaslOutcome.PN_SASL_OK : Sasl.SaslOutcome.PN_SASL_AUTH);
            }
            done.handle(answered);
        }

        @Override
        public boolean succeeded() {
            return right;
        }
    }
}
