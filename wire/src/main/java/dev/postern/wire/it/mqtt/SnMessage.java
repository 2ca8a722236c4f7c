package dev.postern.wire.it.mqtt;

import static dev.postern.wire.it.mqtt.MqttSnDissector.ADVERTISE;
import static dev.postern.wire.it.mqtt.MqttSnDissector.CONNACK;
import static dev.postern.wire.it.mqtt.MqttSnDissector.CONNECT;
import static dev.postern.wire.it.mqtt.MqttSnDissector.DISCONNECT;
import static dev.postern.wire.it.mqtt.MqttSnDissector.GWINFO;
import static dev.postern.wire.it.mqtt.MqttSnDissector.PINGREQ;
import static dev.postern.wire.it.mqtt.MqttSnDissector.PINGRESP;
import static dev.postern.wire.it.mqtt.MqttSnDissector.PUBACK;
import static dev.postern.wire.it.mqtt.MqttSnDissector.PUBCOMP;
import static dev.postern.wire.it.mqtt.MqttSnDissector.PUBLISH;
import static dev.postern.wire.it.mqtt.MqttSnDissector.PUBREC;
import static dev.postern.wire.it.mqtt.MqttSnDissector.PUBREL;
import static dev.postern.wire.it.mqtt.MqttSnDissector.REGACK;
import static dev.postern.wire.it.mqtt.MqttSnDissector.REGISTER;
import static dev.postern.wire.it.mqtt.MqttSnDissector.SEARCHGW;
import static dev.postern.wire.it.mqtt.MqttSnDissector.SUBACK;
import static dev.postern.wire.it.mqtt.MqttSnDissector.SUBSCRIBE;
import static dev.postern.wire.it.mqtt.MqttSnDissector.UNSUBACK;
import static dev.postern.wire.it.mqtt.MqttSnDissector.UNSUBSCRIBE;
import static dev.postern.wire.it.mqtt.MqttSnDissector.WILLMSG;
import static dev.postern.wire.it.mqtt.MqttSnDissector.WILLMSGREQ;
import static dev.postern.wire.it.mqtt.MqttSnDissector.WILLMSGRESP;
import static dev.postern.wire.it.mqtt.MqttSnDissector.WILLMSGUPD;
import static dev.postern.wire.it.mqtt.MqttSnDissector.WILLTOPIC;
import static dev.postern.wire.it.mqtt.MqttSnDissector.WILLTOPICREQ;
import static dev.postern.wire.it.mqtt.MqttSnDissector.WILLTOPICRESP;
import static dev.postern.wire.it.mqtt.MqttSnDissector.WILLTOPICUPD;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.it.payload.Payload;

/** One message of MQTT-SN, section 5.4, whose length is one that its type can have. */
final class SnMessage {
    private static final int DUPLICATE = 0x80, RETAIN = 0x10, WILL = 8, CLEAN = 4;
    private static final int NAMED = 0, PREDEFINED = 1, SHORT_NAME = 2;
    private static final int TEXT_BYTES_MAX = 512;
    private static final String[] CODES = {"accepted", "congestion", "invalid topic id", "not supported"};

    private final Bytes bytes;
    private final int at;
    private final String node;
    private final Turn turn;
    private final SnState state;
    private final int type;

    SnMessage(Bytes bytes, int at, String node, Turn turn) {
        this.node = node;
        this.bytes = bytes;
        this.at = at;
        this.turn = turn;
        state = turn.state();
        type = bytes.u8(at - 1);
    }

    void read() {
        switch (type) {
            case ADVERTISE ->
                start("advertise", Verb.IDENTIFY, Outcome.NOTICE)
                        .field("gateway", (long) bytes.u8(at))
                        .field("interval", (long) bytes.u16(at + 1))
                        .emit();
            case SEARCHGW ->
                ask(
                        start("search gateway", Verb.IDENTIFY, Outcome.REQUEST).field("radius", (long) bytes.u8(at)),
                        0,
                        "");
            case GWINFO -> gateway();
            case CONNECT -> connect();
            case CONNACK -> answer("connect", CONNECT, 0, bytes.u8(at)).emit();
            case WILLTOPICREQ ->
                start("will topic", Verb.SESSION, Outcome.REQUEST).emit();
            case WILLMSGREQ ->
                start("will message", Verb.SESSION, Outcome.REQUEST).emit();
            case WILLTOPIC, WILLTOPICUPD -> willTopic();
            case WILLMSG, WILLMSGUPD -> willMessage();
            case WILLTOPICRESP ->
                answer("will topic", WILLTOPICUPD, 0, bytes.u8(at)).emit();
            case WILLMSGRESP ->
                answer("will message", WILLMSGUPD, 0, bytes.u8(at)).emit();
            case REGISTER -> register();
            case REGACK -> topicAnswer("register", REGISTER, 0);
            case PUBLISH -> publish();
            case PUBACK -> topicAnswer("publish", PUBLISH, 0);
            case PUBREC -> answer("publish", PUBLISH, bytes.u16(at), 0).emit();
            case PUBREL -> ask(start("publish release", Verb.OTHER, Outcome.REQUEST), bytes.u16(at), "");
            case PUBCOMP -> answer("publish release", PUBREL, bytes.u16(at), 0).emit();
            case SUBSCRIBE, UNSUBSCRIBE -> subscribe();
            case SUBACK -> topicAnswer("subscribe", SUBSCRIBE, 1);
            case UNSUBACK ->
                answer("unsubscribe", UNSUBSCRIBE, bytes.u16(at), 0).emit();
            case PINGREQ -> {
                String client = text(at);
                ask(
                        start("ping", Verb.SESSION, Outcome.REQUEST)
                                .field("client_id", client.isEmpty() ? null : client),
                        0,
                        "");
            }
            case PINGRESP -> answer("ping", PINGREQ, 0, 0).emit();
            default -> disconnect();
        }
    }

    private Turn.Draft start(String operation, Verb verb, Outcome outcome) {
        return turn.message(operation, verb, outcome)
                .unit(node.isEmpty() ? "" : "node " + node)
                .field("type", (long) type);
    }

    private String text(int from) {
        return bytes.utf8(from, Math.min(TEXT_BYTES_MAX, Math.max(0, bytes.length() - from)));
    }

    /** Tells a request and waits for what acknowledges it. */
    private void ask(Turn.Draft draft, int message, String topic) {
        if (message != 0) draft.field("packet", (long) message);
        Message told = draft.emit();
        state.asked.ask(
                turn,
                SnState.key(node, turn.fromClient(), type, message),
                new SnState.Asked(told.operation(), told.verb(), told.target(), topic, turn.atNanos()));
    }

    private Turn.Draft answer(String otherwise, int asking, int message, int code) {
        return answer(
                state.asked.answer(SnState.key(node, !turn.fromClient(), asking, message)), otherwise, message, code);
    }

    private Turn.Draft answer(SnState.Asked asked, String otherwise, int message, int code) {
        Turn.Draft draft = start(
                        asked == null ? otherwise : asked.operation(),
                        asked == null ? Verb.OTHER : asked.verb(),
                        code == 0 ? Outcome.SUCCESS : Outcome.REFUSED)
                .target(asked == null ? "" : asked.target())
                .answers(asked == null ? -1 : asked.atNanos());
        if (message != 0) draft.field("packet", (long) message);
        if (type != PUBREC && type != PUBCOMP && type != UNSUBACK && type != PINGRESP && type != DISCONNECT)
            draft.field("code", (long) code);
        if (code != 0) draft.field("error", code < CODES.length ? CODES[code] : "code " + code);
        return draft;
    }

    private void gateway() {
        SnState.Asked asked = state.asked.answer(SnState.key(node, !turn.fromClient(), SEARCHGW, 0));
        start("search gateway", Verb.IDENTIFY, Outcome.SUCCESS)
                .answers(asked == null ? -1 : asked.atNanos())
                .field("gateway", (long) bytes.u8(at))
                .field("address", bytes.length() > at + 1 ? bytes.hex(at + 1, bytes.length() - at - 1) : null)
                .emit();
    }

    private void connect() {
        int flags = bytes.u8(at);
        String client = text(at + 4);
        ask(
                start("connect", Verb.SESSION, Outcome.REQUEST)
                        .field("client_id", client)
                        .field("clean", (flags & CLEAN) != 0)
                        .field("will", (flags & WILL) != 0)
                        .field("keep_alive", (long) bytes.u16(at + 2)),
                0,
                "");
        String place = node.isEmpty() ? "" : "station node " + node;
        if ((flags & CLEAN) != 0) turn.identity(turn.source(), place, Attribute.NOTE, "MQTT-SN client " + client, 0.3);
        else turn.identity(turn.source(), place, Attribute.NAME, client, 0.6);
    }

    /** An empty message takes the will back. */
    private void willTopic() {
        boolean asks = type == WILLTOPICUPD;
        boolean none = bytes.length() == at;
        String topic = none ? "" : text(at + 1);
        Turn.Draft draft = start("will topic", Verb.SESSION, asks ? Outcome.REQUEST : Outcome.SUCCESS)
                .target(topic)
                .field("will_topic", none ? null : topic);
        if (!none) flags(draft, bytes.u8(at));
        if (asks) ask(draft, 0, "");
        else draft.emit();
    }

    private void willMessage() {
        boolean asks = type == WILLMSGUPD;
        int length = bytes.length() - at;
        Turn.Draft draft = start("will message", Verb.SESSION, asks ? Outcome.REQUEST : Outcome.SUCCESS)
                .field("will_size", (long) length);
        if (length > 0 && Payload.printable(bytes, at, length)) draft.field("will_value", Payload.plain(text(at)));
        if (asks) ask(draft, 0, "");
        else draft.emit();
    }

    private void flags(Turn.Draft draft, int flags) {
        draft.field("qos", (long) qos(flags)).field("retain", (flags & RETAIN) != 0);
    }

    /** 3 stands for -1: published without a connection. */
    private static int qos(int flags) {
        int level = flags >> 5 & 3;
        return level == 3 ? -1 : level;
    }

    /** A gateway gives an id with its register message, a client asks for one and gets it with the acknowledgement. */
    private void register() {
        String name = text(at + 4);
        int id = bytes.u16(at);
        if (!turn.fromClient() || id != 0) state.topic(turn, node, id, name);
        ask(
                start("register", Verb.SESSION, Outcome.REQUEST).target(name).field("topic_id", (long) id),
                bytes.u16(at + 2),
                name);
    }

    /** Acknowledgements that name a topic by its id: register, publish, subscribe. */
    private void topicAnswer(String otherwise, int asking, int skipped) {
        int id = bytes.u16(at + skipped);
        int message = bytes.u16(at + skipped + 2);
        int code = bytes.u8(at + skipped + 4);
        SnState.Asked asked = state.asked.answer(SnState.key(node, !turn.fromClient(), asking, message));
        if (asked != null && !asked.topic().isEmpty() && code == 0 && id != 0)
            state.topic(turn, node, id, asked.topic());
        Turn.Draft draft = answer(asked, otherwise, message, code).field("topic_id", (long) id);
        if (type == SUBACK) draft.field("qos", (long) qos(bytes.u8(at)));
        if (asked == null) draft.target(name(NAMED, id));
        draft.emit();
    }

    private String name(int kind, int id) {
        if (kind == SHORT_NAME) return bytes.ascii(at + 1, 2);
        if (kind == PREDEFINED) return "predefined " + id;
        String known = state.topic(node, id);
        return known == null ? "topic " + id : known;
    }

    private void publish() {
        int flags = bytes.u8(at);
        int qos = qos(flags);
        int id = bytes.u16(at + 1);
        int message = bytes.u16(at + 3);
        int length = bytes.length() - at - 5;
        String topic = name(flags & 3, id);
        Turn.Draft draft = start(
                        "publish",
                        Packets.isCommand(topic) ? Verb.WRITE : Verb.REPORT,
                        qos <= 0 ? Outcome.NOTICE : Outcome.REQUEST)
                .target(topic)
                .field("topic_id", (flags & 3) == SHORT_NAME ? null : (Object) (long) id)
                .field("size", (long) length)
                .field("duplicate", (flags & DUPLICATE) != 0);
        flags(draft, flags);
        Payload.describe(bytes, at + 5, length, draft);
        if (qos > 0) ask(draft, message, "");
        else draft.emit();
    }

    private void subscribe() {
        int flags = bytes.u8(at);
        int kind = flags & 3;
        String topic = kind == NAMED
                ? text(at + 3)
                : kind == SHORT_NAME ? bytes.ascii(at + 3, 2) : "predefined " + bytes.u16(at + 3);
        Turn.Draft draft = start(type == SUBSCRIBE ? "subscribe" : "unsubscribe", Verb.SESSION, Outcome.REQUEST)
                .target(topic);
        if (type == SUBSCRIBE) draft.field("qos", (long) qos(flags)).field("duplicate", (flags & DUPLICATE) != 0);
        ask(draft, bytes.u16(at + 1), kind == NAMED ? topic : "");
    }

    /** With a duration the client goes to sleep and its gateway keeps messages for it (section 6.14). */
    private void disconnect() {
        boolean sleeps = bytes.length() >= at + 2;
        SnState.Asked asked = state.asked.answer(SnState.key(node, !turn.fromClient(), DISCONNECT, 0));
        if (asked != null) {
            answer(asked, "disconnect", 0, 0).emit();
            return;
        }
        Turn.Draft draft = start(
                sleeps ? "sleep" : "disconnect", Verb.SESSION, turn.fromClient() ? Outcome.REQUEST : Outcome.NOTICE);
        if (sleeps) draft.field("sleep_seconds", (long) bytes.u16(at));
        if (turn.fromClient()) ask(draft, 0, "");
        else draft.emit();
    }
}
