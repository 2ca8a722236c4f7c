package dev.postern.wire;

import dev.postern.model.Observation;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import java.util.function.Consumer;

/**
 * SCTP, RFC 9260 section 3: associations told as they open and end, user messages handed to dissectors when they are whole in one chunk. Those
 * in several chunks are counted and not put together. At most {@value #CHUNKS_MAX} chunks of a packet.
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
    private static final int BEGINS_AND_ENDS = 3;

    private final Turn turn = new Turn();
    private final Reader reader;
    private final Counters counters;

    Sctp(Reader reader, Counters counters) {
        this.reader = reader;
        this.counters = counters;
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

    /** A user message; which protocol it says it is, is told when that changes. */
    private void user(
            Flow flow, boolean fromClient, Packet packet, int at, int header, int length, Consumer<Observation> out) {
        int from = packet.from;
        int end = packet.end;
        boolean first = (packet.data[at + 1] & 2) != 0;
        // In I-DATA the number stands there in the first part only.
        int payload = Octets.i32(packet.data, at + 12);
        if (first && (flow.asking != payload || flow.askedNanos < 0)) {
            flow.asking = payload;
            flow.askedNanos = packet.atNanos();
            turn.message("data", Verb.OTHER, Outcome.NOTICE)
                    .target("payload " + (payload & 0xFFFF_FFFFL))
                    .field("payload", payload & 0xFFFF_FFFFL)
                    .field("stream", (long) Octets.u16(packet.data, at + 8))
                    .emit();
        }
        if ((packet.data[at + 1] & BEGINS_AND_ENDS) == BEGINS_AND_ENDS) {
            packet.from = at + header;
            packet.end = at + length;
            reader.datagram(flow, fromClient, packet, out);
            packet.from = from;
            packet.end = end;
        } else if (first) {
            counters.limit("sctp messages in several chunks");
        }
    }
}
