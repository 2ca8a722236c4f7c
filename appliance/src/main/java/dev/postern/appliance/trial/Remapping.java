package dev.postern.appliance.trial;

import dev.postern.model.Address;
import dev.postern.model.Frame;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Gives every station of Ethernet captures another hardware address (the maker stays) and every private IPv4 station another place in its network, the
 * same one everywhere, in the headers of Ethernet, ARP and IPv4. What payloads say of addresses stays, and check sums are not mended: nobody
 * here looks at them. Other link types and tagged frames pass unchanged in their IP part.
 */
final class Remapping implements Consumer<Frame> {
    private static final int ETHERNET = 1;
    private static final int ARP = 0x0806;
    private static final int IPV4 = 0x0800;
    private static final int HEADER = 14;
    private static final int ARP_BYTES = 28;
    private static final int IPV4_BYTES = 20;
    /** Coprime to the 254 stations a network can have, so that no two become one. */
    private static final int FACTOR = 101;

    private static final int SHIFT = 57;
    private static final int STATIONS = 254;

    @Override
    public void accept(Frame frame) {
        if (frame.linkType != ETHERNET || frame.capturedBytes < HEADER) return;
        byte[] bytes = Arrays.copyOfRange(frame.data, frame.offset, frame.offset + frame.capturedBytes);
        frame.data = bytes;
        frame.offset = 0;
        hardware(bytes, 0);
        hardware(bytes, 6);
        int type = (bytes[12] & 0xFF) << 8 | bytes[13] & 0xFF;
        if (type == ARP && bytes.length >= HEADER + ARP_BYTES) {
            hardware(bytes, HEADER + 8);
            network(bytes, HEADER + 14);
            hardware(bytes, HEADER + 18);
            network(bytes, HEADER + 24);
        } else if (type == IPV4 && bytes.length >= HEADER + IPV4_BYTES) {
            network(bytes, HEADER + 12);
            network(bytes, HEADER + 16);
        }
    }

    /** The name under which an address is found after it. */
    static String rename(String text) {
        Address address = Address.parse(text);
        byte[] bytes = new byte[6];
        switch (address.kind()) {
            case MAC -> {
                for (int i = 0; i < 6; i++) bytes[i] = (byte) (address.low() >> 8 * (5 - i));
                hardware(bytes, 0);
                long mac = 0;
                for (byte b : bytes) mac = mac << 8 | b & 0xFF;
                return Address.mac(mac).toString();
            }
            case IPV4 -> {
                for (int i = 0; i < 4; i++) bytes[i] = (byte) (address.low() >> 8 * (3 - i));
                network(bytes, 0);
                return address.toString().replaceFirst("\\d+$", String.valueOf(bytes[3] & 0xFF));
            }
            case IPV6 -> {}
        }
        return text;
    }

    /** Not that of a group, nor the empty one. */
    private static void hardware(byte[] bytes, int at) {
        if ((bytes[at] & 1) != 0) return;
        boolean empty = true;
        for (int i = 0; i < 6; i++) empty &= bytes[at + i] == 0;
        if (empty) return;
        bytes[at + 3] ^= 0x35;
        bytes[at + 4] ^= 0x6A;
        bytes[at + 5] ^= (byte) 0x93;
    }

    private static void network(byte[] bytes, int at) {
        int first = bytes[at] & 0xFF;
        int second = bytes[at + 1] & 0xFF;
        boolean isPrivate = first == 10 || first == 192 && second == 168 || first == 172 && second >= 16 && second < 32;
        int station = bytes[at + 3] & 0xFF;
        if (!isPrivate || station == 0 || station == 255) return;
        bytes[at + 3] = (byte) (1 + ((station - 1) * FACTOR + SHIFT) % STATIONS);
    }
}
