package dev.postern.wire.it.cdp;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * What a device of Cisco's world tells its neighbours; an identity of the sending hardware address. The neighbours in its flow, VTP, DTP and
 * UDLD, are told by name and domain. Reads at most {@link #TLVS_MAX} TLVs and {@link #ADDRESSES_MAX} addresses.
 */
public final class CdpDissector implements Dissector {
    static final int SNAP = 0xAAAA;
    static final int TLVS_MAX = 64;
    static final int ADDRESSES_MAX = 16;
    private static final long CISCO = 0x0300_000CL;
    private static final int KIND = 6, CDP = 0x2000, VTP = 0x2003, DTP = 0x2004, UDLD = 0x0111;
    private static final int VERSION = 8, TIME_TO_LIVE = 9, TLVS = 12;
    private static final int TRUNK_TLVS = 9, TRUNK_SENDER = 4;
    private static final int DEVICE = 1, ADDRESSES = 2, PORT = 3, CAPABILITIES = 4, SOFTWARE = 5, PLATFORM = 6;
    private static final int VTP_DOMAIN = 9,
            NATIVE_VLAN = 0xA,
            DUPLEX = 0xB,
            NAME = 0x14,
            MANAGEMENT = 0x16,
            LOCATION = 0x17;
    private static final long IPV4_PROTOCOL = 0x0101_CCL;
    private static final double CONFIDENCE = 0.9;
    private static final String[] CAPABILITY_NAMES = {
        "router",
        "bridge",
        "source route bridge",
        "switch",
        "host",
        "igmp",
        "repeater",
        "telephone",
        "remote",
        "cvta",
        "two-port relay"
    };

    /** What the TLVs of one frame said. */
    private static final class Told {
        private String device = "";
        private String port = "";
        private String platform;
        private String software;
        private String name;
        private String domain;
        private String location;
        private long capabilities = -1;
        private long nativeVlan = -1;
        private long duplex = -1;
        private final List<Object> addresses = new ArrayList<>();
        private final List<Object> management = new ArrayList<>();
    }

    @Override
    public String protocol() {
        return "cdp";
    }

    /** The port of every SNAP frame with an organisation's own code: no evidence. */
    @Override
    public boolean usualPort(Transport transport, int port) {
        return false;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.ETHERNET;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (pending.u16(0) != SNAP || pending.u32(2) != CISCO || !pending.has(0, TLVS)) return Recognition.NOT;
        int kind = pending.u16(KIND);
        if (kind == CDP) {
            boolean first = pending.u16(TLVS) == DEVICE && pending.u16(TLVS + 2) > 4;
            return first && pending.u8(VERSION) <= 2 ? Recognition.CERTAIN : Recognition.NOT;
        }
        return kind == VTP || kind == DTP || kind == UDLD ? Recognition.CERTAIN : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        switch (pending.u16(KIND)) {
            case CDP -> announcement(pending, turn);
            case VTP -> trunk(pending, turn);
            case DTP -> tagged(pending, turn, "dtp", TRUNK_TLVS);
            case UDLD -> tagged(pending, turn, "udld", TLVS);
            default -> {
                return LOST;
            }
        }
        return Math.max(1, pending.length());
    }

    private static void announcement(Bytes pending, Turn turn) {
        Told told = new Told();
        int at = TLVS;
        for (int count = 0; pending.has(at, 4); count++) {
            int length = pending.u16(at + 2);
            if (length < 4 || !pending.has(at, length)) {
                turn.malformed("tlv ends early", at);
                break;
            }
            if (count == TLVS_MAX) {
                turn.malformed("too many tlvs", at);
                break;
            }
            read(pending, pending.u16(at), at + 4, length - 4, told);
            at += length;
        }
        emit(pending, turn, told);
    }

    private static void read(Bytes pending, int type, int at, int length, Told told) {
        switch (type) {
            case DEVICE -> told.device = pending.ascii(at, length);
            case ADDRESSES -> addresses(pending, at, length, told.addresses);
            case PORT -> told.port = pending.ascii(at, length);
            case CAPABILITIES -> told.capabilities = length >= 4 ? pending.u32(at) : -1;
            case SOFTWARE -> told.software = pending.lines(at, length);
            case PLATFORM -> told.platform = pending.ascii(at, length);
            case VTP_DOMAIN -> told.domain = pending.ascii(at, length);
            case NATIVE_VLAN -> told.nativeVlan = length >= 2 ? pending.u16(at) : -1;
            case DUPLEX -> told.duplex = length >= 1 ? pending.u8(at) : -1;
            case NAME -> told.name = pending.ascii(at, length);
            case MANAGEMENT -> addresses(pending, at, length, told.management);
            // A kind in one octet stands before the text.
            case LOCATION -> told.location = length > 1 ? pending.ascii(at + 1, length - 1) : null;
            default -> {}
        }
    }

    private static void addresses(Bytes pending, int start, int length, List<Object> to) {
        int at = start + 4;
        int end = start + length;
        for (int i = 0; i < ADDRESSES_MAX && at + 5 <= end; i++) {
            int protocolBytes = pending.u8(at + 1);
            int sizeAt = at + 2 + protocolBytes;
            int size = pending.u16(sizeAt);
            if (sizeAt + 2 + size > end) return;
            if (size == 4 && pending.u24(at) == IPV4_PROTOCOL)
                to.add(Address.ipv4(pending.i32(sizeAt + 2)).toString());
            else if (size == 16)
                to.add(Address.ipv6(pending.i64(sizeAt + 2), pending.i64(sizeAt + 10))
                        .toString());
            at = sizeAt + 2 + size;
        }
    }

    private static void emit(Bytes pending, Turn turn, Told told) {
        List<Object> roles = told.capabilities < 0 ? List.of() : names(told.capabilities);
        Turn.Draft draft = turn.message("announce", Verb.IDENTIFY, Outcome.NOTICE)
                .unit(told.port)
                .target(told.device)
                .field("version", (long) pending.u8(VERSION))
                .field("ttl_seconds", (long) pending.u8(TIME_TO_LIVE))
                .field("device", told.device)
                .field("port", told.port)
                .field("platform", told.platform)
                .field("software", told.software)
                .field("system_name", told.name)
                .field("vtp_domain", told.domain)
                .field("location", told.location)
                .field("capabilities", told.capabilities < 0 ? null : roles)
                .field("native_vlan", told.nativeVlan < 0 ? null : told.nativeVlan)
                .field("duplex", told.duplex < 0 ? null : told.duplex == 1 ? "full" : "half")
                .field("addresses", told.addresses.isEmpty() ? null : told.addresses)
                .field("management_addresses", told.management.isEmpty() ? null : told.management);
        draft.emit();
        Address subject = turn.source();
        turn.identity(subject, Attribute.NAME, told.name != null ? told.name : told.device, CONFIDENCE);
        turn.identity(subject, Attribute.MODEL, told.platform, CONFIDENCE);
        turn.identity(subject, Attribute.SOFTWARE, told.software, CONFIDENCE);
        turn.identity(subject, Attribute.NOTE, told.location, CONFIDENCE);
        for (Object address : told.addresses) turn.identity(subject, Attribute.ADDRESS, address.toString(), CONFIDENCE);
        if (!roles.isEmpty()) turn.identity(subject, Attribute.TYPE, role(roles), CONFIDENCE);
    }

    private static List<Object> names(long bits) {
        List<Object> names = new ArrayList<>();
        for (int i = 0; i < CAPABILITY_NAMES.length; i++) if ((bits >> i & 1) == 1) names.add(CAPABILITY_NAMES[i]);
        return names;
    }

    private static String role(List<Object> capabilities) {
        return capabilities.contains("switch")
                ? "switch"
                : capabilities.getFirst().toString();
    }

    /** Version, code, followers, length of the domain, the domain in 32 octets. */
    private static void trunk(Bytes pending, Turn turn) {
        int length = Math.min(32, pending.u8(11));
        turn.message("code " + pending.u8(9), Verb.CONFIGURE, Outcome.NOTICE)
                .protocol("vtp")
                .target("domain " + pending.ascii(TLVS, length))
                .field("version", (long) pending.u8(VERSION))
                .field("code", (long) pending.u8(9))
                .emit();
    }

    /** TLVs as those of CDP, their length with the header; the first kind says who speaks, or in which domain. */
    private static void tagged(Bytes pending, Turn turn, String protocol, int start) {
        String who = "";
        String sender = null;
        int at = start;
        for (int count = 0; count < TLVS_MAX && pending.has(at, 4); count++) {
            int length = pending.u16(at + 2);
            if (length < 4 || !pending.has(at, length)) break;
            if (pending.u16(at) == DEVICE) who = pending.ascii(at + 4, length - 4);
            if (pending.u16(at) == TRUNK_SENDER && length == 10) sender = Address.macText(pending.u48(at + 4));
            at += length;
        }
        turn.message("announce", Verb.REPORT, Outcome.NOTICE)
                .protocol(protocol)
                .target(who)
                .field("sender", sender)
                .emit();
    }
}
