package dev.postern.wire.ot.lontalk;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Waiting;

/**
 * The tunnel of CEA-852: devices on one channel send each other the packets of the bus, and a configuration server tells them who is on it.
 *
 * <pre>
 *  0 1      2      3       4         5        6 7     8..11    12..15   16..19   20 + 4 * ext
 * +-------+-----+-------+-------+---------+--------+---------+--------+--------+--------+
 * |length | ver | type  |  ext  |  flags  | vendor | session | number |  time  |  data  |
 * +-------+-----+-------+-------+---------+--------+---------+--------+--------+--------+
 * </pre>
 */
public final class LonTalkDissector implements Dissector {
    /** What waits for its answer. */
    record Asked(String operation, Verb verb, String unit, String target, long atNanos) {}

    private static final int LENGTH = 0,
            VERSION = 2,
            TYPE = 3,
            EXTENDED = 4,
            FLAGS = 5,
            VENDOR = 6,
            SESSION = 8,
            SEQUENCE = 12;
    private static final int HEADER_BYTES = 20;
    private static final int DATA = 1;
    private static final int SECURED = 0x20, PROTOCOL = 0x1F;
    private static final int DIGEST_BYTES = 16;
    private static final int EXTENDED_MAX = 8;

    @Override
    public String protocol() {
        return "lontalk";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.UDP && (port == 1628 || port == 1629);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    /** No magic number: length, version, type and reserved bits must all fit, and still it is not certain. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        boolean possible = pending.length() >= HEADER_BYTES
                && pending.u16(LENGTH) == pending.length()
                && pending.u8(VERSION) == 1
                && name(pending.u8(TYPE)) != null
                && pending.u8(EXTENDED) <= EXTENDED_MAX
                && (pending.u8(FLAGS) & 0xC0) == 0;
        return possible ? Recognition.UNSURE : Recognition.NOT;
    }

    private static String name(int type) {
        return switch (type) {
            case DATA -> "data";
            case 0x03 -> "device registration";
            case 0x04 -> "channel membership";
            case 0x06 -> "send list";
            case 0x07 -> "acknowledge";
            case 0x08 -> "channel routing";
            case 0x60 -> "status request";
            case 0x63 -> "device configuration request";
            case 0x64 -> "channel membership request";
            case 0x66 -> "send list request";
            case 0x68 -> "channel routing request";
            case 0x70 -> "status response";
            case 0x71 -> "device configuration";
            case 0x7F -> "segment";
            default -> null;
        };
    }

    private static Verb verb(int type) {
        return switch (type) {
            case 0x03 -> Verb.IDENTIFY;
            case 0x04, 0x06, 0x08, 0x71 -> Verb.CONFIGURE;
            case 0x60, 0x70 -> Verb.DIAGNOSE;
            case 0x63, 0x64, 0x66, 0x68 -> Verb.BROWSE;
            default -> Verb.SESSION;
        };
    }

    @Override
    public Object newState() {
        return new Waiting<String, Asked>();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (pending.length() < HEADER_BYTES) {
            turn.malformed("header ends early", pending.length());
            return pending.length();
        }
        int type = pending.u8(TYPE);
        if (pending.u16(LENGTH) != pending.length()) turn.malformed("length does not fit datagram", LENGTH);
        int digest = (pending.u8(FLAGS) & SECURED) != 0 ? DIGEST_BYTES : 0;
        int from = HEADER_BYTES + 4 * pending.u8(EXTENDED);
        int end = pending.length() - digest;
        if (type == DATA && (pending.u8(FLAGS) & PROTOCOL) == 0 && from + 2 <= end) {
            new Lpdu(pending, from, end, turn).read();
            return pending.length();
        }
        String name = name(type);
        turn.message(
                        name == null ? "cea-852 packet " + type : name,
                        name == null ? Verb.OTHER : verb(type),
                        Outcome.NOTICE)
                .field("packet_type", (long) type)
                .field("vendor", (long) pending.u16(VENDOR))
                .field("session", pending.u32(SESSION))
                .field("sequence", pending.u32(SEQUENCE))
                .emit();
        return pending.length();
    }
}
