package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/** MQTT 3.1.1: OASIS standard of 29 October 2014, sections 2 and 3. */
public final class Mqtt {
    public static final int PORT = 1883;
    private static final int LEVEL = 4;
    private static final int CLEAN_WITH_NAME_AND_PASSWORD = 0xC2;

    private Mqtt() {}

    private static byte[] packet(int first, Out body) {
        Out out = new Out(body.length() + 4).u8(first);
        int left = body.length();
        do {
            int octet = left % 128;
            left /= 128;
            out.u8(left > 0 ? octet | 0x80 : octet);
        } while (left > 0);
        return out.bytes(body).done();
    }

    private static Out text(Out out, String text) {
        return out.u16(text.length()).ascii(text);
    }

    public static byte[] connect(String client, String user, String password, int keepAliveSeconds) {
        Out body = text(new Out(), "MQTT")
                .octets(LEVEL, CLEAN_WITH_NAME_AND_PASSWORD)
                .u16(keepAliveSeconds);
        return packet(0x10, text(text(text(body, client), user), password));
    }

    public static byte[] connected() {
        return new byte[] {0x20, 2, 0, 0};
    }

    public static byte[] subscribe(int id, String filter) {
        return packet(0x82, text(new Out().u16(id), filter).u8(1));
    }

    public static byte[] subscribed(int id) {
        return packet(0x90, new Out().u16(id).u8(1));
    }

    /** At least once; {@link #acknowledge} answers. */
    public static byte[] publish(int id, String topic, String payload) {
        return packet(0x32, text(new Out(), topic).u16(id).ascii(payload));
    }

    public static byte[] acknowledge(int id) {
        return packet(0x40, new Out().u16(id));
    }

    public static byte[] ping() {
        return new byte[] {(byte) 0xC0, 0};
    }

    public static byte[] pong() {
        return new byte[] {(byte) 0xD0, 0};
    }
}
