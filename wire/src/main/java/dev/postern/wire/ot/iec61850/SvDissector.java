package dev.postern.wire.ot.iec61850;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * Sampled Values, on Ethernet and routed. Some thousand frames a second: one message a frame with few fields, whose names are made into text once a
 * flow. What a sample holds is agreed elsewhere; pairs of a 32-bit value and its quality, as the 9-2 LE guideline fixes them, are taken where the
 * length allows, and a value with a time where that is about now.
 *
 * <pre>{@code
 * 60 { 80 number of ASDUs, A2 { 30 { 80 id, 81 data set, 82 sample count, 83 configuration revision, 84 refresh time, 85 synchronised,
 *      86 rate, 87 sample, 88 mode, 89 time } ... } }
 * }</pre>
 */
public final class SvDissector implements Dissector {
    static final int ETHER_TYPE = 0x88BA;
    private static final int PDU = 0x60;
    private static final int ASDUS_MAX = 16;
    private static final int VALUES_MAX = 256;
    private static final int PAIR_BYTES = 8;
    private static final int TIMED_BYTES = 12;
    private static final int DAY_SECONDS = 86_400;
    private static final int SHOWN_BYTES_MAX = 64;

    @Override
    public String protocol() {
        return "sv";
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
        return new Texts();
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (transport == Transport.UDP)
            return Envelope.isRouted(pending, Envelope.SV_SESSION) ? Recognition.CERTAIN : Recognition.NOT;
        return Envelope.isFrame(pending, PDU) ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Envelope envelope = Envelope.open(pending, turn, Envelope.SV_PAYLOAD);
        while (envelope.next()) {
            if (pending.u8(envelope.from) != PDU) turn.malformed("unit is no sampled values", envelope.from);
            else unit(pending, envelope, turn);
        }
        return pending.length();
    }

    private static void unit(Bytes bytes, Envelope envelope, Turn turn) {
        Texts texts = turn.state();
        Turn.Draft draft =
                turn.message("sampled values", Verb.EXCHANGE, Outcome.NOTICE).unit(texts.unit(envelope.appId));
        envelope.describe(draft);
        long told = -1;
        int asdus = 0;
        Samples samples = new Samples();
        Ber ber = envelope.elements();
        while (ber.next()) {
            if (ber.tag() == 0x80) told = ber.unsigned();
            if (ber.tag() != 0xA2) continue;
            Ber list = ber.inside();
            for (; list.next() && asdus < ASDUS_MAX; asdus++) asdu(bytes, list.inside(), draft, texts, samples, turn);
            if (list.broken()) turn.malformed("ASDU does not fit", list.at());
        }
        if (ber.broken()) turn.malformed("element does not fit", ber.at());
        else if (told != asdus && asdus < ASDUS_MAX) turn.malformed("ASDUs are not as many as told", envelope.from);
        draft.field("asdus", told < 0 ? null : told);
        samples.describe(draft, texts);
        draft.emit();
    }

    private static void asdu(Bytes bytes, Ber ber, Turn.Draft draft, Texts texts, Samples samples, Turn turn) {
        while (ber.next()) {
            switch (ber.tag()) {
                case 0x80 -> samples.ids.add(texts.of(bytes, ber));
                case 0x81 -> draft.field("data_set", texts.of(bytes, ber));
                case 0x82 -> samples.counts.add(ber.unsigned());
                case 0x83 -> samples.revisions.add(ber.unsigned());
                case 0x84 ->
                    draft.field("refresh", ber.length() == Clock.UTC_BYTES ? Clock.utc(bytes, ber.body()) : null);
                case 0x85 -> samples.synchronised.add(ber.unsigned());
                case 0x86 -> draft.field("smp_rate", ber.unsigned());
                case 0x87 -> samples.add(bytes, ber, turn.atNanos());
                case 0x88 -> draft.field("smp_mod", ber.unsigned());
                default -> {
                    // Time of the sample (edition 2.1), which the count tells too.
                }
            }
        }
        if (ber.broken()) turn.malformed("element of an ASDU does not fit", ber.at());
    }

    /** The samples of a frame, one after the other. */
    private static final class Samples {
        private final List<Object> ids = new ArrayList<>(1);
        private final List<Object> counts = new ArrayList<>(1);
        private final List<Object> revisions = new ArrayList<>(1);
        private final List<Object> synchronised = new ArrayList<>(1);
        private final List<Object> values = new ArrayList<>(8);
        private List<Object> qualities;
        private List<Object> times;
        private List<Object> others;

        void add(Bytes bytes, Ber ber, long atNanos) {
            int length = ber.length();
            if (length == TIMED_BYTES && isAbout(bytes.u32(ber.body() + 4), atNanos)) {
                if (times == null) times = new ArrayList<>();
                values.add((long) bytes.i32(ber.body()));
                times.add(Clock.utc(bytes, ber.body() + 4));
            } else if (length == 0 || length % PAIR_BYTES != 0) {
                if (others == null) others = new ArrayList<>(1);
                others.add(bytes.hex(ber.body(), Math.min(SHOWN_BYTES_MAX, length)));
            } else {
                for (int at = ber.body(); at < ber.end() && values.size() < VALUES_MAX; at += PAIR_BYTES) {
                    values.add((long) bytes.i32(at));
                    quality(bytes.u32(at + 4));
                }
            }
        }

        private static boolean isAbout(long seconds, long atNanos) {
            return Math.abs(seconds - atNanos / 1_000_000_000) < DAY_SECONDS;
        }

        /** Good until one is not. */
        private void quality(long bits) {
            if (bits == 0 && qualities == null) return;
            if (qualities == null) {
                qualities = new ArrayList<>(values.size());
                for (int i = 1; i < values.size(); i++) qualities.add(0L);
            }
            qualities.add(bits);
        }

        void describe(Turn.Draft draft, Texts texts) {
            if (ids.size() > 1) draft.field("sv_ids", ids);
            draft.target(texts.together(ids))
                    .field("smp_cnt", plain(counts))
                    .field("conf_rev", plain(revisions))
                    .field("smp_synch", plain(synchronised));
            if (!values.isEmpty()) draft.field("values", values);
            draft.field("qualities", qualities)
                    .field("times", times == null ? null : plain(times))
                    .field("data", others);
        }

        /** One for all, unless the ASDUs differ. */
        private static Object plain(List<Object> list) {
            if (list.isEmpty()) return null;
            for (int i = 1; i < list.size(); i++) if (!list.get(i).equals(list.getFirst())) return list;
            return list.getFirst();
        }
    }
}
