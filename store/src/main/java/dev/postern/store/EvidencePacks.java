package dev.postern.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where evidence lies: pcapng files of up to {@value #PACK_BYTES} bytes and one section more, each section the packets of one anomaly and by itself a
 * whole pcapng file. Only ever appended to, by one process after the other, each with files of its own, so that what a crash tore off ends a file.
 * Many small files instead cost a creation and a word with the disk each, an eighth of a replay.
 */
final class EvidencePacks implements AutoCloseable {
    private static final int PACK_BYTES = 64 << 20;
    private static final Pattern NAME = Pattern.compile("(\\d+)\\.pcapng");

    private final Path folder;
    private String name;
    private FileChannel pack;
    private boolean named;
    private long start;
    private long number;
    private long bytes;

    EvidencePacks(Path folder) {
        this.folder = folder;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
                Matcher pack = NAME.matcher(file.getFileName().toString());
                if (pack.matches()) number = Math.max(number, Long.parseLong(pack.group(1)));
            }
        } catch (IOException e) {
            throw failed("list", e);
        }
    }

    /** All that is kept, also what no longer counts because its anomaly was told again. */
    long bytes() {
        return bytes;
    }

    /** Not on the disk before {@link #force}. */
    Findings.Evidence append(String anomaly, Pcapng section) {
        try {
            if (pack == null || start >= PACK_BYTES) begin();
            MessageDigest digest = Hashes.digest();
            digest.update(section.written());
            ByteBuffer left = section.written();
            int length = left.remaining();
            while (left.hasRemaining()) pack.write(left);
            long at = start;
            start += length;
            bytes += length;
            String hash = HexFormat.of().formatHex(digest.digest());
            return new Findings.Evidence(anomaly, name, at, hash, section.frames(), length);
        } catch (IOException e) {
            throw failed("keep evidence in", e);
        }
    }

    private void begin() throws IOException {
        if (pack != null) {
            force();
            pack.close();
        }
        name = String.format("%08d.pcapng", ++number);
        pack = FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        named = false;
        start = 0;
    }

    /** Everything appended is on the disk when it returns. */
    void force() {
        if (pack == null) return;
        try {
            pack.force(false);
            if (!named) Durable.forceFolder(folder);
            named = true;
        } catch (IOException e) {
            throw failed("keep evidence in", e);
        }
    }

    /** Empty if the file is gone or was cut off. */
    Optional<byte[]> read(Findings.Evidence evidence) {
        Path file = folder.resolve(evidence.file());
        if (!Files.exists(file)) return Optional.empty();
        ByteBuffer section = ByteBuffer.allocate((int) evidence.bytes());
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            while (section.hasRemaining() && in.read(section, evidence.start() + section.position()) >= 0) {}
        } catch (IOException e) {
            throw failed("read", e);
        }
        return section.hasRemaining() ? Optional.empty() : Optional.of(section.array());
    }

    private StoreException failed(String what, IOException e) {
        return new StoreException("cannot " + what + " " + folder + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            if (pack != null) pack.close();
        } catch (IOException e) {
            throw failed("close evidence in", e);
        }
    }
}
