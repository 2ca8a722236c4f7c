package dev.postern.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where fuzzing begins: the samples of each protocol, in each input format. */
final class FuzzSeeds {
    private FuzzSeeds() {}

    static List<byte[]> of(Class<?> target) {
        List<byte[]> seeds = new ArrayList<>();
        if (target == DissectorFuzz.class) dissectors(seeds);
        else if (target == FrameFuzz.class) frames(seeds);
        else if (target == CaptureFuzz.Pcap.class) seeds.add(Lab.join(new byte[] {1}, pcap()));
        else if (target == CaptureFuzz.Pcapng.class) seeds.add(Lab.join(new byte[] {0}, pcapng()));
        else seeds.add(Lab.join(Lab.numbers(40, 2, 1, 1, 0xD4C3B2A1L, 4), pcap()));
        return seeds;
    }

    static void write(Class<?> target, Path folder) throws IOException {
        Files.createDirectories(folder);
        int number = 0;
        for (byte[] seed : of(target)) Files.write(folder.resolve("seed-" + number++), seed);
    }

    private static void dissectors(List<byte[]> seeds) {
        for (DissectorFuzz.Seat seat : DissectorFuzz.all()) seeds.addAll(of(seat));
    }

    static List<byte[]> of(DissectorFuzz.Seat seat) {
        List<byte[]> seeds = new ArrayList<>();
        byte[] all = Lab.numbers(seat.id(), 2, 0, 1);
        for (Sample sample : Sample.all()) {
            if (!sample.protocol().equals(seat.dissector().protocol())) continue;
            seeds.add(flow(seat, sample.bytes()));
            all = Lab.join(all, piece(sample.fromClient() ? 0 : 1, sample.bytes()));
        }
        // Some mean something only after others.
        if (seeds.size() > 1) seeds.add(all);
        return seeds;
    }

    private static byte[] piece(int direction, byte[] message) {
        return Lab.join(Lab.numbers(direction, 1, message.length, 2), message);
    }

    /** The client sends the message twice, the server once. */
    private static byte[] flow(DissectorFuzz.Seat seat, byte[] message) {
        byte[] up = piece(0, message);
        return Lab.join(Lab.numbers(seat.id(), 2, 0, 1), up, piece(1, message), up);
    }

    private static void frames(List<byte[]> seeds) {
        for (Sample sample : Sample.all()) {
            byte[] frame = switch (sample.transport()) {
                case TCP -> Lab.tcpFrame(true, 50_000, sample.port(), 1, 1, Lab.ACK, sample.bytes());
                case UDP -> Lab.udpFrame(true, 50_000, sample.port(), sample.bytes());
                case IP -> Lab.frame(true, sample.port(), sample.bytes());
                default -> Lab.ethernet(1, 2, sample.port(), sample.bytes());
            };
            seeds.add(Lab.join(Lab.numbers(1, 1, seeds.size() & 1, 1), framed(frame), framed(frame)));
        }
        byte[] inner = Lab.udpFrame(true, 50_000, 53, Sample.bytes("dns-answer"));
        byte[] mirrored = Lab.numbers(0x1000_22EBL, 4, 9, 4, 0x2006_0002L, 4, 1, 4, 1, 4, 0, 8);
        for (byte[] carrier : List.of(
                Lab.frame(true, 47, Lab.join(mirrored, inner)),
                Lab.udpFrame(true, 1, 4789, Lab.join(Lab.numbers(0x0800_0000L, 4, 5 << 8, 4), inner)),
                Lab.udpFrame(true, 1, 6081, Lab.join(Lab.numbers(0x0100_6558L, 4, 5 << 8, 4, 0, 4), inner)),
                Lab.udpFrame(true, 1, 3544, Lab.join(Lab.numbers(1, 2, 0, 11, 0, 8), Lab.ipv6(1, 2, 17, new byte[9]))),
                Lab.ethernet(1, 2, 0x8847, Lab.join(Lab.numbers(0x100, 4, 0, 4), inner)),
                Lab.ethernet(
                        1, 2, 0x8864, Lab.join(Lab.numbers(0x1100, 2, 3, 2, 62, 2, 0x21, 2), Lab.ipv4(1, 2, 4, inner))),
                Lab.ethernet(1, 2, 0x892F, Lab.numbers(20, 2, 1, 2, 0x88FB, 2, 1, 2, 2, 2, 0x1406, 2, 5, 6, 0, 20)),
                Lab.frame(true, 132, Lab.numbers(1, 2, 2, 2, 0, 8, 3, 2, 20, 2, 1, 4, 0, 8, 0x7E0001, 3, 9, 1)))) {
            seeds.add(Lab.join(Lab.numbers(1, 1, 0, 1), framed(carrier), framed(carrier)));
        }
        byte[] part = Lab.fragment(Lab.A, Lab.B, 17, 1, 8, true, new byte[64]);
        seeds.add(Lab.join(
                Lab.numbers(1, 1, 0, 1),
                framed(Lab.ethernet(1, 2, 0x0800, part)),
                framed(Lab.ethernet(1, 2, 0x0806, Lab.numbers(0x000108000604L, 6, 2, 2, 7, 6, 9, 4, 8, 6, 10, 4)))));
    }

    private static byte[] framed(byte[] frame) {
        return Lab.join(Lab.numbers(0, 1, 1, 1, frame.length, 2), frame);
    }

    /** Little-endian, behind its magic number: one frame. */
    private static byte[] pcap() {
        byte[] frame = Lab.udpFrame(true, 50_000, 53, Sample.bytes("dns-answer"));
        return Lab.join(
                Bench.hex("0200 0400 00000000 00000000 00000400 01000000 01000000 00000000"),
                Lab.numbers(frame.length, 1, 0, 3, frame.length, 1, 0, 3),
                frame);
    }

    /** Big-endian, behind the type of its first block: section, interface, one enhanced packet. */
    private static byte[] pcapng() {
        byte[] frame = Lab.udpFrame(true, 50_000, 53, Sample.bytes("dns-answer"));
        int padding = -frame.length & 3;
        int block = 32 + frame.length + padding;
        return Lab.join(
                Bench.hex("0000001C 1A2B3C4D 0001 0000 FFFFFFFFFFFFFFFF 0000001C"),
                Bench.hex("00000001 00000014 0001 0000 00040000 00000014"),
                Lab.numbers(6, 4, block, 4, 0, 4, 0x00060000, 4, 0, 4, frame.length, 4, frame.length, 4),
                frame,
                new byte[padding],
                Lab.numbers(block, 4));
    }
}
