package dev.postern.analyst.policy;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Conduits;
import dev.postern.analyst.inventory.Conduits.Line;
import dev.postern.analyst.inventory.Decisions;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.inventory.Zones;
import dev.postern.analyst.situation.Context;
import dev.postern.analyst.situation.Finding;
import dev.postern.analyst.situation.Part;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Address;
import dev.postern.model.Decided;
import dev.postern.model.Decision.Ask;
import dev.postern.model.Decision.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;

/**
 * What may pass between zones: what people wrote, and where they wrote nothing, what passed while Postern learned. Learned is kept with the
 * conversation and not with the zones, so that zones can be drawn anew without learning anew. A use that nobody allowed is told once for each
 * conversation; one against a learned policy is only said, one against a rule that a person wrote is grave.
 */
public final class Policy {
    /** Ports above these are handed out at random; as a service they are one. */
    private static final int DYNAMIC_PORT_MIN = 32_768;

    private static final int TOLD_PER_CLIENT_MAX = 8;
    private static final int CLIENTS_MAX = 8_192;
    private static final int AGAINST_RULE = 10;

    /** What was learned by conduit and service, made anew when zones or learning changed. */
    private transient HashMap<Pass, Ask> allowed;

    private transient long zonesVersion;
    /** Client and conduit to how often it was told. */
    private final TreeMap<String, Integer> told = new TreeMap<>();

    private record Pass(String from, String to, String service) {}

    /**
     * @param allowed whether it may pass
     * @param by the rule that says so, or null where none does
     * @param learned nobody wrote it, and it was seen while learning
     */
    record Verdict(boolean allowed, Decided by, boolean learned) {
        String basis() {
            return by != null ? "rule " + by.number() : learned ? "learned" : "nobody";
        }
    }

    /**
     * Judges what was asked in the minute that ends: what is new, and against written rules what goes on.
     *
     * @param startNanos since when Postern listens
     */
    public void close(Conduits conduits, long startNanos, Context context) {
        List<Conduits.Fresh> fresh = conduits.takeFresh();
        long learnedNanos = startNanos + context.settings().learningNanos();
        for (Conduits.Fresh f : fresh)
            if (f.first() && f.stamp().atNanos() < learnedNanos) {
                f.line().learned |= Conduits.bit(f.ask());
                allowed = null;
            }
        boolean written = context.zones().decisions().anyPassage();
        for (Conduits.Fresh f : fresh) {
            boolean news = f.first() && f.stamp().atNanos() >= learnedNanos;
            if (written || news) judge(f, news, conduits, context);
        }
    }

    /** @param news it was not asked while Postern learned: else only a written rule speaks against it */
    private void judge(Conduits.Fresh f, boolean news, Conduits conduits, Context context) {
        Line line = f.line();
        Asset client = context.inventory().at(line.client);
        Asset server = context.inventory().at(line.server);
        if (!passes(client, server)) return;
        String service = service(line.service);
        Verdict verdict = verdict(client.zone, server.zone, service, f.ask(), conduits, context);
        if (verdict.allowed() || verdict.by() == null && !news || (line.told & Conduits.bit(f.ask())) != 0) return;
        line.told |= Conduits.bit(f.ask());
        String key = client.id + client.zone + ">" + server.zone;
        if (!told.containsKey(key) && !context.limit().room("clients against a policy", told.size(), CLIENTS_MAX))
            return;
        if (told.merge(key, 1, Integer::sum) <= TOLD_PER_CLIENT_MAX)
            report(f, client, server, service, verdict, context);
    }

    /** In a conduit: both ends placed, in different zones. */
    static boolean passes(Asset client, Asset server) {
        return client != null
                && server != null
                && !client.zone.isEmpty()
                && !server.zone.isEmpty()
                && !client.zone.equals(server.zone)
                && !client.zone.equals(Zones.UNNUMBERED)
                && !server.zone.equals(Zones.UNNUMBERED);
    }

    /** The name under which a policy speaks of a service. */
    static String service(String service) {
        int slash = service.indexOf('/');
        if (slash < 0 || !service.startsWith("tcp/") && !service.startsWith("udp/")) return service;
        try {
            return Integer.parseInt(service.substring(slash + 1)) < DYNAMIC_PORT_MIN
                    ? service
                    : service.substring(0, slash) + "/dynamic";
        } catch (NumberFormatException e) {
            return service;
        }
    }

    Verdict verdict(String from, String to, String service, Ask ask, Conduits conduits, Context context) {
        Decided rule = context.zones().decisions().ruling(from, to, service, ask);
        if (rule != null) return new Verdict(rule.decision().kind() == Kind.ALLOW, rule, false);
        Ask most = allowed(conduits, context).get(new Pass(from, to, service));
        boolean learned = most != null && ask.compareTo(most) <= 0;
        return new Verdict(learned, null, learned);
    }

    private HashMap<Pass, Ask> allowed(Conduits conduits, Context context) {
        if (allowed != null && zonesVersion == context.zones().version()) return allowed;
        allowed = new HashMap<>();
        zonesVersion = context.zones().version();
        for (Line line : conduits.lines()) {
            if (line.learned == 0) continue;
            Asset client = context.inventory().at(line.client);
            Asset server = context.inventory().at(line.server);
            if (!passes(client, server)) continue;
            Ask most = most(line.learned);
            allowed.merge(
                    new Pass(client.zone, server.zone, service(line.service)),
                    most,
                    (a, b) -> a.compareTo(b) >= 0 ? a : b);
        }
        return allowed;
    }

    /** The most of a set of bits. */
    static Ask most(int bits) {
        Ask most = Ask.CONNECT;
        for (Ask ask : Ask.values()) if ((bits & Conduits.bit(ask)) != 0) most = ask;
        return most;
    }

    /** A person says that what was seen is as it should be. */
    public void learn(String from, String to, Conduits conduits, Context context) {
        for (Line line : conduits.lines()) {
            Asset client = context.inventory().at(line.client);
            Asset server = context.inventory().at(line.server);
            if (!passes(client, server)) continue;
            if (from.isEmpty() || Decisions.names(from, client.zone) && Decisions.names(to, server.zone))
                line.learned |= line.asked;
        }
        allowed = null;
    }

    /** The rules are others now: what breaks them is told anew. */
    public void rearm(Conduits conduits) {
        for (Line line : conduits.lines()) line.told = 0;
        told.clear();
    }

    private static void report(
            Conduits.Fresh f, Asset client, Asset server, String service, Verdict verdict, Context context) {
        Situation s = Situation.POLICY;
        Line line = f.line();
        Address from = line.client;
        Address to = line.server;
        boolean written = verdict.by() != null;
        String asked = switch (f.ask()) {
            case CONNECT -> (line.answered ? "talks " : "tried to talk ") + service + " to ";
            case READ -> "reads by " + service + " from ";
            case WRITE -> "writes by " + service + " to ";
            case ENGINEER -> "does engineering by " + service + " on ";
        };
        List<Part> parts = new ArrayList<>(List.of(Part.source(from), Part.target(to)));
        context.desk()
                .raise(new Finding(
                        s,
                        client.zone + ">" + server.zone + "|" + service + "|" + f.ask() + "|" + from + "|" + to,
                        f.stamp(),
                        from,
                        to,
                        line.service,
                        null,
                        written ? s.title : "Outside the learned policy of a conduit",
                        context.inventory().describe(from) + " in zone " + client.zone + " " + asked
                                + context.inventory().describe(to) + " in zone " + server.zone + ".",
                        written
                                ? "Rule " + verdict.by().number() + " of "
                                        + verdict.by().who() + ": "
                                        + verdict.by().decision().sentence()
                                : "While Postern learned, nobody in " + client.zone + " did so to " + server.zone
                                        + ", and no rule allows it.",
                        written
                                ? "against a rule that counts since "
                                        + Words.moment(verdict.by().atNanos())
                                : "first time for this conversation",
                        written ? AGAINST_RULE : s.consequence,
                        written,
                        List.of(f.stamp().ref()),
                        parts,
                        "policy " + client.zone + ">" + server.zone));
    }
}
