package dev.postern.plant;

import dev.postern.model.Frame;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A stretch of a plant's frames, decoded as far as the tests look. */
final class Tape {
    static final long HOUR = 3_600_000_000_000L;
    static final long MINUTE = 60_000_000_000L;

    /** One frame; IP fields are 0 where there is no IP, port fields where there is no TCP or UDP. */
    @SuppressWarnings("ArrayRecordComponent")
    record Seen(
            long number,
            long atNanos,
            byte[] bytes,
            long toMac,
            long fromMac,
            int etherType,
            int ttl,
            int ipProtocol,
            int fromIp,
            int toIp,
            int fromPort,
            int toPort) {
        int sequence() {
            return ByteBuffer.wrap(bytes).getInt(38);
        }

        int acknowledged() {
            return ByteBuffer.wrap(bytes).getInt(42);
        }

        int flags() {
            return bytes[47];
        }

        boolean isTcp() {
            return ipProtocol == 6;
        }

        byte[] payload() {
            int start = isTcp() ? 34 + ((bytes[46] & 0xF0) >> 2) : 42;
            return java.util.Arrays.copyOfRange(
                    bytes, start, 14 + (ByteBuffer.wrap(bytes).getShort(16) & 0xFFFF));
        }
    }

    private Tape() {}

    static List<Seen> record(Plant plant, long untilNanos) {
        List<Seen> tape = new ArrayList<>();
        Frame frame = new Frame();
        while (plant.next(frame) && frame.atNanos < untilNanos) tape.add(decode(frame));
        return tape;
    }

    static Seen decode(Frame frame) {
        ByteBuffer bytes = ByteBuffer.wrap(frame.data);
        int etherType = bytes.getShort(12) & 0xFFFF;
        boolean ip = etherType == 0x0800;
        int protocol = ip ? frame.data[23] : 0;
        boolean ports = protocol == 6 || protocol == 17;
        return new Seen(
                frame.number,
                frame.atNanos,
                frame.data,
                bytes.getLong(0) >>> 16,
                bytes.getLong(4) & 0xFFFF_FFFF_FFFFL,
                etherType,
                ip ? frame.data[22] & 0xFF : 0,
                protocol,
                ip ? bytes.getInt(26) : 0,
                ip ? bytes.getInt(30) : 0,
                ports ? bytes.getShort(34) & 0xFFFF : 0,
                ports ? bytes.getShort(36) & 0xFFFF : 0);
    }

    /** Nanosecond capture file, draft-ietf-opsawg-pcap section 4. */
    static void write(List<Seen> tape, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            ByteBuffer head = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
            head.putInt(0xA1B23C4D)
                    .putShort((short) 2)
                    .putShort((short) 4)
                    .putLong(0)
                    .putInt(262_144)
                    .putInt(1);
            out.write(head.array());
            for (Seen seen : tape) {
                ByteBuffer record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
                record.putInt((int) (seen.atNanos / 1_000_000_000L)).putInt((int) (seen.atNanos % 1_000_000_000L));
                out.write(record.putInt(seen.bytes.length)
                        .putInt(seen.bytes.length)
                        .array());
                out.write(seen.bytes);
            }
        }
    }
}
