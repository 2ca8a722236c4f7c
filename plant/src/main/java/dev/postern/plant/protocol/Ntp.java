package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/** NTP version 4: RFC 5905 section 7.3. Times are nanoseconds since 1970. */
public final class Ntp {
    public static final int PORT = 123;
    private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;

    private Ntp() {}

    public static byte[] ask(long nowNanos) {
        return new Out(48)
                .octets(0x23, 0, 10, 0xE9)
                .zeros(36)
                .u64(stamp(nowNanos))
                .done();
    }

    public static byte[] tell(long askedNanos, long receivedNanos, long sentNanos) {
        return new Out(48)
                .octets(0x24, 2, 10, 0xE8)
                .u32(0x0000_0123)
                .u32(0x0000_0456)
                .ascii("GPS", 4, 0)
                .u64(stamp(receivedNanos - 17_000_000_000L))
                .u64(stamp(askedNanos))
                .u64(stamp(receivedNanos))
                .u64(stamp(sentNanos))
                .done();
    }

    private static long stamp(long nanos) {
        long seconds = Math.floorDiv(nanos, 1_000_000_000L);
        long fraction = (Math.floorMod(nanos, 1_000_000_000L) << 32) / 1_000_000_000L;
        return (seconds + SECONDS_1900_TO_1970) << 32 | fraction;
    }
}
