package dev.postern.wire;

import dev.postern.model.Traffic;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * One direction of a TCP stream: where it stands, what came too early, what a dissector still waits for. Plain data. Sequence numbers
 * are compared by the sign of their difference, so a wrap is nothing special.
 */
final class TcpHalf {
    /** Segments accepted last, remembered by checksum: repeated with other data they are evidence of injection. */
    static final int RECENT_MAX = 4;

    /** Bytes accepted last, remembered themselves: a segment that begins in the middle of another is compared with them. */
    static final int TAIL_BYTES = 64;

    private static final byte[] NOTHING = new byte[0];

    boolean synced;
    /** Sequence number of the next byte wanted. */
    int next;
    /** A jump too far to be believed at once: the number that would confirm it. */
    int suspect;

    boolean suspected;
    boolean finished;

    /** First timestamp in this window, and when it was captured; 0 for none. */
    int ticks;

    long ticksNanos;

    /** In order, not yet consumed: {@code pending[from, from + length)}, ends at {@link #next}. */
    byte[] pending = NOTHING;

    int from;
    int length;
    /** Pending bytes below which the dissector need not be asked. */
    int need;
    /** Bytes of the stream that belong to a message too long to keep. */
    long skip;
    /** Of an unknown protocol: bytes to come of the message begun last. */
    long unknownLeft;
    /** Bytes were lost since the dissector last read. */
    boolean gapped;
    /** Times the dissector wanted more without saying how much. */
    int retries;

    /** Came too early, by sequence number. */
    int[] laterSequences;

    byte[][] later;
    int laterCount;
    int laterBytes;
    long laterNanos;

    private final int[] recentSequences = new int[RECENT_MAX];
    private final int[] recentLengths = new int[RECENT_MAX];
    private final int[] recentChecksums = new int[RECENT_MAX];
    private int recentAt;

    /** Null until there was data; {@code tail[0, tailLength)} ends before {@link #tailNext}. */
    private byte[] tail;

    private int tailLength;
    private int tailNext;

    /** What the window's report says of the clock, null if nothing; the next window begins without. */
    Traffic.Ticks takeTicks() {
        if (ticks == 0) return null;
        Traffic.Ticks taken = new Traffic.Ticks(Integer.toUnsignedLong(ticks), ticksNanos);
        ticks = 0;
        return taken;
    }

    void begin(int sequence) {
        synced = true;
        suspected = false;
        next = sequence;
    }

    /** Appends to what is pending. */
    void append(byte[] data, int at, int count) {
        if (from + length + count > pending.length) {
            byte[] to = from > 0 && length + count <= pending.length
                    ? pending
                    : new byte[Math.max(256, Integer.highestOneBit(Math.max(1, length + count - 1)) * 2)];
            System.arraycopy(pending, from, to, 0, length);
            pending = to;
            from = 0;
        }
        System.arraycopy(data, at, pending, from + length, count);
        length += count;
    }

    void clear() {
        length = 0;
        from = 0;
        need = 0;
        retries = 0;
        if (pending.length > 4096) pending = NOTHING;
    }

    /** Keeps a segment that came too early; the one with the lower number first, of equals the older first. */
    void keepLater(int sequence, byte[] data, int at, int count, long atNanos) {
        if (later == null) {
            later = new byte[4][];
            laterSequences = new int[4];
        } else if (laterCount == later.length) {
            later = Arrays.copyOf(later, 2 * laterCount);
            laterSequences = Arrays.copyOf(laterSequences, 2 * laterCount);
        }
        if (laterCount == 0) laterNanos = atNanos;
        int i = laterCount;
        for (; i > 0 && laterSequences[i - 1] - sequence > 0; i--) {
            later[i] = later[i - 1];
            laterSequences[i] = laterSequences[i - 1];
        }
        later[i] = Arrays.copyOfRange(data, at, at + count);
        laterSequences[i] = sequence;
        laterCount++;
        laterBytes += count;
    }

    byte[] takeLater() {
        byte[] first = later[0];
        laterCount--;
        System.arraycopy(later, 1, later, 0, laterCount);
        System.arraycopy(laterSequences, 1, laterSequences, 0, laterCount);
        later[laterCount] = null;
        laterBytes -= first.length;
        if (laterCount == 0) {
            later = null;
            laterSequences = null;
        }
        return first;
    }

    void remember(int sequence, int count, int checksum) {
        recentSequences[recentAt] = sequence;
        recentLengths[recentAt] = count;
        recentChecksums[recentAt] = checksum;
        recentAt = (recentAt + 1) % RECENT_MAX;
    }

    /** Keeps the end of what was accepted from {@code sequence} on. */
    void keepTail(int sequence, byte[] data, int at, int count) {
        if (tail == null) tail = new byte[TAIL_BYTES];
        int kept = tailNext == sequence ? Math.min(tailLength, TAIL_BYTES - Math.min(count, TAIL_BYTES)) : 0;
        int taken = Math.min(count, TAIL_BYTES - kept);
        System.arraycopy(tail, tailLength - kept, tail, 0, kept);
        System.arraycopy(data, at + count - taken, tail, kept, taken);
        tailLength = kept + taken;
        tailNext = sequence + count;
    }

    /** The part of a segment that lies over the bytes accepted last differs from them. */
    boolean contradictsTail(int sequence, byte[] data, int at, int count) {
        int tailSequence = tailNext - tailLength;
        int first = Math.max(0, tailSequence - sequence);
        int last = Math.min(count, tailNext - sequence);
        for (int i = first; i < last; i++) if (data[at + i] != tail[sequence + i - tailSequence]) return true;
        return false;
    }

    /** Of the segments accepted last, one lies wholly within this one and had other content. */
    boolean contradicts(int sequence, byte[] data, int at, int count, CRC32C checksum) {
        for (int i = 0; i < RECENT_MAX; i++) {
            int shift = recentSequences[i] - sequence;
            if (recentLengths[i] == 0 || shift < 0 || shift > count - recentLengths[i]) continue;
            checksum.reset();
            checksum.update(data, at + shift, recentLengths[i]);
            if ((int) checksum.getValue() != recentChecksums[i]) return true;
        }
        return false;
    }

    /** The part of a segment that lies over pending bytes differs from them. */
    boolean contradictsPending(int sequence, byte[] data, int at, int count) {
        int pendingSequence = next - length;
        int first = Math.max(0, pendingSequence - sequence);
        int last = Math.min(count, next - sequence);
        for (int i = first; i < last; i++) {
            if (data[at + i] != pending[from + (sequence + i - pendingSequence)]) return true;
        }
        return false;
    }

    /** The part of a segment that lies over early bytes differs from them. */
    boolean contradictsLater(int sequence, byte[] data, int at, int count) {
        for (int i = 0; i < laterCount; i++) {
            int shift = laterSequences[i] - sequence;
            int first = Math.max(0, shift);
            int last = Math.min(count, shift + later[i].length);
            for (int k = first; k < last; k++) if (data[at + k] != later[i][k - shift]) return true;
        }
        return false;
    }

    /** All of this segment came early before. */
    boolean hasLater(int sequence, int count) {
        for (int i = 0; i < laterCount; i++) {
            int shift = sequence - laterSequences[i];
            if (shift >= 0 && shift + count <= later[i].length) return true;
        }
        return false;
    }
}
