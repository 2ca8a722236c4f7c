package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;
import java.nio.charset.StandardCharsets;

/** Tabular Data Stream of SQL Server, version 7.4 without encryption: MS-TDS sections 2.2.3 (packets), 2.2.6 (messages), 2.2.7 (tokens). */
public final class Tds {
    public static final int PORT = 1433;
    private static final int BATCH = 1;
    private static final int ANSWER = 4;
    private static final int LOGIN = 16;
    private static final int PRELOGIN = 18;
    private static final int NOT_ENCRYPTED = 2;
    private static final int PACKET_BYTES = 4_096;
    private static final int LOGIN_FIXED_BYTES = 94;
    private static final int FLOAT = 0x6D;
    private static final int SELECT_DONE = 0xC1;
    private static final int DONE_WITH_COUNT = 0x10;
    private static final String SERVER = "Microsoft SQL Server";

    private Tds() {}

    private static byte[] packets(int type, Out body) {
        byte[] all = body.done();
        Out out = new Out(all.length + 64);
        int packet = 1;
        int most = PACKET_BYTES - 8;
        for (int start = 0; start == 0 || start < all.length; start += most) {
            int length = Math.min(most, all.length - start);
            out.octets(type, start + length == all.length ? 1 : 0)
                    .u16(8 + length)
                    .u16(type == ANSWER ? 53 : 0)
                    .octets(packet++, 0)
                    .bytes(java.util.Arrays.copyOfRange(all, start, start + length));
        }
        return out.done();
    }

    public static byte[] prelogin() {
        return packets(PRELOGIN, versions(17, 0, 0));
    }

    public static byte[] preloginAnswer() {
        return packets(ANSWER, versions(15, 7, 0xD0));
    }

    /** Five options, of version, encryption, instance, thread and several results at once. */
    private static Out versions(int major, int build, int patch) {
        return new Out()
                .octets(0, 0, 26, 0, 6)
                .octets(1, 0, 32, 0, 1)
                .octets(2, 0, 33, 0, 1)
                .octets(3, 0, 34, 0, 4)
                .octets(4, 0, 38, 0, 1)
                .u8(0xFF)
                .octets(major, 0, build, patch, 0, 0)
                .u8(NOT_ENCRYPTED)
                .u8(0)
                .u32(0x100)
                .u8(0);
    }

    public static byte[] login(
            String host, String user, String password, String application, String server, String database) {
        String[] values = {host, user, password, application, server, "", "ODBC", "", database};
        Out places = new Out();
        Out texts = new Out();
        int at = LOGIN_FIXED_BYTES;
        for (int i = 0; i < values.length; i++) {
            places.u16le(at).u16le(values[i].length());
            texts.bytes(i == 2 ? turned(values[i]) : values[i].getBytes(StandardCharsets.UTF_16LE));
            at += 2 * values[i].length();
        }
        Out body = new Out().u32le(at).u32le(0x7400_0004).u32le(PACKET_BYTES).u32le(7);
        body.u32le(4_120).u32le(0).octets(0xE0, 3, 0, 0).u32le(0).u32le(0x409);
        body.bytes(places).u48(0);
        for (int i = 0; i < 3; i++) body.u16le(at).u16le(0);
        return packets(LOGIN, body.u32le(0).bytes(texts));
    }

    /** A password as it travels: halves of each octet exchanged, then turned. */
    private static byte[] turned(String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_16LE);
        for (int i = 0; i < bytes.length; i++) {
            int octet = bytes[i] & 0xFF;
            bytes[i] = (byte) ((octet << 4 | octet >> 4) ^ 0xA5);
        }
        return bytes;
    }

    public static byte[] loggedIn() {
        Out out = new Out().u8(0xAD).u16le(10 + 2 * SERVER.length()).u8(1).u32(0x7400_0004);
        out.u8(SERVER.length()).utf16le(SERVER).octets(15, 0, 7, 0xD0);
        return packets(ANSWER, done(out, 0, 0, 0));
    }

    private static Out done(Out out, int status, int command, long rows) {
        return out.u8(0xFD).u16le(status).u16le(command).u64le(rows);
    }

    /** A batch of statements, outside any transaction. */
    public static byte[] batch(String statements) {
        Out body = new Out().u32le(22).u32le(18).u16le(2).u64le(0).u32le(1);
        return packets(BATCH, body.utf16le(statements));
    }

    /** So many rows were changed. */
    public static byte[] changed(int command, long rows) {
        return packets(ANSWER, done(new Out(), DONE_WITH_COUNT, command, rows));
    }

    /** Rows of one column of numbers. */
    public static byte[] rows(String column, double... values) {
        Out out = new Out().u8(0x81).u16le(1).u32le(0).u16le(9).octets(FLOAT, 8);
        out.u8(column.length()).utf16le(column);
        for (double value : values) out.octets(0xD1, 8).u64le(Double.doubleToLongBits(value));
        return packets(ANSWER, done(out, DONE_WITH_COUNT, SELECT_DONE, values.length));
    }

    /** Login failed. */
    public static byte[] refused(String server, String user) {
        String text = "Login failed for user '" + user + "'.";
        int length = 14 + 2 * (text.length() + server.length());
        Out out = new Out().u8(0xAA).u16le(length).u32le(18_456).octets(1, 14).u16le(text.length());
        out.utf16le(text).u8(server.length()).utf16le(server).u8(0).u32le(1);
        return packets(ANSWER, done(out, 2, 0, 0));
    }
}
