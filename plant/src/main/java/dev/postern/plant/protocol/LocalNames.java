package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;
import java.util.Locale;

/** Names asked for without a server: LLMNR (RFC 4795 section 2), multicast DNS (RFC 6762 section 18), NetBIOS (RFC 1002 section 4.2). */
public final class LocalNames {
    public static final int LLMNR_PORT = 5_355;
    public static final int MDNS_PORT = 5_353;
    public static final int NETBIOS_PORT = 137;
    /** 224.0.0.252 and 224.0.0.251. */
    public static final int LLMNR_GROUP = 0xE000_00FC;

    public static final int MDNS_GROUP = 0xE000_00FB;
    public static final int WORKSTATION = 0x00;
    public static final int SERVER = 0x20;

    private static final int A = 1;
    private static final int POINTER = 12;
    private static final int INTERNET = 1;
    private static final int FLUSH = 0x8001;
    private static final int NETBIOS = 0x20;

    private LocalNames() {}

    private static Out head(int id, int flags, int questions, int answers, int more) {
        return new Out().u16(id).u16(flags).u16(questions).u16(answers).u16(0).u16(more);
    }

    private static Out name(Out out, String name) {
        for (String label : name.split("\\.")) out.u8(label.length()).ascii(label);
        return out.u8(0);
    }

    /** LLMNR: who has this single name? */
    public static byte[] ask(int id, String name) {
        return name(head(id, 0, 1, 0, 0), name).u16(A).u16(INTERNET).done();
    }

    public static byte[] answer(int id, String name, int ip) {
        Out out = name(head(id, 0x8000, 1, 1, 0), name).u16(A).u16(INTERNET);
        return name(out, name).u16(A).u16(INTERNET).u32(30).u16(4).u32(ip).done();
    }

    /** Multicast DNS: a printer is there, with its address. */
    public static byte[] announce(String host, String service, int ip) {
        Out target = name(new Out(), host + "." + service);
        Out out = name(head(0, 0x8400, 0, 2, 0), service);
        out.u16(POINTER).u16(INTERNET).u32(4_500).u16(target.length()).bytes(target);
        return name(out, host + ".local")
                .u16(A)
                .u16(FLUSH)
                .u32(120)
                .u16(4)
                .u32(ip)
                .done();
    }

    /** Multicast DNS: which services of that kind are there? */
    public static byte[] seek(String service) {
        return name(head(0, 0, 1, 0, 0), service).u16(POINTER).u16(INTERNET).done();
    }

    /** NetBIOS: to everybody on the segment, who has this name? */
    public static byte[] netbiosAsk(int id, String name, int kind) {
        return netbios(head(id, 0x0110, 1, 0, 0), name, kind).done();
    }

    /** NetBIOS: this name is mine. */
    public static byte[] netbiosRegister(int id, String name, int kind, int ip) {
        return netbios(head(id, 0x2910, 1, 0, 1), name, kind)
                .u16(0xC00C)
                .u16(NETBIOS)
                .u16(INTERNET)
                .u32(300_000)
                .u16(6)
                .u16(0)
                .u32(ip)
                .done();
    }

    /** Each half octet of the padded name becomes a letter: RFC 1001 section 14.1. */
    private static Out netbios(Out out, String name, int kind) {
        out.u8(32);
        String upper = name.toUpperCase(Locale.ROOT);
        for (int i = 0; i < 16; i++) {
            int octet = i == 15 ? kind : i < upper.length() ? upper.charAt(i) : ' ';
            out.octets('A' + (octet >> 4), 'A' + (octet & 15));
        }
        return out.u8(0).u16(NETBIOS).u16(INTERNET);
    }
}
