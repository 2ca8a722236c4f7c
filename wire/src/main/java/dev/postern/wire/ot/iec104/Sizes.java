package dev.postern.wire.ot.iec104;

import dev.postern.wire.Bytes;

/**
 * Octets of what IEC 60870-5-101 leaves to each line, and IEC 60870-5-104 fixes.
 *
 * @param link of the link address, 0 to 2; -1 for IEC 60870-5-104, which has no such link
 * @param cause of the cause of transmission, 1 or 2
 * @param common of the common address, 1 or 2
 * @param object of an information object address, 1 to 3
 */
record Sizes(int link, int cause, int common, int object) {
    static final Sizes IEC_104 = new Sizes(-1, 2, 2, 3);
    private static final int CAUSE = 2;

    boolean onSerialLink() {
        return link >= 0;
    }

    /** Up to the first object. */
    int headerBytes() {
        return CAUSE + cause + common;
    }

    /** Common address of the ASDU at {@code start}. */
    int common(Bytes bytes, int start) {
        return little(bytes, start + CAUSE + cause, common);
    }

    int object(Bytes bytes, int at) {
        return little(bytes, at, object);
    }

    /** Of an ASDU with so many objects of a type whose length is known. */
    int asduBytes(TypeId type, int count, boolean sequence) {
        int objects = sequence ? object + count * type.objectBytes() : count * (object + type.objectBytes());
        return headerBytes() + objects;
    }

    static int little(Bytes bytes, int at, int octets) {
        int number = 0;
        for (int i = 0; i < octets; i++) number |= bytes.u8(at + i) << 8 * i;
        return number;
    }
}
