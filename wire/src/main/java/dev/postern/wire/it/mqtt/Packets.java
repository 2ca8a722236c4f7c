package dev.postern.wire.it.mqtt;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Guess;
import dev.postern.wire.it.payload.Payload;
import dev.postern.wire.ot.opcua.UadpDissector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One control packet, section 3 of either version. */
final class Packets {
    private static final int USER = 0x80, PASSWORD = 0x40, WILL_RETAIN = 0x20, WILL = 4, CLEAN = 2;
    private static final int FILTERS_MAX = 64;
    /** Filters named in a target; the rest is counted. */
    private static final int TARGET_FILTERS_MAX = 8;

    private static final String BROKER_VERSION = "$SYS/broker/version";
    /** Last or any level of a topic by which, as a habit, something is told to be done. */
    private static final List<String> COMMAND_LEVELS =
            List.of("set", "cmd", "cmnd", "command", "commands", "write", "control", "ctrl");

    private static final Dissector UADP = new UadpDissector();
    private static final String UADP_LEVEL = "/uadp/";
    private static final Set<String> PUB_SUB_TYPES =
            Set.of("application", "connection", "data", "endpoints", "metadata", "status");

    private final Cursor in;
    private final Turn turn;
    private final MqttState state;
    private final int type;
    private final int flags;

    private Packets(Bytes bytes, int from, Turn turn) {
        in = new Cursor(bytes, from);
        this.turn = turn;
        state = turn.state();
        type = bytes.u8(0) >> 4;
        flags = bytes.u8(0) & 15;
    }

    /** @param from first octet of the variable header */
    static void read(Bytes bytes, int from, Turn turn) {
        Packets packet = new Packets(bytes, from, turn);
        packet.read();
        if (packet.in.cut()) turn.malformed("packet ends early", Math.min(packet.in.at(), bytes.length()));
    }

    private void read() {
        switch (type) {
            case MqttDissector.CONNECT -> connect();
            case MqttDissector.CONNACK -> connack();
            case MqttDissector.PUBLISH -> publish();
            case MqttDissector.PUBACK, MqttDissector.PUBREC, MqttDissector.PUBCOMP -> acknowledge();
            case MqttDissector.PUBREL -> release();
            case MqttDissector.SUBSCRIBE, MqttDissector.UNSUBSCRIBE -> subscribe(type == MqttDissector.SUBSCRIBE);
            case MqttDissector.SUBACK, MqttDissector.UNSUBACK -> subscribed();
            case MqttDissector.PINGREQ -> {
                start("ping", Verb.SESSION, Outcome.REQUEST).emit();
                state.pingNanos = turn.atNanos();
            }
            case MqttDissector.PINGRESP -> {
                start("ping", Verb.SESSION, Outcome.SUCCESS)
                        .answers(state.pingNanos)
                        .emit();
                state.pingNanos = -1;
            }
            case MqttDissector.DISCONNECT -> alone("disconnect", Verb.SESSION);
            default -> alone("auth", Verb.LOGIN);
        }
    }

    private Turn.Draft start(String operation, Verb verb, Outcome outcome) {
        return turn.message(operation, verb, outcome).field("type", (long) type);
    }

    private Properties properties() {
        Properties properties = state.isVersion5() && in.left() > 0 ? Properties.read(in) : new Properties();
        if (properties.unknown())
            turn.malformed("unknown property", Math.min(in.at(), in.bytes().length()));
        return properties;
    }

    private void connect() {
        String name = in.text();
        state.version = in.u8();
        int connectFlags = in.u8();
        if ((connectFlags & 1) != 0) turn.malformed("reserved connect flag set", in.at() - 1);
        int keepAlive = in.u16();
        Properties properties = properties();
        String client = in.text();
        boolean withUser = (connectFlags & USER) != 0;
        state.client = client;
        state.connectVerb = withUser ? Verb.LOGIN : Verb.SESSION;
        state.connectNanos = turn.atNanos();
        Turn.Draft draft = start("connect", state.connectVerb, Outcome.REQUEST)
                .field("protocol_name", name)
                .field("version", (long) state.version)
                .field("client_id", client)
                .field("clean", (connectFlags & CLEAN) != 0)
                .field("keep_alive", (long) keepAlive);
        properties.describe(draft);
        if ((connectFlags & WILL) != 0) will(draft, connectFlags);
        String user = withUser ? in.text() : "";
        if (withUser && !in.cut()) draft.field("user", user);
        if ((connectFlags & PASSWORD) != 0 && !in.cut()) {
            int length = in.blob();
            draft.field("password", length > 0);
            if (!in.cut() && length < Cursor.TEXT_BYTES_MAX)
                draft.field("guessable", Guess.of(user, in.bytes().utf8(in.at() - length, length)));
        }
        draft.emit();
        // Only a session that is kept needs a name that stays; others are often made up anew each time.
        boolean clean = (connectFlags & CLEAN) != 0;
        if (clean) turn.identity(turn.source(), Attribute.NOTE, client.isEmpty() ? "" : "MQTT client " + client, 0.3);
        else turn.identity(turn.source(), Attribute.NAME, client, 0.6);
        turn.identity(turn.source(), Attribute.USER, user, 0.8);
    }

    private void will(Turn.Draft draft, int connectFlags) {
        if (state.isVersion5()) Properties.read(in);
        draft.field("will_topic", in.text());
        int length = in.blob();
        draft.field("will_size", (long) length)
                .field("will_qos", (long) (connectFlags >> 3 & 3))
                .field("will_retain", (connectFlags & WILL_RETAIN) != 0);
        int at = in.at() - length;
        if (length > 0 && in.printable(at, length))
            draft.field("will_value", Payload.plain(in.bytes().utf8(at, Math.min(length, Cursor.TEXT_BYTES_MAX))));
    }

    private void connack() {
        boolean present = (in.u8() & 1) != 0;
        int code = in.u8();
        Properties properties = properties();
        Turn.Draft draft = start("connect", state.connectVerb, code == 0 ? Outcome.SUCCESS : Outcome.REFUSED)
                .answers(state.connectNanos)
                .field("client_id", state.client.isEmpty() ? null : state.client)
                .field("session_present", present)
                .field("code", (long) code);
        if (code != 0) draft.field("error", ReasonCode.connack(code, state.isVersion5()));
        properties.describe(draft);
        draft.emit();
        state.connectNanos = -1;
        if (code == 0) turn.identity(turn.source(), Attribute.ROLE, "MQTT broker", 0.8);
    }

    private void publish() {
        String topic = in.text();
        int qos = flags >> 1 & 3;
        if (qos == 3) turn.malformed("quality of service 3", 0);
        int packet = qos > 0 ? in.u16() : 0;
        Properties properties = properties();
        if (properties.topicAlias > 0 && topic.isEmpty()) topic = state.topic(turn.fromClient(), properties.topicAlias);
        else if (properties.topicAlias > 0) state.alias(turn, turn.fromClient(), properties.topicAlias, topic);
        int at = in.at();
        int length = Math.max(0, in.left());
        Sparkplug sparkplug = Sparkplug.of(topic);
        boolean metrics =
                sparkplug != null && sparkplug.hasMetrics() && sparkplug.read(in.bytes(), at, length, turn, state);
        Verb verb = metrics ? sparkplug.verb() : isCommand(topic) ? Verb.WRITE : Verb.REPORT;
        Turn.Draft draft = start("publish", verb, qos == 0 ? Outcome.NOTICE : Outcome.REQUEST)
                .target(topic)
                .unit(sparkplug == null ? "" : sparkplug.unit)
                .field("size", (long) length)
                .field("qos", (long) qos)
                .field("retain", (flags & 1) != 0)
                .field("duplicate", (flags & 8) != 0);
        if (qos > 0) draft.field("packet", (long) packet);
        properties.describe(draft);
        if (metrics) sparkplug.describe(draft);
        else Payload.describe(in.bytes(), at, length, draft);
        draft.emit();
        if (metrics) sparkplug.identify(turn);
        if (isPubSub(topic) && !in.cut()) pubSub(at, length);
        if (qos > 0)
            state.ask(turn, turn.fromClient(), packet, new MqttState.Asked("publish", verb, topic, turn.atNanos()));
        if (topic.equals(BROKER_VERSION) && in.printable(at, length))
            turn.identity(
                    turn.source(),
                    Attribute.SOFTWARE,
                    in.bytes().utf8(at, Math.min(length, Cursor.TEXT_BYTES_MAX)),
                    0.9);
    }

    /** OPC 10000-14 section 7.3.4.7: prefix, encoding, type of the message, publisher. */
    private static boolean isPubSub(String topic) {
        int encoding = topic.indexOf(UADP_LEVEL);
        if (encoding < 0) return false;
        int from = encoding + UADP_LEVEL.length();
        int end = topic.indexOf('/', from);
        return end > from && PUB_SUB_TYPES.contains(topic.substring(from, end));
    }

    /** Said beside the packet that carries it; a payload that is no such message is told as any other. */
    private void pubSub(int at, int length) {
        Bytes payload = new Bytes().wrap(in.bytes(), at, length);
        if (UADP.probe(payload, Transport.TCP, turn.fromClient()) != Dissector.Recognition.NOT)
            turn.carry(UADP, state.pubSub(UADP), payload, false, in.bytes().length());
    }

    static boolean isCommand(String topic) {
        int from = 0;
        while (from <= topic.length()) {
            int slash = topic.indexOf('/', from);
            int end = slash < 0 ? topic.length() : slash;
            for (String level : COMMAND_LEVELS)
                if (end - from == level.length() && topic.regionMatches(true, from, level, 0, level.length()))
                    return true;
            from = end + 1;
        }
        return false;
    }

    private Turn.Draft answer(String otherwise, int packet, boolean refused) {
        MqttState.Asked asked = state.answered(turn.fromClient(), packet);
        return start(
                        asked == null ? otherwise : asked.operation(),
                        asked == null ? Verb.OTHER : asked.verb(),
                        refused ? Outcome.REFUSED : Outcome.SUCCESS)
                .target(asked == null ? "" : asked.target())
                .answers(asked == null ? -1 : asked.atNanos())
                .field("packet", (long) packet);
    }

    private void acknowledge() {
        int packet = in.u16();
        int code = in.left() > 0 ? in.u8() : 0;
        Properties properties = properties();
        Turn.Draft draft = answer(
                        type == MqttDissector.PUBCOMP ? "publish release" : "publish", packet, ReasonCode.refuses(code))
                .field("code", (long) code)
                .field("error", ReasonCode.name(code));
        properties.describe(draft);
        draft.emit();
    }

    /** Second half of quality of service 2: the receiver may forget the packet's identifier. */
    private void release() {
        int packet = in.u16();
        int code = in.left() > 0 ? in.u8() : 0;
        start("publish release", Verb.OTHER, Outcome.REQUEST)
                .field("packet", (long) packet)
                .field("code", (long) code)
                .emit();
        state.ask(
                turn,
                turn.fromClient(),
                packet,
                new MqttState.Asked("publish release", Verb.OTHER, "", turn.atNanos()));
    }

    private void subscribe(boolean subscribes) {
        int packet = in.u16();
        Properties properties = properties();
        List<String> filters = new ArrayList<>();
        List<Long> qos = new ArrayList<>();
        while (in.left() > 0 && !in.cut()) {
            String filter = in.text();
            long options = subscribes ? in.u8() : 0;
            if (filters.size() >= FILTERS_MAX) continue;
            filters.add(filter);
            qos.add(options & 3);
        }
        if (filters.isEmpty())
            turn.malformed("no topic filter", Math.min(in.at(), in.bytes().length()));
        String operation = subscribes ? "subscribe" : "unsubscribe";
        String target = target(filters);
        Turn.Draft draft = start(operation, Verb.SESSION, Outcome.REQUEST)
                .target(target)
                .field("packet", (long) packet)
                .field("filters", filters);
        if (subscribes) draft.field("qos", qos);
        properties.describe(draft);
        draft.emit();
        state.ask(
                turn, turn.fromClient(), packet, new MqttState.Asked(operation, Verb.SESSION, target, turn.atNanos()));
    }

    private static String target(List<String> filters) {
        if (filters.size() <= TARGET_FILTERS_MAX) return String.join(", ", filters);
        return String.join(", ", filters.subList(0, TARGET_FILTERS_MAX)) + " +" + (filters.size() - TARGET_FILTERS_MAX);
    }

    private void subscribed() {
        int packet = in.u16();
        Properties properties = properties();
        List<Long> codes = new ArrayList<>();
        int worst = 0;
        while (in.left() > 0) {
            int code = in.u8();
            worst = Math.max(worst, code);
            if (codes.size() < FILTERS_MAX) codes.add((long) code);
        }
        Turn.Draft draft =
                answer(type == MqttDissector.SUBACK ? "subscribe" : "unsubscribe", packet, ReasonCode.refuses(worst));
        if (!codes.isEmpty()) draft.field("codes", codes);
        draft.field("error", ReasonCode.name(worst));
        properties.describe(draft);
        draft.emit();
    }

    private void alone(String operation, Verb verb) {
        int code = in.left() > 0 ? in.u8() : 0;
        Properties properties = properties();
        Turn.Draft draft = start(operation, verb, Outcome.NOTICE)
                .field("code", (long) code)
                .field("error", ReasonCode.name(code));
        properties.describe(draft);
        draft.emit();
    }
}
