package dev.postern.wire.ot.opcua;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Guess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Requests: the header of OPC 10000-4 section 7.33 and the parameters of each service. */
final class Requests {
    private static final String ANONYMOUS = "i=321", USER_NAME = "i=324", CERTIFICATE = "i=327", ISSUED = "i=940";

    private final Decoder in;
    private final Turn turn;
    private final Service service;
    private final Points points = new Points();
    private final Fields fields = new Fields();
    private final List<Long> handles = new ArrayList<>();
    private String target = "";
    private long subscription;

    private Requests(Decoder in, Service service, Turn turn) {
        this.in = in;
        this.turn = turn;
        this.service = service;
    }

    /** Reads a request whose type has been read. */
    static void read(Decoder in, Service service, Channel channel, Turn turn) {
        Requests request = new Requests(in, service, turn);
        in.nodeId();
        in.i64();
        long handle = in.u32();
        in.u32();
        String audit = in.text();
        in.u32();
        in.structure();
        request.fields.add("audit_entry", audit);
        request.parameters(channel);
        if (request.target.isEmpty()) request.target = request.points.target();
        Turn.Draft draft =
                turn.message(service.operation, service.verb, Outcome.REQUEST).target(request.target);
        channel.describe(draft);
        draft.field("service", (long) service.request).field("handle", handle);
        request.points.describe(draft, true);
        request.fields.describe(draft);
        draft.emit();
        OpcUaState state = turn.state();
        state.ask(
                turn,
                channel.request(),
                new OpcUaState.Asked(
                        service,
                        service.operation,
                        service.verb,
                        request.target,
                        request.nodes(),
                        request.handles.stream().mapToLong(Long::longValue).toArray(),
                        request.subscription,
                        turn.atNanos()));
    }

    private String[] nodes() {
        int kept = Math.min(
                points.nodes.size(),
                service == Service.CREATE_MONITORED_ITEMS ? Decoder.LIST_MAX : OpcUaState.NODES_MAX);
        return Arrays.copyOf(points.nodes.toArray(new String[0]), kept);
    }

    private void parameters(Channel channel) {
        switch (service) {
            case FIND_SERVERS, GET_ENDPOINTS -> {
                target = in.text();
                in.texts();
                fields.add("profiles", in.texts());
            }
            case OPEN_SECURE_CHANNEL -> openChannel(channel);
            case CREATE_SESSION -> createSession();
            case ACTIVATE_SESSION -> activateSession();
            case READ -> read();
            case WRITE -> write();
            case CALL -> call();
            case BROWSE -> browse();
            case HISTORY_READ -> historyRead();
            case TRANSLATE -> translate();
            case REGISTER_NODES, UNREGISTER_NODES -> each(() -> points.node(in.nodeId()));
            case ADD_NODES -> each(this::addNode);
            case DELETE_NODES ->
                each(() -> {
                    points.node(in.nodeId());
                    in.flag();
                });
            case REGISTER_SERVER, REGISTER_SERVER_2 -> registerServer();
            case CREATE_SUBSCRIPTION -> {
                fields.add("publishing_interval", in.f64());
                fields.add("lifetime_count", in.u32());
                fields.add("keep_alive_count", in.u32());
            }
            case MODIFY_SUBSCRIPTION -> {
                subscription();
                fields.add("publishing_interval", in.f64());
            }
            case CREATE_MONITORED_ITEMS, MODIFY_MONITORED_ITEMS -> monitoredItems();
            case SET_MONITORING_MODE -> {
                subscription();
                fields.add("monitoring_mode", in.u32());
                fields.add("items", in.numbers());
            }
            case DELETE_MONITORED_ITEMS -> {
                subscription();
                fields.add("items", in.numbers());
            }
            case SET_PUBLISHING_MODE -> {
                fields.add("publishing", in.flag());
                fields.add("subscriptions", in.numbers());
            }
            case DELETE_SUBSCRIPTIONS, TRANSFER_SUBSCRIPTIONS -> fields.add("subscriptions", in.numbers());
            case CLOSE_SESSION -> fields.add("delete_subscriptions", in.flag());
            case PUBLISH -> publish();
            case REPUBLISH -> subscription();
            case HISTORY_UPDATE -> each(() -> fields.add("details", in.structure()));
            default -> {}
        }
    }

    private void each(Runnable reader) {
        for (int left = in.count(); left > 0 && !in.cut(); left--) reader.run();
    }

    private void subscription() {
        subscription = in.u32();
        fields.add("subscription", subscription);
    }

    private void openChannel(Channel channel) {
        in.u32();
        fields.add("request_type", in.u32() == 0 ? "issue" : "renew");
        int mode = in.i32();
        channel.mode(mode);
        fields.add("security_policy", channel.policy());
        fields.add("security_mode", Descriptions.mode(mode));
        in.blob();
        fields.add("lifetime", in.u32());
    }

    private void createSession() {
        Descriptions.Application client = Descriptions.Application.read(in);
        client.identify(turn);
        in.text();
        target = in.text();
        fields.add("session_name", in.text());
        fields.add("application", client.name());
        fields.add("application_uri", client.uri());
        in.blob();
        Descriptions.certificate(in, turn);
        fields.add("timeout", in.f64());
    }

    /** The token shows how the user is known, and his name; a password that is not encrypted is said to be so, never shown. */
    private void activateSession() {
        in.text();
        in.blob();
        each(() -> {
            in.blob();
            in.blob();
        });
        fields.add("locales", in.texts());
        String type = in.nodeId();
        if (in.bodyEnd() < 0) return;
        fields.add("token_policy", in.text());
        switch (type) {
            case ANONYMOUS -> fields.add("user_kind", "anonymous");
            case USER_NAME -> {
                fields.add("user_kind", "username");
                String user = in.text();
                fields.add("user", user);
                int length = in.blob();
                String guessable = Guess.of(user, in.before(length));
                boolean encrypted = length > 0 && !in.text().isEmpty();
                fields.add("password", length > 0);
                fields.add("password_encrypted", encrypted);
                if (!encrypted) fields.add("guessable", guessable);
                turn.identity(turn.source(), Attribute.USER, user, 0.8);
            }
            case CERTIFICATE -> fields.add("user_kind", "certificate");
            case ISSUED -> fields.add("user_kind", "issued token");
            default -> fields.add("user_kind", type);
        }
    }

    private void readValueId() {
        String node = in.nodeId();
        points.attribute(node, in.u32());
        fields.add("index_range", in.text());
        in.qualifiedName();
    }

    private void read() {
        fields.add("max_age", in.f64());
        in.u32();
        each(this::readValueId);
    }

    private void write() {
        each(() -> {
            String node = in.nodeId();
            points.attribute(node, in.u32());
            fields.add("index_range", in.text());
            Decoder.DataValue value = in.dataValue();
            points.value(value.value());
        });
    }

    private void call() {
        each(() -> {
            String object = in.nodeId();
            points.node(object + " " + in.nodeId());
            each(() -> points.value(in.variant()));
        });
    }

    private void browse() {
        in.nodeId();
        in.i64();
        in.u32();
        in.u32();
        each(() -> {
            points.node(in.nodeId());
            in.u32();
            in.nodeId();
            in.flag();
            in.u32();
            in.u32();
        });
    }

    private void historyRead() {
        fields.add("details", in.structure());
        in.u32();
        fields.add("release", in.flag());
        each(() -> {
            points.node(in.nodeId());
            in.text();
            in.qualifiedName();
            in.blob();
        });
    }

    /** A path of names from a node: {@code i=85/2:Plant/2:Pump}. */
    private void translate() {
        each(() -> {
            StringBuilder path = new StringBuilder(in.nodeId());
            each(() -> {
                in.nodeId();
                in.flag();
                in.flag();
                String name = in.qualifiedName();
                if (path.length() < Decoder.TEXT_BYTES_MAX) path.append('/').append(name);
            });
            points.node(path.toString());
        });
    }

    private void addNode() {
        String parent = in.expandedNodeId();
        in.nodeId();
        in.expandedNodeId();
        points.node(parent + "/" + in.qualifiedName());
        in.u32();
        in.structure();
        in.expandedNodeId();
    }

    /** A client says with its next request which notifications it has. */
    private void publish() {
        List<Long> subscriptions = new ArrayList<>();
        List<Long> notifications = new ArrayList<>();
        each(() -> {
            long of = in.u32();
            long notification = in.u32();
            if (notifications.size() >= Decoder.LIST_MAX) return;
            subscriptions.add(of);
            notifications.add(notification);
        });
        if (notifications.isEmpty()) return;
        fields.add("subscription", Points.one(subscriptions));
        fields.add("acknowledged", Points.one(notifications));
    }

    private void registerServer() {
        String uri = in.text();
        fields.add("application_uri", uri);
        fields.add("product_uri", in.text());
        each(() -> fields.add("application", in.localizedText()));
        in.u32();
        in.text();
        fields.add("urls", in.texts());
        turn.identity(turn.source(), Attribute.NOTE, uri, 0.7);
    }

    private void monitoredItems() {
        subscription();
        in.u32();
        List<Double> intervals = new ArrayList<>();
        each(() -> {
            if (service == Service.CREATE_MONITORED_ITEMS) {
                readValueId();
                in.u32();
            } else {
                points.node("item " + in.u32());
            }
            long handle = in.u32();
            if (handles.size() < Decoder.LIST_MAX) handles.add(handle);
            double interval = in.f64();
            if (intervals.size() < Decoder.LIST_MAX) intervals.add(interval);
            in.structure();
            in.u32();
            in.flag();
        });
        fields.add("handles", handles);
        fields.add("sampling_intervals", intervals);
    }
}
