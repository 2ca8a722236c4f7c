package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;
import java.util.Locale;

/**
 * Unitronics PCOM over TCP: Unitronics, "PCOM protocol" (ASCII and binary). The binary commands that carry passwords and projects are in no manual;
 * their numbers are those of public analyses of 2024, what they carry is noise.
 */
public final class Pcom {
    public static final int PORT = 20_256;
    public static final int NAME = 0x0C;
    public static final int PASSWORD = 0x02;
    public static final int WRITE_MEMORY = 0x41;
    public static final int FLUSH = 0x1A;
    public static final int ANSWER = 0x80;

    private static final int ASCII = 0x65;
    private static final int BINARY = 0x66;

    private Pcom() {}

    private static byte[] framed(int transaction, int mode, Out body) {
        return new Out(6 + body.length())
                .u16le(transaction)
                .octets(mode, 0)
                .u16le(body.length())
                .bytes(body)
                .done();
    }

    /** {@code code} with what follows it, to unit {@code unit}. */
    public static byte[] ask(int transaction, int unit, String code) {
        return ascii(transaction, "/", String.format(Locale.ROOT, "%02X%s", unit, code));
    }

    public static byte[] answer(int transaction, int unit, String code) {
        return ascii(transaction, "/A", String.format(Locale.ROOT, "%02X%s", unit, code));
    }

    private static byte[] ascii(int transaction, String start, String text) {
        int sum = 0;
        for (int i = 0; i < text.length(); i++) sum += text.charAt(i);
        return framed(
                transaction, ASCII, new Out().ascii(start + text + String.format(Locale.ROOT, "%02X\r", sum & 0xFF)));
    }

    /** Reads integers from memory. */
    public static String readIntegers(int address, int count) {
        return String.format(Locale.ROOT, "RW%04X%02X", address, count);
    }

    public static String integers(int... values) {
        StringBuilder text = new StringBuilder("RW");
        for (int value : values) text.append(String.format(Locale.ROOT, "%04X", value & 0xFFFF));
        return text.toString();
    }

    public static byte[] binary(int transaction, int command, int detail, byte... data) {
        Out body = new Out().ascii("/_OPLC").octets(0, 0xFE, 1, 0, 0, 0, command, 0);
        body.u32le(detail).u16le(0).u16le(data.length);
        body.u16le(-sum(body.done())).bytes(data).u16le(-sum(data)).u8('\\');
        return framed(transaction, BINARY, body);
    }

    private static int sum(byte[] bytes) {
        int sum = 0;
        for (byte octet : bytes) sum += octet & 0xFF;
        return sum;
    }
}
