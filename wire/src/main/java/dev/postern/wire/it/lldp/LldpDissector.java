package dev.postern.wire.it.lldp;

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
 * LLDP: what a device tells its neighbours about itself; an identity of the sending hardware address. Reads at most {@link #TLVS_MAX}
 * TLVs, further ones are told as {@code cut}.
 */
public final class LldpDissector implements Dissector {
    static final int ETHER_TYPE = 0x88CC;
    static final int TLVS_MAX = 128;
    private static final int END = 0, CHASSIS = 1, PORT = 2, TIME_TO_LIVE = 3, PORT_DESCRIPTION = 4, SYSTEM_NAME = 5;
    private static final int SYSTEM_DESCRIPTION = 6, CAPABILITIES = 7, MANAGEMENT_ADDRESS = 8, ORGANISATION = 127;
    private static final int SUBTYPE_MAC_CHASSIS = 4, SUBTYPE_MAC_PORT = 3;
    private static final int SUBTYPE_NETWORK_CHASSIS = 5, SUBTYPE_NETWORK_PORT = 4;
    private static final double CONFIDENCE = 0.9;
    private static final String[] CAPABILITY_NAMES = {
        "other",
        "repeater",
        "bridge",
        "wlan access point",
        "router",
        "telephone",
        "docsis",
        "station",
        "c-vlan",
        "s-vlan",
        "two-port relay"
    };

    /** What the TLVs of one frame said. */
    private static final class Told {
        private String chassis = "";
        private String port = "";
        private String portDescription;
        private String name;
        private String description;
        private List<Object> capabilities;
        private final List<Object> management = new ArrayList<>();
        private long ttlSeconds = -1;
        private boolean cut;
        private final Organisations organisations = new Organisations();
    }

    @Override
    public String protocol() {
        return "lldp";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.ETHERNET && port == ETHER_TYPE;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.ETHERNET;
    }

    /** Chassis, port and time to live come first, in this order: clause 8.2. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int at = 0;
        for (int expected = CHASSIS; expected <= TIME_TO_LIVE; expected++) {
            int head = pending.u16(at);
            if (head >> 9 != expected || (head & 0x1FF) < 2) return Recognition.NOT;
            at += 2 + (head & 0x1FF);
        }
        return pending.has(0, at) ? Recognition.CERTAIN : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Told told = new Told();
        int at = 0;
        int count = 0;
        while (pending.has(at, 2)) {
            int type = pending.u16(at) >> 9;
            int length = pending.u16(at) & 0x1FF;
            if (type == END) break;
            if (!pending.has(at + 2, length)) {
                turn.malformed("tlv ends early", at);
                break;
            }
            if (count++ == TLVS_MAX) {
                told.cut = true;
                break;
            }
            read(pending, type, at + 2, length, told);
            at += 2 + length;
        }
        if (count < 3) turn.malformed("mandatory tlv missing", at);
        emit(turn, told);
        return Math.max(1, pending.length());
    }

    private static void read(Bytes pending, int type, int at, int length, Told told) {
        switch (type) {
            case CHASSIS -> told.chassis = id(pending, at, length, SUBTYPE_MAC_CHASSIS, SUBTYPE_NETWORK_CHASSIS);
            case PORT -> told.port = id(pending, at, length, SUBTYPE_MAC_PORT, SUBTYPE_NETWORK_PORT);
            case TIME_TO_LIVE -> told.ttlSeconds = length >= 2 ? pending.u16(at) : -1;
            case PORT_DESCRIPTION -> told.portDescription = pending.ascii(at, length);
            case SYSTEM_NAME -> told.name = pending.ascii(at, length);
            case SYSTEM_DESCRIPTION -> told.description = pending.lines(at, length);
            case CAPABILITIES -> told.capabilities = length >= 4 ? capabilities(pending.u16(at + 2)) : null;
            case MANAGEMENT_ADDRESS -> {
                int size = pending.u8(at) - 1;
                if (size >= 0 && size + 2 <= length) told.management.add(address(pending, at + 1, size));
            }
            case ORGANISATION -> told.organisations.read(pending, at, length);
            default -> {}
        }
    }

    private static String id(Bytes pending, int at, int length, int subtypeMac, int subtypeNetwork) {
        if (length < 2) return "";
        int subtype = pending.u8(at);
        if (subtype == subtypeMac && length == 7) return Address.macText(pending.u48(at + 1));
        if (subtype == subtypeNetwork) return address(pending, at + 1, length - 2);
        return pending.ascii(at + 1, length - 1);
    }

    /** An address with its IANA family number before it. */
    private static String address(Bytes pending, int at, int size) {
        int family = pending.u8(at);
        if (family == 1 && size == 4) return Address.ipv4(pending.i32(at + 1)).toString();
        if (family == 2 && size == 16)
            return Address.ipv6(pending.i64(at + 1), pending.i64(at + 9)).toString();
        if (family == 6 && size == 6) return Address.macText(pending.u48(at + 1));
        return pending.hex(at + 1, size);
    }

    private static List<Object> capabilities(int bits) {
        List<Object> names = new ArrayList<>();
        for (int i = 0; i < CAPABILITY_NAMES.length; i++) if ((bits >> i & 1) == 1) names.add(CAPABILITY_NAMES[i]);
        return names;
    }

    private static void emit(Turn turn, Told told) {
        Turn.Draft draft = turn.message("announce", Verb.IDENTIFY, Outcome.NOTICE)
                .unit(told.port)
                .target(told.chassis)
                .field("chassis", told.chassis)
                .field("port", told.port)
                .field("port_description", told.portDescription)
                .field("system_name", told.name)
                .field("system_description", told.description)
                .field("capabilities", told.capabilities);
        if (told.ttlSeconds >= 0) draft.field("ttl_seconds", told.ttlSeconds);
        if (!told.management.isEmpty()) draft.field("management_addresses", told.management);
        told.organisations.fields(draft);
        if (told.cut) draft.field("cut", true);
        draft.emit();
        Address subject = turn.source();
        turn.identity(subject, Attribute.NAME, told.name, CONFIDENCE);
        turn.identity(subject, Attribute.NOTE, told.description, CONFIDENCE);
        for (Object address : told.management)
            turn.identity(subject, Attribute.ADDRESS, address.toString(), CONFIDENCE);
        if (told.capabilities != null && !told.capabilities.isEmpty())
            turn.identity(subject, Attribute.TYPE, role(told.capabilities), CONFIDENCE);
        told.organisations.identities(turn);
    }

    private static String role(List<Object> capabilities) {
        if (capabilities.contains("router")) return "router";
        if (capabilities.contains("bridge") || capabilities.contains("c-vlan")) return "switch";
        return capabilities.getFirst().toString();
    }
}
