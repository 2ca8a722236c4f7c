package dev.postern.appliance.peer;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.CommunityTarget;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.Snmp;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** SNMP4J asks and SNMP4J answers, versions 1 and 2c, with refusals, a trap and an inform. */
public final class SnmpTalk {
    private static final String SYSTEM = "1.3.6.1.2.1.1.";

    private SnmpTalk() {}

    public static Overheard talk() throws IOException {
        Snmp agent = new Snmp(new DefaultUdpTransportMapping(new UdpAddress(InetAddress.getLoopbackAddress(), 0)));
        agent.addCommandResponder(new CommandResponder() {
            @Override
            public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
                answer(event);
            }
        });
        agent.listen();
        int port = ((UdpAddress) agent.getMessageDispatcher()
                        .getTransportMappings()
                        .iterator()
                        .next()
                        .getListenAddress())
                .getPort();
        Overheard talk = Overheard.datagramsTo(port);
        try (agent;
                Snmp manager = new Snmp(
                        new DefaultUdpTransportMapping(new UdpAddress(InetAddress.getLoopbackAddress(), freePort())))) {
            manager.listen();
            for (int version : new int[] {SnmpConstants.version1, SnmpConstants.version2c}) {
                ask(manager, talk, version, PDU.GET, "1.0", "5.0", "3.0");
                ask(manager, talk, version, PDU.GETNEXT, "1");
                ask(manager, talk, version, PDU.SET, "6.0");
                ask(manager, talk, version, PDU.GET, "99.0");
            }
            ask(manager, talk, SnmpConstants.version2c, PDU.GETBULK, "2");
            ask(manager, talk, SnmpConstants.version2c, PDU.TRAP, "5.0");
            // Nobody answers a trap; when what follows it is answered, it has been overheard as well.
            ask(manager, talk, SnmpConstants.version2c, PDU.INFORM, "5.0");
        } finally {
            talk.close();
        }
        return talk;
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void ask(Snmp manager, Overheard talk, int version, int type, String... objects) throws IOException {
        CommunityTarget<UdpAddress> target = new CommunityTarget<>(
                new UdpAddress(InetAddress.getLoopbackAddress(), talk.port()), new OctetString("public"));
        target.setVersion(version);
        target.setTimeout(2000);
        PDU pdu = version == SnmpConstants.version1 ? new PDUv1() : new PDU();
        pdu.setType(type);
        for (String object : objects)
            pdu.add(
                    type == PDU.SET
                            ? new VariableBinding(new OID(SYSTEM + object), new OctetString("pump house"))
                            : new VariableBinding(new OID(SYSTEM + object)));
        if (type == PDU.GETBULK) pdu.setMaxRepetitions(4);
        manager.send(pdu, target);
    }

    static <A extends Address> void answer(CommandResponderEvent<A> event) {
        PDU asked = event.getPDU();
        if (asked.getType() == PDU.TRAP) return;
        PDU answer = (PDU) asked.clone();
        answer.setType(PDU.RESPONSE);
        for (VariableBinding binding : answer.getVariableBindings()) {
            String object = binding.getOid().toDottedString();
            if (object.endsWith("99.0")) {
                answer.setErrorStatus(PDU.noSuchName);
                answer.setErrorIndex(1);
            } else if (object.endsWith("3.0")) binding.setVariable(new TimeTicks(123_456));
            else if (object.endsWith("2")) binding.setVariable(new Integer32(-70_000));
            else binding.setVariable(new OctetString("ET200SP"));
        }
        try {
            event.getMessageDispatcher()
                    .returnResponsePdu(
                            event.getMessageProcessingModel(),
                            event.getSecurityModel(),
                            event.getSecurityName(),
                            event.getSecurityLevel(),
                            answer,
                            event.getMaxSizeResponsePDU(),
                            event.getStateReference(),
                            new StatusInformation());
        } catch (MessageException e) {
            throw new IllegalStateException(e);
        }
    }
}
