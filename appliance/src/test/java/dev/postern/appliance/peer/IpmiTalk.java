package dev.postern.appliance.peer;

import java.io.IOException;
import java.net.InetAddress;
import org.metricshub.ipmi.core.api.async.ConnectionHandle;
import org.metricshub.ipmi.core.api.sync.IpmiConnector;
import org.metricshub.ipmi.core.coding.commands.IpmiVersion;
import org.metricshub.ipmi.core.coding.commands.PrivilegeLevel;
import org.metricshub.ipmi.core.coding.commands.chassis.ChassisControl;
import org.metricshub.ipmi.core.coding.commands.chassis.GetChassisStatus;
import org.metricshub.ipmi.core.coding.commands.chassis.GetChassisStatusResponseData;
import org.metricshub.ipmi.core.coding.commands.chassis.PowerCommand;
import org.metricshub.ipmi.core.coding.protocol.AuthenticationType;
import org.metricshub.ipmi.core.coding.security.CipherSuite;

/** MetricsHub's IPMI client logs in at {@link BmcResponder}, asks whether the machine is on, and switches it off. */
final class IpmiTalk {
    /** RAKP-HMAC-SHA1, neither integrity nor confidentiality. */
    private static final CipherSuite IN_CLEAR = new CipherSuite((byte) 1, (byte) 1, (byte) 0, (byte) 0);

    private IpmiTalk() {}

    /** @param user whom the client says it is */
    static Overheard talk(String user) throws Exception {
        try (BmcResponder controller = new BmcResponder()) {
            Overheard talk = Overheard.datagramsTo(controller.port());
            IpmiConnector connector = new IpmiConnector(0);
            try {
                ConnectionHandle handle = connector.createConnection(InetAddress.getLoopbackAddress(), talk.port());
                if (connector.getAvailableCipherSuites(handle).getFirst().getId() != IN_CLEAR.getId())
                    throw new IOException("another cipher suite");
                connector.getChannelAuthenticationCapabilities(handle, IN_CLEAR, PrivilegeLevel.Administrator);
                if (welcome(connector, handle, user)) work(connector, handle);
            } finally {
                connector.tearDown();
                talk.close();
            }
            return talk;
        }
    }

    private static boolean welcome(IpmiConnector connector, ConnectionHandle handle, String user) throws Exception {
        boolean right = user.equals(BmcResponder.USER);
        try {
            connector.openSession(handle, user, BmcResponder.PASSWORD, new byte[0]);
        } catch (Exception refused) {
            if (right) throw refused;
            return false;
        }
        if (!right) throw new IOException("somebody unknown was let in");
        return true;
    }

    private static void work(IpmiConnector connector, ConnectionHandle handle) throws Exception {
        GetChassisStatusResponseData status = (GetChassisStatusResponseData) connector.sendMessage(
                handle, new GetChassisStatus(IpmiVersion.V20, IN_CLEAR, AuthenticationType.RMCPPlus));
        if (!status.isPowerOn()) throw new IOException("the machine is off");
        connector.sendMessage(
                handle,
                new ChassisControl(IpmiVersion.V20, IN_CLEAR, AuthenticationType.RMCPPlus, PowerCommand.PowerDown));
        connector.closeSession(handle);
    }
}
