package dev.postern.wire.it.lldp;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * TLVs of organisations: IEEE 802.1 (802.1Q annex D), 802.3 (802.3 clause 79), TIA-1057 (media endpoints with their inventory), PROFINET (IEC
 * 61158-6-10). Keeps at most {@link #VLANS_MAX} names of VLANs, and of others the organisation's number.
 */
final class Organisations {
    static final int VLANS_MAX = 32;
    static final int UNREAD_MAX = 16;
    private static final int BRIDGING = 0x0080C2, ETHERNET = 0x00120F, MEDIA = 0x0012BB, PROFINET = 0x000ECF;
    private static final double CONFIDENCE = 0.9;
    private static final Attribute[] INVENTORY = {
        Attribute.NOTE, Attribute.FIRMWARE, Attribute.SOFTWARE, Attribute.SERIAL, Attribute.VENDOR, Attribute.MODEL
    };
    private static final String[] INVENTORY_NAMES = {
        "hardware", "firmware", "software", "serial", "manufacturer", "model"
    };
    private static final int INVENTORY_FIRST = 5, INVENTORY_ASSET = 11;

    private long vlan = -1;
    private long mau = -1;
    private long frameBytesMax = -1;
    private long deviceClass = -1;
    private String asset;
    private String alias;
    private String ring;
    private String profinetChassis;
    private final List<Object> vlanNames = new ArrayList<>();
    private final List<Object> unread = new ArrayList<>();
    private final String[] inventory = new String[INVENTORY.length];

    /** One TLV from its organisation's number on. */
    void read(Bytes pending, int at, int length) {
        if (length < 4) return;
        int subtype = pending.u8(at + 3);
        int body = at + 4;
        int count = length - 4;
        switch (pending.u24(at)) {
            case BRIDGING -> bridging(pending, subtype, body, count);
            case ETHERNET -> {
                if (subtype == 1 && count >= 5) mau = pending.u16(body + 3);
                if (subtype == 4 && count >= 2) frameBytesMax = pending.u16(body);
            }
            case MEDIA -> media(pending, subtype, body, count);
            case PROFINET -> {
                if (subtype == 3) alias = pending.ascii(body, count);
                if (subtype == 4 && count >= 16) ring = pending.hex(body, 16);
                if (subtype == 5 && count >= 6) profinetChassis = Address.macText(pending.u48(body));
            }
            default -> {
                if (unread.size() < UNREAD_MAX) unread.add(pending.hex(at, 3) + '/' + subtype);
            }
        }
    }

    private void bridging(Bytes pending, int subtype, int body, int count) {
        if (subtype == 1 && count >= 2) vlan = pending.u16(body);
        boolean named = subtype == 3 && count >= 3 && vlanNames.size() < VLANS_MAX;
        if (named)
            vlanNames.add(pending.u16(body) + " " + pending.ascii(body + 3, Math.min(count - 3, pending.u8(body + 2))));
    }

    private void media(Bytes pending, int subtype, int body, int count) {
        if (subtype == 1 && count >= 3) deviceClass = pending.u8(body + 2);
        int item = subtype - INVENTORY_FIRST;
        if (item >= 0 && item < inventory.length) inventory[item] = pending.ascii(body, count);
        if (subtype == INVENTORY_ASSET) asset = pending.ascii(body, count);
    }

    void fields(Turn.Draft draft) {
        draft.field("port_vlan", vlan < 0 ? null : vlan)
                .field("vlans", vlanNames.isEmpty() ? null : vlanNames)
                .field("mau_type", mau < 0 ? null : mau)
                .field("frame_bytes_max", frameBytesMax < 0 ? null : frameBytesMax)
                .field("device_class", deviceClass < 0 ? null : deviceClass);
        for (int i = 0; i < inventory.length; i++) draft.field(INVENTORY_NAMES[i], inventory[i]);
        draft.field("asset", asset)
                .field("alias", alias)
                .field("ring_domain", ring)
                .field("profinet_chassis", profinetChassis)
                .field("unread", unread.isEmpty() ? null : unread);
    }

    void identities(Turn turn) {
        Address subject = turn.source();
        // The hardware's revision and the asset's number have no attribute of their own.
        for (int i = 1; i < inventory.length; i++) turn.identity(subject, INVENTORY[i], inventory[i], CONFIDENCE);
        if (inventory[0] != null) turn.identity(subject, INVENTORY[0], "hardware " + inventory[0], CONFIDENCE);
        if (asset != null) turn.identity(subject, Attribute.NOTE, "asset " + asset, CONFIDENCE);
        turn.identity(subject, Attribute.ADDRESS, profinetChassis, CONFIDENCE);
        if (alias != null) turn.identity(subject, Attribute.NOTE, "alias " + alias, CONFIDENCE);
    }
}
