package dev.postern.analyst.situation.intruder;

import dev.postern.analyst.inventory.Services;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.situation.Context;
import dev.postern.analyst.situation.Finding;
import dev.postern.analyst.situation.Part;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Whether one plant service is answered by two machines in turn. Whoever speaks for a controller can copy its network and its hardware address; the hop limit of
 * its answers is set by its own system (32, 64, 128 or 255), and in the same segment it arrives unspent. A new firmware may have another one and
 * keeps it; two that alternate under one card at one service are two systems. Known without history: the first return of the former one tells. Which of them is
 * the device nobody can say from this, so from then on each change is told.
 */
public final class StandIns {
    private static final int SERVICES_MAX = 20_000;
    /** Conversations and minutes of both. */
    private static final int WINDOWS_MIN = 4;

    private static final int PACKETS_MIN = 3;
    /** The former system is back within this time; else it was changed, and changed again. */
    private static final long RETURN_NANOS = Settings.DAY_NANOS;

    private static final long EPISODE_NANOS = 10 * Settings.MINUTE_NANOS;

    private final TreeMap<String, Answered> services = new TreeMap<>();

    /** How one service at one card answers; mutable. */
    static final class Answered {
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
        if (t.conversation().transport() != Transport.TCP || !Services.plant(t.service())) return;
        if (t.packetsDown() < PACKETS_MIN || !isUnspent(t.serverTtl())) return;
        Address server = t.conversation().server();
        if (server.isPublic() || context.inventory().forwards(t.serverMac())) return;
        String key = server + " " + t.serverMac() + " " + t.conversation().serverPort();
        Answered a = services.get(key);
        if (a == null) {
            if (!context.limit().room("services by hop limit", services.size(), SERVICES_MAX)) return;
            services.put(key, a = new Answered());
            a.limit = t.serverTtl();
        }
        long at = t.stamp().atNanos();
        a.windows++;
        if (t.serverTtl() != a.limit) changes(a, t, context);
        a.lastNanos = at;
        a.frame = t.stamp().ref();
    }

    private static boolean isUnspent(int limit) {
        return limit == 32 || limit == 64 || limit == 128 || limit == 255;
    }

    private static void changes(Answered a, Traffic t, Context context) {
        long at = t.stamp().atNanos();
        a.two |= t.serverTtl() == a.formerLimit && at - a.formerNanos <= RETURN_NANOS && a.windows >= WINDOWS_MIN;
        a.formerLimit = a.limit;
        a.formerNanos = a.lastNanos;
        a.limit = t.serverTtl();
        if (!a.two || at - a.toldNanos <= EPISODE_NANOS) return;
        a.toldNanos = at;
        tell(a, t, context);
    }

    private static void tell(Answered a, Traffic t, Context context) {
        Situation s = Situation.STAND_IN;
        Address server = t.conversation().server();
        Address client = t.conversation().client();
        List<FrameRef> evidence = new ArrayList<>(List.of(a.frame, t.stamp().ref()));
        evidence.sort(null);
        context.desk()
                .raise(new Finding(
                        s,
                        server + "|" + t.serverMac() + "|" + t.conversation().serverPort(),
                        t.stamp(),
                        server,
                        client,
                        t.service(),
                        null,
                        s.title,
                        "Two machines answer in turn as " + context.inventory().describe(server)
                                + ", under one network and one hardware address: its " + t.service()
                                + " comes to " + context.inventory().describe(client) + " with a hop limit of "
                                + a.limit + ", and came with " + a.formerLimit + " "
                                + Words.span(t.stamp().atNanos() - a.formerNanos)
                                + " before. One of them is not the device.",
                        "What answers at one service is one system, and sends with one hop limit.",
                        "known without history",
                        s.consequence,
                        s.neverHidden,
                        evidence,
                        List.of(Part.victim(server), Part.involved(client)),
                        "stand-in " + server));
    }
}
