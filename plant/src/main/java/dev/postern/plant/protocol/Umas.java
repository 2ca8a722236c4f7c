package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/** UMAS, the programming protocol of Schneider Modicon controllers in Modbus function 90. Unpublished; after public analyses. Little-endian. */
public final class Umas {
    public static final int FUNCTION = 0x5A;
    public static final int INIT = 0x01;
    public static final int READ_ID = 0x02;
    public static final int READ_PROJECT = 0x03;
    public static final int READ_PLC = 0x04;
    public static final int TAKE_RESERVATION = 0x10;
    public static final int RELEASE_RESERVATION = 0x11;
    public static final int READ_MEMORY = 0x20;
    public static final int WRITE_MEMORY = 0x21;
    public static final int BEGIN_INTO = 0x30;
    public static final int BLOCK_INTO = 0x31;
    public static final int END_INTO = 0x32;
    public static final int START = 0x40;
    public static final int STOP = 0x41;

    private static final int OK = 0xFE;

    private Umas() {}

    /** A request, without the Modbus header. */
    public static byte[] ask(int session, int function, byte... data) {
        return new Out().octets(FUNCTION, session, function).bytes(data).done();
    }

    public static byte[] answer(int session, byte... data) {
        return new Out().octets(FUNCTION, session, OK).bytes(data).done();
    }

    /** Data of {@link #TAKE_RESERVATION}: who it is for. */
    public static byte[] reservation(String computer) {
        return new Out().u32le(0x3B0E).u8(computer.length()).ascii(computer).done();
    }

    /** Data of {@link #READ_MEMORY} and, with something behind it, of {@link #WRITE_MEMORY}. */
    public static byte[] memory(int block, int offset, int bytes) {
        return new Out().u8(1).u16le(block).u32le(offset).u16le(bytes).done();
    }

    /** Data of {@link #BLOCK_INTO}: its number and a piece of the project. */
    public static byte[] block(int number, byte... piece) {
        return new Out().u16le(1).u16le(number).u16le(piece.length).bytes(piece).done();
    }
}
