package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.inventory.Zones;
import dev.postern.model.Address;
import dev.postern.model.Malformed;
import dev.postern.model.Stamp;
import dev.postern.model.Tally;
import dev.postern.model.Verb;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Redundancy of the network (F2), as far as one message alone does not tell it: another router speaks as the master of a virtual one (RFC 5798), and
 * frames that go round in a loop. What went to and fro on several days, or a loop that was there while the home learned, is how things are.
 */
public final class Standbys {
    /** Protocols in which bridges, rings and pairs of routers speak of their redundancy. */
    static final Set<String> SPOKEN = Set.of("stp", "mrp", "dlr", "hsrp", "vrrp");

    private static final String LOOP = "same frame again and again";
    private static final int ROUTERS_MAX = 4_096;
    private static final int HABIT_DAYS = 4;
    /** Quiet for so long, a loop is over. */
    private static final long OVER_NANOS = Settings.HOUR_NANOS;

    /** Virtual router and network, to who is its master. */
    private final TreeMap<String, Virtual> routers = new TreeMap<>();

    private final TreeMap<Integer, Loop> loops = new TreeMap<>();

    /** Mutable. */
    static final class Virtual {
        Address master;
        long sinceNanos;
        int days;
        long day = Long.MIN_VALUE;
    }

    /** Of one VLAN; mutable. */
    static final class Loop {
        long lastNanos;
        boolean usual;
    }

    public static boolean isLoop(Malformed m) {
        return m.rule().equals(LOOP);
    }

    public void loop(Malformed m, Context context) {
        if (m.stamp().late()) return;
        int vlan = m.conversation().vlan();
        long at = m.stamp().atNanos();
        Loop loop = loops.get(vlan);
        boolean begins = loop == null || at - loop.lastNanos > OVER_NANOS;
        if (loop == null) {
            loops.put(vlan, loop = new Loop());
            loop.usual = !context.learned();
        }
        loop.lastNanos = Math.max(loop.lastNanos, at);
        if (!begins || loop.usual) return;
        Address sender = m.conversation().source(m.fromClient());
        tell(
                Situation.LOOP,
                "loop " + vlan,
                m.stamp(),
                sender,
                "",
                "A frame of " + context.inventory().describe(sender) + " to "
                        + m.conversation().destination(m.fromClient())
                        + " came sixteen times and more, octet for octet,"
                        + " within milliseconds" + (vlan == 0 ? "." : ", in VLAN " + vlan + "."),
                "It goes where it has to once, or twice where a mirror shows it twice.",
                context);
    }

    public void tally(Tally t, Context context) {
        if (!t.service().equals("vrrp") || !t.operation().equals("advertisement")) return;
        String key = t.target() + " in " + Zones.network(t.client(), true);
        long at = t.stamp().atNanos();
        Virtual virtual = routers.get(key);
        if (virtual == null) {
            if (!context.limit().room("virtual routers", routers.size(), ROUTERS_MAX)) return;
            routers.put(key, virtual = new Virtual());
            virtual.master = t.client();
            virtual.sinceNanos = at;
        }
        if (virtual.master.equals(t.client())) return;
        Address before = virtual.master;
        boolean habit = virtual.days >= HABIT_DAYS;
        long day = Math.floorDiv(at, Settings.DAY_NANOS);
        if (day != virtual.day) virtual.days++;
        virtual.day = day;
        virtual.master = t.client();
        long since = virtual.sinceNanos;
        virtual.sinceNanos = at;
        if (habit || !context.learned()) return;
        tell(
                Situation.SWITCH_OVER,
                key + " " + t.client(),
                t.stamp(),
                t.client(),
                t.service(),
                context.inventory().describe(t.client()) + " took over as master of " + key + ".",
                before + " was, for " + Words.span(Math.max(0, at - since)) + ".",
                context);
    }

    private static void tell(
            Situation s,
            String key,
            Stamp stamp,
            Address device,
            String service,
            String seen,
            String expected,
            Context context) {
        context.desk()
                .raise(new Finding(
                        s,
                        key,
                        stamp,
                        device,
                        null,
                        service,
                        Verb.REPORT,
                        s.title,
                        seen,
                        expected,
                        "told once for each time",
                        s.consequence,
                        s.neverHidden,
                        List.of(stamp.ref()),
                        List.of(Part.involved(device)),
                        "redundancy"));
    }
}
