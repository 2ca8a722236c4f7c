package dev.postern.wire.ot.bacnet;

import dev.postern.model.Address;
import dev.postern.wire.Bytes;

/** A B/IP or B/IPv6 address, clauses J.1.2 and U.1.2: IP address and UDP port. */
record BvlcAddress(Address address, int port) {
    static final int BYTES = 6;
    static final int BYTES_IPV6 = 18;

    static BvlcAddress read(Bytes bytes, int at) {
        return new BvlcAddress(Address.ipv4(bytes.i32(at)), bytes.u16(at + 4));
    }

    static BvlcAddress readIpv6(Bytes bytes, int at) {
        return new BvlcAddress(Address.ipv6(bytes.i64(at), bytes.i64(at + 8)), bytes.u16(at + 16));
    }

    @Override
    public String toString() {
        return address.kind() == Address.Kind.IPV6 ? "[" + address + "]:" + port : address + ":" + port;
    }
}
