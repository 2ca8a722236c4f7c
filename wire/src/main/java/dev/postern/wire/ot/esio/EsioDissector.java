package dev.postern.wire.ot.esio;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * A controller and its remote inputs and outputs send each other their data over and over; nobody asks and nobody answers. Stateless. The first
 * {@link #TRANSFERS_MAX} transfers of a telegram are read.
 *
 * <pre>{@code
 * 0      4      6         8        10            12         16        20      21
 * | ESIO | type | version | length | transaction | telegram | station | count | flags | transfers      each: id 4, destination 4, length 2, data
 *                                                | type 2 | length 2 | station | status | lost | diagnostics | flags      of a status telegram
 * }</pre>
 */
public final class EsioDissector implements Dissector {
    static final int TRANSFERS_MAX = 16;
    private static final String MAGIC = "ESIO";
    private static final int TYPE = 4, VERSION = 6, LENGTH = 8, TRANSACTION = 10, BODY = 12;
    private static final int STATION = 16, COUNT = 20, FLAGS = 21, TRANSFERS = 22, TRANSFER_BYTES = 10;
    private static final int STATUS = 20, LOST = 21, DIAGNOSTICS = 22, STATUS_FLAGS = 23, STATUS_END = 24;
    private static final int TRANSFER = 1, REPORT = 2;

    @Override
    public String protocol() {
        return "esio";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return speaks(transport) && port == 6060;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (!pending.startsWith(MAGIC, 0) || !pending.has(0, BODY)) return Recognition.NOT;
        int type = pending.u16(TYPE);
        boolean fits = (type == TRANSFER || type == REPORT) && pending.u16(LENGTH) == pending.length();
        return fits ? Recognition.CERTAIN : Recognition.UNSURE;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (!pending.startsWith(MAGIC, 0) || !pending.has(0, BODY)) {
            turn.malformed("no header", 0);
            return pending.length();
        }
        if (pending.u16(LENGTH) != pending.length()) turn.malformed("length does not fit datagram", LENGTH);
        switch (pending.u16(TYPE)) {
            case TRANSFER -> transfers(pending, turn);
            case REPORT -> report(pending, turn);
            default ->
                head(turn.message("type " + pending.u16(TYPE), Verb.OTHER, Outcome.NOTICE), pending)
                        .emit();
        }
        return pending.length();
    }

    private static Turn.Draft head(Turn.Draft draft, Bytes pending) {
        return draft.field("type", (long) pending.u16(TYPE))
                .field("version", (long) pending.u16(VERSION))
                .field("length", (long) pending.u16(LENGTH))
                .field("transaction", (long) pending.u16(TRANSACTION));
    }

    private static void transfers(Bytes pending, Turn turn) {
        if (!pending.has(0, TRANSFERS)) {
            turn.malformed("transfer header ends early", pending.length());
            return;
        }
        int count = pending.u8(COUNT);
        List<Object> ids = new ArrayList<>(), destinations = new ArrayList<>(), data = new ArrayList<>();
        List<Object> points = new ArrayList<>(), values = new ArrayList<>();
        int at = TRANSFERS;
        for (int i = 0; i < Math.min(count, TRANSFERS_MAX) && pending.has(at, TRANSFER_BYTES); i++) {
            int length = pending.u16(at + 8);
            if (!pending.has(at + TRANSFER_BYTES, length)) break;
            ids.add(pending.u32(at));
            destinations.add(pending.u32(at + 4));
            at += TRANSFER_BYTES;
            data.add(length == 0 ? "" : Values.hex(pending, at, at + length));
            for (int k = 0; k < length && values.size() < Values.SHOWN_MAX; k++) {
                points.add("transfer " + ids.getLast() + " [" + k + "]");
                values.add((long) pending.u8(at + k));
            }
            at += length;
        }
        head(turn.message("data", Verb.EXCHANGE, Outcome.NOTICE), pending)
                .unit(Long.toString(pending.u32(STATION)))
                .target(ids.size() == 1 ? "transfer " + ids.getFirst() : "")
                .field("telegram", pending.u32(BODY))
                .field("station", pending.u32(STATION))
                .field("count", (long) count)
                .field("flags", (long) pending.u8(FLAGS))
                .field("transfers", ids)
                .field("destinations", destinations)
                .field("data", data)
                .field("points", points)
                .field("values", values)
                .emit();
        if (ids.size() < Math.min(count, TRANSFERS_MAX)) turn.malformed("transfer ends early", at);
    }

    private static void report(Bytes pending, Turn turn) {
        if (!pending.has(0, STATUS_END)) {
            turn.malformed("status ends early", pending.length());
            return;
        }
        head(turn.message("status", Verb.REPORT, Outcome.NOTICE), pending)
                .unit(Long.toString(pending.u32(STATION)))
                .field("status_type", (long) pending.u16(BODY))
                .field("station", pending.u32(STATION))
                .field("status", (long) pending.u8(STATUS))
                .field("lost", (long) pending.u8(LOST))
                .field("diagnostics", (long) pending.u8(DIAGNOSTICS))
                .field("flags", (long) pending.u8(STATUS_FLAGS))
                .emit();
    }
}
