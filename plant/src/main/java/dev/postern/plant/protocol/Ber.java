package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;
import java.nio.charset.StandardCharsets;

/** Basic Encoding Rules, definite form: ITU-T X.690 section 8. Each method gives one whole element. */
final class Ber {
    static final int INTEGER = 2;
    static final int OCTETS = 4;
    static final int NULL = 5;
    static final int OBJECT = 6;
    static final int ENUMERATED = 10;
    static final int GENERALIZED_TIME = 24;
    static final int GENERAL_STRING = 27;
    static final int SEQUENCE = 0x30;

    private Ber() {}

    /** @param tag one octet, or two from 0x1F00 on */
    static byte[] element(int tag, byte[]... content) {
        int length = 0;
        for (byte[] part : content) length += part.length;
        Out out = new Out(length + 6);
        if (tag > 0xFF) out.u16(tag);
        else out.u8(tag);
        if (length < 0x80) out.u8(length);
        else if (length < 0x100) out.octets(0x81, length);
        else out.u8(0x82).u16(length);
        for (byte[] part : content) out.bytes(part);
        return out.done();
    }

    static byte[] sequence(byte[]... content) {
        return element(SEQUENCE, content);
    }

    static byte[] integer(long value) {
        return integer(INTEGER, value);
    }

    /** The fewest octets that hold {@code value}. */
    static byte[] integer(int tag, long value) {
        int octets = 1;
        while (octets < 8 && value >> (8 * octets - 1) != 0 && value >> (8 * octets - 1) != -1) octets++;
        byte[] content = new byte[octets];
        for (int i = 0; i < octets; i++) content[i] = (byte) (value >> 8 * (octets - 1 - i));
        return element(tag, content);
    }

    static byte[] text(int tag, String text) {
        return element(tag, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static byte[] bool(int tag, boolean value) {
        return element(tag, new byte[] {(byte) (value ? 0xFF : 0)});
    }

    /** {@code 1.3.6.1.2.1.1.3.0} and its like. */
    static byte[] object(int... arcs) {
        Out out = new Out();
        arc(out, 40 * arcs[0] + arcs[1]);
        for (int i = 2; i < arcs.length; i++) arc(out, arcs[i]);
        return element(OBJECT, out.done());
    }

    private static void arc(Out out, int value) {
        for (int shift = 28; shift > 0; shift -= 7) if (value >>> shift != 0) out.u8(value >>> shift & 0x7F | 0x80);
        out.u8(value & 0x7F);
    }
}
