package dev.postern.appliance.trial;

import dev.postern.evaluate.Attack;
import dev.postern.evaluate.Span;
import dev.postern.evaluate.Truth;
import dev.postern.model.Address;
import dev.postern.plant.Label;
import dev.postern.plant.LifeEvent;
import dev.postern.plant.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a plant's ledger says of one judged stretch, for scoring. An alarm is for an attack if it is about who did a step or to whom it was done, while the step lasts and some
 * minutes after; what is about anybody whom a step touched and comes within the hour is about the attack and does not find it. About a harmless event an alarm is if it is about anybody whom the event touches.
 *
 * @param scenario the attack that it is about, or null
 * @param event the harmless event that it is about, or null
 */
record PlantTruth(long judgedNanos, int days, Scenario scenario, LifeEvent event, String block) {
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long DAY_NANOS = 1_440 * MINUTE_NANOS;
    /** An alarm counts for a step of a story until so long after its last frame. */
    private static final long SLACK_NANOS = 10 * MINUTE_NANOS;

    /** What is concluded from an event or an attack may be told so long after its last frame: some statements are drawn once an hour. */
    private static final long AFTERMATH_NANOS = 60 * MINUTE_NANOS;

    private static final long UNSEEN_NANOS = 90 * MINUTE_NANOS;

    Truth of(List<Label> labels) {
        List<Label> judged =
                labels.stream().filter(l -> l.untilNanos() >= judgedNanos).toList();
        List<Span> harmless = judged.stream()
                .filter(l -> l.cause() instanceof LifeEvent)
                .map(this::touched)
                .toList();
        List<Label> deeds = judged.stream()
                .filter(l -> l.cause() == scenario && !l.frames().isEmpty())
                .toList();
        List<Attack> attacks = deeds.isEmpty() ? List.of() : List.of(attack(deeds), aftermath(deeds));
        boolean calm = scenario == null && event == null;
        return new Truth(
                attacks,
                harmless,
                calm ? List.of(new Span("", judgedNanos, judgedNanos + days * DAY_NANOS)) : List.of());
    }

    /** An event that consists of frames that are not there concerns everybody, for as long as it and the return to order may last. */
    private Span touched(Label label) {
        // What goes on beside an attack is no event of its own.
        String what = scenario == null ? label.cause().name() : "";
        if (label.frames().isEmpty()) return new Span(what, label.atNanos(), label.atNanos() + UNSEEN_NANOS);
        return new Span(what, label.atNanos(), label.untilNanos() + AFTERMATH_NANOS, names(label.touched()));
    }

    /** What is concluded too late to find it is about the attack all the same, and no false alarm. */
    private Attack aftermath(List<Label> seen) {
        List<Span> windows = seen.stream()
                .map(label -> new Span(
                        scenario.name(), label.atNanos(), label.untilNanos() + AFTERMATH_NANOS, names(label.touched())))
                .toList();
        return new Attack(
                scenario.name(),
                scenario.name(),
                block,
                windows.getFirst().fromNanos(),
                windows,
                false,
                Set.of(),
                Set.of(),
                Set.of(),
                Long.MAX_VALUE);
    }

    private static Set<String> names(List<Address> addresses) {
        return addresses.stream().map(Address::toString).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Attack attack(List<Label> seen) {
        List<Span> windows = new ArrayList<>();
        Set<String> techniques = new LinkedHashSet<>();
        Set<String> attackers = new LinkedHashSet<>();
        Set<String> victims = new LinkedHashSet<>();
        long start = Label.NOT_YET;
        long harm = Long.MAX_VALUE;
        for (Label label : seen) {
            Set<String> parties = names(label.parties());
            windows.add(new Span(label.cause().name(), label.atNanos(), label.untilNanos() + SLACK_NANOS, parties));
            techniques.add(label.technique());
            attackers.add(label.source().toString());
            victims.add(label.target().toString());
            start = Math.min(start, label.knowableNanos());
            if (label.harmfulWrite()) harm = Math.min(harm, label.atNanos());
        }
        return new Attack(
                scenario.name(),
                scenario.name(),
                block,
                start,
                windows,
                start != Label.NOT_YET,
                techniques,
                attackers,
                victims,
                harm);
    }
}
