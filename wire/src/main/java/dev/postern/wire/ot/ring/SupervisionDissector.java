package dev.postern.wire.ot.ring;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/** The sign of life of a PRP or HSR node, every two seconds. Keeps which node was told last, so that its identity is said once a flow. */
public final class SupervisionDissector implements Dissector {
    static final int ETHER_TYPE = 0x88FB;
    static final int TLVS_MAX = 8;
    private static final int PATH_AND_VERSION = 0, SEQUENCE = 2, TLVS = 4;
    private static final int END = 0, DUPLICATE_DISCARD = 20, DUPLICATE_ACCEPT = 21, HSR_NODE = 23, REDBOX = 30;
    private static final int VERSION_MAX = 1;
    private static final int ADDRESS_BYTES = 6;
    private static final double CONFIDENCE = 0.8;

    private static final class Told {
        private long node = -1;
    }

    @Override
    public String protocol() {
        return "prp";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.ETHERNET && port == ETHER_TYPE;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.ETHERNET;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        boolean plausible = (pending.u16(PATH_AND_VERSION) & 0xFFF) <= VERSION_MAX
                && mode(pending.u8(TLVS)) != null
                && (pending.u8(TLVS + 1) == ADDRESS_BYTES || pending.u8(TLVS + 1) == 2 * ADDRESS_BYTES)
                && pending.has(TLVS + 2, ADDRESS_BYTES);
        return plausible ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public Object newState() {
        return new Told();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int mode = pending.u8(TLVS);
        long node = pending.u48(TLVS + 2);
        long redbox = -1;
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
            if (pending.u8(at) == REDBOX && length >= ADDRESS_BYTES) redbox = pending.u48(at + 2);
            at += 2 + length;
        }
        String name = mode(mode);
        turn.message("supervision", Verb.REPORT, Outcome.NOTICE)
                .target(Address.macText(node))
                .field("path", (long) (pending.u16(PATH_AND_VERSION) >> 12))
                .field("version", (long) (pending.u16(PATH_AND_VERSION) & 0xFFF))
                .field("sequence", (long) pending.u16(SEQUENCE))
                .field("type", (long) mode)
                .field("mode", name)
                .field("redbox", redbox < 0 ? null : Address.macText(redbox))
                .emit();
        Told told = turn.state();
        if (name != null && told.node != node) {
            told.node = node;
            turn.identity(Address.mac(node), Attribute.ROLE, mode == HSR_NODE ? "hsr node" : "prp node", CONFIDENCE);
            if (redbox >= 0) turn.identity(Address.mac(redbox), Attribute.ROLE, "redundancy box", CONFIDENCE);
        }
        return Math.max(1, pending.length());
    }

    private static String mode(int type) {
        return switch (type) {
            case DUPLICATE_DISCARD -> "prp duplicate discard";
            case DUPLICATE_ACCEPT -> "prp duplicate accept";
            case HSR_NODE -> "hsr";
            default -> null;
        };
    }
}
