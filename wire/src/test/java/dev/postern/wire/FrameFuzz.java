package dev.postern.wire;

import dev.postern.model.Frame;
import dev.postern.model.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Fuzz target: frames of any link type through a whole {@link Wire}: link, IP and fragments, TCP, flows, dissectors. Input: octet 0 is the
 * link type, octet 1 chooses narrow or usual limits and what lies around the frames in memory; then frames, each with an octet of flags, an
 * octet that says how far time goes, two octets of length, and that many octets or what is left.
 */
public final class FrameFuzz {
    static final int HEADER_BYTES = 4;
    static final int LEAP = 1;
    static final int CUT = 2;
    static final int LATE = 4;
    static final int CLOSE = 8;
    static final int TAGGED = 16;

    private static final long MILLI_NANOS = 1_000_000L;
    private static final long YEAR_NANOS = 365 * 86_400 * 1_000_000_000L;
    private static final Wire.Limits NARROW = new Wire.Limits(16, 4, 512, 2048);

    private FrameFuzz() {}

    /** Loads the dissectors, so that this does not count as time of the first input. */
    public static void fuzzerInitialize() {
        Dissectors.standard();
    }

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) return;
        List<Observation> plain = run(input, 0);
        List<Observation> elsewhere = run(input, 1 + (input[1] >>> 1 & 0x7F));
        if (!plain.equals(elsewhere))
            throw new AssertionError("depends on what lies around the frame:\n" + plain + "\n" + elsewhere);
    }

    /** @param around octets of noise before and behind each frame */
    private static List<Observation> run(byte[] input, int around) {
        Wire.Limits limits = (input[1] & 1) == 0 ? Wire.Limits.defaults() : NARROW;
        Wire wire = new Wire(limits);
        List<Observation> seen = new ArrayList<>();
        Random noise = new Random(around);
        Frame frame = new Frame();
        frame.linkType = input[0] & 0xFF;
        frame.atNanos = 50 * YEAR_NANOS;
        int at = 2;
        while (at + HEADER_BYTES <= input.length) {
            int flags = input[at];
            int ahead = input[at + 1];
            int count = Math.min(Octets.u16(input, at + 2), input.length - at - HEADER_BYTES);
            at += HEADER_BYTES;
            boolean leap = (flags & LEAP) != 0;
            // Time stays between the epoch and the year 2261, as captures give it.
            frame.atNanos = Math.clamp(frame.atNanos + ahead * (leap ? YEAR_NANOS : MILLI_NANOS), 0, 291 * YEAR_NANOS);
            frame.order++;
            frame.number++;
            frame.data = new byte[around + count + around];
            noise.nextBytes(frame.data);
            System.arraycopy(input, at, frame.data, around, count);
            frame.offset = around;
            frame.capturedBytes = count;
            frame.wireBytes =
                    (flags & CUT) != 0 ? Math.max(count, ahead < 0 ? Integer.MAX_VALUE : count + ahead) : count;
            frame.late = (flags & LATE) != 0;
            frame.vlanTci = (flags & TAGGED) != 0 ? ahead & 0xFFF : Frame.NO_VLAN;
            int shard = Wire.shard(frame, 8);
            hold(shard >= 0 && shard < 8, "shard " + shard);
            int length = count;
            wire.frame(frame, observation -> {
                // Reassembled datagrams and streams are longer than the frame that completed them.
                Wellformed.check(observation, Math.max(length, 1 << 18));
                seen.add(observation);
            });
            Arrays.fill(frame.data, (byte) 0xEE);
            hold(wire.flows() <= limits.flows(), wire.flows() + " flows");
            hold(wire.pendingBytes() >= 0 && wire.pendingBytes() <= limits.pendingBytesPerShard(), "pending bytes");
            if ((flags & CLOSE) != 0) {
                long minute = Math.floorDiv(frame.atNanos, Wire.WINDOW_NANOS) * Wire.WINDOW_NANOS;
                wire.close(minute + Wire.WINDOW_NANOS, seen::add);
            }
            at += count;
        }
        hold(wire.counters().frames == frame.number, "frames lost");
        wire.close(Long.MAX_VALUE, seen::add);
        hold(wire.flows() == 0 && wire.pendingBytes() == 0, "something stays behind at the end of time");
        return seen;
    }

    private static void hold(boolean fact, String what) {
        if (!fact) throw new AssertionError(what);
    }
}
