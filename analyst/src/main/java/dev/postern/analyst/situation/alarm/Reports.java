package dev.postern.analyst.situation.alarm;

import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.situation.Context;
import dev.postern.analyst.situation.Finding;
import dev.postern.analyst.situation.Part;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Address;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Stamp;
import dev.postern.model.Verb;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reports that a client switched off and left so (B14): RptEna of a report control block (IEC 61850-7-2 clause 17), publishing and monitoring of OPC UA (OPC 10000-4 section
 * 5.13 and 5.14), and subscriptions that a client takes or deletes which another made. Who sets a report up switches it off first and on at once;
 * who owns it may stop for minutes; and what was done while the home learned is how things are.
 */
final class Reports {
    private static final int OFF_MAX = 4_000;
    private static final int OWNERS_MAX = 20_000;
    private static final int KNOWN_MAX = 20_000;
    private static final String ENABLED = "$RptEna";
    private static final long SET_UP_NANOS = Settings.MINUTE_NANOS;
    private static final long PAUSE_NANOS = 10 * Settings.MINUTE_NANOS;

    /** Server and report, or subscription, to the client that made or enabled it. */
    private final TreeMap<String, Address> owners = new TreeMap<>();
    /** Client, server and report that is switched off, until it is told. */
    private final TreeMap<String, Off> off = new TreeMap<>();

    private final TreeSet<String> known = new TreeSet<>();

    /** @param what the sentence goes on with */
    private record Off(
            Stamp stamp, Address client, Address server, String protocol, Verb verb, String what, long dueNanos) {}

    /** Routine messages that are heard one by one, for a client sends them when it begins or ends. */
    static boolean concerns(Message m) {
        if (!m.protocol().equals("opcua")) return false;
        return switch (m.operation()) {
            case "create subscription",
                    "set publishing mode",
                    "set monitoring mode",
                    "transfer subscriptions",
                    "delete subscriptions" -> true;
            default -> false;
        };
    }

    void message(Message m, Context context) {
        if (m.stamp().late()) return;
        if (m.protocol().equals("mms")
                && m.outcome() == Outcome.REQUEST
                && m.operation().equals("write")) blocks(m, context);
        else if (concerns(m)) subscriptions(m, context);
    }

    private void blocks(Message m, Context context) {
        if (!m.target().contains(ENABLED)) return;
        if (!(m.fields().get("variables") instanceof List<?> names)) return;
        if (!(m.fields().get("values") instanceof List<?> values)) return;
        Object counts = m.fields().get("counts");
        int at = 0;
        for (int i = 0; i < names.size() && at < values.size(); i++) {
            if (names.get(i) instanceof String name && name.endsWith(ENABLED) && values.get(at) instanceof Boolean on)
                block(m, name.substring(0, name.length() - ENABLED.length()), on, context);
            at += counts instanceof List<?> each && i < each.size() && each.get(i) instanceof Long n ? n.intValue() : 1;
        }
    }

    private void block(Message m, String block, boolean on, Context context) {
        Address client = m.conversation().client();
        String report = m.conversation().server() + " " + block;
        if (on) {
            own(report, client, context);
            on(client + " " + report);
            return;
        }
        Address owner = owners.get(report);
        boolean another = owner != null && !owner.equals(client);
        off(
                m,
                report,
                "switched off the reports of " + block + (another ? ", which " + owner + " had switched on" : ""),
                client.equals(owner) ? PAUSE_NANOS : SET_UP_NANOS,
                context);
    }

    private void subscriptions(Message m, Context context) {
        Address client = m.conversation().client();
        Address server = m.conversation().server();
        switch (m.operation()) {
            case "create subscription" -> {
                if (m.outcome() == Outcome.SUCCESS && m.fields().get("subscription") instanceof Long made)
                    own(server + " " + made, client, context);
            }
            case "set publishing mode" -> {
                if (m.outcome() != Outcome.REQUEST) return;
                if (Boolean.TRUE.equals(m.fields().get("publishing"))) on(client + " " + server + " publishing");
                else off(m, server + " publishing", "told it to publish nothing any more", PAUSE_NANOS, context);
            }
            case "set monitoring mode" -> {
                if (m.outcome() != Outcome.REQUEST) return;
                boolean disables = Long.valueOf(0).equals(m.fields().get("monitoring_mode"));
                if (!disables) on(client + " " + server + " monitoring");
                else off(m, server + " monitoring", "told it to watch points no more", PAUSE_NANOS, context);
            }
            default -> taken(m, context);
        }
    }

    /** Of each one the first time; who takes over is the owner from then on. */
    private void taken(Message m, Context context) {
        if (m.outcome() != Outcome.REQUEST || !(m.fields().get("subscriptions") instanceof List<?> all)) return;
        boolean takes = m.operation().startsWith("transfer");
        Address client = m.conversation().client();
        for (Object one : all) {
            String subscription = m.conversation().server() + " " + one;
            Address owner = owners.get(subscription);
            if (owner != null && !owner.equals(client))
                off(
                        m,
                        m.conversation().server() + " of " + owner,
                        (takes ? "took over subscriptions that " : "deleted subscriptions that ") + owner + " had made",
                        0,
                        context);
            if (takes) own(subscription, client, context);
            else owners.remove(subscription);
        }
    }

    private void own(String report, Address client, Context context) {
        if (owners.containsKey(report) || context.limit().room("owners of reports", owners.size(), OWNERS_MAX))
            owners.put(report, client);
    }

    private void on(String key) {
        off.remove(key);
    }

    private void off(Message m, String report, String what, long graceNanos, Context context) {
        Address client = m.conversation().client();
        String key = client + " " + report;
        if (known.contains(key) || off.containsKey(key)) return;
        if (!context.limit().room("reports switched off", off.size(), OFF_MAX)) return;
        long due = m.stamp().atNanos() + graceNanos;
        off.put(key, new Off(m.stamp(), client, m.conversation().server(), m.protocol(), m.verb(), what, due));
    }

    void close(Stamp stamp, Context context) {
        for (Iterator<Map.Entry<String, Off>> all = off.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Off> entry = all.next();
            if (stamp.atNanos() < entry.getValue().dueNanos) continue;
            all.remove();
            if (!context.limit().room("reports known to be off", known.size(), KNOWN_MAX)) continue;
            known.add(entry.getKey());
            if (context.learned()) tell(entry.getKey(), entry.getValue(), context);
        }
    }

    private static void tell(String key, Off o, Context context) {
        Situation s = Situation.ALARMS_SILENCED;
        context.desk()
                .raise(new Finding(
                        s,
                        key,
                        o.stamp,
                        o.client,
                        o.server,
                        o.protocol,
                        o.verb,
                        s.title,
                        context.inventory().describe(o.client) + " at "
                                + context.inventory().describe(o.server) + ": it " + o.what + ".",
                        "It did not do so while the home learned; who sets reports up switches them on again at once.",
                        "first time for this client and report",
                        s.consequence,
                        s.neverHidden,
                        List.of(o.stamp.ref()),
                        List.of(Part.source(o.client), Part.target(o.server)),
                        ""));
    }
}
