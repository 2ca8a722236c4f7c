package dev.postern.wire.ot.melsec;

import dev.postern.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * One view of both codings of SLMP. Offsets are those of the binary coding; in ASCII each octet is two hex digits, and numbers have their most
 * significant digit first where binary has the least significant octet first.
 */
record Telegram(Bytes bytes, boolean ascii) {
    /** What the bytes of {@code count} binary octets take up. */
    int width(int count) {
        return ascii ? 2 * count : count;
    }

    int u8(int offset) {
        return ascii ? (int) digits(2 * offset, 2) : bytes.u8(offset);
    }

    int u16(int offset) {
        return ascii ? (int) digits(2 * offset, 4) : bytes.u16le(offset);
    }

    long u32(int offset) {
        return ascii ? digits(2 * offset, 8) : bytes.u32le(offset);
    }

    /** Octets that are there, in binary terms. */
    int length() {
        return ascii ? bytes.length() / 2 : bytes.length();
    }

    /** Value of {@code count} hex digits; a character that is none counts as 0. */
    long digits(int at, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) value = value << 4 | Math.max(0, Character.digit(bytes.u8(at + i), 16));
        return value;
    }

    boolean allDigits(int at, int count) {
        for (int i = 0; i < count; i++) if (Character.digit(bytes.u8(at + i), 16) < 0) return false;
        return true;
    }

    List<Object> words(int offset, int count, int end) {
        int shown = Math.clamp((end - offset) / 2, 0, Math.min(count, Device.POINTS_SHOWN_MAX));
        List<Object> values = new ArrayList<>(shown);
        for (int i = 0; i < shown; i++) values.add((long) u16(offset + 2 * i));
        return values;
    }

    /** Points of bit access: four bits each in binary, the first in the upper half; a digit each in ASCII. */
    List<Object> bits(int offset, int count, int end) {
        int there = Math.max(0, end - offset) * 2;
        int shown = Math.min(Math.min(there, count), Device.POINTS_SHOWN_MAX);
        List<Object> values = new ArrayList<>(shown);
        for (int i = 0; i < shown; i++) {
            int octet = ascii ? 0 : bytes.u8(offset + i / 2);
            long bit = ascii ? digits(2 * offset + i, 1) : i % 2 == 0 ? octet >> 4 : octet & 0x0F;
            values.add(bit);
        }
        return values;
    }
}
