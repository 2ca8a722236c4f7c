package dev.postern.console;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

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

    int listeners() {
        return clients.size();
    }

    /** Holds the request (and its virtual thread) until the page goes away or its session ends. Server-sent events, WHATWG HTML section 9.2. */
    void serve(Context context, BooleanSupplier allowed) {
        if (clients.size() >= CLIENTS_MAX) {
            context.status(HttpStatus.SERVICE_UNAVAILABLE).result("too many open pages");
            return;
        }
        context.res().setContentType("text/event-stream");
        context.res().setCharacterEncoding("UTF-8");
        Client client = new Client();
        clients.add(client);
        try {
            OutputStream out = context.res().getOutputStream();
            send(out, ": connected\n\n");
            while (!client.lost && allowed.getAsBoolean()) {
                Event event = client.waiting.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                // Javalin's own SseClient ends in an endless loop of errors when a page goes away (7.2.3), so the three
                // lines are written here.
                if (event == null) send(out, ": still here\n\n");
                else send(out, "event: " + event.name() + "\ndata: " + event.json() + "\n\n");
            }
        } catch (IOException _) {
            // The page was closed; nothing is left to do for it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            clients.remove(client);
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Ends all open requests, so that the server can stop. */
    void close() {
        for (Client client : clients) {
            client.lost = true;
            client.waiting.offer(new Event("end", "{}"));
        }
    }
}
