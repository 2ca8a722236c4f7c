package dev.postern.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What is known of one judged stretch of traffic. Immutable. */
public final class Truth {
    private final List<Attack> attacks;
    private final List<Span> harmless;
    private final List<Span> benign;
    private final Windows counted;
    private final Windows traceless;
    private final Windows triggers;
    private final Windows quiet;

    /**
     * @param harmless events that look like attacks and are none; what is raised during one is counted apart
     * @param benign time in which nothing happens that anybody should be told of; what calibration is measured on
     */
    public Truth(List<Attack> attacks, List<Span> harmless, List<Span> benign) {
        this.attacks = List.copyOf(attacks);
        this.harmless = List.copyOf(harmless);
        this.benign = List.copyOf(benign);
        List<Span> must = new ArrayList<>();
        List<Span> may = new ArrayList<>();
        for (Attack attack : attacks) (attack.counted() ? must : may).addAll(attack.windows());
        counted = Windows.of(must);
        traceless = Windows.of(may);
        triggers = Windows.of(harmless);
        quiet = Windows.of(benign);
    }

    /** The same where every address is called otherwise. */
    public Truth renamed(UnaryOperator<String> addresses) {
        List<Attack> others = new ArrayList<>();
        for (Attack a : attacks)
            others.add(new Attack(
                    a.name(),
                    a.kind(),
                    a.block(),
                    a.startNanos(),
                    spans(a.windows(), addresses),
                    a.counted(),
                    a.techniques(),
                    names(a.attackers(), addresses),
                    names(a.victims(), addresses),
                    a.harmNanos()));
        return new Truth(others, spans(harmless, addresses), spans(benign, addresses));
    }

    private static List<Span> spans(List<Span> spans, UnaryOperator<String> addresses) {
        return spans.stream()
                .map(s -> new Span(s.what(), s.fromNanos(), s.untilNanos(), names(s.devices(), addresses)))
                .toList();
    }

    private static Set<String> names(Set<String> names, UnaryOperator<String> addresses) {
        return names.stream().map(addresses).collect(Collectors.toUnmodifiableSet());
    }

    public List<Attack> attacks() {
        return attacks;
    }

    public List<Span> harmless() {
        return harmless;
    }

    public List<Span> benign() {
        return benign;
    }

    /** What a story told of. */
    enum Meaning {
        ATTACK,
        /** Nothing but an attack that is said to have left no trace. */
        TRACELESS_ATTACK,
        HARMLESS_EVENT,
        NOTHING
    }

    /** How much of a story must lie within attacks for it to be about them. */
    enum Rule {
        /** One alarm: the rule of plans. */
        ANY,
        /** Half of its alarms: somebody who sounds all the time touches every attack and tells of none. */
        MOST
    }

    Meaning meaning(Story story, Rule rule) {
        int must = 0;
        int may = 0;
        int trigger = 0;
        for (Alarm alarm : story.alarms()) {
            if (counted.cover(alarm)) must++;
            else if (traceless.cover(alarm)) may++;
            else if (triggers.cover(alarm)) trigger++;
        }
        int enough = rule == Rule.ANY ? 1 : (story.alarms().size() + 1) / 2;
        if (must >= enough) return Meaning.ATTACK;
        if (must + may >= enough) return Meaning.TRACELESS_ATTACK;
        return must + may + trigger >= enough ? Meaning.HARMLESS_EVENT : Meaning.NOTHING;
    }

    boolean isAttack(Alarm alarm) {
        return counted.cover(alarm) || traceless.cover(alarm);
    }

    boolean isBenign(long atNanos) {
        return quiet.cover(atNanos);
    }
}
