package dev.postern.plant.net;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes being written, most significant first unless the name says little-endian. */
public final class Out {
    private byte[] bytes;
    private int length;

    public Out() {
        this(64);
    }

    public Out(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    private void room(int more) {
        if (length + more > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }

    public Out u8(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    /** Several octets. */
    public Out octets(int... values) {
        for (int value : values) u8(value);
        return this;
    }

    public Out u16(int value) {
        return u8(value >> 8).u8(value);
    }

    public Out u24(int value) {
        return u8(value >> 16).u16(value);
    }

    public Out u32(int value) {
        return u16(value >> 16).u16(value);
    }

    public Out u48(long value) {
        return u16((int) (value >> 32)).u32((int) value);
    }

    public Out u64(long value) {
        return u32((int) (value >> 32)).u32((int) value);
    }

    public Out u16le(int value) {
        return u8(value).u8(value >> 8);
    }

    public Out u32le(int value) {
        return u16le(value).u16le(value >> 16);
    }

    public Out u48le(long value) {
        return u32le((int) value).u16le((int) (value >> 32));
    }

    public Out u64le(long value) {
        return u32le((int) value).u32le((int) (value >> 32));
    }

    public Out zeros(int count) {
        room(count);
        length += count;
        return this;
    }

    public Out bytes(byte... more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    public Out bytes(Out more) {
        room(more.length);
        System.arraycopy(more.bytes, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    public Out ascii(String text) {
        return bytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** {@code text} in exactly {@code size} bytes, filled up with {@code fill}. */
    public Out ascii(String text, int size, int fill) {
        for (int i = 0; i < size; i++) u8(i < text.length() ? text.charAt(i) : fill);
        return this;
    }

    public Out utf16le(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_16LE));
    }

    /** Overwrites two bytes written before. */
    public Out patch16(int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
        return this;
    }

    public int length() {
        return length;
    }

    public byte[] done() {
        return Arrays.copyOf(bytes, length);
    }
}
