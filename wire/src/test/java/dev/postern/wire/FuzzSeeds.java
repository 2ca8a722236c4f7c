package dev.postern.wire;

import dev.postern.wire.it.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where fuzzing begins: one good message of each protocol, written by hand, in each input format. */
final class FuzzSeeds {
    private static final int[] PORTS = {502, 102, 102, 20_000, 44_818, 53, 53, 5353, 137, 123, 80, 80, 445, 443, 67};

    private static final byte[][] MESSAGES = {
        Bench.hex("0001 0000 0006 01 03 0000 000A"),
        Bench.hex("0300 0016 11E0 0000 0001 00 C1020100 C2020102 C0010A"),
        Bench.hex("0300 0019 02F080 32 01 0000 0001 0008 0000 F0 00 0001 0001 01E0"),
        Bench.hex("0564 05C0 0100 0004 E922"),
        Bench.hex("6300 0000 00000000 00000000 0000000000000000 00000000"),
        Samples.DNS_ANSWER,
        Samples.DNS_TCP_QUERY,
        Samples.MDNS_ANNOUNCEMENT,
        Samples.NBNS_REGISTRATION,
        Samples.NTP_SERVER,
        Samples.HTTP_REQUEST,
        Samples.HTTP_CHUNKED,
        Samples.SMB2_NEGOTIATE,
        Samples.TLS_CLIENT_HELLO,
        Samples.dhcpRequest(),
    };

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
        for (DissectorFuzz.Seat seat : DissectorFuzz.all()) {
            for (byte[] message : MESSAGES) seeds.add(flow(seat, message));
            seeds.add(flow(seat, Samples.LLDP));
        }
    }

    /** The client sends the message twice, the server once. */
    private static byte[] flow(DissectorFuzz.Seat seat, byte[] message) {
        byte[] up = Lab.join(Lab.numbers(0, 1, message.length, 2), message);
        byte[] down = Lab.join(Lab.numbers(1, 1, message.length, 2), message);
        return Lab.join(Lab.numbers(seat.id(), 1, 0, 1), up, down, up);
    }

    private static void frames(List<byte[]> seeds) {
        for (int i = 0; i < MESSAGES.length; i++) {
            byte[] segment = Lab.tcpFrame(true, 50_000, PORTS[i], 1, 1, Lab.ACK, MESSAGES[i]);
            byte[] datagram = Lab.udpFrame(true, 50_000, PORTS[i], MESSAGES[i]);
            seeds.add(Lab.join(Lab.numbers(1, 1, i & 1, 1), framed(segment), framed(datagram), framed(segment)));
        }
        byte[] part = Lab.fragment(Lab.A, Lab.B, 17, 1, 8, true, new byte[64]);
        seeds.add(Lab.join(
                Lab.numbers(1, 1, 0, 1),
                framed(Lab.ethernet(1, 2, 0x0800, part)),
                framed(Lab.ethernet(1, 2, 0x0806, Lab.numbers(0x000108000604L, 6, 2, 2, 7, 6, 9, 4, 8, 6, 10, 4))),
                framed(Lab.ethernet(1, 2, 0x88CC, Samples.LLDP))));
    }

    private static byte[] framed(byte[] frame) {
        return Lab.join(Lab.numbers(0, 1, 1, 1, frame.length, 2), frame);
    }

    /** Little-endian, behind its magic number: one frame. */
    private static byte[] pcap() {
        byte[] frame = Lab.udpFrame(true, 50_000, 53, Samples.DNS_ANSWER);
        return Lab.join(
                Bench.hex("0200 0400 00000000 00000000 00000400 01000000 01000000 00000000"),
                Lab.numbers(frame.length, 1, 0, 3, frame.length, 1, 0, 3),
                frame);
    }

    /** Big-endian, behind the type of its first block: section, interface, one enhanced packet. */
    private static byte[] pcapng() {
        byte[] frame = Lab.udpFrame(true, 50_000, 53, Samples.DNS_ANSWER);
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
