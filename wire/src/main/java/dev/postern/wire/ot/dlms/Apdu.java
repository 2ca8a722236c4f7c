package dev.postern.wire.ot.dlms;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import dev.postern.wire.Turn;

/**
 * One unit of the application layer, IEC 62056-5-3 clause 9.
 *
 * <pre>{@code
 * get     C0 | 1 normal 2 next 3 list | invoke id | class(2), object(6), attribute | access selection         C4 | kind | invoke id | 0 data, 1 result
 * set     C1 | ... attribute | access selection | data                                                        C5 | kind | invoke id | result
 * action  C3 | ... method | 1 data                                                                            C7 | kind | invoke id | result | data
 * ciphered: tag | length | security control | invocation counter(4) | ...
 * }</pre>
 */
final class Apdu {
    private static final int GET = 0xC0, SET = 0xC1, EVENT = 0xC2, ACTION = 0xC3;
    private static final int GET_ANSWER = 0xC4, SET_ANSWER = 0xC5, ACTION_ANSWER = 0xC7;
    private static final int ASSOCIATE = 0x60, ASSOCIATED = 0x61, RELEASE = 0x62, RELEASED = 0x63;
    private static final int NOTIFICATION = 0x0F, EXCEPTION = 0xD8, SERVICE_ERROR = 0x0E;
    private static final int READ = 0x05, READ_ANSWER = 0x0C, WRITE = 0x06, WRITE_ANSWER = 0x0D;
    private static final int UNCONFIRMED_WRITE = 0x16, INFORMATION = 0x18;
    private static final int NORMAL = 1, BLOCK = 2, LIST = 3;
    private static final int KIND = 1, INVOKE = 2, DESCRIPTOR = 3, DESCRIPTOR_BYTES = 9;
    private static final int SHORT_READ = 0x05, SHORT_WRITE = 0x06;
    private static final double CONFIDENCE = 0.9;

    /** Addresses of the client (its role) and of the logical device within the server. */
    record Ends(int client, int server) {
        Turn.Draft on(Turn.Draft draft) {
            return draft.unit(Integer.toString(server)).field("client", (long) client);
        }
    }

    private final Bytes bytes;
    private final Ends ends;
    private final Turn turn;
    private final DlmsState state;
    /** Octets of the message in hand: a unit in several frames is longer. */
    private final int messageBytes;

    private Apdu(Bytes bytes, Ends ends, Turn turn, DlmsState state, int messageBytes) {
        this.bytes = bytes;
        this.ends = ends;
        this.turn = turn;
        this.state = state;
        this.messageBytes = messageBytes;
    }

    static void read(Bytes unit, Ends ends, Turn turn, DlmsState state, int messageBytes) {
        Apdu apdu = new Apdu(unit, ends, turn, state, messageBytes);
        apdu.read();
        if (unit.overrun() && !apdu.broken) apdu.malformed("unit ends early", unit.overrunAt());
    }

    private boolean broken;

    private void malformed(String rule, int offset) {
        broken = true;
        turn.malformed(rule, Math.min(offset, messageBytes));
    }

    /** Judges a unit in the wrapper; {@code length} is what that says. */
    static Recognition probe(Bytes unit, int length) {
        int kind = unit.u8(KIND);
        return switch (unit.u8(0)) {
            // The application context begins with the registered name of DLMS.
            case ASSOCIATE, ASSOCIATED -> kind == length - 2 && hasName(unit) ? Recognition.CERTAIN : Recognition.NOT;
            case GET ->
                kind == NORMAL && length == 13
                        ? Recognition.CERTAIN
                        : kind >= NORMAL && kind <= LIST && length >= 7 ? Recognition.UNSURE : Recognition.NOT;
            case SET, ACTION, GET_ANSWER, SET_ANSWER, ACTION_ANSWER ->
                kind >= NORMAL && kind <= 8 && length >= 4 ? Recognition.UNSURE : Recognition.NOT;
            case NOTIFICATION, EVENT -> length >= 12 ? Recognition.UNSURE : Recognition.NOT;
            case RELEASE, RELEASED -> kind == length - 2 ? Recognition.UNSURE : Recognition.NOT;
            default ->
                Ciphering.isCiphered(unit.u8(0)) && Ciphering.fits(unit, length) ? Recognition.UNSURE : Recognition.NOT;
        };
    }

    private static boolean hasName(Bytes unit) {
        for (int at = 2; at < 12; at++) if (unit.i32(at) == 0x60857405) return true;
        return false;
    }

    private void read() {
        int tag = bytes.u8(0);
        switch (tag) {
            case ASSOCIATE, RELEASE -> Association.request(bytes, ends, turn, state);
            case ASSOCIATED, RELEASED -> Association.answer(bytes, ends, turn, state);
            case GET -> request("get", Verb.READ);
            case SET -> request("set", Verb.WRITE);
            case ACTION -> request("action", Verb.OTHER);
            case GET_ANSWER -> answer("get", GET, Verb.READ);
            case SET_ANSWER -> answer("set", SET, Verb.WRITE);
            case ACTION_ANSWER -> answer("action", ACTION, Verb.OTHER);
            case EVENT -> event();
            case NOTIFICATION -> notification();
            case EXCEPTION, SERVICE_ERROR -> exception(tag);
            case READ -> shortName("read", Verb.READ, SHORT_READ, true);
            case WRITE -> shortName("write", Verb.WRITE, SHORT_WRITE, true);
            case READ_ANSWER -> shortName("read", Verb.READ, SHORT_READ, false);
            case WRITE_ANSWER -> shortName("write", Verb.WRITE, SHORT_WRITE, false);
            case UNCONFIRMED_WRITE -> alone("unconfirmed write", Verb.WRITE);
            case INFORMATION -> alone("information report", Verb.REPORT);
            default -> {
                if (Ciphering.isCiphered(tag)) Ciphering.read(bytes, ends, turn, state);
                else malformed("unit unknown", 0);
            }
        }
    }

    private void request(String operation, Verb verb) {
        int kind = bytes.u8(KIND);
        long key = key(bytes.u8(0));
        boolean continues = kind == BLOCK && bytes.u8(0) != SET || kind == 3 && bytes.u8(0) == SET;
        if (continues) {
            DlmsState.Asked asked = state.answered(key, false);
            Verb of = asked == null ? verb : asked.verb();
            String target = asked == null ? "" : asked.target();
            state.asked(turn, key, new DlmsState.Asked(turn.atNanos(), operation, of, target));
            head(turn.message(operation, of, Outcome.REQUEST))
                    .target(target)
                    .field("block", bytes.u32(DESCRIPTOR))
                    .emit();
            return;
        }
        boolean list = kind == LIST || kind == 4 && bytes.u8(0) == SET;
        int first = list ? DESCRIPTOR + 1 : DESCRIPTOR;
        Cosem object = Cosem.at(bytes, first, bytes.u8(0) == ACTION);
        Verb of = object.verb(verb, bytes.u8(0) == ACTION);
        String target = list ? targets() : object.target();
        state.asked(turn, key, new DlmsState.Asked(turn.atNanos(), operation, of, target));
        Turn.Draft draft = head(turn.message(operation, of, Outcome.REQUEST)).target(target);
        object.describe(draft);
        if (kind == NORMAL && bytes.u8(0) != GET) data(draft, first + DESCRIPTOR_BYTES);
        draft.emit();
    }

    /** Access selection or the presence of parameters is one octet; what it selects precedes the data. */
    private void data(Turn.Draft draft, int at) {
        boolean action = bytes.u8(0) == ACTION;
        boolean present = bytes.u8(at) != 0;
        if (action && !present) return;
        CosemData data = new CosemData(bytes);
        int from = at + 1;
        if (!action && present) from = new CosemData(bytes).read(at + 2);
        data.read(from);
        if (data.brokenAt >= 0) malformed("data is none of COSEM", data.brokenAt);
        data.describe(draft);
    }

    /** Objects of a list of plain descriptors; an access selection ends it. */
    private String targets() {
        int count = Math.min(bytes.u8(DESCRIPTOR), 8);
        StringBuilder text = new StringBuilder();
        int at = DESCRIPTOR + 1;
        for (int i = 0; i < count && bytes.has(at, DESCRIPTOR_BYTES); i++, at += DESCRIPTOR_BYTES + 1) {
            if (i > 0) text.append(", ");
            text.append(Cosem.at(bytes, at, bytes.u8(0) == ACTION).target());
            if (bytes.u8(at + DESCRIPTOR_BYTES) != 0 && bytes.u8(0) == GET) break;
        }
        if (bytes.u8(DESCRIPTOR) > count) text.append(", ...");
        return text.toString();
    }

    private long key(int service) {
        return DlmsState.key(ends.client(), ends.server(), service, bytes.u8(INVOKE) & 0x0F);
    }

    private Turn.Draft head(Turn.Draft draft) {
        return ends.on(draft)
                .field("service", (long) bytes.u8(0))
                .field("kind_of_service", (long) bytes.u8(KIND))
                .field("invoke_id", (long) (bytes.u8(INVOKE) & 0x0F));
    }

    private void answer(String operation, int service, Verb verb) {
        int kind = bytes.u8(KIND);
        boolean block = service == GET && kind == BLOCK;
        boolean last = !block || bytes.u8(DESCRIPTOR) != 0;
        DlmsState.Asked asked = state.answered(key(service), last);
        // A block ends within its data, which is no fault: a view of its own keeps that apart.
        CosemData data = new CosemData(block ? new Bytes().wrap(bytes, 0, bytes.length()) : bytes);
        long result = service == GET ? got(kind, data) : kind == NORMAL || kind == 3 ? bytes.u8(DESCRIPTOR) : 0;
        if (service == ACTION && kind == NORMAL && bytes.u8(DESCRIPTOR + 1) == 1 && bytes.u8(DESCRIPTOR + 2) == 0)
            data.read(DESCRIPTOR + 3);
        if (data.brokenAt >= 0 && !block) malformed("data is none of COSEM", data.brokenAt);
        Outcome outcome = result == 0 ? Outcome.SUCCESS : Outcome.REFUSED;
        Turn.Draft draft = asked == null
                ? turn.message(operation, verb, outcome)
                : turn.message(asked.operation(), asked.verb(), outcome)
                        .target(asked.target())
                        .answers(asked.atNanos());
        head(draft);
        if (result != 0) draft.field("result", result).field("result_name", Cosem.resultName(result));
        if (block) draft.field("block", bytes.u32(DESCRIPTOR + 1)).field("last", last);
        data.describe(draft);
        draft.emit();
        if (asked != null && result == 0) identity(asked, data);
    }

    /** What a get brought; returns its result, 0 for data. A block is shown as far as it is data by itself: the first one is. */
    private long got(int kind, CosemData data) {
        if (kind == NORMAL) {
            if (bytes.u8(DESCRIPTOR) != 0) return bytes.u8(DESCRIPTOR + 1);
            data.read(DESCRIPTOR + 1);
        } else if (kind == BLOCK) {
            if (bytes.u8(DESCRIPTOR + 5) != 0) return bytes.u8(DESCRIPTOR + 6);
            int length = bytes.u8(DESCRIPTOR + 6);
            if (bytes.u32(DESCRIPTOR + 1) <= 1) data.read(DESCRIPTOR + 7 + (length > 0x80 ? length & 7 : 0));
        } else if (kind == LIST) {
            return gotList(data);
        }
        return 0;
    }

    private long gotList(CosemData data) {
        int at = DESCRIPTOR + 1;
        long result = 0;
        for (int i = 0; i < bytes.u8(DESCRIPTOR) && bytes.has(at, 2); i++) {
            if (bytes.u8(at) == 0) {
                at = data.read(at + 1);
            } else {
                result = bytes.u8(at + 1);
                at += 2;
            }
        }
        return result;
    }

    private void identity(DlmsState.Asked asked, CosemData data) {
        Attribute attribute = Cosem.identity(asked.target());
        if (attribute != null && data.values.size() == 1 && data.values.getFirst() instanceof String text)
            turn.identity(turn.source(), attribute, text, CONFIDENCE);
    }

    private void event() {
        int at = bytes.u8(1) != 0 ? 2 + bytes.u8(2) + 1 : 2;
        Cosem object = Cosem.at(bytes, at, false);
        CosemData data = new CosemData(bytes);
        data.read(at + DESCRIPTOR_BYTES);
        Turn.Draft draft = ends.on(turn.message("event notification", Verb.REPORT, Outcome.NOTICE))
                .target(object.target())
                .field("service", (long) EVENT);
        object.describe(draft);
        data.describe(draft);
        draft.emit();
    }

    private void notification() {
        CosemData data = new CosemData(bytes);
        data.read(6 + bytes.u8(5));
        if (data.brokenAt >= 0) malformed("data is none of COSEM", data.brokenAt);
        Turn.Draft draft = ends.on(turn.message("data notification", Verb.REPORT, Outcome.NOTICE))
                .field("service", (long) NOTIFICATION)
                .field("invoke_id", bytes.u32(1) & 0xFF_FFFF);
        data.describe(draft);
        draft.emit();
    }

    private void exception(int tag) {
        ends.on(turn.message(tag == EXCEPTION ? "exception" : "service error", Verb.OTHER, Outcome.REFUSED))
                .field("service", (long) tag)
                .field("state_error", (long) bytes.u8(1))
                .field("service_error", (long) bytes.u8(2))
                .emit();
    }

    /** Access by short names: the first one is the target, {@code 0xFA00}. */
    private void shortName(String operation, Verb verb, int kind, boolean request) {
        long key = DlmsState.key(ends.client(), ends.server(), kind, 0);
        CosemData data = new CosemData(bytes);
        if (request) {
            boolean plain = bytes.u8(2) == 2;
            String target = plain ? "0x" + bytes.hex(3, 2) : "";
            state.asked(turn, key, new DlmsState.Asked(turn.atNanos(), operation, verb, target));
            if (kind == SHORT_WRITE && plain && bytes.u8(1) == 1) data.read(6);
            Turn.Draft draft = ends.on(turn.message(operation, verb, Outcome.REQUEST))
                    .target(target)
                    .field("service", (long) bytes.u8(0));
            data.describe(draft);
            draft.emit();
            return;
        }
        DlmsState.Asked asked = state.answered(key, true);
        boolean failed = bytes.u8(2) == 1;
        if (kind == SHORT_READ && bytes.u8(2) == 0) data.read(3);
        Turn.Draft draft = ends.on(turn.message(operation, verb, failed ? Outcome.REFUSED : Outcome.SUCCESS))
                .target(asked == null ? "" : asked.target())
                .answers(asked == null ? -1 : asked.atNanos())
                .field("service", (long) bytes.u8(0));
        if (failed) draft.field("result", (long) bytes.u8(3)).field("result_name", Cosem.resultName(bytes.u8(3)));
        data.describe(draft);
        draft.emit();
    }

    private void alone(String operation, Verb verb) {
        ends.on(turn.message(operation, verb, Outcome.NOTICE))
                .field("service", (long) bytes.u8(0))
                .field("size", (long) bytes.length())
                .emit();
    }
}
