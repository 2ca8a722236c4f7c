package dev.postern.wire.ot.iec61850;

import dev.postern.model.Message;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.Arrays;

/**
 * The last frames of a flow. A publisher repeats each of its control blocks for hours and changes the sequence number only: then the message of before is told
 * again with that number, for the cost of a comparison. At most {@link #FRAMES_MAX} frames of {@link #FRAME_BYTES_MAX}, latest first; the one repeated
 * longest ago goes, or that of a block which was never repeated and has a new one. No part of a snapshot: after a restart each block is read once more.
 */
final class Repeats {
    static final String SEQUENCE = "sq_num";
    static final int FRAMES_MAX = 8;
    static final int FRAME_BYTES_MAX = 1500;
    private static final int SEQUENCE_BYTES_MAX = 5;

    private static final class Told {
        final byte[] frame;
        final int sequenceAt;
        final int sequenceBytes;
        final Message message;
        final int field;
        boolean repeated;

        Told(byte[] frame, int sequenceAt, int sequenceBytes, Message message, int field) {
            this.frame = frame;
            this.sequenceAt = sequenceAt;
            this.sequenceBytes = sequenceBytes;
            this.message = message;
            this.field = field;
        }

        boolean isRepeatedBy(byte[] data, int from, int length) {
            int after = sequenceAt + sequenceBytes;
            return frame.length == length
                    && Arrays.equals(frame, 0, sequenceAt, data, from, from + sequenceAt)
                    && Arrays.equals(frame, after, length, data, from + after, from + length);
        }
    }

    private transient Told[] told;

    /** Tells the message again if the frame repeats one. */
    boolean tell(Bytes bytes, Turn turn) {
        if (told == null) return false;
        for (int at = 0; at < told.length && told[at] != null; at++) {
            Told one = told[at];
            if (!one.isRepeatedBy(bytes.array(), bytes.arrayOffset(), bytes.length())) continue;
            one.repeated = true;
            first(one, at);
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
        if (told == null) told = new Told[FRAMES_MAX];
        int at = 0;
        while (at < FRAMES_MAX - 1 && told[at] != null && !isOutdatedBy(message, told[at])) at++;
        first(new Told(bytes.copy(0, bytes.length()), sequenceAt, sequenceBytes, message, field), at);
    }

    private static boolean isOutdatedBy(Message message, Told one) {
        return !one.repeated && one.message.unit().equals(message.unit());
    }

    /** Puts it first; those before {@code at} move up by one. */
    private void first(Told one, int at) {
        System.arraycopy(told, 0, told, 1, at);
        told[0] = one;
    }
}
