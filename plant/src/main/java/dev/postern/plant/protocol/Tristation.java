package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/**
 * TriStation over UDP, between the workbench and Triconex safety controllers. Unpublished; after the public analyses of the TRITON incident of
 * 2017: framing, commands and the codes of their answers.
 */
public final class Tristation {
    public static final int PORT = 1502;
    public static final int CONNECT = 1;
    public static final int CONNECTED = 2;
    public static final int DISCONNECTED = 3;
    public static final int DISCONNECT = 4;

    public static final int START_DOWNLOAD_CHANGE = 1;
    public static final int END_DOWNLOAD_CHANGE = 11;
    public static final int ATTACH = 13;
    public static final int GET_STATUS = 19;
    public static final int GET_PROCESSOR_STATUS = 29;
    public static final int GET_MODULE_VERSIONS = 54;
    public static final int ALLOCATE_PROGRAM = 55;
    public static final int UPLOAD_PROGRAM = 65;

    public static final int REJECTED = 100;
    public static final int DOWNLOAD_CHANGE_PERMITTED = 102;
    public static final int MODIFICATION_ACCEPTED = 103;
    public static final int ATTACHED = 106;
    public static final int STATUS = 108;
    public static final int PROCESSOR_STATUS = 127;
    public static final int MODULE_VERSIONS = 151;
    public static final int PROGRAM_ALLOCATED = 153;
    public static final int PROGRAM = 157;

    /** A reason of rejection. */
    public static final int KEY_PROHIBITS = 212;

    public static final int KEY_PROGRAM = 1;
    public static final int KEY_RUN = 2;

    private static final int COMMAND = 5;
    private static final int PING = 6;
    private static final int HEAD_BYTES = 10;
    private static final int CRC_POLYNOMIAL = 0xA001;
    private static final int PROJECT_AT = 66;
    private static final int PROJECT_CHARACTERS = 10;
    private static final int SLOTS = 16;
    private static final int SERIAL_AT = 459;
    private static final int SERIAL_CHARACTERS = 8;
    private static final int[] MODULES = {0x2F01, 0x2F01, 0x2F01, 0x1101, 0x2101, 0x3501, 0x3601, 0x4351};

    private Tristation() {}

    /** A frame without a command: connect, connected, disconnect, disconnected. */
    public static byte[] connection(int type) {
        return framed(type, new byte[0]);
    }

    /** Who is there? Controllers answer with the same octets. */
    public static byte[] ping() {
        return framed(PING, new byte[0]);
    }

    /** @param code of a command, or of what it is answered with */
    public static byte[] command(int code, int counter, byte[] data) {
        int size = HEAD_BYTES + data.length;
        byte[] payload = new Out(size)
                .octets(0, 0, code, counter, 0, 0)
                .u16le(0)
                .u16le(size)
                .bytes(data)
                .done();
        int sum = size;
        for (byte octet : payload) sum += octet & 0xFF;
        payload[6] = (byte) sum;
        payload[7] = (byte) (sum >> 8);
        return framed(COMMAND, payload);
    }

    private static byte[] framed(int type, byte[] payload) {
        Out out = new Out(6 + payload.length)
                .octets(type, 0)
                .u16le(payload.length)
                .bytes(payload);
        return out.u16le(crc(out.done())).done();
    }

    private static int crc(byte[] bytes) {
        int crc = 0;
        for (byte octet : bytes) {
            crc ^= octet & 0xFF;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ CRC_POLYNOMIAL : crc >> 1;
        }
        return crc;
    }

    /** Data of {@link #ATTACHED}: version 10.3. */
    public static byte[] attached() {
        return new byte[] {0, 0, 0, 10, 3, 0};
    }

    /** Data of {@link #STATUS}: program valid and running. */
    public static byte[] status(int key, String project) {
        return new Out(76)
                .octets(0, 0, 0, 0, 0, 0, 1, key, 0)
                .zeros(PROJECT_AT - 9)
                .ascii(project, PROJECT_CHARACTERS, 0)
                .done();
    }

    /** Data of {@link #MODULE_VERSIONS}. */
    public static byte[] modules(String serial) {
        Out out = new Out(480).octets(1, SLOTS);
        for (int slot = 0; slot < SLOTS; slot++)
            out.u16le(slot < MODULES.length ? MODULES[slot] : 0)
                    .u16le(6_252)
                    .u16le(6_211)
                    .u16le(6_236);
        return out.zeros(SERIAL_AT - out.length())
                .ascii(serial, SERIAL_CHARACTERS, 0)
                .done();
    }

    /** Data of {@link #ALLOCATE_PROGRAM}: which program, which comes after it, and a piece of it. */
    public static byte[] piece(int program, int next, int chunks, int offset, byte[] code) {
        return new Out(10 + code.length)
                .u16le(program)
                .u16le(next)
                .u16le(chunks)
                .u16le(offset)
                .u16le(code.length)
                .bytes(code)
                .done();
    }

    /** Data of {@link #UPLOAD_PROGRAM}. */
    public static byte[] wanted(int program, int offset) {
        return new Out(8).u16le(program).u16le(0).u16le(0).u16le(offset).done();
    }

    /** Data of {@link #START_DOWNLOAD_CHANGE}: old name, version, new name. */
    public static byte[] change(String project) {
        return new Out(28)
                .ascii(project, PROJECT_CHARACTERS, 0)
                .u32le(1)
                .u32le(7)
                .ascii(project, PROJECT_CHARACTERS, 0)
                .done();
    }
}
