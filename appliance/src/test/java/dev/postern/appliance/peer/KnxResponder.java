package dev.postern.appliance.peer;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Map;
import tuwien.auto.calimero.GroupAddress;
import tuwien.auto.calimero.IndividualAddress;
import tuwien.auto.calimero.KNXFormatException;
import tuwien.auto.calimero.SerialNumber;
import tuwien.auto.calimero.cemi.CEMIDevMgmt;
import tuwien.auto.calimero.cemi.CEMILData;
import tuwien.auto.calimero.knxnetip.servicetype.ConnectRequest;
import tuwien.auto.calimero.knxnetip.servicetype.ConnectResponse;
import tuwien.auto.calimero.knxnetip.servicetype.ConnectionstateResponse;
import tuwien.auto.calimero.knxnetip.servicetype.DescriptionResponse;
import tuwien.auto.calimero.knxnetip.servicetype.DisconnectResponse;
import tuwien.auto.calimero.knxnetip.servicetype.KNXnetIPHeader;
import tuwien.auto.calimero.knxnetip.servicetype.PacketHelper;
import tuwien.auto.calimero.knxnetip.servicetype.ServiceAck;
import tuwien.auto.calimero.knxnetip.servicetype.ServiceRequest;
import tuwien.auto.calimero.knxnetip.util.CRD;
import tuwien.auto.calimero.knxnetip.util.DeviceDIB;
import tuwien.auto.calimero.knxnetip.util.HPAI;
import tuwien.auto.calimero.knxnetip.util.ServiceFamiliesDIB;
import tuwien.auto.calimero.knxnetip.util.ServiceFamiliesDIB.ServiceFamily;
import tuwien.auto.calimero.knxnetip.util.TunnelCRD;

/**
 * An interface to a bus with one device, which answers each group read with 21.5 degrees; Calimero's messages put together by hand, as its server
 * is not to be had. Channels are not given back.
 */
final class KnxResponder implements AutoCloseable {
    private static final IndividualAddress DEVICE = new IndividualAddress(1, 1, 7);
    private static final IndividualAddress ITSELF = new IndividualAddress(1, 1, 20);
    private static final byte[] GROUP_RESPONSE = {0x00, 0x40, 0x0C, 0x33};
    private static final int MANAGEMENT = 3;
    private static final int MAX_APDU_LENGTH = 56;

    private final DatagramSocket door = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    /** By channel. */
    private final int[] sent = new int[256];

    private int channel;

    KnxResponder() throws IOException {
        Thread.ofPlatform().daemon().start(this::serve);
    }

    int port() {
        return door.getLocalPort();
    }

    private void serve() {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[1024], 1024);
                door.receive(packet);
                packet.setData(Arrays.copyOf(packet.getData(), packet.getLength()));
                answer(packet);
            }
        } catch (IOException | KNXFormatException ended) {
            // The test has ended.
            return;
        }
    }

    private void say(DatagramPacket asked, byte[] octets) throws IOException {
        door.send(new DatagramPacket(octets, octets.length, asked.getSocketAddress()));
    }

    private void answer(DatagramPacket asked) throws IOException, KNXFormatException {
        byte[] octets = asked.getData();
        KNXnetIPHeader header = new KNXnetIPHeader(octets, 0);
        int at = header.getStructLength();
        int service = header.getServiceType();
        switch (service) {
            case KNXnetIPHeader.DESCRIPTION_REQ -> say(asked, PacketHelper.toPacket(description()));
            case KNXnetIPHeader.CONNECT_REQ -> {
                boolean management = new ConnectRequest(octets, at).getCRI().getConnectionType() == MANAGEMENT;
                CRD granted = management ? CRD.createResponse(MANAGEMENT) : new TunnelCRD(ITSELF);
                say(
                        asked,
                        PacketHelper.toPacket(new ConnectResponse(
                                ++channel, 0, new HPAI(HPAI.IPV4_UDP, InetAddress.getByName("0.0.0.0"), 0), granted)));
            }
            case KNXnetIPHeader.CONNECTIONSTATE_REQ ->
                say(asked, PacketHelper.toPacket(new ConnectionstateResponse(octets[at], 0)));
            case KNXnetIPHeader.DISCONNECT_REQ ->
                say(asked, PacketHelper.toPacket(new DisconnectResponse(octets[at], 0)));
            case KNXnetIPHeader.TUNNELING_REQ, KNXnetIPHeader.DEVICE_CONFIGURATION_REQ -> carried(asked, header);
            default -> {}
        }
    }

    private static DescriptionResponse description() throws IOException {
        DeviceDIB device = new DeviceDIB(
                "Works gateway",
                0,
                0x1234,
                DeviceDIB.MEDIUM_TP1,
                new IndividualAddress(1, 1, 0),
                SerialNumber.of(0x00C50A0B0C0DL),
                InetAddress.getByName("224.0.23.12"),
                new byte[] {0, 0x24, 0x6D, 1, 2, 3});
        return new DescriptionResponse(
                device, new ServiceFamiliesDIB(Map.of(ServiceFamily.Core, 1, ServiceFamily.Tunneling, 1)));
    }

    /** Acknowledges what came, and answers as the interface and the device behind it do. */
    private void carried(DatagramPacket asked, KNXnetIPHeader header) throws IOException, KNXFormatException {
        int service = header.getServiceType();
        ServiceRequest<?> request = ServiceRequest.from(header, asked.getData(), header.getStructLength());
        say(
                asked,
                PacketHelper.toPacket(
                        new ServiceAck(service + 1, request.getChannelID(), request.getSequenceNumber(), 0)));
        Object content = request.service();
        if (content instanceof CEMIDevMgmt property)
            say(
                    asked,
                    PacketHelper.toPacket(new ServiceRequest<>(
                            service, request.getChannelID(), sent[request.getChannelID()]++, property(property))));
        if (!(content instanceof CEMILData frame) || frame.getMessageCode() != CEMILData.MC_LDATA_REQ) return;
        byte[] payload = frame.getPayload();
        say(asked, PacketHelper.toPacket(data(request, CEMILData.MC_LDATA_CON, ITSELF, frame, payload)));
        boolean read =
                frame.getDestination() instanceof GroupAddress && (payload[0] & 3) == 0 && (payload[1] & 0xC0) == 0;
        if (read)
            say(asked, PacketHelper.toPacket(data(request, CEMILData.MC_LDATA_IND, DEVICE, frame, GROUP_RESPONSE)));
    }

    private ServiceRequest<CEMILData> data(
            ServiceRequest<?> request, int code, IndividualAddress source, CEMILData frame, byte[] payload) {
        return new ServiceRequest<>(
                request.getServiceType(),
                request.getChannelID(),
                sent[request.getChannelID()]++,
                new CEMILData(code, source, frame.getDestination(), payload, frame.getPriority()));
    }

    private static CEMIDevMgmt property(CEMIDevMgmt asked) {
        boolean read = asked.getMessageCode() == CEMIDevMgmt.MC_PROPREAD_REQ;
        return new CEMIDevMgmt(
                read ? CEMIDevMgmt.MC_PROPREAD_CON : CEMIDevMgmt.MC_PROPWRITE_CON,
                asked.getObjectType(),
                asked.getObjectInstance(),
                asked.getPID(),
                asked.getStartIndex(),
                asked.getElementCount(),
                read ? value(asked) : new byte[0]);
    }

    /** Each has one element, which is 0 but for the longest message, of 55 octets. */
    private static byte[] value(CEMIDevMgmt asked) {
        int value = asked.getStartIndex() == 0 ? 1 : asked.getPID() == MAX_APDU_LENGTH ? 55 : 0;
        return new byte[] {0, (byte) value};
    }

    @Override
    public void close() {
        door.close();
    }
}
