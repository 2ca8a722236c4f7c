package dev.postern.capture;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Bytes of a file, inflated if gzipped, in chunks that are never written again once handed out: a frame may point into a chunk for as long
 * as anybody likes, and the collector takes the chunk when nobody does. Reading a record that spans two chunks copies its beginning.
 */
final class ByteSource implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 18;
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private final InputStream in;
    private final Counted raw;
    private byte[] chunk = new byte[CHUNK_BYTES];
    private int position;
    private int limit;
    private String damage;

    private ByteSource(InputStream in, Counted raw) {
        this.in = in;
        this.raw = raw;
    }

    static ByteSource open(Path path) {
        try {
            Counted raw = new Counted(
                    path.equals(CaptureFile.STANDARD_INPUT)
                            ? new FileInputStream(FileDescriptor.in)
                            : Files.newInputStream(path));
            BufferedInputStream buffered = new BufferedInputStream(raw, 1 << 16);
            buffered.mark(2);
            int magic = buffered.read() << 8 | buffered.read();
            buffered.reset();
            return new ByteSource(magic == GZIP_MAGIC ? new GZIPInputStream(buffered, 1 << 16) : buffered, raw);
        } catch (IOException e) {
            throw new CaptureException("cannot open " + path + ": " + why(e), e);
        }
    }

    /** What the system says of a missing file is its name alone. */
    private static String why(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "this user may not read it";
            default -> e.getMessage();
        };
    }

    /** Makes {@code count} bytes available in one piece, and returns how many there are: fewer at the end of the file. */
    int require(int count) throws IOException {
        if (limit - position >= count) return limit - position;
        if (chunk.length - position < count) {
            byte[] next = new byte[Math.max(CHUNK_BYTES, count)];
            System.arraycopy(chunk, position, next, 0, limit - position);
            limit -= position;
            position = 0;
            chunk = next;
        }
        while (limit - position < count) {
            int read = fill();
            if (read < 0) break;
            limit += read;
        }
        return limit - position;
    }

    private int fill() throws IOException {
        if (damage != null) return -1;
        try {
            return in.read(chunk, limit, chunk.length - limit);
        } catch (EOFException | ZipException e) {
            damage = "compressed data ends early or is damaged";
            return -1;
        }
    }

    /** Set when the compression broke off; what came before is good. */
    String damage() {
        return damage;
    }

    byte[] array() {
        return chunk;
    }

    int position() {
        return position;
    }

    void skip(int count) {
        position += count;
    }

    int peekMagic() throws IOException {
        return require(4) < 4 ? 0 : (int) INT.get(chunk, position);
    }

    int int32(int offset, ByteOrder order) {
        int value = (int) INT.get(chunk, position + offset);
        return order == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
    }

    int int16(int offset, ByteOrder order) {
        short value = (short) SHORT.get(chunk, position + offset);
        return (order == ByteOrder.BIG_ENDIAN ? value : Short.reverseBytes(value)) & 0xFFFF;
    }

    long bytesOnDiskRead() {
        return raw.count;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new CaptureException("cannot close a capture: " + e.getMessage(), e);
        }
    }

    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            if (octet >= 0) count++;
            return octet;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            if (read > 0) count += read;
            return read;
        }
    }
}
