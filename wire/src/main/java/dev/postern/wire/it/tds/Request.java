package dev.postern.wire.it.tds;

import dev.postern.wire.Bytes;
import dev.postern.wire.it.sql.Statement;

/**
 * A batch or a procedure called, MS-TDS sections 2.2.6.7 and 2.2.6.6, as far as its first packet tells.
 *
 * @param procedure name, or null for a batch
 * @param statement null for a procedure that carries none
 */
record Request(String procedure, Statement statement) {
    private static final int NAME_CHARS_MAX = 128;
    private static final int BY_NUMBER = 0xFFFF;
    private static final int INTEGER = 0x26, TEXT = 0xE7, LONG_TEXT = 0x63;
    private static final int UNLIMITED = 0xFFFF;
    private static final int PARAMETERS_MAX = 3;
    private static final String[] PROCEDURES = {
        "sp_cursor",
        "sp_cursoropen",
        "sp_cursorprepare",
        "sp_cursorexecute",
        "sp_cursorprepexec",
        "sp_cursorunprepare",
        "sp_cursorfetch",
        "sp_cursoroption",
        "sp_cursorclose",
        "sp_executesql",
        "sp_prepare",
        "sp_execute",
        "sp_prepexec",
        "sp_prepexecrpc",
        "sp_unprepare"
    };

    static Request batch(Bytes payload) {
        int at = afterHeaders(payload);
        int bytes = Math.min(payload.length() - at, 2 * Statement.TEXT_MAX);
        // Before version 7 the text has one octet a character.
        boolean wide = bytes >= 2 && payload.u8(at + 1) == 0;
        return new Request(null, Statement.of(wide ? payload.utf16le(at, bytes & ~1) : payload.ascii(at, bytes)));
    }

    static Request call(Bytes payload) {
        int at = afterHeaders(payload);
        int chars = payload.u16le(at);
        if (chars == BY_NUMBER) {
            int number = payload.u16le(at + 2);
            String name = number >= 1 && number <= PROCEDURES.length ? PROCEDURES[number - 1] : "procedure " + number;
            return new Request(name, statement(payload, at + 6));
        }
        if (chars > NAME_CHARS_MAX || !payload.has(at + 2, 2 * chars)) return new Request("", null);
        String name = payload.utf16le(at + 2, 2 * chars);
        boolean carries = name.endsWith("sp_executesql") || name.endsWith("sp_prepexec");
        return new Request(name, carries ? statement(payload, at + 4 + 2 * chars) : null);
    }

    /** Since version 7.2 headers with their total length come first. */
    private static int afterHeaders(Bytes payload) {
        long total = payload.u32le(0);
        int type = payload.u16le(8);
        boolean headers = total >= 22 && total <= 256 && type >= 1 && type <= 3 && payload.u32le(4) <= total - 4;
        return headers ? (int) total : 0;
    }

    /** The first text among the parameters that is longer than the declaration of others: {@code @P1 int} before, the statement after. */
    private static Statement statement(Bytes payload, int start) {
        int at = start;
        Statement found = null;
        for (int i = 0; i < PARAMETERS_MAX && payload.has(at, 3); i++) {
            at += 2 + 2 * payload.u8(at);
            int type = payload.u8(at);
            if (type == INTEGER) {
                at += 3 + payload.u8(at + 2);
                continue;
            }
            long bytes;
            if (type == TEXT && payload.u16le(at + 1) == UNLIMITED) {
                bytes = payload.u32le(at + 16);
                at += 20;
            } else if (type == TEXT) {
                bytes = payload.u16le(at + 8) == UNLIMITED ? 0 : payload.u16le(at + 8);
                at += 10;
            } else if (type == LONG_TEXT) {
                bytes = payload.i32le(at + 10) < 0 ? 0 : payload.u32le(at + 10);
                at += 14;
            } else {
                return found;
            }
            int there = (int) Math.min(bytes, Math.max(0, payload.length() - at));
            String text = payload.utf16le(at, Math.min(there, 2 * Statement.TEXT_MAX) & ~1);
            if (!text.isEmpty() && text.charAt(0) != '@') {
                found = Statement.of(text);
                return found;
            }
            at += there;
            // The end of an unlimited text is an empty piece.
            if (payload.i32le(at) == 0 && type == TEXT) at += 4;
        }
        return found;
    }
}
