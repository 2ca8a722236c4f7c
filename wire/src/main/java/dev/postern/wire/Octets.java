package dev.postern.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Big-endian numbers in a byte array, for headers whose length was checked; {@link Bytes} is for everything else. */
final class Octets {
    private static final VarHandle U16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle U32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle U64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    private Octets() {}

    static int u16(byte[] data, int at) {
        return (short) U16.get(data, at) & 0xFFFF;
    }

    static int i32(byte[] data, int at) {
        return (int) U32.get(data, at);
    }

    static long u32(byte[] data, int at) {
        return (int) U32.get(data, at) & 0xFFFF_FFFFL;
    }

    static long u48(byte[] data, int at) {
        return (long) u16(data, at) << 32 | u32(data, at + 2);
    }

    static long i64(byte[] data, int at) {
        return (long) U64.get(data, at);
    }

    /** Spreads every bit of {@code value} over the whole word (the finalizer of MurmurHash3). */
    static long mix(long value) {
        long h = value;
        h = (h ^ h >>> 33) * 0xFF51_AFD7_ED55_8CCDL;
        h = (h ^ h >>> 33) * 0xC4CE_B9FE_1A85_EC53L;
        return h ^ h >>> 33;
    }
}
