package dev.postern.appliance.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.UserTarget;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** SNMP4J's manager asks SNMP4J's agent in version 3: once its engine is found, without proof, signed, encrypted, and as a user who is not known. */
final class Snmp3Talk {
    private static final String USER = "panel";
    private static final OctetString PASSPHRASE = new OctetString("maplesyrup");
    private static final int PATIENCE_MILLIS = 2_000;

    private Snmp3Talk() {}

    static Overheard talk() throws IOException {
        DefaultUdpTransportMapping door = new DefaultUdpTransportMapping(loopback(0));
        Snmp agent = snmp(door, "switch-7");
        agent.addCommandResponder(new CommandResponder() {
            @Override
            public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
                SnmpTalk.answer(event);
            }
        });
        agent.listen();
        Overheard talk = Overheard.datagramsTo(door.getListenAddress().getPort());
        try (agent;
                Snmp manager = snmp(new DefaultUdpTransportMapping(loopback(0)), "bench-3")) {
            manager.listen();
            ask(manager, talk, PDU.GET, USER, SecurityLevel.NOAUTH_NOPRIV);
            ask(manager, talk, PDU.GET, USER, SecurityLevel.AUTH_NOPRIV);
            ask(manager, talk, PDU.SET, USER, SecurityLevel.AUTH_NOPRIV);
            ask(manager, talk, PDU.GET, USER, SecurityLevel.AUTH_PRIV);
            ask(manager, talk, PDU.GET, "nobody", SecurityLevel.NOAUTH_NOPRIV);
        } finally {
            talk.close();
        }
        return talk;
    }

    private static UdpAddress loopback(int port) {
        return new UdpAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static Snmp snmp(DefaultUdpTransportMapping door, String engine) {
        byte[] id = MPv3.createLocalEngineID(new OctetString(engine.getBytes(StandardCharsets.US_ASCII)));
        USM users = new USM(SecurityProtocols.getInstance().addDefaultProtocols(), new OctetString(id), 0);
        users.addUser(new UsmUser(new OctetString(USER), AuthHMAC192SHA256.ID, PASSPHRASE, PrivAES128.ID, PASSPHRASE));
        if (engine.equals("bench-3")) users.addUser(new UsmUser(new OctetString("nobody"), null, null, null, null));
        Snmp snmp = new Snmp(new MessageDispatcherImpl(), door);
        snmp.getMessageDispatcher().addMessageProcessingModel(new MPv3(users));
        return snmp;
    }

    private static void ask(Snmp manager, Overheard talk, int type, String user, int level) throws IOException {
        UserTarget<UdpAddress> target = new UserTarget<>();
        target.setAddress(loopback(talk.port()));
        target.setVersion(SnmpConstants.version3);
        target.setSecurityName(new OctetString(user));
        target.setSecurityLevel(level);
        target.setTimeout(PATIENCE_MILLIS);
        ScopedPDU pdu = new ScopedPDU();
        pdu.setType(type);
        OID object = new OID("1.3.6.1.2.1.1.5.0");
        pdu.add(
                type == PDU.SET
                        ? new VariableBinding(object, new OctetString("pump house"))
                        : new VariableBinding(object));
        manager.send(pdu, target);
    }
}
