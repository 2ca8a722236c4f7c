package dev.postern.appliance.peer;

import io.resourcepool.ssdp.client.parser.ResponseParser;
import io.resourcepool.ssdp.client.request.SsdpDiscovery;
import io.resourcepool.ssdp.client.response.SsdpResponse;
import io.resourcepool.ssdp.model.DiscoveryOptions;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The SSDP client of Resourcepool asks, a device of ours announces itself, answers and says goodbye, and the client reads that. Nothing is sent: this client
 * speaks to all networks of a machine but the loopback.
 */
final class SsdpTalk {
    static final int PORT = 1900;
    private static final int GROUP = 0xEFFFFFFA;
    static final String TYPE = "urn:schemas-upnp-org:device:Basic:1";
    private static final String NAME = "uuid:2fac1234-31f8-11b4-a222-08002b34c003";
    private static final String PLACE = "http://10.1.0.2:8080/pump.xml";
    private static final String SERVER = "Linux/6.1 UPnP/1.1 pump/2.4";

    final Overheard talk = new Overheard();
    /** What the client understood of each datagram of the device. */
    final List<String> understood = new ArrayList<>();

    private final int connection = talk.newConnection();

    SsdpTalk() throws IOException {
        announce("ssdp:alive", "LOCATION: " + PLACE, "CACHE-CONTROL: max-age=1800", "SERVER: " + SERVER);
        DiscoveryOptions options = DiscoveryOptions.builder()
                .maxWaitTimeSeconds(2)
                .userAgent("bench UPnP/1.1 test/1")
                .build();
        for (String sought : new String[] {TYPE, "ssdp:all"}) {
            DatagramPacket search = SsdpDiscovery.getDatagram(sought, options);
            talk.heardByGroup(connection, GROUP, true, Arrays.copyOf(search.getData(), search.getLength()));
        }
        byte[] answer = lines(
                "HTTP/1.1 200 OK",
                "CACHE-CONTROL: max-age=1800",
                "EXT:",
                "LOCATION: " + PLACE,
                "SERVER: " + SERVER,
                "ST: " + TYPE,
                "USN: " + NAME + "::" + TYPE);
        read(answer);
        talk.heard(connection, true, false, answer);
        announce("ssdp:byebye");
    }

    private void announce(String kind, String... more) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "NOTIFY * HTTP/1.1",
                "HOST: 239.255.255.250:1900",
                "NT: " + TYPE,
                "NTS: " + kind,
                "USN: " + NAME + "::" + TYPE));
        lines.addAll(List.of(more));
        byte[] bytes = lines(lines.toArray(String[]::new));
        read(bytes);
        talk.heardByGroup(connection, GROUP, false, bytes);
    }

    private static byte[] lines(String... lines) {
        return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private void read(byte[] bytes) {
        SsdpResponse read =
                ResponseParser.parse(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), PORT));
        String place = read.getHeaders().get("LOCATION"),
                name = read.getHeaders().get("USN");
        understood.add(place == null ? name : place + " " + name);
    }
}
