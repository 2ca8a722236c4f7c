package dev.postern.store;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Snapshots of what was learned: 8 bytes of magic, 4 bytes of format version, the content, 32 bytes of SHA-256 over all before. Written aside,
 * forced to the disk, then renamed, so that a name always means a whole file. A snapshot lives until the checkpoint after the next.
 */
public final class Snapshots {
    private static final long MAGIC = 0x504F53544E534E50L;
    private static final int HEADER_BYTES = 12;
    private static final int DIGEST_BYTES = 32;

    private final Path folder;

    Snapshots(Path folder) {
        this.folder = folder;
    }

    /** Writes content to a stream; may fail as streams do. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Reads content of a format from a stream that ends where the content ends. */
    public interface Reader<T> {
        T readFrom(InputStream in, int format) throws IOException;
    }

    /** @return the name under which {@link #read} finds it */
    public String write(long order, int format, Content content) {
        String name = unusedName(order);
        Path aside = folder.resolve(name + ".tmp");
        MessageDigest digest = Hashes.digest();
        try {
            try (FileChannel channel = FileChannel.open(
                            aside,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE);
                    OutputStream file =
                            new BufferedOutputStream(java.nio.channels.Channels.newOutputStream(channel), 1 << 16)) {
                DigestOutputStream hashed = new DigestOutputStream(file, digest);
                DataOutputStream data = new DataOutputStream(hashed);
                data.writeLong(MAGIC);
                data.writeInt(format);
                data.flush();
                content.writeTo(new Unclosed(hashed));
                hashed.flush();
                file.write(digest.digest());
                file.flush();
                channel.force(true);
            }
            Durable.rename(aside, folder.resolve(name));
            return name;
        } catch (IOException e) {
            throw new StoreException("cannot write a snapshot to " + folder + ": " + e.getMessage(), e);
        }
    }

    /** A checkpoint may name the file of an earlier snapshot at the same order, so that one is never written over. */
    private String unusedName(long order) {
        String name = String.format("%019d.snapshot", order);
        for (int again = 1; Files.exists(folder.resolve(name)); again++)
            name = String.format("%019d-%d.snapshot", order, again);
        return name;
    }

    /**
     * @param oldest format that the reader knows
     * @param newest that it knows
     * @throws StoreException if it is damaged or of another format
     */
    public <T> T read(String name, int oldest, int newest, Reader<T> reader) {
        Path file = folder.resolve(name);
        try {
            verify(file);
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
                DataInputStream data = new DataInputStream(in);
                if (data.readLong() != MAGIC) throw damaged(file, "it does not begin as one");
                int found = data.readInt();
                if (found < oldest || found > newest)
                    throw new StoreException(
                            "the snapshot " + file + " has format " + found + ", this release reads " + oldest + " to "
                                    + newest + "; use the release that wrote it, or begin anew with another --home");
                long length = Files.size(file) - HEADER_BYTES - DIGEST_BYTES;
                return decode(file, reader, new Bounded(in, length), found);
            }
        } catch (IOException e) {
            throw new StoreException("cannot read the snapshot " + file + ": " + e.getMessage(), e);
        }
    }

    /** Its hash fits, so what the reader does not understand is of another release; its words would be made of octets. */
    private static <T> T decode(Path file, Reader<T> reader, InputStream in, int format) throws IOException {
        try {
            return reader.readFrom(in, format);
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new StoreException(
                    "the snapshot " + file + " is whole, but this release does not understand it ("
                            + e.getClass().getSimpleName()
                            + "); use the release that wrote it, or begin anew with another --home",
                    e);
        }
    }

    private static void verify(Path file) throws IOException {
        long left = Files.size(file) - DIGEST_BYTES;
        if (left < HEADER_BYTES) throw damaged(file, "it is cut");
        try (DigestInputStream in =
                new DigestInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16), Hashes.digest())) {
            byte[] buffer = new byte[1 << 16];
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) throw damaged(file, "it is cut");
                left -= read;
            }
            byte[] computed = in.getMessageDigest().digest();
            in.on(false);
            if (!Arrays.equals(computed, in.readNBytes(DIGEST_BYTES))) throw damaged(file, "its hash does not fit");
        }
    }

    private static StoreException damaged(Path file, String how) {
        return new StoreException("the snapshot " + file + " is damaged: " + how
                + "; bring the home back from a copy, or begin anew with another --home");
    }

    /** Deletes all but these. */
    public void keepOnly(String... names) {
        List<String> kept = List.of(names);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList())
                if (!kept.contains(file.getFileName().toString())) Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StoreException("cannot clear old snapshots in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Ends where the content ends. */
    private static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(InputStream in, long length) {
            super(in);
            left = length;
        }

        @Override
        public int read() throws IOException {
            if (left <= 0) return -1;
            left--;
            return in.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left <= 0 && length > 0) return -1;
            int read = in.read(into, offset, (int) Math.min(length, left));
            left -= Math.max(read, 0);
            return read;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = in.skip(Math.min(count, left));
            left -= skipped;
            return skipped;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(in.available(), Math.max(left, 0));
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }

    /** The content's writer may close its stream; the file goes on. */
    private static final class Unclosed extends OutputStream {
        private final OutputStream out;

        Unclosed(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int octet) throws IOException {
            out.write(octet);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
