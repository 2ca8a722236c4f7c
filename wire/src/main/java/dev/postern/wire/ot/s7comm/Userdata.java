package dev.postern.wire.ot.s7comm;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.Arrays;
import java.util.List;

/**
 * Userdata: everything but jobs.
 *
 * <pre>{@code
 * 0          3        4        5              6          7          8             9           10
 * | 00 01 12 | length | method | type | group | function | sequence | data unit   | more (1)  | error
 * }</pre>
 */
final class Userdata {
    private static final int METHOD = 4;
    private static final int TYPE_AND_GROUP = 5;
    private static final int FUNCTION = 6;
    private static final int SEQUENCE = 7;
    private static final int MORE = 9;
    private static final int ERROR = 10;
    private static final int TYPE_PUSH = 0;
    private static final int TYPE_PUSH_NC = 3;
    private static final int TYPE_REQUEST = 4;
    private static final int TYPE_REQUEST_NC = 7;
    private static final int TYPE_ANSWER = 8;
    private static final int TYPE_ANSWER_NC = 11;
    private static final int ITEM_HEADER_BYTES = 4;
    /** Of parameters with the number of the data unit, whether more follow, and the error. */
    private static final int STATUS_BYTES = 12;

    private static final int HEAD = 0x000112;
    /** A controller announcing that it changes its mode. */
    private static final int HEAD_MODE_TRANSITION = 0x010010;

    private Userdata() {}

    static void read(S7comm.Parts parts, Turn turn, S7State state) {
        int at = parts.parameter();
        int head = parts.pdu().u24(at);
        if (head == HEAD_MODE_TRANSITION) {
            push(parts, turn, state);
            return;
        }
        if (head != HEAD) {
            turn.malformed("unknown parameter head", at);
            return;
        }
        if (parts.u8(at + 3) + 4 != parts.data() - at) turn.malformed("parameter length does not fit", at + 3);
        int type = parts.u8(at + TYPE_AND_GROUP) >> 4;
        switch (type) {
            case TYPE_PUSH, TYPE_PUSH_NC -> push(parts, turn, state);
            case TYPE_REQUEST, TYPE_REQUEST_NC -> request(parts, turn, state);
            case TYPE_ANSWER, TYPE_ANSWER_NC -> answer(parts, turn, state);
            default -> turn.malformed("unknown userdata type", at + TYPE_AND_GROUP);
        }
    }

    private static int group(S7comm.Parts parts) {
        return parts.u8(parts.parameter() + TYPE_AND_GROUP) & 15;
    }

    private static int function(S7comm.Parts parts) {
        return parts.u8(parts.parameter() + FUNCTION);
    }

    /** First byte of what the service carries, behind return code, transport size and length. */
    private static int body(S7comm.Parts parts) {
        return parts.data() + ITEM_HEADER_BYTES;
    }

    private static int key(S7comm.Parts parts) {
        return group(parts) << 8 | function(parts);
    }

    private static Turn.Draft describe(Turn.Draft draft, S7comm.Parts parts) {
        return draft.field("type", (long) parts.type())
                .field("reference", (long) parts.reference())
                .field("group", (long) group(parts))
                .field("function", (long) function(parts))
                .field("sequence", (long) sequence(parts));
    }

    private static int sequence(S7comm.Parts parts) {
        return parts.u8(parts.parameter() + SEQUENCE);
    }

    private static void push(S7comm.Parts parts, Turn turn, S7State state) {
        int group = group(parts);
        Verb verb = group == Service.BSEND ? Verb.EXCHANGE : Verb.REPORT;
        boolean event = group == Service.CPU && function(parts) == Service.DIAGNOSTIC_MESSAGE;
        Turn.Draft draft =
                describe(turn.message(Service.operation(group, function(parts)), verb, Outcome.NOTICE), parts);
        if (group == Service.CYCLIC) {
            brought(parts, turn, draft, state.subscription(sequence(parts)));
            return;
        }
        boolean alarm = group == Service.CPU && Service.indicates(function(parts));
        draft.field("event", event && parts.end() - body(parts) >= 2 ? Szl.event(parts.u16(body(parts))) : null);
        if (!alarm || !Alarms.tell(parts.pdu(), body(parts), parts.end(), draft))
            draft.field("data", Job.shown(parts.pdu(), body(parts), parts.end()));
        draft.emit();
    }

    /** What a subscription brings: the number of its items, then each as an answer to a read has it. */
    private static void brought(S7comm.Parts parts, Turn turn, Turn.Draft draft, List<Variables.Item> items) {
        int body = body(parts);
        boolean whole = parts.data() - parts.parameter() < STATUS_BYTES || parts.u8(parts.parameter() + MORE) == 0;
        if (!whole || items == null || parts.end() - body < 2) {
            draft.field("data", Job.shown(parts.pdu(), body, parts.end())).emit();
            return;
        }
        Variables.Values values =
                Variables.values(parts.pdu(), turn, body + 2, parts.u16(body), parts.end(), items, true);
        values.tell(draft.target(Variables.target(items)));
        if (!values.refused.isEmpty()) draft.field("refused", values.refused);
        draft.emit();
    }

    private static void request(S7comm.Parts parts, Turn turn, S7State state) {
        int group = group(parts);
        int function = function(parts);
        Bytes pdu = parts.pdu();
        int body = body(parts);
        int length = parts.end() - body;
        boolean list = group == Service.CPU && function == 1 && length >= 4;
        boolean next = parts.data() - parts.parameter() >= 12 && parts.u8(parts.parameter() + METHOD) == 0x12;
        List<Variables.Item> items = null;
        if (group == Service.CYCLIC && Service.subscribes(function) && length >= 4)
            items = Variables.items(pdu, turn, body + 4, parts.u16(body), parts.end());
        // The function and the number of what it ends.
        if (group == Service.CYCLIC && function == Service.UNSUBSCRIBE && length >= 2)
            state.unsubscribed(parts.u8(body + 1));
        String target = target(parts, group, function, length, items);
        Verb verb = Service.verb(group, function, list ? pdu.u16(body) : 0);
        if (next && !state.lastListTarget.isEmpty() && length <= 0) {
            target = state.lastListTarget;
            verb = state.lastListVerb;
        }
        String operation = Service.operation(group, function);
        state.asked(
                turn,
                new S7State.Asked(
                        turn.fromClient(),
                        parts.reference(),
                        key(parts),
                        turn.atNanos(),
                        operation,
                        verb,
                        target,
                        items,
                        null));
        Turn.Draft draft =
                describe(turn.message(operation, verb, Outcome.REQUEST), parts).target(target);
        if (group == Service.TIME && length >= 10) draft.field("clock", clock(pdu, body));
        // What stands in a password request is the password, turned by a fixed rule.
        else if (verb == Verb.LOGIN) draft.field("credentials", true);
        else if (group != Service.SECURITY && !list) draft.field("data", Job.shown(pdu, body, parts.end()));
        draft.emit();
    }

    private static String target(S7comm.Parts parts, int group, int function, int length, List<Variables.Item> items) {
        int body = body(parts);
        if (items != null) return Variables.target(items);
        if (group == Service.CPU && function == 1 && length >= 4)
            return Szl.target(parts.u16(body), parts.u16(body + 2));
        if (group == Service.BLOCKS && function == 2 && length >= 2)
            return Blocks.type(parts.pdu().ascii(body, 2)).strip();
        if (group == Service.BLOCKS && function == 3 && length >= Blocks.NAME_BYTES)
            return Blocks.name(parts.pdu(), body, Blocks.NAME_BYTES);
        return "";
    }

    private static void answer(S7comm.Parts parts, Turn turn, S7State state) {
        int group = group(parts);
        int function = function(parts);
        S7State.Asked asked = state.answered(turn.fromClient(), parts.reference(), key(parts));
        boolean hasStatus = parts.data() - parts.parameter() >= STATUS_BYTES;
        int error = hasStatus ? parts.u16(parts.parameter() + ERROR) : 0;
        boolean more = hasStatus && parts.u8(parts.parameter() + MORE) == 1;
        Bytes whole = gather(parts, state, more);
        boolean list = group == Service.CPU && function == 1;
        int listId = list && whole != null && whole.length() >= 4 ? whole.u16(0) : 0;
        String seen = listId != 0 ? Szl.target(listId, whole.u16(2)) : "";
        Verb verb = asked != null ? asked.verb() : Service.verb(group, function, listId);
        String target = asked != null ? asked.target() : seen;
        state.lastListTarget = more ? target : "";
        state.lastListVerb = verb;
        Turn.Draft draft = describe(
                        turn.message(
                                Service.operation(group, function),
                                verb,
                                error == 0 ? Outcome.SUCCESS : Outcome.REFUSED),
                        parts)
                .target(target)
                .answers(asked == null ? -1 : asked.atNanos());
        boolean subscribed = group == Service.CYCLIC && asked != null && asked.items() != null && error == 0;
        if (subscribed) state.subscribed(turn, sequence(parts), asked.items());
        if (error != 0) draft.field("error", (long) error).field("name", Errors.error(error));
        else if (!subscribed || more) details(parts, draft, group, function, whole);
        else {
            brought(parts, turn, draft, asked.items());
            return;
        }
        draft.field("more_follows", more ? Boolean.TRUE : null).emit();
        if (listId != 0 && error == 0) Szl.identity(whole, turn);
    }

    private static void details(S7comm.Parts parts, Turn.Draft draft, int group, int function, Bytes whole) {
        int body = body(parts);
        int length = parts.end() - body;
        if (group == Service.TIME && length >= 10) draft.field("clock", clock(parts.pdu(), body));
        else if (group == Service.BLOCKS && function == 1) {
            for (int at = body; at + 4 <= parts.end(); at += 4)
                draft.field(Blocks.type(parts.pdu().ascii(at, 2)).strip(), (long) parts.u16(at + 2));
        } else if (group == Service.BLOCKS && function == 3 && length >= 67) blockInfo(parts.pdu(), body, draft);
        else if (group == Service.BLOCKS && function == 2 && whole != null)
            draft.field("blocks", (long) whole.length() / 4);
        else if (group == Service.CPU && function == 1 && whole != null && whole.length() >= 8) Szl.state(whole, draft);
        else if (group != Service.CPU) draft.field("data", Job.shown(parts.pdu(), body, parts.end()));
    }

    private static void blockInfo(Bytes pdu, int at, Turn.Draft draft) {
        draft.field("language", (long) pdu.u8(at + 10))
                .field("number", (long) pdu.u16(at + 12))
                .field("load_memory_bytes", pdu.u32(at + 14))
                .field("know_how_protected", pdu.u32(at + 18) == 3)
                .field("code_bytes", (long) pdu.u16(at + 40))
                .field("author", pdu.terminated(at + 42, 8))
                .field("family", pdu.terminated(at + 50, 8))
                .field("name", pdu.terminated(at + 58, 8));
    }

    /** What the service carries, all parts of it; null while more will come. */
    private static Bytes gather(S7comm.Parts parts, S7State state, boolean more) {
        int from = Math.min(body(parts), parts.end());
        int count = parts.end() - from;
        int key = key(parts);
        byte[] before = state.listKey == key ? state.list : new byte[0];
        if (!more && before.length == 0) return new Bytes().wrap(parts.pdu(), from, count);
        state.listKey = more ? key : -1;
        state.list = new byte[0];
        if (before.length + count > S7State.LIST_BYTES_MAX) return null;
        byte[] joined = Arrays.copyOf(before, before.length + count);
        System.arraycopy(parts.pdu().array(), parts.pdu().arrayOffset() + from, joined, before.length, count);
        if (!more) return new Bytes().wrap(joined);
        state.list = joined;
        return null;
    }

    /** Reserved, century, then {@link #time}. */
    private static String clock(Bytes pdu, int at) {
        return time(pdu, at + 2);
    }

    /** Year to second as binary-coded decimals, milliseconds and weekday. */
    static String time(Bytes pdu, int at) {
        int year = bcd(pdu.u8(at));
        return "%04d-%02d-%02dT%02d:%02d:%02d.%03d"
                .formatted(
                        year + (year < 90 ? 2000 : 1900),
                        bcd(pdu.u8(at + 1)),
                        bcd(pdu.u8(at + 2)),
                        bcd(pdu.u8(at + 3)),
                        bcd(pdu.u8(at + 4)),
                        bcd(pdu.u8(at + 5)),
                        bcd(pdu.u8(at + 6)) * 10 + (pdu.u8(at + 7) >> 4));
    }

    private static int bcd(int octet) {
        return (octet >> 4) * 10 + (octet & 15);
    }
}
