package dev.postern.capture;

import dev.postern.model.Frame;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;

/** Classic capture file, draft-ietf-opsawg-pcap: 24 bytes of header, then records of 16 bytes of header and the frame. */
final class PcapFile implements CaptureFile {
    private static final int MICROS = 0xA1B2C3D4;
    static final int NANOS = 0xA1B23C4D;
    private static final int FILE_HEADER_BYTES = 24;
    private static final int LINK_TYPE = 20;
    private static final int RECORD_HEADER_BYTES = 16;
    private static final int SECONDS = 0;
    private static final int FRACTION = 4;
    private static final int CAPTURED = 8;
    private static final int ORIGINAL = 12;

    private final ByteSource source;
    private final ByteOrder order;
    private final long fractionNanos;
    private final int linkType;
    private long number;
    private String damage;

    PcapFile(ByteSource source, int magic) throws IOException {
        this.source = source;
        order = magic == MICROS || magic == NANOS ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        fractionNanos = magic == NANOS || Integer.reverseBytes(magic) == NANOS ? 1 : 1_000;
        if (source.require(FILE_HEADER_BYTES) < FILE_HEADER_BYTES) {
            damage = "file header cut";
            linkType = 0;
            source.skip(source.require(0));
        } else {
            linkType = source.int32(LINK_TYPE, order) & 0x0FFF_FFFF;
            source.skip(FILE_HEADER_BYTES);
        }
    }

    static boolean isMagic(int magic) {
        int reversed = Integer.reverseBytes(magic);
        return magic == MICROS || magic == NANOS || reversed == MICROS || reversed == NANOS;
    }

    @Override
    public boolean next(Frame frame) {
        try {
            int available = source.require(RECORD_HEADER_BYTES);
            if (available < RECORD_HEADER_BYTES) {
                if (available > 0) damage = "last record header cut after " + available + " of 16 bytes";
                return false;
            }
            int captured = source.int32(CAPTURED, order);
            if (captured < 0 || captured > RECORD_BYTES_MAX) {
                damage = "record " + (number + 1) + " claims " + Integer.toUnsignedString(captured) + " bytes";
                return false;
            }
            available = source.require(RECORD_HEADER_BYTES + captured) - RECORD_HEADER_BYTES;
            if (available < captured) {
                damage = "last record cut after " + available + " of " + captured + " bytes";
                return false;
            }
            long seconds = source.int32(SECONDS, order) & 0xFFFF_FFFFL;
            // Signed: some writers borrow no second when they correct a time, and so write a little less than zero.
            long fraction = source.int32(FRACTION, order);
            frame.data = source.array();
            frame.offset = source.position() + RECORD_HEADER_BYTES;
            frame.capturedBytes = captured;
            frame.wireBytes = Math.max(captured, source.int32(ORIGINAL, order));
            frame.atNanos = Math.max(0, seconds * 1_000_000_000L + fraction * fractionNanos);
            frame.linkType = linkType;
            frame.vlanTci = Frame.NO_VLAN;
            frame.number = ++number;
            source.skip(RECORD_HEADER_BYTES + captured);
            return true;
        } catch (IOException e) {
            throw new CaptureException("cannot read on after record " + number + ": " + e.getMessage(), e);
        }
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
