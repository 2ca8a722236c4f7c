package dev.postern.wire;

import dev.postern.model.Observation;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import java.util.function.Consumer;

/**
 * SCTP, RFC 9260 section 3: associations told as they open and end, user messages handed to dissectors when they are whole, in one chunk or in
 * several ({@link SctpParts}). At most {@value #CHUNKS_MAX} chunks of a packet.
 */
final class Sctp {
    static final int PROTOCOL = 132;
    static final int CHUNKS_MAX = 64;
    private static final int HEADER_BYTES = 12;
    private static final int CHUNK_HEADER_BYTES = 4;
    private static final int DATA = 0,
            INIT = 1,
            INIT_ACK = 2,
            ABORT = 6,
            SHUTDOWN = 7,
            ERROR = 9,
            SHUTDOWN_COMPLETE = 14,
            I_DATA = 64;
    private static final int DATA_BYTES = 16, I_DATA_BYTES = 20;
    private static final int BEGINS = 2, BEGINS_AND_ENDS = 3, UNORDERED = 4;
    private static final int TSN = 4, STREAM = 8, MESSAGE = 12;
    /** Of the keys of messages that have a number, so that none is that of DATA. */
    private static final long NUMBERED = 1L << 62;

    private final Turn turn = new Turn();
    private final Wire.Limits limits;
    private final Counters counters;
    private final Budget budget;
    private final Reader reader;

    Sctp(Wire.Limits limits, Counters counters, Budget budget, Reader reader) {
        this.limits = limits;
        this.counters = counters;
        this.budget = budget;
        this.reader = reader;
    }

    /** Lays the packet over its chunks. Returns null or the broken rule. */
    String parse(Packet packet) {
        if (packet.length() < HEADER_BYTES) return "header ends early";
        packet.sourcePort = Octets.u16(packet.data, packet.from);
        packet.destinationPort = Octets.u16(packet.data, packet.from + 2);
        packet.from += HEADER_BYTES;
        int first = packet.length() > 0 ? packet.data[packet.from] & 0xFF : -1;
        packet.answers = first == INIT_ACK || first != INIT && packet.sourcePort < packet.destinationPort;
        return null;
    }

    void chunks(Flow flow, boolean fromClient, Packet packet, Consumer<Observation> out) {
        byte[] data = packet.data;
        int end = packet.end;
        int missing = packet.missing;
        int at = packet.from;
        for (int count = 0; at + CHUNK_HEADER_BYTES <= end; count++) {
            int length = Octets.u16(data, at + 2);
            turn.begin(packet, flow.conversation, fromClient, "sctp", null, out);
            boolean beyond = at + length > end;
            if (length < CHUNK_HEADER_BYTES || beyond && missing == 0) {
                turn.malformed(
                        length < CHUNK_HEADER_BYTES ? "chunk length below 4" : "chunk beyond packet", at - packet.from);
                return;
            }
            if (count == CHUNKS_MAX) {
                counters.limit("sctp chunks of a packet");
                return;
            }
            int type = data[at] & 0xFF;
            if (type == DATA || type == I_DATA) {
                int header = type == DATA ? DATA_BYTES : I_DATA_BYTES;
                if (length > header && at + header < end)
                    user(flow, fromClient, packet, at, header, Math.min(length, end - at), out);
            } else {
                control(type);
            }
            at += length + 3 & ~3;
        }
    }

    /** Only what opens, ends or breaks an association; the rest is its upkeep. */
    private void control(int type) {
        switch (type) {
            case INIT -> turn.message("open", Verb.SESSION, Outcome.REQUEST).emit();
            case INIT_ACK -> turn.message("open", Verb.SESSION, Outcome.SUCCESS).emit();
            case ABORT -> turn.message("abort", Verb.SESSION, Outcome.NOTICE).emit();
            case SHUTDOWN ->
                turn.message("close", Verb.SESSION, Outcome.REQUEST).emit();
            case SHUTDOWN_COMPLETE ->
                turn.message("close", Verb.SESSION, Outcome.SUCCESS).emit();
            case ERROR -> turn.message("error", Verb.SESSION, Outcome.NOTICE).emit();
            default -> {}
        }
    }

    /** A user message or a piece of one; which protocol it says it is, is told when that changes. */
    private void user(
            Flow flow, boolean fromClient, Packet packet, int at, int header, int length, Consumer<Observation> out) {
        boolean first = (packet.data[at + 1] & BEGINS) != 0;
        // In I-DATA the number stands there in the first part only.
        int payload = Octets.i32(packet.data, at + header - 4);
        if (first && (flow.asking != payload || flow.askedNanos < 0)) {
            flow.asking = payload;
            flow.askedNanos = packet.atNanos();
            turn.message("data", Verb.OTHER, Outcome.NOTICE)
                    .target("payload " + (payload & 0xFFFF_FFFFL))
                    .field("payload", payload & 0xFFFF_FFFFL)
                    .field("stream", (long) Octets.u16(packet.data, at + STREAM))
                    .emit();
        }
        if ((packet.data[at + 1] & BEGINS_AND_ENDS) == BEGINS_AND_ENDS) {
            hand(flow, fromClient, packet, packet.data, at + header, at + length, out);
            return;
        }
        boolean cut = length < Octets.u16(packet.data, at + 2);
        byte[] whole = cut ? null : piece(flow, fromClient, packet.data, at, header, length);
        if (whole != null) hand(flow, fromClient, packet, whole, 0, whole.length, out);
    }

    private void hand(
            Flow flow,
            boolean fromClient,
            Packet packet,
            byte[] message,
            int from,
            int end,
            Consumer<Observation> out) {
        byte[] data = packet.data;
        int packetFrom = packet.from;
        int packetEnd = packet.end;
        packet.data = message;
        packet.from = from;
        packet.end = end;
        reader.datagram(flow, fromClient, packet, out);
        packet.data = data;
        packet.from = packetFrom;
        packet.end = packetEnd;
    }

    /** Keeps a piece; the message, when it was the last one missing. */
    private byte[] piece(Flow flow, boolean fromClient, byte[] data, int at, int header, int length) {
        boolean numbered = header == I_DATA_BYTES;
        int flags = data[at + 1] & (BEGINS_AND_ENDS | UNORDERED);
        boolean first = (flags & BEGINS) != 0;
        long message = numbered ? numbered(data, at, flags) : 0;
        int number = numbered ? first ? 0 : Octets.i32(data, at + header - 4) : Octets.i32(data, at + TSN);
        SctpParts parts = flow.parts(fromClient);
        int bytes = length - header;
        if (parts.knows(message, number)) return null;
        if (parts.isFull()) {
            counters.limit("sctp messages in several chunks");
            budget.giveBack(flow, parts.giveUpOldest());
        }
        if (!budget.take(flow, bytes, limits.pendingBytesPerShard(), counters)) return null;
        parts.add(message, number, flags, data, at + header, at + length);
        byte[] whole = parts.whole(message, number);
        if (whole != null) budget.giveBack(flow, whole.length);
        return whole;
    }

    /** RFC 8260: a message is known by its stream, its number, and whether it is one of those in order. */
    private static long numbered(byte[] data, int at, int flags) {
        long stream = Octets.u16(data, at + STREAM);
        return NUMBERED | (long) (flags & UNORDERED) << 56 | stream << 32 | Octets.u32(data, at + MESSAGE);
    }
}
