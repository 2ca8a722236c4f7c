package dev.postern.wire.it.parts;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes BER elements for tests. */
public final class Asn {
    private Asn() {}

    /** An element; parts are octets, texts or small numbers as one octet each. */
    public static byte[] of(int tag, Object... parts) {
        byte[] contents = join(parts);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (contents.length >= 0x100) {
            out.write(0x82);
            out.write(contents.length >> 8);
        } else if (contents.length >= 0x80) {
            out.write(0x81);
        }
        out.write(contents.length);
        out.writeBytes(contents);
        return out.toByteArray();
    }

    public static byte[] seq(Object... parts) {
        return of(Ber.SEQUENCE, parts);
    }

    public static byte[] integer(int value) {
        if (value == (byte) value) return of(Ber.INTEGER, value);
        if (value == (short) value) return of(Ber.INTEGER, value >> 8, value);
        return of(Ber.INTEGER, value >> 24, value >> 16, value >> 8, value);
    }

    public static byte[] octets(Object... parts) {
        return of(Ber.OCTET_STRING, parts);
    }

    /** @param arcs contents: the first octet holds the first two arcs */
    public static byte[] oid(Object... arcs) {
        return of(Ber.OID, arcs);
    }

    public static byte[] join(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            switch (part) {
                case byte[] octets -> out.writeBytes(octets);
                case String text -> out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
                case Integer octet -> out.write(octet);
                default -> throw new IllegalArgumentException(part.toString());
            }
        }
        return out.toByteArray();
    }
}
