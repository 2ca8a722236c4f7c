package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/** Modbus/TCP: MODBUS Messaging on TCP/IP Implementation Guide V1.0b section 3, Application Protocol V1.1b3 section 6. */
public final class Modbus {
    public static final int PORT = 502;
    public static final int READ_COILS = 1;
    public static final int READ_HOLDING = 3;
    public static final int READ_INPUT = 4;
    public static final int WRITE_COIL = 5;
    public static final int WRITE_REGISTER = 6;
    public static final int WRITE_REGISTERS = 16;
    public static final int ENCAPSULATED = 0x2B;
    public static final int ILLEGAL_FUNCTION = 1;
    public static final int ILLEGAL_ADDRESS = 2;
    private static final int IDENTITY = 14;

    private Modbus() {}

    /** Any message: header and protocol data unit. */
    public static byte[] message(int transaction, int unit, byte[] pdu) {
        return new Out(7 + pdu.length)
                .u16(transaction)
                .u16(0)
                .u16(1 + pdu.length)
                .u8(unit)
                .bytes(pdu)
                .done();
    }

    /** Functions 1 to 4. */
    public static byte[] read(int function, int address, int quantity) {
        return new Out(5).u8(function).u16(address).u16(quantity).done();
    }

    /** Functions 5 and 6; a coil is 0xFF00 or 0. Answers are the same. */
    public static byte[] write(int function, int address, int value) {
        return new Out(5).u8(function).u16(address).u16(value).done();
    }

    public static byte[] writeRegisters(int address, int... values) {
        Out out = new Out().u8(WRITE_REGISTERS).u16(address).u16(values.length).u8(values.length * 2);
        for (int value : values) out.u16(value);
        return out.done();
    }

    public static byte[] registers(int function, int[] values) {
        Out out = new Out(2 + values.length * 2).u8(function).u8(values.length * 2);
        for (int value : values) out.u16(value);
        return out.done();
    }

    public static byte[] coils(int function, boolean[] values) {
        byte[] packed = new byte[(values.length + 7) / 8];
        for (int i = 0; i < values.length; i++) if (values[i]) packed[i / 8] |= (byte) (1 << i % 8);
        return new Out().u8(function).u8(packed.length).bytes(packed).done();
    }

    public static byte[] exception(int function, int code) {
        return new byte[] {(byte) (function | 0x80), (byte) code};
    }

    /** Basic device identification, all objects. */
    public static byte[] askIdentity() {
        return new byte[] {ENCAPSULATED, IDENTITY, 1, 0};
    }

    public static byte[] identity(String vendor, String product, String revision) {
        Out out = new Out().octets(ENCAPSULATED, IDENTITY, 1, 1, 0, 0, 3);
        String[] objects = {vendor, product, revision};
        for (int i = 0; i < objects.length; i++)
            out.u8(i).u8(objects[i].length()).ascii(objects[i]);
        return out.done();
    }
}
