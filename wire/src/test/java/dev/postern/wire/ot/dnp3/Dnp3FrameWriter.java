package dev.postern.wire.ot.dnp3;

import dev.postern.wire.Bench;
import java.io.ByteArrayOutputStream;

/** Writes link frames for tests, check computed bit by bit, independently of the table under test. */
final class Dnp3FrameWriter {
    private Dnp3FrameWriter() {}

    static byte[] request(String application) {
        return frame(0xC4, 10, 1, "C0" + application);
    }

    static byte[] response(String application) {
        return frame(0x44, 1, 10, "C0" + application);
    }

    /** @param user transport octet and application bytes in hex */
    static byte[] frame(int control, int destination, int source, String user) {
        byte[] data = Bench.hex(user);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] header = {
            0x05,
            0x64,
            (byte) (5 + data.length),
            (byte) control,
            (byte) destination,
            (byte) (destination >> 8),
            (byte) source,
            (byte) (source >> 8)
        };
        block(out, header, 0, header.length);
        for (int at = 0; at < data.length; at += 16) block(out, data, at, Math.min(16, data.length - at));
        return out.toByteArray();
    }

    private static void block(ByteArrayOutputStream out, byte[] data, int from, int length) {
        int crc = 0;
        for (int i = from; i < from + length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                int mix = (crc ^ (data[i] & 0xFF) >> bit) & 1;
                crc = mix == 0 ? crc >> 1 : crc >> 1 ^ 0xA6BC;
            }
        }
        out.write(data, from, length);
        out.write(~crc);
        out.write(~crc >> 8);
    }
}
