package dev.postern.appliance.peer;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** dnsjava asks, over UDP and TCP; what answers is a few lines around dnsjava's own messages. */
final class DnsTalk {
    private static final int TTL_SECONDS = 300;
    private static final int[] TYPES = {
        Type.A, Type.AAAA, Type.MX, Type.TXT, Type.SRV, Type.NS, Type.SOA, Type.PTR, Type.ANY
    };

    private final Overheard ears = new Overheard();

    private DnsTalk() throws IOException {}

    static Overheard talk() throws IOException {
        return new DnsTalk().run();
    }

    private Overheard run() throws IOException {
        try (DatagramSocket udp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                ServerSocket tcp = new ServerSocket(udp.getLocalPort(), 50, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> serve(udp));
            Thread.ofPlatform().daemon().start(() -> serve(tcp));
            SimpleResolver resolver = new SimpleResolver(InetAddress.getLoopbackAddress());
            resolver.setPort(udp.getLocalPort());
            resolver.setTimeout(Duration.ofSeconds(3));
            for (boolean stream : new boolean[] {false, true}) {
                resolver.setTCP(stream);
                for (int type : TYPES) ask(resolver, "Host-" + type + ".Works.example.", type);
                ask(resolver, "nothing.works.example.", Type.A);
                resolver.setEDNS(0);
                ask(resolver, "edns.works.example.", Type.A);
                resolver.setEDNS(-1);
                update(resolver);
            }
        } finally {
            ears.close();
        }
        return ears;
    }

    private static void ask(SimpleResolver resolver, String name, int type) throws IOException {
        resolver.send(Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN)));
    }

    private static void update(SimpleResolver resolver) throws IOException {
        Update update = new Update(Name.fromString("works.example."));
        update.absent(Name.fromString("new.works.example."));
        update.add(new ARecord(Name.fromString("new.works.example."), DClass.IN, TTL_SECONDS, address("10.0.0.9")));
        resolver.send(update);
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    private void serve(DatagramSocket socket) {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
                socket.receive(packet);
                byte[] asked = Arrays.copyOf(packet.getData(), packet.getLength());
                byte[] answer = answer(asked);
                int connection = ears.newConnection();
                ears.heard(connection, true, true, asked);
                ears.heard(connection, true, false, answer);
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException closed) {
            // The test has ended.
            return;
        }
    }

    private void serve(ServerSocket door) {
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
        int connection = ears.newConnection();
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            while (true) {
                byte[] asked = in.readNBytes(in.readUnsignedShort());
                byte[] answer = answer(asked);
                ears.heard(connection, false, true, counted(asked));
                ears.heard(connection, false, false, counted(answer));
                client.getOutputStream().write(counted(answer));
            }
        } catch (IOException ended) {
            // The client hung up.
            return;
        }
    }

    private static byte[] counted(byte[] message) {
        return ByteBuffer.allocate(2 + message.length)
                .putShort((short) message.length)
                .put(message)
                .array();
    }

    private static byte[] answer(byte[] asked) throws IOException {
        Message question = new Message(asked);
        Message answer = new Message(question.getHeader().getID());
        answer.getHeader().setOpcode(question.getHeader().getOpcode());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.AA);
        Record wanted = question.getQuestion();
        answer.addRecord(wanted, Section.QUESTION);
        if (wanted.getName().toString().startsWith("nothing")) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
            answer.addRecord(authority(), Section.AUTHORITY);
        } else if (wanted.getType() == Type.ANY) {
            for (int type : TYPES)
                if (type != Type.ANY) answer.addRecord(record(wanted.getName(), type), Section.ANSWER);
        } else if (question.getHeader().getOpcode() == 0) {
            Name alias = Name.fromString("real.works.example.");
            answer.addRecord(new CNAMERecord(wanted.getName(), DClass.IN, TTL_SECONDS, alias), Section.ANSWER);
            answer.addRecord(record(alias, wanted.getType()), Section.ANSWER);
            answer.addRecord(record(Name.fromString("ns.works.example."), Type.A), Section.ADDITIONAL);
        }
        return answer.toWire();
    }

    private static Record authority() throws TextParseException {
        Name zone = Name.fromString("works.example.");
        return new SOARecord(zone, DClass.IN, TTL_SECONDS, zone, zone, 1, 2, 3, 4, 5);
    }

    private static Record record(Name owner, int type) throws IOException {
        Name host = Name.fromString("srv.works.example.");
        return switch (type) {
            case Type.A -> new ARecord(owner, DClass.IN, TTL_SECONDS, address("10.0.0.7"));
            case Type.AAAA -> new AAAARecord(owner, DClass.IN, TTL_SECONDS, address("fd00::7"));
            case Type.MX -> new MXRecord(owner, DClass.IN, TTL_SECONDS, 10, host);
            case Type.TXT -> new TXTRecord(owner, DClass.IN, TTL_SECONDS, "line one");
            case Type.SRV -> new SRVRecord(owner, DClass.IN, TTL_SECONDS, 1, 2, 389, host);
            case Type.NS -> new NSRecord(owner, DClass.IN, TTL_SECONDS, host);
            case Type.PTR -> new PTRRecord(owner, DClass.IN, TTL_SECONDS, host);
            default -> authority();
        };
    }
}
