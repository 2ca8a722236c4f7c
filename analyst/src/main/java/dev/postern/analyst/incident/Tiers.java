package dev.postern.analyst.incident;

import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.situation.Naming;
import dev.postern.analyst.situation.OneDirection;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Incident;
import dev.postern.model.Incident.Tier;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How loudly a story deserves to be told, by what is in it alone. */
public final class Tiers {
    /** From this consequence on a never-hidden anomaly is an incident by itself. */
    static final int SERIOUS = 10;

    /** From this on what is known without learning is one as well, if budget and words allow. */
    static final int GRAVE = 20;

    /** How the process is steered is worth a look when it is so many times less rare: it is asked about only when somebody commands or sets something. */
    private static final double STEERING_FACTOR = 10;

    private static final Set<Channel> STEERING =
            Set.of(Channel.COUNT_COMMANDS, Channel.VALUE_WRITE, Channel.VALUE_CREEP);

    private static final double LEAST = 1e-12;
    /** An engineering station is known as one by so many controllers; by one, where it only reads a project or program. */
    private static final int ENGINEERS_OTHERS = 2;

    private static final int READS_ANOTHER = 1;
    /** That somebody is there, and what he does there most. */
    static final Set<Situation> VISITS = Set.of(
            Situation.NEW_CONVERSATION,
            Situation.NEW_SERVICE,
            Situation.FIRST_SESSION,
            Situation.NEW_MASTER,
            Situation.NEW_ENGINEER,
            Situation.UPLOAD);

    static final long VISIT_NANOS = 10 * Settings.MINUTE_NANOS;
    /** In a minute: a hundred a second is more than a controller answers. */
    private static final double VISIT_PACKETS = 6_000;

    private Tiers() {}

    /**
     * What a tier rests on.
     *
     * @param gravest consequence of the gravest anomaly that is never hidden, 0 if there is none
     * @param combined one p for all that was learned; 1 if nothing was
     * @param ripe the same, without what waits for the end of learning
     * @param consequence of the gravest of all
     * @param rule in words
     */
    public record Grounds(
            Tier tier,
            int gravest,
            boolean neverHidden,
            double combined,
            double ripe,
            int consequence,
            int situations,
            String rule) {
        private Grounds as(Tier other, String because) {
            return new Grounds(other, gravest, neverHidden, combined, ripe, consequence, situations, because);
        }

        /** What may not be held back: never-hidden events are always told. */
        Tier demanded() {
            return gravest >= SERIOUS ? Tier.INCIDENT : neverHidden ? Tier.NOTICE : Tier.OBSERVATION;
        }
    }

    /**
     * The same of anomalies as they were kept, in the order in which they came. A story gets no softer by what else comes, so the loudest of its beginnings counts.
     *
     * @param returnOf as {@link Incident#returnOf} has it
     */
    public static Grounds of(List<Anomaly> anomalies, String returnOf, long sinceNanos, Settings settings) {
        List<Case.Entry> entries = new ArrayList<>();
        for (Anomaly a : anomalies)
            entries.add(new Case.Entry(a, Naming.situation(a), a.atNanos() - sinceNanos < Settings.RIPE_NANOS));
        Grounds all = grounds(entries, settings);
        if (!returnOf.isEmpty()) return all.as(Tier.INCIDENT, "the return of what incident " + returnOf + " told");
        Tier loudest = all.tier();
        String rule = all.rule();
        for (int size = entries.size() - 1; size > 0 && loudest != Tier.INCIDENT; size--) {
            Grounds before = grounds(entries.subList(0, size), settings);
            if (before.tier().ordinal() >= loudest.ordinal()) continue;
            loudest = before.tier();
            rule = before.rule() + ", when it had " + size + " of its anomalies; a story gets no softer";
        }
        return all.as(loudest, rule);
    }

    /** Of several lists that were judged each by itself and told as one story. */
    public static Grounds loudest(List<List<Anomaly>> sittings, String returnOf, long sinceNanos, Settings settings) {
        Grounds loudest = null;
        for (List<Anomaly> sitting : sittings) {
            Grounds one = of(sitting, returnOf, sinceNanos, settings);
            if (loudest == null || one.tier().ordinal() < loudest.tier().ordinal()) loudest = one;
        }
        return loudest;
    }

    /** Whether it is an incident without any company. */
    static boolean alone(Case.Entry entry) {
        return grounds(List.of(entry), Settings.defaults()).tier() == Tier.INCIDENT;
    }

    static Grounds grounds(List<Case.Entry> entries, Settings settings) {
        int gravest = 0;
        int consequence = 1;
        boolean neverHidden = false;
        boolean known = false;
        boolean phase = false;
        boolean graveAlone = false;
        boolean steered = false;
        boolean graveKnown = false;
        boolean stranger = false;
        boolean halved = entries.stream().anyMatch(e -> e.situation() == Situation.ONE_DIRECTION);
        TreeSet<String> situations = new TreeSet<>();
        List<Case.Entry> ripe = new ArrayList<>();
        for (Case.Entry e : entries) {
            // A new phase says in other words what counts say: it is a notice, and no second sign for an incident.
            if (e.situation() == Situation.PHASE) {
                phase |= e.anomaly().pvalue() <= settings.noticeP();
                continue;
            }
            // What is not shown looks missed: the finding that it is not shown says it all.
            if (halved && OneDirection.isOfMissing(e.anomaly())) continue;
            boolean waits = waits(e);
            if (isOfVisit(e, entries)) {
                consequence = Math.max(consequence, e.anomaly().consequence());
                continue;
            }
            if (!waits && !isRareByNature(e.anomaly())) ripe.add(e);
            neverHidden |= e.anomaly().neverHidden();
            if (e.anomaly().neverHidden() && !waits)
                gravest = Math.max(gravest, e.anomaly().consequence());
            consequence = Math.max(consequence, e.anomaly().consequence());
            known |= e.anomaly().channel() == Channel.KNOWLEDGE && e.anomaly().consequence() >= 4;
            graveKnown |= !waits
                    && e.anomaly().channel() == Channel.KNOWLEDGE
                    && e.anomaly().consequence() >= GRAVE;
            situations.add(e.situation().name());
            stranger |= e.situation() == Situation.NEW_MASTER && e.anomaly().consequence() >= SERIOUS;
            // Grave and rare enough by itself: what else happened at the time does not make it less so.
            boolean learned =
                    e.anomaly().channel() != Channel.KNOWLEDGE && e.anomaly().consequence() >= SERIOUS;
            graveAlone |= learned && e.anomaly().pvalue() <= settings.incidentP();
            steered |= learned
                    && STEERING.contains(e.anomaly().channel())
                    && e.anomaly().pvalue() <= STEERING_FACTOR * settings.noticeP();
        }
        double all = combined(
                entries.stream().filter(e -> e.situation() != Situation.PHASE).toList());
        double p = combined(ripe);
        Tier tier = Tier.OBSERVATION;
        String rule = "neither rare nor grave enough for a notice";
        if (gravest >= SERIOUS) {
            tier = Tier.INCIDENT;
            rule = "never hidden, with a consequence of " + SERIOUS + " or more";
        } else if (graveKnown) {
            tier = Tier.INCIDENT;
            rule = "known without learning, consequence " + GRAVE + " or more";
        } else if (stranger) {
            tier = Tier.INCIDENT;
            rule = "a new master that came back and that nobody vouched for";
        } else if (graveAlone) {
            tier = Tier.INCIDENT;
            rule = "one deviation with a consequence of " + SERIOUS + " or more and a p of at most "
                    + settings.incidentP();
        } else if (p <= settings.incidentP() && consequence >= 4 && situations.size() >= 2) {
            tier = Tier.INCIDENT;
            rule = "several situations, consequence 4 or more, combined p at most " + settings.incidentP();
        } else if (neverHidden || known) {
            tier = Tier.NOTICE;
            rule = neverHidden ? "never hidden" : "known without learning, consequence 4 or more";
        } else if (all <= settings.noticeP() && (consequence >= 4 || situations.size() >= 3)) {
            tier = Tier.NOTICE;
            rule = "consequence 4 or more, or three situations; combined p at most " + settings.noticeP();
        } else if (steered) {
            tier = Tier.NOTICE;
            rule = "one deviation in how the process is steered, consequence " + SERIOUS + " or more, p at most "
                    + STEERING_FACTOR * settings.noticeP();
        } else if (phase) {
            tier = Tier.NOTICE;
            rule = "a phase of activity that was never there, p at most " + settings.noticeP();
        }
        return new Grounds(tier, gravest, neverHidden, all, p, consequence, situations.size(), rule);
    }

    /**
     * That a card changes is rare whoever does it: who claims the address tells a takeover. And that something is gone is told when it falls silent, and gets rarer by the hour while nothing more happens.
     * What went one way for a year is as rare on whichever day it is told: it is no second sign of what else this day brings.
     */
    private static boolean isRareByNature(Anomaly a) {
        boolean lasts = a.channel() == Channel.DRIFT_HOUR || a.channel() == Channel.DRIFT_DAY;
        return a.channel() == Channel.BINDING_HARDWARE
                || a.channel() == Channel.DRIFT_YEAR
                || lasts && a.explanation().seen() < a.explanation().low();
    }

    /**
     * Who comes for the first time, or reads a program out, sends packets, and to a device that is polled now and then they are a load: that he came and what it cost are one sign. A flood is none of a visit.
     */
    private static boolean isOfVisit(Case.Entry load, List<Case.Entry> entries) {
        return isLoad(load)
                && entries.stream()
                        .anyMatch(e -> VISITS.contains(e.situation())
                                && isParty(load.anomaly(), e.anomaly(), e.situation() == Situation.UPLOAD));
    }

    /** More packets than usual, and no flood. */
    static boolean isLoad(Case.Entry entry) {
        return entry.situation() == Situation.FLOOD && !isFlood(entry.anomaly());
    }

    /** Of a load. */
    public static boolean isFlood(Anomaly load) {
        return load.explanation().seen() > VISIT_PACKETS;
    }

    /** @param works at that controller, and looks into it again and again, as who reads a program out does */
    private static boolean isParty(Anomaly load, Anomaly visit, boolean works) {
        boolean party = load.device().equals(visit.peer()) || load.device().equals(visit.device());
        return party && (works || Math.abs(load.atNanos() - visit.atNanos()) <= VISIT_NANOS);
    }

    /** A first visit that is a notice by itself: while the home learns, and of a station that engineers other controllers already. */
    private static boolean waits(Case.Entry e) {
        int enough = e.anomaly().verb() == Verb.UPLOAD ? READS_ANOTHER : ENGINEERS_OTHERS;
        boolean elsewhere = e.anomaly().channel() == Channel.NOVELTY_ENGINEER
                && e.anomaly().explanation().groupEver() >= enough;
        return elsewhere || e.young() && e.situation().waitsForLearning();
    }

    /**
     * One p for all that was learned: a truncated Cauchy combination over the smallest p of each device and situation, which stays at its
     * level when the signals depend on each other (Liu and Xie 2020). 1 if there is nothing learned.
     */
    private static double combined(List<Case.Entry> entries) {
        TreeMap<String, Double> least = new TreeMap<>();
        for (Case.Entry e : entries)
            if (e.anomaly().channel() != Channel.KNOWLEDGE)
                least.merge(
                        e.situation().name() + e.anomaly().device(),
                        Math.clamp(e.anomaly().pvalue(), LEAST, 0.99),
                        Math::min);
        if (least.isEmpty()) return 1;
        double sum = 0;
        for (double p : least.values()) sum += 1 / Math.tan(Math.PI * p);
        double mean = sum / least.size();
        return mean > 1e6 ? 1 / (Math.PI * mean) : 0.5 - Math.atan(mean) / Math.PI;
    }
}
