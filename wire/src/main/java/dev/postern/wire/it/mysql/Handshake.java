package dev.postern.wire.it.mysql;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/** What both sides say before the first command: HandshakeV10 and HandshakeResponse41. The scrambled password is passed over. */
final class Handshake {
    static final int CONNECT_WITH_DATABASE = 0x8, COMPRESS = 0x20, PROTOCOL_41 = 0x200, SSL = 0x800, SECURE = 0x8000;
    static final int PLUGIN = 0x8_0000, ATTRIBUTES = 0x10_0000, LENGTH_ENCODED = 0x20_0000;
    private static final int VERSION_10 = 10;
    private static final int ATTRIBUTES_MAX = 16, TEXT_BYTES_MAX = 128;
    private static final int RESERVED = 9, RESERVED_BYTES = 23, USER = 32;

    private Handshake() {}

    /** Version 10, a text of the server's version that ends with a zero, and the zero that ends the first part of the salt. */
    static boolean isGreeting(Bytes payload) {
        if (payload.u8(0) != VERSION_10) return false;
        int end = payload.indexOf(0, 1);
        if (end < 4 || end > 64 || !payload.has(end, 14) || payload.u8(end + 13) != 0) return false;
        for (int i = 1; i < end; i++) if (payload.u8(i) < ' ' || payload.u8(i) > 126) return false;
        return payload.u8(1) >= '0' && payload.u8(1) <= '9';
    }

    static String version(Bytes payload) {
        return payload.ascii(1, payload.indexOf(0, 1) - 1);
    }

    /** Lower half of the capabilities a server has. */
    static int capabilities(Bytes payload) {
        return payload.u16le(payload.indexOf(0, 1) + 14);
    }

    /** The reserved octets are zero. */
    static boolean isResponse(Bytes payload) {
        if ((payload.u16le(0) & PROTOCOL_41) == 0 || !payload.has(RESERVED, RESERVED_BYTES)) return false;
        // MariaDB uses the last four for more capabilities.
        for (int i = 0; i < RESERVED_BYTES - 4; i++) if (payload.u8(RESERVED + i) != 0) return false;
        return true;
    }

    static boolean asksTls(Bytes payload) {
        return payload.length() == USER && (payload.i32le(0) & SSL) != 0;
    }

    private static String zeroEnded(Bytes payload, int at) {
        int end = payload.indexOf(0, at);
        int length = (end < 0 ? payload.length() : end) - at;
        return length <= 0 ? "" : payload.utf8(at, Math.min(length, TEXT_BYTES_MAX));
    }

    private static int after(Bytes payload, int at) {
        int end = payload.indexOf(0, at);
        return end < 0 ? payload.length() : end + 1;
    }

    static String user(Bytes payload) {
        return zeroEnded(payload, isResponse(payload) ? USER : 5);
    }

    static String database(Bytes payload) {
        if (!isResponse(payload) || (payload.i32le(0) & CONNECT_WITH_DATABASE) == 0) return "";
        return zeroEnded(payload, afterPassword(payload));
    }

    private static int afterPassword(Bytes payload) {
        int flags = payload.i32le(0);
        int at = after(payload, USER);
        if ((flags & (LENGTH_ENCODED | SECURE)) != 0) return at + 1 + payload.u8(at);
        return after(payload, at);
    }

    /** Adds what the client says of itself, and tells it. */
    static void fill(Bytes payload, Turn.Draft draft, Turn turn) {
        if (!isResponse(payload)) {
            draft.emit();
            return;
        }
        int flags = payload.i32le(0);
        int at = afterPassword(payload);
        if ((flags & CONNECT_WITH_DATABASE) != 0) at = after(payload, at);
        if ((flags & PLUGIN) != 0) {
            String plugin = zeroEnded(payload, at);
            draft.field("plugin", plugin);
            if (plugin.equals("mysql_clear_password")) draft.field("credentials", true);
            at = after(payload, at);
        }
        String program = null;
        String system = null;
        if ((flags & ATTRIBUTES) != 0 && payload.u8(at) < 0xFD) {
            boolean wide = payload.u8(at) == 0xFC;
            int end = at + (wide ? 3 + payload.u16le(at + 1) : 1 + payload.u8(at));
            at += wide ? 3 : 1;
            for (int i = 0; i < ATTRIBUTES_MAX && at < end && payload.has(at, 1); i++) {
                String name = text(payload, at);
                at += 1 + payload.u8(at);
                String value = text(payload, at);
                at += 1 + payload.u8(at);
                switch (name) {
                    case "program_name" -> program = value;
                    case "_os" -> system = value;
                    case "_client_name" -> draft.field("library", value);
                    case "_client_version" -> draft.field("library_version", value);
                    default -> {}
                }
            }
        }
        draft.field("application", program).field("operating_system", system).emit();
        turn.identity(turn.source(), Attribute.SOFTWARE, program, 0.7);
        turn.identity(turn.source(), Attribute.OPERATING_SYSTEM, system, 0.6);
    }

    private static String text(Bytes payload, int at) {
        return payload.utf8(at + 1, payload.u8(at));
    }
}
