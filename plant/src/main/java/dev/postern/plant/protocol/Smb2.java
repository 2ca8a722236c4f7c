package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/** SMB 2.1 over TCP: MS-SMB2 section 2.2, each message with the four-byte transport header of section 2.1. */
public final class Smb2 {
    public static final int PORT = 445;
    public static final int MORE_PROCESSING = 0xC000_0016;
    public static final int ACCESS_DENIED = 0xC000_0022;
    private static final int NEGOTIATE = 0;
    private static final int SESSION_SETUP = 1;
    private static final int LOGOFF = 2;
    private static final int TREE_CONNECT = 3;
    private static final int CREATE = 5;
    private static final int CLOSE = 6;
    private static final int READ = 8;
    private static final int WRITE = 9;
    private static final int IOCTL = 11;
    private static final int TRANSCEIVE = 0x0011_C017;
    private static final int HEADER_BYTES = 64;
    private static final int RESPONSE = 1;

    /** What every header of one session says. */
    public static final class Session {
        public long id;
        public int tree;
        private long message;
    }

    private Smb2() {}

    private static byte[] message(Session session, int command, boolean response, int status, Out body) {
        Out out = new Out(4 + HEADER_BYTES + body.length()).u8(0).u24(HEADER_BYTES + body.length());
        out.octets(0xFE, 'S', 'M', 'B')
                .u16le(HEADER_BYTES)
                .u16le(1)
                .u32le(status)
                .u16le(command);
        out.u16le(1).u32le(response ? RESPONSE : 0).u32le(0);
        out.u64le(response ? session.message++ : session.message);
        return out.u32le(0xFEFF)
                .u32le(session.tree)
                .u64le(session.id)
                .zeros(16)
                .bytes(body)
                .done();
    }

    public static byte[] negotiate(Session session, byte[] clientId) {
        Out body = new Out().u16le(36).u16le(2).u16le(1).u16le(0).u32le(7).bytes(clientId);
        return message(session, NEGOTIATE, false, 0, body.zeros(8).u16le(0x0202).u16le(0x0210));
    }

    public static byte[] negotiated(Session session, byte[] serverId, long nowNanos) {
        Out body = new Out().u16le(65).u16le(1).u16le(0x0210).u16le(0).bytes(serverId);
        body.u32le(7).u32le(1 << 20).u32le(1 << 20).u32le(1 << 20);
        return message(
                session,
                NEGOTIATE,
                true,
                0,
                body.u64le(fileTime(nowNanos)).u64le(0).u16le(128).u16le(0).u32le(0));
    }

    /** @param token of NTLM: see {@link Ntlm} */
    public static byte[] sessionSetup(Session session, byte[] token) {
        Out body = new Out().u16le(25).octets(0, 1).u32le(1).u32le(0);
        return message(
                session,
                SESSION_SETUP,
                false,
                0,
                body.u16le(88).u16le(token.length).u64le(0).bytes(token));
    }

    public static byte[] sessionSetUp(Session session, int status, byte[] token) {
        Out body = new Out().u16le(9).u16le(0).u16le(72).u16le(token.length);
        return message(session, SESSION_SETUP, true, status, token.length == 0 ? body.u8(0) : body.bytes(token));
    }

    public static byte[] treeConnect(Session session, String path) {
        Out body = new Out().u16le(9).u16le(0).u16le(72).u16le(path.length() * 2);
        return message(session, TREE_CONNECT, false, 0, body.utf16le(path));
    }

    /** @param kind 1 disk, 2 pipe */
    public static byte[] treeConnected(Session session, int kind) {
        Out body = new Out().u16le(16).octets(kind, 0).u32le(0).u32le(0);
        return message(session, TREE_CONNECT, true, 0, body.u32le(0x001F_01FF));
    }

    /** Answer to any request that was refused: section 2.2.2. */
    public static byte[] refused(Session session, boolean tree, int status) {
        Out body = new Out().u16le(9).octets(0, 0).u32le(0).u8(0);
        return message(session, tree ? TREE_CONNECT : CREATE, true, status, body);
    }

    public static byte[] create(Session session, String name, boolean forWriting) {
        Out body = new Out().u16le(57).octets(0, 0).u32le(2).u64le(0).u64le(0);
        body.u32le(forWriting ? 0x0012_0196 : 0x0012_0089).u32le(0x80).u32le(7);
        body.u32le(forWriting ? 5 : 1).u32le(0x40).u16le(120).u16le(name.length() * 2);
        return message(session, CREATE, false, 0, body.u32le(0).u32le(0).utf16le(name));
    }

    public static byte[] created(Session session, long file, long bytes, long nowNanos) {
        Out body = new Out().u16le(89).octets(0, 0).u32le(1);
        for (int i = 0; i < 4; i++) body.u64le(fileTime(nowNanos));
        body.u64le((bytes + 4095) & -4096).u64le(bytes).u32le(0x80).u32le(0);
        return message(
                session, CREATE, true, 0, body.u64le(file).u64le(file).u32le(0).u32le(0));
    }

    public static byte[] read(Session session, long file, int bytes, long offset) {
        Out body = new Out()
                .u16le(49)
                .octets(80, 0)
                .u32le(bytes)
                .u64le(offset)
                .u64le(file)
                .u64le(file);
        return message(
                session,
                READ,
                false,
                0,
                body.u32le(0).u32le(0).u32le(0).u32le(0).u8(0));
    }

    public static byte[] readDone(Session session, byte[] data) {
        Out body = new Out().u16le(17).octets(80, 0).u32le(data.length).u32le(0).u32le(0);
        return message(session, READ, true, 0, body.bytes(data));
    }

    public static byte[] write(Session session, long file, long offset, byte[] data) {
        Out body =
                new Out().u16le(49).u16le(112).u32le(data.length).u64le(offset).u64le(file);
        body.u64le(file).u32le(0).u32le(0).u16le(0).u16le(0).u32le(0);
        return message(session, WRITE, false, 0, body.bytes(data));
    }

    public static byte[] written(Session session, int bytes) {
        return message(
                session,
                WRITE,
                true,
                0,
                new Out().u16le(17).u16le(0).u32le(bytes).u32le(0).u16le(0).u16le(0));
    }

    public static byte[] close(Session session, long file) {
        Out body = new Out().u16le(24).u16le(0).u32le(0).u64le(file).u64le(file);
        return message(session, CLOSE, false, 0, body);
    }

    public static byte[] closed(Session session) {
        return message(session, CLOSE, true, 0, new Out().u16le(60).zeros(58));
    }

    /** Opens a pipe. */
    public static byte[] pipe(Session session, String name) {
        Out body = new Out().u16le(57).octets(0, 0).u32le(2).u64le(0).u64le(0);
        body.u32le(0x0012_019F).u32le(0).u32le(7).u32le(1).u32le(0x40);
        body.u16le(120).u16le(name.length() * 2);
        return message(session, CREATE, false, 0, body.u32le(0).u32le(0).utf16le(name));
    }

    /** Writes into a pipe and waits for what comes out of it. */
    public static byte[] transceive(Session session, long file, byte[] data) {
        Out body = new Out().u16le(57).u16le(0).u32le(TRANSCEIVE).u64le(file).u64le(file);
        body.u32le(120)
                .u32le(data.length)
                .u32le(0)
                .u32le(0)
                .u32le(0)
                .u32le(4_280)
                .u32le(1);
        return message(session, IOCTL, false, 0, body.u32le(0).bytes(data));
    }

    public static byte[] transceived(Session session, long file, byte[] data) {
        Out body = new Out().u16le(49).u16le(0).u32le(TRANSCEIVE).u64le(file).u64le(file);
        body.u32le(112).u32le(0).u32le(112).u32le(data.length).u32le(0).u32le(0);
        return message(session, IOCTL, true, 0, body.bytes(data));
    }

    public static byte[] logoff(Session session) {
        return message(session, LOGOFF, false, 0, new Out().u16le(4).u16le(0));
    }

    public static byte[] loggedOff(Session session) {
        return message(session, LOGOFF, true, 0, new Out().u16le(4).u16le(0));
    }

    /** 100 ns steps since 1601: MS-DTYP section 2.3.3. */
    private static long fileTime(long nanos) {
        return nanos / 100 + 116_444_736_000_000_000L;
    }
}
