package dev.postern.wire.ot.enip;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * One packet of cyclic data, volume 2 section 2-6.3: a sequenced address item and a connected data item, nothing around them. The
 * connection id is new each time a connection opens, so the target is only {@code io}; its values are told by {@link IoConnection}. Of a connection that was seen opening, in another flow, the run/idle header
 * of the outputs is read ({@link Outputs}); it stays part of the data as well. The packet with which a controller that ran says that it idles has an operation of its own, and
 * is no cyclic matter.
 *
 * <pre>02 00 | 02 80 08 00 connection(4) sequence(4) | B1 00 length(2) data</pre>
 */
final class IoData {
    private static final int CONNECTION = 6, SEQUENCE = 10, DATA_TYPE = 14, DATA_LENGTH = 16, DATA = 18;
    private static final int SHOWN_BYTES_MAX = 64;

    private IoData() {}

    static boolean isOne(Bytes packet) {
        return packet.length() >= DATA
                && packet.u16le(0) == 2
                && packet.u16le(2) == Items.SEQUENCED_ADDRESS
                && packet.u16le(4) == 8
                && packet.u16le(DATA_TYPE) == Items.CONNECTED_DATA
                && packet.u16le(DATA_LENGTH) == packet.length() - DATA;
    }

    static void read(Bytes packet, Turn turn) {
        int length = packet.length() - DATA;
        long connection = packet.u32le(CONNECTION);
        EnipState state = turn.state();
        boolean begins = packet.u32le(SEQUENCE) <= 1;
        Outputs outputs = state.outputs(turn, connection, begins);
        boolean told = outputs.read(packet, DATA);
        Turn.Draft draft = outputs.idled()
                ? turn.message("outputs idle", Verb.DIAGNOSE, Outcome.NOTICE)
                : turn.message("io", Verb.EXCHANGE, Outcome.NOTICE);
        draft.target("io")
                .field("connection", connection)
                .field("sequence", packet.u32le(SEQUENCE))
                .field("size", (long) length)
                .field("data", packet.hex(DATA, Math.min(length, SHOWN_BYTES_MAX)));
        if (told) draft.field("run", outputs.running());
        IoConnection io = state.cyclic(turn, connection, begins);
        if (io != null) io.tell(packet, DATA, connection, told, turn, draft);
        draft.emit();
    }
}
