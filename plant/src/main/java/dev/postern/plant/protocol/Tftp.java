package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/** Trivial file transfer, octet mode: RFC 1350 section 5. */
public final class Tftp {
    public static final int PORT = 69;
    public static final int BLOCK_BYTES = 512;
    private static final int WRITE = 2;
    private static final int DATA = 3;
    private static final int ACKNOWLEDGEMENT = 4;

    private Tftp() {}

    public static byte[] write(String file) {
        return new Out().u16(WRITE).ascii(file).u8(0).ascii("octet").u8(0).done();
    }

    /** @param block from 1 on; the last one is shorter than {@value #BLOCK_BYTES} bytes */
    public static byte[] data(int block, byte[] bytes) {
        return new Out(4 + bytes.length).u16(DATA).u16(block).bytes(bytes).done();
    }

    /** Block 0 says that the file may come. */
    public static byte[] acknowledge(int block) {
        return new Out(4).u16(ACKNOWLEDGEMENT).u16(block).done();
    }
}
