package dev.postern.wire.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A wire tap on the loopback: relays one connection and keeps what passed, in the order in which it passed. */
public final class Tapped implements AutoCloseable {
    /** What one side sent at once. */
    public record Piece(boolean fromClient, byte[] bytes) {}

    private final ServerSocket door;
    private final List<Piece> pieces = new ArrayList<>();

    public Tapped(int serverPort) throws IOException {
        door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(() -> relay(serverPort));
    }

    /** Where a client connects instead of the server. */
    public int port() {
        return door.getLocalPort();
    }

    private void relay(int serverPort) {
        try (Socket client = door.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            Thread answers = Thread.ofPlatform().daemon().start(() -> copy(server, client, false));
            copy(client, server, true);
            answers.join();
        } catch (IOException | InterruptedException ended) {
            // No client came, or the test gave up; what passed is kept.
            return;
        }
    }

    private void copy(Socket from, Socket to, boolean fromClient) {
        byte[] buffer = new byte[4096];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                synchronized (pieces) {
                    pieces.add(new Piece(fromClient, java.util.Arrays.copyOf(buffer, count)));
                }
                out.write(buffer, 0, count);
                out.flush();
            }
            to.shutdownOutput();
        } catch (IOException ended) {
            // The other side hung up; what passed is kept.
            return;
        }
    }

    /** Everything either side has received so far: a piece is kept before it is passed on. */
    public List<Piece> pieces() {
        synchronized (pieces) {
            return List.copyOf(pieces);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
