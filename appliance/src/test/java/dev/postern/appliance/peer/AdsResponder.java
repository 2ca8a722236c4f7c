package dev.postern.appliance.peer;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A controller without symbols that answers every ADS command with zeros of the length asked for; group {@link #REFUSED_GROUP} it does not have. */
final class AdsResponder implements AutoCloseable {
    static final int REFUSED_GROUP = 0x7777;
    private static final int PREFIX_BYTES = 6, HEADER_BYTES = 32;
    private static final int DEVICE_INFO = 1, READ = 2, STATE = 4, ADD_NOTIFICATION = 6, READ_WRITE = 9;
    private static final int ANSWER = 5;
    private static final int NO_SUCH_GROUP = 0x702;

    private final ServerSocket door;

    AdsResponder(int port) throws IOException {
        door = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::serve);
    }

    private void serve() {
        try {
            while (true) {
                Socket client = door.accept();
                Thread.ofPlatform().daemon().start(() -> serve(client));
            }
        } catch (IOException closed) {
            // The test has ended.
            return;
        }
    }

    private static void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            while (true) {
                byte[] prefix = in.readNBytes(PREFIX_BYTES);
                if (prefix.length < PREFIX_BYTES) return;
                client.getOutputStream()
                        .write(answer(in.readNBytes(little(prefix).getInt(2))));
            }
        } catch (IOException ended) {
            // The client hung up.
            return;
        }
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @SuppressWarnings("ByteBufferBackingArray") // a whole buffer of our own
    private static byte[] answer(byte[] asked) {
        ByteBuffer request = little(asked);
        int command = request.getShort(16);
        byte[] body = body(command, request);
        ByteBuffer answer = little(new byte[PREFIX_BYTES + HEADER_BYTES + body.length]);
        answer.putInt(2, HEADER_BYTES + body.length);
        answer.position(PREFIX_BYTES);
        answer.put(Arrays.copyOfRange(asked, 8, 16)).put(asked, 0, 8);
        answer.putShort((short) command).putShort((short) ANSWER);
        answer.putInt(body.length).putInt(0).putInt(request.getInt(28));
        return answer.put(body).array();
    }

    /** Each begins with its result. */
    private static byte[] body(int command, ByteBuffer request) {
        boolean refused = (command == READ || command == READ_WRITE) && request.getInt(HEADER_BYTES) == REFUSED_GROUP;
        int length = command == READ || command == READ_WRITE ? request.getInt(HEADER_BYTES + 8) : 0;
        if (refused) return little(new byte[8]).putInt(NO_SUCH_GROUP).array();
        return switch (command) {
            case DEVICE_INFO ->
                little(new byte[24])
                        .putInt(0)
                        .put((byte) 3)
                        .put((byte) 1)
                        .putShort((short) 4024)
                        .put("Plc30 App".getBytes(StandardCharsets.US_ASCII))
                        .array();
            case READ, READ_WRITE ->
                little(new byte[8 + length]).putInt(4, length).array();
            case STATE, ADD_NOTIFICATION -> little(new byte[8]).putInt(4, 5).array();
            default -> new byte[4];
        };
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
