package dev.postern.appliance.peer;

import dev.postern.appliance.PlantCaptures;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.net.Timeline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** What two real stacks said to each other over the loopback, in order; {@link #write} puts it into packets, as a mirror port would see it. */
public final class Overheard implements AutoCloseable {
    private static final long START_NANOS = 1_800_000_000_000_000_000L;
    private static final long PIECE_NANOS = 5_000_000;
    private static final int SEED = 7;
    private static final long QUIET_MILLIS = 500;
    /** To reach a server that is not there yet. */
    private static final int ATTEMPTS = 100;

    private static final long ATTEMPT_NANOS = 50_000_000;

    /**
     * @param connection counted from 0; of one of them either all pieces are datagrams or none
     * @param serverPort 0 for the one that the server listened on
     * @param group the IPv4 address of the group that it went to, from the server's port to itself; 0 where it went to the other side
     */
    private record Piece(
            int connection, boolean datagram, int group, int serverPort, boolean fromClient, byte[] bytes) {}

    private final List<Piece> pieces = new ArrayList<>();
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<DatagramSocket> sockets = Collections.synchronizedList(new ArrayList<>());
    private int connections;
    private int relays;

    /** Nothing is relayed: whoever speaks reports what was said by {@link #heard}. */
    Overheard() throws IOException {}

    /** Relays every connection made to {@link #port} to {@code serverPort}. */
    public static Overheard between(int serverPort) throws IOException {
        Overheard tap = new Overheard();
        Thread.ofPlatform().daemon().start(() -> tap.acceptAll(serverPort));
        return tap;
    }

    /** Relays every datagram sent to {@link #port} to {@code serverPort}, and back. */
    static Overheard datagramsTo(int serverPort) throws IOException {
        Overheard tap = new Overheard();
        DatagramSocket front = new DatagramSocket(tap.port(), InetAddress.getLoopbackAddress());
        tap.sockets.add(front);
        Thread.ofPlatform().daemon().start(() -> tap.relayDatagrams(front, serverPort));
        return tap;
    }

    private void relayDatagrams(DatagramSocket front, int serverPort) {
        Map<SocketAddress, DatagramSocket> backs = new LinkedHashMap<>();
        try {
            while (true) {
                DatagramPacket packet = receive(front);
                DatagramSocket back = backs.get(packet.getSocketAddress());
                int connection = backs.size();
                if (back == null) {
                    back = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                    sockets.add(back);
                    backs.put(packet.getSocketAddress(), back);
                    DatagramSocket answers = back;
                    Thread.ofPlatform()
                            .daemon()
                            .start(() -> relayAnswers(connection, answers, front, packet.getSocketAddress()));
                }
                heard(List.copyOf(backs.keySet()).indexOf(packet.getSocketAddress()), true, true, packet.getData());
                back.send(new DatagramPacket(
                        packet.getData(), packet.getData().length, InetAddress.getLoopbackAddress(), serverPort));
            }
        } catch (IOException closed) {
            // The test has ended.
            return;
        }
    }

    private void relayAnswers(int connection, DatagramSocket back, DatagramSocket front, SocketAddress client) {
        try {
            while (true) {
                byte[] bytes = receive(back).getData();
                heard(connection, true, false, bytes);
                front.send(new DatagramPacket(bytes, bytes.length, client));
            }
        } catch (IOException closed) {
            // The test has ended.
            return;
        }
    }

    private static DatagramPacket receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[1 << 16], 1 << 16);
        socket.receive(packet);
        packet.setData(Arrays.copyOf(packet.getData(), packet.getLength()));
        return packet;
    }

    public int port() {
        return door.getLocalPort();
    }

    synchronized int newConnection() {
        return connections++;
    }

    synchronized void heard(int connection, boolean datagram, boolean fromClient, byte[] bytes) {
        pieces.add(new Piece(connection, datagram, 0, 0, fromClient, bytes));
    }

    synchronized void heardByGroup(int connection, int group, boolean fromClient, byte[] bytes) {
        pieces.add(new Piece(connection, true, group, 0, fromClient, bytes));
    }

    synchronized void heardAt(int connection, int serverPort, boolean fromClient, byte[] bytes) {
        pieces.add(new Piece(connection, true, 0, serverPort, fromClient, bytes));
    }

    /** Until nothing was said for a while, for what a stack does not tell its user of. */
    void awaitQuiet() throws InterruptedException {
        for (int said = -1; said != count(); ) {
            said = count();
            Thread.sleep(QUIET_MILLIS);
        }
    }

    private synchronized int count() {
        return pieces.size();
    }

    /** Some servers say that they are there before they are. */
    private static Socket reach(int serverPort) throws IOException {
        for (int i = 1; ; i++)
            try {
                return new Socket(InetAddress.getLoopbackAddress(), serverPort);
            } catch (ConnectException notYet) {
                if (i == ATTEMPTS) throw notYet;
                LockSupport.parkNanos(ATTEMPT_NANOS);
            }
    }

    private void acceptAll(int serverPort) {
        try {
            while (true) {
                Socket client = door.accept();
                Socket server = reach(serverPort);
                int connection = newConnection();
                began();
                began();
                Thread.ofPlatform().daemon().start(() -> relay(connection, client, server, true));
                Thread.ofPlatform().daemon().start(() -> relay(connection, server, client, false));
            }
        } catch (IOException closed) {
            // The test has ended.
            return;
        }
    }

    /** A piece is kept before it is passed on, so that an answer never stands before its question. */
    private void relay(int connection, Socket from, Socket to, boolean fromClient) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                heard(connection, false, fromClient, Arrays.copyOf(buffer, count));
                out.write(buffer, 0, count);
            }
        } catch (IOException ended) {
            // One side hung up; what passed is kept.
            return;
        } finally {
            ended();
        }
    }

    private synchronized void began() {
        relays++;
    }

    private synchronized void ended() {
        relays--;
        if (relays == 0) notifyAll();
    }

    /** Some clients do not wait for the answer to their goodbye. */
    private void awaitLastDatagrams() {
        try {
            awaitQuiet();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until both sides of every connection hung up, or nothing was said for a while where one stays open. */
    private synchronized void awaitLastWords() {
        try {
            for (int said = -1; relays > 0 && said != count(); ) {
                said = count();
                wait(QUIET_MILLIS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param serverPort where the server is said to have listened */
    public synchronized Path write(Path file, int serverPort) throws IOException {
        Timeline timeline = new Timeline(START_NANOS);
        Network network = new Network(timeline, false, SEED);
        Host client = new Host("client", Host.Stack.LINUX, 0x020000000001L, Host.ip("10.1.0.1"), SEED);
        Host server = new Host("server", Host.Stack.LINUX, 0x020000000002L, Host.ip("10.1.0.2"), SEED);
        Map<Integer, Tcp> streams = new HashMap<>();
        long at = START_NANOS;
        for (Piece piece : pieces) {
            at += PIECE_NANOS;
            if (piece.group != 0) {
                network.multicastUdp(
                        at, piece.fromClient ? client : server, piece.group, serverPort, serverPort, piece.bytes);
                continue;
            }
            if (piece.datagram) {
                int clientPort = 40_000 + piece.connection;
                int port = piece.serverPort == 0 ? serverPort : piece.serverPort;
                if (piece.fromClient) network.udp(at, client, clientPort, server, port, piece.bytes);
                else network.udp(at, server, port, client, clientPort, piece.bytes);
                continue;
            }
            Tcp stream = streams.get(piece.connection);
            if (stream == null) {
                stream = Tcp.connect(at, network, client, server, serverPort);
                streams.put(piece.connection, stream);
            }
            at = Math.max(at, stream.send(at, piece.fromClient, piece.bytes));
        }
        for (Tcp stream : streams.values()) stream.close(at);
        try (PlantCaptures.Writer writer = new PlantCaptures.Writer(file)) {
            for (byte[] frame = timeline.nextFrame(); frame != null; frame = timeline.nextFrame())
                writer.add(timeline.passedAtNanos(), frame);
        }
        return file;
    }

    @Override
    public void close() throws IOException {
        door.close();
        if (!sockets.isEmpty()) awaitLastDatagrams();
        awaitLastWords();
        for (DatagramSocket socket : List.copyOf(sockets)) socket.close();
    }
}
