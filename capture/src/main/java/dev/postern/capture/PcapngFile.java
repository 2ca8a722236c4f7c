package dev.postern.capture;

import dev.postern.model.Frame;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Capture file of draft-ietf-opsawg-pcapng: sections, interfaces, enhanced (section 4.3), simple (4.4) and obsolete packet blocks;
 * other blocks are skipped.
 */
final class PcapngFile implements CaptureFile {
    static final int SECTION = 0x0A0D0D0A;
    static final int INTERFACE = 1;
    private static final int PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    static final int ENHANCED_PACKET = 6;
    static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
    private static final int BLOCK_BYTES_MIN = 12;
    private static final int OPTION_END = 0;
    static final int OPTION_TIME_RESOLUTION = 9;
    private static final int OPTION_TIME_OFFSET = 14;
    private static final int MICROSECONDS = 6;
    private static final int INTERFACES_MAX = 65_536;

    /**
     * @param resolution option if_tsresol: a time unit is 10^-n seconds, or with the high bit set 2^-n
     * @param offsetSeconds added to each time
     * @param snapBytes 0 for unlimited
     */
    private record Interface(int linkType, int resolution, long offsetSeconds, int snapBytes) {
        private static final int BINARY = 0x80;
        private static final long SECOND_NANOS = 1_000_000_000L;

        /** Times before the epoch or beyond what a long of nanoseconds holds become the nearest there is. */
        private static final long SECONDS_MAX = Long.MAX_VALUE / SECOND_NANOS - 1;

        /**
         * Exact to the nanosecond.
         *
         * @param units unsigned
         */
        long nanos(long units) {
            int exponent = resolution & ~BINARY;
            if ((resolution & BINARY) != 0) {
                if (exponent >= Long.SIZE) return at(0, 0);
                // 34 bits of a fraction are finer than a nanosecond, and their product with one billion fits.
                int finer = Math.max(0, exponent - 34);
                long fraction = (units & (1L << exponent) - 1) >>> finer;
                return at(units >>> exponent, fraction * SECOND_NANOS >>> exponent - finer);
            }
            if (exponent > 9) {
                long nanos = exponent - 9 > 18 ? 0 : Long.divideUnsigned(units, power(exponent - 9));
                return at(Long.divideUnsigned(nanos, SECOND_NANOS), Long.remainderUnsigned(nanos, SECOND_NANOS));
            }
            long perSecond = power(exponent);
            return at(
                    Long.divideUnsigned(units, perSecond),
                    Long.remainderUnsigned(units, perSecond) * power(9 - exponent));
        }

        private long at(long seconds, long nanos) {
            long whole = seconds < 0 ? SECONDS_MAX : Math.min(seconds, SECONDS_MAX);
            long shifted = whole + Math.clamp(offsetSeconds, -SECONDS_MAX, SECONDS_MAX);
            return Math.clamp(shifted, 0, SECONDS_MAX) * SECOND_NANOS + nanos;
        }

        private static long power(int exponent) {
            long power = 1;
            for (int i = 0; i < exponent; i++) power *= 10;
            return power;
        }
    }

    private final ByteSource source;
    private final List<Interface> interfaces = new ArrayList<>();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private long number;
    private long lastNanos;
    private String damage;

    PcapngFile(ByteSource source) {
        this.source = source;
    }

    static boolean isMagic(int magic) {
        return magic == SECTION;
    }

    @Override
    public boolean next(Frame frame) {
        if (damage != null) return false;
        try {
            while (true) {
                int length = block();
                if (length < 0) return false;
                int type = source.int32(0, order);
                boolean found = type == ENHANCED_PACKET && enhanced(frame, length)
                        || type == SIMPLE_PACKET && simple(frame, length)
                        || type == PACKET && obsolete(frame, length);
                if (type == INTERFACE) addInterface(length);
                source.skip(length);
                if (found) {
                    frame.number = ++number;
                    return true;
                }
                if (damage != null) return false;
            }
        } catch (IOException e) {
            throw new CaptureException("cannot read on after record " + number + ": " + e.getMessage(), e);
        }
    }

    /** Makes the next block available in one piece and returns its length, or -1 at the end. */
    private int block() throws IOException {
        int available = source.require(BLOCK_BYTES_MIN);
        if (available < BLOCK_BYTES_MIN) {
            if (available > 0) damage = "last block cut after " + available + " bytes";
            return -1;
        }
        if (source.int32(0, ByteOrder.BIG_ENDIAN) == SECTION) {
            boolean big = source.int32(8, ByteOrder.BIG_ENDIAN) == BYTE_ORDER_MAGIC;
            order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            interfaces.clear();
        }
        int length = source.int32(4, order);
        if (length < BLOCK_BYTES_MIN || length % 4 != 0 || length > RECORD_BYTES_MAX) {
            damage = "block after record " + number + " claims " + Integer.toUnsignedString(length) + " bytes";
            return -1;
        }
        available = source.require(length);
        if (available < length) {
            damage = "last block cut after " + available + " of " + length + " bytes";
            return -1;
        }
        return length;
    }

    private void addInterface(int length) {
        if (length < 20 || interfaces.size() >= INTERFACES_MAX) {
            damage = "interface block cut, or more than " + INTERFACES_MAX + " of them";
            return;
        }
        int resolution = MICROSECONDS;
        long offsetSeconds = 0;
        int at = 16;
        while (at + 4 <= length - 4) {
            int code = source.int16(at, order);
            int size = source.int16(at + 2, order);
            if (code == OPTION_END || at + 4 + size > length - 4) break;
            if (code == OPTION_TIME_RESOLUTION && size >= 1) {
                resolution = source.array()[source.position() + at + 4] & 0xFF;
            } else if (code == OPTION_TIME_OFFSET && size >= 8) {
                long first = source.int32(at + 4, order) & 0xFFFF_FFFFL;
                long second = source.int32(at + 8, order) & 0xFFFF_FFFFL;
                offsetSeconds = order == ByteOrder.BIG_ENDIAN ? first << 32 | second : second << 32 | first;
            }
            at += 4 + (size + 3 & ~3);
        }
        interfaces.add(new Interface(source.int16(8, order), resolution, offsetSeconds, source.int32(12, order)));
    }

    private boolean enhanced(Frame frame, int length) {
        return length >= 32 && packet(frame, source.int32(8, order), 12, 28, length);
    }

    private boolean obsolete(Frame frame, int length) {
        return length >= 32 && packet(frame, source.int16(8, order), 12, 28, length);
    }

    private boolean packet(Frame frame, int ordinal, int timeAt, int bytesAt, int length) {
        int captured = source.int32(timeAt + 8, order);
        if (ordinal < 0 || ordinal >= interfaces.size() || captured < 0 || captured > length - bytesAt - 4) {
            damage = "packet block after record " + number + " names an unknown interface or an impossible length";
            return false;
        }
        Interface from = interfaces.get(ordinal);
        long units = (long) source.int32(timeAt, order) << 32 | source.int32(timeAt + 4, order) & 0xFFFF_FFFFL;
        lastNanos = from.nanos(units);
        lay(frame, from, bytesAt, captured, source.int32(timeAt + 12, order));
        return true;
    }

    /** Has no time of its own: it gets that of the packet before it. */
    private boolean simple(Frame frame, int length) {
        if (interfaces.isEmpty() || length < 16) {
            damage = "simple packet block before any interface block";
            return false;
        }
        Interface from = interfaces.getFirst();
        int original = source.int32(8, order);
        int captured = Math.min(original < 0 ? Integer.MAX_VALUE : original, length - 16);
        if (from.snapBytes > 0) captured = Math.min(captured, from.snapBytes);
        lay(frame, from, 12, captured, original);
        return true;
    }

    private void lay(Frame frame, Interface from, int bytesAt, int captured, int original) {
        frame.data = source.array();
        frame.offset = source.position() + bytesAt;
        frame.capturedBytes = captured;
        frame.wireBytes = Math.max(captured, original);
        frame.atNanos = lastNanos;
        frame.linkType = from.linkType;
        frame.vlanTci = Frame.NO_VLAN;
    }

    @Override
    public Optional<String> damage() {
        return Optional.ofNullable(source.damage() != null ? source.damage() : damage);
    }

    @Override
    public long position() {
        return source.bytesOnDiskRead();
    }

    @Override
    public void close() {
        source.close();
    }
}
