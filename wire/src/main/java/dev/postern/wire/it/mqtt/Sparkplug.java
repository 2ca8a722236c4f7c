package dev.postern.wire.it.mqtt;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Sparkplug B: what a topic of its namespace means (section 4) and the metrics of a payload (section 6.4, Protocol Buffers read by hand). A
 * metric that is sent by alias is named by the birth that announced it.
 */
final class Sparkplug {
    static final String NAMESPACE = "spBv1.0/";
    private static final int METRICS_MAX = 512;
    private static final int STRING = 12;
    private static final String[] TYPES = {
        "unknown",
        "int8",
        "int16",
        "int32",
        "int64",
        "uint8",
        "uint16",
        "uint32",
        "uint64",
        "float",
        "double",
        "boolean",
        "string",
        "datetime",
        "text",
        "uuid",
        "dataset",
        "bytes",
        "file",
        "template",
        "propertyset",
        "propertysetlist",
        "int8[]",
        "int16[]",
        "int32[]",
        "int64[]",
        "uint8[]",
        "uint16[]",
        "uint32[]",
        "uint64[]",
        "float[]",
        "double[]",
        "boolean[]",
        "string[]",
        "datetime[]"
    };

    /** Message type in the topic: NBIRTH, DDATA, NCMD, STATE. */
    final String kind;
    /** Group and edge node: within it an alias is unique. */
    private final String node;
    /** Edge node and device. */
    final String unit;

    private final List<String> names = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private long sequence = -1;
    private long millis = -1;

    private Sparkplug(String kind, String node, String unit) {
        this.kind = kind;
        this.node = node;
        this.unit = unit;
    }

    /** Null if the topic is of another kind. */
    static Sparkplug of(String topic) {
        if (!topic.startsWith(NAMESPACE)) return null;
        String[] levels = topic.split("/", 6);
        if (levels.length >= 3 && levels[1].equals("STATE")) return new Sparkplug("STATE", levels[2], levels[2]);
        if (levels.length < 4) return null;
        String unit = levels.length > 4 ? levels[3] + "/" + levels[4] : levels[3];
        return new Sparkplug(levels[2], levels[1] + "/" + levels[3], unit);
    }

    boolean hasMetrics() {
        return !kind.equals("STATE");
    }

    private boolean isCommand() {
        return kind.equals("NCMD") || kind.equals("DCMD");
    }

    Verb verb() {
        if (!isCommand()) return Verb.REPORT;
        for (String name : names) if (name.equals("Node Control/Reboot")) return Verb.RESTART;
        return Verb.OPERATE;
    }

    /** Reads a payload message: 1 timestamp, 2 metrics, 3 sequence number. */
    boolean read(Bytes bytes, int at, int length, Turn turn, MqttState state) {
        Protobuf payload = new Protobuf(bytes, at, at + length);
        while (payload.next()) {
            switch (payload.field()) {
                case 1 -> millis = payload.number();
                case 2 -> metric(payload.inside(), turn, state);
                case 3 -> sequence = payload.number();
                default -> {}
            }
        }
        return payload.ended();
    }

    private void metric(Protobuf metric, Turn turn, MqttState state) {
        String name = "";
        long alias = -1;
        int type = 0;
        Object value = "null";
        while (metric.next()) {
            switch (metric.field()) {
                case 1 -> name = metric.text();
                case 2 -> alias = metric.number();
                case 4 -> type = (int) metric.number();
                case 10, 11, 12, 13, 14, 15, 16 -> value = value(metric, type);
                case 17 -> value = "dataset";
                case 18 -> value = "template";
                default -> {}
            }
        }
        if (alias >= 0 && !name.isEmpty()) state.born(turn, node, alias, new MqttState.Metric(name, type));
        MqttState.Metric born = alias >= 0 && name.isEmpty() ? state.metric(node, alias) : null;
        if (born != null) {
            name = born.name();
            if (type == 0 && value instanceof Long number) value = signed(number, born.type());
            if (type == 0) type = born.type();
        }
        if (names.size() >= METRICS_MAX) return;
        names.add(name.isEmpty() ? "alias " + alias : name);
        values.add(value);
        types.add(type > 0 && type < TYPES.length ? TYPES[type] : "unknown");
    }

    private static Object value(Protobuf metric, int type) {
        return switch (metric.field()) {
            case 10, 11 -> signed(metric.number(), type);
            case 12 -> (double) metric.f32();
            case 13 -> metric.f64();
            case 14 -> metric.number() != 0;
            case 15 -> metric.text();
            default -> metric.hex();
        };
    }

    /** Signed numbers travel as unsigned ones of 32 or 64 bits. */
    private static Object signed(long number, int type) {
        return switch (type) {
            case 1 -> (long) (byte) number;
            case 2 -> (long) (short) number;
            case 3 -> (long) (int) number;
            default -> number;
        };
    }

    void describe(Turn.Draft draft) {
        draft.field("sparkplug", kind.toLowerCase(Locale.ROOT));
        if (sequence >= 0) draft.field("sequence", sequence);
        if (millis >= 0) draft.field("source_millis", millis);
        if (!names.isEmpty())
            draft.field("names", names).field("values", values).field("types", types);
    }

    /** The birth of an edge node carries properties of its hardware, section 6.4.18; whoever relays it is not meant. */
    void identify(Turn turn) {
        if (!kind.equals("NBIRTH") || !turn.fromClient()) return;
        turn.identity(turn.source(), Attribute.NAME, unit, 0.7);
        for (int i = 0; i < names.size(); i++) {
            Attribute attribute = attribute(names.get(i).toLowerCase(Locale.ROOT));
            if (attribute != null && types.get(i).equals(TYPES[STRING]))
                turn.identity(turn.source(), attribute, values.get(i).toString(), 0.8);
        }
    }

    private static Attribute attribute(String name) {
        return switch (name.substring(name.lastIndexOf('/') + 1)) {
            case "hardware make", "manufacturer", "vendor" -> Attribute.VENDOR;
            case "hardware model", "model" -> Attribute.MODEL;
            case "fw", "firmware", "firmware version" -> Attribute.FIRMWARE;
            case "os", "os version" -> Attribute.OPERATING_SYSTEM;
            case "serial number", "serial" -> Attribute.SERIAL;
            default -> null;
        };
    }
}
