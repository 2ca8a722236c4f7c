package dev.postern.wire.ot.opcua;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * OPC UA PubSub in datagrams and frames, UADP mapping: OPC 10000-14 release 1.05, section 7.2.4 (the message) and 7.3.2, 7.3.3 (UDP 4840, EtherType 0xB62C). A publisher says
 * over and over what its data sets hold; nobody answers but discovery. Only the version, 1 in four bits, is always the same, so that bytes are never certain: what
 * is read must end where they end.
 */
public final class UadpDissector implements Dissector {
    private static final int PORT = 4840, ETHER_TYPE = 0xB62C;
    private static final int PROBE = 1;
    private static final String[] INFORMATION = {
        "", "endpoints", "data set metadata", "writer configuration", "group configuration", "connections"
    };
    private static final String[] ANNOUNCED = {
        "",
        "endpoints",
        "data set metadata",
        "writer configuration",
        "connections",
        "application",
        "action responder",
        "action metadata"
    };

    @Override
    public String protocol() {
        return "uadp";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.UDP && port == PORT || transport == Transport.ETHERNET && port == ETHER_TYPE;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP || transport == Transport.ETHERNET;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (!NetworkMessage.begins(pending)) return Recognition.NOT;
        return NetworkMessage.read(pending).isPlausible() ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public Object newState() {
        return new UadpState();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        NetworkMessage message = NetworkMessage.read(pending);
        UadpState state = turn.state();
        tell(message, turn);
        if (message.chunkData != null && message.broken == null) {
            Bytes payload = state.parts().add(turn, message);
            if (payload != null) {
                message.joined(payload);
                tell(message, turn);
            }
        }
        if (message.broken != null) turn.malformed(message.broken, Math.min(message.brokenAt, pending.length()));
        // What a broker hands on is said by somebody else.
        boolean itself = turn.fromClient() || turn.conversation().transport() != Transport.TCP;
        if (itself && message.broken == null && state.isNew(message.publisher))
            turn.identity(turn.source(), Attribute.NOTE, "OPC UA publisher " + message.publisher, 0.6);
        return pending.length();
    }

    private static void tell(NetworkMessage message, Turn turn) {
        if (message.discovery >= 0) discovery(message, turn);
        else if (message.isClosed()) closed(message, turn);
        else for (DataSetMessage set : message.sets) tell(message, set, turn);
    }

    private static Turn.Draft start(NetworkMessage message, String operation, Verb verb, Outcome outcome, Turn turn) {
        Turn.Draft draft = turn.message(operation, verb, outcome)
                .unit(message.publisher.isEmpty() ? "" : "publisher " + message.publisher)
                .field("publisher", message.publisher.isEmpty() ? null : message.publisher)
                .field("class_id", message.classId)
                .field("writer_group", NetworkMessage.orNull(message.group))
                .field("group_version", NetworkMessage.orNull(message.groupVersion))
                .field("message_number", NetworkMessage.orNull(message.number))
                .field("group_sequence", NetworkMessage.orNull(message.sequence))
                .field("sent_millis", message.sentMillis == 0 ? null : (Object) message.sentMillis)
                .field("signed", message.signed ? true : null)
                .field("security_token", NetworkMessage.orNull(message.token));
        if (!message.promoted.isEmpty()) promoted(message, draft, turn);
        return draft;
    }

    /** Fields of the one data set of the message, which the header shows even where the rest is encrypted. */
    private static void promoted(NetworkMessage message, Turn.Draft draft, Turn turn) {
        long version = message.sets.isEmpty() ? -1 : message.sets.getFirst().major;
        MetaData known = message.writers.isEmpty() ? null : known(message, message.writers.getFirst(), version, turn);
        List<String> names = known == null ? List.of() : known.promoted();
        if (names.size() == message.promoted.size()) draft.field("promoted_names", names);
        draft.field(
                        "promoted",
                        message.promoted.stream().map(Decoder.Variant::single).toList())
                .field(
                        "promoted_types",
                        message.promoted.stream().map(Decoder.Variant::type).toList());
        if (message.morePromoted > 0) draft.field("more_promoted", message.morePromoted);
    }

    private static MetaData known(NetworkMessage message, long writer, long version, Turn turn) {
        return Announced.of(turn, message.publisher, writer, version);
    }

    /** What is encrypted, a part of what is too long for one datagram, or an action: only that it is there. */
    private static void closed(NetworkMessage message, Turn turn) {
        String operation = message.encrypted ? "encrypted message" : message.chunk ? "chunk" : "action";
        boolean asks = message.isAction() && message.request;
        if (message.isAction()) operation = asks ? "action request" : "action response";
        Turn.Draft draft = start(
                message, operation, asks ? Verb.OPERATE : Verb.OTHER, asks ? Outcome.REQUEST : Outcome.NOTICE, turn);
        if (message.isAction()) action(message, draft);
        draft.target(message.group < 0 ? "" : "group " + message.group)
                .field("writers", message.writers.isEmpty() ? null : message.writers)
                .field("chunk_offset", NetworkMessage.orNull(message.chunkOffset))
                .field("total_size", NetworkMessage.orNull(message.totalSize))
                .field("size", (long) Math.max(0, message.payloadBytes))
                .emit();
    }

    private static void action(NetworkMessage message, Turn.Draft draft) {
        draft.field("response_address", message.responseAddress.isEmpty() ? null : message.responseAddress)
                .field("correlation", message.correlation.isEmpty() ? null : message.correlation)
                .field("requestor", message.requestor.isEmpty() ? null : message.requestor)
                .field("timeout_millis", message.timeoutMillis < 0 ? null : (Object) message.timeoutMillis);
    }

    private static void discovery(NetworkMessage message, Turn turn) {
        MetaData set = message.broken == null && !StatusCode.isBad(message.status) ? message.metaData : null;
        if (set != null && !set.fields().isEmpty())
            new Announced(message.publisher, message.writers.getFirst(), set).tell(turn);
        boolean probes = message.type == PROBE;
        String[] names = probes ? INFORMATION : ANNOUNCED;
        String target = probes && message.discovery != 1
                ? "applications"
                : message.information > 0 && message.information < names.length
                        ? names[message.information]
                        : "type " + message.information;
        Turn.Draft draft = start(
                        message,
                        probes ? "discovery probe" : "discovery announcement",
                        Verb.IDENTIFY,
                        probes ? Outcome.REQUEST : Outcome.NOTICE,
                        turn)
                .target(target)
                .field("information", (long) message.information)
                .field("sequence", NetworkMessage.orNull(message.discoverySequence))
                .field("writers", message.writers.isEmpty() ? null : message.writers);
        status(message.status, draft);
        if (message.broken == null && message.metaData != null) dataSet(message.metaData, message.fieldIds, draft);
        draft.emit();
    }

    private static void dataSet(MetaData set, List<String> ids, Turn.Draft draft) {
        draft.field("data_set", set.name().isEmpty() ? null : set.name())
                .field("major_version", set.major())
                .field("minor_version", set.minor());
        if (set.fields().isEmpty()) return;
        draft.field("names", set.points()).field("types", set.types());
        if (!ids.isEmpty()) draft.field("field_ids", ids);
        if (set.more() > 0) draft.field("more_fields", set.more());
    }

    private static void status(long status, Turn.Draft draft) {
        if (status < 0) return;
        draft.field("status", status);
        if (StatusCode.isBad(status)) draft.field("error", StatusCode.name(status));
    }

    private static List<String> items(DataSetMessage set, MetaData known, String place) {
        List<String> items = new ArrayList<>(set.fields.size());
        for (int i = 0; i < set.fields.size(); i++) {
            int field = set.fields.get(i);
            String part = i < set.parts.size() ? set.parts.get(i) : "";
            items.add(place + " " + (known == null ? "field " + field : known.point(field)) + part);
        }
        return items;
    }

    private static void tell(NetworkMessage message, DataSetMessage set, Turn turn) {
        String place = (message.group < 0 ? "" : "group " + message.group + " ")
                + (set.writer < 0 ? "data set " + set.place : "writer " + set.writer);
        MetaData known = set.writer < 0 ? null : known(message, set.writer, set.major, turn);
        if (known != null) set.decode(known);
        Turn.Draft draft = start(message, set.operation(), set.verb(), Outcome.NOTICE, turn)
                .target(place)
                .field("writer", NetworkMessage.orNull(set.writer))
                .field("data_set", known == null || known.name().isEmpty() ? null : known.name())
                .field("sequence", NetworkMessage.orNull(set.sequence))
                .field("valid", set.valid ? null : false)
                .field("encoding", set.encodingName())
                .field("major_version", NetworkMessage.orNull(set.major))
                .field("minor_version", NetworkMessage.orNull(set.minor))
                .field("set_millis", set.millis == 0 ? null : (Object) set.millis);
        status(set.status, draft);
        if (!set.values.isEmpty()) {
            // Named one by one, as a delta frame has only some of them.
            draft.field("item_ids", items(set, known, place))
                    .field("values", set.values)
                    .field("types", set.types);
            if (set.more > 0) draft.field("more_fields", set.more);
            if (set.hasResults) draft.field("results", set.results);
            if (set.hasTimes) draft.field("source_millis", set.times);
        }
        if (set.raw != null)
            draft.field("size", (long) set.raw.length()).field("data", Values.hex(set.raw, 0, set.raw.length()));
        draft.emit();
    }
}
