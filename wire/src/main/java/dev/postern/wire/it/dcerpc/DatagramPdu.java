package dev.postern.wire.it.dcerpc;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import dev.postern.wire.Turn;
import java.util.LinkedHashMap;

/**
 * One datagram (C706 section 12.5): the header names interface and operation, so a call needs no bind. Of a call in fragments the first is told, of an answer too; those of PROFINET
 * when they are whole, or with what came of them when the answer comes.
 *
 * <pre>{@code
 * 0 | 4 | type | flags (2) | representation (3) | serial high
 * 8 | object (16) | interface (16) | activity (16) | server boot (4) | version (4) | sequence (4)
 * 68| operation | interface hint | activity hint | length | fragment | auth | serial low | body ...
 * }</pre>
 */
final class DatagramPdu {
    static final int HEADER_BYTES = 80;
    private static final int VERSION = 0, TYPE = 1, FLAGS = 2, REPRESENTATION = 4;
    private static final int OBJECT = 8, INTERFACE = 24, ACTIVITY = 40, SEQUENCE = 64, OPERATION = 68, LENGTH = 74;
    private static final int FRAGMENT = 76, AUTH = 78;
    private static final int REQUEST = 0, PING = 1, RESPONSE = 2, FAULT = 3, REJECT = 6, CANCEL_ACK = 10;
    private static final int FLAG_LAST = 2, FLAG_FRAGMENT = 4;
    private static final int VERSION_MASK = 0x0F;
    private static final String[] NAMES = {
        "request", "ping", "response", "fault", "working", "nocall", "reject", "ack", "cancel", "fack", "cancel ack"
    };

    private final Ndr pdu;
    private final Activities activities;
    private final Turn turn;

    DatagramPdu(Bytes bytes, Activities activities, Turn turn) {
        pdu = new Ndr(bytes, bytes.u8(REPRESENTATION));
        this.activities = activities;
        this.turn = turn;
    }

    static Recognition probe(Bytes bytes) {
        if (bytes.length() < HEADER_BYTES) return Recognition.NOT;
        boolean header = (bytes.u8(VERSION) & VERSION_MASK) == 4
                && bytes.u8(TYPE) <= CANCEL_ACK
                && (bytes.u8(FLAGS) & 0x81) == 0
                && (bytes.u8(FLAGS + 1) & 0xFD) == 0
                && (bytes.u8(REPRESENTATION) & ~0x10) == 0
                && bytes.u8(REPRESENTATION + 1) <= 3
                && bytes.u8(REPRESENTATION + 2) == 0;
        if (!header) return Recognition.NOT;
        int length = new Ndr(bytes, bytes.u8(REPRESENTATION)).u16(LENGTH);
        boolean fits = bytes.u8(AUTH) == 0 ? bytes.length() == HEADER_BYTES + length : bytes.has(HEADER_BYTES, length);
        return fits ? Recognition.CERTAIN : bytes.has(HEADER_BYTES, length) ? Recognition.UNSURE : Recognition.NOT;
    }

    /** Only who was asked says this. */
    static boolean answers(Bytes bytes) {
        if (probe(bytes) != Recognition.CERTAIN) return false;
        int type = bytes.u8(TYPE);
        return type >= RESPONSE && type <= REJECT;
    }

    void read() {
        if (pdu.bytes().length() < HEADER_BYTES) {
            turn.malformed("header ends early", pdu.bytes().length());
            return;
        }
        int type = pdu.u8(TYPE);
        if ((pdu.u8(VERSION) & VERSION_MASK) != 4 || type > CANCEL_ACK) {
            turn.malformed("no datagram pdu", VERSION);
            return;
        }
        int end = HEADER_BYTES + pdu.u16(LENGTH);
        if (end > pdu.bytes().length()) {
            turn.malformed("length beyond datagram", LENGTH);
            end = pdu.bytes().length();
        }
        switch (type) {
            case REQUEST -> request(end);
            case RESPONSE -> response(end);
            case FAULT, REJECT -> fault(type);
            default -> housekeeping(type);
        }
    }

    private Activities.Key key() {
        return new Activities.Key(pdu.uuid(ACTIVITY), pdu.u32(SEQUENCE));
    }

    private boolean fragmented() {
        return (pdu.u8(FLAGS) & FLAG_FRAGMENT) != 0;
    }

    private boolean laterFragment() {
        return fragmented() && pdu.u16(FRAGMENT) != 0;
    }

    private boolean plain() {
        return pdu.u8(AUTH) == 0;
    }

    private Turn.Draft fields(Turn.Draft draft, int type) {
        return draft.field("type", (long) type)
                .field("sequence", pdu.u32(SEQUENCE))
                .field("opnum", (long) pdu.u16(OPERATION));
    }

    private void request(int end) {
        int number = pdu.u16(OPERATION);
        Uuid uuid = pdu.uuid(INTERFACE);
        if (PnioCall.speaks(uuid)) {
            profinetRequest(end, number, uuid);
            return;
        }
        if (laterFragment()) return;
        Call call = new Call(Interfaces.of(uuid), uuid, number);
        Turn.Draft draft = fields(call.begin(turn, Outcome.REQUEST), REQUEST);
        if (plain()) call.parameters(pdu, HEADER_BYTES, end, draft);
        draft.target(call.target()).emit();
        activities.ask(
                turn, key(), new Activities.Asked(call.operation(), call.verb(), "", call.target(), turn.atNanos()));
    }

    private void profinetRequest(int end, int number, Uuid uuid) {
        PnioPair pair = turn.common(PnioPair::new);
        turn.expectsCall();
        if (!fragmented()) {
            ask(pair, new PnioCall(pdu, HEADER_BYTES, end, number, pdu.uuid(OBJECT)), uuid, key());
            return;
        }
        if (gather(pair.requests(), end, number, uuid)) tellRequest(pair, key());
        if (pair.requests().size() > PnioPair.GATHERED_MAX) {
            turn.forgot();
            tellRequest(pair, pair.requests().firstEntry().getKey());
        }
    }

    /** @return true if nothing is missing any more */
    private boolean gather(LinkedHashMap<Activities.Key, PnioCall.Gathered> gathered, int end, int number, Uuid uuid) {
        PnioCall.Gathered all = gathered.computeIfAbsent(
                key(),
                key -> new PnioCall.Gathered(new Fragments(), pdu.u8(REPRESENTATION), number, pdu.uuid(OBJECT), uuid));
        boolean last = (pdu.u8(FLAGS) & FLAG_LAST) != 0;
        if (!all.fragments().take(pdu.u16(FRAGMENT), last, pdu.bytes(), HEADER_BYTES, end)) turn.forgot();
        return all.fragments().isWhole();
    }

    private void tellRequest(PnioPair pair, Activities.Key key) {
        PnioCall.Gathered gathered = pair.requests().remove(key);
        if (gathered != null) ask(pair, gathered.call(), gathered.role(), key);
    }

    private void ask(PnioPair pair, PnioCall call, Uuid uuid, Activities.Key key) {
        pair.calls.ask(turn, key, call.emitRequest(turn, pair, uuid, key.sequence()));
    }

    private void profinetResponse(int end, int number, Uuid uuid) {
        PnioPair pair = fragmented() ? turn.common(PnioPair::new) : turn.commonIfAny(PnioPair.class);
        if (!fragmented()) {
            new PnioCall(pdu, HEADER_BYTES, end, number, pdu.uuid(OBJECT))
                    .emitAnswer(turn, pair, uuid, pdu.u32(SEQUENCE), asked(pair, key()));
            return;
        }
        if (gather(pair.answers(), end, number, uuid)) tellAnswer(pair, key());
        if (pair.answers().size() > PnioPair.GATHERED_MAX) {
            turn.forgot();
            tellAnswer(pair, pair.answers().firstEntry().getKey());
        }
    }

    private void tellAnswer(PnioPair pair, Activities.Key key) {
        PnioCall.Gathered gathered = pair.answers().remove(key);
        gathered.call().emitAnswer(turn, pair, gathered.role(), key.sequence(), asked(pair, key));
    }

    private void response(int end) {
        int number = pdu.u16(OPERATION);
        Uuid uuid = pdu.uuid(INTERFACE);
        if (PnioCall.speaks(uuid)) {
            profinetResponse(end, number, uuid);
            return;
        }
        if (laterFragment()) return;
        Activities.Asked asked = activities.answered(key());
        Interface known = Interfaces.of(uuid);
        boolean coded = plain()
                && !fragmented()
                && known != null
                && known.status() != Interface.Status.NONE
                && end >= HEADER_BYTES + 4;
        long status = coded ? pdu.u32(end - 4) : 0;
        Outcome outcome = coded && known.status().refuses(status) ? Outcome.REFUSED : Outcome.SUCCESS;
        Turn.Draft draft = fields(answer(new Call(known, uuid, number), asked, outcome), RESPONSE);
        if (coded) draft.field("status", status);
        draft.emit();
    }

    private Turn.Draft answer(Call call, Activities.Asked asked, Outcome outcome) {
        Turn.Draft draft = call.begin(turn, outcome).target(call.target());
        return asked == null
                ? draft
                : draft.target(asked.target()).unit(asked.unit()).answers(asked.atNanos());
    }

    /** Who is answered asked for all of it, even if some fragments of that were not heard. */
    private Activities.Asked asked(PnioPair pair, Activities.Key key) {
        if (pair == null) return null;
        tellRequest(pair, key);
        return pair.calls.answered(key);
    }

    private void fault(int type) {
        Uuid uuid = pdu.uuid(INTERFACE);
        Turn.Draft draft = PnioCall.speaks(uuid)
                ? PnioCall.refused(turn, pdu.u16(OPERATION), asked(turn.commonIfAny(PnioPair.class), key()))
                : answer(
                        new Call(Interfaces.of(uuid), uuid, pdu.u16(OPERATION)),
                        activities.answered(key()),
                        Outcome.REFUSED);
        fields(draft, type)
                .field("fault", pdu.u32(HEADER_BYTES))
                .field("fault_name", Faults.name(pdu.u32(HEADER_BYTES)))
                .emit();
    }

    private void housekeeping(int type) {
        Outcome outcome = type == PING ? Outcome.REQUEST : Outcome.NOTICE;
        fields(turn.message(NAMES[type], Verb.SESSION, outcome), type).emit();
    }
}
