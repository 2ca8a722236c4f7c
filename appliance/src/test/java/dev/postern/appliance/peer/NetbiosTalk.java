package dev.postern.appliance.peer;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import jcifs.CIFSContext;
import jcifs.NetbiosAddress;
import jcifs.config.PropertyConfiguration;
import jcifs.context.BaseContext;
import jcifs.netbios.Name;
import jcifs.netbios.NameServiceClientImpl;
import jcifs.netbios.SessionRequestPacket;
import jcifs.netbios.SessionServicePacket;

/** jcifs asks a name server of ours for a machine by its name and for the names that a machine has, and calls Samba by a name. */
final class NetbiosTalk {
    private static final int HEADER_BYTES = 12, NAME_BYTES = 34;
    private static final int STATUS = 0x21, INTERNET = 1;
    private static final int WORKSTATION = 0x00, SERVER = 0x20;
    private static final int ANSWER = 0x8580, NO_SUCH_NAME = 3;
    private static final short UNIQUE = 0x0400, GROUP = (short) 0x8400;
    private static final int SECONDS = 300;
    /** {@code PLC 1} as it is written. */
    private static final String PLC = "FAEMEDCADB";

    private static final byte[] MAC = {2, 0, 0, 0, 0, 2};

    private NetbiosTalk() {}

    /** What jcifs understood. */
    record Understood(Overheard talk, NetbiosAddress found, NetbiosAddress[] names) {}

    static Understood names() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                Overheard talk = Overheard.datagramsTo(server.getLocalPort())) {
            Thread.ofPlatform().daemon().start(() -> answerAll(server));
            Properties settings = new Properties();
            settings.setProperty("jcifs.netbios.wins", "127.0.0.1");
            settings.setProperty("jcifs.resolveOrder", "WINS");
            settings.setProperty("jcifs.netbios.hostname", "BENCH");
            settings.setProperty("jcifs.netbios.retryTimeout", "400");
            settings.setProperty("jcifs.netbios.soTimeout", "2000");
            CIFSContext context = new BaseContext(new PropertyConfiguration(settings));
            NameServiceClientImpl client = new NameServiceClientImpl(context);
            // It knows no port but 137, which not everybody may open.
            Field out = NameServiceClientImpl.class.getDeclaredField("out");
            out.setAccessible(true);
            ((DatagramPacket) out.get(client)).setPort(talk.port());
            NetbiosAddress found = client.getNbtByName("PLC 1", SERVER, null);
            NetbiosAddress[] names = client.getNodeStatus(found);
            try {
                client.getNbtByName("NOBODY", SERVER, null);
                throw new AssertionError("found who is not there");
            } catch (UnknownHostException unknown) {
                context.close();
            }
            return new Understood(talk, found, names);
        }
    }

    private static void answerAll(DatagramSocket server) {
        DatagramPacket packet = new DatagramPacket(new byte[1024], 1024);
        try {
            while (true) {
                server.receive(packet);
                byte[] answer = answer(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
                server.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException closed) {
            // The test has ended.
            return;
        }
    }

    /** RFC 1002 sections 4.2.13, 4.2.14 and 4.2.18. */
    private static byte[] answer(ByteBuffer question) {
        byte[] name = new byte[NAME_BYTES];
        question.get(HEADER_BYTES, name);
        int type = question.getShort(HEADER_BYTES + NAME_BYTES);
        boolean known = type == STATUS || new String(name, 1, PLC.length(), StandardCharsets.US_ASCII).equals(PLC);
        ByteBuffer data = ByteBuffer.allocate(512);
        if (type == STATUS) {
            data.put((byte) 3);
            named(data, "PLC 1", WORKSTATION, UNIQUE);
            named(data, "PLC 1", SERVER, UNIQUE);
            named(data, "WORKS", WORKSTATION, GROUP);
            data.put(MAC).put(new byte[40]);
        } else if (known) {
            data.putShort((short) 0).put(InetAddress.getLoopbackAddress().getAddress());
        }
        data.flip();
        ByteBuffer answer = ByteBuffer.allocate(1024)
                .putShort(question.getShort(0))
                .putShort((short) (known ? ANSWER : ANSWER | NO_SUCH_NAME))
                .putShort((short) 0)
                .putShort((short) 1)
                .putInt(0)
                .put(name)
                .putShort((short) type)
                .putShort((short) INTERNET)
                .putInt(SECONDS)
                .putShort((short) data.remaining())
                .put(data);
        byte[] octets = new byte[answer.position()];
        answer.get(0, octets);
        return octets;
    }

    private static void named(ByteBuffer data, String name, int kind, short flags) {
        data.put("%-15s".formatted(name).getBytes(StandardCharsets.US_ASCII))
                .put((byte) kind)
                .putShort(flags);
    }

    /** Before the first SMB, as on port 139. */
    static Overheard session(int port) throws Exception {
        Overheard talk = Overheard.between(port);
        CIFSContext context = new BaseContext(new PropertyConfiguration(new Properties()));
        SessionRequestPacket call = new SessionRequestPacket(
                context.getConfig(),
                new Name(context.getConfig(), "FILES", SERVER, null),
                new Name(context.getConfig(), "BENCH 7", WORKSTATION, null));
        byte[] octets = new byte[512];
        int count = call.writeWireFormat(octets, 0);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), talk.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(octets, 0, count);
            int answer = socket.getInputStream().read();
            if (answer != SessionServicePacket.POSITIVE_SESSION_RESPONSE)
                throw new IOException("no session: " + answer);
        } finally {
            context.close();
            talk.close();
        }
        return talk;
    }
}
