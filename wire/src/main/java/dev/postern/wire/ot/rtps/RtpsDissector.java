package dev.postern.wire.ot.rtps;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * RTPS: a header and submessages, each of which that is more than context for others is a message here. What data means is agreed between the
 * programs, so its size and first octets are shown; discovery is read.
 *
 * <pre>
 *  0..3     4 5       6 7      8..19              then      +1      +2 +3
 * +------+---------+--------+-------------+     +-------+-------+----------+
 * | RTPS | version | vendor | guid prefix |     |  id   | flags |  length  | contents, in the order of octets of flag 1
 * +------+---------+--------+-------------+     +-------+-------+----------+
 * </pre>
 */
public final class RtpsDissector implements Dissector {
    private static final int VERSION = 4, VENDOR = 6, GUID_PREFIX = 8;
    private static final int HEADER_BYTES = 20, SUBMESSAGE_BYTES = 4, GUID_PREFIX_BYTES = 12;
    private static final int LITTLE = 1, INLINE_QOS = 2, DATA_FLAG = 4, KEY_FLAG = 8, FRAGMENT_KEY_FLAG = 4;
    private static final int ACKNACK = 6,
            HEARTBEAT = 7,
            GAP = 8,
            NACK_FRAG = 0x12,
            HEARTBEAT_FRAG = 0x13,
            DATA = 0x15,
            DATA_FRAG = 0x16;
    private static final int SECURE_FIRST = 0x30, SECURE_LAST = 0x34;
    private static final int SUBMESSAGES_MAX = 256;
    private static final int DATA_SHOWN_BYTES = 64;
    private static final long PARTICIPANT_WRITER = 0x0001_00C2L,
            PUBLICATIONS_WRITER = 0x0000_03C2L,
            SUBSCRIPTIONS_WRITER = 0x0000_04C2L;
    private static final long LIVELINESS_WRITER = 0x0002_00C2L;
    private static final int PL_CDR_BE = 2, PL_CDR_LE = 3;

    @Override
    public String protocol() {
        return "rtps";
    }

    /** Section 9.6.1.1: 7400 and 250 more for each domain; the first few are named here. */
    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.UDP && port >= 7400 && port <= 7500;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        boolean magic = pending.startsWith("RTPS", 0) || pending.startsWith("RTPX", 0);
        if (!magic || pending.length() < GUID_PREFIX) return Recognition.NOT;
        int major = pending.u8(VERSION);
        return major == 1 || major == 2 ? Recognition.CERTAIN : Recognition.NOT;
    }

    @Override
    public Object newState() {
        return new RtpsState();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (!pending.startsWith("RTPS", 0) && !pending.startsWith("RTPX", 0)) {
            turn.malformed("header not RTPS", 0);
            return pending.length();
        }
        if (pending.length() < HEADER_BYTES) {
            // Some stacks keep a path open with a header that is cut short.
            turn.message("ping", Verb.SESSION, Outcome.NOTICE)
                    .field("vendor", (long) pending.u16(VENDOR))
                    .emit();
            return pending.length();
        }
        int at = HEADER_BYTES;
        for (int count = 0; at + SUBMESSAGE_BYTES <= pending.length() && count < SUBMESSAGES_MAX; count++) {
            boolean little = (pending.u8(at + 1) & LITTLE) != 0;
            int length = little ? pending.u16le(at + 2) : pending.u16(at + 2);
            int from = at + SUBMESSAGE_BYTES;
            // The last submessage of a datagram may give its length as 0 (section 9.4.5.1.3); padding and time may be
            // empty anywhere.
            boolean toEnd = length == 0 && pending.u8(at) != 1 && pending.u8(at) != 9;
            int end = toEnd ? pending.length() : from + length;
            if (end > pending.length()) {
                turn.malformed("submessage beyond datagram", at + 2);
                break;
            }
            new Submessage(pending, at, end, little, turn).read();
            at = end;
        }
        return pending.length();
    }

    /** One submessage within the datagram. */
    private static final class Submessage {
        private final Bytes bytes;
        private final int id;
        private final int flags;
        private final int from;
        private final int end;
        private final boolean little;
        private final Turn turn;

        private Submessage(Bytes bytes, int at, int end, boolean little, Turn turn) {
            this.bytes = bytes;
            id = bytes.u8(at);
            flags = bytes.u8(at + 1);
            from = at + SUBMESSAGE_BYTES;
            this.end = end;
            this.little = little;
            this.turn = turn;
        }

        private long u32(int at) {
            return little ? bytes.u32le(at) : bytes.u32(at);
        }

        private int u16(int at) {
            return little ? bytes.u16le(at) : bytes.u16(at);
        }

        private long sequence(int at) {
            return u32(at) << 32 | u32(at + 4);
        }

        private void read() {
            if (id == DATA || id == DATA_FRAG) data();
            else if (id >= SECURE_FIRST && id <= SECURE_LAST)
                turn.message("secured submessage", Verb.OTHER, Outcome.NOTICE)
                        .field("submessage", (long) id)
                        .field("encrypted", true)
                        .emit();
            else if (id == ACKNACK) control("acknack");
            else if (id == NACK_FRAG) control("nack frag");
            else if (id == HEARTBEAT) control("heartbeat");
            else if (id == HEARTBEAT_FRAG) control("heartbeat frag");
            else if (id == GAP) control("gap");
        }

        /** All of these begin with reader and writer. */
        private void control(String operation) {
            if (!complete(12)) return;
            long writer = bytes.u32(from + 4);
            turn.message(operation, Verb.SESSION, Outcome.NOTICE)
                    .target(target(writer))
                    .field("submessage", (long) id)
                    .field("writer", writer)
                    .field("reader", bytes.u32(from))
                    .emit();
        }

        private boolean complete(int least) {
            if (end - from >= least) return true;
            turn.malformed("submessage ends early", end);
            return false;
        }

        private String guid(long entity) {
            return bytes.hex(GUID_PREFIX, GUID_PREFIX_BYTES)
                    + Long.toHexString(1L << 32 | entity).substring(1);
        }

        private String target(long writer) {
            if (writer == PARTICIPANT_WRITER) return "participants";
            if (writer == PUBLICATIONS_WRITER) return "publications";
            if (writer == SUBSCRIPTIONS_WRITER) return "subscriptions";
            if (writer == LIVELINESS_WRITER) return "liveliness";
            String topic = turn.<RtpsState>state().topic(guid(writer));
            return topic != null
                    ? topic
                    : "writer " + Long.toHexString(1L << 32 | writer).substring(1);
        }

        private void data() {
            if (!complete(20)) return;
            long writer = bytes.u32(from + 8);
            int at = from + 4 + u16(from + 2);
            long status = 0;
            if ((flags & INLINE_QOS) != 0) {
                Announcement qos = Announcement.read(bytes, at, end, little);
                status = qos.status;
                at = qos.end();
                if (qos.broken()) {
                    turn.malformed("parameter beyond submessage", at);
                    return;
                }
            }
            boolean present = id == DATA ? (flags & (DATA_FLAG | KEY_FLAG)) != 0 : true;
            boolean key = (flags & (id == DATA ? KEY_FLAG : FRAGMENT_KEY_FLAG)) != 0;
            Announcement said = id == DATA && present && at + 4 <= end && isDiscovery(writer) ? announcement(at) : null;
            Turn.Draft draft = turn.message(operation(writer), verb(writer), Outcome.NOTICE)
                    .target(said != null && !said.topic.isEmpty() ? said.topic : target(writer))
                    .field("submessage", (long) id)
                    .field("writer", writer)
                    .field("reader", bytes.u32(from + 4))
                    .field("sequence", sequence(from + 12))
                    .field("vendor", (long) bytes.u16(VENDOR))
                    .field("vendor_name", Vendors.name(bytes.u16(VENDOR)));
            if (status != 0) draft.field("disposed", (status & 1) != 0).field("unregistered", (status & 2) != 0);
            if (said != null) {
                said.describe(draft);
            } else if (present && at < end) {
                draft.field("size", (long) (end - at)).field("key_only", key ? true : null);
                draft.field("data", bytes.hex(at, Math.min(end - at, DATA_SHOWN_BYTES)));
            }
            draft.emit();
            if (said != null) learn(said, writer);
        }

        private static boolean isDiscovery(long writer) {
            return writer == PARTICIPANT_WRITER || writer == PUBLICATIONS_WRITER || writer == SUBSCRIPTIONS_WRITER;
        }

        /** Null if it is not a parameter list. */
        private Announcement announcement(int at) {
            int encapsulation = bytes.u16(at);
            if (encapsulation != PL_CDR_BE && encapsulation != PL_CDR_LE) return null;
            Announcement said = Announcement.read(bytes, at + 4, end, encapsulation == PL_CDR_LE);
            if (said.broken()) turn.malformed("parameter beyond submessage", said.end());
            return said;
        }

        private void learn(Announcement said, long writer) {
            if (writer == PARTICIPANT_WRITER) said.identify(turn, Vendors.name(bytes.u16(VENDOR)));
            else if (!said.topic.isEmpty() && !said.guid.isEmpty())
                turn.<RtpsState>state().announce(turn, said.guid, said.topic);
        }

        private String operation(long writer) {
            if (writer == PARTICIPANT_WRITER) return "participant announcement";
            if (writer == PUBLICATIONS_WRITER) return "publication announcement";
            if (writer == SUBSCRIPTIONS_WRITER) return "subscription announcement";
            if (writer == LIVELINESS_WRITER) return "participant message";
            return id == DATA ? "data" : "data frag";
        }

        private static Verb verb(long writer) {
            if (writer == PARTICIPANT_WRITER) return Verb.IDENTIFY;
            if (writer == PUBLICATIONS_WRITER || writer == SUBSCRIPTIONS_WRITER) return Verb.BROWSE;
            return writer == LIVELINESS_WRITER ? Verb.SESSION : Verb.REPORT;
        }
    }
}
