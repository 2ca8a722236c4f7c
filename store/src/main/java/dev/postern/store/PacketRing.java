package dev.postern.store;

import dev.postern.model.Frame;
import dev.postern.model.FrameRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The last packets, on disk, up to a size: segments of {@link #SEGMENT_BYTES}, the oldest deleted first. A record is its length, the frame's
 * fields and its bytes; a segment is known by the order of its first frame. Flushed at every checkpoint, so that evidence cut out after a
 * {@code kill -9} is that of an undisturbed run; not forced to the disk, so that a power cut may cost packets around the last anomalies, never
 * evidence that was cut out already.
 */
public final class PacketRing implements AutoCloseable {
    static final int SEGMENT_BYTES = 16 << 20;
    private static final int BUFFER_BYTES = 1 << 20;
    /** A stretch of a segment with one entry in the index: what is read at least to find a frame. */
    private static final int STRETCH_BYTES = 64 << 10;

    // a record, in its order
    private static final int LENGTH = 0;
    private static final int WIRE_BYTES = 4;
    private static final int LINK_TYPE = 8;
    private static final int VLAN = 12;
    private static final int CAPTURE = 16;
    private static final int NUMBER = 20;
    private static final int ORDER = 28;
    private static final int AT = 36;
    private static final int HEADER_BYTES = 44;

    /** What a stretch of a segment, or a whole one, holds: its times, and the lowest and highest frame number of each capture. */
    private static final class Content {
        final int offset;
        final Map<Integer, long[]> numbers = new HashMap<>(4);
        long firstNanos = Long.MAX_VALUE;
        long lastNanos = Long.MIN_VALUE;
        /** The one noted last; most frames come from where the one before came from. */
        private int capture;

        private long[] range;

        Content(int offset) {
            this.offset = offset;
        }

        void note(long atNanos, int from, long number) {
            firstNanos = Math.min(firstNanos, atNanos);
            lastNanos = Math.max(lastNanos, atNanos);
            if (range == null || capture != from) {
                range = numbers.computeIfAbsent(from, _ -> new long[] {number, number});
                capture = from;
            }
            range[0] = Math.min(range[0], number);
            range[1] = Math.max(range[1], number);
        }

        boolean mayHold(long fromNanos, long toNanos, Set<FrameRef> frames) {
            if (lastNanos >= fromNanos && firstNanos <= toNanos) return true;
            for (FrameRef frame : frames) {
                long[] range = numbers.get(frame.capture());
                if (range != null && range[0] <= frame.frame() && frame.frame() <= range[1]) return true;
            }
            return false;
        }
    }

    private static final class Segment {
        final Path file;
        final Content whole = new Content(0);
        final List<Content> stretches = new ArrayList<>();
        int bytes;

        Segment(Path file) {
            this.file = file;
        }

        void note(long atNanos, int capture, long number) {
            if (stretches.isEmpty() || bytes - stretches.getLast().offset >= STRETCH_BYTES)
                stretches.add(new Content(bytes));
            whole.note(atNanos, capture, number);
            stretches.getLast().note(atNanos, capture, number);
        }
    }

    private final Path folder;
    private final long limitBytes;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    /** The stretch that is read just now. */
    private byte[] stretchBytes = new byte[STRETCH_BYTES];

    private FileChannel channel;
    private long heldBytes;
    private long removedSegments;

    /** @param keepOrder frames after this one are forgotten: they will come again */
    PacketRing(Path folder, long limitBytes, long keepOrder) {
        this.folder = folder;
        this.limitBytes = Math.max(limitBytes, 2L * SEGMENT_BYTES);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) reopen(file, keepOrder);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void reopen(Path file, long keepOrder) throws IOException {
        Segment segment = new Segment(file);
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (segment.bytes + HEADER_BYTES <= bytes.length) {
            int length = in.getInt(segment.bytes + LENGTH);
            if (length < 0 || segment.bytes + HEADER_BYTES + length > bytes.length) break;
            if (in.getLong(segment.bytes + ORDER) > keepOrder) break;
            segment.note(
                    in.getLong(segment.bytes + AT),
                    in.getInt(segment.bytes + CAPTURE),
                    in.getLong(segment.bytes + NUMBER));
            segment.bytes += HEADER_BYTES + length;
        }
        if (segment.bytes == 0) {
            Files.delete(file);
            return;
        }
        if (segment.bytes < bytes.length)
            try (FileChannel cut = FileChannel.open(file, StandardOpenOption.WRITE)) {
                cut.truncate(segment.bytes);
            }
        segments.add(segment);
        heldBytes += segment.bytes;
    }

    public synchronized void add(Frame frame) {
        try {
            Segment segment = segments.peekLast();
            if (channel == null || segment.bytes >= SEGMENT_BYTES) segment = next(frame.order);
            segment.note(frame.atNanos, frame.capture, frame.number);
            if (buffer.remaining() < HEADER_BYTES + frame.capturedBytes) write();
            buffer.putInt(frame.capturedBytes)
                    .putInt(frame.wireBytes)
                    .putInt(frame.linkType)
                    .putInt(frame.vlanTci)
                    .putInt(frame.capture)
                    .putLong(frame.number)
                    .putLong(frame.order)
                    .putLong(frame.atNanos);
            if (buffer.remaining() >= frame.capturedBytes) buffer.put(frame.data, frame.offset, frame.capturedBytes);
            else {
                write();
                ByteBuffer large = ByteBuffer.wrap(frame.data, frame.offset, frame.capturedBytes);
                while (large.hasRemaining()) channel.write(large);
            }
            segment.bytes += HEADER_BYTES + frame.capturedBytes;
            heldBytes += HEADER_BYTES + frame.capturedBytes;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Segment next(long order) throws IOException {
        if (channel != null) {
            write();
            channel.close();
        }
        Segment segment = new Segment(folder.resolve(String.format("%019d.ring", order)));
        channel = FileChannel.open(
                segment.file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        segments.add(segment);
        while (heldBytes + SEGMENT_BYTES > limitBytes && segments.size() > 1) {
            Segment oldest = segments.removeFirst();
            Files.deleteIfExists(oldest.file);
            heldBytes -= oldest.bytes;
            removedSegments++;
        }
        return segment;
    }

    /** What was added is then in the ring's files, where a process that is killed leaves it. */
    public synchronized void flush() {
        try {
            if (channel != null) write();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void write() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) channel.write(buffer);
        buffer.clear();
    }

    /** Receives frames that match; the frame and its octets are reused. */
    interface Sink {
        /** @return false when it has enough */
        boolean take(Frame frame);
    }

    /** Hands over the frames between two times, and those named whenever they were, in the order they came. */
    synchronized void read(long fromNanos, long toNanos, Set<FrameRef> named, Sink sink) {
        try {
            if (channel != null) write();
            Sink wanted = f ->
                    f.atNanos >= fromNanos && f.atNanos <= toNanos || named.contains(new FrameRef(f.capture, f.number))
                            ? sink.take(f)
                            : true;
            Predicate<Content> may = content -> content.mayHold(fromNanos, toNanos, named);
            for (Segment segment : segments) if (may.test(segment.whole) && !readSegment(segment, may, wanted)) return;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private boolean readSegment(Segment segment, Predicate<Content> may, Sink sink) throws IOException {
        Frame frame = new Frame();
        try (FileChannel in = FileChannel.open(segment.file, StandardOpenOption.READ)) {
            for (int i = 0; i < segment.stretches.size(); i++) {
                Content stretch = segment.stretches.get(i);
                if (!may.test(stretch)) continue;
                int end = i + 1 < segment.stretches.size() ? segment.stretches.get(i + 1).offset : segment.bytes;
                int length = end - stretch.offset;
                if (stretchBytes.length < length) stretchBytes = new byte[length];
                ByteBuffer into = ByteBuffer.wrap(stretchBytes, 0, length);
                while (into.hasRemaining() && in.read(into, stretch.offset + into.position()) >= 0) {}
                if (!take(stretchBytes, into.position(), frame, sink)) return false;
            }
        }
        return true;
    }

    private static boolean take(byte[] bytes, int length, Frame frame, Sink sink) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int at = 0;
        while (at + HEADER_BYTES <= length) {
            frame.data = bytes;
            frame.offset = at + HEADER_BYTES;
            frame.capturedBytes = in.getInt(at + LENGTH);
            frame.wireBytes = in.getInt(at + WIRE_BYTES);
            frame.linkType = in.getInt(at + LINK_TYPE);
            frame.vlanTci = in.getInt(at + VLAN);
            frame.capture = in.getInt(at + CAPTURE);
            frame.number = in.getLong(at + NUMBER);
            frame.order = in.getLong(at + ORDER);
            frame.atNanos = in.getLong(at + AT);
            at += HEADER_BYTES + frame.capturedBytes;
            if (!sink.take(frame)) return false;
        }
        return true;
    }

    /** Segments deleted to stay within the size. */
    public synchronized long removedSegments() {
        return removedSegments;
    }

    public synchronized long heldBytes() {
        return heldBytes;
    }

    private StoreException failed(IOException e) {
        return new StoreException("cannot keep packets in " + folder + ": " + e.getMessage(), e);
    }

    @Override
    public synchronized void close() {
        try {
            if (channel != null) {
                write();
                channel.close();
                channel = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
