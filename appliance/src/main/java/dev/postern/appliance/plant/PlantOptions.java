package dev.postern.appliance.plant;

import dev.postern.plant.Cause;
import dev.postern.plant.Extension;
import dev.postern.plant.LifeEvent;
import dev.postern.plant.Pace;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import dev.postern.plant.Scenario;
import dev.postern.plant.net.Dice;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What a virtual plant is asked for on the command line. */
final class PlantOptions {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long MINUTE_NANOS = 60 * SECOND_NANOS;
    private static final long DAY_NANOS = 1_440 * MINUTE_NANOS;
    private static final int DEVICES_MAX = 5_000;
    private static final int DAYS_MAX = 3_660;
    private static final String ALL = "all";
    private static final int MORNING_MINUTES = 9 * 60;
    private static final int BY_SEED = -1;
    private static final Pattern OCCASION = Pattern.compile(
            "(?<name>[a-z0-9-]+)@day:(?<day>\\d{1,4})(t(?<hour>\\d\\d):(?<minute>\\d\\d))?(?<slow>:slow)?");

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "7",
            description = "Another seed, another plant's life (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--days",
            paramLabel = "D",
            defaultValue = "1",
            description = "How long its life is shown (default: ${DEFAULT-VALUE}).")
    private double days;

    @Option(
            names = "--devices",
            paramLabel = "N",
            defaultValue = "60",
            description =
                    "Machines of all kinds, at least so many: 1 to 5000, the smallest works has 27 (default: ${DEFAULT-VALUE}).")
    private int devices;

    @Option(
            names = "--thinning",
            paramLabel = "K",
            defaultValue = "5",
            description = {
                "Only every Kth polling cycle takes place, at moments that the seed chooses; everything else happens whole (default: ${DEFAULT-VALUE}).",
                "1 is a real works, with about four frames a second for each controller; up to 600. The labels say it."
            })
    private double thinning;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description = "When its life begins, UTC: 2026-03-02 or 2026-03-02T06:00:00Z.")
    private String start;

    @Option(
            names = "--one-leg",
            description = "The mirror shows a routed packet once, not before and after the router.")
    private boolean oneLeg;

    @Option(
            names = "--with",
            split = ",",
            paramLabel = "EXTENSION",
            description =
                    "What the works has beyond its lines, or all of it: all. What attacks and events need comes by itself.")
    private List<String> with = List.of();

    @Option(
            names = "--scenario",
            paramLabel = "NAME@day:N[THH:MM]",
            description =
                    "An attack, after N whole days, patient with :slow; without a time of day the seed chooses it. Several are possible.")
    private List<String> scenarios = List.of();

    @Option(
            names = "--event",
            paramLabel = "NAME@day:N[THH:MM]",
            description = "A harmless event that looks like an attack; by default at nine. Several are possible.")
    private List<String> events = List.of();

    /** @param minutes after midnight, or {@link #BY_SEED} */
    private record Occasion<C>(C cause, int day, int minutes, boolean slow) {}

    /** An attack and how long after the beginning. */
    record Attack(Scenario scenario, Pace pace, long afterNanos) {}

    /**
     * A plant as it was asked for.
     *
     * @param spanNanos how much of its life is shown
     */
    record Works(PlantSettings settings, List<Attack> attacks, long spanNanos) {
        /** A new one, its attacks planned. */
        Plant begin() {
            Plant plant = new Plant(settings);
            for (Attack attack : attacks)
                plant.start(attack.scenario, attack.pace, settings.startNanos() + attack.afterNanos);
            return plant;
        }

        long startNanos() {
            return settings.startNanos();
        }
    }

    /**
     * @param fromNow whether its life begins now unless {@code --start} says otherwise
     * @param usage makes the exception that tells what is wrong
     */
    Works plan(boolean fromNow, Function<String, ? extends RuntimeException> usage) {
        if (!(days > 0 && days <= DAYS_MAX)) throw usage.apply("--days is above 0 and at most " + DAYS_MAX);
        if (devices < 1 || devices > DEVICES_MAX) throw usage.apply("--devices is 1 to " + DEVICES_MAX);
        if (!(thinning >= 1 && thinning <= PlantSettings.THINNING_MAX))
            throw usage.apply("--thinning is 1 to " + PlantSettings.THINNING_MAX);
        PlantSettings settings = new PlantSettings(
                        seed, startNanos(fromNow, usage), PlantSettings.linesFor(devices), thinning, !oneLeg)
                .with(extensions(usage));
        for (String text : events) {
            Occasion<LifeEvent> occasion = occasion(text, LifeEvent.values(), "event", usage);
            if (occasion.slow) throw usage.apply("events of life are never slow: '" + text + "'");
            int minutes = occasion.minutes == BY_SEED ? MORNING_MINUTES : occasion.minutes;
            settings = settings.suiting(occasion.cause).with(occasion.cause, occasion.day, minutes);
        }
        List<Attack> attacks = new ArrayList<>();
        for (String text : scenarios) {
            Occasion<Scenario> occasion = occasion(text, Scenario.values(), "scenario", usage);
            int minutes = occasion.minutes == BY_SEED ? new Dice(seed, text).below(1_440) : occasion.minutes;
            if (occasion.slow && !occasion.cause.hasSlowForm())
                throw usage.apply(name(occasion.cause) + " has no slow form; --list says which have");
            settings = settings.suiting(occasion.cause);
            attacks.add(new Attack(
                    occasion.cause,
                    occasion.slow ? Pace.SLOW : Pace.FAST,
                    occasion.day * DAY_NANOS + minutes * MINUTE_NANOS));
        }
        return new Works(settings, attacks, (long) (days * DAY_NANOS));
    }

    private long startNanos(boolean fromNow, Function<String, ? extends RuntimeException> usage) {
        if (start == null)
            return fromNow ? System.currentTimeMillis() / 1_000 * SECOND_NANOS : PlantSettings.MONDAY_NANOS;
        try {
            Instant at = start.length() == 10
                    ? LocalDate.parse(start).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(start);
            return at.getEpochSecond() * SECOND_NANOS;
        } catch (DateTimeException e) {
            throw usage.apply("--start is 2026-03-02 or 2026-03-02T06:00:00Z, not '" + start + "'");
        }
    }

    private Set<Extension> extensions(Function<String, ? extends RuntimeException> usage) {
        Set<Extension> all = EnumSet.noneOf(Extension.class);
        for (String name : with)
            if (name.equals(ALL)) all.addAll(EnumSet.allOf(Extension.class));
            else all.add(named(name, Extension.values(), "extension", usage));
        return all;
    }

    private <C extends Enum<C>> Occasion<C> occasion(
            String text, C[] all, String kind, Function<String, ? extends RuntimeException> usage) {
        Matcher parts = OCCASION.matcher(text.toLowerCase(Locale.ROOT).replace('_', '-'));
        if (!parts.matches())
            throw usage.apply("--" + kind + " is NAME@day:N, NAME@day:NT03:00 or NAME@day:N:slow, not '" + text + "'");
        int day = Integer.parseInt(parts.group("day"));
        int minutes = parts.group("hour") == null
                ? BY_SEED
                : 60 * Integer.parseInt(parts.group("hour")) + Integer.parseInt(parts.group("minute"));
        if (minutes >= 1_440) throw usage.apply("a day has 24 hours: '" + text + "'");
        if (day >= days)
            throw usage.apply("'" + text + "' would come after the end; a capture of " + days + " days has day 0 to "
                    + (int) Math.ceil(days - 1));
        return new Occasion<>(named(parts.group("name"), all, kind, usage), day, minutes, parts.group("slow") != null);
    }

    private static <C extends Enum<C>> C named(
            String name, C[] all, String kind, Function<String, ? extends RuntimeException> usage) {
        for (C one : all) if (name(one).equals(name.toLowerCase(Locale.ROOT).replace('_', '-'))) return one;
        throw usage.apply("there is no " + kind + " '" + name + "'; there are " + names(Arrays.asList(all)));
    }

    /** As the command line and the labels call it. */
    static String name(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String needs(Cause cause) {
        return cause.needs().isEmpty() ? "" : "; needs " + names(new TreeSet<>(cause.needs()));
    }

    private static String names(Collection<? extends Enum<?>> all) {
        return all.stream().map(PlantOptions::name).collect(Collectors.joining(", "));
    }

    static void list(PrintWriter to) {
        to.println("Scenarios, for --scenario NAME@day:N:");
        for (Scenario scenario : Scenario.values())
            to.printf(
                    "  %-22s %s%s%s%n",
                    name(scenario),
                    DemoAttacks.text(scenario),
                    scenario.hasSlowForm() ? " (also :slow)" : "",
                    needs(scenario));
        to.println();
        to.println("Harmless events, for --event NAME@day:N, and the attack that each looks like:");
        for (LifeEvent event : LifeEvent.values())
            to.printf("  %-24s %s%n", name(event), names(event.twinOf()) + needs(event));
        to.println();
        to.println("Extensions, for --with NAME,NAME or --with all:");
        for (Extension extension : Extension.values()) to.println("  " + name(extension));
        to.flush();
    }
}
