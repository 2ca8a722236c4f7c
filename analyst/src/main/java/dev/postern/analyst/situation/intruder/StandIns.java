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
 * keeps it; two that alternate under one card at one service are two systems. Known without history: the first return of the former one tells.
 */
public final class StandIns {
    private static final int SERVICES_MAX = 20_000;
    /** Conversations and minutes with one limit, before another one is strange. */
    private static final int OWN_MIN = 4;

    private static final int PACKETS_MIN = 3;
    /** The former system is back within this time, or the other one was a repair. */
    private static final long RETURN_NANOS = 6 * Settings.HOUR_NANOS;

    private static final long EPISODE_NANOS = 10 * Settings.MINUTE_NANOS;

    private final TreeMap<String, Answered> services = new TreeMap<>();

    /** How one service at one card answers; mutable. */
    static final class Answered {
        int own;
        int windows;
        FrameRef ownFrame;
        int other;
        long otherFirstNanos;
        long otherLastNanos = Long.MIN_VALUE / 2;
        FrameRef otherFrame;
        Address asked;
        /** Both were heard in turn: from now on each episode is told when it begins. */
        boolean two;
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
            a.own = t.serverTtl();
        }
        if (t.serverTtl() == a.own) own(a, t, context);
        else other(a, t, context);
    }

    private static boolean isUnspent(int limit) {
        return limit == 32 || limit == 64 || limit == 128 || limit == 255;
    }

    private static void own(Answered a, Traffic t, Context context) {
        a.windows++;
        a.ownFrame = t.stamp().ref();
        boolean returned = a.otherFrame != null && t.stamp().atNanos() - a.otherLastNanos <= RETURN_NANOS;
        if (a.two || !returned) return;
        a.two = true;
        tell(a, t, true, context);
    }

    private static void other(Answered a, Traffic t, Context context) {
        long at = t.stamp().atNanos();
        if (a.windows < OWN_MIN && !a.two) {
            // Too little is known of the former one: the later one stays.
            a.own = t.serverTtl();
            a.windows = 1;
            a.ownFrame = t.stamp().ref();
            return;
        }
        boolean begins = at - a.otherLastNanos > EPISODE_NANOS;
        if (begins) a.otherFirstNanos = at;
        a.other = t.serverTtl();
        a.otherLastNanos = at;
        a.otherFrame = t.stamp().ref();
        a.asked = t.conversation().client();
        if (begins && a.two) tell(a, t, false, context);
    }

    private static void tell(Answered a, Traffic t, boolean first, Context context) {
        Situation s = Situation.STAND_IN;
        Address server = t.conversation().server();
        long at = t.stamp().atNanos();
        List<FrameRef> evidence = new ArrayList<>(List.of(a.otherFrame, a.ownFrame));
        evidence.sort(null);
        String seen = "Another machine answered as " + context.inventory().describe(server)
                + ", under its network and its hardware address: its " + t.service() + " came with a hop limit of "
                + a.other + ", as another system sends it"
                + (first ? ", and with " + a.own + " again after " + Words.span(at - a.otherFirstNanos) : " once more")
                + "; " + context.inventory().describe(a.asked) + " took its answers for those of the device.";
        context.desk()
                .raise(new Finding(
                        s,
                        server + "|" + t.conversation().serverPort() + "|" + a.otherFirstNanos,
                        t.stamp(),
                        server,
                        a.asked,
                        t.service(),
                        null,
                        s.title,
                        seen,
                        "One system answers at one service, and sends with one hop limit: " + a.own + " so far.",
                        "known without history",
                        s.consequence,
                        s.neverHidden,
                        evidence,
                        List.of(Part.victim(server), Part.victim(a.asked)),
                        "stand-in " + server));
    }
}
