package dev.postern.wire.ot.ads;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Pending;
import dev.postern.wire.Turn;

/** The system service on UDP: who is there, and routes, whose sender must name a user of the device and in old versions the password in clear. */
final class Discovery {
    /** First four octets of each datagram. */
    private static final long MAGIC = 0x0366_1471L;

    private static final int INVOKE = 4, SERVICE = 8, NET_ID = 12, PORT = 18, COUNT = 20, TAGS = 24;
    private static final long ANSWER = 0x8000_0000L;
    private static final int IDENTIFY = 1, ADD_ROUTE = 6;
    private static final int TAGS_MAX = 16;
    private static final int TAG_STATUS = 1,
            TAG_VERSION = 3,
            TAG_SYSTEM = 4,
            TAG_HOST = 5,
            TAG_NET_ID = 7,
            TAG_ROUTE = 12,
            TAG_USER = 13;
    private static final double IDENTITY = 0.9;

    private Discovery() {}

    static boolean is(Bytes bytes) {
        return bytes.u32(0) == MAGIC && bytes.has(0, TAGS) && bytes.u32le(COUNT) <= TAGS_MAX;
    }

    static void read(Bytes bytes, Turn turn) {
        if (!is(bytes)) {
            turn.malformed("unknown datagram", 0);
            return;
        }
        long service = bytes.u32le(SERVICE) & ~ANSWER;
        boolean answer = (bytes.u32le(SERVICE) & ANSWER) != 0;
        String operation = service == IDENTIFY ? "identify" : service == ADD_ROUTE ? "add route" : "service " + service;
        Verb verb = service == IDENTIFY ? Verb.IDENTIFY : service == ADD_ROUTE ? Verb.CONFIGURE : Verb.OTHER;
        AdsState state = turn.state();
        long key = bytes.u32le(INVOKE) << 16 | service;
        Pending.Asked asked = answer ? state.waiting.answered(key) : null;
        Tags tags = new Tags(bytes);
        boolean refused = answer && tags.at(TAG_STATUS) > 0 && bytes.u32le(tags.at(TAG_STATUS)) != 0;
        Outcome outcome = !answer ? Outcome.REQUEST : refused ? Outcome.REFUSED : Outcome.SUCCESS;
        String target = tags.text(TAG_ROUTE);
        Turn.Draft draft = Pending.answer(turn, asked, operation, verb, outcome);
        if (target != null) draft.target(target);
        draft.field("service", service)
                .field("net_id", Packet.netId(bytes, NET_ID))
                .field("port", (long) bytes.u16le(PORT))
                .field("host", tags.text(TAG_HOST))
                .field("route_net_id", tags.at(TAG_NET_ID) > 0 ? Packet.netId(bytes, tags.at(TAG_NET_ID)) : null)
                .field("user", tags.text(TAG_USER))
                .field("status", tags.at(TAG_STATUS) > 0 ? bytes.u32le(tags.at(TAG_STATUS)) : null)
                .emit();
        if (!answer) state.waiting.asked(key, turn, operation, verb, target == null ? "" : target, 0);
        else if (service == IDENTIFY) identity(bytes, tags, turn);
    }

    private static void identity(Bytes bytes, Tags tags, Turn turn) {
        turn.identity(turn.source(), Attribute.VENDOR, "Beckhoff", IDENTITY);
        turn.identity(turn.source(), Attribute.NAME, tags.text(TAG_HOST), IDENTITY);
        turn.identity(turn.source(), Attribute.NOTE, "AMS net id " + Packet.netId(bytes, NET_ID), IDENTITY);
        int version = tags.at(TAG_VERSION);
        if (version > 0)
            turn.identity(
                    turn.source(),
                    Attribute.SOFTWARE,
                    "TwinCAT " + bytes.u8(version) + "." + bytes.u8(version + 1) + "." + bytes.u16le(version + 2),
                    IDENTITY);
        int system = tags.at(TAG_SYSTEM);
        if (system > 0)
            turn.identity(
                    turn.source(),
                    Attribute.OPERATING_SYSTEM,
                    "Windows " + bytes.u32le(system + 4) + "." + bytes.u32le(system + 8) + "."
                            + bytes.u32le(system + 12),
                    IDENTITY);
    }

    /** Tag, length, value, one after the other. */
    private record Tags(Bytes bytes) {
        /** Offset of the tag's value, or 0. */
        int at(int tag) {
            int at = TAGS;
            for (long i = bytes.u32le(COUNT); i > 0 && bytes.has(at, 4); i--) {
                int length = bytes.u16le(at + 2);
                if (bytes.u16le(at) == tag) return bytes.has(at + 4, length) && length > 0 ? at + 4 : 0;
                at += 4 + length;
            }
            return 0;
        }

        String text(int tag) {
            int at = at(tag);
            return at == 0 ? null : bytes.ascii(at, bytes.u16le(at - 2));
        }
    }
}
