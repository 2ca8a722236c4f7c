package dev.postern.wire.ot.opcua;

import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/** The nodes a message names, in order, and the values it has for them; at most {@link Decoder#LIST_MAX} of each. */
final class Points {
    /** Nodes named in a target; the rest is counted. */
    private static final int TARGET_NODES_MAX = 12;

    private static final int VALUE_ATTRIBUTE = 13;
    private static final String[] ATTRIBUTES = {
        "",
        "NodeId",
        "NodeClass",
        "BrowseName",
        "DisplayName",
        "Description",
        "WriteMask",
        "UserWriteMask",
        "IsAbstract",
        "Symmetric",
        "InverseName",
        "ContainsNoLoops",
        "EventNotifier",
        "Value",
        "DataType",
        "ValueRank",
        "ArrayDimensions",
        "AccessLevel",
        "UserAccessLevel",
        "MinimumSamplingInterval",
        "Historizing",
        "Executable",
        "UserExecutable"
    };

    final List<String> nodes = new ArrayList<>();
    final List<Object> values = new ArrayList<>();
    final List<Long> attributes = new ArrayList<>();
    final List<Long> results = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();

    void node(String node) {
        if (nodes.size() < Decoder.LIST_MAX) nodes.add(node);
    }

    /** {@code ns=2;s=Pump DisplayName}; the value is what is meant by a node alone. */
    void attribute(String node, long attribute) {
        node(attribute == VALUE_ATTRIBUTE ? node : node + " " + attributeName(attribute));
        if (attributes.size() < Decoder.LIST_MAX) attributes.add(attribute);
    }

    private static String attributeName(long attribute) {
        return attribute > 0 && attribute < ATTRIBUTES.length ? ATTRIBUTES[(int) attribute] : "attribute " + attribute;
    }

    void value(Decoder.DataValue value) {
        if (values.size() >= Decoder.LIST_MAX) return;
        values.add(value.value().value());
        types.add(value.value().type());
        results.add(value.status());
        times.add(value.sourceMillis());
    }

    void value(Decoder.Variant value) {
        if (values.size() >= Decoder.LIST_MAX) return;
        values.add(value.value());
        types.add(value.type());
    }

    void results(Decoder in) {
        for (int left = in.count(); left > 0 && !in.cut(); left--) {
            long status = in.u32();
            if (results.size() < Decoder.LIST_MAX) results.add(status);
        }
    }

    boolean allBad() {
        for (long result : results) if (!StatusCode.isBad(result)) return false;
        return !results.isEmpty();
    }

    String target() {
        if (nodes.isEmpty()) return "";
        if (nodes.size() == 1) return nodes.getFirst();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < nodes.size(); i++) {
            if (i >= TARGET_NODES_MAX)
                return text.append(" +").append(nodes.size() - i).toString();
            if (i > 0) text.append(", ");
            text.append(nodes.get(i));
        }
        return text.toString();
    }

    /**
     * Where there is a value for each node, they are its name.
     *
     * @param withNodes false where the target of the request says them already and all of them
     */
    void describe(Turn.Draft draft, boolean withNodes) {
        if (!values.isEmpty() && values.size() == nodes.size()) draft.field("points", nodes);
        else if (withNodes && !nodes.isEmpty()) draft.field("nodes", nodes);
        if (!attributes.isEmpty()) draft.field("attribute", one(attributes));
        if (values.size() == 1) {
            Object value = values.getFirst();
            draft.field(value instanceof List ? "values" : "value", value).field("type", types.getFirst());
        } else if (!values.isEmpty()) {
            List<Object> shown = new ArrayList<>(values.size());
            for (int i = 0; i < values.size(); i++) shown.add(new Decoder.Variant("", values.get(i)).single());
            draft.field("values", shown).field("types", types);
        }
        if (!results.isEmpty()) draft.field("results", one(results));
        if (allBad()) draft.field("error", StatusCode.name(results.getFirst()));
        for (long time : times) {
            if (time == 0) continue;
            draft.field("source_millis", one(times));
            return;
        }
    }

    static Object one(List<Long> numbers) {
        return numbers.size() == 1 ? numbers.getFirst() : numbers;
    }
}
