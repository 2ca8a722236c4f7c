package dev.postern.wire.ot.opcua;

import dev.postern.wire.Bench;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes down messages of OPC UA, field by field. */
final class Writer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Writer raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    Writer hex(String text) {
        return raw(Bench.hex(text));
    }

    Writer u32(long value) {
        return raw(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) value)
                .array());
    }

    Writer u64(long value) {
        return raw(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
    }

    Writer f64(double value) {
        return u64(Double.doubleToRawLongBits(value));
    }

    /** Null text, byte string or list. */
    Writer nothing() {
        return u32(-1);
    }

    Writer text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return u32(bytes.length).raw(bytes);
    }

    /** Numeric node of the standard's namespace, in four octets. */
    Writer type(int id) {
        return hex("0100").raw(new byte[] {(byte) id, (byte) (id >> 8)});
    }

    Writer node(int namespace, String name) {
        return raw(new byte[] {3, (byte) namespace, 0}).text(name);
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    /** All that was written, as the rest of a message of this type. */
    byte[] message(String type) {
        byte[] rest = bytes();
        return new Writer()
                .raw(type.getBytes(StandardCharsets.US_ASCII))
                .u32(rest.length + 8)
                .raw(rest)
                .bytes();
    }
}
