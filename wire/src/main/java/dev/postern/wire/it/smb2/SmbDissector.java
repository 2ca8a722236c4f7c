package dev.postern.wire.it.smb2;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import java.util.Locale;

/**
 * SMB over TCP with the four-octet NetBIOS session header, MS-SMB2 section 2.1. Of a long message only the first {@link #HEAD_BYTES_MAX}
 * octets are waited for, the rest passes unread; encrypted and compressed messages pass unread as a whole.
 */
public final class SmbDissector implements Dissector {
    static final int HEAD_BYTES_MAX = 16 * 1024;
    static final int FRAME_BYTES = 4;
    private static final int SESSION_MESSAGE = 0, SESSION_REQUEST = 0x81, KEEP_ALIVE = 0x85;
    private static final int SESSION_POSITIVE = 0x82, SESSION_NEGATIVE = 0x83, SESSION_RETARGET = 0x84;
    private static final int RETARGET_BYTES = 6;
    /** Where a session request waits, which has no number. */
    private static final long SESSION_KEY = Long.MIN_VALUE;

    private static final int MAGIC_1 = 0xFF534D42, MAGIC_2 = 0xFE534D42, MAGIC_ENCRYPTED = 0xFD534D42;
    private static final int MAGIC_COMPRESSED = 0xFC534D42;
    private static final int SMB1_HEADER_BYTES = 32;
    /** An encoded NetBIOS name with its length and end. */
    private static final int NAME_BYTES = 34;

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
        boolean request = type == SESSION_REQUEST && pending.u24(1) == 2 * NAME_BYTES && pending.u8(FRAME_BYTES) == 32;
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
        long chain = turn.fromClient() ? session.chainFromClient : session.chainFromServer;
        boolean lost = isLost(session, turn);
        if (lost && chain > 0) {
            // Behind a gap only the end of the frame may still be found.
            skip += chain;
            chain = 0;
            chain(session, turn, 0);
        }
        if (skip > 0) {
            // After a gap a known head means that the count no longer holds; else it may be what a file says.
            boolean head = lost
                    && pending.has(0, FRAME_BYTES + 4)
                    && pending.u8(0) == SESSION_MESSAGE
                    && pending.i32(FRAME_BYTES) == MAGIC_2;
            int now = (int) Math.min(skip, pending.length());
            skip(session, turn, head ? 0 : skip - now);
            if (!head) return now;
        }
        lost(session, turn, false);
        if (chain > 0) return commands(pending, 0, (int) chain, turn, session);
        if (pending.length() < FRAME_BYTES) return NEED_MORE;
        int type = pending.u8(0);
        int length = pending.u24(1);
        if (type == SESSION_REQUEST && length == 2 * NAME_BYTES) {
            if (!pending.has(0, FRAME_BYTES + length)) {
                turn.need(FRAME_BYTES + length);
                return NEED_MORE;
            }
            sessionRequest(pending, turn, session);
        } else if (type >= SESSION_POSITIVE && type <= SESSION_RETARGET && length <= RETARGET_BYTES) {
            if (!pending.has(0, FRAME_BYTES + length)) {
                turn.need(FRAME_BYTES + length);
                return NEED_MORE;
            }
            sessionAnswer(pending, type, length, turn, session);
        }
        if (type >= SESSION_REQUEST && type <= KEEP_ALIVE) return pass(pending, turn, session, FRAME_BYTES + length);
        if (type != SESSION_MESSAGE || length < SMB1_HEADER_BYTES) return LOST;
        if (!pending.has(0, FRAME_BYTES + SMB1_HEADER_BYTES)) {
            turn.need(FRAME_BYTES + SMB1_HEADER_BYTES);
            return NEED_MORE;
        }
        int magic = pending.i32(FRAME_BYTES);
        if (!isMagic(magic)) return LOST;
        if (magic == MAGIC_2) {
            return commands(pending, FRAME_BYTES, length, turn, session);
        }
        if (magic == MAGIC_1) {
            int head = FRAME_BYTES + Math.min(length, HEAD_BYTES_MAX);
            if (!pending.has(0, head)) {
                turn.need(head);
                return NEED_MORE;
            }
            Bytes message = new Bytes().wrap(pending, FRAME_BYTES, head - FRAME_BYTES);
            new Smb1Reader(message, head - FRAME_BYTES < length, turn, session).read();
        }
        return pass(pending, turn, session, FRAME_BYTES + length);
    }

    /** Commands of SMB 2 at {@code base}, of a frame or of what is left of one: as much as is worth waiting for, the rest passes or comes next. */
    private static int commands(Bytes pending, int base, int length, Turn turn, Session session) {
        int first = base + Math.min(length, Smb2Reader.DATA_HEAD_BYTES);
        if (!pending.has(0, first)) {
            turn.need(first);
            return NEED_MORE;
        }
        int head = Math.min(length, Smb2Reader.headBytes(pending, base, session));
        if (!pending.has(0, base + head)) {
            turn.need(base + head);
            return NEED_MORE;
        }
        Bytes message = new Bytes().wrap(pending, base, head);
        int next = new Smb2Reader(message, length, base, turn, session).read();
        chain(session, turn, next < 0 ? 0 : length - next);
        return pass(pending, turn, session, base + (next < 0 ? length : next));
    }

    private static void chain(Session session, Turn turn, long bytes) {
        if (turn.fromClient()) session.chainFromClient = bytes;
        else session.chainFromServer = bytes;
    }

    private static boolean isLost(Session session, Turn turn) {
        if (turn.isAfterGap()) lost(session, turn, true);
        return turn.fromClient() ? session.lostFromClient : session.lostFromServer;
    }

    private static void lost(Session session, Turn turn, boolean lost) {
        if (turn.fromClient()) session.lostFromClient = lost;
        else session.lostFromServer = lost;
    }

    /** Who calls whom, by their NetBIOS names, before the first SMB on port 139. */
    private static void sessionRequest(Bytes pending, Turn turn, Session session) {
        String called = name(pending, FRAME_BYTES + 1);
        String calling = name(pending, FRAME_BYTES + NAME_BYTES + 1);
        turn.message("session request", Verb.SESSION, Outcome.REQUEST)
                .protocol("smb1")
                .target(called)
                .field("called", called)
                .field("calling", calling)
                .emit();
        turn.identity(turn.source(), Attribute.NAME, calling, 0.7);
        session.ask(turn, SESSION_KEY, new Session.Asked(null, new Session.Named(called, false, 0), turn.atNanos()));
    }

    /** RFC 1002 sections 4.3.3 to 4.3.5: let in, refused, or sent to another address. */
    private static void sessionAnswer(Bytes pending, int type, int length, Turn turn, Session session) {
        Session.Asked asked = session.asked(SESSION_KEY, false);
        Outcome outcome = type == SESSION_POSITIVE
                ? Outcome.SUCCESS
                : type == SESSION_NEGATIVE ? Outcome.REFUSED : Outcome.NOTICE;
        Turn.Draft draft = turn.message("session request", Verb.SESSION, outcome)
                .protocol("smb1")
                .target(asked.about().name())
                .answers(asked.atNanos());
        if (type == SESSION_NEGATIVE && length >= 1)
            draft.field("error", (long) pending.u8(FRAME_BYTES)).field("error_name", error(pending.u8(FRAME_BYTES)));
        if (type == SESSION_RETARGET && length == RETARGET_BYTES)
            draft.field("address", Address.ipv4(pending.i32(FRAME_BYTES)).toString())
                    .field("port", (long) pending.u16(FRAME_BYTES + 4));
        draft.emit();
    }

    private static String error(int code) {
        return switch (code) {
            case 0x80 -> "not listening on called name";
            case 0x81 -> "not listening for calling name";
            case 0x82 -> "called name not present";
            case 0x83 -> "insufficient resources";
            default -> null;
        };
    }

    /** Sixteen octets written as 32 letters from A to P, RFC 1001 section 14.1; the last is the kind of service. */
    private static String name(Bytes pending, int at) {
        StringBuilder name = new StringBuilder(15);
        for (int i = 0; i < 15; i++) {
            int octet = pending.u8(at + 2 * i) - 'A' << 4 | pending.u8(at + 2 * i + 1) - 'A' & 0xF;
            if (octet >= ' ' && octet < 127) name.append((char) octet);
        }
        return name.toString().strip().toLowerCase(Locale.ROOT);
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
}
