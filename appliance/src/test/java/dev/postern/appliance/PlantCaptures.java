package dev.postern.appliance;

import dev.postern.model.Frame;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import dev.postern.plant.Scenario;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Captures of the virtual plant as pcap files with nanosecond times. */
public final class PlantCaptures {
    public static final long MINUTE_NANOS = 60_000_000_000L;
    private static final int MAGIC_NANOS = 0xA1B23C4D;
    static final int VLAN = 7;

    private PlantCaptures() {}

    /** A works that begins an hour and a half before midnight and suffers two attacks, one on each side of it. */
    public static Plant attacked() {
        long start = PlantSettings.MONDAY_NANOS + 1_350 * MINUTE_NANOS;
        Plant plant = new Plant(new PlantSettings(11, start, 1, 2, true));
        plant.start(Scenario.ARP_RELAY, start + 70 * MINUTE_NANOS);
        plant.start(Scenario.S7_STOP_AND_DOWNLOAD, start + 110 * MINUTE_NANOS);
        return plant;
    }

    /** A day of a works from six on a Monday, in which the office comes to work. */
    static Path day(Path file) throws IOException {
        long start = PlantSettings.MONDAY_NANOS + 360 * MINUTE_NANOS;
        return next(file, new Plant(new PlantSettings(11, start, 1, 60, true)), 1_440);
    }

    /** Deals the frames of the next {@code minutes} to two files, which therefore overlap in time. */
    public static List<Path> overlapping(Path folder, Plant plant, String name, int minutes) throws IOException {
        Path one = folder.resolve(name + "-one.pcap");
        Path other = folder.resolve(name + "-other.pcap");
        long end = plant.nowNanos() + minutes * MINUTE_NANOS;
        Frame frame = new Frame();
        try (Writer first = new Writer(one);
                Writer second = new Writer(other)) {
            while (plant.next(frame) && frame.atNanos < end)
                (frame.data[frame.data.length / 2] % 2 == 0 ? first : second).add(frame, false);
        }
        return List.of(one, other);
    }

    /** The frames of the next {@code minutes} in one file. */
    public static Path next(Path file, Plant plant, int minutes) throws IOException {
        long end = plant.nowNanos() + minutes * MINUTE_NANOS;
        Frame frame = new Frame();
        try (Writer writer = new Writer(file)) {
            while (plant.next(frame) && frame.atNanos < end) writer.add(frame, false);
        }
        return file;
    }

    /** Three pairs of overlapping files, forty-five minutes each. */
    static List<Path> attackedPlant(Path folder) throws IOException {
        Plant plant = attacked();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 3; i++) files.addAll(overlapping(folder, plant, "part" + i, 45));
        return files;
    }

    /** The next frames of a plant, every fourth followed by a full segment of a file transfer; all in one VLAN. */
    static void mixed(Path file, Plant plant, int frames) throws IOException {
        Frame frame = new Frame();
        Frame segment = new Frame();
        try (Writer writer = new Writer(file)) {
            for (int i = 0; i < frames; i++) {
                if (i % 5 == 4) transferred(segment, i / 5, frame.atNanos);
                else plant.next(frame);
                writer.add(i % 5 == 4 ? segment : frame, true);
            }
        }
    }

    /** The n-th segment from 10.20.9.2 port 20 to 10.20.9.1 port 49152; 54 bytes of headers (RFC 791, RFC 9293), then 1,400 of data. */
    private static void transferred(Frame frame, int n, long atNanos) {
        int bytes = 1_400;
        ByteBuffer out = ByteBuffer.allocate(54 + bytes);
        out.putLong(0x0200_0A14_0901_0200L).putInt(0x0A14_0902).putShort((short) 0x0800);
        out.putInt(0x4500 << 16 | 40 + bytes).putInt(n << 16 | 0x4000).putInt(0x4006_0000);
        out.putInt(0x0A14_0902).putInt(0x0A14_0901);
        out.putShort((short) 20).putShort((short) 49_152).putInt(1 + n * bytes).putInt(1);
        out.putInt(0x5010_FFFF).putInt(0);
        frame.data = out.array();
        frame.offset = 0;
        frame.capturedBytes = frame.wireBytes = frame.data.length;
        frame.linkType = 1;
        frame.atNanos = atNanos;
    }

    /** Writes classic pcap, big-endian. */
    public static final class Writer implements AutoCloseable {
        private final DataOutputStream out;

        public Writer(Path file) throws IOException {
            out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
            out.writeInt(MAGIC_NANOS);
            out.writeShort(2);
            out.writeShort(4);
            out.writeLong(0);
            out.writeInt(1 << 18);
            out.writeInt(1);
        }

        public void add(Frame frame, boolean tagged) throws IOException {
            int tag = tagged ? 4 : 0;
            out.writeInt((int) (frame.atNanos / 1_000_000_000L));
            out.writeInt((int) (frame.atNanos % 1_000_000_000L));
            out.writeInt(frame.capturedBytes + tag);
            out.writeInt(frame.wireBytes + tag);
            out.write(frame.data, frame.offset, 12);
            if (tagged) out.writeInt(0x81000000 | VLAN);
            out.write(frame.data, frame.offset + 12, frame.capturedBytes - 12);
        }

        public void add(long atNanos, byte[] bytes) throws IOException {
            out.writeInt((int) (atNanos / 1_000_000_000L));
            out.writeInt((int) (atNanos % 1_000_000_000L));
            out.writeInt(bytes.length);
            out.writeInt(bytes.length);
            out.write(bytes);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
