package dev.postern.appliance.peer;

import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The JDK's client speaks WebSocket to a panel's page on Jetty: JSON both ways, octets, a text in two parts, a ping and the farewell. */
final class WebSocketTalk {
    private static final int LOG_BYTES = 10_000;
    private static final long PATIENCE_SECONDS = 10;

    private WebSocketTalk() {}

    static Overheard talk() throws Exception {
        Javalin server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.ws("/live", panel -> {
                        panel.onMessage(message -> message.send("{\"rpm\":1480,\"running\":true}"));
                        panel.onBinaryMessage(message -> message.send(ByteBuffer.allocate(LOG_BYTES)));
                    });
                })
                .start("127.0.0.1", 0);
        Overheard talk = Overheard.between(server.port());
        try (HttpClient client = HttpClient.newHttpClient()) {
            BlockingQueue<String> heard = new LinkedBlockingQueue<>();
            WebSocket socket = client.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + talk.port() + "/live"), new Ear(heard))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            socket.sendText("{\"set\":\"rpm\",\"to\":1480}", true).join();
            await(heard, "text");
            socket.sendText("half ", false).join();
            socket.sendText("and half", true).join();
            await(heard, "text");
            socket.sendBinary(ByteBuffer.wrap(new byte[] {1, 2, (byte) 0xFF}), true)
                    .join();
            await(heard, "binary");
            socket.sendPing(ByteBuffer.allocate(0)).join();
            await(heard, "pong");
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "shift ends").join();
            await(heard, "close");
        } finally {
            server.stop();
            talk.close();
        }
        return talk;
    }

    private static void await(BlockingQueue<String> heard, String kind) throws InterruptedException {
        String next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!kind.equals(next)) throw new AssertionError("expected " + kind + ", heard " + next);
    }

    private record Ear(BlockingQueue<String> heard) implements WebSocket.Listener {
        private CompletionStage<?> last(WebSocket socket, boolean last, String kind) {
            if (last) heard.add(kind);
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            return last(socket, last, "text");
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer octets, boolean last) {
            return last(socket, last, "binary");
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer octets) {
            return last(socket, true, "pong");
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            return last(socket, true, "close");
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            heard.add("error " + error);
        }
    }
}
