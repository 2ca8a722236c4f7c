package dev.postern.wire.it.stp;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * Bridge protocol data units. The target is the root bridge that the sender believes in, so another root is another target; the unit its
 * port. Keeps the bridge last heard in a flow, so that its identity is said once. Reads at most {@link #INSTANCES_MAX} instances.
 */
public final class StpDissector implements Dissector {
    static final int SAPS = 0x4242;
    static final int SNAP = 0xAAAA;
    static final int INSTANCES_MAX = 64;
    private static final int LLC_BYTES = 3, SNAP_BYTES = 8;
    private static final long PER_VLAN = 0x0300_000C_010BL;
    private static final int CHANGES = 1;
    private static final int VERSION = 2, TYPE = 3, FLAGS = 4, ROOT = 5, COST = 13, BRIDGE = 17, PORT = 25, AGE = 27;
    private static final int CONFIGURATION_BYTES = 35, CHANGE_BYTES = 4, RAPID_BYTES = 36;
    private static final int TYPE_CONFIGURATION = 0, TYPE_RAPID = 2, TYPE_CHANGE = 0x80;
    private static final int VERSION_RAPID = 2, VERSION_MULTIPLE = 3, VERSION_MAX = 4;
    private static final int MULTIPLE_LENGTH = 36, NAME = 39, NAME_BYTES = 32, REVISION = 71, DIGEST = 73;
    private static final int INTERNAL_COST = 89, INTERNAL_BRIDGE = 93, HOPS = 101, INSTANCES = 102, INSTANCE_BYTES = 16;
    private static final int MULTIPLE_FIXED_BYTES = 64;
    private static final double CONFIDENCE = 0.8;
    private static final String[] ROLES = {"unknown", "alternate or backup", "root", "designated"};

    private static final class Told {
        private long bridge = -1;
    }

    @Override
    public String protocol() {
        return "stp";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.ETHERNET && port == SAPS;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.ETHERNET;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int at = start(pending);
        if (at == 0 || pending.u16(at) != 0) return Recognition.NOT;
        int version = pending.u8(at + VERSION);
        boolean fits = switch (pending.u8(at + TYPE)) {
            case TYPE_CHANGE -> version <= VERSION_MAX && pending.has(at, CHANGE_BYTES);
            case TYPE_CONFIGURATION -> pending.has(at, CONFIGURATION_BYTES);
            case TYPE_RAPID -> version >= VERSION_RAPID && version <= VERSION_MAX && pending.has(at, RAPID_BYTES);
            default -> false;
        };
        return fits ? Recognition.CERTAIN : Recognition.NOT;
    }

    /** Where the unit begins, behind its LLC header, or 0 if this is no such header. */
    private static int start(Bytes pending) {
        if (pending.u24(0) == 0x424203) return LLC_BYTES;
        return pending.u16(0) == SNAP && pending.u48(2) == PER_VLAN ? SNAP_BYTES : 0;
    }

    @Override
    public Object newState() {
        return new Told();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int start = start(pending);
        if (start == 0) return LOST;
        Bytes unit = new Bytes().wrap(pending, start, pending.length() - start);
        int version = unit.u8(VERSION);
        int type = unit.u8(TYPE);
        if (type == TYPE_CHANGE) {
            turn.message("topology change notification", Verb.REPORT, Outcome.NOTICE)
                    .field("version", (long) version)
                    .field("type", (long) type)
                    .emit();
        } else if (unit.length() < CONFIGURATION_BYTES) {
            turn.malformed("unit ends early", pending.length());
        } else {
            configuration(unit, turn, version, type, start == SNAP_BYTES);
        }
        return Math.max(1, pending.length());
    }

    private static void configuration(Bytes unit, Turn turn, int version, int type, boolean perVlan) {
        int flags = unit.u8(FLAGS);
        boolean multiple = version >= VERSION_MULTIPLE && type == TYPE_RAPID && unit.has(0, INSTANCES);
        boolean changes = (flags & CHANGES) != 0 || multiple && anInstanceChanges(unit);
        long bridge = unit.u48(BRIDGE + 2);
        Turn.Draft draft = turn.message(operation(version, type, changes), Verb.REPORT, Outcome.NOTICE)
                .unit("port " + (unit.u16(PORT) & 0xFFF))
                .target("root " + bridge(unit, ROOT))
                .field("version", (long) version)
                .field("type", (long) type)
                .field("flags", (long) flags)
                .field("topology_change", changes)
                .field("root_priority", (long) unit.u16(ROOT))
                .field("root", Address.macText(unit.u48(ROOT + 2)))
                .field("root_cost", unit.u32(COST))
                .field("bridge_priority", (long) unit.u16(BRIDGE))
                .field("bridge", Address.macText(bridge))
                .field("port", (long) unit.u16(PORT))
                .field("age_seconds", unit.u16(AGE) / 256.0)
                .field("max_age_seconds", unit.u16(AGE + 2) / 256.0)
                .field("hello_seconds", unit.u16(AGE + 4) / 256.0)
                .field("forward_delay_seconds", unit.u16(AGE + 6) / 256.0);
        if (type == TYPE_RAPID) draft.field("port_role", ROLES[flags >> 2 & 3]);
        if (perVlan && unit.has(RAPID_BYTES, 6) && unit.u16(RAPID_BYTES + 2) == 2)
            draft.field("vlan", (long) unit.u16(RAPID_BYTES + 4));
        if (multiple) multiple(unit, draft);
        draft.emit();
        Told told = turn.state();
        if (told.bridge == bridge) return;
        told.bridge = bridge;
        turn.identity(turn.source(), Attribute.TYPE, "switch", CONFIDENCE);
        turn.identity(turn.source(), Attribute.ADDRESS, Address.macText(bridge), CONFIDENCE);
    }

    private static int instances(Bytes unit) {
        return (unit.u16(MULTIPLE_LENGTH) - MULTIPLE_FIXED_BYTES) / INSTANCE_BYTES;
    }

    /** The flags of an instance come first, as those of the whole: 802.1Q clause 14.6.1. */
    private static boolean anInstanceChanges(Bytes unit) {
        int instances = Math.min(instances(unit), INSTANCES_MAX);
        for (int i = 0, at = INSTANCES; i < instances && unit.has(at, INSTANCE_BYTES); i++, at += INSTANCE_BYTES)
            if ((unit.u8(at) & CHANGES) != 0) return true;
        return false;
    }

    private static void multiple(Bytes unit, Turn.Draft draft) {
        int instances = instances(unit);
        draft.field("region", unit.ascii(NAME, NAME_BYTES))
                .field("revision", (long) unit.u16(REVISION))
                .field("digest", unit.hex(DIGEST, 16))
                .field("internal_cost", unit.u32(INTERNAL_COST))
                .field("internal_bridge", bridge(unit, INTERNAL_BRIDGE))
                .field("hops", (long) unit.u8(HOPS))
                .field("instances", (long) Math.clamp(instances, 0, INSTANCES_MAX));
        for (int i = 0; i < Math.min(instances, INSTANCES_MAX); i++) {
            int at = INSTANCES + i * INSTANCE_BYTES;
            if (!unit.has(at, INSTANCE_BYTES)) break;
            // The lower twelve bits of the priority are the instance's number.
            draft.field("instance_" + (unit.u16(at + 1) & 0xFFF) + "_root", bridge(unit, at + 1));
        }
    }

    /**
     * Rapid bridges have no notifications: whoever finds a change, and all it tells, set the flag for some seconds (802.1D clause 17.21.23). In configurations of the slow
     * tree the same flag is the root's answer to a notification, and stands for half a minute.
     */
    private static String operation(int version, int type, boolean changes) {
        if (type == TYPE_CONFIGURATION) return "configuration";
        if (type != TYPE_RAPID) return "type " + type;
        return (version >= VERSION_MULTIPLE ? "multiple " : "rapid ") + (changes ? "topology change" : "configuration");
    }

    /** Priority and hardware address. */
    private static String bridge(Bytes unit, int at) {
        return unit.u16(at) + "." + Address.macText(unit.u48(at + 2));
    }
}
