package dev.postern.wire;

/**
 * What a packet carries for others: GRE (RFC 2784, 2890; version 1 RFC 2637), ERSPAN I to III (draft-foschiano-erspan-03), VXLAN (RFC 7348),
 * GENEVE (RFC 8926), GTP-U (3GPP TS 29.281), MPLS (RFC 3032, pseudowires RFC 4448), IP in IP (RFC 2003), 6in4 (RFC 4213), Teredo (RFC 4380),
 * EtherIP (RFC 3378), PPPoE (RFC 2516). Allocates nothing and keeps nothing: the answer is packed in a long, so that dealing frames to
 * shards and decoding them look into a tunnel the same way. What is encrypted or compressed is no tunnel here.
 */
final class Tunnel {
    /** Tunnels within tunnels that are followed; what lies deeper is payload. */
    static final int DEPTH_MAX = 4;

    /** Labels of one stack. */
    static final int LABELS_MAX = 16;

    /** Nothing that can be looked into. */
    static final long NONE = 0;

    private static final int KIND_ETHERNET = 1;
    private static final int KIND_NETWORK = 2;

    private static final int GRE = 0,
            ERSPAN = 1,
            VXLAN = 2,
            GENEVE = 3,
            GTP = 4,
            MPLS = 5,
            IPIP = 6,
            SIX_IN_4 = 7,
            TEREDO = 8;
    private static final int ETHERIP = 9, PPPOE = 10;
    private static final String[] NAMES = {
        "gre", "erspan", "vxlan", "geneve", "gtp", "mpls", "ipip", "6in4", "teredo", "etherip", "pppoe"
    };
    private static final String[] KEYS = {"key", "session", "vni", "vni", "teid", "label", "", "", "", "", "session"};

    private static final int TYPE_MPLS = 0x8847, TYPE_MPLS_GROUP = 0x8848, TYPE_PPPOE = 0x8864;
    private static final int TYPE_BRIDGED = 0x6558,
            TYPE_ERSPAN = 0x88BE,
            TYPE_ERSPAN3 = 0x22EB,
            TYPE_PPP = 0x880B,
            TYPE_WCCP = 0x883E;
    private static final int PROTOCOL_IPIP = 4,
            PROTOCOL_IPV6 = 41,
            PROTOCOL_GRE = 47,
            PROTOCOL_IPIP_OLD = 94,
            PROTOCOL_ETHERIP = 97;
    private static final int PORT_GTP = 2152,
            PORT_TEREDO = 3544,
            PORT_VXLAN = 4789,
            PORT_GENEVE = 6081,
            PORT_VXLAN_LINUX = 8472;
    private static final int GRE_CHECKSUM = 0x8000,
            GRE_ROUTING = 0x4000,
            GRE_KEY = 0x2000,
            GRE_SEQUENCE = 0x1000,
            GRE_ACK = 0x80;
    private static final int ETHERNET_BYTES = 14;
    private static final int IPV4_BYTES = 20;
    private static final int IPV6_BYTES = 40;
    private static final int LABEL_ASSOCIATED_CHANNEL = 13;
    private static final long TEREDO_PREFIX = 0x2001_0000L;

    private Tunnel() {}

    /** In a frame of this EtherType, whose payload is {@code data[at, end)}. */
    static long inEthernet(int etherType, byte[] data, int at, int end) {
        return switch (etherType) {
            case TYPE_MPLS, TYPE_MPLS_GROUP -> mpls(data, at, at, end, MPLS);
            case TYPE_PPPOE -> pppoe(data, at, end);
            default -> NONE;
        };
    }

    /** In an IP datagram of this protocol, not in a fragment. */
    static long inIp(int protocol, byte[] data, int at, int end) {
        return switch (protocol) {
            case PROTOCOL_IPIP, PROTOCOL_IPIP_OLD -> network(data, at, at, end, Link.IPV4, IPIP);
            case PROTOCOL_IPV6 -> network(data, at, at, end, Link.IPV6, SIX_IN_4);
            case PROTOCOL_GRE -> gre(data, at, end);
            case PROTOCOL_ETHERIP ->
                at + 2 <= end && Octets.u16(data, at) == 0x3000 ? ethernet(at, at + 2, end, 0, ETHERIP) : NONE;
            default -> NONE;
        };
    }

    /** In the UDP datagram whose header begins at {@code at}. */
    static long inUdp(byte[] data, int at, int end) {
        int payload = at + Udp.HEADER_BYTES;
        if (payload + 8 > end) return NONE;
        int from = Octets.u16(data, at);
        int to = Octets.u16(data, at + 2);
        int head = Octets.i32(data, payload);
        if (to == PORT_VXLAN || to == PORT_VXLAN_LINUX)
            return (head >>> 24 & 0x08) != 0 ? ethernet(at, payload + 8, end, 0, VXLAN) : NONE;
        if (head == 0x0800_0000) return vxlanElsewhere(data, at, payload, end);
        if (to == PORT_GENEVE) return geneve(data, at, payload, end);
        if (to == PORT_GTP || from == PORT_GTP) return gtp(data, at, payload, end);
        return head >>> 28 == 6 || head >>> 17 == 0 ? teredo(data, at, payload, end) : NONE;
    }

    static boolean isEthernet(long inside) {
        return kind(inside) == KIND_ETHERNET;
    }

    private static int kind(long inside) {
        return (int) (inside >>> 28) & 3;
    }

    /** EtherType of what is inside, where that is no Ethernet frame. */
    static int type(long inside) {
        return (int) inside & 0xFFFF;
    }

    /** VLAN of what is inside, as the tunnel's header tells it, or 0. */
    static int vlan(long inside) {
        return (int) (inside >>> 16) & 0xFFF;
    }

    /** Where it begins, counted from the header that was asked. */
    static int offset(long inside) {
        return (int) (inside >>> 32) & 0xFF_FFFF;
    }

    /** The hardware addresses of the frame are still those of what is inside. */
    static boolean keepsLink(long inside) {
        int service = service(inside);
        return service == MPLS || service == PPPOE;
    }

    private static int service(long inside) {
        return (int) (inside >>> 56);
    }

    /** Name of the tunnel's protocol, which is the service of the carrying flow. */
    static String name(long inside) {
        return NAMES[service(inside)];
    }

    /** What tells one tunnel between two addresses from another: {@code vni 100}; empty where nothing does. */
    static String key(long inside, byte[] data, int at) {
        int payload = at + Udp.HEADER_BYTES;
        long key = switch (service(inside)) {
            case GRE -> greKey(data, at);
            // Version I has no header of its own.
            case ERSPAN -> (data[at] & 0x10) == 0 ? -1 : Octets.u16(data, erspan(data, at) + 2) & 0x3FF;
            case VXLAN, GENEVE -> Octets.u32(data, payload + 4) >>> 8;
            case GTP -> Octets.u32(data, payload + 4);
            case MPLS -> Octets.u32(data, at) >>> 12;
            case PPPOE -> Octets.u16(data, at + 2);
            default -> -1;
        };
        return key < 0 ? "" : KEYS[service(inside)] + " " + key;
    }

    private static long pack(int kind, int service, int vlan, int type, int offset) {
        return (long) service << 56 | (long) offset << 32 | (long) kind << 28 | (long) vlan << 16 | type;
    }

    private static long ethernet(int base, int at, int end, int vlan, int service) {
        return at + ETHERNET_BYTES <= end ? pack(KIND_ETHERNET, service, vlan, 0, at - base) : NONE;
    }

    /** An IP header of the version promised must be there. */
    private static long network(byte[] data, int base, int at, int end, int type, int service) {
        boolean there = switch (type) {
            case Link.IPV4 -> at + IPV4_BYTES <= end && data[at] >>> 4 == 4 && (data[at] & 0xF) >= 5;
            case Link.IPV6 -> at + IPV6_BYTES <= end && (data[at] & 0xF0) == 0x60;
            default -> false;
        };
        return there ? pack(KIND_NETWORK, service, 0, type, at - base) : NONE;
    }

    private static long gre(byte[] data, int base, int end) {
        if (base + 4 > end) return NONE;
        int flags = Octets.u16(data, base);
        int type = Octets.u16(data, base + 2);
        int at = greHeader(flags, base);
        if (at < 0 || at + 4 > end) return NONE;
        return switch (type) {
            case Link.IPV4, Link.IPV6 -> network(data, base, at, end, type, GRE);
            case TYPE_BRIDGED -> ethernet(base, at, end, 0, GRE);
            case TYPE_MPLS, TYPE_MPLS_GROUP -> mpls(data, base, at, end, GRE);
            case TYPE_PPP -> ppp(data, base, at, end, GRE);
            // A redirect header before the datagram, in the second version.
            case TYPE_WCCP -> network(data, base, data[at] >>> 4 == 4 ? at : at + 4, end, Link.IPV4, GRE);
            case TYPE_ERSPAN -> {
                boolean first = (flags & GRE_SEQUENCE) == 0;
                yield first
                        ? ethernet(base, at, end, 0, ERSPAN)
                        : ethernet(base, at + 8, end, Octets.u16(data, at) & 0xFFF, ERSPAN);
            }
            case TYPE_ERSPAN3 -> erspan3(data, base, at, end);
            default -> NONE;
        };
    }

    /** Where the header ends, or -1 if it cannot be read. */
    private static int greHeader(int flags, int base) {
        int version = flags & 7;
        if (version > 1 || (flags & GRE_ROUTING) != 0) return -1;
        int at = base + 4;
        if ((flags & GRE_CHECKSUM) != 0) at += 4;
        if ((flags & GRE_KEY) != 0) at += 4;
        if ((flags & GRE_SEQUENCE) != 0) at += 4;
        if (version == 1 && (flags & GRE_ACK) != 0) at += 4;
        return at;
    }

    private static long greKey(byte[] data, int base) {
        int flags = Octets.u16(data, base);
        if ((flags & GRE_KEY) == 0) return -1;
        int at = base + ((flags & GRE_CHECKSUM) != 0 ? 8 : 4);
        return (flags & 7) == 1 ? Octets.u16(data, at + 2) : Octets.u32(data, at);
    }

    private static int erspan(byte[] data, int base) {
        return greHeader(Octets.u16(data, base), base);
    }

    private static long erspan3(byte[] data, int base, int at, int end) {
        if (at + 12 > end) return NONE;
        int tail = Octets.u16(data, at + 10);
        int frame = at + ((tail & 1) != 0 ? 20 : 12);
        int vlan = Octets.u16(data, at) & 0xFFF;
        // Frame type: 0 Ethernet, 2 IP without a link header.
        return switch (tail >>> 10 & 0x1F) {
            case 0 -> ethernet(base, frame, end, vlan, ERSPAN);
            case 2 -> network(data, base, frame, end, version(data, frame, end), ERSPAN);
            default -> NONE;
        };
    }

    private static int version(byte[] data, int at, int end) {
        if (at >= end) return 0;
        int version = data[at] >>> 4 & 0xF;
        return version == 4 ? Link.IPV4 : version == 6 ? Link.IPV6 : 0;
    }

    /** On another port it is believed when the datagram within fills the one without exactly. */
    private static long vxlanElsewhere(byte[] data, int base, int payload, int end) {
        int frame = payload + 8;
        int inner = frame + ETHERNET_BYTES;
        if (data[payload + 7] != 0 || inner + IPV4_BYTES > end) return NONE;
        int left = Octets.u16(data, base + 4) - Udp.HEADER_BYTES - 8 - ETHERNET_BYTES;
        int type = Octets.u16(data, frame + 12);
        boolean exact = type == Link.IPV4 && data[inner] == 0x45 && Octets.u16(data, inner + 2) == left
                || type == Link.IPV6 && Octets.u16(data, inner + 4) + IPV6_BYTES == left;
        return exact ? ethernet(base, frame, end, 0, VXLAN) : NONE;
    }

    private static long geneve(byte[] data, int base, int payload, int end) {
        int options = (data[payload] & 0x3F) * 4;
        if ((data[payload] & 0xC0) != 0 || data[payload + 7] != 0) return NONE;
        int at = payload + 8 + options;
        int type = Octets.u16(data, payload + 2);
        return type == TYPE_BRIDGED ? ethernet(base, at, end, 0, GENEVE) : network(data, base, at, end, type, GENEVE);
    }

    /** G-PDUs only; version 1, with the optional part and its extension headers. */
    private static long gtp(byte[] data, int base, int payload, int end) {
        if ((data[payload] & 0xF0) != 0x30 || (data[payload + 1] & 0xFF) != 0xFF) return NONE;
        int at = payload + 8;
        if ((data[payload] & 7) != 0) {
            at += 4;
            for (int count = 0; count < Ip.EXTENSIONS_MAX && at < end && data[at - 1] != 0; count++)
                at += Math.max(1, data[at] & 0xFF) * 4;
        }
        return network(data, base, at, end, version(data, at, end), GTP);
    }

    /** Authentication and origin indication may stand before the IPv6 packet, which must be exactly as long as what is left. */
    private static long teredo(byte[] data, int base, int payload, int end) {
        int at = payload;
        if (Octets.u16(data, at) == 1) at += 4 + (data[at + 2] & 0xFF) + (data[at + 3] & 0xFF) + 9;
        if (at + 8 <= end && Octets.u16(data, at) == 0) at += 8;
        if (at + IPV6_BYTES > end || (data[at] & 0xF0) != 0x60) return NONE;
        int length = Octets.u16(data, base + 4) - (at - base);
        if (Octets.u16(data, at + 4) + IPV6_BYTES != length) return NONE;
        boolean usual = Octets.u16(data, base) == PORT_TEREDO || Octets.u16(data, base + 2) == PORT_TEREDO;
        boolean addressed = Octets.u32(data, at + 8) == TEREDO_PREFIX || Octets.u32(data, at + 24) == TEREDO_PREFIX;
        return usual || addressed ? network(data, base, at, end, Link.IPV6, TEREDO) : NONE;
    }

    private static long mpls(byte[] data, int base, int stack, int end, int service) {
        int at = stack;
        for (int labels = 0; labels < LABELS_MAX && at + 4 <= end; labels++) {
            int entry = Octets.i32(data, at);
            at += 4;
            if ((entry >>> 8 & 1) == 0) continue;
            if (entry >>> 12 == LABEL_ASSOCIATED_CHANNEL || at >= end) return NONE;
            long ip = network(data, base, at, end, version(data, at, end), service);
            if (ip != NONE && !looksEthernet(data, at, end)) return ip;
            // A control word of a pseudowire begins with four zero bits.
            boolean controlled = data[at] >>> 4 == 0 && looksEthernet(data, at + 4, end);
            if (controlled) return ethernet(base, at + 4, end, 0, service);
            return looksEthernet(data, at, end) ? ethernet(base, at, end, 0, service) : NONE;
        }
        return NONE;
    }

    /** Nothing in the label says what follows it, so the type where Ethernet has one must be a common one. */
    private static boolean looksEthernet(byte[] data, int at, int end) {
        if (at + ETHERNET_BYTES > end) return false;
        return switch (Octets.u16(data, at + 12)) {
            case Link.IPV4, Link.IPV6, Link.ARP, 0x8100, 0x88A8, 0x88CC, 0x8892, 0x88B8, 0x88BA, 0x88F7 -> true;
            default -> false;
        };
    }

    private static long pppoe(byte[] data, int base, int end) {
        boolean session = base + 8 <= end && data[base] == 0x11 && data[base + 1] == 0;
        return session ? ppp(data, base, base + 6, end, PPPOE) : NONE;
    }

    /** Address and control may be left out, the protocol may be one octet: RFC 1661 section 6.5, 6.6. */
    private static long ppp(byte[] data, int base, int start, int end, int service) {
        int at = start;
        if (at + 4 > end) return NONE;
        if (Octets.u16(data, at) == 0xFF03) at += 2;
        boolean one = (data[at] & 1) == 1;
        int protocol = one ? data[at] & 0xFF : Octets.u16(data, at);
        at += one ? 1 : 2;
        return switch (protocol) {
            case 0x21 -> network(data, base, at, end, Link.IPV4, service);
            case 0x57 -> network(data, base, at, end, Link.IPV6, service);
            case 0x281 -> mpls(data, base, at, end, service);
            default -> NONE;
        };
    }
}
