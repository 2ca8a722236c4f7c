package dev.postern.wire.ot.bacnet;

import dev.postern.model.Address;
import dev.postern.wire.Bytes;

/** A B/IP address, clause J.1.2: IPv4 address and UDP port. */
record BvlcAddress(Address address, int port) {
    static final int BYTES = 6;

    static BvlcAddress read(Bytes bytes, int at) {
        return new BvlcAddress(Address.ipv4(bytes.i32(at)), bytes.u16(at + 4));
    }

    @Override
    public String toString() {
        return address + ":" + port;
    }
}
