package dev.postern.wire.it.dcerpc;

import dev.postern.wire.Bytes;
import dev.postern.wire.ot.opc.Id;

/** An interface, object or activity. {@code high} holds the first eight octets as they are written, {@code low} the last. */
record Uuid(long high, long low) {
    static final int BYTES = 16;

    /** The first three fields are numbers and follow the byte order of the sender, the rest never does. */
    static Uuid read(Bytes bytes, int at, boolean little) {
        if (!little) return new Uuid(bytes.i64(at), bytes.i64(at + 8));
        long high = bytes.u32le(at) << 32 | (long) bytes.u16le(at + 4) << 16 | bytes.u16le(at + 6);
        return new Uuid(high, bytes.i64(at + 8));
    }

    static Uuid of(String text) {
        var uuid = java.util.UUID.fromString(text);
        return new Uuid(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    boolean isNil() {
        return (high | low) == 0;
    }

    /** The same, of an object of OPC. */
    Id id() {
        return new Id(high, low);
    }

    @Override
    public String toString() {
        return new java.util.UUID(high, low).toString();
    }
}
