package dev.postern.appliance.peer;

import dev.postern.plant.net.Host;
import dev.postern.plant.net.Out;
import dev.postern.plant.protocol.Cip;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A device that opens sessions and connections and answers whatever it is asked, one class excepted. */
final class CipResponder implements AutoCloseable {
    static final int REFUSED_CLASS = 0x99;
    private static final int HEADER_BYTES = 24;
    private static final int SESSION = 0x10203040;
    private static final int CONNECTION = 0x00A10001;
    private static final int UNREGISTER_SESSION = 0x66;
    private static final int MULTIPLE = 0x0A, UNCONNECTED_SEND = 0x52, FORWARD_CLOSE = 0x4E;
    private static final int LIST_SERVICES = 0x04, LARGE_FORWARD_OPEN = 0x5B, MESSAGE_ROUTER = 2;
    private static final int PATH_UNKNOWN = 5;
    /** One item: CIP over TCP, and over UDP for what is implicit. */
    private static final byte[] COMMUNICATIONS = new Out()
            .u16le(1)
            .u16le(0x100)
            .u16le(20)
            .u16le(1)
            .u16le(0x120)
            .bytes("Communications\0\0".getBytes(StandardCharsets.US_ASCII))
            .done();
    /** Message router and connection manager; 16 connections, one of them open. */
    private static final byte[] CLASSES = new Out()
            .u16le(2)
            .u16le(MESSAGE_ROUTER)
            .u16le(6)
            .u16le(16)
            .u16le(1)
            .u16le(1)
            .done();

    private static final Cip.Identity IDENTITY = new Cip.Identity(1, 14, 94, 20, 11, 0x00C0FFEE, "1756-L61/B");

    private final ServerSocket door;
    private int toOriginator;

    CipResponder(int port) throws IOException {
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

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            while (true) {
                byte[] header = in.readNBytes(HEADER_BYTES);
                if (header.length < HEADER_BYTES) return;
                byte[] body = in.readNBytes(little(header).getShort(2) & 0xFFFF);
                byte[] answer = answer(little(header), body);
                if (answer != null) out.write(answer);
            }
        } catch (IOException ended) {
            // The client hung up.
            return;
        }
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private byte[] answer(ByteBuffer header, byte[] body) {
        int command = header.getShort(0) & 0xFFFF;
        byte[] answer = switch (command) {
            case LIST_SERVICES -> encapsulated(LIST_SERVICES, COMMUNICATIONS);
            case Cip.REGISTER_SESSION -> Cip.registerSession(SESSION);
            case Cip.LIST_IDENTITY -> Cip.identityListed(IDENTITY, Host.ip("10.1.0.2"));
            case Cip.SEND_RR_DATA -> Cip.sendRrData(SESSION, 0, message(part(body, 16, body.length)));
            case Cip.SEND_UNIT_DATA ->
                Cip.sendUnitData(
                        SESSION,
                        toOriginator,
                        little(body).getShort(20) & 0xFFFF,
                        message(part(body, 22, body.length)));
            default -> null;
        };
        // Sender context: the client finds its question by it.
        if (answer != null) little(answer).putLong(12, header.getLong(12));
        return command == UNREGISTER_SESSION ? null : answer;
    }

    private static byte[] encapsulated(int command, byte[] data) {
        return new Out()
                .u16le(command)
                .u16le(data.length)
                .bytes(new byte[HEADER_BYTES - 4])
                .bytes(data)
                .done();
    }

    private static byte[] part(byte[] bytes, int from, int to) {
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }

    private byte[] message(byte[] request) {
        int service = request[0];
        int dataAt = 2 + 2 * request[1];
        byte[] data = part(request, dataAt, request.length);
        int classId = request[2] == 0x20 ? request[3] & 0xFF : -1;
        if (classId == REFUSED_CLASS) return Cip.reply(service, PATH_UNKNOWN, new byte[0]);
        return switch (service) {
            case MULTIPLE -> multiple(little(data), data);
            case UNCONNECTED_SEND ->
                classId == 6 ? message(part(data, 4, 4 + little(data).getShort(2))) : done(service);
            case Cip.FORWARD_OPEN -> opened(little(data), service, 28);
            case LARGE_FORWARD_OPEN -> opened(little(data), service, 30);
            case FORWARD_CLOSE ->
                Cip.reply(
                        service, 0, new Out().bytes(part(data, 2, 10)).u16le(0).done());
            case Cip.GET_ATTRIBUTES_ALL ->
                classId == MESSAGE_ROUTER ? Cip.reply(service, 0, CLASSES) : Cip.identity(IDENTITY);
            case Cip.READ_TAG -> Cip.tagValue(Cip.DINT, 1_234);
            case 0x03 -> Cip.reply(service, 0, new byte[] {2, 0, 1, 0, 0, 0, 5, 0, 7, 0, 0, 0, 6, 0});
            default -> done(service);
        };
    }

    private static byte[] done(int service) {
        return Cip.reply(service, 0, service == 0x0E ? new byte[] {1, 2, 3, 4} : new byte[0]);
    }

    /** @param intervalAt where the interval towards the originator stands, behind parameters of two or four octets */
    @SuppressWarnings("ByteBufferBackingArray") // a whole buffer of our own
    private byte[] opened(ByteBuffer data, int service, int intervalAt) {
        toOriginator = data.getInt(6);
        return Cip.reply(
                service,
                0,
                new Out()
                        .u32le(CONNECTION)
                        .u32le(toOriginator)
                        .bytes(part(data.array(), 10, 18))
                        .u32le(data.getInt(22))
                        .u32le(data.getInt(intervalAt))
                        .u16le(0)
                        .done());
    }

    private byte[] multiple(ByteBuffer list, byte[] data) {
        int count = list.getShort(0);
        List<byte[]> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int to = i + 1 < count ? list.getShort(4 + 2 * i) : data.length;
            answers.add(message(part(data, list.getShort(2 + 2 * i), to)));
        }
        Out out = new Out().u16le(count);
        int at = 2 + 2 * count;
        for (byte[] answer : answers) {
            out.u16le(at);
            at += answer.length;
        }
        for (byte[] answer : answers) out.bytes(answer);
        return Cip.reply(MULTIPLE, 0, out.done());
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
