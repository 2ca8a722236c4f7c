package dev.postern.appliance.peer;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** The far side of a client stack that has no free server: a thread for each connection, on the loopback. */
final class Responder implements AutoCloseable {
    /** Serves one connection until its client hangs up, which {@link DataInputStream#readFully} tells by an exception. */
    interface Service {
        void serve(DataInputStream in, OutputStream out) throws IOException;
    }

    private final ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

    Responder(Service service) throws IOException {
        Thread.ofPlatform().daemon().start(() -> acceptAll(service));
    }

    int port() {
        return door.getLocalPort();
    }

    private void acceptAll(Service service) {
        try {
            while (true) {
                Socket client = door.accept();
                Thread.ofPlatform().daemon().start(() -> serve(client, service));
            }
        } catch (IOException closed) {
            // The test has ended.
            return;
        }
    }

    private static void serve(Socket client, Service service) {
        try (client) {
            service.serve(new DataInputStream(client.getInputStream()), client.getOutputStream());
        } catch (IOException ended) {
            // The client hung up.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
