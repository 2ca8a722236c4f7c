package dev.postern.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Read-only view over {@code data[start, end)}; offsets are relative to {@code start}. Reading past the end never throws: it gives 0 and
 * sets {@link #overrun}, which the caller checks once at the end instead of at every field. So no dissector can be made to fail by a
 * message that lies about its length. Owns no bytes, allocates nothing but text; reuse one per thread.
 */
public final class Bytes {
    private static final VarHandle U16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle U32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle U64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();
    private static final int NONE = -1;

    private byte[] data = new byte[0];
    private int start;
    private int end;
    private int overrunAt = NONE;

    public Bytes wrap(byte[] bytes, int from, int length) {
        data = bytes;
        start = from;
        end = from + length;
        overrunAt = NONE;
        return this;
    }

    public Bytes wrap(byte[] bytes) {
        return wrap(bytes, 0, bytes.length);
    }

    /** Lays this view over a part of {@code other}, cut to what is there; a part that begins past the end is empty. */
    public Bytes wrap(Bytes other, int from, int length) {
        int available = other.length();
        int first = Math.clamp(from, 0, available);
        return wrap(other.data, other.start + first, Math.clamp(length, 0, available - first));
    }

    /** Ends this view after {@code count} octets: what follows belongs to another message. */
    public void endAt(int count) {
        end = Math.min(end, start + Math.max(0, count));
    }

    public byte[] array() {
        return data;
    }

    /** Where this view begins in {@link #array}. */
    public int arrayOffset() {
        return start;
    }

    public int length() {
        return end - start;
    }

    /** True if all of {@code [offset, offset + count)} is there. */
    public boolean has(int offset, int count) {
        return offset >= 0 && count >= 0 && offset <= end - start - count;
    }

    /** Something past the end was read since {@link #wrap}. */
    public boolean overrun() {
        return overrunAt != NONE;
    }

    /** Offset of the first field that was read but is not there, at most the length; or -1. */
    public int overrunAt() {
        return overrunAt;
    }

    private boolean missing(int offset, int count) {
        if (has(offset, count)) return false;
        if (overrunAt == NONE) overrunAt = Math.clamp(offset, 0, length());
        return true;
    }

    public int u8(int offset) {
        return missing(offset, 1) ? 0 : data[start + offset] & 0xFF;
    }

    public int u16(int offset) {
        return missing(offset, 2) ? 0 : (short) U16.get(data, start + offset) & 0xFFFF;
    }

    public int u24(int offset) {
        return u8(offset) << 16 | u16(offset + 1);
    }

    public long u32(int offset) {
        return missing(offset, 4) ? 0 : (int) U32.get(data, start + offset) & 0xFFFF_FFFFL;
    }

    public int i32(int offset) {
        return missing(offset, 4) ? 0 : (int) U32.get(data, start + offset);
    }

    public long u48(int offset) {
        return (long) u16(offset) << 32 | u32(offset + 2);
    }

    public long i64(int offset) {
        return missing(offset, 8) ? 0 : (long) U64.get(data, start + offset);
    }

    public int u16le(int offset) {
        return Short.reverseBytes((short) u16(offset)) & 0xFFFF;
    }

    public long u32le(int offset) {
        return Integer.reverseBytes(i32(offset)) & 0xFFFF_FFFFL;
    }

    public int i32le(int offset) {
        return Integer.reverseBytes(i32(offset));
    }

    public long i64le(int offset) {
        return Long.reverseBytes(i64(offset));
    }

    /** Little-endian 48-bit number. */
    public long u48le(int offset) {
        return u32le(offset) | (long) u16le(offset + 4) << 32;
    }

    public float f32(int offset) {
        return Float.intBitsToFloat(i32(offset));
    }

    public float f32le(int offset) {
        return Float.intBitsToFloat(i32le(offset));
    }

    public double f64(int offset) {
        return Double.longBitsToDouble(i64(offset));
    }

    public double f64le(int offset) {
        return Double.longBitsToDouble(i64le(offset));
    }

    /** Printable ASCII of a field, anything else as {@code .}; trailing zeros and blanks dropped. */
    public String ascii(int offset, int count) {
        if (missing(offset, count)) return "";
        int last = count;
        while (last > 0 && (data[start + offset + last - 1] == 0 || data[start + offset + last - 1] == ' ')) last--;
        char[] text = new char[last];
        for (int i = 0; i < last; i++) {
            byte octet = data[start + offset + i];
            text[i] = octet >= ' ' && octet < 127 ? (char) octet : '.';
        }
        return new String(text);
    }

    /** As {@link #ascii}, of a field whose text ends at its first zero: what a device left behind that is no part of it. */
    public String terminated(int offset, int count) {
        if (missing(offset, count)) return "";
        int letters = 0;
        while (letters < count && data[start + offset + letters] != 0) letters++;
        return ascii(offset, letters);
    }

    /** As {@link #ascii}, of a text of several lines: what parts them is a blank. */
    public String lines(int offset, int count) {
        String text = ascii(offset, count);
        char[] line = text.toCharArray();
        for (int i = 0; i < line.length; i++) {
            byte octet = data[start + offset + i];
            if (octet == '\r' || octet == '\n' || octet == '\t') line[i] = ' ';
        }
        return new String(line).strip();
    }

    public String utf8(int offset, int count) {
        return missing(offset, count) ? "" : new String(data, start + offset, count, StandardCharsets.UTF_8);
    }

    public String utf16le(int offset, int count) {
        return missing(offset, count) ? "" : new String(data, start + offset, count, StandardCharsets.UTF_16LE);
    }

    /** Lower-case hex without separators. */
    public String hex(int offset, int count) {
        if (missing(offset, count)) return "";
        return java.util.HexFormat.of().formatHex(data, start + offset, start + offset + count);
    }

    /** A copy of {@code count} bytes. */
    public byte[] copy(int offset, int count) {
        if (missing(offset, count)) return new byte[0];
        return Arrays.copyOfRange(data, start + offset, start + offset + count);
    }

    /** Whether these {@code count} bytes are those of {@code other}. */
    public boolean equal(int offset, int count, byte[] other) {
        if (missing(offset, count)) return false;
        int from = start + offset;
        return Arrays.equals(data, from, from + count, other, 0, other.length);
    }

    /** First offset at or after {@code from} of the octet {@code value}, or -1. */
    public int indexOf(int value, int from) {
        for (int i = start + Math.max(0, from); i < end; i++) if ((data[i] & 0xFF) == value) return i - start;
        return NONE;
    }

    /** True if the bytes at {@code offset} are those of {@code text}, one octet a character. */
    public boolean startsWith(String text, int offset) {
        if (!has(offset, text.length())) return false;
        for (int i = 0; i < text.length(); i++) if ((data[start + offset + i] & 0xFF) != text.charAt(i)) return false;
        return true;
    }
}
