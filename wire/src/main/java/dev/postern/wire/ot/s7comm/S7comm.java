package dev.postern.wire.ot.s7comm;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.ot.cotp.Cotp;
import dev.postern.wire.ot.cotp.Upper;

/**
 * S7comm: TPKT, COTP, and in each data unit one message.
 *
 * <pre>{@code
 * 0      1      2          4           6                  8             10
 * | 0x32 | type | reserved | reference | parameter length | data length | error class, code (types 2 and 3)
 * }</pre>
 */
public final class S7comm implements Dissector {
    static final int PROTOCOL_ID = 0x32;
    static final int PROTOCOL_ID_PLUS = 0x72;
    static final int TYPE = 1;
    static final int REFERENCE = 4;
    static final int PARAMETER_LENGTH = 6;
    static final int DATA_LENGTH = 8;
    static final int ERROR = 10;
    static final int HEADER_BYTES = 10;
    static final int HEADER_WITH_ERROR_BYTES = 12;

    static final int JOB = 1;
    static final int ACK = 2;
    static final int ACK_DATA = 3;
    static final int USERDATA = 7;

    @Override
    public String protocol() {
        return Upper.S7COMM;
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port == 102;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Object newState() {
        return new S7State();
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (!Cotp.looksLike(pending)) return Recognition.NOT;
        return switch (Cotp.type(pending)) {
            case Cotp.CONNECT_REQUEST, Cotp.CONNECT_CONFIRM -> Upper.probeS7Connect(pending);
            case Cotp.DATA -> probeData(pending);
            default -> Recognition.NOT;
        };
    }

    private static Recognition probeData(Bytes pending) {
        int body = Cotp.body(pending);
        int length = Cotp.total(pending) - body;
        if (length == 0) return Cotp.endOfUnit(pending) ? Recognition.NOT : Recognition.UNSURE;
        if (length < 4) return Recognition.NOT;
        int version = pending.u8(body + 1);
        if (pending.u8(body) == PROTOCOL_ID_PLUS)
            return (version <= 3 || version >= 0xFD) && pending.u16(body + 2) <= length - 4
                    ? Recognition.CERTAIN
                    : Recognition.NOT;
        if (pending.u8(body) != PROTOCOL_ID || headerBytes(version) == 0 || length < HEADER_BYTES)
            return Recognition.NOT;
        int stated = headerBytes(version) + pending.u16(body + PARAMETER_LENGTH) + pending.u16(body + DATA_LENGTH);
        return stated == length || !Cotp.endOfUnit(pending) && stated > length ? Recognition.CERTAIN : Recognition.NOT;
    }

    private static int headerBytes(int type) {
        return switch (type) {
            case JOB, USERDATA -> HEADER_BYTES;
            case ACK, ACK_DATA -> HEADER_WITH_ERROR_BYTES;
            default -> 0;
        };
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        S7State state = turn.state();
        if (Upper.carries(pending, Upper.MMS, state.cotp, turn.fromClient())) return turn.handOver(Upper.MMS);
        Cotp.Unit unit = Cotp.read(pending, turn, state.cotp);
        switch (unit.kind()) {
            case CONNECT_REQUEST, CONNECT_CONFIRM -> connect(turn, state, unit.kind() == Cotp.Kind.CONNECT_REQUEST);
            case DISCONNECT ->
                turn.message("cotp disconnect", Verb.SESSION, Outcome.NOTICE).emit();
            case DATA -> data(unit.data(), turn, state);
            default -> {
                // Nothing to tell: no complete data unit.
            }
        }
        return unit.consumed();
    }

    /** The called selector of a classic controller: kind of connection, then three bits of rack and five of slot. */
    private static void connect(Turn turn, S7State state, boolean request) {
        byte[] called = state.cotp.calledTsap();
        byte[] calling = state.cotp.callingTsap();
        String operation = "cotp connect";
        if (request)
            state.asked(
                    turn,
                    new S7State.Asked(
                            turn.fromClient(),
                            -1,
                            Cotp.CONNECT_REQUEST,
                            turn.atNanos(),
                            operation,
                            Verb.SESSION,
                            "",
                            null,
                            null));
        S7State.Asked asked = request ? null : state.answered(turn.fromClient(), -1, Cotp.CONNECT_REQUEST);
        Turn.Draft draft = turn.message(operation, Verb.SESSION, request ? Outcome.REQUEST : Outcome.SUCCESS)
                .answers(asked == null ? -1 : asked.atNanos())
                .field("calling_tsap", calling.length == 0 ? null : Cotp.tsapText(calling))
                .field("called_tsap", called.length == 0 ? null : Cotp.tsapText(called));
        if (called.length == 2 && called[0] >= 1 && called[0] <= 3) {
            int place = called[1] & 0xFF;
            draft.unit("rack " + (place >> 5) + " slot " + (place & 0x1F))
                    .field("connection_type", connectionType(called[0]))
                    .field("rack", (long) (place >> 5))
                    .field("slot", (long) (place & 0x1F));
        }
        draft.emit();
    }

    private static String connectionType(int code) {
        return switch (code) {
            case 1 -> "programming device";
            case 2 -> "operator station";
            default -> "basic";
        };
    }

    private static void data(Bytes pdu, Turn turn, S7State state) {
        if (pdu.length() == 0) return;
        if (pdu.u8(0) == PROTOCOL_ID_PLUS) {
            Plus.read(pdu, turn, state);
        } else if (pdu.u8(0) != PROTOCOL_ID) {
            turn.malformed("unknown protocol id", 0);
        } else if (headerBytes(pdu.u8(TYPE)) == 0) {
            turn.malformed("unknown message type", TYPE);
        } else {
            classic(pdu, turn, state);
        }
        if (pdu.overrun()) turn.malformed("message ends early", pdu.overrunAt());
    }

    private static void classic(Bytes pdu, Turn turn, S7State state) {
        int type = pdu.u8(TYPE);
        int parameter = headerBytes(type);
        int data = parameter + pdu.u16(PARAMETER_LENGTH);
        int end = data + pdu.u16(DATA_LENGTH);
        if (end != pdu.length()) turn.malformed("lengths do not add up", PARAMETER_LENGTH);
        Parts parts = new Parts(
                pdu, type, parameter, Math.min(data, pdu.length()), Math.min(end, pdu.length()), pdu.u16(REFERENCE));
        switch (type) {
            case JOB -> Job.request(parts, turn, state);
            case USERDATA -> Userdata.read(parts, turn, state);
            default -> Job.answer(parts, turn, state);
        }
    }

    /**
     * One message laid out; offsets from its start, cut to what is there.
     *
     * @param parameter where the parameters begin; they end at {@code data}, and the data at {@code end}
     */
    record Parts(Bytes pdu, int type, int parameter, int data, int end, int reference) {
        int u8(int offset) {
            return pdu.u8(offset);
        }

        int u16(int offset) {
            return pdu.u16(offset);
        }

        int function() {
            return data > parameter ? pdu.u8(parameter) : -1;
        }
    }
}
