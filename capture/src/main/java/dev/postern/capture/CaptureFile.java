package dev.postern.capture;

import dev.postern.model.Frame;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The frames of one capture file in the order of the file: pcap (microseconds and nanoseconds, both byte orders) and pcapng (several
 * sections and interfaces, any time resolution, unknown blocks skipped), either of them gzipped. One pass, constant memory, never more
 * than one record ahead.
 */
public sealed interface CaptureFile extends Closeable permits PcapFile, PcapngFile {
    /** A record longer than this is not believed: the file is taken to end there. */
    int RECORD_BYTES_MAX = 16 << 20;

    /** A capture that comes through a pipe; it can be opened once. A file of this name is {@code ./-}. */
    Path STANDARD_INPUT = Path.of("-");

    /**
     * @throws CaptureException if the file cannot be opened or is no capture
     */
    static CaptureFile open(Path path) {
        ByteSource source = ByteSource.open(path);
        try {
            int magic = source.peekMagic();
            if (PcapngFile.isMagic(magic)) return new PcapngFile(source);
            if (PcapFile.isMagic(magic)) return new PcapFile(source, magic);
        } catch (IOException e) {
            source.close();
            throw new CaptureException("cannot read " + path + ": " + e.getMessage(), e);
        }
        source.close();
        throw new CaptureException((path.equals(STANDARD_INPUT) ? "standard input" : path)
                + " is neither a pcap nor a pcapng file (gzipped or plain)");
    }

    /**
     * Lays {@code frame} over the next record: bytes, lengths, time, link type and number; the rest of the frame is left as it is.
     *
     * @return false at the end of the file, or where the rest cannot be read; {@link #damage} then says why
     * @throws CaptureException if the disk fails
     */
    boolean next(Frame frame);

    /** What is wrong with the file, if anything, once {@link #next} returned false: {@code last record cut after 12 of 60 bytes}. */
    Optional<String> damage();

    /** Bytes of the file on disk consumed so far, for progress. */
    long position();

    @Override
    void close();
}
