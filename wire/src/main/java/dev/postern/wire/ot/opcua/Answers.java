package dev.postern.wire.ot.opcua;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/** Responses: the header of OPC 10000-4 section 7.34 and what each service brings back. */
final class Answers {
    /** Names shown of what was browsed. */
    private static final int NAMES_MAX = 64;

    private static final String DATA_CHANGE = "i=811", EVENTS = "i=916", STATUS_CHANGE = "i=820";

    private final Decoder in;
    private final Turn turn;
    private final OpcUaState.Asked asked;
    private final OpcUaState state;
    private final Points points = new Points();
    private final Fields fields = new Fields();
    private boolean withNodes;
    private boolean brings;

    private Answers(Decoder in, OpcUaState.Asked asked, Turn turn) {
        this.in = in;
        this.turn = turn;
        this.asked = asked;
        state = turn.state();
    }

    /** Reads a response whose type has been read; {@code service} is null for a fault. */
    static void read(Decoder in, int type, Service service, Channel channel, Turn turn) {
        OpcUaState.Asked asked = turn.<OpcUaState>state().answered(channel.request());
        Answers answer = new Answers(in, asked, turn);
        in.i64();
        long handle = in.u32();
        long result = in.u32();
        in.diagnosticInfo();
        in.texts();
        in.structure();
        if (service != null && !StatusCode.isBad(result)) answer.results(service, channel);
        boolean refused = StatusCode.isBad(result) || answer.points.allBad() && service != Service.PUBLISH;
        String operation = asked != null ? asked.operation() : service != null ? service.operation : "service fault";
        Verb verb = asked != null ? asked.verb() : service != null ? service.verb : Verb.OTHER;
        Turn.Draft draft = turn.message(operation, verb, refused ? Outcome.REFUSED : Outcome.SUCCESS)
                .target(answer.target())
                .answers(asked == null ? -1 : asked.atNanos());
        channel.describe(draft);
        draft.field("service", (long) type).field("handle", handle).field("status", result);
        if (result != 0) draft.field("status_name", StatusCode.name(result));
        answer.points.describe(draft, answer.withNodes);
        answer.fields.describe(draft);
        draft.emit();
    }

    /** What changed is another choice of nodes each time: no target, or each choice would be one. */
    private String target() {
        if (asked != null && !asked.target().isEmpty()) return asked.target();
        return brings ? "" : points.target();
    }

    private void each(Runnable reader) {
        for (int left = in.count(); left > 0 && !in.cut(); left--) reader.run();
    }

    private void results(Service service, Channel channel) {
        switch (service) {
            case GET_ENDPOINTS -> Descriptions.endpoints(in, turn, fields);
            case FIND_SERVERS -> fields.add("servers", Descriptions.servers(in));
            case OPEN_SECURE_CHANNEL -> openChannel(channel);
            case CREATE_SESSION -> createSession();
            case READ -> read();
            case WRITE,
                    DELETE_NODES,
                    DELETE_MONITORED_ITEMS,
                    SET_MONITORING_MODE,
                    DELETE_SUBSCRIPTIONS,
                    SET_PUBLISHING_MODE,
                    HISTORY_UPDATE,
                    ADD_REFERENCES,
                    DELETE_REFERENCES -> points.results(in);
            case CALL -> call();
            case BROWSE, BROWSE_NEXT -> browse();
            case TRANSLATE -> translate();
            case HISTORY_READ ->
                each(() -> {
                    points.results.add(in.u32());
                    in.blob();
                    in.structure();
                });
            case REGISTER_NODES -> each(() -> points.node(in.nodeId()));
            case ADD_NODES ->
                each(() -> {
                    points.results.add(in.u32());
                    points.node(in.nodeId());
                });
            case CREATE_SUBSCRIPTION -> {
                fields.add("subscription", in.u32());
                fields.add("publishing_interval", in.f64());
            }
            case MODIFY_SUBSCRIPTION -> fields.add("publishing_interval", in.f64());
            case CREATE_MONITORED_ITEMS -> monitoredItems();
            case PUBLISH -> publish();
            case REPUBLISH -> notification(asked == null ? 0 : asked.subscription());
            default -> {}
        }
    }

    private void openChannel(Channel channel) {
        in.u32();
        in.u32();
        fields.add("token", in.u32());
        in.i64();
        fields.add("lifetime", in.u32());
        fields.add("security_policy", channel.policy());
    }

    private void createSession() {
        fields.add("session", in.nodeId());
        in.nodeId();
        fields.add("timeout", in.f64());
        in.blob();
        Descriptions.certificate(in, turn);
        Descriptions.endpoints(in, turn, fields);
    }

    private void read() {
        each(() -> {
            int index = points.values.size();
            Decoder.DataValue value = in.dataValue();
            points.value(value);
            if (asked != null && index < asked.nodes().length)
                BuildInfo.identify(asked.nodes()[index], value.value().value(), turn);
        });
        if (asked != null) for (String node : asked.nodes()) points.node(node);
        withNodes = true;
    }

    private void call() {
        each(() -> {
            long status = in.u32();
            if (points.results.size() < Decoder.LIST_MAX) points.results.add(status);
            in.numbers();
            in.diagnosticInfos();
            each(() -> points.value(in.variant()));
        });
    }

    private void browse() {
        List<String> names = new ArrayList<>();
        long[] references = {0};
        each(() -> {
            long status = in.u32();
            if (points.results.size() < Decoder.LIST_MAX) points.results.add(status);
            in.blob();
            each(() -> {
                references[0]++;
                in.nodeId();
                in.flag();
                String node = in.expandedNodeId();
                String name = in.qualifiedName();
                in.localizedText();
                in.u32();
                in.expandedNodeId();
                if (names.size() < NAMES_MAX) names.add(node + " " + name);
            });
        });
        fields.add("references", references[0]);
        fields.add("names", names);
    }

    private void translate() {
        List<String> found = new ArrayList<>();
        each(() -> {
            long status = in.u32();
            if (points.results.size() < Decoder.LIST_MAX) points.results.add(status);
            each(() -> {
                String node = in.expandedNodeId();
                in.u32();
                if (found.size() < NAMES_MAX) found.add(node);
            });
        });
        fields.add("found", found);
    }

    private void monitoredItems() {
        List<Long> items = new ArrayList<>();
        each(() -> {
            int index = points.results.size();
            long status = in.u32();
            if (index < Decoder.LIST_MAX) points.results.add(status);
            long item = in.u32();
            if (items.size() < Decoder.LIST_MAX) items.add(item);
            in.f64();
            in.u32();
            in.structure();
            boolean known = asked != null && index < asked.nodes().length && index < asked.handles().length;
            if (known && !StatusCode.isBad(status))
                state.monitor(turn, asked.subscription(), asked.handles()[index], asked.nodes()[index]);
        });
        fields.add("items", items);
    }

    private void publish() {
        long subscription = in.u32();
        in.numbers();
        boolean more = in.flag();
        notification(subscription);
        fields.add("subscription", subscription);
        if (more) fields.add("more", true);
    }

    /** Notification message, section 7.26: what changed, under the nodes that the client asked to monitor. */
    private void notification(long subscription) {
        fields.add("notification", in.u32());
        in.i64();
        withNodes = brings = true;
        List<Long> handles = new ArrayList<>();
        each(() -> {
            String type = in.nodeId();
            int end = in.bodyEnd();
            if (end < 0) return;
            switch (type) {
                case DATA_CHANGE -> {
                    each(() -> {
                        long handle = in.u32();
                        if (handles.size() < Decoder.LIST_MAX) handles.add(handle);
                        points.node(state.monitored(subscription, handle));
                        points.value(in.dataValue());
                    });
                    in.diagnosticInfos();
                }
                case EVENTS ->
                    each(() -> {
                        long handle = in.u32();
                        if (handles.size() < Decoder.LIST_MAX) handles.add(handle);
                        points.node("event " + state.monitored(subscription, handle));
                        each(() -> points.value(in.variant()));
                    });
                case STATUS_CHANGE -> {
                    fields.add("subscription_status", StatusCode.name(in.u32()));
                    in.diagnosticInfo();
                }
                default -> fields.add("unknown_notification", type);
            }
            if (!in.cut()) in.seek(end);
        });
        if (!handles.isEmpty()) fields.add("handles", Points.one(handles));
    }
}
