package dev.postern.wire;

import dev.postern.model.Observation;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.function.Consumer;

/**
 * Protocols that nobody reads, one a server port or EtherType. From the first messages a format is learned and told once; after that each
 * message is told as one of protocol {@code unknown}, so that novelty, cycles and sequences can be judged. Off for what is encrypted or
 * compressed (octets spread evenly), for bulk, and where no structure shows. At most {@value #PROTOCOLS_MAX} protocols of a shard; one that
 * was not heard for {@value #IDLE_NANOS} ns gives way. What was learned does not change any more: a message that is otherwise is evidence.
 */
final class Unknowns {
    static final int PROTOCOLS_MAX = 64;
    static final long IDLE_NANOS = 3600L * 1_000_000_000L;
    /** Packets of a flow after which it is worth a format. */
    static final int PACKETS_MIN = 8;

    /** Mean length from which on a protocol is called bulk. */
    static final int BULK_BYTES = 700;

    /** Octets that the judgement on their spread needs; more than this many bits each is no plain protocol. */
    static final int SPREAD_OCTETS_MIN = 512;

    static final double SPREAD_BITS_MAX = 6.9;
    private static final int SPREAD_HEAD_BYTES = 64;
    private static final int ID_OFFSETS = 16;
    private static final int PAIRS_MIN = 8;
    private static final int MESSAGES_OF_SEGMENT_MAX = 64;

    enum State {
        LEARNING,
        LEARNED,
        OFF
    }

    /** What is known of one. */
    static final class Protocol {
        long key;
        long heardNanos;
        State state = State.LEARNING;
        final UnknownFormat up = new UnknownFormat();
        final UnknownFormat down = new UnknownFormat();
        /** Counts of octet values, while learning. */
        int[] spread = new int[256];

        int spreadOctets;
        /** Head of the last request, of which flow, and how often the answer had the same number at the same place. */
        final byte[] asked = new byte[ID_OFFSETS + 1];

        int askedSlot = -1;
        int askedBytes;
        int pairs;
        final int[] echoed = new int[ID_OFFSETS];
        final int[] changed = new int[ID_OFFSETS];
        /** Where a number of two octets stands that the answer repeats, or -1. */
        int idAt = -1;
    }

    private final Protocol[] protocols = new Protocol[PROTOCOLS_MAX];
    private final transient Turn turn = new Turn();

    /** A whole datagram that nobody wants. */
    void datagram(Flow flow, boolean fromClient, Packet packet, Counters counters, Consumer<Observation> out) {
        Protocol known = of(flow, packet.atNanos(), counters);
        if (known == null || known.state == State.OFF) return;
        if (known.state == State.LEARNING)
            learn(known, flow, fromClient, packet.data, packet.from, packet.length(), packet, out);
        else
            tell(
                    known,
                    flow,
                    fromClient,
                    packet.data,
                    packet.from,
                    packet.length(),
                    packet.length() + packet.missing,
                    packet,
                    out);
    }

    /** Bytes of a stream, in order, that nobody wants. */
    void stream(
            Flow flow,
            boolean fromClient,
            byte[] data,
            int from,
            int count,
            Packet packet,
            Counters counters,
            Consumer<Observation> out) {
        Protocol known = of(flow, packet.atNanos(), counters);
        if (known == null || known.state == State.OFF) return;
        TcpHalf half = flow.half(fromClient);
        if (known.state == State.LEARNING) {
            learn(known, flow, fromClient, data, from, count, packet, out);
            return;
        }
        UnknownFormat format = fromClient ? known.up : known.down;
        int at = from;
        int end = from + count;
        for (int messages = 0; at < end && messages < MESSAGES_OF_SEGMENT_MAX; messages++) {
            int rest = (int) Math.min(half.unknownLeft, end - at);
            half.unknownLeft -= rest;
            at += rest;
            if (at == end) return;
            int length = format.length(data, at, end - at);
            tell(known, flow, fromClient, data, at, Math.min(length, end - at), length, packet, out);
            half.unknownLeft = length;
        }
    }

    /** The protocol of this flow, begun if it is worth it; null if there is none. */
    private Protocol of(Flow flow, long atNanos, Counters counters) {
        if (flow.protocol != null || flow.packets < PACKETS_MIN || flow.transport == Transport.ICMP) return null;
        boolean alone = flow.transport == Transport.ETHERNET
                || flow.conversation.server().isMulticast();
        if (!alone && !flow.answered()) return null;
        long key = (long) flow.transport.ordinal() << 32 | flow.serverPort;
        int place = flow.unknownPlace;
        Protocol known = protocols[place];
        if (known == null || known.key != key) {
            place = place(key, atNanos);
            if (place < 0) {
                counters.limit("unknown protocols of a shard");
                return null;
            }
            flow.unknownPlace = place;
            known = protocols[place];
            if (known == null || known.key != key) {
                known = new Protocol();
                known.key = key;
                protocols[place] = known;
            }
        }
        known.heardNanos = Math.max(known.heardNanos, atNanos);
        return known;
    }

    /** Where this protocol stands or may stand, or -1. */
    private int place(long key, long atNanos) {
        int free = -1;
        for (int i = 0; i < PROTOCOLS_MAX; i++) {
            Protocol known = protocols[i];
            if (known != null && known.key == key) return i;
            boolean idle = known == null || atNanos - known.heardNanos > IDLE_NANOS;
            if (free < 0 && idle) free = i;
        }
        return free;
    }

    private void learn(
            Protocol known,
            Flow flow,
            boolean fromClient,
            byte[] data,
            int at,
            int count,
            Packet packet,
            Consumer<Observation> out) {
        (fromClient ? known.up : known.down).learn(data, at, count, flow.slot);
        for (int i = at; i < at + Math.min(count, SPREAD_HEAD_BYTES); i++) known.spread[data[i] & 0xFF]++;
        known.spreadOctets += Math.min(count, SPREAD_HEAD_BYTES);
        pair(known, flow, fromClient, data, at, count);
        int most = Math.max(known.up.messages, known.down.messages);
        if (most >= UnknownFormat.LEARN_MESSAGES && known.spreadOctets >= SPREAD_OCTETS_MIN)
            settle(known, flow, fromClient, packet, out);
    }

    private static void pair(Protocol known, Flow flow, boolean fromClient, byte[] data, int at, int count) {
        int head = Math.min(count, known.asked.length);
        if (fromClient) {
            boolean follows = known.askedSlot == flow.slot;
            for (int i = 0; i + 1 < head && follows; i++)
                if (data[at + i] != known.asked[i] || data[at + i + 1] != known.asked[i + 1]) known.changed[i]++;
            System.arraycopy(data, at, known.asked, 0, head);
            known.askedBytes = head;
            known.askedSlot = flow.slot;
        } else if (known.askedSlot == flow.slot) {
            known.pairs++;
            for (int i = 0; i + 1 < Math.min(head, known.askedBytes); i++)
                if (data[at + i] == known.asked[i] && data[at + i + 1] == known.asked[i + 1]) known.echoed[i]++;
        }
    }

    private void settle(Protocol known, Flow flow, boolean fromClient, Packet packet, Consumer<Observation> out) {
        for (int i = 0; i < ID_OFFSETS && known.idAt < 0; i++) {
            boolean id = known.pairs >= PAIRS_MIN
                    && 8 * known.echoed[i] >= 7 * known.pairs
                    && 2 * known.changed[i] >= known.pairs;
            if (id) known.idAt = i;
        }
        known.up.settle(known.idAt);
        known.down.settle(known.idAt);
        double bits = spread(known.spread, known.spreadOctets);
        long octets = known.up.octets() + known.down.octets();
        boolean bulk = octets > (long) BULK_BYTES * (known.up.messages + known.down.messages);
        boolean plain = bits <= SPREAD_BITS_MAX && !bulk && (known.up.hasStructure() || known.down.hasStructure());
        known.state = plain ? State.LEARNED : State.OFF;
        known.spread = null;
        if (!plain) return;
        turn.begin(packet, flow.conversation, fromClient, "unknown", null, out);
        Turn.Draft draft = turn.message("format", Verb.OTHER, Outcome.NOTICE)
                .target(Ports.service(flow.transport, flow.serverPort))
                .field("bits_per_octet", Math.round(bits * 10) / 10.0)
                .field("id_at", known.idAt < 0 ? null : (Object) (long) known.idAt);
        describe(draft, "client_", known.up);
        describe(draft, "server_", known.down);
        draft.emit();
    }

    private static void describe(Turn.Draft draft, String side, UnknownFormat format) {
        if (format.messages == 0) return;
        draft.field(side + "constant", format.constants());
        if (format.isFixed()) draft.field(side + "length", (long) format.shortest());
        if (format.lengthAt >= 0) {
            draft.field(side + "length_at", (long) format.lengthAt)
                    .field(side + "length_octets", (long) format.lengthWidth)
                    .field(side + "length_little", format.lengthLittle)
                    .field(side + "length_bias", (long) format.bias);
        }
        if (format.counterAt >= 0) draft.field(side + "counter_at", (long) format.counterAt);
        if (format.verbAt >= 0) draft.field(side + "verb_at", (long) format.verbAt);
    }

    /** Entropy of the octets in bits, Shannon 1948. */
    private static double spread(int[] counts, int total) {
        double bits = 0;
        for (int count : counts) {
            if (count == 0) continue;
            double share = (double) count / total;
            bits -= share * Math.log(share) / Math.log(2);
        }
        return bits;
    }

    private void tell(
            Protocol known,
            Flow flow,
            boolean fromClient,
            byte[] data,
            int at,
            int count,
            int length,
            Packet packet,
            Consumer<Observation> out) {
        int verb = (fromClient ? known.up : known.down).verb(data, at, count);
        boolean numbered = known.idAt >= 0 && known.idAt + 2 <= count;
        int id = numbered ? Octets.u16(data, at + known.idAt) : 0;
        boolean answers = !fromClient && flow.askedNanos >= 0 && (!numbered || id == flow.asking);
        boolean asks = fromClient && flow.serverSpoke;
        int operation = answers ? flow.askedVerb : verb;
        turn.begin(packet, flow.conversation, fromClient, "unknown", null, out);
        Turn.Draft draft = turn.message(
                        operation < 0 ? "message" : OPERATIONS[operation],
                        Verb.OTHER,
                        answers ? Outcome.SUCCESS : asks ? Outcome.REQUEST : Outcome.NOTICE)
                .field("length", (long) length)
                .field("verb", verb < 0 ? null : (Object) (long) verb);
        if (answers) {
            draft.answers(flow.askedNanos);
            flow.askedNanos = -1;
        } else if (asks) {
            flow.asking = id;
            flow.askedNanos = packet.atNanos();
            flow.askedVerb = verb;
        }
        draft.emit();
    }

    /** {@code verb 05}: made once, so that a message costs no text. */
    private static final String[] OPERATIONS = new String[256];

    static {
        for (int i = 0; i < OPERATIONS.length; i++)
            OPERATIONS[i] = "verb " + java.util.HexFormat.of().toHexDigits((byte) i);
    }
}
