package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/** DNS messages for one record: RFC 1035 section 4. */
public final class Names {
    public static final int PORT = 53;
    public static final int A = 1;
    public static final int TEXT = 16;

    private Names() {}

    public static byte[] query(int id, String name) {
        return query(id, name, A);
    }

    public static byte[] query(int id, String name, int type) {
        return question(id, 0x0100, 0, name, type).done();
    }

    public static byte[] answer(int id, String name, int ip, int secondsToLive) {
        return question(id, 0x8580, 1, name, A)
                .u16(0xC00C)
                .u16(A)
                .u16(1)
                .u32(secondsToLive)
                .u16(4)
                .u32(ip)
                .done();
    }

    /** @param text at most 255 characters */
    public static byte[] text(int id, String name, String text, int secondsToLive) {
        return question(id, 0x8180, 1, name, TEXT)
                .u16(0xC00C)
                .u16(TEXT)
                .u16(1)
                .u32(secondsToLive)
                .u16(1 + text.length())
                .u8(text.length())
                .ascii(text)
                .done();
    }

    /** No such name. */
    public static byte[] unknown(int id, String name) {
        return question(id, 0x8583, 0, name, A).done();
    }

    private static Out question(int id, int flags, int answers, String name, int type) {
        Out out = new Out().u16(id).u16(flags).u16(1).u16(answers).u16(0).u16(0);
        for (String label : name.split("\\.")) out.u8(label.length()).ascii(label);
        return out.u8(0).u16(type).u16(1);
    }
}
