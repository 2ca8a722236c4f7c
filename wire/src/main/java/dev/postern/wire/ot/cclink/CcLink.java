package dev.postern.wire.ot.cclink;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * CC-Link IE Control, Field and TSN on their EtherType: kind and sender of each frame. Whose inputs and outputs the octets of cyclic data are
 * stands in the parameters of the network and in no frame.
 *
 * <pre>{@code
 * 0      1           2                         5           6             8                         9          10
 * | type | data type | differs by type         | node type | source node | version(4), network(4) | reserved | check(4) |     big-endian
 * }</pre>
 */
public final class CcLink implements Dissector {
    static final int ETHER_TYPE = 0x890F;
    private static final int TYPE = 0, DATA_TYPE = 1, NODE_TYPE = 5, SOURCE_NODE = 6, VERSION_AND_NETWORK = 8;
    private static final int HEADER_BYTES_MIN = 2, HEADER_BYTES = 14;
    private static final int PERSUASION = 0x10, TEST_ACKNOWLEDGE = 0x12, TSN_MIN = 0xC0;
    private static final int CONTROL = 0, FIELD = 1;
    private static final double IDENTITY = 0.8;

    /** Targets and units are the same all the time, and made once. */
    private static final String[] TYPES = new String[256];

    private static final String[] NODES = new String[256];

    static {
        for (int i = 0; i < TYPES.length; i++) {
            TYPES[i] = "type 0x" + Integer.toHexString(i);
            NODES[i] = "node " + i;
        }
    }

    /** Node type that the client and the server of a conversation told last, -1 if none. */
    static final class Told {
        private int client = -1;
        private int server = -1;

        private boolean isNew(boolean fromClient, int type) {
            int before = fromClient ? client : server;
            if (fromClient) client = type;
            else server = type;
            return before != type;
        }
    }

    @Override
    public String protocol() {
        return "cclink";
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
    public Object newState() {
        return new Told();
    }

    /** Nothing to hold it against but the EtherType, which the reader asks for. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        return pending.length() >= HEADER_BYTES_MIN ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int type = pending.u8(TYPE);
        FrameType kind = FrameType.of(type);
        Turn.Draft draft = turn.message(
                        kind == null ? "frame" : kind.operation,
                        kind == null ? Verb.EXCHANGE : kind.verb,
                        Outcome.NOTICE)
                .target(TYPES[type])
                .field("type", (long) type)
                .field("data_type", (long) pending.u8(DATA_TYPE))
                .field("length", (long) pending.length());
        // Frames of TSN have headers of their own, of which no more is public.
        boolean headed = kind != null && type < TSN_MIN;
        if (headed && pending.length() < HEADER_BYTES) turn.malformed("header ends early", pending.length());
        if (headed && pending.length() >= HEADER_BYTES) header(pending, draft);
        draft.emit();
        if (headed && pending.length() >= HEADER_BYTES && type >= PERSUASION && type <= TEST_ACKNOWLEDGE)
            role(pending, turn);
        return Math.max(1, pending.length());
    }

    private static void header(Bytes pending, Turn.Draft draft) {
        int node = pending.u16(SOURCE_NODE);
        draft.unit(node < NODES.length ? NODES[node] : "node " + node)
                .field("node", (long) node)
                .field("version", (long) (pending.u8(VERSION_AND_NETWORK) >> 4))
                .field("network", network(pending));
    }

    private static String network(Bytes pending) {
        int network = pending.u8(VERSION_AND_NETWORK) & 0x0F;
        return network == CONTROL ? "control" : network == FIELD ? "field" : null;
    }

    private static void role(Bytes pending, Turn turn) {
        int type = pending.u8(NODE_TYPE);
        boolean field = (pending.u8(VERSION_AND_NETWORK) & 0x0F) == FIELD;
        String name = field ? nodeOfField(type) : null;
        Told told = turn.state();
        if (name != null && told.isNew(turn.fromClient(), type))
            turn.identity(turn.source(), Attribute.ROLE, "CC-Link IE Field " + name, IDENTITY);
    }

    private static String nodeOfField(int type) {
        return switch (type) {
            case 0x30 -> "master";
            case 0x32 -> "local node";
            case 0x33 -> "intelligent device";
            case 0x34 -> "remote device";
            case 0x35 -> "remote I/O";
            default -> null;
        };
    }
}
