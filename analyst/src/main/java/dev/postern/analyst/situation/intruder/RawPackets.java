package dev.postern.analyst.situation.intruder;

import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.situation.Context;
import dev.postern.analyst.situation.Finding;
import dev.postern.analyst.situation.Part;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A machine whose packets each have another hop limit, drawn by lot: a scanner that writes them itself, so that it leaves no doubt after ten doors, at any pace and
 * in the first minute of a home. A system sends with one limit, or a few by protocol (32, 64, 128, 255). Who traces a way begins with 1; of what comes
 * through a router or a translator of addresses the limits lie as far apart as ways are long, and no way in a plant has {@link #SPREAD_MIN} routers.
 */
public final class RawPackets {
    private static final int SOURCES_MAX = 20_000;
    private static final int FRAMES_MAX = 8;
    /** Limits between what systems begin with: of 64, up to 31 routers further. */
    private static final int LEAST = 33, MOST = 63;

    private static final int DIFFERENT_MIN = 8;
    static final int SPREAD_MIN = 12;
    private static final long ROUND_NANOS = 10 * Settings.MINUTE_NANOS;
    /** Told again when it begins again after so long. */
    private static final long EPISODE_NANOS = Settings.DAY_NANOS;

    private final TreeMap<String, Source> sources = new TreeMap<>();

    /** What one card sent under one address lately; mutable. */
    static final class Source {
        long firstNanos;
        /** One bit for each limit, {@link #LEAST} the lowest. */
        int limits;

        /** The same of those that end within a few routers, 1 the lowest. */
        int traced;

        long toldNanos = Long.MIN_VALUE / 2;
        final ArrayList<FrameRef> frames = new ArrayList<>(1);
    }

    public void traffic(Traffic t, Context context) {
        Address client = t.conversation().client();
        if (t.up().ttl() < 1 || t.up().ttl() > MOST || t.packetsUp() == 0) return;
        if (client.isPublic() || context.inventory().forwards(t.up().mac())) return;
        Source source = source(client + " " + t.up().mac(), context);
        if (source == null) return;
        long at = t.stamp().atNanos();
        if (at - source.firstNanos > ROUND_NANOS) begin(source, at);
        if (t.up().ttl() < LEAST) source.traced |= 1 << t.up().ttl() - 1;
        int bit = t.up().ttl() < LEAST ? 0 : 1 << t.up().ttl() - LEAST;
        if ((source.limits | bit) == source.limits || Integer.bitCount(source.traced) >= DIFFERENT_MIN) return;
        source.limits |= bit;
        if (source.frames.size() < FRAMES_MAX) source.frames.add(t.stamp().ref());
        if (Integer.bitCount(source.limits) < DIFFERENT_MIN || spread(source.limits) < SPREAD_MIN) return;
        boolean again = at - source.toldNanos <= EPISODE_NANOS;
        source.toldNanos = at;
        if (!again) tell(source, t, context);
    }

    private static int spread(int limits) {
        return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(limits) - Integer.numberOfTrailingZeros(limits);
    }

    private static void begin(Source source, long atNanos) {
        source.firstNanos = atNanos;
        source.limits = 0;
        source.traced = 0;
        source.frames.clear();
    }

    private Source source(String key, Context context) {
        Source source = sources.get(key);
        if (source != null) return source;
        if (!context.limit().room("senders by hop limit", sources.size(), SOURCES_MAX)) return null;
        sources.put(key, source = new Source());
        return source;
    }

    private static void tell(Source source, Traffic t, Context context) {
        Situation s = Situation.RAW_PACKETS;
        Address client = t.conversation().client();
        Address server = t.conversation().server();
        List<FrameRef> evidence = new ArrayList<>(source.frames);
        evidence.sort(null);
        context.desk()
                .raise(new Finding(
                        s,
                        client.toString(),
                        t.stamp(),
                        client,
                        server,
                        t.service(),
                        null,
                        s.title,
                        context.inventory().describe(client) + " sent packets with "
                                + Integer.bitCount(source.limits) + " different hop limits, "
                                + (LEAST + Integer.numberOfTrailingZeros(source.limits)) + " to "
                                + (LEAST + Integer.SIZE - 1 - Integer.numberOfLeadingZeros(source.limits))
                                + ", from one card, at last to "
                                + context.inventory().describe(server) + ".",
                        "A system sends with one hop limit, or a few: 32, 64, 128, 255.",
                        "known without history",
                        s.consequence,
                        s.neverHidden,
                        evidence,
                        List.of(Part.source(client), Part.target(server)),
                        ""));
    }
}
