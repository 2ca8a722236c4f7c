package dev.postern.appliance.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import tuwien.auto.calimero.GroupAddress;
import tuwien.auto.calimero.KNXException;
import tuwien.auto.calimero.knxnetip.Discoverer;
import tuwien.auto.calimero.link.KNXNetworkLinkIP;
import tuwien.auto.calimero.link.medium.TPSettings;
import tuwien.auto.calimero.mgmt.LocalDeviceManagementIp;
import tuwien.auto.calimero.process.ProcessCommunicatorImpl;

/** Calimero's client asks an interface who it is, writes to groups and reads them through a tunnel, and reads the interface's properties. */
final class KnxTalk {
    private static final int PATIENCE_SECONDS = 5;

    private KnxTalk() {}

    static Overheard talk() throws IOException, KNXException, InterruptedException {
        KnxResponder gateway = new KnxResponder();
        Overheard talk = Overheard.datagramsTo(gateway.port());
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        InetSocketAddress there = new InetSocketAddress(InetAddress.getLoopbackAddress(), talk.port());
        try (gateway) {
            new Discoverer(InetAddress.getLoopbackAddress(), 0, true, false).getDescription(there, PATIENCE_SECONDS);
            try (KNXNetworkLinkIP link = KNXNetworkLinkIP.newTunnelingLink(here, there, true, new TPSettings());
                    ProcessCommunicatorImpl process = new ProcessCommunicatorImpl(link)) {
                process.write(new GroupAddress(1, 2, 3), true);
                process.write(new GroupAddress(1, 2, 4), 55, "5.001");
                process.write(new GroupAddress(1, 2, 5), 21.5, false);
                process.write(new GroupAddress(1, 2, 6), -3.25, true);
                process.write(new GroupAddress(1, 2, 7), "Filter full");
                process.readFloat(new GroupAddress(1, 2, 5));
            }
            try (LocalDeviceManagementIp properties =
                    LocalDeviceManagementIp.newAdapter(here, there, true, false, closed -> {})) {
                properties.getProperty(0, 56, 1, 1);
                properties.setProperty(0, 54, 1, 1, new byte[] {1});
            }
        } finally {
            talk.close();
        }
        return talk;
    }
}
