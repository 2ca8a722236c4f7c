package dev.postern.wire.ot.opc;

import dev.postern.wire.Bytes;

/**
 * Parameters or results in NDR (C706 chapter 14), read from front to back in the byte order of the sender. What is not there reads as 0 and sets
 * {@link #cut}, whoever repeats something ends then. Each number lies on a multiple of its own size; an array stands behind its count, what a pointer
 * within a structure or an array points to behind the outermost of these.
 */
final class Stub {
    static final int TEXT_CHARACTERS_MAX = 512;
    private static final int OBJECT_SIGNATURE = 0x574F_454D, OBJECT_CUSTOM = 4;
    /** Offsets in a reference to an object, MS-DCOM section 2.2.18.1: behind signature, flags and interface stands STDOBJREF. */
    private static final int OBJECT_FLAGS = 4, OBJECT_OID = 40, OBJECT_IPID = 48, OBJECT_BYTES = 64;

    private final Bytes bytes;
    private final boolean little;
    private int at;
    private boolean cut;

    Stub(Bytes bytes, boolean little) {
        this.bytes = bytes;
        this.little = little;
    }

    boolean cut() {
        return cut;
    }

    int at() {
        return at;
    }

    void align(int size) {
        at = at + size - 1 & -size;
    }

    /** Goes to {@code to}, forwards only. */
    void seek(long to) {
        if (to > bytes.length() || to < at) cut = true;
        else at = (int) to;
    }

    /** False, and cut, if that many octets are not there. */
    private boolean take(int size) {
        align(size);
        if (cut || !bytes.has(at, size)) {
            cut = true;
            return false;
        }
        at += size;
        return true;
    }

    int u8() {
        return take(1) ? bytes.u8(at - 1) : 0;
    }

    int u16() {
        return !take(2) ? 0 : little ? bytes.u16le(at - 2) : bytes.u16(at - 2);
    }

    long u32() {
        return !take(4) ? 0 : little ? bytes.u32le(at - 4) : bytes.u32(at - 4);
    }

    long i64() {
        return !take(8) ? 0 : little ? bytes.i64le(at - 8) : bytes.i64(at - 8);
    }

    boolean flag() {
        return u32() != 0;
    }

    /** What it points to follows, or nothing does. */
    boolean pointer() {
        return u32() != 0;
    }

    /** Entries of an array; never many more than what is left could hold if each takes {@code bytesEach}. */
    int count(int bytesEach) {
        return (int) Math.min(u32(), left() / bytesEach + 1);
    }

    /** Octets that were not read; padding may lie beyond the end. */
    private int left() {
        return Math.max(0, bytes.length() - at);
    }

    /** Behind a pointer of its own, as results are: 0 where that is null. */
    int countBehindPointer(int bytesEach) {
        return pointer() ? count(bytesEach) : 0;
    }

    /** Numbers of 32 bits behind their count. */
    long[] numbers() {
        long[] numbers = new long[count(4)];
        for (int i = 0; i < numbers.length && !cut; i++) numbers[i] = u32();
        return numbers;
    }

    /** Conformant and varying: room, offset, length, characters of 16 bits. A long one is cut down. */
    String text() {
        u32();
        u32();
        return characters(u32());
    }

    String textBehindPointer() {
        return pointer() ? text() : "";
    }

    String characters(long count) {
        int shown = (int) Math.min(count, TEXT_CHARACTERS_MAX);
        StringBuilder text = new StringBuilder(Math.min(shown, left() / 2));
        for (int i = 0; i < shown && !cut; i++) {
            char character = (char) u16();
            if (character != 0) text.append(character < ' ' ? ' ' : character);
        }
        if (!cut) seek(at + 2 * (count - shown));
        return text.toString();
    }

    /** Octets behind their count, for whatever they are. */
    void skipOctets() {
        int octets = count(1);
        seek(at + (long) octets);
    }

    /** An interface or class, in the byte order of the sender. */
    Id id() {
        long first = u32() << 32 | (long) u16() << 16 | u16();
        long last = 0;
        for (int i = 0; i < 8; i++) last = last << 8 | u8();
        return new Id(first, last);
    }

    /** A reference to an object: tells which interface of which object it is. Its own octets are little-endian. */
    record Reference(Id ipid, Id oid) {}

    /** MInterfacePointer behind its pointer; null where it is null or not of the standard kind. */
    Reference reference() {
        if (!pointer()) return null;
        u32();
        int from = at + 4;
        int length = count(1);
        Reference found = null;
        boolean standard = length >= OBJECT_BYTES
                && bytes.has(from, OBJECT_BYTES)
                && bytes.u32le(from) == OBJECT_SIGNATURE
                && (bytes.u32le(from + OBJECT_FLAGS) & OBJECT_CUSTOM) == 0;
        if (standard) found = new Reference(ipid(bytes, from + OBJECT_IPID), oid(bytes, from + OBJECT_OID));
        seek(at + (long) length);
        return found;
    }

    private static Id oid(Bytes bytes, int at) {
        return new Id(0, bytes.i64le(at));
    }

    private static Id ipid(Bytes bytes, int at) {
        long high = bytes.u32le(at) << 32 | (long) bytes.u16le(at + 4) << 16 | bytes.u16le(at + 6);
        return new Id(high, bytes.i64(at + 8));
    }

    /** What stands before the parameters: version, flags, causality, extensions. */
    void orpcThis() {
        for (int i = 0; i < 7; i++) u32();
        extensions();
    }

    /** What stands before the results: flags, extensions. */
    void orpcThat() {
        u32();
        extensions();
    }

    private void extensions() {
        if (!pointer()) return;
        u32();
        u32();
        if (!pointer()) return;
        int room = count(4);
        int there = 0;
        for (int i = 0; i < room && !cut; i++) if (pointer()) there++;
        for (int i = 0; i < there && !cut; i++) {
            long octets = u32();
            id();
            u32();
            seek(at + octets);
        }
    }
}
