package dev.postern.wire.ot.hartip;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Pending;
import dev.postern.wire.Turn;

/**
 * HART-IP over UDP and TCP (5094): sessions, and HART frames within. An answer is found by its sequence number.
 *
 * <pre>{@code
 * 0         1      2    3        4          6
 * | version | type | id | status | sequence | length, this header included | body
 * }</pre>
 */
public final class HartIpDissector implements Dissector {
    private static final int VERSION = 0, TYPE = 1, ID = 2, STATUS = 3, SEQUENCE = 4, LENGTH = 6, BODY = 8;
    static final int REQUEST = 0, RESPONSE = 1, PUBLISH = 2, NAK = 15;
    private static final int SESSION_INITIATE = 0,
            SESSION_CLOSE = 1,
            KEEP_ALIVE = 2,
            TOKEN_PASSING = 3,
            DIRECT = 4,
            READ_AUDIT_LOG = 5;
    private static final int SESSION_BYTES = 13;
    /** Two messages full of commands. */
    private static final int ASKED_MAX = 2 * (Several.COMMANDS_MAX + 1);
    /** A HART frame is 267 octets at most, direct messages and audit logs are longer. */
    private static final int LENGTH_MAX = 8192;

    @Override
    public String protocol() {
        return "hartip";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return speaks(transport) && port == 5094;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP || transport == Transport.UDP;
    }

    @Override
    public Object newState() {
        return new Pending();
    }

    private static boolean isType(int type) {
        return type <= PUBLISH || type == NAK;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int version = pending.u8(VERSION);
        int length = pending.u16(LENGTH);
        int id = pending.u8(ID);
        boolean header =
                (version == 1 || version == 2) && isType(pending.u8(TYPE)) && length >= BODY && length <= LENGTH_MAX;
        if (!header || !pending.has(0, BODY) || transport == Transport.UDP && pending.length() != length)
            return Recognition.NOT;
        boolean exact = pending.length() == length;
        return switch (id) {
            case SESSION_INITIATE -> exact && length == SESSION_BYTES ? Recognition.CERTAIN : Recognition.NOT;
            case SESSION_CLOSE, KEEP_ALIVE -> exact && length == BODY ? Recognition.CERTAIN : Recognition.NOT;
            case TOKEN_PASSING -> {
                Frame frame = Frame.of(pending, BODY, Math.min(length, pending.length()));
                yield frame != null && frame.checks() ? Recognition.CERTAIN : Recognition.UNSURE;
            }
            case DIRECT, READ_AUDIT_LOG -> exact ? Recognition.UNSURE : Recognition.NOT;
            default -> Recognition.NOT;
        };
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        boolean stream = turn.conversation().transport() == Transport.TCP;
        if (pending.length() < BODY) {
            turn.need(BODY);
            if (stream) return NEED_MORE;
            turn.malformed("header ends early", pending.length());
            return pending.length();
        }
        int length = pending.u16(LENGTH);
        int version = pending.u8(VERSION);
        if (length < BODY || length > LENGTH_MAX || !isType(pending.u8(TYPE)) || version < 1 || version > 2) {
            turn.malformed("header out of range", LENGTH);
            return stream ? LOST : pending.length();
        }
        if (stream && pending.length() < length) {
            turn.need(length);
            return NEED_MORE;
        }
        if (stream) pending.endAt(length);
        if (!stream && pending.length() != length) turn.malformed("length does not fit datagram", LENGTH);
        message(pending, Math.min(length, pending.length()), turn);
        return stream ? length : pending.length();
    }

    private static void message(Bytes bytes, int end, Turn turn) {
        int id = bytes.u8(ID);
        if (id == TOKEN_PASSING) {
            Frame frame = Frame.of(bytes, BODY, end);
            if (frame != null) {
                TokenPassing.read(frame, head(bytes), turn);
                return;
            }
            turn.malformed("frame without delimiter", Math.min(BODY, end));
        }
        Head head = head(bytes);
        if (id == DIRECT && Several.isWhole(bytes, BODY, end, head.type() != REQUEST)) {
            Several.read(bytes, BODY, end, head, turn);
            return;
        }
        String operation = operation(id);
        Verb verb = id == DIRECT
                ? Verb.READ
                : id == READ_AUDIT_LOG ? Verb.DIAGNOSE : id <= KEEP_ALIVE ? Verb.SESSION : Verb.OTHER;
        Turn.Draft draft = head.start(turn, operation, verb, "", head.status() != 0 || head.type() == NAK, 0);
        if (id == SESSION_INITIATE && end >= BODY + 5)
            draft.field("host_type", (long) bytes.u8(BODY)).field("close_timer", bytes.u32(BODY + 1));
        else Command.unread(bytes, BODY, end, draft);
        draft.emit();
    }

    private static Head head(Bytes bytes) {
        return new Head(bytes.u8(VERSION), bytes.u8(TYPE), bytes.u8(ID), bytes.u8(STATUS), bytes.u16(SEQUENCE));
    }

    private static String operation(int id) {
        return switch (id) {
            case SESSION_INITIATE -> "session initiate";
            case SESSION_CLOSE -> "session close";
            case KEEP_ALIVE -> "keep alive";
            case TOKEN_PASSING -> "token-passing pdu";
            case DIRECT -> "direct pdu";
            case READ_AUDIT_LOG -> "read audit log";
            default -> "message " + id;
        };
    }

    /** What every message begins with, and how it becomes one of ours. */
    record Head(int version, int type, int id, int status, int sequence) {
        long key(int place) {
            return (long) place << 32 | (long) id << 16 | sequence;
        }

        /** @param place among several commands of one message */
        Turn.Draft start(Turn turn, String operation, Verb verb, String target, boolean refused, int place) {
            Pending waiting = turn.state();
            long key = key(place);
            Turn.Draft draft;
            if (type == REQUEST) {
                draft = turn.message(operation, verb, Outcome.REQUEST).target(target);
                waiting.asked(key, turn, operation, verb, target, 0, ASKED_MAX);
            } else if (type == PUBLISH) {
                draft = turn.message(operation, Verb.REPORT, Outcome.NOTICE).target(target);
            } else {
                draft = Pending.answer(
                        turn, waiting.answered(key), operation, verb, refused ? Outcome.REFUSED : Outcome.SUCCESS);
            }
            return draft.field("version", (long) version)
                    .field("message_type", (long) type)
                    .field("message_id", (long) id)
                    .field("status", (long) status)
                    .field("sequence", (long) sequence);
        }
    }
}
