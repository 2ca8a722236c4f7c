package dev.postern.wire.it.amqp;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.it.payload.Payload;

/**
 * Frames of AMQP 1.0, part 2 section 2.3, with the performatives of section 2.7 and of SASL, part 5 section 5.3.3. What is transferred stands
 * under the address that the link was attached to.
 *
 * <pre>
 *  0..3     4      5       6 7      4 * doff
 * +------+------+------+---------+-------------------------+
 * | size | doff | type | channel | performative | payload  |  type 0 AMQP, 1 SASL
 * +------+------+------+---------+-------------------------+
 * </pre>
 */
final class Frames10 {
    static final int HEADER_BYTES = 8;
    static final int OPEN = 0x10,
            BEGIN = 0x11,
            ATTACH = 0x12,
            FLOW = 0x13,
            TRANSFER = 0x14,
            DISPOSITION = 0x15,
            DETACH = 0x16,
            END = 0x17,
            CLOSE = 0x18;
    static final int SASL_MECHANISMS = 0x40,
            SASL_INIT = 0x41,
            SASL_CHALLENGE = 0x42,
            SASL_RESPONSE = 0x43,
            SASL_OUTCOME = 0x44;
    private static final int REJECTED = 0x25;
    private static final int DATA = 0x75, VALUE = 0x77;
    /** SASL has no channels: a place that no channel has. */
    private static final int SASL_ASKED = 0x2_0000;

    private final Bytes bytes;
    private final int channel;
    private final Turn turn;
    private final AmqpState state;

    private Frames10(Bytes bytes, Turn turn) {
        this.bytes = bytes;
        this.turn = turn;
        channel = bytes.u16(6);
        state = turn.state();
    }

    /** Reads one whole frame. */
    static void read(Bytes bytes, Turn turn) {
        int from = 4 * bytes.u8(4);
        if (from < HEADER_BYTES || from > bytes.length()) {
            turn.malformed("data offset out of range", 4);
            return;
        }
        Frames10 frame = new Frames10(bytes, turn);
        if (from == bytes.length()) {
            turn.message("heartbeat", Verb.SESSION, Outcome.NOTICE).emit();
            return;
        }
        Value10 in = new Value10(bytes, from);
        if (in.next() instanceof Value10.Described performative) frame.performative(performative, in.at());
        if (in.cut()) turn.malformed("performative ends early", in.at());
    }

    private void performative(Value10.Described said, int payload) {
        switch (said.code()) {
            case OPEN -> open(said);
            case BEGIN -> start("begin", Verb.SESSION, said).emit();
            case ATTACH -> attach(said);
            case FLOW ->
                start("flow", Verb.SESSION, said)
                        .field("credit", number(said.entry(6)))
                        .emit();
            case TRANSFER -> transfer(said, payload);
            case DISPOSITION -> disposition(said);
            case DETACH -> ended("detach", said, said.entry(2));
            case END -> ended("end", said, said.entry(0));
            case CLOSE -> ended("close", said, said.entry(0));
            case SASL_MECHANISMS ->
                start("sasl mechanisms", Verb.LOGIN, said)
                        .field("mechanisms", symbols(said.entry(0)))
                        .emit();
            case SASL_INIT -> saslInit(said);
            case SASL_CHALLENGE -> start("sasl challenge", Verb.LOGIN, said).emit();
            case SASL_RESPONSE -> start("sasl response", Verb.LOGIN, said).emit();
            case SASL_OUTCOME -> saslOutcome(said);
            default ->
                turn.message("performative " + said.code(), Verb.OTHER, Outcome.NOTICE)
                        .field("channel", (long) channel)
                        .emit();
        }
    }

    private Turn.Draft start(String operation, Verb verb, Value10.Described said) {
        return start(operation, verb, Outcome.NOTICE, said);
    }

    private Turn.Draft start(String operation, Verb verb, Outcome outcome, Value10.Described said) {
        return turn.message(operation, verb, outcome)
                .field("channel", (long) channel)
                .field("performative", (long) said.code());
    }

    private static String text(Object value) {
        return value instanceof String text ? text : null;
    }

    /** One symbol, or an array of them with blanks between. */
    private static String symbols(Object value) {
        if (!(value instanceof Object[] all)) return text(value);
        StringBuilder joined = new StringBuilder();
        for (Object one : all)
            if (one instanceof String symbol)
                joined.append(joined.isEmpty() ? "" : " ").append(symbol);
        return joined.toString();
    }

    private static Long number(Object value) {
        return value instanceof Long number ? number : null;
    }

    private static long handle(Object value) {
        return value instanceof Long handle ? handle & 0xFFFF_FFFFL : -1;
    }

    /** Each side opens; the second open answers the first. */
    private void open(Value10.Described said) {
        AmqpState.Asked asked = state.answered(turn.fromClient(), channel);
        String container = text(said.entry(0));
        start("open", Verb.SESSION, asked == null ? Outcome.REQUEST : Outcome.SUCCESS, said)
                .answers(asked == null ? -1 : asked.atNanos())
                .target(text(said.entry(1)) == null ? "" : text(said.entry(1)))
                .field("container", container)
                .field("hostname", text(said.entry(1)))
                .field("product", property(said.entry(9), "product"))
                .field("product_version", property(said.entry(9), "version"))
                .emit();
        if (asked == null)
            state.ask(
                    turn,
                    turn.fromClient(),
                    channel,
                    new AmqpState.Asked(OPEN, "open", Verb.SESSION, "", turn.atNanos()));
        String product = property(said.entry(9), "product");
        String version = property(said.entry(9), "version");
        turn.identity(
                turn.source(),
                Attribute.SOFTWARE,
                product == null || version == null ? product : product + " " + version,
                0.9);
        if (container != null) turn.identity(turn.source(), Attribute.NOTE, "AMQP container " + container, 0.4);
    }

    /** A map is a list of keys and values in turn. */
    private static String property(Object map, String key) {
        if (!(map instanceof Object[] pairs)) return null;
        for (int i = 0; i + 1 < pairs.length; i += 2) if (key.equals(pairs[i])) return text(pairs[i + 1]);
        return null;
    }

    private void attach(Value10.Described said) {
        boolean receives = Boolean.TRUE.equals(said.entry(2));
        String source = said.entry(5) instanceof Value10.Described terminus ? text(terminus.entry(0)) : null;
        String target = said.entry(6) instanceof Value10.Described terminus ? text(terminus.entry(0)) : null;
        // A link carries from its source to its target; the end that is no broker has often no address.
        String address = receives || target == null ? source : target;
        start("attach", Verb.SESSION, said)
                .target(address == null ? "" : address)
                .field("link", text(said.entry(0)))
                .field("role", receives ? "receiver" : "sender")
                .field("source_address", source)
                .field("target_address", target)
                .emit();
        if (address != null && handle(said.entry(1)) >= 0)
            state.link(turn, turn.fromClient(), channel, handle(said.entry(1)), address);
    }

    private void transfer(Value10.Described said, int payload) {
        String address = state.link(turn.fromClient(), channel, handle(said.entry(0)));
        Turn.Draft draft = start("transfer", Verb.REPORT, said)
                .target(address)
                .field("delivery", number(said.entry(1)))
                .field("settled", said.entry(4) instanceof Boolean settled ? settled : null)
                .field("more", Boolean.TRUE.equals(said.entry(5)) ? true : null)
                .field("size", (long) (bytes.length() - payload));
        sections(payload, draft);
        draft.emit();
    }

    /** The body among the sections of a message, part 3 section 3.2. */
    private void sections(int from, Turn.Draft draft) {
        Value10 in = new Value10(bytes, from);
        while (in.more()) {
            if (!(in.next() instanceof Value10.Described section)) return;
            if (section.code() == DATA && section.value() instanceof Value10.Span data) {
                Payload.describe(bytes, data.from(), data.length(), draft);
                return;
            }
            if (section.code() == VALUE) {
                Object value = section.value();
                if (value instanceof Long
                        || value instanceof Double
                        || value instanceof Boolean
                        || value instanceof String) draft.field("value", value);
                return;
            }
        }
    }

    private void disposition(Value10.Described said) {
        Value10.Described outcome = said.entry(4) instanceof Value10.Described state ? state : null;
        boolean rejected = outcome != null && outcome.code() == REJECTED;
        Turn.Draft draft = start("disposition", Verb.SESSION, rejected ? Outcome.REFUSED : Outcome.NOTICE, said)
                .field("first", number(said.entry(1)))
                .field("last", number(said.entry(2)))
                .field("outcome", outcome == null ? null : outcome(outcome.code()));
        if (rejected) error(draft, outcome.entry(0)).emit();
        else draft.emit();
    }

    private static Turn.Draft error(Turn.Draft draft, Object error) {
        return error instanceof Value10.Described said
                ? draft.field("error", text(said.entry(0))).field("text", text(said.entry(1)))
                : draft;
    }

    private static String outcome(int code) {
        return switch (code) {
            case 0x23 -> "received";
            case 0x24 -> "accepted";
            case 0x25 -> "rejected";
            case 0x26 -> "released";
            case 0x27 -> "modified";
            default -> "outcome " + code;
        };
    }

    private void ended(String operation, Value10.Described said, Object error) {
        Outcome outcome = error instanceof Value10.Described ? Outcome.REFUSED : Outcome.NOTICE;
        error(start(operation, Verb.SESSION, outcome, said), error).emit();
    }

    private void saslInit(Value10.Described said) {
        String mechanism = text(said.entry(0));
        Sasl login = "PLAIN".equals(mechanism) && said.entry(1) instanceof Value10.Span response
                ? Sasl.plain(bytes, response.from(), response.from() + response.length())
                : null;
        Turn.Draft draft = start("sasl login", Verb.LOGIN, Outcome.REQUEST, said)
                .field("mechanism", mechanism)
                .field("hostname", text(said.entry(2)));
        Sasl.describe(login, draft);
        draft.emit();
        state.ask(
                turn,
                turn.fromClient(),
                SASL_ASKED,
                new AmqpState.Asked(SASL_INIT, "sasl login", Verb.LOGIN, "", turn.atNanos()));
        if (login != null) turn.identity(turn.source(), Attribute.USER, login.user(), 0.8);
    }

    private void saslOutcome(Value10.Described said) {
        AmqpState.Asked asked = state.answered(turn.fromClient(), SASL_ASKED);
        Long code = number(said.entry(0));
        start("sasl login", Verb.LOGIN, code != null && code == 0 ? Outcome.SUCCESS : Outcome.REFUSED, said)
                .answers(asked == null ? -1 : asked.atNanos())
                .field("code", code)
                .emit();
    }
}
