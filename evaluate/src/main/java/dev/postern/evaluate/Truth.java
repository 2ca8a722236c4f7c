package dev.postern.evaluate;

import java.util.ArrayList;
import java.util.List;

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
            if (counted.cover(alarm.atNanos())) must++;
            else if (traceless.cover(alarm.atNanos())) may++;
            else if (triggers.cover(alarm.atNanos())) trigger++;
        }
        int enough = rule == Rule.ANY ? 1 : (story.alarms().size() + 1) / 2;
        if (must >= enough) return Meaning.ATTACK;
        if (must + may >= enough) return Meaning.TRACELESS_ATTACK;
        return must + may + trigger >= enough ? Meaning.HARMLESS_EVENT : Meaning.NOTHING;
    }

    boolean isBenign(long atNanos) {
        return quiet.cover(atNanos);
    }
}
