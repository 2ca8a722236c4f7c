package dev.postern.appliance.peer;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.aaa4j.radius.client.RadiusClient;
import org.aaa4j.radius.client.clients.UdpRadiusClient;
import org.aaa4j.radius.core.attribute.Attribute;
import org.aaa4j.radius.core.attribute.ConcatData;
import org.aaa4j.radius.core.attribute.EnumData;
import org.aaa4j.radius.core.attribute.IntegerData;
import org.aaa4j.radius.core.attribute.Ipv4AddrData;
import org.aaa4j.radius.core.attribute.StringData;
import org.aaa4j.radius.core.attribute.TextData;
import org.aaa4j.radius.core.attribute.attributes.AcctSessionId;
import org.aaa4j.radius.core.attribute.attributes.AcctSessionTime;
import org.aaa4j.radius.core.attribute.attributes.AcctStatusType;
import org.aaa4j.radius.core.attribute.attributes.CallingStationId;
import org.aaa4j.radius.core.attribute.attributes.EapMessage;
import org.aaa4j.radius.core.attribute.attributes.FramedIpAddress;
import org.aaa4j.radius.core.attribute.attributes.MessageAuthenticator;
import org.aaa4j.radius.core.attribute.attributes.NasIdentifier;
import org.aaa4j.radius.core.attribute.attributes.NasIpAddress;
import org.aaa4j.radius.core.attribute.attributes.NasPort;
import org.aaa4j.radius.core.attribute.attributes.NasPortId;
import org.aaa4j.radius.core.attribute.attributes.NasPortType;
import org.aaa4j.radius.core.attribute.attributes.ReplyMessage;
import org.aaa4j.radius.core.attribute.attributes.ServiceType;
import org.aaa4j.radius.core.attribute.attributes.State;
import org.aaa4j.radius.core.attribute.attributes.UserName;
import org.aaa4j.radius.core.attribute.attributes.UserPassword;
import org.aaa4j.radius.core.packet.Packet;
import org.aaa4j.radius.core.packet.packets.AccessAccept;
import org.aaa4j.radius.core.packet.packets.AccessChallenge;
import org.aaa4j.radius.core.packet.packets.AccessReject;
import org.aaa4j.radius.core.packet.packets.AccessRequest;
import org.aaa4j.radius.core.packet.packets.AccountingRequest;
import org.aaa4j.radius.core.packet.packets.AccountingResponse;
import org.aaa4j.radius.server.RadiusServer;
import org.aaa4j.radius.server.servers.UdpRadiusServer;

/** AAA4J asks AAA4J: a password that is wrong and one that is right, a port's EAP that is challenged, and the account of a session. */
final class RadiusTalk {
    private static final byte[] SECRET = "xyzzy5461".getBytes(StandardCharsets.UTF_8);
    private static final int START = 1, STOP = 2, ETHERNET = 15, FRAMED = 2;

    private RadiusTalk() {}

    static Overheard talk() throws Exception {
        int port = freePort();
        RadiusServer server = UdpRadiusServer.newBuilder()
                .bindAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .handler(new Directory())
                .build();
        server.start();
        Overheard talk = Overheard.datagramsTo(port);
        try (talk) {
            RadiusClient client = UdpRadiusClient.newBuilder()
                    .secret(SECRET)
                    .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), talk.port()))
                    .build();
            client.send(login("wrong"));
            client.send(login("right"));
            client.send(eap());
            client.send(account(START));
            client.send(account(STOP));
            client.close();
        } finally {
            server.stop();
        }
        return talk;
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Ipv4AddrData address(int last) throws IOException {
        return new Ipv4AddrData((Inet4Address) InetAddress.getByAddress(new byte[] {10, 1, 7, (byte) last}));
    }

    private static Packet login(String password) throws IOException {
        List<Attribute<?>> said = station();
        said.add(new UserPassword(new StringData(password.getBytes(StandardCharsets.UTF_8))));
        said.add(new ServiceType(new EnumData(FRAMED)));
        return new AccessRequest(said);
    }

    /** A switch that asks for whoever is behind its port. */
    private static List<Attribute<?>> station() throws IOException {
        List<Attribute<?>> said = new ArrayList<>();
        said.add(new MessageAuthenticator());
        said.add(new UserName(new TextData("operator")));
        said.add(new NasIpAddress(address(2)));
        said.add(new NasIdentifier(new TextData("switch-7")));
        said.add(new NasPort(new IntegerData(12)));
        said.add(new NasPortId(new TextData("Gi0/12")));
        said.add(new NasPortType(new EnumData(ETHERNET)));
        said.add(new CallingStationId(new TextData("02-00-00-00-07-01")));
        return said;
    }

    private static Packet eap() throws IOException {
        List<Attribute<?>> said = station();
        byte[] name = "operator".getBytes(StandardCharsets.UTF_8);
        byte[] identity = new byte[5 + name.length];
        // Response, id, length, identity.
        identity[0] = 2;
        identity[1] = 1;
        identity[3] = (byte) identity.length;
        identity[4] = 1;
        System.arraycopy(name, 0, identity, 5, name.length);
        said.add(new EapMessage(new ConcatData(identity)));
        return new AccessRequest(said);
    }

    private static Packet account(int status) throws IOException {
        List<Attribute<?>> said = station();
        said.removeFirst();
        said.add(new AcctStatusType(new EnumData(status)));
        said.add(new AcctSessionId(new TextData("0000A001")));
        said.add(new FramedIpAddress(address(9)));
        if (status == STOP) said.add(new AcctSessionTime(new IntegerData(95)));
        return new AccountingRequest(said);
    }

    private static final class Directory implements RadiusServer.Handler {
        @Override
        public byte[] handleClient(InetAddress client) {
            return SECRET.clone();
        }

        @Override
        public Packet handlePacket(InetAddress client, Packet asked) {
            if (asked instanceof AccountingRequest) return new AccountingResponse(List.of());
            if (asked.getAttribute(EapMessage.class).isPresent())
                return new AccessChallenge(List.of(
                        new MessageAuthenticator(),
                        // Request, id, length, MD5 challenge of one octet.
                        new EapMessage(new ConcatData(new byte[] {1, 2, 0, 7, 4, 1, 9})),
                        new State(new StringData(new byte[] {1, 2, 3}))));
            boolean right = asked.getAttribute(UserPassword.class)
                    .filter(password ->
                            new String(password.getData().getValue(), StandardCharsets.UTF_8).equals("right"))
                    .isPresent();
            try {
                return right
                        ? new AccessAccept(
                                List.of(new FramedIpAddress(address(9)), new ReplyMessage(new TextData("welcome"))))
                        : new AccessReject(List.of(new ReplyMessage(new TextData("no such operator"))));
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
