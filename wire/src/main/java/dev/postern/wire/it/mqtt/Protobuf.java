package dev.postern.wire.it.mqtt;

import dev.postern.wire.Bytes;

/** Fields of a Protocol Buffers message ("Encoding", wire types 0, 1, 2 and 5), one after the other. Past the end there are none. */
final class Protobuf {
    private static final int VARINT = 0, FIXED64 = 1, LENGTH = 2, FIXED32 = 5;

    private final Bytes bytes;
    private final int end;
    private int at;
    private int field;
    private int wire;
    private long number;
    private int from;
    private int length;
    private boolean broken;

    Protobuf(Bytes bytes, int from, int end) {
        this.bytes = bytes;
        at = from;
        this.end = Math.min(end, bytes.length());
    }

    boolean next() {
        if (broken || at >= end) return false;
        long key = varint();
        field = (int) (key >>> 3);
        wire = (int) key & 7;
        length = 0;
        switch (wire) {
            case VARINT -> number = varint();
            case FIXED64 -> fixed(8);
            case FIXED32 -> fixed(4);
            case LENGTH -> {
                long size = varint();
                broken |= size < 0 || size > end - at;
                if (!broken) fixed((int) size);
            }
            default -> broken = true;
        }
        return !broken;
    }

    /** All was read and nothing was broken. */
    boolean ended() {
        return !broken && at == end;
    }

    private void fixed(int count) {
        if (count > end - at) {
            broken = true;
            return;
        }
        from = at;
        length = count;
        at += count;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64 && at < end; shift += 7) {
            int octet = bytes.u8(at++);
            value |= (long) (octet & 0x7F) << shift;
            if (octet < 0x80) return value;
        }
        broken = true;
        return 0;
    }

    int field() {
        return field;
    }

    long number() {
        return wire == VARINT ? number : 0;
    }

    float f32() {
        return wire == FIXED32 ? bytes.f32le(from) : 0;
    }

    double f64() {
        return wire == FIXED64 ? bytes.f64le(from) : 0;
    }

    String text() {
        return bytes.utf8(from, Math.min(length, Cursor.TEXT_BYTES_MAX));
    }

    String hex() {
        return bytes.hex(from, Math.min(length, Cursor.DATA_SHOWN_BYTES));
    }

    Protobuf inside() {
        return new Protobuf(bytes, from, from + length);
    }
}
