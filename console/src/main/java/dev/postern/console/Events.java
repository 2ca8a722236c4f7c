package dev.postern.console;

import io.javalin.http.sse.SseClient;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What happens, pushed to every open page. Publishing never waits: a page that cannot keep up is cut off and loads everything again when it
 * reconnects.
 */
final class Events {
    private static final int WAITING_MAX = 1_024;
    private static final int CLIENTS_MAX = 100;
    private static final long HEARTBEAT_SECONDS = 15;

    private record Event(String name, String json) {}

    private static final class Client {
        final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
        volatile boolean lost;
    }

    private final Set<Client> clients = ConcurrentHashMap.newKeySet();

    void publish(String name, String json) {
        for (Client client : clients) if (!client.waiting.offer(new Event(name, json))) client.lost = true;
    }

    boolean hasListeners() {
        return !clients.isEmpty();
    }

    void serve(SseClient connection) {
        if (clients.size() >= CLIENTS_MAX) {
            connection.close();
            return;
        }
        Client client = new Client();
        clients.add(client);
        connection.onClose(() -> clients.remove(client));
        connection.keepAlive();
        Thread.ofVirtual().name("events").start(() -> pump(client, connection));
    }

    private void pump(Client client, SseClient connection) {
        try {
            connection.sendComment("connected");
            while (!client.lost && !connection.terminated()) {
                Event event = client.waiting.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                if (event == null) connection.sendComment("still here");
                else connection.sendEvent(event.name(), event.json());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            clients.remove(client);
            connection.close();
        }
    }
}
