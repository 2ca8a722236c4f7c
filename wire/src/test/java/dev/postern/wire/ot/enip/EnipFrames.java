package dev.postern.wire.ot.enip;

import dev.postern.wire.Bench;

/** Frames of EtherNet/IP around what a test says in hex. */
final class EnipFrames {
    private EnipFrames() {}

    /** SendRRData with this CIP message; the sender context is 7. */
    static byte[] unconnected(String cip) {
        return packet(0x6F, "00000000 0000 0200 0000 0000 B200" + sized(cip));
    }

    /** SendUnitData on a connection. */
    static byte[] connected(String connection, String sequence, String cip) {
        return packet(0x70, "00000000 0000 0200 A100 0400" + connection + "B100" + sized(sequence + cip));
    }

    static String sized(String hex) {
        String tight = hex.replace(" ", "");
        return little(tight.length() / 2) + tight;
    }

    static String little(int value) {
        return "%02x%02x".formatted(value & 0xFF, value >> 8);
    }

    static byte[] packet(int command, String data) {
        return Bench.hex(
                little(command) + sized(data).substring(0, 4) + "11223344 00000000 0700000000000000 00000000" + data);
    }
}
