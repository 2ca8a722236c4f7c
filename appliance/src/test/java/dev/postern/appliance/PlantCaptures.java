package dev.postern.appliance;

import dev.postern.model.Frame;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import dev.postern.plant.Scenario;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Captures of the virtual plant as pcap files with nanosecond times. */
final class PlantCaptures {
    static final long MINUTE_NANOS = 60_000_000_000L;
    private static final int MAGIC_NANOS = 0xA1B23C4D;
    static final int VLAN = 7;

    private PlantCaptures() {}

    /** A works that begins an hour and a half before midnight and suffers two attacks, one on each side of it. */
    static Plant attacked() {
        long start = PlantSettings.MONDAY_NANOS + 1_350 * MINUTE_NANOS;
        Plant plant = new Plant(new PlantSettings(11, start, 1, 2, true));
        plant.start(Scenario.ARP_RELAY, start + 70 * MINUTE_NANOS);
        plant.start(Scenario.S7_STOP_AND_DOWNLOAD, start + 110 * MINUTE_NANOS);
        return plant;
    }

    /** Deals the frames of the next {@code minutes} to two files, which therefore overlap in time. */
    static List<Path> overlapping(Path folder, Plant plant, String name, int minutes) throws IOException {
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

    /** Three pairs of overlapping files, forty-five minutes each. */
    static List<Path> attackedPlant(Path folder) throws IOException {
        Plant plant = attacked();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 3; i++) files.addAll(overlapping(folder, plant, "part" + i, 45));
        return files;
    }

    /** The next frames of a plant, all in one VLAN. */
    static long tagged(Path file, Plant plant, int frames) throws IOException {
        Frame frame = new Frame();
        try (Writer writer = new Writer(file)) {
            for (int i = 0; i < frames; i++) {
                plant.next(frame);
                writer.add(frame, true);
            }
        }
        return frames;
    }

    /** Writes classic pcap, big-endian. */
    static final class Writer implements AutoCloseable {
        private final DataOutputStream out;

        Writer(Path file) throws IOException {
            out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
            out.writeInt(MAGIC_NANOS);
            out.writeShort(2);
            out.writeShort(4);
            out.writeLong(0);
            out.writeInt(1 << 18);
            out.writeInt(1);
        }

        void add(Frame frame, boolean tagged) throws IOException {
            int tag = tagged ? 4 : 0;
            out.writeInt((int) (frame.atNanos / 1_000_000_000L));
            out.writeInt((int) (frame.atNanos % 1_000_000_000L));
            out.writeInt(frame.capturedBytes + tag);
            out.writeInt(frame.wireBytes + tag);
            out.write(frame.data, frame.offset, 12);
            if (tagged) out.writeInt(0x81000000 | VLAN);
            out.write(frame.data, frame.offset + 12, frame.capturedBytes - 12);
        }

        void add(long atNanos, byte[] bytes) throws IOException {
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
