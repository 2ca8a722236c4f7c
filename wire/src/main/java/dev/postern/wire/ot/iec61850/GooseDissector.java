package dev.postern.wire.ot.iec61850;

import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * GOOSE, on Ethernet and routed. A frame with sequence number 0 tells a change of state, which is a report; the others repeat it in the rhythm of
 * the publisher. Costs one message a frame, whose names are made into text once a flow; a repetition is compared, not read.
 *
 * <pre>{@code
 * 61 { 80 control block, 81 time to live ms, 82 data set, 83 id, 84 time of change, 85 state number, 86 sequence number, 87 test or
 *      simulation, 88 configuration revision, 89 needs commissioning, 8A entries, AB { data } }
 * }</pre>
 */
public final class GooseDissector implements Dissector {
    static final int ETHER_TYPE = 0x88B8;
    private static final int PDU = 0x61;
    /** Of the tags 80 to 8A all but id, test and needs commissioning. */
    private static final int MANDATORY = 0b101_0111_0111;

    private static final int FIRST_TAG = 0x80;

    /** What a flow's state is. */
    static final class Publisher {
        final Texts texts = new Texts();
        private final Repeats repeats = new Repeats();
    }

    @Override
    public String protocol() {
        return "goose";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.ETHERNET && port == ETHER_TYPE
                || transport == Transport.UDP && port == Envelope.ROUTED_PORT;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.ETHERNET || transport == Transport.UDP;
    }

    @Override
    public Object newState() {
        return new Publisher();
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (transport == Transport.UDP)
            return Envelope.isRouted(pending, Envelope.GOOSE_SESSION) ? Recognition.CERTAIN : Recognition.NOT;
        return Envelope.isFrame(pending, PDU) ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Publisher publisher = turn.state();
        if (publisher.repeats.tell(pending, turn)) return pending.length();
        Envelope envelope = Envelope.open(pending, turn, Envelope.GOOSE_PAYLOAD);
        while (envelope.next()) {
            if (pending.u8(envelope.from) != PDU) turn.malformed("unit is no GOOSE", envelope.from);
            else unit(pending, envelope, turn, publisher);
        }
        return pending.length();
    }

    private static void unit(Bytes bytes, Envelope envelope, Turn turn, Publisher publisher) {
        Texts texts = publisher.texts;
        // The draft needs the operation first, and that needs the numbers.
        boolean changed = first(envelope.elements());
        Turn.Draft draft = turn.message(
                        changed ? "state change" : "goose", changed ? Verb.REPORT : Verb.EXCHANGE, Outcome.NOTICE)
                .unit(texts.unit(envelope.appId));
        envelope.describe(draft);
        Ber ber = envelope.elements();
        int seen = 0;
        long entries = -1;
        int told = -1;
        int sequenceAt = 0;
        int sequenceBytes = 0;
        int sequences = 0;
        while (ber.next()) {
            int index = ber.tag() - FIRST_TAG;
            if (index >= 0 && index < 11) seen |= 1 << index;
            switch (ber.tag()) {
                case 0x80 -> draft.target(texts.of(bytes, ber));
                case 0x81 -> draft.field("time_to_live_millis", ber.unsigned());
                case 0x82 -> draft.field("data_set", texts.of(bytes, ber));
                case 0x83 -> draft.field("go_id", texts.of(bytes, ber));
                case 0x84 ->
                    draft.field("changed", ber.length() == Clock.UTC_BYTES ? texts.utc(bytes, ber.body()) : null);
                case 0x85 -> draft.field("st_num", ber.unsigned());
                case 0x86 -> {
                    sequences++;
                    sequenceAt = ber.body();
                    sequenceBytes = ber.length();
                    draft.field(Repeats.SEQUENCE, ber.unsigned());
                }
                case 0x87 -> draft.field("test", ber.bool());
                case 0x88 -> draft.field("conf_rev", ber.unsigned());
                case 0x89 -> draft.field("nds_com", ber.bool());
                case 0x8A -> {
                    entries = ber.unsigned();
                    draft.field("entries", entries);
                }
                case 0xAB -> told = values(bytes, ber, draft, turn, texts);
                default -> turn.malformed("element unknown", ber.at());
            }
        }
        if (ber.broken()) turn.malformed("element does not fit", ber.at());
        else if ((seen & MANDATORY) != MANDATORY || told < 0)
            turn.malformed("mandatory element missing", envelope.from);
        else if (told != entries) turn.malformed("entries are not as many as told", envelope.from);
        Message message = draft.emit();
        if (!changed && sequences == 1 && envelope.isFrame())
            publisher.repeats.remember(bytes, sequenceAt, sequenceBytes, message, turn);
    }

    private static boolean first(Ber ber) {
        while (ber.next()) if (ber.tag() == 0x86) return ber.unsigned() == 0;
        return false;
    }

    /** @return how many entries the data set has */
    private static int values(Bytes bytes, Ber data, Turn.Draft draft, Turn turn, Texts texts) {
        Texts.Values read = texts.known(bytes, data);
        if (read == null) {
            Leaves leaves = new Leaves(bytes);
            int entries = 0;
            Ber ber = data.inside();
            for (; ber.next(); entries++) leaves.add(ber);
            read = new Texts.Values(leaves.values, leaves.types, leaves.cut, entries);
            if (ber.broken()) turn.malformed("data does not fit", ber.at());
            else if (leaves.brokenAt >= 0) turn.malformed("data is none of MMS", leaves.brokenAt);
            else texts.remember(bytes, data, read);
        }
        draft.field("values", read.values()).field("types", read.types());
        if (read.cut()) draft.field("cut", true);
        return read.entries();
    }
}
