package dev.postern.wire.ot.profinet;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/** The blocks of one DCP frame. What comes before the value differs: a filter has nothing, a set its qualifier, an answer the block info. */
final class DcpBlocks {
    private static final int IP = 1, DEVICE = 2, DHCP = 3, CONTROL = 5;
    private static final int MAC_ADDRESS = 1;
    private static final int TYPE = 1, STATION = 2, DEVICE_ID = 3, ROLE = 4, ALIAS = 6;
    private static final int START = 1, END = 2, SIGNAL = 3, RESPONSE = 4, FACTORY_RESET = 5, RESET_TO_FACTORY = 6;
    private static final int HEADER_BYTES = 4;
    private static final double CONFIDENCE = 0.95;
    private static final String UNSET = "0.0.0.0";
    private static final String[] ROLES = {"io device", "io controller", "io multidevice", "io supervisor"};

    /** What a set does, gravest last. */
    enum Change {
        OTHER("set", Verb.CONFIGURE),
        SIGNAL("signal", Verb.DIAGNOSE),
        DHCP("set dhcp", Verb.CONFIGURE),
        IP("set ip parameter", Verb.CONFIGURE),
        NAME("set name of station", Verb.CONFIGURE),
        FACTORY_RESET("factory reset", Verb.FACTORY_RESET),
        RESET_TO_FACTORY("reset to factory", Verb.FACTORY_RESET);

        final String operation;
        final Verb verb;

        Change(String operation, Verb verb) {
            this.operation = operation;
            this.verb = verb;
        }
    }

    private final Bytes bytes;
    private final int end;
    private final int service;
    private final boolean request;
    private final List<Object> options = new ArrayList<>();
    private Change gravest;
    private long refused = -1;
    private long qualifier = -1;
    private long info = -1;
    private String name;
    private String alias;
    private String type;
    private String address;
    private String mask;
    private String gateway;
    private long vendor = -1;
    private long device = -1;
    private long role = -1;

    DcpBlocks(Bytes bytes, int end, int service, boolean request) {
        this.bytes = bytes;
        this.end = end;
        this.service = service;
        this.request = request;
    }

    /** @return where a block ends early, or -1 */
    int read() {
        int at = Dcp.FIRST_BLOCK;
        if (request && service == Dcp.GET) {
            for (int i = 0; i < Dcp.BLOCKS_MAX && at + 2 <= end; i++, at += 2) options.add(option(at));
            return -1;
        }
        for (int i = 0; i < Dcp.BLOCKS_MAX && at < end; i++) {
            int length = bytes.u16(at + 2);
            if (at + HEADER_BYTES + length > end) return at;
            options.add(option(at));
            block(at, length);
            at += HEADER_BYTES + length + (length & 1);
        }
        return -1;
    }

    private String option(int at) {
        return bytes.u8(at) + "." + bytes.u8(at + 1);
    }

    private void block(int at, int length) {
        int option = bytes.u8(at);
        int suboption = bytes.u8(at + 1);
        boolean filter = service == Dcp.IDENTIFY && request;
        int value = at + HEADER_BYTES;
        if (option == CONTROL && suboption == RESPONSE) {
            long error = bytes.u8(value + 2);
            options.set(options.size() - 1, option(value));
            if (error != 0) refused = error;
            return;
        }
        if (!filter && length >= 2) {
            if (service == Dcp.SET) qualifier = Math.max(qualifier, bytes.u16(value));
            else if (option == IP) info = bytes.u16(value);
            value += 2;
            length -= 2;
        }
        if (service == Dcp.SET) grave(option, suboption);
        if (option == IP && suboption != MAC_ADDRESS) ip(value, length);
        else if (option == DEVICE) device(suboption, value, length);
    }

    private void grave(int option, int suboption) {
        Change change = switch (option) {
            case IP -> Change.IP;
            case DHCP -> Change.DHCP;
            case DEVICE -> suboption == STATION ? Change.NAME : Change.OTHER;
            case CONTROL -> control(suboption);
            default -> Change.OTHER;
        };
        if (change != null && (gravest == null || change.compareTo(gravest) > 0)) gravest = change;
    }

    private static Change control(int suboption) {
        return switch (suboption) {
            case START, END -> null;
            case SIGNAL -> Change.SIGNAL;
            case FACTORY_RESET -> Change.FACTORY_RESET;
            case RESET_TO_FACTORY -> Change.RESET_TO_FACTORY;
            default -> Change.OTHER;
        };
    }

    private void ip(int at, int length) {
        if (length < 12) return;
        address = Address.ipv4(bytes.i32(at)).toString();
        mask = Address.ipv4(bytes.i32(at + 4)).toString();
        gateway = Address.ipv4(bytes.i32(at + 8)).toString();
    }

    private void device(int suboption, int at, int length) {
        switch (suboption) {
            case TYPE -> type = bytes.ascii(at, length);
            case STATION -> name = bytes.ascii(at, length);
            case DEVICE_ID -> {
                if (length < 4) return;
                vendor = bytes.u16(at);
                device = bytes.u16(at + 2);
            }
            case ROLE -> role = length > 0 ? bytes.u8(at) : -1;
            case ALIAS -> alias = bytes.ascii(at, length);
            default -> {}
        }
    }

    /** Null for a set that only begins or ends a transaction. */
    Change gravest() {
        return gravest;
    }

    boolean refused() {
        return refused >= 0;
    }

    /** Whom an identify request looks for; {@code all} without a filter by name or device. */
    String asked() {
        if (name != null) return name;
        if (alias != null) return alias;
        return device >= 0 ? "vendor " + vendor + " device " + device : "all";
    }

    void fill(Turn.Draft draft) {
        draft.field("options", options)
                .field("qualifier", known(qualifier))
                .field("error", known(refused))
                .field("name", name)
                .field("alias", alias)
                .field("type", type)
                .field("vendor_id", known(vendor))
                .field("device_id", known(device))
                .field("role", known(role))
                .field("ip_status", known(info))
                .field("ip", address)
                .field("mask", mask)
                .field("gateway", gateway);
    }

    private static Object known(long value) {
        return value < 0 ? null : (Object) value;
    }

    /** What an answer or a hello says about the station that sent it. */
    void tell(Turn turn, Address station) {
        turn.identity(station, Attribute.NAME, name, CONFIDENCE);
        turn.identity(station, Attribute.MODEL, type, CONFIDENCE);
        turn.identity(station, Attribute.NOTE, alias, CONFIDENCE);
        if (address != null && !UNSET.equals(address)) turn.identity(station, Attribute.ADDRESS, address, CONFIDENCE);
        if (vendor >= 0) turn.identity(station, Attribute.VENDOR, Vendor.name((int) vendor), CONFIDENCE);
        for (int bit = 0; bit < ROLES.length; bit++)
            if (role >= 0 && (role >> bit & 1) != 0) turn.identity(station, Attribute.ROLE, ROLES[bit], CONFIDENCE);
    }
}
