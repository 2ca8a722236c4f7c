package dev.postern.wire.ot.s7comm;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.HashMap;

/**
 * S7comm-plus of the S7-1200 and 1500. Unpublished; after public analyses. A message may span several units: only its last has a trailer, and those
 * after the first are not looked into, so a download shows what is created but not its code. From version 3 on each unit has a digest before it.
 *
 * <pre>{@code
 * 0      1         2        4        5          7          9          11         13        17
 * | 0x72 | version | length | opcode | reserved | function | reserved | sequence | session | flags | body ...   request
 * | 0x72 | version | length | opcode | reserved | function | reserved | sequence | flags | return value | ...   response
 * | 0x72 | version | length | opcode | subscription | 0x0400 | 0 | 0 | credit | sequence | time | changes | values ...   notification; before version 3 no sequence
 * }</pre>
 */
final class Plus {
    private static final String PROTOCOL = "s7comm-plus";
    private static final int HEADER_BYTES = 4;
    private static final int VERSION_INTEGRITY = 3, VERSION_EVENT = 0xFE, VERSION_KEEP_ALIVE = 0xFF;
    private static final int REQUEST = 0x31, RESPONSE = 0x32, RESPONSE_2 = 0x02, NOTIFICATION = 0x33;
    private static final int REQUEST_BODY = 14, RESPONSE_BODY = 10;
    /** Sequence numbers of both S7 protocols share a table. */
    private static final int KEY = 0x7200_0000;
    /** The low half of a return value is its error, negative if it is one. */
    private static final int ERROR_BIT = 0x8000;

    private static final int STATE_STOP = 1, STATE_RUN = 3;

    private final Bytes pdu;
    private final int at;
    private final int version;
    private final Turn turn;
    private final S7State state;

    private Plus(Bytes pdu, int at, int version, Turn turn, S7State state) {
        this.pdu = pdu;
        this.at = at;
        this.version = version;
        this.turn = turn;
        this.state = state;
    }

    static void read(Bytes pdu, Turn turn, S7State state) {
        int version = pdu.u8(1);
        int length = pdu.u16(2);
        boolean fromClient = turn.fromClient();
        if (version == VERSION_EVENT || version == VERSION_KEEP_ALIVE) {
            turn.message(version == VERSION_KEEP_ALIVE ? "keep alive" : "system event", Verb.SESSION, Outcome.NOTICE)
                    .protocol(PROTOCOL)
                    .field("version", (long) version)
                    .emit();
            return;
        }
        if (HEADER_BYTES + length > pdu.length()) {
            turn.malformed(PROTOCOL, "length beyond data unit", 2);
            return;
        }
        boolean continued = state.continues(fromClient);
        state.continues(fromClient, pdu.length() < HEADER_BYTES + length + HEADER_BYTES);
        if (continued || length == 0) return;
        int at = HEADER_BYTES;
        if (version == VERSION_INTEGRITY) at += 1 + pdu.u8(at);
        Bytes unit = new Bytes().wrap(pdu, 0, HEADER_BYTES + length);
        Plus plus = new Plus(unit, at, version, turn, state);
        switch (unit.u8(at)) {
            case REQUEST -> plus.request();
            case RESPONSE, RESPONSE_2 -> plus.answer();
            case NOTIFICATION -> plus.notification();
            default -> turn.malformed(PROTOCOL, "unknown opcode", Math.min(at, unit.length()));
        }
    }

    private Turn.Draft fields(Turn.Draft draft) {
        return draft.protocol(PROTOCOL)
                .field("version", (long) version)
                .field("opcode", (long) pdu.u8(at))
                .field("integrity", version == VERSION_INTEGRITY);
    }

    private void request() {
        int function = pdu.u16(at + 3);
        int sequence = pdu.u16(at + 7);
        long session = pdu.u32(at + 9);
        PlusCursor in = new PlusCursor(pdu, at + REQUEST_BODY);
        long object = in.u32();
        PlusItems items = new PlusItems();
        PlusObjects objects = new PlusObjects();
        body(function, object, session, in, items, objects);
        String operation = PlusNames.operation(function);
        Verb verb = PlusNames.verb(function, session, object);
        int wanted = operatingState(object, items);
        if (wanted == STATE_STOP || wanted == STATE_RUN) {
            verb = wanted == STATE_STOP ? Verb.STOP : Verb.START;
            operation += wanted == STATE_STOP ? ": plc stop" : ": plc start";
        } else if (verb == Verb.SESSION && legitimates(items)) {
            verb = Verb.LOGIN;
        }
        String target = target(function, object, session, items);
        state.asked(
                turn,
                new S7State.Asked(
                        turn.fromClient(),
                        sequence,
                        KEY | function,
                        turn.atNanos(),
                        operation,
                        verb,
                        target,
                        null,
                        function == PlusNames.GET_MULTI_VARIABLES ? items.numbered() : objects.references));
        if (function == PlusNames.DELETE_OBJECT) state.deleted(object);
        Turn.Draft draft = fields(turn.message(operation, verb, Outcome.REQUEST))
                .target(target)
                .field("function", (long) function)
                .field("sequence", (long) sequence)
                .field("session", session)
                .field("object", object);
        if (verb == Verb.LOGIN) items.values.clear();
        fill(draft, items);
        objects.fill(draft);
        draft.emit();
        if (session == PlusNames.NULL_SESSION) objects.tellClient(turn);
    }

    private static void body(
            int function, long object, long session, PlusCursor in, PlusItems items, PlusObjects objects) {
        switch (function) {
            case PlusNames.GET_MULTI_VARIABLES -> items.addresses(in, session);
            case PlusNames.SET_MULTI_VARIABLES -> {
                if (object == 0) items.addresses(in, session);
                else items.attributes(in);
                items.values(in, object == 0 ? items.numbered() : null);
            }
            case PlusNames.SET_VARIABLE -> {
                if (in.number() != 1) return;
                items.names.add(Long.toString(in.number()));
                items.single(in.value());
            }
            case PlusNames.GET_VARIABLE -> {
                if (in.number() == 1) items.names.add(Long.toString(in.number()));
            }
            case PlusNames.CREATE_OBJECT -> {
                in.value();
                in.u32();
                objects.read(in);
            }
            default -> {}
        }
    }

    /** The state that the processor is told to take, or -1. */
    private static int operatingState(long object, PlusItems items) {
        if (object != PlusNames.CPU_EXECUTION_UNIT || items.names.size() != 1 || items.values.size() != 1) return -1;
        boolean asked = items.names.getFirst().equals(Long.toString(PlusNames.OPERATING_STATE_REQUEST));
        return asked && items.values.getFirst() instanceof Long state ? state.intValue() : -1;
    }

    private static boolean legitimates(PlusItems items) {
        for (Object name : items.names)
            if (name.equals(PlusNames.CHALLENGE_ANSWER) || name.equals(PlusNames.LEGITIMATION)) return true;
        return false;
    }

    /** Only what means the same tomorrow; session objects do not. */
    private static String target(int function, long object, long session, PlusItems items) {
        return switch (function) {
            case PlusNames.GET_MULTI_VARIABLES -> items.target();
            case PlusNames.SET_MULTI_VARIABLES -> object == 0 ? items.target() : PlusNames.object(object, session);
            case PlusNames.DELETE_OBJECT,
                    PlusNames.SET_VARIABLE,
                    PlusNames.GET_VARIABLE,
                    PlusNames.EXPLORE,
                    PlusNames.SET_SUBSTREAMED,
                    PlusNames.GET_SUBSTREAMED -> PlusNames.object(object, session);
            case PlusNames.CREATE_OBJECT -> session == PlusNames.NULL_SESSION ? "" : PlusNames.object(object, session);
            default -> "";
        };
    }

    private static void fill(Turn.Draft draft, PlusItems items) {
        if (!items.names.isEmpty()) draft.field("items", items.names);
        if (!items.values.isEmpty() && items.points.size() == items.values.size()) draft.field("points", items.points);
        if (!items.values.isEmpty()) draft.field("values", items.values);
        if (!items.refused.isEmpty()) draft.field("refused", items.refused);
    }

    private void answer() {
        int function = pdu.u16(at + 3);
        int sequence = pdu.u16(at + 7);
        S7State.Asked asked = state.answered(turn.fromClient(), sequence, KEY | function);
        PlusCursor in = new PlusCursor(pdu, at + RESPONSE_BODY);
        long result = in.number64(false);
        boolean refused = (result & ERROR_BIT) != 0;
        PlusItems items = new PlusItems();
        PlusObjects objects = new PlusObjects();
        if (!refused) results(function, in, asked == null ? null : asked.names(), items, objects);
        boolean all = refused || !items.refused.isEmpty();
        Turn.Draft draft = fields(turn.message(
                        asked == null ? PlusNames.operation(function) : asked.operation(),
                        asked == null ? PlusNames.verb(function, 1, 0) : asked.verb(),
                        all ? Outcome.REFUSED : Outcome.SUCCESS))
                .target(asked == null ? "" : asked.target())
                .answers(asked == null ? -1 : asked.atNanos())
                .field("function", (long) function)
                .field("sequence", (long) sequence)
                .field("result", result);
        if (refused) draft.field("error", (long) (short) result);
        fill(draft, items);
        objects.fill(draft);
        draft.emit();
        objects.tellServer(turn);
    }

    private void results(
            int function, PlusCursor in, HashMap<Long, String> names, PlusItems items, PlusObjects objects) {
        switch (function) {
            case PlusNames.GET_MULTI_VARIABLES -> {
                items.values(in, names);
                items.errors(in);
            }
            case PlusNames.SET_MULTI_VARIABLES -> items.errors(in);
            case PlusNames.GET_VARIABLE -> items.single(in.value());
            case PlusNames.CREATE_OBJECT -> {
                int count = in.u8();
                for (int i = 0; i < count && !in.done(); i++) {
                    long made = in.number();
                    if (i == 0 && names != null && !names.isEmpty()) state.brings(turn, made, names);
                }
                objects.read(in);
            }
            default -> {}
        }
    }

    private void notification() {
        PlusCursor in = new PlusCursor(pdu, at + 1);
        long subscription = in.u32();
        in.u16();
        in.u16();
        in.u16();
        int credit = in.u8();
        // Older controllers have a count of changes only; newer ones a number before it, and most a time of eight
        // octets, which begins with 0.
        long sequence = version < VERSION_INTEGRITY ? -1 : in.number();
        if (version >= VERSION_INTEGRITY && in.peek() == 0) in.i64();
        in.u8();
        PlusItems items = new PlusItems();
        items.notified(in, subscription, state);
        Turn.Draft draft = fields(turn.message("notification", Verb.REPORT, Outcome.NOTICE))
                .field("subscription", subscription)
                .field("credit", (long) credit)
                .field("sequence", sequence < 0 ? null : (Object) sequence);
        fill(draft, items);
        draft.emit();
    }
}
