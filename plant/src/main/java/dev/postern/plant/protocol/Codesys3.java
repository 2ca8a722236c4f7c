package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;
import java.nio.charset.StandardCharsets;

/**
 * CODESYS V3 over TCP and, for names, UDP. Unpublished; after the public analyses of Kaspersky ICS CERT (2019) and of Microsoft (2023): block
 * driver, datagram layer, channels, services.
 */
public final class Codesys3 {
    public static final int PORT = 11_740;
    public static final int NAME_PORT = 1_740;
    public static final int DEVICE = 0x01;
    public static final int APP = 0x02;
    public static final int DEVICE_IDENT = 0x01;
    public static final int DEVICE_LOGIN = 0x02;
    public static final int DEVICE_LOGOUT = 0x03;
    public static final int APP_LOGIN = 0x01;
    public static final int APP_LOGOUT = 0x02;
    public static final int APP_DOWNLOAD = 0x05;
    public static final int APP_START = 0x10;
    public static final int APP_STOP = 0x11;
    public static final int APP_STATUS = 0x14;

    private static final int MAGIC = 0x0001_17E8;
    private static final int ANSWER = 0x80;
    private static final int CHANNEL_SERVICE = 0x40;
    private static final int NAME_REQUEST = 3;
    private static final int NAME_ANSWER = 4;
    private static final int RESOLVE = 0xC202;
    private static final int IDENTIFICATION = 0xC280;
    private static final int VERSION = 0x0400;

    private Codesys3() {}

    /** Over TCP each datagram has the block driver before it. */
    private static byte[] framed(int service, int from, int to, Out body) {
        Out datagram = new Out().octets(0xC5, 0x6B, 0x40, service, 0, 0x33);
        datagram.u16(PORT).u32(to).u16(PORT).u32(from).u16(0).bytes(body);
        return new Out().u32(MAGIC).u32le(8 + datagram.length()).bytes(datagram).done();
    }

    public static byte[] openChannel(int from, int to, int message) {
        Out body = new Out()
                .octets(0xC3, 0, 1, 1)
                .u32le(0)
                .u32le(message)
                .u32le(0x0010_0000)
                .u32le(5);
        return framed(CHANNEL_SERVICE, from, to, body);
    }

    public static byte[] channelOpened(int from, int to, int message, int channel) {
        Out body = new Out()
                .octets(0x83, 0, 1, 1)
                .u32le(0)
                .u32le(message)
                .u16le(0)
                .u16le(channel)
                .u32le(0x0010_0000)
                .u32le(4);
        return framed(CHANNEL_SERVICE, from, to, body);
    }

    public static byte[] closeChannel(int from, int to, int channel) {
        Out body = new Out().octets(0xC4, 0, 1, 1).u32le(0).u16le(channel).u16le(0);
        return framed(CHANNEL_SERVICE, from, to, body);
    }

    /** Where a service stands: in which channel, as which block, in which session. */
    public record Place(int from, int to, int channel, int block, int session) {
        Place back() {
            return new Place(to, from, channel, block, session);
        }
    }

    public static byte[] ask(Place place, int group, int command, byte... content) {
        return service(place, group, command, content);
    }

    public static byte[] answer(Place place, int group, int command, byte... content) {
        return service(place.back(), group | ANSWER, command, content);
    }

    private static byte[] service(Place place, int group, int command, byte... content) {
        Out body = new Out()
                .octets(1, 0x81)
                .u16le(place.channel)
                .u32le(place.block)
                .u32le(place.block - 1);
        body.u32le(20 + content.length).u32le(0);
        body.u16le(0xCD55).u16le(16).u16le(group).u16le(command);
        body.u32le(place.session).u32le(content.length).u32le(0).bytes(content);
        return framed(CHANNEL_SERVICE, place.from, place.to, body);
    }

    /** A tag and its value. */
    public static byte[] tag(int id, byte... value) {
        return new Out().octets(id, value.length).bytes(value).done();
    }

    /** Over UDP to everybody: who is there? */
    public static byte[] resolve(int request) {
        return new Out()
                .octets(0xC5, 0x7C, 0x40, NAME_REQUEST, 0, 0x10, 0, 0, 0, 1, 0, 0)
                .u16le(RESOLVE)
                .u16le(VERSION)
                .u32le(request)
                .done();
    }

    /** Node, device, maker and serial number. */
    public static byte[] identification(int request, String node, String device, String vendor, String serial) {
        Out out = new Out()
                .octets(0xC5, 0x7C, 0x40, NAME_ANSWER, 0, 0x10, 0, 0, 0, 1, 0, 0)
                .u16le(IDENTIFICATION)
                .u16le(VERSION)
                .u32le(request);
        out.u16le(1_024).u16le(0).u16le(0);
        out.u16le(node.length()).u16le(device.length()).u16le(vendor.length());
        out.u32le(0x1001).u32le(0x0A05_0001).octets(0x30, 0x12, 5, 3).u32le(0);
        out.u8(serial.length()).zeros(11);
        for (String name : new String[] {node, device, vendor})
            out.bytes(name.getBytes(StandardCharsets.UTF_16LE)).u16le(0);
        return out.ascii(serial).done();
    }
}
