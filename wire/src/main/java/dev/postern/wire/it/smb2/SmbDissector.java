package dev.postern.wire.it.smb2;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * SMB over TCP with the four-octet NetBIOS session header, MS-SMB2 section 2.1. Of a long message only the first {@link #HEAD_BYTES_MAX}
 * octets are waited for, the rest passes unread; encrypted and compressed messages pass unread as a whole.
 */
public final class SmbDissector implements Dissector {
    static final int HEAD_BYTES_MAX = 16 * 1024;
    private static final int FRAME_BYTES = 4;
    private static final int SESSION_MESSAGE = 0, SESSION_REQUEST = 0x81, KEEP_ALIVE = 0x85;
    private static final int MAGIC_1 = 0xFF534D42, MAGIC_2 = 0xFE534D42, MAGIC_ENCRYPTED = 0xFD534D42;
    private static final int MAGIC_COMPRESSED = 0xFC534D42;
    private static final int SMB1_HEADER_BYTES = 32;

    @Override
    public String protocol() {
        return "smb2";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && (port == 445 || port == 139);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int type = pending.u8(0);
        if (type == SESSION_MESSAGE && pending.has(0, 8)) {
            return isMagic(pending.i32(FRAME_BYTES)) ? Recognition.CERTAIN : Recognition.NOT;
        }
        // A NetBIOS session request: two encoded names of 34 octets.
        boolean request = type == SESSION_REQUEST && pending.u24(1) == 68 && pending.u8(FRAME_BYTES) == 32;
        boolean other = type > SESSION_REQUEST && type <= KEEP_ALIVE && pending.u24(1) <= 6;
        return request || other ? Recognition.UNSURE : Recognition.NOT;
    }

    private static boolean isMagic(int magic) {
        return magic == MAGIC_1 || magic == MAGIC_2 || magic == MAGIC_ENCRYPTED || magic == MAGIC_COMPRESSED;
    }

    @Override
    public Object newState() {
        return new Session();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Session session = turn.state();
        long skip = turn.fromClient() ? session.skipFromClient : session.skipFromServer;
        if (skip > 0) {
            // A known head here means that bytes were lost and the count no longer holds.
            boolean resynchronised = pending.u8(0) == SESSION_MESSAGE && pending.i32(FRAME_BYTES) == MAGIC_2;
            int now = (int) Math.min(skip, pending.length());
            skip(session, turn, resynchronised ? 0 : skip - now);
            if (!resynchronised) return now;
        }
        if (pending.length() < FRAME_BYTES) return NEED_MORE;
        int type = pending.u8(0);
        int length = pending.u24(1);
        if (type >= SESSION_REQUEST && type <= KEEP_ALIVE) return pass(pending, turn, session, FRAME_BYTES + length);
        if (type != SESSION_MESSAGE || length < SMB1_HEADER_BYTES) return LOST;
        if (!pending.has(0, FRAME_BYTES + SMB1_HEADER_BYTES)) {
            turn.need(FRAME_BYTES + SMB1_HEADER_BYTES);
            return NEED_MORE;
        }
        int magic = pending.i32(FRAME_BYTES);
        if (!isMagic(magic)) return LOST;
        if (magic == MAGIC_2) {
            int head = FRAME_BYTES + Math.min(length, Smb2Reader.headBytes(pending, FRAME_BYTES));
            if (!pending.has(0, head)) {
                turn.need(head);
                return NEED_MORE;
            }
            Bytes message = new Bytes().wrap(pending, FRAME_BYTES, head - FRAME_BYTES);
            new Smb2Reader(message, length, turn, session).read();
        } else if (magic == MAGIC_1) {
            smb1(new Bytes().wrap(pending, FRAME_BYTES, length), turn);
        }
        return pass(pending, turn, session, FRAME_BYTES + length);
    }

    private static int pass(Bytes pending, Turn turn, Session session, int length) {
        int now = Math.min(length, pending.length());
        skip(session, turn, (long) length - now);
        return now;
    }

    private static void skip(Session session, Turn turn, long bytes) {
        if (turn.fromClient()) session.skipFromClient = bytes;
        else session.skipFromServer = bytes;
    }

    private static void smb1(Bytes message, Turn turn) {
        boolean response = (message.u8(9) & 0x80) != 0;
        long status = message.u32le(5);
        Outcome outcome = !response ? Outcome.REQUEST : status == 0 ? Outcome.SUCCESS : Outcome.REFUSED;
        int command = message.u8(4);
        turn.message(smb1Command(command), command == 0x73 ? Verb.LOGIN : Verb.OTHER, outcome)
                .protocol("smb1")
                .field("status", response ? (Object) status : null)
                .emit();
    }

    private static String smb1Command(int command) {
        return switch (command) {
            case 0x04 -> "close";
            case 0x06 -> "delete";
            case 0x07 -> "rename";
            case 0x25 -> "transaction";
            case 0x2B -> "echo";
            case 0x2E -> "read";
            case 0x2F -> "write";
            case 0x32 -> "transaction2";
            case 0x71 -> "tree disconnect";
            case 0x72 -> "negotiate";
            case 0x73 -> "session setup";
            case 0x74 -> "logoff";
            case 0x75 -> "tree connect";
            case 0xA0 -> "nt transact";
            case 0xA2 -> "nt create";
            default -> "command " + command;
        };
    }
}
