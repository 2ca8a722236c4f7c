package dev.postern.analyst.situation.intruder;

import dev.postern.analyst.inventory.Behind;
import dev.postern.analyst.inventory.Services;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.situation.Context;
import dev.postern.analyst.situation.Finding;
import dev.postern.analyst.situation.Part;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Address;
import dev.postern.model.Conversation;
import dev.postern.model.FrameRef;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Whether two machines speak one plant protocol in turn from one place. Whoever stands in for a controller, or for its master, can copy network and hardware address;
 * the hop limit of what it sends is set by its own system (32, 64, 128 or 255), and in the same segment it arrives unspent. A new firmware may have
 * another one and keeps it; two that alternate under one card are two systems. Known without history: the first return of the former one tells. Which
 * of them is the device nobody can say from this, so from then on each change is told.
 */
public final class StandIns {
    private static final int SERVICES_MAX = 20_000;
    /** Conversations and minutes of both. */
    private static final int WINDOWS_MIN = 4;

    private static final int PACKETS_MIN = 3;
    /** The former system is back within this time; else it was changed, and changed again. */
    private static final long RETURN_NANOS = Settings.DAY_NANOS;

    private static final long EPISODE_NANOS = 10 * Settings.MINUTE_NANOS;

    private final TreeMap<String, Spoken> services = new TreeMap<>();

    /** What was heard from one card in one protocol, asking or answering; mutable. */
    static final class Spoken {
        int limit;
        long lastNanos;
        FrameRef frame;
        int formerLimit;
        long formerNanos;
        int windows;
        /** They were heard in turn. */
        boolean two;

        long toldNanos = Long.MIN_VALUE / 2;
    }

    public void traffic(Traffic t, Context context) {
        Conversation c = t.conversation();
        if (c.transport() != Transport.TCP || !Services.plant(t.service())) return;
        if (t.packetsDown() >= PACKETS_MIN)
            spoke(c.server(), t.down().mac(), t.down().ttl(), c.client(), t, context);
        if (t.packetsUp() >= PACKETS_MIN) spoke(c.client(), t.up().mac(), t.up().ttl(), c.server(), t, context);
    }

    private void spoke(Address who, long card, int limit, Address to, Traffic t, Context context) {
        if (!isUnspent(limit) || who.isPublic() || context.inventory().forwards(card)) return;
        String key = who + " " + card + " " + t.conversation().serverPort()
                + (who.equals(t.conversation().client()) ? " asks" : "");
        Spoken a = services.get(key);
        if (a == null) {
            if (!context.limit().room("services by hop limit", services.size(), SERVICES_MAX)) return;
            services.put(key, a = new Spoken());
            a.limit = limit;
        }
        a.windows++;
        if (limit != a.limit) changes(a, key, who, limit, to, t, context);
        a.lastNanos = t.stamp().atNanos();
        a.frame = t.stamp().ref();
    }

    private static boolean isUnspent(int limit) {
        return limit == 32 || limit == 64 || limit == 128 || limit == 255;
    }

    private static void changes(Spoken a, String key, Address who, int limit, Address to, Traffic t, Context context) {
        long at = t.stamp().atNanos();
        a.two |= limit == a.formerLimit && at - a.formerNanos <= RETURN_NANOS && a.windows >= WINDOWS_MIN;
        a.formerLimit = a.limit;
        a.formerNanos = a.lastNanos;
        a.limit = limit;
        if (!a.two || at - a.toldNanos <= EPISODE_NANOS) return;
        a.toldNanos = at;
        tell(a, key, who, to, t, context);
    }

    private static void tell(Spoken a, String key, Address who, Address to, Traffic t, Context context) {
        Situation s = Situation.STAND_IN;
        List<FrameRef> evidence = new ArrayList<>(List.of(a.frame, t.stamp().ref()));
        List<Part> parts = new ArrayList<>(List.of(Part.victim(who), Part.involved(to)));
        String gaveAway = "";
        Behind behind = context.inventory().behind(who, context.limit());
        if (behind != null && !behind.who().equals(to)) {
            parts.add(Part.source(behind.who()));
            evidence.add(behind.frame());
            gaveAway = " It said over " + behind.protocol() + " that it has " + behind.by() + ", which is that of "
                    + context.inventory().describe(behind.who()) + ".";
        }
        evidence.sort(null);
        context.desk()
                .raise(new Finding(
                        s,
                        key,
                        t.stamp(),
                        who,
                        to,
                        t.service(),
                        null,
                        s.title,
                        "Two machines speak in turn as " + context.inventory().describe(who)
                                + ", under one network and one hardware address: its " + t.service()
                                + " comes to " + context.inventory().describe(to) + " with a hop limit of "
                                + a.limit + "; " + Words.span(t.stamp().atNanos() - a.formerNanos)
                                + " before, it came with " + a.formerLimit + ". One of them is not the device."
                                + gaveAway,
                        "One system speaks one protocol from one address, with one hop limit.",
                        "known without history",
                        s.consequence,
                        s.neverHidden,
                        evidence,
                        parts,
                        "stand-in " + who));
    }
}
