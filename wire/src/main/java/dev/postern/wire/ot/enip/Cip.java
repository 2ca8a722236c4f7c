package dev.postern.wire.ot.enip;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * CIP messages, volume 1 section 2-4: requests and answers, tied. Unconnected Send and Multiple Service Packet are opened and what is inside
 * is reported instead of them, unless they fail as a whole.
 *
 * <pre>
 * request: service(1) path words(1) path data        answer: service|0x80(1) 0(1) status(1) words(1) additional status, data
 * </pre>
 */
final class Cip {
    /** Messages within one multiple service packet. */
    static final int MULTIPLE_MAX = 200;

    /** Unconnected Send within Unconnected Send, and the like. */
    static final int DEPTH_MAX = 4;

    /** Of the octet that says how a connection works. */
    static final int TRANSPORT_CLASS = 15;
    /** Both ids of a connection, and who asked for it. */
    private static final int OPENED_BYTES = 16;

    private static final int ANSWER = 0x80;
    private static final int PARTIAL_TRANSFER = 6, EMBEDDED_ERROR = 0x1E;
    private static final int UNCONNECTED_HEADER_BYTES = 4;

    private final Carrier carrier;
    private final Turn turn;
    private final EnipState state;
    private int depth;

    /** How a message is carried: where its answer will be found, the way to the module, connection id and sequence or -1, session. */
    record Carrier(
            EnipState.Key request, EnipState.Key answer, String unit, long connection, int sequence, long session) {
        /** Encapsulation command. */
        long command() {
            return connection < 0 ? EnipDissector.SEND_RR_DATA : EnipDissector.SEND_UNIT_DATA;
        }
    }

    private Cip(Carrier carrier, Turn turn) {
        this.carrier = carrier;
        this.turn = turn;
        state = turn.state();
    }

    static void read(Bytes message, Carrier carrier, Turn turn) {
        if (message.length() < 2) {
            turn.malformed("cip", "message ends early", message.length());
            return;
        }
        Cip cip = new Cip(carrier, turn);
        if ((message.u8(0) & ANSWER) != 0) {
            cip.answer(message, cip.state.answered(carrier.answer()));
            return;
        }
        Asked asked = cip.request(message, carrier.unit());
        if (asked != null) cip.state.ask(turn, carrier.request(), asked);
    }

    private Turn.Draft draft(Meaning meaning, Verb verb, Outcome outcome, int service) {
        Turn.Draft draft = turn.message(meaning.operation(), verb, outcome)
                .protocol("cip")
                .field("command", carrier.command())
                .field("session", carrier.session())
                .field("service", (long) service);
        if (carrier.connection() >= 0)
            draft.field("connection", carrier.connection()).field("sequence", (long) carrier.sequence());
        return draft;
    }

    /** Reports a request and returns what its answer needs, or null if it cannot be read. */
    private Asked request(Bytes message, String unit) {
        int service = message.u8(0);
        int dataAt = 2 + 2 * message.u8(1);
        if (!message.has(0, dataAt)) {
            turn.malformed("cip", "path ends early", message.length());
            return null;
        }
        CipPath path = CipPath.read(new Bytes().wrap(message, 2, dataAt - 2));
        if (path.brokenAt() >= 0) turn.malformed("cip", "path segment", 2 + path.brokenAt());
        Bytes data = new Bytes().wrap(message, dataAt, message.length() - dataAt);
        if (service == Meaning.UNCONNECTED_SEND && path.isClass(Meaning.CONNECTION_MANAGER))
            return unwrapped(data, unit);
        if (service == Meaning.MULTIPLE) return multiple(path, data, unit);
        return single(service, path, data, unit);
    }

    private Asked single(int service, CipPath path, Bytes data, String unit) {
        Meaning meaning = Meaning.of(service, path, data.length() > 0 ? data.u8(0) : -1);
        if (meaning.shape() == Meaning.Shape.PCCC) return pccc(service, path, data, unit);
        String target = path.target();
        String way = unit;
        CipData.Opening opening = null;
        if (meaning.shape() == Meaning.Shape.FORWARD_OPEN) {
            opening = CipData.Opening.read(data, service == Meaning.LARGE_FORWARD_OPEN);
            long key = IoOpenings.key(opening.serial(), opening.vendor(), opening.originator());
            openings().asked(turn, key, opening);
            target = opening.path().target();
            way = opening.path().route();
        }
        Turn.Draft draft = head(draft(meaning, meaning.verb(), Outcome.REQUEST, service), path)
                .unit(way)
                .target(target);
        if (opening != null) opening.describe(draft);
        else CipData.request(meaning.shape(), service, data, target, draft);
        draft.emit();
        complainIfShort(data, meaning.operation());
        return new Asked(
                service,
                path,
                meaning,
                way,
                target,
                turn.atNanos(),
                List.of(),
                CipData.offset(meaning.shape(), service, data),
                null,
                null);
    }

    private static Turn.Draft head(Turn.Draft draft, CipPath path) {
        if (path.classId() >= 0) draft.field("class", (long) path.classId());
        if (path.instance() >= 0) draft.field("instance", path.instance());
        if (path.attribute() >= 0) draft.field("attribute", (long) path.attribute());
        return draft;
    }

    private void complainIfShort(Bytes data, String where) {
        if (data.overrun()) turn.malformed("cip", where + " ends early", data.overrunAt());
    }

    private Asked pccc(int service, CipPath path, Bytes data, String unit) {
        Pccc.Command command = Pccc.command(data);
        if (command == null) {
            turn.malformed("cip", "pccc ends early", data.length());
            return null;
        }
        Meaning meaning = new Meaning(command.operation(), command.verb(), Meaning.Shape.PCCC);
        Turn.Draft draft = head(draft(meaning, command.verb(), Outcome.REQUEST, service), path)
                .unit(unit)
                .target(command.target());
        command.describe(draft);
        draft.emit();
        complainIfShort(data, "pccc");
        return new Asked(
                service,
                path,
                meaning,
                unit,
                command.target(),
                turn.atNanos(),
                List.of(),
                0,
                command.place(),
                command.addresses());
    }

    /** Unconnected Send: priority, ticks, size, message, route. */
    private Asked unwrapped(Bytes data, String unit) {
        int size = data.u16le(2);
        int routeAt = UNCONNECTED_HEADER_BYTES + size + (size & 1);
        if (size < 2 || !data.has(0, routeAt + 2) || ++depth > DEPTH_MAX) {
            turn.malformed("cip", "unconnected send", 2);
            return null;
        }
        CipPath route = CipPath.read(new Bytes().wrap(data, routeAt + 2, 2 * data.u8(routeAt)));
        String way = unit.isEmpty() || route.route().isEmpty() ? unit + route.route() : unit + "/" + route.route();
        return request(new Bytes().wrap(data, UNCONNECTED_HEADER_BYTES, size), way);
    }

    private Asked multiple(CipPath path, Bytes data, String unit) {
        List<Asked> inner = new ArrayList<>();
        List<Bytes> parts = parts(data);
        if (parts != null && ++depth <= DEPTH_MAX)
            for (Bytes part : parts) {
                Asked asked = request(part, unit);
                inner.add(asked == null ? Asked.plain("", Verb.OTHER, turn.atNanos()) : asked);
            }
        Meaning meaning = Meaning.of(Meaning.MULTIPLE, path, -1);
        return new Asked(Meaning.MULTIPLE, path, meaning, unit, path.target(), turn.atNanos(), inner);
    }

    /** The messages of a multiple service packet: a count, an offset of each, the messages in this order. Null if broken. */
    private List<Bytes> parts(Bytes data) {
        int count = data.u16le(0);
        if (count > MULTIPLE_MAX || !data.has(2, 2 * count)) {
            turn.malformed("cip", "multiple service count", 0);
            return null;
        }
        List<Bytes> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int from = data.u16le(2 + 2 * i);
            int to = i + 1 < count ? data.u16le(4 + 2 * i) : data.length();
            if (from < 2 + 2 * count || to < from + 2 || to > data.length()) {
                turn.malformed("cip", "multiple service offset", 2 + 2 * i);
                return null;
            }
            parts.add(new Bytes().wrap(data, from, to - from));
        }
        return parts;
    }

    private void answer(Bytes message, Asked request) {
        int service = message.u8(0) & ~ANSWER;
        int dataAt = 4 + 2 * message.u8(3);
        if (!message.has(0, Math.max(4, dataAt))) {
            turn.malformed("cip", "answer ends early", message.length());
            return;
        }
        int status = message.u8(2);
        Bytes data = new Bytes().wrap(message, dataAt, message.length() - dataAt);
        boolean routing = service == Meaning.UNCONNECTED_SEND && request != null && request.service() != service;
        Asked asked = request == null || request.service() == service || routing ? request : null;
        boolean whole = status == 0 || status == EMBEDDED_ERROR;
        if (service == Meaning.MULTIPLE && whole) {
            answers(data, asked);
            return;
        }
        if (routing && !asked.inner().isEmpty()) {
            for (Asked inner : asked.inner()) answered(message, service, data, inner);
            return;
        }
        answered(message, service, data, asked);
    }

    private void answers(Bytes data, Asked asked) {
        List<Bytes> parts = parts(data);
        if (parts == null || ++depth > DEPTH_MAX) return;
        boolean tied = asked != null && asked.inner().size() == parts.size();
        for (int i = 0; i < parts.size(); i++) {
            Bytes part = parts.get(i);
            if ((part.u8(0) & ANSWER) == 0) turn.malformed("cip", "request among answers", 2 + 2 * i);
            else answer(part, tied ? asked.inner().get(i) : null);
        }
    }

    private void answered(Bytes message, int service, Bytes data, Asked asked) {
        int status = message.u8(2);
        boolean good = status == 0 || status == PARTIAL_TRANSFER;
        Meaning meaning = asked == null ? Meaning.of(service, CipPath.NONE, -1) : asked.meaning();
        Pccc.Answer pccc = meaning.shape() == Meaning.Shape.PCCC ? Pccc.answer(data) : null;
        boolean accepted = good && (pccc == null || pccc.status() == 0);
        Turn.Draft draft = draft(meaning, meaning.verb(), accepted ? Outcome.SUCCESS : Outcome.REFUSED, service);
        if (asked != null) {
            head(draft, asked.path());
            draft.unit(asked.unit()).target(asked.target()).answers(asked.atNanos());
        } else draft.unit(carrier.unit());
        draft.field("status", CipNames.generalStatus(status)).field("statusCode", (long) status);
        if (message.u8(3) > 0) draft.field("extendedStatus", (long) message.u16le(4));
        if (pccc != null) pccc.tell(asked, draft);
        else if (good && asked != null) CipData.answer(asked, data, draft);
        else if (data.length() > 0) draft.field("data", CipData.hex(data));
        IdentityObject identity = good && asked != null ? identity(data, asked) : null;
        if (identity != null) draft.field("deviceStatus", identity.status());
        String program = good && asked != null ? ProjectObject.program(data, asked) : null;
        draft.field("program", program).emit();
        if (program != null) ProjectObject.observe(program, asked.unit(), turn);
        if (good && asked != null) learn(data, asked, identity);
    }

    private IoOpenings openings() {
        return turn.common(IoOpenings::new);
    }

    /** What an answer teaches beyond itself: a connection opened, who a device is. */
    private void learn(Bytes data, Asked asked, IdentityObject identity) {
        if (asked.meaning().shape() == Meaning.Shape.FORWARD_OPEN && data.has(0, 8)) {
            state.opened(turn, data.u32le(0), data.u32le(4), asked.unit());
            if (data.has(0, OPENED_BYTES))
                openings()
                        .opened(
                                turn,
                                data.u32le(0),
                                data.u32le(4),
                                IoOpenings.key(data.u16le(8), data.u16le(10), data.u32le(12)));
            return;
        }
        if (identity == null) return;
        if (asked.unit().isEmpty()) identity.observe(turn);
        else identity.observeModule(asked.unit(), turn);
    }

    /** What the device, or the module behind a route, says of itself here; or null. */
    private static IdentityObject identity(Bytes data, Asked asked) {
        if (!asked.path().isClass(Meaning.IDENTITY) || asked.path().instance() > 1) return null;
        return switch (asked.meaning().shape()) {
            case ATTRIBUTES_ALL -> IdentityObject.ofAll(data);
            case ATTRIBUTE_LIST -> IdentityObject.ofList(data);
            case ATTRIBUTE_SINGLE -> IdentityObject.ofSingle(asked.path().attribute(), data);
            default -> null;
        };
    }
}
