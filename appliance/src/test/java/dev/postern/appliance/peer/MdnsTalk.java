package dev.postern.appliance.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import javax.jmdns.ServiceInfo;
import javax.jmdns.impl.DNSOutgoing;
import javax.jmdns.impl.JmDNSImpl;

/**
 * Two JmDNS over multicast on the loopback: one is a pump controller that announces what it serves and says goodbye, the other looks for it. Each reports
 * what it sends.
 */
final class MdnsTalk {
    private static final int GROUP = 0xE00000FB;
    static final int PORT = 5353;
    private static final String TYPE = "_modbus._tcp.local.";
    private static final long PATIENCE_MILLIS = 6_000;

    private MdnsTalk() {}

    static Overheard talk() throws Exception {
        Overheard talk = new Overheard();
        int connection = talk.newConnection();
        Speaker pump = new Speaker("pump7", talk, connection, false);
        Speaker browser = new Speaker("bench", talk, connection, true);
        try {
            pump.registerService(ServiceInfo.create(TYPE, "Pump 7", 502, 0, 0, Map.of("model", "P-700")));
            pump.waitForAnnounced(PATIENCE_MILLIS);
            ServiceInfo found = browser.getServiceInfo(TYPE, "Pump 7", PATIENCE_MILLIS);
            if (found == null || found.getPort() != 502 || !"P-700".equals(found.getPropertyString("model")))
                throw new IOException("the pump was not found as it is: " + found);
        } finally {
            // Both take seconds to say goodbye.
            Thread leaving = Thread.ofPlatform().start(browser::close);
            pump.close();
            leaving.join();
        }
        return talk;
    }

    private static final class Speaker extends JmDNSImpl {
        private final Overheard talk;
        private final int connection;
        private final boolean client;

        Speaker(String name, Overheard talk, int connection, boolean client) throws IOException {
            super(InetAddress.getLoopbackAddress(), name);
            this.talk = talk;
            this.connection = connection;
            this.client = client;
        }

        @Override
        public void send(DNSOutgoing out) throws IOException {
            if (!out.isEmpty()) talk.heardByGroup(connection, GROUP, client, out.data());
            super.send(out);
        }
    }
}
