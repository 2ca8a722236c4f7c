package dev.postern.wire.ot.bacnet;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * The network layer, clause 6.2: who is meant behind routers, and messages of the layer itself.
 *
 * <pre>
 *   0       1        2.. if control 0x20          if control 0x08        if 0x20    if 0x80
 * +---+---------+-----------------------------+-----------------------+-----------+--------------+
 * | 1 | control | DNET (2) DLEN (1) DADR      | SNET (2) SLEN (1) SADR| hop count | message type | APDU or data
 * +---+---------+-----------------------------+-----------------------+-----------+--------------+
 * </pre>
 */
final class Npdu {
    private static final int CONTROL_MESSAGE = 0x80,
            CONTROL_RESERVED = 0x50,
            CONTROL_DESTINATION = 0x20,
            CONTROL_SOURCE = 0x08;
    private static final int PROPRIETARY = 0x80;
    private static final int NETWORKS_MAX = 256;
    private static final String[] MESSAGES = {
        "who-is-router-to-network",
        "i-am-router-to-network",
        "i-could-be-router-to-network",
        "reject-message-to-network",
        "router-busy-to-network",
        "router-available-to-network",
        "initialize-routing-table",
        "initialize-routing-table-ack",
        "establish-connection-to-network",
        "disconnect-connection-to-network",
        "challenge-request",
        "security-payload",
        "security-response",
        "request-key-update",
        "update-key-set",
        "update-distribution-key",
        "request-master-key",
        "set-master-key",
        "what-is-network-number",
        "network-number-is"
    };

    private final Bytes bytes;
    private final int control;
    private int dnet = -1;
    private String dadr = "";
    private int snet = -1;
    private String sadr = "";
    private int hops = -1;
    private final int end;

    /** Reads the header that begins at {@code from}. */
    Npdu(Bytes bytes, int from) {
        this.bytes = bytes;
        control = bytes.u8(from + 1);
        int at = from + 2;
        if ((control & CONTROL_DESTINATION) != 0) {
            dnet = bytes.u16(at);
            int length = bytes.u8(at + 2);
            dadr = bytes.hex(at + 3, length);
            at += 3 + length;
        }
        if ((control & CONTROL_SOURCE) != 0) {
            snet = bytes.u16(at);
            int length = bytes.u8(at + 2);
            sadr = bytes.hex(at + 3, length);
            at += 3 + length;
        }
        if (dnet >= 0) hops = bytes.u8(at++);
        end = at;
    }

    /** The reserved bits are zero and all of the header is there. */
    static boolean plausible(Bytes bytes, int from) {
        return bytes.has(from, 3) && bytes.u8(from) == 1 && (bytes.u8(from + 1) & CONTROL_RESERVED) == 0;
    }

    int end() {
        return end;
    }

    boolean isMessage() {
        return (control & CONTROL_MESSAGE) != 0;
    }

    /** The sender is not the device at the IP address but one behind it. */
    boolean isRouted() {
        return snet >= 0;
    }

    /** Station that is asked. */
    String asked() {
        return unit(dnet, dadr);
    }

    /** Station that speaks. */
    String speaking() {
        return unit(snet, sadr);
    }

    /** A broadcast into other networks names no station. */
    private static String unit(int network, String address) {
        if (network < 0 || address.isEmpty()) return "";
        return "net " + network + " mac " + address;
    }

    void describe(Turn.Draft draft) {
        if (dnet >= 0) draft.field("dnet", (long) dnet).field("dadr", dadr).field("hops", (long) hops);
        if (snet >= 0) draft.field("snet", (long) snet).field("sadr", sadr);
    }

    void message(Turn turn, Link link) {
        int type = bytes.u8(end);
        int at = type >= PROPRIETARY ? end + 3 : end + 1;
        List<Long> networks = type == 6 || type == 7 ? table(at) : networks(type, at);
        Turn.Draft draft = turn.message(name(type), verb(type), outcome(type))
                .target(
                        type < PROPRIETARY && networks.size() == 1 && networks.getFirst() != 0xFFFF
                                ? "network " + networks.getFirst()
                                : "")
                .field("message_type", (long) type);
        if (!networks.isEmpty()) draft.field("networks", networks);
        if (type == 3) draft.field("reject_reason", (long) bytes.u8(at));
        if (type == 2) draft.field("performance", (long) bytes.u8(at + 2));
        if (type >= PROPRIETARY) draft.field("vendor", (long) bytes.u16(end + 1));
        link.describe(draft);
        describe(draft);
        draft.emit();
    }

    private static String name(int type) {
        return type < MESSAGES.length ? MESSAGES[type] : "network message " + type;
    }

    private static Verb verb(int type) {
        return switch (type) {
            case 0, 1, 2, 18, 19 -> Verb.IDENTIFY;
            case 6 -> Verb.CONFIGURE;
            case 8, 9 -> Verb.SESSION;
            case 13, 14, 15, 16, 17 -> Verb.PROTECT;
            default -> Verb.OTHER;
        };
    }

    private static Outcome outcome(int type) {
        return switch (type) {
            case 6 -> Outcome.REQUEST;
            case 7 -> Outcome.SUCCESS;
            case 3 -> Outcome.REFUSED;
            default -> Outcome.NOTICE;
        };
    }

    private List<Long> networks(int type, int from) {
        List<Long> networks = new ArrayList<>();
        int at = type == 3 ? from + 1 : from;
        boolean one = type == 2 || type == 3 || type == 8 || type == 9 || type == 19;
        boolean none = type >= 10 && type != 19;
        while (!none && bytes.has(at, 2) && networks.size() < (one ? 1 : NETWORKS_MAX)) {
            networks.add((long) bytes.u16(at));
            at += 2;
        }
        return networks;
    }

    /** Routing table, clause 6.4.7: count, then network, port and port information. */
    private List<Long> table(int from) {
        List<Long> networks = new ArrayList<>();
        int at = from + 1;
        for (int left = bytes.u8(from); left > 0 && bytes.has(at, 4); left--) {
            networks.add((long) bytes.u16(at));
            at += 4 + bytes.u8(at + 3);
        }
        return networks;
    }
}
