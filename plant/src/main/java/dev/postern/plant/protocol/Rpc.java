package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/**
 * DCE/RPC over connections: C706 chapter 12.6 (units), MS-RPCE section 2.2.2.11 (trailer of a security provider, here NTLM). What is sealed is noise
 * of the right length.
 */
public final class Rpc {
    public static final int PORT = 135;
    public static final Interface SERVICES = new Interface("367abb81-9844-35f1-ad32-98f038001003", 2, false);
    public static final Interface TASKS = new Interface("86d35949-83c9-4044-b424-db363231fd0c", 1, false);
    public static final Interface DIRECTORY = new Interface("e3514235-4b06-11d1-ab04-00c04fc2dcd2", 4, false);
    public static final Interface ACTIVATOR = new Interface("000001a0-0000-0000-c000-000000000046", 0, true);
    public static final Interface WMI_LOGIN = new Interface("f309ad18-d86a-11d0-a075-00c04fb68820", 0, true);
    public static final Interface WMI = new Interface("9556dc99-828c-11cf-a37e-00aa003240c7", 0, true);
    public static final Interface OPC_SERVERS = new Interface("13486d50-4821-11d2-a494-3cb306c10000", 0, true);
    public static final Interface OPC_SERVER = new Interface("39c13a4d-011e-11d0-9675-0020afd8adb3", 0, true);
    public static final Interface OPC_NAMES = new Interface("39c13a4f-011e-11d0-9675-0020afd8adb3", 0, true);

    public static final int DIRECTORY_BIND = 0;
    public static final int GET_CHANGES = 3;
    public static final int CREATE_INSTANCE = 4;
    public static final int NTLM_LOGIN = 6;
    public static final int EXEC_QUERY = 20;
    public static final int EXEC_METHOD = 24;
    public static final int REGISTER_TASK = 1;
    public static final int RUN_TASK = 12;

    private static final Interface TRANSFER = new Interface("8a885d04-1ceb-11c9-9fe8-08002b104860", 2, false);
    private static final int REQUEST = 0;
    private static final int RESPONSE = 2;
    private static final int BIND = 11;
    private static final int BIND_ACK = 12;
    private static final int ALTER = 14;
    private static final int ALTERED = 15;
    private static final int AUTH3 = 16;
    private static final int WHOLE = 3;
    private static final int WITH_OBJECT = 0x80;
    private static final int FRAGMENT_BYTES = 5_840;
    private static final int GROUP = 0x0001_2B3C;
    private static final int NTLM = 10;
    private static final int PRIVACY = 6;
    private static final int SIGNATURE_BYTES = 16;
    private static final int TRAILER_BYTES = 8;

    private Rpc() {}

    /** @param onObject whether its calls name the object that they are for */
    public record Interface(String uuid, int version, boolean onObject) {
        byte[] syntax() {
            String hex = uuid.replace("-", "");
            byte[] raw = java.util.HexFormat.of().parseHex(hex);
            Out out = new Out(20);
            for (int i : new int[] {3, 2, 1, 0, 5, 4, 7, 6}) out.u8(raw[i]);
            for (int i = 8; i < 16; i++) out.u8(raw[i]);
            return out.u32le(version).done();
        }
    }

    private static byte[] unit(int type, int flags, int call, Out body, byte[] trailer, int trailerValueBytes) {
        int length = 16 + body.length() + trailer.length;
        return new Out(length)
                .octets(5, 0, type, flags, 0x10, 0, 0, 0)
                .u16le(length)
                .u16le(trailerValueBytes)
                .u32le(call)
                .bytes(body)
                .bytes(trailer)
                .done();
    }

    private static byte[] trailer(int pad, byte[] value) {
        return new Out(TRAILER_BYTES + value.length)
                .octets(NTLM, PRIVACY, pad, 0)
                .u32le(0)
                .bytes(value)
                .done();
    }

    private static byte[] none() {
        return new byte[0];
    }

    /** @param token of NTLM, empty for a binding that relies on what carries it */
    public static byte[] bind(int call, Interface wanted, int context, byte[] token) {
        return offer(BIND, call, wanted, context, token);
    }

    /** One more interface on the same connection. */
    public static byte[] alter(int call, Interface wanted, int context) {
        return offer(ALTER, call, wanted, context, none());
    }

    private static byte[] offer(int type, int call, Interface wanted, int context, byte[] token) {
        Out body = new Out().u16le(FRAGMENT_BYTES).u16le(FRAGMENT_BYTES).u32le(type == ALTER ? GROUP : 0);
        body.u32le(1).u16le(context).u16le(1).bytes(wanted.syntax()).bytes(TRANSFER.syntax());
        byte[] trailer = token.length == 0 ? none() : trailer(0, token);
        return unit(type, WHOLE, call, body, trailer, token.length);
    }

    public static byte[] bound(int call, String address, byte[] token) {
        return accepted(BIND_ACK, call, address, token);
    }

    public static byte[] altered(int call) {
        return accepted(ALTERED, call, "", none());
    }

    private static byte[] accepted(int type, int call, String address, byte[] token) {
        Out body = new Out().u16le(FRAGMENT_BYTES).u16le(FRAGMENT_BYTES).u32le(GROUP);
        body.u16le(address.isEmpty() ? 0 : address.length() + 1);
        if (!address.isEmpty()) body.ascii(address).u8(0);
        body.zeros(-body.length() & 3);
        body.u32le(1).u16le(0).u16le(0).bytes(TRANSFER.syntax());
        byte[] trailer = token.length == 0 ? none() : trailer(0, token);
        return unit(type, WHOLE, call, body, trailer, token.length);
    }

    /** The third leg of the login. */
    public static byte[] authenticate(int call, byte[] token) {
        return unit(AUTH3, WHOLE, call, new Out().u32le(0), trailer(0, token), token.length);
    }

    public static byte[] request(int call, Interface of, int context, int operation, byte[] stub) {
        return asked(call, of, context, operation, stub, none(), 0);
    }

    /** @param noise a multiple of 16 bytes, the stub as nobody else can read it; {@code signature} at least 16 */
    public static byte[] sealedRequest(
            int call, Interface of, int context, int operation, byte[] noise, byte[] signature) {
        return asked(call, of, context, operation, noise, signed(signature), SIGNATURE_BYTES);
    }

    private static byte[] asked(
            int call, Interface of, int context, int operation, byte[] stub, byte[] trailer, int valueBytes) {
        Out body = new Out().u32le(stub.length).u16le(context).u16le(operation);
        if (of.onObject) body.u64(0x00C8_0000_3C09_0000L).u64(0x7A51_0D2E_9B44_61F0L);
        int flags = of.onObject ? WHOLE | WITH_OBJECT : WHOLE;
        return unit(REQUEST, flags, call, body.bytes(stub), trailer, valueBytes);
    }

    public static byte[] response(int call, int context, byte[] stub) {
        return unit(RESPONSE, WHOLE, call, answered(context, stub), none(), 0);
    }

    public static byte[] sealedResponse(int call, int context, byte[] noise, byte[] signature) {
        return unit(RESPONSE, WHOLE, call, answered(context, noise), signed(signature), SIGNATURE_BYTES);
    }

    private static Out answered(int context, byte[] stub) {
        return new Out().u32le(stub.length).u16le(context).octets(0, 0).bytes(stub);
    }

    private static byte[] signed(byte[] signature) {
        byte[] value = java.util.Arrays.copyOf(signature, SIGNATURE_BYTES);
        value[0] = 1;
        value[1] = value[2] = value[3] = 0;
        return trailer(0, value);
    }
}
