package dev.postern.wire.ot.c1222;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * The services in one EPSEM unit, ANSI C12.22 clause 5.3.2.
 *
 * <pre>{@code
 * control: 0x80 | recovery 0x40 | proxy 0x20 | class follows 0x10 | security 0x0C: none, authenticated, encrypted | response control 0x03
 * class(4), where it follows | length, code, parameters | length, code, parameters | ... | check of security(4)
 * }</pre>
 */
final class Epsem {
    static final int SERVICES_MAX = 32;
    private static final int RECOVERY = 0x40, PROXY = 0x20, CLASS = 0x10, SECURITY = 0x0C;
    private static final int PLAIN = 0, ENCRYPTED = 8;
    private static final int CLASS_BYTES = 4, CHECK_BYTES = 4;
    private static final int SHOWN_BYTES_MAX = 64;
    private static final int PROCEDURE_TABLE = 7, MANUFACTURER_TABLE_MIN = 2048;
    /** Number and manufacturer's bit of a table or procedure: bits above mark what is pending, or say when the result is posted. */
    private static final int NUMBER = 0xFFF;

    private static final int USER_BYTES = 10;

    /** What the ACSE unit says; invocation ids are -1 where there are none. */
    static final class Head {
        String called = "";
        String calling = "";
        long invocation = -1;
        long answers = -1;
        boolean authenticated;
    }

    private final Bytes unit;
    private final Head head;
    private final Turn turn;
    private final C1222State state;
    private final int control;
    private String edClass;

    private Epsem(Bytes unit, int from, Head head, Turn turn, C1222State state) {
        this.unit = unit;
        this.head = head;
        this.turn = turn;
        this.state = state;
        control = unit.u8(from);
    }

    static void read(Bytes unit, int from, int to, Head head, Turn turn, C1222State state) {
        new Epsem(unit, from, head, turn, state).read(from + 1, to);
    }

    private void read(int from, int to) {
        int at = from;
        if ((control & CLASS) != 0) {
            edClass = unit.hex(at, Math.min(CLASS_BYTES, unit.length() - at));
            at += CLASS_BYTES;
        }
        if ((control & SECURITY) == ENCRYPTED) {
            encrypted(Math.max(0, to - at));
            return;
        }
        int end = (control & SECURITY) == PLAIN ? to : to - CHECK_BYTES;
        for (int index = 0; at < end && index < SERVICES_MAX; index++) {
            int length = unit.u8(at);
            int body = at + 1;
            if (length >= 0x80) {
                body = at + 1 + (length & 3);
                length = length == 0x81 ? unit.u8(at + 1) : unit.u16(at + 1);
            }
            if (length == 0 || body + length > end) {
                turn.malformed("service does not fit", at);
                return;
            }
            service(new Bytes().wrap(unit, body, length), index);
            at = body + length;
        }
    }

    private void encrypted(int size) {
        boolean answer = head.answers >= 0;
        C1222State.Asked asked = answer ? state.answered(turn.fromClient(), head.answers, 0) : null;
        if (!answer && head.invocation >= 0) ask(0, "encrypted", Verb.OTHER, "", Tables.NONE, 0, true);
        Outcome outcome = answer ? Outcome.SUCCESS : head.invocation < 0 ? Outcome.NOTICE : Outcome.REQUEST;
        describe(turn.message("encrypted", Verb.OTHER, outcome), answer)
                .answers(asked == null ? -1 : asked.atNanos())
                .field("size", (long) size)
                .emit();
    }

    private void ask(int index, String operation, Verb verb, String target, int table, int offset, boolean secret) {
        state.asked(
                turn,
                new C1222State.Asked(
                        turn.fromClient(),
                        head.invocation,
                        index,
                        turn.atNanos(),
                        operation,
                        verb,
                        target,
                        table,
                        offset,
                        secret));
    }

    private void service(Bytes service, int index) {
        int code = service.u8(0);
        if (Service.isAnswer(code)) {
            answer(service, index, code);
            return;
        }
        Service kind = Service.of(code);
        if (kind == null) turn.malformed("service unknown", service.arrayOffset() - unit.arrayOffset());
        boolean procedure = kind == Service.WRITE && service.u16(1) == PROCEDURE_TABLE;
        String operation = kind == null ? "service " + code : procedure ? "procedure" : kind.operation;
        boolean writes = kind == Service.WRITE || kind == Service.WRITE_OFFSET;
        Verb verb = kind == null
                ? Verb.OTHER
                : procedure
                        ? Procedure.verb(procedure(service))
                        : writes ? TableName.written(service.u16(1)) : kind.verb;
        String target = kind == null ? "" : procedure ? procedureName(procedure(service)) : target(service, kind);
        ask(index, operation, verb, target, table(service, kind), offset(service), isSecret(service, kind, procedure));
        Turn.Draft draft = describe(turn.message(operation, verb, Outcome.REQUEST), false)
                .target(target)
                .field("code", (long) code);
        parameters(service, kind, isSecret(service, kind, procedure), draft);
        if (procedure) draft.field("name", Procedure.name(procedure(service)));
        if (kind == Service.WRITE && Tables.isSetting(service.u16(1))) written(service, draft);
        draft.emit();
    }

    private void written(Bytes service, Turn.Draft draft) {
        int count = service.u16(3);
        if (count > service.length() - 5) return;
        Tables.describe(service.u16(1), service, 5, 0, count, state.meter(head.called, turn), draft);
    }

    private Turn.Draft describe(Turn.Draft draft, boolean answer) {
        draft.unit(answer ? head.calling : head.called)
                .field("called", head.called.isEmpty() ? null : head.called)
                .field("calling", head.calling.isEmpty() ? null : head.calling);
        if (head.invocation >= 0) draft.field("invocation", head.invocation);
        if (head.answers >= 0) draft.field("answers_invocation", head.answers);
        draft.field("control", (long) control).field("device_class", edClass);
        if (head.authenticated) draft.field("authenticated", true);
        if ((control & RECOVERY) != 0) draft.field("recovery", true);
        if ((control & PROXY) != 0) draft.field("proxy", true);
        return draft;
    }

    /** {@code table 5}, {@code table 64 offset 10 x4}, {@code manufacturer table 3}; titles that are resolved or traced. */
    private static String target(Bytes service, Service kind) {
        return switch (kind) {
            case READ, READ_OFFSET, WRITE, WRITE_OFFSET -> {
                int table = service.u16(1);
                String name = table >= MANUFACTURER_TABLE_MIN
                        ? "manufacturer table " + (table - MANUFACTURER_TABLE_MIN)
                        : "table " + table;
                if (service.u8(0) == Service.READ_OFFSET.code)
                    yield name + " offset " + service.u24(3) + " x" + service.u16(6);
                yield service.u8(0) == Service.WRITE_OFFSET.code ? name + " offset " + service.u24(3) : name;
            }
            default -> "";
        };
    }

    /** The table that is read, unless by the index of an element. */
    private static int table(Bytes service, Service kind) {
        boolean read = kind == Service.READ || service.u8(0) == Service.READ_OFFSET.code;
        return read ? service.u16(1) : Tables.NONE;
    }

    private static int offset(Bytes service) {
        return service.u8(0) == Service.READ_OFFSET.code ? service.u24(3) : 0;
    }

    private int procedure(Bytes service) {
        return state.meter(head.called, turn).u16(service, 5);
    }

    /** Bit 11 marks those of the manufacturer. */
    static String procedureName(int number) {
        return ((number & 0x800) != 0 ? "manufacturer procedure " : "procedure ") + (number & 0x7FF);
    }

    /** Tables that hold passwords and keys, and the procedure that is given one; also a part of table 7, of which nobody knows whose parameters it has. */
    private static boolean isSecret(Bytes service, Service kind, boolean procedure) {
        // A meter whose table 0 was not seen may have either order.
        if (procedure)
            return (service.u16le(5) & NUMBER) == Procedure.LOG_IN || (service.u16(5) & NUMBER) == Procedure.LOG_IN;
        boolean table = kind == Service.READ
                || kind == Service.READ_OFFSET
                || kind == Service.WRITE
                || kind == Service.WRITE_OFFSET;
        int number = service.u16(1) & NUMBER;
        return table && (Tables.holdsSecrets(number) || number == PROCEDURE_TABLE);
    }

    private static void parameters(Bytes service, Service kind, boolean secret, Turn.Draft draft) {
        if (kind == null) return;
        switch (kind) {
            case LOGON ->
                draft.field("user_id", (long) service.u16(1))
                        .field("user", text(service.ascii(3, Math.min(USER_BYTES, Math.max(0, service.length() - 3)))));
            case READ, READ_OFFSET -> table(service, draft);
            case WRITE -> write(service, table(service, draft), 3, secret);
            case WRITE_OFFSET -> {
                table(service, draft);
                if (service.u8(0) == Service.WRITE_OFFSET.code)
                    write(service, draft.field("offset", (long) service.u24(3)), 6, secret);
            }
            case WAIT -> draft.field("seconds", (long) service.u8(1));
            case SECURITY, AUTHENTICATE -> {
                // What proves the user is not shown.
            }
            default -> {
                if (service.length() > 1)
                    draft.field("data", service.hex(1, Math.min(SHOWN_BYTES_MAX, service.length() - 1)));
            }
        }
    }

    private static Turn.Draft table(Bytes service, Turn.Draft draft) {
        return draft.field("table", (long) service.u16(1)).field("table_name", TableName.of(service.u16(1)));
    }

    private static String text(String text) {
        return text.isEmpty() ? null : text;
    }

    private static void write(Bytes service, Turn.Draft draft, int at, boolean secret) {
        int count = service.u16(at);
        int there = Math.clamp(service.length() - at - 2, 0, count);
        draft.field("size", (long) count);
        if (!secret) draft.field("data", text(service.hex(at + 2, Math.min(SHOWN_BYTES_MAX, there))));
    }

    private void answer(Bytes service, int index, int code) {
        long invocation = head.answers >= 0 ? head.answers : head.invocation;
        C1222State.Asked asked = state.answered(turn.fromClient(), invocation, index);
        Outcome outcome = code == 0 ? Outcome.SUCCESS : Outcome.REFUSED;
        Turn.Draft draft = asked == null
                ? turn.message("answer", Verb.OTHER, outcome)
                : turn.message(asked.operation(), asked.verb(), outcome)
                        .target(asked.target())
                        .answers(asked.atNanos());
        describe(draft, true).field("code", (long) code).field("answer", Service.answerName(code));
        boolean read = asked != null && asked.verb() == Verb.READ;
        int from = read ? 3 : 1;
        if (read && code == 0 && service.length() > 3) draft.field("size", (long) service.u16(1));
        int there = service.length() - from - (read ? 1 : 0);
        // What answers an unseen request may be a password.
        if (there > 0 && asked != null && !asked.secret())
            draft.field("data", service.hex(from, Math.min(SHOWN_BYTES_MAX, there)));
        int table = read && code == 0 ? asked.table() : Tables.NONE;
        int count = Math.min(there, service.u16(1));
        int offset = table == Tables.NONE ? 0 : asked.offset();
        if (table != Tables.NONE)
            Tables.describe(table, service, from, offset, count, state.meter(head.calling, turn), draft);
        boolean identifies = code == 0 && asked != null && asked.verb() == Verb.IDENTIFY;
        Identification identification = identifies && there > 0 ? Identification.read(service) : null;
        if (identification != null) identification.describe(service, draft);
        draft.emit();
        String place = state.place(head.calling);
        if (offset == 0) Tables.identity(table, service, from, count, place, turn);
        if (identification != null) identification.tell(place, turn);
    }
}
