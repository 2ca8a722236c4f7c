package dev.postern.capture;

import dev.postern.model.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes Ethernet frames to a capture as they come, times to the nanosecond: pcap (draft-ietf-opsawg-pcap section 4) or pcapng
 * (draft-ietf-opsawg-pcapng: one section, one interface, enhanced packet blocks). Holds one buffer of frames and nothing else. Not thread safe.
 */
public final class CaptureWriter implements AutoCloseable {
    /** What the records look like. */
    public enum Format {
        PCAP,
        PCAPNG
    }

    private static final int BUFFER_BYTES = 1 << 17;
    private static final int SNAP_BYTES = 1 << 18;
    private static final int ETHERNET = 1;
    private static final int RECORD_BYTES = 16;
    private static final int BLOCK_BYTES = 32;
    private static final int NANOSECONDS = 9;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final String name;
    private final OutputStream out;
    private final Format format;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long frames;
    private long bytes;

    private CaptureWriter(String name, OutputStream out, Format format) {
        this.name = name;
        this.out = out;
        this.format = format;
        if (format == Format.PCAP) pcapHeader();
        else pcapngHeader();
    }

    /**
     * Begins a file anew. Its name tells the format: {@code .pcap} or {@code .pcapng}, either with {@code .gz}.
     *
     * @throws CaptureException if the name says no format, or the file cannot be written
     */
    public static CaptureWriter open(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean zipped = name.endsWith(".gz");
        if (zipped) name = name.substring(0, name.length() - 3);
        if (!name.endsWith(".pcap") && !name.endsWith(".pcapng"))
            throw new CaptureException(
                    file + " says no format; end its name in .pcap, .pcapng, .pcap.gz or .pcapng.gz");
        Format format = name.endsWith(".pcap") ? Format.PCAP : Format.PCAPNG;
        try {
            OutputStream out = Files.newOutputStream(file);
            return new CaptureWriter(file.toString(), zipped ? new Zipped(out) : out, format);
        } catch (IOException e) {
            throw cannotWrite(file.toString(), e);
        }
    }

    /** Goes to {@code out}, which this closes; {@code name} is for messages. */
    public static CaptureWriter to(OutputStream out, String name, Format format) {
        return new CaptureWriter(name, out, format);
    }

    /** Fast rather than small: what generators write is thrown away or packed again. */
    private static final class Zipped extends GZIPOutputStream {
        Zipped(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private void pcapHeader() {
        buffer.putInt(PcapFile.NANOS).putShort((short) 2).putShort((short) 4).putLong(0);
        buffer.putInt(SNAP_BYTES).putInt(ETHERNET);
    }

    private void pcapngHeader() {
        // Section of unknown length.
        buffer.putInt(PcapngFile.SECTION).putInt(28).putInt(PcapngFile.BYTE_ORDER_MAGIC);
        buffer.putShort((short) 1).putShort((short) 0).putLong(-1).putInt(28);
        // Interface with one option, if_tsresol, and the end of options.
        buffer.putInt(PcapngFile.INTERFACE)
                .putInt(32)
                .putShort((short) ETHERNET)
                .putShort((short) 0);
        buffer.putInt(SNAP_BYTES)
                .putShort((short) PcapngFile.OPTION_TIME_RESOLUTION)
                .putShort((short) 1);
        buffer.putInt(NANOSECONDS).putInt(0).putInt(32);
    }

    /** @throws CaptureException if the disk is full or the reader of the pipe is gone */
    public void add(Frame frame) {
        int padded = frame.capturedBytes + 3 & ~3;
        if (buffer.remaining() < BLOCK_BYTES + padded) drain();
        if (buffer.remaining() < BLOCK_BYTES + padded)
            throw new IllegalArgumentException("frame of " + frame.capturedBytes + " bytes");
        frames++;
        if (format == Format.PCAP) {
            buffer.putInt((int) (frame.atNanos / SECOND_NANOS)).putInt((int) (frame.atNanos % SECOND_NANOS));
            buffer.putInt(frame.capturedBytes).putInt(frame.wireBytes);
            buffer.put(frame.data, frame.offset, frame.capturedBytes);
            bytes += RECORD_BYTES + frame.capturedBytes;
            return;
        }
        buffer.putInt(PcapngFile.ENHANCED_PACKET).putInt(BLOCK_BYTES + padded).putInt(0);
        buffer.putInt((int) (frame.atNanos >>> 32)).putInt((int) frame.atNanos);
        buffer.putInt(frame.capturedBytes).putInt(frame.wireBytes);
        buffer.put(frame.data, frame.offset, frame.capturedBytes);
        for (int i = frame.capturedBytes; i < padded; i++) buffer.put((byte) 0);
        buffer.putInt(BLOCK_BYTES + padded);
        bytes += BLOCK_BYTES + padded;
    }

    /** Hands on what waits in the buffer: for a reader at the other end of a pipe. */
    public void flush() {
        drain();
        try {
            out.flush();
        } catch (IOException e) {
            throw cannotWrite(name, e);
        }
    }

    private void drain() {
        try {
            out.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        } catch (IOException e) {
            throw cannotWrite(name, e);
        }
    }

    /** Records written, headers and compression aside. */
    public long bytes() {
        return bytes;
    }

    public long frames() {
        return frames;
    }

    @Override
    public void close() {
        try (out) {
            drain();
        } catch (IOException e) {
            throw cannotWrite(name, e);
        }
    }

    private static CaptureException cannotWrite(String name, IOException e) {
        String why = e instanceof java.nio.file.NoSuchFileException ? "its folder does not exist" : e.getMessage();
        return new CaptureException("cannot write " + name + ": " + why, e);
    }
}
