package dev.postern.wire.it.routing;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/** Header of every packet, parameters and software of hellos. Keeps whether the router's identity was said in the flow. */
public final class EigrpDissector implements Dissector {
    static final int PROTOCOL = 88;
    static final int TLVS_MAX = 16;
    private static final int VERSION = 0,
            OPCODE = 1,
            FLAGS = 4,
            SEQUENCE = 8,
            ACKNOWLEDGED = 12,
            SYSTEM = 18,
            TLVS = 20;
    private static final int HELLO = 5, OPCODE_MAX = 11;
    private static final int PARAMETERS = 1, SOFTWARE = 4;
    private static final double CONFIDENCE = 0.8;

    private static final class Told {
        private boolean router;
    }

    @Override
    public String protocol() {
        return "eigrp";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.IP && port == PROTOCOL;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.IP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        boolean plausible = pending.u8(VERSION) == 2
                && pending.u8(OPCODE) >= 1
                && pending.u8(OPCODE) <= OPCODE_MAX
                && pending.u32(FLAGS) <= 0xF
                && pending.has(0, TLVS);
        return plausible ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public Object newState() {
        return new Told();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (pending.length() < TLVS) {
            turn.malformed("header ends early", pending.length());
            return Math.max(1, pending.length());
        }
        int opcode = pending.u8(OPCODE);
        boolean acknowledges = opcode == HELLO && pending.u32(ACKNOWLEDGED) != 0;
        Turn.Draft draft = turn.message(
                        acknowledges ? "acknowledgement" : operation(opcode), Verb.REPORT, Outcome.NOTICE)
                .target("system " + pending.u16(SYSTEM))
                .field("version", (long) pending.u8(VERSION))
                .field("opcode", (long) opcode)
                .field("flags", pending.u32(FLAGS))
                .field("sequence", pending.u32(SEQUENCE))
                .field("acknowledged", pending.u32(ACKNOWLEDGED))
                .field("system", (long) pending.u16(SYSTEM));
        String software = tlvs(pending, turn, draft);
        draft.emit();
        Told told = turn.state();
        if (!told.router && opcode == HELLO) {
            told.router = true;
            turn.identity(turn.source(), Attribute.ROLE, "router", CONFIDENCE);
            turn.identity(turn.source(), Attribute.SOFTWARE, software, CONFIDENCE);
        }
        return Math.max(1, pending.length());
    }

    /** @return the software's version, or null */
    private static String tlvs(Bytes pending, Turn turn, Turn.Draft draft) {
        String software = null;
        int at = TLVS;
        for (int count = 0; count < TLVS_MAX && pending.has(at, 4); count++) {
            int length = pending.u16(at + 2);
            if (length < 4 || !pending.has(at, length)) {
                turn.malformed("tlv ends early", at);
                break;
            }
            int type = pending.u16(at);
            if (type == PARAMETERS && length >= 12) draft.field("hold_seconds", (long) pending.u16(at + 10));
            if (type == SOFTWARE && length >= 8) {
                software = "ios " + pending.u8(at + 4) + '.' + pending.u8(at + 5) + " eigrp " + pending.u8(at + 6) + '.'
                        + pending.u8(at + 7);
                draft.field("software", software);
            }
            at += length;
        }
        return software;
    }

    private static String operation(int opcode) {
        return switch (opcode) {
            case 1 -> "update";
            case 2 -> "request";
            case 3 -> "query";
            case 4 -> "reply";
            case HELLO -> "hello";
            case 10 -> "sia query";
            case OPCODE_MAX -> "sia reply";
            default -> "opcode " + opcode;
        };
    }
}
