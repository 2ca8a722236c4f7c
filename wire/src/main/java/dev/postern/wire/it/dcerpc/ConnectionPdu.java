package dev.postern.wire.it.dcerpc;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import dev.postern.wire.Turn;
import dev.postern.wire.ot.opc.Id;
import dev.postern.wire.ot.opc.OpcCall;
import dev.postern.wire.ot.opc.OpcState;

/**
 * One PDU of a connection (C706 section 12.6): a call and its answer here, what opens the association in {@link Binding}.
 *
 * <pre>{@code
 * 0         1       2      3       4                8          10            12
 * | 5       | minor | type | flags | representation | length   | auth length | call id | body ...
 * request:  | room (4) | context | operation | object (16, if flagged) | parameters ... | verifier
 * response: | room (4) | context | cancels | 0 | results ... | verifier          fault: ... status (4)
 * }</pre>
 */
final class ConnectionPdu {
    static final int HEADER_BYTES = 16;
    private static final int VERSION = 0,
            MINOR = 1,
            TYPE = 2,
            FLAGS = 3,
            REPRESENTATION = 4,
            LENGTH = 8,
            AUTH_LENGTH = 10;
    private static final int CALL = 12, CONTEXT = 20, OPERATION = 22, BODY = 24, FAULT_STATUS = 24;
    static final int REQUEST = 0, RESPONSE = 2, FAULT = 3, BIND = 11, BIND_ACK = 12, BIND_NAK = 13, ALTER = 14;
    static final int ALTERED = 15, AUTH3 = 16, SHUTDOWN = 17, CANCEL = 18, ORPHANED = 19;
    private static final int FLAG_FIRST = 1, FLAG_LAST = 2, FLAG_OBJECT = 0x80;
    private static final int VERIFIER_BYTES = 8, LEVEL_PRIVACY = 6;
    private static final int HANDLE_BYTES = 20;

    private final Ndr pdu;
    private final int base;
    private final Association association;
    private final Interface presumed;
    private final Turn turn;
    private final int length;
    private final int authLength;

    /**
     * @param base where {@code bytes} begin in what the turn calls the message
     * @param presumed the interface where no bind was seen, or null
     */
    ConnectionPdu(Bytes bytes, int base, Association association, Interface presumed, Turn turn) {
        pdu = new Ndr(bytes, bytes.u8(REPRESENTATION));
        this.base = base;
        this.association = association;
        this.presumed = presumed;
        this.turn = turn;
        length = pdu.u16(LENGTH);
        authLength = pdu.u16(AUTH_LENGTH);
    }

    /** All of the header is there and agrees with itself. */
    static boolean begins(Bytes bytes) {
        if (!bytes.has(0, HEADER_BYTES) || !mayBegin(bytes)) return false;
        int length = length(bytes);
        int auth = new Ndr(bytes, bytes.u8(REPRESENTATION)).u16(AUTH_LENGTH);
        return length >= HEADER_BYTES && (auth == 0 || auth + VERIFIER_BYTES + HEADER_BYTES <= length);
    }

    private static boolean mayBegin(Bytes bytes) {
        return bytes.u8(VERSION) == 5
                && bytes.u8(MINOR) <= 1
                && isType(bytes.u8(TYPE))
                && (bytes.u8(REPRESENTATION) & ~0x10) == 0
                && bytes.u8(REPRESENTATION + 1) <= 3
                && bytes.u16(REPRESENTATION + 2) == 0;
    }

    private static boolean isType(int type) {
        return type == REQUEST || type == RESPONSE || type == FAULT || type >= BIND && type <= ORPHANED;
    }

    /** Both sides speak the same PDUs when a server calls back, so the direction says nothing. */
    static Recognition probe(Bytes bytes) {
        if (begins(bytes)) return Recognition.CERTAIN;
        boolean possible = bytes.length() < HEADER_BYTES && bytes.length() > REPRESENTATION && mayBegin(bytes);
        return possible ? Recognition.UNSURE : Recognition.NOT;
    }

    /** Octets of the whole PDU. */
    static int length(Bytes bytes) {
        return new Ndr(bytes, bytes.u8(REPRESENTATION)).u16(LENGTH);
    }

    void read() {
        int type = pdu.u8(TYPE);
        switch (type) {
            case REQUEST -> request();
            case RESPONSE -> response();
            case FAULT -> fault();
            case SHUTDOWN, CANCEL, ORPHANED -> {
                String operation = type == SHUTDOWN ? "shutdown" : type == CANCEL ? "cancel" : "orphaned";
                turn.message(operation, Verb.SESSION, Outcome.NOTICE)
                        .protocol(DcerpcDissector.PROTOCOL)
                        .field("type", (long) type)
                        .field("call", pdu.u32(CALL))
                        .emit();
            }
            default -> new Binding(pdu, type, base, association, turn).read(length, authLength, pdu.u32(CALL));
        }
    }

    private boolean flagged(int flag) {
        return (pdu.u8(FLAGS) & flag) != 0;
    }

    private boolean encrypted() {
        return authLength > 0 && pdu.u8(verifierAt() + 1) == LEVEL_PRIVACY;
    }

    private int verifierAt() {
        return length - authLength - VERIFIER_BYTES;
    }

    /** First octet after parameters or results. */
    private int bodyEnd() {
        return authLength == 0 ? length : verifierAt() - pdu.u8(verifierAt() + 2);
    }

    private void request() {
        int number = pdu.u16(OPERATION);
        Association.Context context = association.context(pdu.u16(CONTEXT));
        Interface known = context == null ? presumed : context.known();
        Call call = new Call(known, context == null ? null : context.uuid(), number);
        boolean opc = known != null && OpcCall.reads(call.operation()) && !encrypted();
        if (!flagged(FLAG_FIRST) && !opc) return;
        int body = flagged(FLAG_OBJECT) ? BODY + Uuid.BYTES : BODY;
        if (bodyEnd() < body) {
            turn.malformed(DcerpcDissector.PROTOCOL, "call ends early", base + LENGTH);
            return;
        }
        if (opc) opc(call, context, body);
        else called(call, context, body);
    }

    private Turn.Draft begin(Call call, Outcome outcome) {
        return call.begin(turn, outcome)
                .field("type", (long) REQUEST)
                .field("call", pdu.u32(CALL))
                .field("context", (long) pdu.u16(CONTEXT))
                .field("opnum", (long) pdu.u16(OPERATION));
    }

    private void called(Call call, Association.Context context, int body) {
        int number = pdu.u16(OPERATION);
        Turn.Draft draft = begin(call, Outcome.REQUEST);
        boolean encrypted = encrypted();
        if (encrypted) draft.field("encrypted", true);
        else parameters(call, body, draft);
        draft.target(call.target()).emit();
        Interface known = context == null ? presumed : context.known();
        Uuid queried = !encrypted && Queried.is(known, number) ? Queried.asked(pdu, body, bodyEnd()) : null;
        association.ask(
                turn,
                pdu.u32(CALL),
                new Association.Asked(
                        call.operation(), call.verb(), call.target(), context, number, turn.atNanos(), null, queried));
    }

    /** A call of OPC Classic is read when all its fragments are there. */
    private void opc(Call call, Association.Context context, int body) {
        Bytes stub = part(false, body);
        if (stub == null) return;
        Id object = body == BODY ? new Id(0, 0) : pdu.uuid(BODY).id();
        OpcCall opc = OpcCall.asked(call.operation(), stub, pdu.little(), object, turn.common(OpcState::new), turn);
        call.about(opc.target());
        // What the server tells unasked it tells here; its answer says nothing.
        Outcome outcome = call.verb() == Verb.REPORT ? Outcome.NOTICE : Outcome.REQUEST;
        Turn.Draft draft = begin(call, outcome).target(call.target());
        opc.describe(draft);
        draft.emit();
        complain(opc, false, "parameters end early", body);
        association.ask(
                turn,
                pdu.u32(CALL),
                new Association.Asked(
                        call.operation(),
                        call.verb(),
                        call.target(),
                        context,
                        pdu.u16(OPERATION),
                        turn.atNanos(),
                        opc.question(),
                        null));
    }

    private Bytes part(boolean ofAnswers, int body) {
        return association
                .parts(ofAnswers)
                .take(pdu.u32(CALL), flagged(FLAG_FIRST), flagged(FLAG_LAST), pdu.bytes(), body, bodyEnd(), turn);
    }

    /** What was cut on its way here lies about nothing. */
    private void complain(OpcCall opc, boolean ofAnswers, String rule, int body) {
        boolean whole =
                pdu.bytes().length() >= length && !association.parts(ofAnswers).beyond();
        if (opc.cut() && whole) turn.malformed(OpcInterfaces.PROTOCOL, rule, base + Math.min(length, body + opc.at()));
    }

    /** A handle, which is a number and an object of the server, comes first where there is one. */
    private void parameters(Call call, int body, Turn.Draft draft) {
        call.parameters(pdu, body, bodyEnd(), draft);
        if (bodyEnd() - body >= HANDLE_BYTES) call.about(association.object(pdu.uuid(body + 4)));
    }

    /** What opens something answers with its handle, and ends with it and the status. */
    private void opened(Association.Asked asked, Interface known, int end) {
        boolean named = !asked.target().isEmpty() && new Call(known, null, asked.number()).isNamed();
        if (named && end - BODY >= HANDLE_BYTES + 4)
            association.opened(turn, pdu.uuid(end - HANDLE_BYTES), asked.target());
    }

    private Turn.Draft answer(Association.Asked asked, Outcome outcome, int type) {
        Association.Context context = asked != null ? asked.context() : association.context(pdu.u16(CONTEXT));
        Interface known = context == null ? presumed : context.known();
        String operation = asked != null ? asked.operation() : known != null ? known.name() + ": answer" : "answer";
        Turn.Draft draft = turn.message(operation, asked == null ? Verb.OTHER : asked.verb(), outcome)
                .protocol(known == null ? DcerpcDissector.PROTOCOL : known.protocol())
                .target(asked == null ? "" : asked.target())
                .answers(asked == null ? -1 : asked.atNanos())
                .field(
                        "interface",
                        known != null
                                ? known.name()
                                : context != null ? context.uuid().toString() : null)
                .field("type", (long) type)
                .field("call", pdu.u32(CALL))
                .field("context", (long) pdu.u16(CONTEXT));
        return asked == null ? draft : draft.field("opnum", (long) asked.number());
    }

    private void response() {
        Association.Asked awaited = association.awaited(pdu.u32(CALL));
        boolean opc = awaited != null && awaited.question() != null && !encrypted() && bodyEnd() >= BODY;
        Bytes results = opc ? part(true, BODY) : null;
        if (!flagged(FLAG_LAST)) return;
        Association.Asked asked = association.answered(pdu.u32(CALL));
        Association.Context context = asked != null ? asked.context() : association.context(pdu.u16(CONTEXT));
        Interface known = context == null ? presumed : context.known();
        int end = bodyEnd();
        if (end < BODY) {
            turn.malformed(DcerpcDissector.PROTOCOL, "answer ends early", base + LENGTH);
            return;
        }
        boolean encrypted = encrypted();
        boolean coded = !encrypted
                && known != null
                && known.status() != Interface.Status.NONE
                && end >= BODY + 4
                && pdu.bytes().has(end - 4, 4);
        long status = coded ? pdu.u32(end - 4) : 0;
        boolean refused = coded && known.status().refuses(status);
        if (results != null && !refused) {
            results(asked, results, status);
            return;
        }
        Turn.Draft draft = answer(asked, refused ? Outcome.REFUSED : Outcome.SUCCESS, RESPONSE);
        if (encrypted) draft.field("encrypted", true);
        if (coded) draft.field("status", status);
        if (coded && status == 0 && asked != null && flagged(FLAG_FIRST)) opened(asked, known, end);
        if (flagged(FLAG_FIRST) && !encrypted && Tower.isMap(known, asked)) Tower.answered(pdu, BODY, end, draft);
        draft.emit();
        if (asked != null && asked.queried() != null && !encrypted)
            Queried.answered(pdu, BODY, end, asked.queried(), turn);
    }

    /** Of OPC Classic; refused is also what every item of was. */
    private void results(Association.Asked asked, Bytes results, long status) {
        OpcCall opc = OpcCall.answered(
                asked.operation(), results, pdu.little(), asked.question(), turn.common(OpcState::new), turn);
        Turn.Draft draft = answer(asked, opc.refused() ? Outcome.REFUSED : Outcome.SUCCESS, RESPONSE);
        if (asked.target().isEmpty()) draft.target(opc.target());
        draft.field("status", status);
        opc.describe(draft);
        draft.emit();
        complain(opc, true, "results end early", BODY);
    }

    private void fault() {
        if (!flagged(FLAG_LAST)) return;
        answer(association.answered(pdu.u32(CALL)), Outcome.REFUSED, FAULT)
                .field("fault", pdu.u32(FAULT_STATUS))
                .field("fault_name", Faults.name(pdu.u32(FAULT_STATUS)))
                .emit();
    }
}
