package dev.postern.wire;

import dev.postern.capture.CaptureException;
import dev.postern.capture.CaptureFile;
import dev.postern.model.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Fuzz targets for the readers of capture files: what can be read is read, what cannot is named as damage, nothing else happens. */
public final class CaptureFuzz {
    private static final int[] PCAP_MAGICS = {0xA1B2C3D4, 0xD4C3B2A1, 0xA1B23C4D, 0x4D3CB2A1};
    private static final int PCAPNG_MAGIC = 0x0A0D0D0A;
    private static final Path FILE = file();

    private CaptureFuzz() {}

    /** Input: octet 0 chooses byte order and resolution; then the file behind its magic number. */
    public static final class Pcap {
        private Pcap() {}

        public static void fuzzerTestOneInput(byte[] input) {
            if (input.length > 0) read(withMagic(input, PCAP_MAGICS[input[0] & 3]));
        }
    }

    /** Input: octet 0 means nothing; then the file behind its first block type. */
    public static final class Pcapng {
        private Pcapng() {}

        public static void fuzzerTestOneInput(byte[] input) {
            if (input.length > 0) read(withMagic(input, PCAPNG_MAGIC));
        }
    }

    /** Input: three octets say where and how the compressed file is damaged; then the file before compression. */
    public static final class Gzip {
        private static final int DAMAGE_BYTES = 3;

        private Gzip() {}

        public static void fuzzerTestOneInput(byte[] input) {
            if (input.length < DAMAGE_BYTES) return;
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(input, DAMAGE_BYTES, input.length - DAMAGE_BYTES);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            byte[] file = packed.toByteArray();
            int at = Octets.u16(input, 0) % file.length;
            if (input[2] == 0) file = Arrays.copyOf(file, at);
            else if (at > 1) file[at] ^= input[2];
            read(file);
        }
    }

    private static Path file() {
        try {
            Path file = Files.createTempFile("postern-fuzz", ".capture");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] withMagic(byte[] input, int magic) {
        byte[] file = new byte[input.length + 3];
        for (int i = 0; i < 4; i++) file[i] = (byte) (magic >>> 24 - 8 * i);
        System.arraycopy(input, 1, file, 4, input.length - 1);
        return file;
    }

    private static void read(byte[] bytes) {
        try {
            Files.write(FILE, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (CaptureFile file = CaptureFile.open(FILE)) {
            frames(file, bytes.length);
        } catch (CaptureException refused) {
            hold(refused.getMessage().contains(FILE.getFileName().toString()), "refused without a name: " + refused);
        }
    }

    private static void frames(CaptureFile file, int bytes) {
        List<Frame> kept = new ArrayList<>();
        List<Integer> hashes = new ArrayList<>();
        Frame frame = new Frame();
        long number = 0;
        while (file.next(frame)) {
            hold(frame.number == ++number, "frame " + frame.number + " after " + (number - 1));
            hold(frame.capturedBytes >= 0 && frame.capturedBytes <= CaptureFile.RECORD_BYTES_MAX, "record length");
            hold(frame.offset >= 0 && frame.offset <= frame.data.length - frame.capturedBytes, "outside its bytes");
            hold(frame.wireBytes >= frame.capturedBytes, "captured more than there was");
            hold(frame.atNanos >= 0, "before the epoch: " + frame.atNanos);
            hold(file.position() >= 0 && file.position() <= bytes, "position " + file.position());
            Frame copy = new Frame();
            copy.copyFrom(frame);
            kept.add(copy);
            hashes.add(hash(copy));
        }
        hold(!file.next(frame), "goes on after its end");
        file.damage().ifPresent(damage -> hold(!damage.isBlank(), "damage without a name"));
        for (int i = 0; i < kept.size(); i++) hold(hashes.get(i) == hash(kept.get(i)), "bytes changed after hand-out");
    }

    private static int hash(Frame frame) {
        return java.nio.ByteBuffer.wrap(frame.data, frame.offset, frame.capturedBytes)
                .hashCode();
    }

    private static void hold(boolean fact, String what) {
        if (!fact) throw new AssertionError(what);
    }
}
