package dev.postern.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.model.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureFileTest {
    private static final long SECONDS = 1_700_000_000L;

    @TempDir
    private Path folder;

    /** A record as it was read: time, lengths and bytes. */
    private record Read(long atNanos, int wireBytes, int linkType, String bytes) {}

    @ParameterizedTest
    @CsvSource({
        "a1b2c3d4, BIG_ENDIAN, 1000", "a1b2c3d4, LITTLE_ENDIAN, 1000",
        "a1b23c4d, BIG_ENDIAN, 1", "a1b23c4d, LITTLE_ENDIAN, 1"
    })
    void pcapIsReadInBothByteOrdersAndResolutions(String magic, String order, long unitNanos) throws IOException {
        ByteOrder byteOrder = "BIG_ENDIAN".equals(order) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        byte[] file = pcap((int) Long.parseLong(magic, 16), byteOrder, 113, "one", "second");
        assertThat(read(file))
                .containsExactly(
                        new Read(SECONDS * 1_000_000_000L + 7 * unitNanos, 103, 113, "one"),
                        new Read((SECONDS + 1) * 1_000_000_000L + 7 * unitNanos, 106, 113, "second"));
    }

    @Test
    void gzippedCapturesReadLikePlainOnes() throws IOException {
        byte[] plain = pcap(0xA1B2C3D4, ByteOrder.LITTLE_ENDIAN, 1, "one", "second");
        assertThat(read(gzip(plain))).isEqualTo(read(plain)).hasSize(2);
        byte[] next = new Pcapng(ByteOrder.LITTLE_ENDIAN)
                .section()
                .face(1, 6)
                .packet(0, 1_000_000, "ng")
                .bytes();
        assertThat(read(gzip(next))).isEqualTo(read(next)).hasSize(1);
    }

    @Test
    void gzippedPartsOneAfterTheOtherReadLikeTheWhole() throws IOException {
        byte[] plain = pcap(0xA1B2C3D4, ByteOrder.LITTLE_ENDIAN, 1, "one", "second", "third");
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        parts.writeBytes(gzip(Arrays.copyOf(plain, 50)));
        parts.writeBytes(gzip(Arrays.copyOfRange(plain, 50, plain.length)));
        assertThat(read(parts.toByteArray())).isEqualTo(read(plain)).hasSize(3);
    }

    @Test
    void aFractionJustBelowZeroMeansTheSecondBefore() throws IOException {
        byte[] file = pcap(0xA1B2C3D4, ByteOrder.LITTLE_ENDIAN, 1, "one");
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(24 + 4, -268_432);
        assertThat(read(file)).extracting(Read::atNanos).containsExactly(SECONDS * 1_000_000_000L - 268_432_000L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 15, 16, 17, 18})
    void aCutLastRecordCostsOnlyItself(int kept) throws IOException {
        byte[] whole = pcap(0xA1B2C3D4, ByteOrder.LITTLE_ENDIAN, 1, "one", "two");
        byte[] cut = Arrays.copyOf(whole, 24 + 16 + 3 + kept);
        List<String> damage = new ArrayList<>();
        assertThat(read(cut, damage)).hasSize(1);
        if (kept == 0) assertThat(damage).isEmpty();
        else assertThat(damage).singleElement().asString().contains("cut after");
    }

    @Test
    void damagedCompressionGivesWhatCameBeforeAndSaysSo() throws IOException {
        byte[] random = new byte[400_000];
        new Random(1).nextBytes(random);
        String noise = new String(random, java.nio.charset.StandardCharsets.ISO_8859_1);
        byte[] zipped = gzip(pcap(0xA1B2C3D4, ByteOrder.LITTLE_ENDIAN, 1, "first", noise, "last"));
        List<String> damage = new ArrayList<>();
        List<Read> frames = read(Arrays.copyOf(zipped, zipped.length / 2), damage);
        assertThat(frames).hasSize(1);
        assertThat(damage).singleElement().asString().contains("compressed data ends early");
    }

    @Test
    void anImpossibleLengthEndsTheFileInsteadOfTheMemory() throws IOException {
        byte[] file = pcap(0xA1B2C3D4, ByteOrder.LITTLE_ENDIAN, 1, "one", "two");
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(24 + 16 + 3 + 8, 0x7FFF_FFFF);
        List<String> damage = new ArrayList<>();
        assertThat(read(file, damage)).hasSize(1);
        assertThat(damage).containsExactly("record 2 claims 2147483647 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BIG_ENDIAN", "LITTLE_ENDIAN"})
    void pcapngKeepsInterfacesAndTheirResolutionsApart(String order) throws IOException {
        ByteOrder byteOrder = "BIG_ENDIAN".equals(order) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        byte[] file = new Pcapng(byteOrder)
                .section()
                .face(1, 6)
                .face(113, 9)
                .face(101, 0x80 | 10)
                .unknownBlock()
                .packet(0, 1_500_000, "micro")
                .packet(1, 1_500_000_001L, "nano")
                .packet(2, 1_536, "1024th")
                .bytes();
        assertThat(read(file))
                .containsExactly(
                        new Read(1_500_000_000L, 5, 1, "micro"),
                        new Read(1_500_000_001L, 4, 113, "nano"),
                        new Read(1_500_000_000L, 6, 101, "1024th"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1700000000, 1700000000000000000", "3, 1700000000123, 1700000000123000000",
        "7, 17000000001234567, 1700000000123456700", "9, 1700000000123456789, 1700000000123456789",
        "12, 1700000000123456789, 1700000000123456", "18, 1700000000123456789, 1700000000",
        "30, 9000000000000000000, 0", "128, 1700000000, 1700000000000000000",
        "130, 6800000003, 1700000000750000000", "160, 7301444403200000001, 1700000000000000000",
        "190, 6917529027641081856, 1500000000", "255, 9000000000000000000, 0"
    })
    void everyTimeResolutionIsExactToTheNanosecond(int resolution, long units, long nanos) throws IOException {
        byte[] file = new Pcapng(ByteOrder.LITTLE_ENDIAN)
                .section()
                .face(1, resolution)
                .packet(0, units, "x")
                .bytes();
        assertThat(read(file)).extracting(Read::atNanos).containsExactly(nanos);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BIG_ENDIAN", "LITTLE_ENDIAN"})
    void theTimeOffsetOfAnInterfaceIsAdded(String order) throws IOException {
        byte[] file = new Pcapng("BIG_ENDIAN".equals(order) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                .section()
                .shiftedFace(SECONDS)
                .packet(0, 1_500_000, "later")
                .shiftedFace(-2)
                .packet(1, 3_500_000, "earlier")
                .bytes();
        assertThat(read(file))
                .extracting(Read::atNanos)
                .containsExactly((SECONDS + 1) * 1_000_000_000L + 500_000_000L, 1_500_000_000L);
    }

    @Test
    void noTimeIsTooAbsurdToBeRead() throws IOException {
        byte[] file = new Pcapng(ByteOrder.LITTLE_ENDIAN)
                .section()
                .shiftedFace(Long.MAX_VALUE)
                .packet(0, -1, "x")
                .bytes();
        assertThat(read(file))
                .singleElement()
                .satisfies(f -> assertThat(f.atNanos()).isGreaterThan(9_000_000_000_000_000_000L));
    }

    @Test
    void simpleAndObsoletePacketsAreRead() throws IOException {
        byte[] file = new Pcapng(ByteOrder.BIG_ENDIAN)
                .section()
                .face(1, 6)
                .obsolete(0, 1_500_000, "obsolete")
                .simple("simple", 100)
                .bytes();
        assertThat(read(file))
                .as("a simple packet has no time of its own")
                .containsExactly(
                        new Read(1_500_000_000L, 8, 1, "obsolete"), new Read(1_500_000_000L, 100, 1, "simple\0\0"));
    }

    @Test
    void sectionsOfBothByteOrdersMayFollowEachOther() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN))
            file.writeBytes(new Pcapng(order)
                    .section()
                    .face(1, 6)
                    .packet(0, 1_000_000, "" + order)
                    .bytes());
        assertThat(read(file.toByteArray()))
                .extracting(Read::bytes)
                .containsExactly("LITTLE_ENDIAN", "BIG_ENDIAN", "LITTLE_ENDIAN");
    }

    @Test
    void aCutLastBlockCostsOnlyItself() throws IOException {
        byte[] whole = new Pcapng(ByteOrder.LITTLE_ENDIAN)
                .section()
                .face(1, 6)
                .packet(0, 1_000_000, "whole")
                .packet(0, 2_000_000, "cut")
                .bytes();
        List<String> damage = new ArrayList<>();
        assertThat(read(Arrays.copyOf(whole, whole.length - 5), damage))
                .extracting(Read::bytes)
                .containsExactly("whole");
        assertThat(damage).containsExactly("last block cut after 31 of 36 bytes");
    }

    @Test
    void aNewSectionForgetsTheInterfacesOfTheOneBefore() throws IOException {
        byte[] file = new Pcapng(ByteOrder.LITTLE_ENDIAN)
                .section()
                .face(1, 6)
                .packet(0, 1_000_000, "a")
                .section()
                .face(101, 9)
                .packet(0, 2_000_000_000L, "b")
                .bytes();
        assertThat(read(file)).extracting(Read::linkType).containsExactly(1, 101);
    }

    @Test
    void aPacketOfAnUnknownInterfaceEndsTheFileWithAWord() throws IOException {
        byte[] file = new Pcapng(ByteOrder.LITTLE_ENDIAN)
                .section()
                .face(1, 6)
                .packet(3, 1, "x")
                .packet(0, 1, "y")
                .bytes();
        List<String> damage = new ArrayList<>();
        assertThat(read(file, damage)).isEmpty();
        assertThat(damage).singleElement().asString().contains("unknown interface");
    }

    @Test
    void whatHasEndedStaysSo() throws IOException {
        byte[] file = new Pcapng(ByteOrder.LITTLE_ENDIAN)
                .section()
                .face(1, 6)
                .packet(3, 1, "x")
                .packet(0, 1, "y")
                .bytes();
        try (CaptureFile capture = CaptureFile.open(Files.write(folder.resolve("ended"), file))) {
            assertThat(capture.next(new Frame())).isFalse();
            assertThat(capture.next(new Frame())).isFalse();
        }
    }

    @Test
    void whatIsNoCaptureIsRefusedByName() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.pcap"), "Dear diary");
        assertThatThrownBy(() -> CaptureFile.open(file))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("notes.pcap")
                .hasMessageContaining("neither a pcap nor a pcapng");
    }

    @Test
    void aMissingFileIsSaidToBeMissing() {
        assertThatThrownBy(() -> CaptureFile.open(folder.resolve("gone.pcap")))
                .isInstanceOf(CaptureException.class)
                .hasMessageEndingWith("gone.pcap: there is no such file");
    }

    @Test
    void framesKeepTheirBytesWhileTheFileIsReadOn() throws IOException {
        String[] texts = new String[5_000];
        Arrays.setAll(texts, i -> "frame " + i + " " + "x".repeat(500));
        Path file = Files.write(folder.resolve("long.pcap"), pcap(0xA1B2C3D4, ByteOrder.BIG_ENDIAN, 1, texts));
        List<Frame> kept = new ArrayList<>();
        try (CaptureFile capture = CaptureFile.open(file)) {
            Frame frame = new Frame();
            while (capture.next(frame)) {
                Frame copy = new Frame();
                copy.copyFrom(frame);
                kept.add(copy);
            }
        }
        assertThat(kept.stream().map(CaptureFileTest::text)).containsExactly(texts);
    }

    private List<Read> read(byte[] file) throws IOException {
        return read(file, new ArrayList<>());
    }

    private List<Read> read(byte[] file, List<String> damage) throws IOException {
        Path path = Files.write(folder.resolve("capture"), file);
        List<Read> frames = new ArrayList<>();
        try (CaptureFile capture = CaptureFile.open(path)) {
            Frame frame = new Frame();
            while (capture.next(frame)) {
                assertThat(frame.number).isEqualTo(frames.size() + 1);
                frames.add(new Read(frame.atNanos, frame.wireBytes, frame.linkType, text(frame)));
            }
            capture.damage().ifPresent(damage::add);
        }
        return frames;
    }

    private static String text(Frame frame) {
        return new String(frame.data, frame.offset, frame.capturedBytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** Each text is a frame, a second after the one before, cut from 100 bytes more. */
    private static byte[] pcap(int magic, ByteOrder order, int linkType, String... texts) {
        int size = 24;
        for (String text : texts) size += 16 + text.length();
        ByteBuffer out = ByteBuffer.allocate(size).order(order);
        out.putInt(magic)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65_535)
                .putInt(linkType);
        for (int i = 0; i < texts.length; i++) {
            out.putInt((int) (SECONDS + i)).putInt(7).putInt(texts[i].length()).putInt(texts[i].length() + 100);
            out.put(texts[i].getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        }
        return out.array();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(plain);
        }
        return out.toByteArray();
    }

    /** Writes pcapng blocks. */
    private static final class Pcapng {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteOrder order;

        Pcapng(ByteOrder order) {
            this.order = order;
        }

        Pcapng section() {
            return block(0x0A0D0D0A, buffer(16).putInt(0x1A2B3C4D).putInt(1).putLong(-1));
        }

        Pcapng face(int linkType, int resolution) {
            return block(
                    1,
                    buffer(20)
                            .putShort((short) linkType)
                            .putShort((short) 0)
                            .putInt(0)
                            .putShort((short) 9)
                            .putShort((short) 1)
                            .put((byte) resolution)
                            .put(new byte[3])
                            .putInt(0));
        }

        Pcapng shiftedFace(long offsetSeconds) {
            return block(
                    1,
                    buffer(24)
                            .putShort((short) 1)
                            .putShort((short) 0)
                            .putInt(0)
                            .putShort((short) 14)
                            .putShort((short) 8)
                            .putLong(offsetSeconds)
                            .putInt(0));
        }

        Pcapng obsolete(int face, long units, String text) {
            return block(
                    2,
                    buffer(20 + (text.length() + 3 & ~3))
                            .putShort((short) face)
                            .putShort((short) 0)
                            .putInt((int) (units >>> 32))
                            .putInt((int) units)
                            .putInt(text.length())
                            .putInt(text.length())
                            .put(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
        }

        Pcapng simple(String text, int wireBytes) {
            return block(
                    3,
                    buffer(4 + (text.length() + 3 & ~3))
                            .putInt(wireBytes)
                            .put(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
        }

        Pcapng unknownBlock() {
            return block(0x0BAD, buffer(8).putLong(42));
        }

        Pcapng packet(int face, long units, String text) {
            ByteBuffer body = buffer(20 + (text.length() + 3 & ~3))
                    .putInt(face)
                    .putInt((int) (units >>> 32))
                    .putInt((int) units)
                    .putInt(text.length())
                    .putInt(text.length())
                    .put(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            return block(6, body);
        }

        private ByteBuffer buffer(int size) {
            return ByteBuffer.allocate(size).order(order);
        }

        @SuppressWarnings("ByteBufferBackingArray") // whole buffers of our own
        private Pcapng block(int type, ByteBuffer body) {
            int length = 12 + body.capacity();
            out.writeBytes(buffer(8).putInt(type).putInt(length).array());
            out.writeBytes(body.array());
            out.writeBytes(buffer(4).putInt(length).array());
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
