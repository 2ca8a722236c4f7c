package dev.postern.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.model.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureWriterTest {
    private static final long FIRST = 1_772_409_600_123_456_789L;

    @TempDir
    Path folder;

    private static Frame frame(int number, int length) {
        Frame frame = new Frame();
        frame.data = new byte[length + 5];
        Arrays.fill(frame.data, (byte) number);
        frame.offset = 5;
        frame.capturedBytes = length;
        frame.wireBytes = length + number % 2;
        frame.atNanos = FIRST + number * 1_000_000_007L;
        return frame;
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.pcap", "a.pcapng", "a.PCAP.gz", "a.pcapng.gz"})
    void whatWasWrittenIsReadAgainToTheNanosecond(String name) {
        Path file = folder.resolve(name);
        try (CaptureWriter writer = CaptureWriter.open(file)) {
            // More than a buffer holds, of every length modulo four.
            for (int i = 0; i < 4_000; i++) writer.add(frame(i, 60 + i % 91));
            assertThat(writer.frames()).isEqualTo(4_000);
        }
        Frame read = new Frame();
        try (CaptureFile capture = CaptureFile.open(file)) {
            for (int i = 0; i < 4_000; i++) {
                Frame written = frame(i, 60 + i % 91);
                assertThat(capture.next(read)).isTrue();
                assertThat(read.atNanos).isEqualTo(written.atNanos);
                assertThat(read.wireBytes).isEqualTo(written.wireBytes);
                assertThat(Arrays.copyOfRange(read.data, read.offset, read.offset + read.capturedBytes))
                        .isEqualTo(Arrays.copyOfRange(written.data, 5, written.data.length));
            }
            assertThat(capture.next(read)).isFalse();
            assertThat(capture.damage()).isEmpty();
        }
    }

    @Test
    void aClassicCaptureIsThatOfTheDraftByteByByte() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CaptureWriter writer = CaptureWriter.to(out, "test", CaptureWriter.Format.PCAP)) {
            writer.add(frame(1, 3));
        }
        assertThat(HexFormat.of().formatHex(out.toByteArray()))
                .isEqualTo("4d3cb2a1" + "0200" + "0400" + "0000000000000000" + "00000400" + "01000000" // the file
                        + "01d3a469" + "1ccd5b07" + "03000000" + "04000000" + "010101"); // one record
    }

    @Test
    void aFrameWaitsInTheBufferUntilItIsFlushed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CaptureWriter writer = CaptureWriter.to(out, "test", CaptureWriter.Format.PCAP);
        writer.add(frame(1, 60));
        assertThat(out.size()).isZero();
        writer.flush();
        assertThat(out.size()).isEqualTo(24 + 16 + 60);
    }

    @Test
    void aNameWithoutAFormatIsRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> CaptureWriter.open(folder.resolve("plant.cap")))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining(".pcapng.gz");
    }

    @Test
    void aMissingFolderIsSaidInWords() {
        assertThatThrownBy(() -> CaptureWriter.open(folder.resolve("no/where.pcap")))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("its folder does not exist");
    }

    @Test
    void aFullDiskIsAFailureOfTheCapture() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        CaptureWriter writer = CaptureWriter.to(full, "full.pcap", CaptureWriter.Format.PCAPNG);
        assertThatThrownBy(writer::flush)
                .isInstanceOf(CaptureException.class)
                .hasMessage("cannot write full.pcap: No space left on device");
    }
}
