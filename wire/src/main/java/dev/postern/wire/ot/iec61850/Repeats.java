package dev.postern.wire.ot.iec61850;

import dev.postern.model.Message;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.Arrays;

/**
 * The last frame of each control block of a flow. A publisher repeats it for hours and changes the sequence number only: then the message of before
 * is told again with that number, for the cost of a comparison. At most {@link #BLOCKS_MAX} frames of {@link #FRAME_BYTES_MAX}, the oldest goes
 * first. No part of a snapshot: after a restart each block is read once more.
 */
final class Repeats {
    static final String SEQUENCE = "sq_num";
    static final int BLOCKS_MAX = 4;
    static final int FRAME_BYTES_MAX = 1500;
    private static final int SEQUENCE_BYTES_MAX = 5;

    private record Told(byte[] frame, int sequenceAt, int sequenceBytes, Message message, int field) {
        boolean isRepeatedBy(byte[] data, int from, int length) {
            int after = sequenceAt + sequenceBytes;
            return frame.length == length
                    && Arrays.equals(frame, 0, sequenceAt, data, from, from + sequenceAt)
                    && Arrays.equals(frame, after, length, data, from + after, from + length);
        }
    }

    private transient Told[] told;
    private transient int next;

    /** Tells the message again if the frame repeats one. */
    boolean tell(Bytes bytes, Turn turn) {
        if (told == null) return false;
        for (Told one : told) {
            if (one == null || !one.isRepeatedBy(bytes.array(), bytes.arrayOffset(), bytes.length())) continue;
            long sequence = 0;
            for (int i = 0; i < one.sequenceBytes; i++) sequence = sequence << 8 | bytes.u8(one.sequenceAt + i);
            if (sequence == 0) return false;
            turn.again(one.message, one.field, sequence);
            return true;
        }
        return false;
    }

    /** @param sequenceAt where the number stands that may change, the only one of its kind */
    void remember(Bytes bytes, int sequenceAt, int sequenceBytes, Message message, Turn turn) {
        if (turn.complained() || bytes.overrun() || bytes.length() > FRAME_BYTES_MAX) return;
        if (sequenceBytes > SEQUENCE_BYTES_MAX) return;
        int field = message.fields().indexOf(SEQUENCE);
        if (told == null) told = new Told[BLOCKS_MAX];
        int at = next;
        for (int i = 0; i < BLOCKS_MAX; i++)
            if (told[i] != null && told[i].message.unit().equals(message.unit())) at = i;
        told[at] = new Told(bytes.copy(0, bytes.length()), sequenceAt, sequenceBytes, message, field);
        if (at == next) next = (next + 1) % BLOCKS_MAX;
    }
}
