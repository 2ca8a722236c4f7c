package dev.postern.wire.it.amqp;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.it.payload.Payload;
import java.util.List;
import java.util.Map;

/**
 * Frames of 0-9-1, section 2.3.5. What is published is told with its first body frame, where its value stands.
 *
 * <pre>
 *   0      1 2       3..6    7               7 + size
 * +------+---------+--------+---------------+------+
 * | type | channel |  size  |    payload    | 0xCE |  1 method, 2 content header, 3 content body, 8 heartbeat
 * +------+---------+--------+---------------+------+
 * </pre>
 */
final class Frames091 {
    static final int HEADER_BYTES = 7;
    static final int FRAME_END = 0xCE;
    static final int METHOD = 1, CONTENT_HEADER = 2, BODY = 3, HEARTBEAT = 8;
    private static final int START = 10 << 16 | 10, START_OK = 10 << 16 | 11, TUNE = 10 << 16 | 30;
    private static final int GET_EMPTY = 60 << 16 | 72;
    /** Of content, in the order of their flags from the highest down; as in {@link Method}. */
    private static final String[] PROPERTIES = {
        "s[content_type]",
        "s[content_encoding]",
        "T",
        "b[delivery_mode]",
        "b[priority]",
        "s[correlation_id]",
        "s[reply_to]",
        "s[expiration]",
        "s[message_id]",
        "d[timestamp]",
        "s[message_type]",
        "s[user_id]",
        "s[app_id]"
    };

    private static final int SUCCESS_CODE = 200;

    private final Bytes bytes;
    private final int end;
    private final int channel;
    private final Turn turn;
    private final AmqpState state;

    private Frames091(Bytes bytes, Turn turn) {
        this.bytes = bytes;
        this.turn = turn;
        end = bytes.length() - 1;
        channel = bytes.u16(1);
        state = turn.state();
    }

    /** Reads one whole frame. */
    static void read(Bytes bytes, Turn turn) {
        Frames091 frame = new Frames091(bytes, turn);
        if (bytes.u8(frame.end) != FRAME_END) turn.malformed("frame end not 0xCE", frame.end);
        switch (bytes.u8(0)) {
            case METHOD -> frame.method();
            case CONTENT_HEADER -> frame.contentHeader();
            case BODY -> frame.body();
            case HEARTBEAT ->
                turn.message("heartbeat", Verb.SESSION, Outcome.NOTICE)
                        .field("frame_type", (long) HEARTBEAT)
                        .emit();
            default -> turn.malformed("unknown frame type", 0);
        }
    }

    private void method() {
        int code = (int) bytes.u32(HEADER_BYTES);
        Method method = Method.of(code);
        Arguments in = new Arguments(bytes, HEADER_BYTES + 4, end);
        if (method == null) {
            start("method " + (code >>> 16) + "." + (code & 0xFFFF), Verb.OTHER, Outcome.NOTICE, "", code)
                    .emit();
            return;
        }
        in.read(method.arguments());
        String target = target(in);
        if (method.carriesContent()) {
            state.content(
                    turn,
                    turn.fromClient(),
                    channel,
                    new AmqpState.Content(method, target, -1, in.names, in.values));
            return;
        }
        if (method.isClose()) close(method, in);
        else if (code == START) serverStarts(in, method);
        else if (code == START_OK) clientStarts(in, method);
        else {
            if (code == TUNE) accepted();
            plain(method, in, target);
        }
        if (in.cut()) turn.malformed("arguments end early", in.at());
    }

    private Turn.Draft start(String operation, Verb verb, Outcome outcome, String target, int code) {
        return turn.message(operation, verb, outcome)
                .target(target)
                .field("channel", (long) channel)
                .field("class", (long) (code >>> 16))
                .field("method", (long) (code & 0xFFFF));
    }

    /** {@code exchange/key}; what has no exchange goes to the queue of that name. */
    private static String target(Arguments in) {
        String exchange = in.text("exchange");
        String key = in.text("routing_key");
        String queue = in.text("queue") != null ? in.text("queue") : in.text("destination");
        if (queue != null) return exchange == null ? queue : queue + " from " + exchange + "/" + key;
        if (key == null)
            return exchange != null ? exchange : in.text("virtual_host") != null ? in.text("virtual_host") : "";
        return exchange == null || exchange.isEmpty() ? key : exchange + "/" + key;
    }

    private void plain(Method method, Arguments in, String target) {
        Outcome outcome =
                method.answers() == 0 ? Outcome.REQUEST : method.answers() < 0 ? Outcome.NOTICE : Outcome.SUCCESS;
        AmqpState.Asked asked = method.answers() > 0 ? state.answered(turn.fromClient(), channel) : null;
        Turn.Draft draft = start(
                method.operation(), method.verb(), outcome, asked != null ? asked.target() : target, method.code());
        if (asked != null) draft.answers(asked.atNanos());
        describe(in, draft);
        if (method.code() == GET_EMPTY) draft.field("empty", true);
        draft.emit();
        if (method.answers() == 0)
            state.ask(
                    turn,
                    turn.fromClient(),
                    channel,
                    new AmqpState.Asked(method.code(), method.operation(), method.verb(), target, turn.atNanos()));
    }

    private static void describe(Arguments in, Turn.Draft draft) {
        describe(in.names, in.values, draft);
    }

    private static void describe(List<String> names, List<Object> values, Turn.Draft draft) {
        for (int i = 0; i < names.size(); i++) draft.field(names.get(i), values.get(i));
    }

    /** A close with a failure is the answer to what failed. */
    private void close(Method method, Arguments in) {
        boolean failed = in.values.getFirst() instanceof Long code && code != SUCCESS_CODE && code != 0;
        AmqpState.Asked asked = failed ? state.answered(turn.fromClient(), channel) : null;
        if (asked == null) {
            Turn.Draft draft = start(
                    method.operation(), method.verb(), failed ? Outcome.NOTICE : Outcome.REQUEST, "", method.code());
            describe(in, draft);
            draft.emit();
            if (!failed)
                state.ask(
                        turn,
                        turn.fromClient(),
                        channel,
                        new AmqpState.Asked(method.code(), method.operation(), method.verb(), "", turn.atNanos()));
            return;
        }
        Turn.Draft draft = start(asked.operation(), asked.verb(), Outcome.REFUSED, asked.target(), method.code())
                .answers(asked.atNanos());
        describe(in, draft);
        draft.emit();
    }

    private void serverStarts(Arguments in, Method method) {
        long major = in.u8();
        long minor = in.u8();
        Map<String, String> said = in.table();
        Turn.Draft draft = start(method.operation(), method.verb(), Outcome.NOTICE, "", method.code())
                .field("version", major + "." + minor)
                .field("mechanisms", in.longText());
        describe(said, draft);
        draft.emit();
        identify(said);
        turn.identity(turn.source(), Attribute.ROLE, "AMQP broker", 0.9);
    }

    /** The login: a server that takes it goes on with tuning ({@link #accepted}), one that does not closes the connection. */
    private void clientStarts(Arguments in, Method method) {
        Map<String, String> said = in.table();
        String mechanism = in.shortText();
        int from = in.at() + 4;
        in.longText();
        Sasl login = login(mechanism, from, in.at());
        Turn.Draft draft = start(method.operation(), method.verb(), Outcome.REQUEST, "", method.code())
                .field("mechanism", mechanism);
        Sasl.describe(login, draft);
        describe(said, draft);
        draft.emit();
        state.ask(
                turn,
                turn.fromClient(),
                channel,
                new AmqpState.Asked(method.code(), method.operation(), method.verb(), "", turn.atNanos()));
        identify(said);
        if (login != null) turn.identity(turn.source(), Attribute.USER, login.user(), 0.8);
    }

    private void accepted() {
        AmqpState.Asked asked = state.answered(turn.fromClient(), channel);
        if (asked == null || asked.method() != START_OK) return;
        turn.message(asked.operation(), asked.verb(), Outcome.SUCCESS)
                .answers(asked.atNanos())
                .field("channel", (long) channel)
                .emit();
    }

    private static void describe(Map<String, String> said, Turn.Draft draft) {
        for (String name : new String[] {"product", "version", "platform", "cluster_name", "connection_name"})
            draft.field(name.equals("version") ? "product_version" : name, said.get(name));
    }

    private void identify(Map<String, String> said) {
        String product = said.get("product");
        if (product == null) return;
        String version = said.get("version");
        turn.identity(turn.source(), Attribute.SOFTWARE, version == null ? product : product + " " + version, 0.9);
    }

    /** Of PLAIN and AMQPLAIN, or null. */
    private Sasl login(String mechanism, int from, int to) {
        if (mechanism.equals("PLAIN")) return Sasl.plain(bytes, from, to);
        if (!mechanism.equals("AMQPLAIN")) return null;
        Map<String, String> said = new Arguments(bytes, from, to).entries(to);
        return said.containsKey("LOGIN") ? Sasl.of(said.get("LOGIN"), said.get("PASSWORD")) : null;
    }

    private void contentHeader() {
        AmqpState.Content content = state.content(turn.fromClient(), channel);
        if (content == null) return;
        long size = bytes.i64(HEADER_BYTES + 4);
        AmqpState.Content known =
                new AmqpState.Content(content.method(), content.target(), size, content.names(), content.values());
        Arguments in = new Arguments(bytes, HEADER_BYTES + 14, end);
        int flags = bytes.u16(HEADER_BYTES + 12);
        for (int i = 0; i < PROPERTIES.length; i++) if ((flags & 0x8000 >> i) != 0) in.read(PROPERTIES[i]);
        known.names().addAll(in.names);
        known.values().addAll(in.values);
        if (in.cut()) turn.malformed("arguments end early", in.at());
        if (size == 0) publish(known, HEADER_BYTES, 0);
        else state.content(turn, turn.fromClient(), channel, known);
    }

    private void body() {
        AmqpState.Content content = state.content(turn.fromClient(), channel);
        if (content != null) publish(content, HEADER_BYTES, Math.max(0, end - HEADER_BYTES));
    }

    private void publish(AmqpState.Content content, int at, int length) {
        Method method = content.method();
        AmqpState.Asked asked = method.answers() > 0 ? state.answered(turn.fromClient(), channel) : null;
        Turn.Draft draft = start(
                method.operation(),
                method.verb(),
                asked == null ? Outcome.NOTICE : Outcome.SUCCESS,
                content.target(),
                method.code());
        if (asked != null) draft.answers(asked.atNanos());
        describe(content.names(), content.values(), draft);
        if (content.size() >= 0) draft.field("size", content.size());
        if (length >= content.size()) Payload.describe(bytes, at, length, draft);
        draft.emit();
        state.content(turn, turn.fromClient(), channel, null);
    }
}
