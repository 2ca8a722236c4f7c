package dev.postern.wire;

import dev.postern.model.Transport;
import java.util.BitSet;

/**
 * Says which protocol a flow speaks. Content comes first: a dissector that is certain is believed on any port, one that is not sure on its
 * usual port or when it finds both directions possible.
 */
final class Recogniser {
    /** Payloads looked at before a flow is called unknown. */
    static final int PROBES_MAX = 16;

    /** A stream with less than this may still become anything. */
    static final int PROBE_BYTES_MIN = 16;

    /** The same where a protocol is at home: a beginning that its dissector does not know yet, as it may have been cut anywhere. */
    static final int PROBE_BYTES_HOME = 512;

    private final Dissectors dissectors;
    private final Bytes bytes = new Bytes();

    Recogniser(Dissectors dissectors) {
        this.dissectors = dissectors;
    }

    /** The dissector to believe, or null while there is none. */
    Dissector recognise(Flow flow, boolean fromClient, byte[] data, int at, int count) {
        Dissector[] candidates = dissectors.on(flow.transport);
        BitSet unsure = null;
        Dissector usual = null;
        for (int i = 0; i < candidates.length; i++) {
            Dissector.Recognition verdict = probe(candidates[i], flow, fromClient, data, at, count);
            // Roles that were only guessed may be the wrong way round.
            if (verdict == Dissector.Recognition.NOT && !flow.sure && flow.transport == Transport.TCP)
                verdict = probe(candidates[i], flow, !fromClient, data, at, count);
            if (verdict == Dissector.Recognition.CERTAIN) return candidates[i];
            if (verdict == Dissector.Recognition.NOT || candidates[i].protocol().equals(flow.distrusted)) continue;
            if (usual == null && onUsualPort(candidates[i], flow)) usual = candidates[i];
            if (unsure == null) unsure = new BitSet(candidates.length);
            unsure.set(i);
        }
        if (usual != null) return usual;
        if (fromClient) flow.unsureUp = unsure;
        else flow.unsureDown = unsure;
        // A port may be chosen, an EtherType is given: at a foreign one two plausible sides prove nothing.
        boolean given = flow.transport == Transport.ETHERNET;
        if (!given && flow.unsureUp != null && flow.unsureDown != null) {
            BitSet both = (BitSet) flow.unsureUp.clone();
            both.and(flow.unsureDown);
            int agreed = both.nextSetBit(0);
            if (agreed >= 0 && agreed < candidates.length) return candidates[agreed];
        }
        flow.probes++;
        return null;
    }

    private Dissector.Recognition probe(
            Dissector candidate, Flow flow, boolean fromClient, byte[] data, int at, int count) {
        return candidate.probe(bytes.wrap(data, at, count), flow.transport, fromClient);
    }

    private static boolean onUsualPort(Dissector dissector, Flow flow) {
        return dissector.usualPort(flow.transport, flow.serverPort)
                || dissector.usualPort(flow.transport, flow.clientPort);
    }

    /**
     * The one that is certain of a datagram which the present one says it cannot be, away from the port where that is at home. A scanner asks one port in
     * one language after the other, from one port of its own. Null if there is none, or the flow was doubted often enough.
     */
    @SuppressWarnings("ReferenceEquality") // the very dissector
    Dissector instead(Dissector present, Flow flow, boolean fromClient, Packet packet) {
        if (flow.probes >= PROBES_MAX || onUsualPort(present, flow)) return null;
        if (probe(present, flow, fromClient, packet.data, packet.from, packet.length()) != Dissector.Recognition.NOT)
            return null;
        flow.probes++;
        for (Dissector other : dissectors.on(flow.transport))
            if (other != present
                    && probe(other, flow, fromClient, packet.data, packet.from, packet.length())
                            == Dissector.Recognition.CERTAIN) return other;
        return null;
    }

    /** Bytes below which what a side sends may still become anything. */
    int beginning(Flow flow) {
        if (flow.opened)
            for (Dissector candidate : dissectors.on(flow.transport))
                if (onUsualPort(candidate, flow)) return PROBE_BYTES_HOME;
        return PROBE_BYTES_MIN;
    }
}
