package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/**
 * S7comm over ISO transport: RFC 1006 section 6 (TPKT), ISO 8073 section 13 (connection request, confirm, data), the Siemens protocol as publicly
 * described. {@code reference} is the number of a job, taken over by its answer.
 */
public final class S7 {
    public static final int PORT = 102;
    public static final int MERKER = 0x83;
    public static final int DATA_BLOCK = 0x84;
    public static final int READ = 4;
    public static final int WRITE = 5;
    public static final int SETUP = 0xF0;
    public static final int REQUEST_DOWNLOAD = 0x1A;
    public static final int DOWNLOAD_BLOCK = 0x1B;
    public static final int DOWNLOAD_ENDED = 0x1C;
    public static final int START_UPLOAD = 0x1D;
    public static final int UPLOAD = 0x1E;
    public static final int END_UPLOAD = 0x1F;
    public static final int PI_SERVICE = 0x28;
    public static final int STOP = 0x29;
    /** Where the function code of a job or an answer without error header stands, from the start of the TPKT. */
    public static final int JOB_FUNCTION = 17;

    public static final int MESSAGE_KIND = 8;
    public static final int JOB = 1;
    public static final int ANSWER = 3;
    public static final int USER_DATA = 7;
    private static final int REFERENCE = 11;
    private static final byte[] NOTHING = {};

    /** One variable: {@code bytes} of an area from a byte address. */
    public record Item(int area, int block, int byteAddress, int bytes) {}

    private S7() {}

    private static byte[] tpkt(byte[] cotp) {
        return new Out(4 + cotp.length)
                .octets(3, 0)
                .u16(4 + cotp.length)
                .bytes(cotp)
                .done();
    }

    /** @param kind of connection: 1 programming device, 2 operator panel, 3 other */
    public static byte[] connect(int kind, int rack, int slot) {
        return tpkt(new Out()
                .octets(17, 0xE0, 0, 0, 0, 1, 0)
                .octets(0xC0, 1, 10, 0xC1, 2, 1, 0, 0xC2, 2, kind, rack << 5 | slot)
                .done());
    }

    public static byte[] connected(int kind, int rack, int slot) {
        return tpkt(new Out()
                .octets(17, 0xD0, 0, 1, 0, 6, 0)
                .octets(0xC0, 1, 10, 0xC1, 2, 1, 0, 0xC2, 2, kind, rack << 5 | slot)
                .done());
    }

    /** A job with its parameters and data. */
    public static byte[] job(int reference, byte[] parameters, byte[] data) {
        return message(JOB, reference, parameters, data);
    }

    public static byte[] job(int reference, byte[] parameters) {
        return message(JOB, reference, parameters, NOTHING);
    }

    public static byte[] answer(int reference, byte[] parameters, byte[] data) {
        return message(ANSWER, reference, parameters, data);
    }

    /** The answer that carries nothing but the function it answers. */
    public static byte[] done(int reference, int function) {
        return message(ANSWER, reference, new byte[] {(byte) function}, NOTHING);
    }

    private static byte[] message(int kind, int reference, byte[] parameters, byte[] data) {
        int header = kind == ANSWER ? 12 : 10;
        int total = 7 + header + parameters.length + data.length;
        Out out = new Out(total).octets(3, 0).u16(total).octets(2, 0xF0, 0x80);
        out.octets(0x32, kind).u16(0).u16(reference).u16(parameters.length).u16(data.length);
        if (kind == ANSWER) out.u16(0);
        return out.bytes(parameters).bytes(data).done();
    }

    public static int reference(byte[] message) {
        return (message[REFERENCE] & 0xFF) << 8 | (message[REFERENCE + 1] & 0xFF);
    }

    public static byte[] setup(int pduBytes) {
        return new Out(8).octets(SETUP, 0).u16(1).u16(1).u16(pduBytes).done();
    }

    public static byte[] variables(int function, Item... items) {
        Out out = new Out(2 + 12 * items.length).octets(function, items.length);
        for (Item item : items)
            out.octets(0x12, 10, 0x10, 2)
                    .u16(item.bytes)
                    .u16(item.block)
                    .u8(item.area)
                    .u24(item.byteAddress * 8);
        return out.done();
    }

    /** Data of a read's answer (return code 0xFF) or of a write's job (0). */
    public static byte[] values(int returnCode, byte[]... values) {
        Out out = new Out(32);
        for (int i = 0; i < values.length; i++) {
            out.octets(returnCode, 4).u16(values[i].length * 8).bytes(values[i]);
            if (values[i].length % 2 == 1 && i + 1 < values.length) out.u8(0);
        }
        return out.done();
    }

    public static byte[] stop() {
        return new Out().u8(STOP).zeros(5).u8(9).ascii("P_PROGRAM").done();
    }

    public static byte[] start() {
        return new Out()
                .u8(PI_SERVICE)
                .zeros(6)
                .u8(0xFD)
                .u16(0)
                .u8(9)
                .ascii("P_PROGRAM")
                .done();
    }

    /** Takes a loaded block into the running program. */
    public static byte[] insert(String block) {
        return new Out()
                .u8(PI_SERVICE)
                .zeros(6)
                .u8(0xFD)
                .u16(10)
                .octets(1, 0)
                .ascii(block)
                .u8(5)
                .ascii("_INSE")
                .done();
    }

    /** @param block type and number, as {@code 0800001} followed by {@code P} for passive or {@code A} for active */
    public static byte[] requestDownload(String block, int loadBytes) {
        return new Out()
                .octets(REQUEST_DOWNLOAD, 0, 1, 0)
                .u32(0)
                .u8(9)
                .ascii("_" + block)
                .u8(13)
                .ascii("1")
                .ascii(decimal(loadBytes, 6))
                .ascii(decimal(loadBytes - 36, 6))
                .done();
    }

    /** Download block and download ended, which the controller asks of the engineering station. */
    public static byte[] named(int function, String block) {
        return new Out()
                .octets(function, 0)
                .u16(0)
                .u32(0)
                .u8(9)
                .ascii("_" + block)
                .done();
    }

    public static byte[] uploadStarted(int id, int loadBytes) {
        return new Out()
                .octets(START_UPLOAD, 0, 1, 0)
                .u32(id)
                .u8(7)
                .ascii(decimal(loadBytes, 7))
                .done();
    }

    /** Upload and end upload. */
    public static byte[] upload(int function, int id) {
        return new Out(8).octets(function, 0).u16(0).u32(id).done();
    }

    /** A piece of a block, in answers to download block and upload. */
    public static byte[] piece(byte[] block, int start, int length) {
        Out out = new Out(4 + length).u16(length).octets(0, 0xFB);
        for (int i = start; i < start + length; i++) out.u8(block[i]);
        return out.done();
    }

    /** Parameters of that answer. */
    public static byte[] pieceFollows(int function, boolean more) {
        return new byte[] {(byte) function, (byte) (more ? 1 : 0)};
    }

    /** User data request: {@code group} 4 reads a system status list, 3 lists blocks. */
    public static byte[] ask(int reference, int group, int function, byte[] data) {
        byte[] parameters = {0, 1, 0x12, 4, 0x11, (byte) (0x40 | group), (byte) function, 0};
        return message(USER_DATA, reference, parameters, data);
    }

    public static byte[] tell(int reference, int group, int function, byte[] data) {
        byte[] parameters = {0, 1, 0x12, 8, 0x12, (byte) (0x80 | group), (byte) function, 1, 0, 0, 0, 0};
        byte[] whole = new Out(4 + data.length)
                .octets(0xFF, 9)
                .u16(data.length)
                .bytes(data)
                .done();
        return message(USER_DATA, reference, parameters, whole);
    }

    public static byte[] statusList(int id, int index) {
        return new Out(8).octets(0xFF, 9).u16(4).u16(id).u16(index).done();
    }

    public static byte[] emptyData() {
        return new byte[] {10, 0, 0, 0};
    }

    /** Status list 0x0011, one record: the order number of the module. */
    public static byte[] moduleIdentity(String orderNumber) {
        return new Out()
                .u16(0x0011)
                .u16(0)
                .u16(28)
                .u16(1)
                .u16(1)
                .ascii(orderNumber, 20, ' ')
                .u16(0x00C0)
                .u16(4)
                .u16(1)
                .done();
    }

    /** Status list 0x001C: names of the station, the module and its serial number. */
    public static byte[] componentIdentity(String station, String module, String serial) {
        return new Out()
                .u16(0x001C)
                .u16(0)
                .u16(34)
                .u16(3)
                .u16(1)
                .ascii(station, 32, 0)
                .u16(2)
                .ascii(module, 32, 0)
                .u16(5)
                .ascii(serial, 32, 0)
                .done();
    }

    /** How many blocks of each type; organisation, function and data blocks here. */
    public static byte[] blockCounts(int organisation, int functions, int dataBlocks) {
        return new Out()
                .octets('0', '8')
                .u16(organisation)
                .octets('0', 'C')
                .u16(functions)
                .octets('0', 'A')
                .u16(dataBlocks)
                .done();
    }

    private static String decimal(int value, int digits) {
        String text = Integer.toString(value);
        return "0".repeat(digits - text.length()) + text;
    }
}
