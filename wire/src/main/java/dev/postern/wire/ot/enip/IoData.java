package dev.postern.wire.ot.enip;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * One packet of cyclic data, volume 2 section 2-6.3: a sequenced address item and a connected data item, nothing around them. The
 * connection id is new each time a connection opens, so the target is only {@code io}. Whether a run/idle header precedes the data is agreed
 * in the forward open, which runs in another flow, so it stays part of the data.
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
        turn.message("io", Verb.EXCHANGE, Outcome.NOTICE)
                .target("io")
                .field("connection", packet.u32le(CONNECTION))
                .field("sequence", packet.u32le(SEQUENCE))
                .field("size", (long) length)
                .field("data", packet.hex(DATA, Math.min(length, SHOWN_BYTES_MAX)))
                .emit();
    }
}
