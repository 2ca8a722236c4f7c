package dev.postern.wire.it.dcerpc;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * A protocol tower, C706 appendix L: floors of which each names a protocol and its data. The first is the interface; a floor of TCP, UDP or a pipe
 * says where it is served. Towers are little-endian whatever the call is.
 */
record Tower(Uuid uuid, int tcpPort, int udpPort, String pipe) {
    private static final int MAP = 3;
    private static final int FLOORS_MAX = 8;
    private static final int FLOOR_UUID = 0x0D, FLOOR_TCP = 0x07, FLOOR_UDP = 0x08, FLOOR_PIPE = 0x0F;
    private static final int HANDLE_BYTES = 20;

    static boolean isMap(Interface known, int number) {
        return known != null && number == MAP && known.name().equals("epmapper");
    }

    static boolean isMap(Interface known, Association.Asked asked) {
        return asked != null && isMap(known, asked.number());
    }

    /** Object and tower by pointer, then room and length; null if there is none. */
    static Tower asked(Ndr pdu, int from, int to) {
        int at = from + 4;
        if (pdu.u32(from) != 0) at += Uuid.BYTES;
        return pdu.u32(at) == 0 ? null : read(pdu, at + 4, to);
    }

    /** Handle, count, then an array of pointers (room, offset, length) and the towers; the first is told. */
    static void answered(Ndr pdu, int from, int to, Turn.Draft draft) {
        int count = (int) Math.min(16, pdu.u32(from + HANDLE_BYTES));
        int arrayAt = from + HANDLE_BYTES + 4;
        if (count == 0) return;
        Tower tower = read(pdu, arrayAt + 12 + 4 * count, to);
        if (tower == null) return;
        draft.field("mapped", Interfaces.name(tower.uuid));
        if (tower.tcpPort >= 0) draft.field("tcp_port", (long) tower.tcpPort);
        if (tower.udpPort >= 0) draft.field("udp_port", (long) tower.udpPort);
        draft.field("pipe", tower.pipe);
    }

    private static Tower read(Ndr pdu, int from, int to) {
        Bytes bytes = pdu.bytes();
        int floors = Math.min(FLOORS_MAX, bytes.u16le(from + 8));
        int at = from + 10;
        Uuid uuid = null;
        int tcp = -1;
        int udp = -1;
        String pipe = null;
        for (int i = 0; i < floors && at + 4 < to; i++) {
            int left = bytes.u16le(at);
            int right = at + 2 + left;
            int size = bytes.u16le(right);
            switch (bytes.u8(at + 2)) {
                case FLOOR_UUID -> uuid = uuid == null ? Uuid.read(bytes, at + 3, true) : uuid;
                case FLOOR_TCP -> tcp = bytes.u16(right + 2);
                case FLOOR_UDP -> udp = bytes.u16(right + 2);
                case FLOOR_PIPE -> pipe = bytes.ascii(right + 2, size);
                default -> {}
            }
            at = right + 2 + size;
        }
        return uuid == null ? null : new Tower(uuid, tcp, udp, pipe);
    }
}
