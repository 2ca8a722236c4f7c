package dev.postern.wire.ot.ring;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/** Media redundancy of PROFINET rings: the manager tests its ring, members tell of links. Keeps who was told to be manager. */
public final class MrpDissector implements Dissector {
    static final int ETHER_TYPE = 0x88E3;
    static final int TLVS_MAX = 16;
    private static final int VERSION = 0, TLVS = 2;
    private static final int END = 0, COMMON = 1, TEST = 2, TOPOLOGY_CHANGE = 3, LINK_DOWN = 4, LINK_UP = 5;
    private static final int IN_TEST = 6, IN_TOPOLOGY_CHANGE = 7, IN_LINK_DOWN = 8, IN_LINK_UP = 9, IN_LINK_STATUS = 10;
    private static final int OPTION = 0x7F;
    private static final int COMMON_BYTES = 18, TEST_BYTES = 18;
    private static final double CONFIDENCE = 0.8;

    private static final class Told {
        private long manager = -1;
    }

    @Override
    public String protocol() {
        return "mrp";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.ETHERNET && port == ETHER_TYPE;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.ETHERNET;
    }

    /** Version 1, then a TLV with contents, then the common one. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int next = next(TLVS, pending.u8(TLVS + 1));
        boolean plausible = pending.u16(VERSION) == 1
                && (operation(pending.u8(TLVS)) != null || pending.u8(TLVS) == OPTION)
                && pending.u8(next) == COMMON
                && pending.u8(next + 1) == COMMON_BYTES
                && pending.has(next, 2 + COMMON_BYTES);
        return plausible ? Recognition.CERTAIN : Recognition.NOT;
    }

    @Override
    public Object newState() {
        return new Told();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int said = TLVS;
        int common = -1;
        int at = TLVS;
        for (int count = 0; pending.has(at, 2) && pending.u8(at) != END; count++) {
            int length = pending.u8(at + 1);
            if (count == TLVS_MAX) {
                turn.malformed("too many tlvs", at);
                break;
            }
            if (!pending.has(at + 2, length)) {
                turn.malformed("tlv ends early", at);
                break;
            }
            if (pending.u8(at) == COMMON && length >= COMMON_BYTES) common = at + 2;
            else if (operation(pending.u8(at)) != null) said = at;
            at = next(at, length);
        }
        emit(pending, turn, said, common);
        return Math.max(1, pending.length());
    }

    /** TLVs begin at multiples of four octets, counted from the first. */
    private static int next(int at, int length) {
        return TLVS + (at - TLVS + 2 + length + 3 & ~3);
    }

    private static void emit(Bytes pending, Turn turn, int at, int common) {
        int type = pending.u8(at);
        int length = pending.u8(at + 1);
        int body = at + 2;
        String operation = operation(type);
        Turn.Draft draft = turn.message(operation == null ? "type " + type : operation, Verb.REPORT, Outcome.NOTICE)
                .target(common < 0 ? "" : domain(pending, common + 2))
                .field("version", (long) pending.u16(VERSION))
                .field("type", (long) type);
        if (common >= 0) draft.field("sequence", (long) pending.u16(common));
        long sender = -1;
        boolean test = type == TEST || type == IN_TEST;
        if (test && length >= TEST_BYTES && pending.has(body, TEST_BYTES)) {
            sender = pending.u48(body + 2);
            draft.field("priority", (long) pending.u16(body))
                    .field("manager", Address.macText(sender))
                    .field("port_role", (long) pending.u16(body + 8))
                    .field("ring_open", pending.u16(body + 10) == 0)
                    .field("transitions", (long) pending.u16(body + 12));
        } else if ((type == TOPOLOGY_CHANGE || type == IN_TOPOLOGY_CHANGE) && pending.has(body, 10)) {
            draft.field("manager", Address.macText(pending.u48(body + 2)))
                    .field("interval", (long) pending.u16(body + 8));
        } else if ((type == LINK_DOWN || type == LINK_UP) && pending.has(body, 10)) {
            draft.field("member", Address.macText(pending.u48(body))).field("port_role", (long) pending.u16(body + 6));
        }
        draft.emit();
        Told told = turn.state();
        if (sender >= 0 && type == TEST && sender != told.manager) {
            told.manager = sender;
            turn.identity(turn.source(), Attribute.ROLE, "ring manager", CONFIDENCE);
            turn.identity(turn.source(), Attribute.ADDRESS, Address.macText(sender), CONFIDENCE);
        }
    }

    private static String operation(int type) {
        return switch (type) {
            case TEST -> "test";
            case TOPOLOGY_CHANGE -> "topology change";
            case LINK_DOWN -> "link down";
            case LINK_UP -> "link up";
            case IN_TEST -> "interconnection test";
            case IN_TOPOLOGY_CHANGE -> "interconnection topology change";
            case IN_LINK_DOWN -> "interconnection link down";
            case IN_LINK_UP -> "interconnection link up";
            case IN_LINK_STATUS -> "interconnection link status poll";
            default -> null;
        };
    }

    private static String domain(Bytes pending, int at) {
        return pending.hex(at, 4)
                + '-'
                + pending.hex(at + 4, 2)
                + '-'
                + pending.hex(at + 6, 2)
                + '-'
                + pending.hex(at + 8, 2)
                + '-'
                + pending.hex(at + 10, 6);
    }
}
