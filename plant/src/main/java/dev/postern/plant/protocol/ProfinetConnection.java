package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;
import java.util.HexFormat;

/**
 * How a PROFINET connection is made: IEC 61158-6-10:2019 section 5.2 (blocks, big-endian) in calls of connectionless DCE/RPC, C706 chapter 12.5
 * (header, here little-endian). One controller, one device with one submodule of inputs and outputs.
 *
 * @param application UUID of the relation that is made, 16 octets
 * @param activity UUID of the caller's calls, 16 octets
 */
@SuppressWarnings("ArrayRecordComponent")
public record ProfinetConnection(byte[] application, byte[] activity, int vendor, int device) {
    public static final int PORT = 0x8894;
    private static final int REQUEST = 0;
    private static final int RESPONSE = 2;
    private static final int CONNECT = 0;
    private static final int CONTROL = 4;
    private static final int PARAMETER_END = 0x0110;
    private static final int APPLICATION_READY = 0x0112;
    private static final int DONE = 8;
    private static final int ANSWER = 0x8000;
    private static final int SESSION = 1;
    private static final int ALARMS = 1;
    private static final int ALARM_BYTES = 200;
    private static final int ARGUMENTS_BYTES_MAX = 1_340;
    private static final int INPUTS = 1;
    private static final int OUTPUTS = 2;
    private static final int IO_BYTES = 4;
    private static final String REST = "6c9711d1827100a02442df7d";

    /** @param called 1 the device, 2 the controller */
    private byte[] call(int type, int called, int operation, int sequence, Out arguments) {
        HexFormat hex = HexFormat.of();
        Out object =
                mixed(hex.parseHex("dea000006c9711d18271")).u16(1).u16(device).u16(vendor);
        Out out = new Out(80 + arguments.length()).octets(4, type, type == REQUEST ? 0x20 : 0x0A, 0, 0x10, 0, 0, 0);
        out.bytes(object).bytes(mixed(hex.parseHex("dea0000" + called + REST)));
        out.bytes(mixed(activity)).u32le(0).u32le(1).u32le(sequence);
        out.u16le(operation).u16le(0xFFFF).u16le(0xFFFF).u16le(arguments.length());
        return out.u16le(0).octets(0, 0).bytes(arguments).done();
    }

    /** A UUID whose first three parts are little-endian. */
    private static Out mixed(byte[] raw) {
        Out out = new Out(16);
        for (int i : new int[] {3, 2, 1, 0, 5, 4, 7, 6}) out.u8(raw[i]);
        for (int i = 8; i < raw.length; i++) out.u8(raw[i]);
        return out;
    }

    private static void block(Out out, int type, Out content) {
        out.u16(type).u16(2 + content.length()).octets(1, 0).bytes(content);
    }

    private static Out asked(Out blocks) {
        int length = blocks.length();
        return counts(new Out().u32le(ARGUMENTS_BYTES_MAX), length, ARGUMENTS_BYTES_MAX)
                .bytes(blocks);
    }

    private static Out answered(Out blocks) {
        return counts(new Out().u32le(0), blocks.length(), ARGUMENTS_BYTES_MAX).bytes(blocks);
    }

    private static Out counts(Out out, int length, int room) {
        return out.u32le(length).u32le(room).u32le(0).u32le(length);
    }

    /** The controller asks for a relation: cyclic data both ways, alarms, one submodule of four octets in and out. */
    public byte[] connect(int sequence, String controller, long mac, int toDevice, int fromDevice, int ratio) {
        Out blocks = new Out();
        Out relation = new Out().u16(1).bytes(application).u16(SESSION);
        relation.u16((int) (mac >>> 32)).u32((int) mac);
        relation.bytes(activity).u32(0x11).u16(600).u16(Profinet.ETHER_TYPE);
        block(blocks, 0x0101, relation.u16(controller.length()).ascii(controller));
        cyclic(blocks, INPUTS, fromDevice, ratio);
        cyclic(blocks, OUTPUTS, toDevice, ratio);
        Out alarms = new Out().u16(1).u16(Profinet.ETHER_TYPE).u32(0).u16(1).u16(3);
        block(blocks, 0x0103, alarms.u16(ALARMS).u16(ALARM_BYTES).u16(0xC000).u16(0xA000));
        Out submodule =
                new Out().u16(1).u32(0).u16(1).u32(0x0000_0010).u16(0).u16(1).u16(1);
        submodule.u32(1).u16(3);
        for (int direction : new int[] {INPUTS, OUTPUTS})
            submodule.u16(direction).u16(IO_BYTES).octets(1, 1);
        block(blocks, 0x0104, submodule);
        return call(REQUEST, 1, CONNECT, sequence, asked(blocks));
    }

    private static void cyclic(Out blocks, int direction, int frame, int ratio) {
        Out out =
                new Out().u16(direction).u16(direction).u16(Profinet.ETHER_TYPE).u32(1);
        out.u16(Profinet.DATA_BYTES).u16(frame).u16(32).u16(ratio).u16(1).u16(0).u32(-1);
        out.u16(3).u16(3).u16(0xC000).u16(0).u32(0).u16(1).u32(0);
        out.u16(1).u16(1).u16(1).u16(0);
        block(blocks, 0x0102, out.u16(1).u16(1).u16(1).u16(IO_BYTES + 1));
    }

    public byte[] connected(int sequence, long mac, int toDevice, int fromDevice) {
        Out blocks = new Out();
        Out relation = new Out().u16(1).bytes(application).u16(SESSION);
        relation.u16((int) (mac >>> 32)).u32((int) mac);
        block(blocks, 0x8101, relation.u16(Profinet.ETHER_TYPE));
        block(blocks, 0x8102, new Out().u16(INPUTS).u16(INPUTS).u16(fromDevice));
        block(blocks, 0x8102, new Out().u16(OUTPUTS).u16(OUTPUTS).u16(toDevice));
        block(blocks, 0x8103, new Out().u16(1).u16(ALARMS).u16(ALARM_BYTES));
        return call(RESPONSE, 1, CONNECT, sequence, answered(blocks));
    }

    /** The controller has set what there is to set. */
    public byte[] parametersEnd(int sequence) {
        return control(REQUEST, 1, sequence, PARAMETER_END, 1);
    }

    public byte[] parametersEnded(int sequence) {
        return control(RESPONSE, 1, sequence, PARAMETER_END, DONE);
    }

    /** The device is ready, and says so by a call of its own. */
    public byte[] ready(int sequence) {
        return control(REQUEST, 2, sequence, APPLICATION_READY, 2);
    }

    public byte[] readyHeard(int sequence) {
        return control(RESPONSE, 2, sequence, APPLICATION_READY, DONE);
    }

    private byte[] control(int type, int called, int sequence, int block, int command) {
        Out blocks = new Out();
        Out content = new Out()
                .u16(0)
                .bytes(application)
                .u16(SESSION)
                .u16(0)
                .u16(command)
                .u16(0);
        block(blocks, type == REQUEST ? block : block | ANSWER, content);
        return call(type, called, CONTROL, sequence, type == REQUEST ? asked(blocks) : answered(blocks));
    }
}
