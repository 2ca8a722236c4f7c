package dev.postern.analyst.policy;

import dev.postern.analyst.inventory.Decisions;
import dev.postern.analyst.inventory.Limit;
import dev.postern.analyst.inventory.Services;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.inventory.Zones;
import dev.postern.model.Address;
import dev.postern.model.Decided;
import dev.postern.model.Decision;
import dev.postern.model.Decision.Ask;
import dev.postern.model.Decision.Kind;
import dev.postern.model.Recorded;
import dev.postern.model.Rehearsal;
import dev.postern.model.Rehearsal.Blocked;
import dev.postern.model.Zoning;
import dev.postern.model.Zoning.Passage;
import dev.postern.model.Zoning.Use;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks a policy what it would have done to conversations on record, before anybody enforces it. */
public final class Rehearser {
    private static final int BLOCKED_MAX = 1_000;
    /** Fewer times are no rhythm. */
    private static final int PERIODIC_TIMES_MIN = 5;

    private static final double PERIODIC_SPREAD_MAX = 0.35;
    private static final long DRAFT = Long.MAX_VALUE / 2;

    private final Decisions decisions = new Decisions();
    private final Map<String, Ask> learned = new HashMap<>();
    private final Map<Address, String> zones;

    /**
     * @param draft rules for conduits that are tried and not yet decided; they are newer than all others
     * @param zones address to the zone of its device
     */
    public Rehearser(Zoning zoning, List<Decision> draft, Map<Address, String> zones) {
        this.zones = zones;
        Limit limit = new Limit();
        for (Decided d : zoning.decisions()) decisions.add(d, limit);
        long number = DRAFT;
        for (Decision d : draft) decisions.add(new Decided(number++, zoning.atNanos(), 0, "draft", d), limit);
        for (Passage passage : zoning.conduits())
            for (Use use : passage.uses())
                if (use.basis().equals("learned"))
                    learned.merge(
                            key(passage.from(), passage.to(), use.service()),
                            use.ask(),
                            (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }

    private static String key(String from, String to, String service) {
        return from + "\n" + to + "\n" + service;
    }

    private record Talk(Address client, Address server, String service) {}

    public Rehearsal of(List<Recorded> history) {
        Map<Talk, List<Recorded>> talks = new LinkedHashMap<>();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Recorded r : history) {
            first = Math.min(first, r.firstNanos());
            last = Math.max(last, r.lastNanos());
            talks.computeIfAbsent(
                            new Talk(r.client(), r.server(), Services.carrier(r.service())), _ -> new ArrayList<>())
                    .add(r);
        }
        long crossing = 0;
        List<Blocked> blocked = new ArrayList<>();
        for (Map.Entry<Talk, List<Recorded>> e : talks.entrySet()) {
            String from = zones.getOrDefault(e.getKey().client(), "");
            String to = zones.getOrDefault(e.getKey().server(), "");
            if (from.isEmpty() || to.isEmpty() || from.equals(to)) continue;
            if (from.equals(Zones.UNNUMBERED) || to.equals(Zones.UNNUMBERED)) continue;
            crossing++;
            Blocked found = blocked(e.getKey(), e.getValue(), from, to);
            if (found != null) blocked.add(found);
        }
        blocked.sort(Comparator.comparingLong(Blocked::minutes)
                .reversed()
                .thenComparing(Blocked::client)
                .thenComparing(Blocked::server)
                .thenComparing(Blocked::service));
        String sentence = sentence(blocked);
        long left = Math.max(0, blocked.size() - BLOCKED_MAX);
        return new Rehearsal(
                talks.isEmpty() ? 0 : first,
                talks.isEmpty() ? 0 : last,
                talks.size(),
                crossing,
                List.copyOf(blocked.subList(0, Math.min(BLOCKED_MAX, blocked.size()))),
                left,
                sentence);
    }

    /** Null if all of it may pass. What stands for it is the least that may not. */
    private Blocked blocked(Talk talk, List<Recorded> parts, String from, String to) {
        Recorded worst = null;
        Ask least = null;
        String basis = "";
        for (Recorded part : parts) {
            Ask ask = part.verb() == null ? Ask.CONNECT : Ask.of(part.verb());
            String said = basis(from, to, Policy.service(talk.service()), ask);
            boolean better = worst == null
                    || ask.compareTo(least) < 0
                    // The verbs say more than that packets passed.
                    || worst.verb() == null && part.verb() != null;
            if (said == null || !better) continue;
            worst = part;
            least = ask;
            basis = said;
        }
        if (worst == null) return null;
        boolean periodic = worst.minutes() >= PERIODIC_TIMES_MIN && worst.gapSpread() <= PERIODIC_SPREAD_MAX;
        String what = (periodic ? "periodic " : "") + plural(least);
        String rhythm = periodic
                ? ", every " + Words.span(Math.round(worst.gapMinutes() * 60) * 1_000_000_000L)
                : ", in " + Words.count(worst.minutes(), "minute");
        return new Blocked(
                talk.client(),
                talk.server(),
                from,
                to,
                talk.service(),
                least,
                periodic,
                basis,
                worst.minutes(),
                worst.firstNanos(),
                worst.lastNanos(),
                talk.client() + " in " + from + " to " + talk.server() + " in " + to + ": " + what + " by "
                        + talk.service() + rhythm + " from " + Words.moment(worst.firstNanos()) + " to "
                        + Words.moment(worst.lastNanos()) + ".");
    }

    /** Who blocks it, or null if it passes. */
    private String basis(String from, String to, String service, Ask ask) {
        Decided rule = decisions.ruling(from, to, service, ask);
        if (rule != null)
            return rule.decision().kind() == Kind.ALLOW
                    ? null
                    : rule.number() >= DRAFT ? "draft" : "rule " + rule.number();
        Ask most = learned.get(key(from, to, service));
        return most != null && ask.compareTo(most) <= 0 ? null : "nobody";
    }

    private static String plural(Ask ask) {
        return switch (ask) {
            case CONNECT -> "connections";
            case READ -> "reads";
            case WRITE -> "writes";
            case ENGINEER -> "engineering";
        };
    }

    private static String sentence(List<Blocked> blocked) {
        if (blocked.isEmpty()) return "Nothing that is on record would have been blocked.";
        TreeMap<String, Integer> kinds = new TreeMap<>();
        for (Blocked b : blocked) if (b.periodic()) kinds.merge("periodic " + plural(b.ask()), 1, Integer::sum);
        List<String> words = new ArrayList<>();
        kinds.forEach((kind, count) -> words.add(count + " of them " + kind));
        return "Would have blocked "
                + (blocked.size() == 1 ? "this conversation" : "these " + blocked.size() + " conversations")
                + (words.isEmpty() ? "." : ", " + Words.and(words) + ".");
    }
}
