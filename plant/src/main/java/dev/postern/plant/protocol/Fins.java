package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/** OMRON FINS in datagrams: Communications Commands Reference Manual W342-E1 sections 3-2 (header), 5-2 and 5-3 (commands). */
public final class Fins {
    public static final int PORT = 9600;
    public static final int MEMORY_READ = 0x0101;
    public static final int MEMORY_WRITE = 0x0102;
    public static final int PROGRAM_READ = 0x0306;
    public static final int RUN = 0x0401;
    public static final int STOP = 0x0402;
    public static final int CONTROLLER_DATA = 0x0501;
    public static final int COMMAND_AT = 10;
    public static final int DATA_AT = 12;

    private static final int COMMAND = 0x80;
    private static final int RESPONSE = 0xC0;
    private static final int GATEWAYS = 2;
    private static final int DATA_MEMORY = 0x82;
    private static final int MODEL_CHARACTERS = 20;
    private static final int SYSTEM_BYTES = 52;

    private Fins() {}

    private static Out head(int kind, int to, int from, int service, int command) {
        return new Out()
                .octets(kind, 0, GATEWAYS, 0, to, 0, 0, from, 0, service)
                .u16(command);
    }

    /** @param to node of the controller, 0xFF for all; {@code from} is the asker's */
    public static byte[] ask(int to, int from, int service, int command, byte... data) {
        return head(COMMAND, to, from, service, command).bytes(data).done();
    }

    /** Answer to {@code request} with end code "normal". */
    public static byte[] answer(byte[] request, int node, byte... data) {
        int command = (request[COMMAND_AT] & 0xFF) << 8 | request[COMMAND_AT + 1] & 0xFF;
        return head(RESPONSE, request[7] & 0xFF, node, request[9] & 0xFF, command)
                .u16(0)
                .bytes(data)
                .done();
    }

    /** Data of {@link #MEMORY_READ} and, with values behind it, of {@link #MEMORY_WRITE}: words of data memory. */
    public static byte[] words(int address, int count) {
        return new Out().u8(DATA_MEMORY).u16(address).u8(0).u16(count).done();
    }

    /** Data of {@link #PROGRAM_READ}. */
    public static byte[] program(int word, int bytes) {
        return new Out().u16(0xFFFF).u32(word).u16(bytes).done();
    }

    /** Data of {@link #RUN}: all programs, run mode. */
    public static byte[] run() {
        return new byte[] {(byte) 0xFF, (byte) 0xFF, 4};
    }

    /** What {@link #CONTROLLER_DATA} is answered with. */
    public static byte[] controllerData(String model, String version) {
        return new Out()
                .ascii(model, MODEL_CHARACTERS, ' ')
                .ascii(version, MODEL_CHARACTERS, ' ')
                .zeros(SYSTEM_BYTES)
                .done();
    }
}
