package dev.postern.analyst.gap;

import dev.postern.analyst.situation.Context;
import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.GapReport.Inference;
import dev.postern.model.Traffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Pings that carry something. An echo returns what it was sent, RFC 792 and RFC 4443 section 4.2, so question and answer are as long: pairs of hosts
 * where they are not, again and again, talk inside their pings.
 */
public final class Pings {
    private static final int PAIRS_MAX = 8_192;
    private static final int WINDOWS_MIN = 4;
    /** Mean bytes of a packet one way and the other; padding of short frames stays below. */
    private static final long DIFFERENCE_MIN = 24;

    private static final double CONFIDENCE = 0.7;
    private final LinkedHashMap<Pair, Talk> talks = new LinkedHashMap<>();

    private record Pair(Address client, Address server) {}

    /** Mutable. */
    private static final class Talk {
        long uneven;
        long even;
        long firstNanos;
        long lastNanos;
        FrameRef frame;
    }

    void traffic(Traffic t, Context context) {
        if (!t.service().equals("icmp") && !t.service().equals("icmpv6")) return;
        // Where answers are missing their mean says nothing.
        if (t.packetsUp() == 0 || t.packetsUp() != t.packetsDown()) return;
        Pair pair = new Pair(t.conversation().client(), t.conversation().server());
        Talk talk = talks.get(pair);
        if (talk == null) {
            if (!context.limit().room("pairs that ping", talks.size(), PAIRS_MAX)) return;
            talks.put(pair, talk = new Talk());
        }
        long difference = Math.abs(t.bytesUp() - t.bytesDown()) / t.packetsUp();
        if (difference < DIFFERENCE_MIN) {
            talk.even++;
            return;
        }
        if (talk.uneven++ == 0) {
            talk.firstNanos = t.stamp().atNanos();
            talk.frame = t.stamp().ref();
        }
        talk.lastNanos = t.stamp().atNanos();
    }

    List<Inference> inferences(Context context) {
        List<Inference> found = new ArrayList<>();
        talks.forEach((pair, talk) -> {
            if (talk.uneven < WINDOWS_MIN || talk.even > talk.uneven) return;
            found.add(new Inference(
                    "tunnel over pings",
                    context.inventory().describe(pair.client()) + " and "
                            + context.inventory().describe(pair.server()) + " seem to talk inside pings.",
                    "In " + talk.uneven
                            + " minutes the answers were not as long as the questions, and a ping returns what it was sent.",
                    CONFIDENCE,
                    true,
                    List.of(pair.client(), pair.server()),
                    talk.firstNanos,
                    talk.lastNanos,
                    List.of(talk.frame)));
        });
        return found;
    }
}
