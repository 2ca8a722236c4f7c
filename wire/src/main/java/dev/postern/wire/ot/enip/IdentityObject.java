package dev.postern.wire.ot.enip;

import dev.postern.model.Address;
import dev.postern.model.Identity;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * What a device says of itself: identity object, class 1, volume 1 section 5-2, or its item in the answer to ListIdentity. -1 and null are
 * not said. A module behind a route is not the device at the address.
 */
final class IdentityObject {
    private static final double CONFIDENCE = 0.95;
    private static final int LISTED_OBJECT = 18, LISTED_ADDRESS = 6;

    private int vendor = -1;
    private int type = -1;
    private int code = -1;
    private int major = -1;
    private int minor = -1;
    private int status = -1;
    private long serial = -1;
    private String name;
    private int address;

    private IdentityObject() {}

    /** Protocol version(2), socket address(16, network order), attributes 1 to 7, state(1). */
    static IdentityObject ofListing(Bytes item) {
        IdentityObject identity = new IdentityObject();
        identity.address = item.i32(LISTED_ADDRESS);
        identity.all(item, LISTED_OBJECT);
        return identity;
    }

    /** Null if too short. */
    static IdentityObject ofAll(Bytes data) {
        if (data.length() < 15) return null;
        IdentityObject identity = new IdentityObject();
        identity.all(data, 0);
        return data.overrun() ? null : identity;
    }

    private void all(Bytes data, int from) {
        int at = from;
        for (int attribute = 1; attribute <= 7; attribute++) at += attribute(attribute, data, at);
    }

    /** Count, then of each attribute its number, status and value; ends at the first of unknown size. */
    static IdentityObject ofList(Bytes data) {
        IdentityObject identity = new IdentityObject();
        int count = data.u16le(0);
        int at = 2;
        for (int i = 0; i < count && data.has(at, 4); i++) {
            boolean given = data.u16le(at + 2) == 0;
            int size = given ? identity.attribute(data.u16le(at), data, at + 4) : 0;
            if (given && size == 0) break;
            at += 4 + size;
        }
        return data.overrun() || identity.saysNothing() ? null : identity;
    }

    static IdentityObject ofSingle(int attribute, Bytes data) {
        IdentityObject identity = new IdentityObject();
        int size = identity.attribute(attribute, data, 0);
        return size == 0 || data.overrun() ? null : identity;
    }

    /** Reads one attribute; returns its octets, 0 if its size is not known. */
    private int attribute(int number, Bytes data, int at) {
        switch (number) {
            case 1 -> vendor = data.u16le(at);
            case 2 -> type = data.u16le(at);
            case 3 -> code = data.u16le(at);
            case 4 -> {
                major = data.u8(at) & 0x7F;
                minor = data.u8(at + 1);
            }
            case 5 -> status = data.u16le(at);
            case 6 -> {
                serial = data.u32le(at);
                return 4;
            }
            case 7 -> {
                name = data.ascii(at + 1, data.u8(at));
                return 1 + data.u8(at);
            }
            default -> {
                return 0;
            }
        }
        return 2;
    }

    void observe(Turn turn) {
        tell(turn, "");
        Address told = Address.ipv4(address);
        if (address != 0 && !told.equals(turn.source())) tell(turn, "", Identity.Attribute.ADDRESS, told.toString());
    }

    /** @param route ports and links to the module, as {@link CipPath#route} */
    void observeModule(String route, Turn turn) {
        tell(turn, place(route));
    }

    /** Port 1 of a rack is its backplane, and the link there is the slot: volume 1, section 3-3.7. */
    static String place(String route) {
        boolean backplane = route.startsWith("1/") && route.indexOf('/', 2) < 0;
        return backplane ? "slot " + route.substring(2) : "route " + route;
    }

    private void tell(Turn turn, String place) {
        if (vendor >= 0) tell(turn, place, Identity.Attribute.VENDOR, CipNames.vendor(vendor));
        if (type >= 0) tell(turn, place, Identity.Attribute.TYPE, CipNames.deviceType(type));
        if (name != null) tell(turn, place, Identity.Attribute.MODEL, name);
        if (major >= 0) tell(turn, place, Identity.Attribute.FIRMWARE, major + "." + minor);
        if (serial >= 0) tell(turn, place, Identity.Attribute.SERIAL, "%08x".formatted(serial));
    }

    private static void tell(Turn turn, String place, Identity.Attribute attribute, String value) {
        if (turn.<EnipState>state().learns(turn, place + attribute.name(), value))
            turn.identity(turn.source(), place, attribute, value, CONFIDENCE);
    }

    private boolean saysNothing() {
        return vendor < 0 && type < 0 && name == null && major < 0 && serial < 0 && status < 0;
    }

    /** The status word, in whose bits 8 to 11 the device says that it has a minor or major, recoverable or unrecoverable fault; or null. */
    Long status() {
        return status < 0 ? null : (Long) (long) status;
    }

    void describe(Turn.Draft draft) {
        draft.field("vendor", (long) vendor)
                .field("deviceType", (long) type)
                .field("productCode", (long) code)
                .field("revision", major + "." + minor)
                .field("serial", "%08x".formatted(serial))
                .field("deviceStatus", status())
                .field("product", name);
    }
}
