package dev.postern.wire.ot.profinet;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import dev.postern.wire.Turn;

/**
 * Discovery and configuration protocol: who is there, and what a station's name and address shall be. A set is named by its gravest block:
 * one that resets before one that names. Reads at most {@link #BLOCKS_MAX} blocks.
 *
 * <pre>{@code
 * 0          2            3              4             8                10       12
 * | frame id | service id | service type | transaction | response delay | length | blocks ...
 * block: | option | suboption | length | qualifier or info (2) | value ... | padding to even |
 * }</pre>
 */
final class Dcp {
    static final int BLOCKS_MAX = 64;
    private static final int HELLO_ID = 0xFEFC, GET_SET_ID = 0xFEFD, IDENTIFY_ID = 0xFEFE, IDENTIFIED_ID = 0xFEFF;
    private static final int SERVICE = 2, TYPE = 3, TRANSACTION = 4, DELAY = 8, LENGTH = 10;
    static final int FIRST_BLOCK = 12;
    static final int GET = 3, SET = 4, IDENTIFY = 5, HELLO = 6;
    private static final int TYPE_REQUEST = 0, TYPE_SUCCESS = 1, TYPE_UNSUPPORTED = 5;

    private final Bytes pending;
    private final Turn turn;
    private final int service;
    private final boolean request;

    Dcp(Bytes pending, Turn turn) {
        this.pending = pending;
        this.turn = turn;
        service = pending.u8(SERVICE);
        request = pending.u8(TYPE) == TYPE_REQUEST;
    }

    static boolean speaks(int frameId) {
        return frameId >= HELLO_ID && frameId <= IDENTIFIED_ID;
    }

    static Recognition probe(Bytes pending) {
        int id = pending.u16(Profinet.FRAME_ID);
        int service = pending.u8(SERVICE);
        int type = pending.u8(TYPE);
        boolean agrees = switch (id) {
            case HELLO_ID -> service == HELLO && type == TYPE_REQUEST;
            case GET_SET_ID -> service == GET || service == SET;
            case IDENTIFY_ID -> service == IDENTIFY && type == TYPE_REQUEST;
            default -> service == IDENTIFY && type == TYPE_SUCCESS;
        };
        boolean fits = agrees
                && (type == TYPE_REQUEST || type == TYPE_SUCCESS || type == TYPE_UNSUPPORTED)
                && pending.has(FIRST_BLOCK, pending.u16(LENGTH));
        return fits ? Recognition.CERTAIN : Recognition.NOT;
    }

    void read() {
        if (pending.length() < FIRST_BLOCK) {
            turn.malformed("pndcp", "header ends early", pending.length());
            return;
        }
        int end = FIRST_BLOCK + pending.u16(LENGTH);
        if (end > pending.length()) {
            turn.malformed("pndcp", "length beyond frame", LENGTH);
            end = pending.length();
        }
        if (service < GET || service > HELLO) {
            turn.malformed("pndcp", "unknown service", SERVICE);
            return;
        }
        DcpBlocks blocks = new DcpBlocks(pending, end, service, request);
        int wrong = blocks.read();
        if (wrong >= 0) turn.malformed("pndcp", "block ends early", wrong);
        emit(blocks);
    }

    private void emit(DcpBlocks blocks) {
        long transaction = pending.u32(TRANSACTION);
        ProfinetState state = turn.state();
        String operation = operation(blocks);
        Verb verb = verb(blocks);
        String target = service == IDENTIFY && request ? blocks.asked() : "";
        long askedAt = -1;
        if (request && (service == GET || service == SET)) {
            state.ask(turn, transaction, new ProfinetState.Asked(operation, verb, target, turn.atNanos()));
        } else if (!request) {
            ProfinetState.Asked asked = state.answered(transaction);
            if (asked != null) {
                operation = asked.operation();
                verb = asked.verb();
                target = asked.target();
                askedAt = asked.atNanos();
            }
        }
        Turn.Draft draft = turn.message(operation, verb, outcome(blocks))
                .protocol("pndcp")
                .target(target)
                .answers(askedAt)
                .field("frame_id", (long) pending.u16(Profinet.FRAME_ID))
                .field("service", (long) service)
                .field("service_type", (long) pending.u8(TYPE))
                .field("transaction", transaction);
        if (service == IDENTIFY && request) draft.field("response_delay", (long) pending.u16(DELAY));
        blocks.fill(draft);
        draft.emit();
        boolean tells = service == HELLO || !request && service != SET;
        if (tells) blocks.tell(turn, turn.source());
    }

    private Outcome outcome(DcpBlocks blocks) {
        if (service == HELLO) return Outcome.NOTICE;
        if (request) return Outcome.REQUEST;
        return pending.u8(TYPE) == TYPE_SUCCESS && !blocks.refused() ? Outcome.SUCCESS : Outcome.REFUSED;
    }

    private String operation(DcpBlocks blocks) {
        return switch (service) {
            case GET -> "get";
            case SET -> blocks.gravest() == null ? "set" : blocks.gravest().operation;
            case HELLO -> "hello";
            default -> "identify";
        };
    }

    private Verb verb(DcpBlocks blocks) {
        return switch (service) {
            case GET -> Verb.READ;
            case SET -> blocks.gravest() == null ? Verb.CONFIGURE : blocks.gravest().verb;
            default -> Verb.IDENTIFY;
        };
    }
}
